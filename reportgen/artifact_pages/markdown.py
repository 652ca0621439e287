"""Markdown of what is in a store: any text stays text, whatever signs it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


def plain(text: object) -> str:
    """A text in a line of Markdown, with every sign of Markdown taken for itself."""
    return _SIGNS.sub(r"\\\1", _BREAKS.sub(" ", str(text)).strip())


def link(text: str, target: str | None) -> str:
    """A link, or the text alone."""
    return f"[{plain(text)}](<{target}>)" if target else plain(text)


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown of a line."""
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def facts(pairs: Mapping[str, str]) -> str:
    """A table of names and values, without those that are empty."""
    return table(["", ""], [[plain(name), value] for name, value in pairs.items() if value])


def json_block(value: Any) -> str:
    """A value as JSON."""
    # Lines of JSON begin with spaces or brackets, so that none ends the block.
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return f"```json\n{text}\n```\n"


def front_matter(title: str) -> str:
    """The head of a page; the title is a name or a reference, which YAML takes as it is in quotes."""
    return f'---\ntitle: "{title}"\n---\n'
