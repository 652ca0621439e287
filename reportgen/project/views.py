"""Views: `views/<name>.toml`, what to show of a table in the words of the panel's directive."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.configuration import display_path
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source, Span, did_you_mean
from reportgen.panels import table
from reportgen.panels.model import Part
from reportgen.toml_places import name_span, text_span, toml_fault, value_span

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = "views"
"""Where a project's views are."""

OPTIONS = tuple(option for option in table.OPTIONS if option != "name")
"""What a view says in the directive's words."""

_KEYS = ("title", "description", "tables", *OPTIONS)


@dataclass(frozen=True, slots=True)
class View:
    """A view as its file says it."""

    name: str
    """The file's name without its ending."""
    title: str
    """For people; the name where the file says none."""
    description: str
    """A sentence or two, or empty."""
    table: Part
    """The table that it shows."""
    options: Mapping[str, Part]
    """What it says of it, each with its place in the file."""
    source: Source
    """The file."""


def view_names(root: Path) -> list[str]:
    """The views of a project, sorted."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.toml") if path.is_file())


def read_view(root: Path, name: str) -> View:
    """A view of the project.

    Raises:
        DiagnosticError: There is no such view, or its file is not as it should be.
    """
    if name not in view_names(root):
        help_ = did_you_mean(name, view_names(root), what="view")
        message = f"the project has no view '{name}'"
        raise DiagnosticError(Diagnostic(Code.VIEW_UNKNOWN, message, None, help_))
    path = root / FOLDER / f"{name}.toml"
    try:
        source = Source(display_path(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"cannot read the view '{name}': {reason}"
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, message)) from error
    return parse_view(name, source)


def parse_view(name: str, source: Source) -> View:
    """The view that a text says.

    Raises:
        DiagnosticError: With everything that is wrong.
    """
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, *toml_fault(source, error))) from error
    problems = [problem for key, value in data.items() if (problem := _problem(source, key, value))]
    if "tables" not in data:
        message = f"the view '{name}' says no table"
        help_ = 'write tables = ["predictions:latest"]'
        problems.append(Diagnostic(Code.VIEW_INVALID, message, Span(source, 0, 0), help_))
    if problems:
        raise DiagnosticError(*problems)
    parts = {key: _part(source, key, str(data[key])) for key in OPTIONS if key in data}
    table = _part(source, "tables", data["tables"][0])
    return View(name, data.get("title", name), data.get("description", ""), table, parts, source)


def _part(source: Source, key: str, text: str) -> Part:
    return Part(text, text_span(source, key, text))


def _problem(source: Source, key: str, value: Any) -> Diagnostic | None:
    """What is wrong with a key or with its value."""
    if key not in _KEYS:
        help_ = did_you_mean(key, _KEYS, what="key")
        return Diagnostic(Code.VIEW_INVALID, f"a view has no key '{key}'", name_span(source, key), help_)
    wanted = _wanted(key, value)
    if wanted is None:
        return None
    return Diagnostic(Code.VIEW_INVALID, f"'{key}' must be {wanted}", value_span(source, key))


def _wanted(key: str, value: Any) -> str | None:
    """What a value should have been, or None when it is right."""
    if key == "tables":
        good = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and value[0]
        return None if good else 'a list of one table, such as ["predictions:latest"]'
    if key in ("rows", "height"):
        number = isinstance(value, (int, str)) and not isinstance(value, bool)
        return None if number else "a whole number"
    return None if isinstance(value, str) else "a text"
