"""Pages about saved views: written as reports, so that they are read and built like all others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.configuration import VIEW_INDEX, Config, view_report
from reportgen.diagnostics import Diagnostic, DiagnosticError, Source
from reportgen.panels.view_file import View, read_view, view_names

__all__ = ["read_views", "with_view_pages"]

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def read_views(config: Config) -> tuple[list[View], list[Diagnostic]]:
    """All views of the project, and what is wrong with their files."""
    views: list[View] = []
    problems: list[Diagnostic] = []
    for name in view_names(config.root):
        try:
            views.append(read_view(config.root, name))
        except DiagnosticError as error:
            problems += error.diagnostics
    return views, problems


def with_view_pages(config: Config, views: Iterable[View]) -> tuple[Config, dict[str, Source]]:
    """The configuration with the views' pages among the reports, and the texts of these by their paths.

    A report of the project that stands where one of them would takes its place.
    """
    texts = {view_report(view.name): _page_text(view) for view in views}
    if not texts:
        return config, {}
    texts = {VIEW_INDEX: _INDEX, **texts}
    texts = {path: text for path, text in texts.items() if path not in config.reports}
    hidden = {path for path in texts if path != VIEW_INDEX}
    widened = replace(
        config, reports=(*config.reports, *texts), unlisted=frozenset({*config.unlisted, *hidden})
    )
    return widened, {path: Source(f"{path} (made of the views)", text) for path, text in texts.items()}


_INDEX = "---\ntitle: Views\ntoc: false\n---\n:::{views}\n:::\n"


def _page_text(view: View) -> str:
    """The page of one view: what it says of itself, its panel, and its author's note."""
    front = {"title": view.title, "description": " ".join(view.description.split()), "toc": False}
    # JSON is YAML, whatever the texts hold.
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items() if value != "")
    note = "\n".join(_SIGNS.sub(r"\\\1", line.strip()) for line in view.note.splitlines())
    return f"---\n{head}---\n:::{{view}} {view.name}\n:name: {view.name}\n:::\n\n{note}\n"
