"""Themes: where their files are, and the templates that pages are made with."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from reportgen.assets import THEMES
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Span, did_you_mean

OVERRIDES = "theme"
"""The folder of a project whose files replace those of its theme."""

PROJECT_THEMES = "themes"
"""The folder of a project's own themes."""


def theme_folders(root: Path, theme: str, span: Span | None = None) -> tuple[Path, ...]:
    """The folders that make a theme, most general first: default, the theme, the project's changes.

    `span` is where the theme is named, for the diagnostic when there is none of that name.
    """
    found = find_theme(root, theme)
    if found is None:
        message = f"there is no theme '{theme}'"
        help_ = did_you_mean(theme, theme_names(root), what="theme")
        raise DiagnosticError(Diagnostic(Code.THEME_UNKNOWN, message, span, help_))
    folders = [THEMES / "default", found, root / OVERRIDES]
    return tuple(folder for folder in dict.fromkeys(folders) if folder.is_dir())


def find_theme(root: Path, theme: str) -> Path | None:
    """The folder of a theme, the project's own before the package's."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*", theme):
        return None
    folders = (root / PROJECT_THEMES / theme, THEMES / theme)
    return next((folder for folder in folders if folder.is_dir()), None)


def theme_names(root: Path) -> list[str]:
    """The themes that a project can name."""
    folders = (root / PROJECT_THEMES, THEMES)
    return sorted({path.name for f in folders if f.is_dir() for path in f.iterdir() if path.is_dir()})


def environment(folders: Sequence[Path]) -> Environment:
    """The templates of `theme_folders`; everything that is put into them is escaped."""
    there = tuple(str(path) for folder in folders for path in sorted((folder / "templates").rglob("*")))
    return _environment(tuple(folders), there)


@functools.lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], there: tuple[str, ...]) -> Environment:
    """Kept while the same templates are `there`; one that has changed is read again."""
    return Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader([folder / "templates" for folder in reversed(folders)]),
                # A template that takes the place of the default theme's can still build on it.
                PrefixLoader({"default": FileSystemLoader(THEMES / "default" / "templates")}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
