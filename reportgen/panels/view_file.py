"""Saved views: `views/<name>.toml`, what to show of tables in the words of the panel's directive."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
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

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
"""What a view can be called: its name stands in addresses and in names of files."""

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
"""Endings that a thumbnail may have."""

NUMBERS = ("rows", "height", "bins")
"""Options that may be numbers; all others are texts."""

OWN = ("title", "description", "note", "thumbnail", "tables")
"""What a view says besides the directive's options."""


@dataclass(frozen=True, slots=True)
class View:
    """A view as its file says it."""

    name: str
    """The file's name without its ending."""
    title: str
    """For people; the name where the file says none."""
    description: str
    """A sentence or two, or empty."""
    note: str
    """What its author found, or empty; lines are kept."""
    thumbnail: str | None
    """A picture of the project, as a path from its root; None for one that is drawn."""
    tables: tuple[Part, ...]
    """The tables that it shows."""
    options: Mapping[str, Part]
    """What it says of them, each with its place in the file."""
    source: Source
    """The file."""

    @property
    def table(self) -> Part:
        """The first of its tables."""
        return self.tables[0]


def view_options() -> tuple[str, ...]:
    """The options of the directive that a view may have."""
    return tuple(option for option in table.OPTIONS if option != "name")


def view_names(root: Path) -> list[str]:
    """The views of a project, sorted."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.toml") if path.is_file())


def view_path(root: Path, name: str) -> Path:
    """The file of a view."""
    return root / FOLDER / f"{name}.toml"


def unknown_view(root: Path, name: str, span: Span | None = None) -> Diagnostic:
    """That there is no view of this name."""
    names = view_names(root)
    help_ = did_you_mean(name, names, what="view")
    if not names:
        help_ = f"write it into '{FOLDER}/{name}.toml'"
    return Diagnostic(Code.VIEW_UNKNOWN, f"the project has no view '{name}'", span, help_)


def read_view(root: Path, name: str, span: Span | None = None) -> View:
    """A view of the project; `span` is where it is named.

    Raises:
        DiagnosticError: There is no such view, or its file is not as it should be.
    """
    if name not in view_names(root):
        raise DiagnosticError(unknown_view(root, name, span))
    path = view_path(root, name)
    try:
        source = Source(display_path(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        message = f"cannot read the view '{name}': {reason}"
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, message, span)) from error
    view = parse_view(name, source)
    problem = _thumbnail_problem(root, view)
    if problem:
        raise DiagnosticError(problem)
    return view


def parse_view(name: str, source: Source) -> View:
    """The view that a text says.

    Raises:
        DiagnosticError: With everything that is wrong.
    """
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, *toml_fault(source, error))) from error
    problems = [*_name_problem(name, source)]
    problems += [problem for key, value in data.items() if (problem := _problem(source, key, value))]
    if "tables" not in data:
        message = f"the view '{name}' says no table"
        help_ = 'write tables = ["predictions:latest"]'
        problems.append(Diagnostic(Code.VIEW_INVALID, message, Span(source, 0, 0), help_))
    if problems:
        raise DiagnosticError(*problems)
    return View(
        name,
        data.get("title") or name,
        data.get("description", ""),
        data.get("note", "").strip(),
        data.get("thumbnail"),
        tuple(_part(source, "tables", text) for text in data["tables"]),
        {key: _part(source, key, str(data[key])) for key in view_options() if key in data},
        source,
    )


def _name_problem(name: str, source: Source) -> list[Diagnostic]:
    if NAME.fullmatch(name):
        return []
    message = f"'{name}' cannot be the name of a view"
    help_ = "use letters, digits, '-' and '_', starting with a letter"
    return [Diagnostic(Code.VIEW_INVALID, message, Span(source, 0, 0), help_)]


def _thumbnail_problem(root: Path, view: View) -> Diagnostic | None:
    if view.thumbnail is None:
        return None
    span = text_span(view.source, "thumbnail", view.thumbnail)
    path = PurePosixPath(view.thumbnail)
    if path.is_absolute() or ".." in path.parts or root.resolve() not in (root / path).resolve().parents:
        return Diagnostic(Code.PATH_OUTSIDE, f"'thumbnail' leaves the project's folder: '{path}'", span)
    if not (root / path).is_file():
        return Diagnostic(Code.FILE_MISSING, f"there is no picture '{path}'", span)
    return None


def _part(source: Source, key: str, text: str) -> Part:
    return Part(text, text_span(source, key, text))


def _problem(source: Source, key: str, value: Any) -> Diagnostic | None:
    """What is wrong with a key or with its value."""
    known = (*OWN, *view_options())
    if key not in known:
        help_ = did_you_mean(key, known, what="key")
        return Diagnostic(Code.VIEW_INVALID, f"a view has no key '{key}'", name_span(source, key), help_)
    wanted = _wanted(key, value)
    if wanted is None:
        return None
    return Diagnostic(Code.VIEW_INVALID, f"'{key}' must be {wanted}", value_span(source, key))


def _wanted(key: str, value: Any) -> str | None:
    """What a value should have been, or None when it is right."""
    if key == "tables":
        good = isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)
        return None if good else 'a list of tables, such as ["predictions:latest"]'
    if key == "thumbnail":
        good = isinstance(value, str) and PurePosixPath(value).suffix.lower() in PICTURES
        return None if good else f"a picture of the project ({', '.join(PICTURES)})"
    if key in NUMBERS:
        number = isinstance(value, (int, str)) and not isinstance(value, bool)
        return None if number else "a whole number"
    return None if isinstance(value, str) else "a text"
