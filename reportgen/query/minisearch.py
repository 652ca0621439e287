"""The index that readers search: made by the vendored MiniSearch, which also reads it in the page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import quickjs

from reportgen.assets import CLIENT

LIBRARY = CLIENT / "vendor" / "minisearch" / "minisearch.js"
"""Defines the global `MiniSearch`."""

_MAKE = """
globalThis.makeIndex = (texts, options) => {
  const index = new MiniSearch(JSON.parse(options));
  index.addAll(JSON.parse(texts));
  return JSON.stringify(index);
};
"""


def search_index(documents: Sequence[Mapping[str, Any]], options: Mapping[str, Any]) -> str:
    """The index of documents, as JSON that `MiniSearch.loadJSON` reads with the same options."""
    context = quickjs.Context()
    context.eval(Path(LIBRARY).read_text("utf-8"))
    context.eval(_MAKE)
    return cast(str, context.get("makeIndex")(json.dumps(documents), json.dumps(options)))
