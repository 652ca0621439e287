"""Changes to the files of saved views: one is added, one gets another name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from reportgen.configuration import Config, display_path
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source, Span
from reportgen.document import ParseOptions, parse
from reportgen.panels import DIRECTIVES, ROLES
from reportgen.panels.view_file import NAME, parse_view, read_view, view_names, view_path

MOST = 200_000
"""Characters of a view's file."""


def save_view(root: Path, name: str, text: str, *, replace: bool = False) -> Path:
    """Write a view's file, whole or not at all.

    Args:
        root: The project's folder.
        name: What the view is to be called.
        text: The file's TOML.
        replace: Whether a view of that name may be replaced.

    Raises:
        DiagnosticError: The name or the text is not that of a view, or there is one already.
    """
    check_name(name)
    if len(text) > MOST:
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, f"the view '{name}' is too long"))
    path = view_path(root, name)
    taken = next((one for one in view_names(root) if one.casefold() == name.casefold()), None)
    if taken is not None and not (replace and taken == name):
        message = f"there is a view '{taken}' already"
        raise DiagnosticError(Diagnostic(Code.NAME_DUPLICATE, message, None, "choose another name"))
    parse_view(name, Source(display_path(path), text))
    write_whole(path, text)
    return path


def rename_view(config: Config, old: str, new: str) -> list[str]:
    """Give a view another name, in its file's name and in the reports that show it.

    Returns:
        The reports that were changed.

    Raises:
        DiagnosticError: There is no such view, or the new name cannot be had.
    """
    check_name(new)
    if new == old:
        raise DiagnosticError(Diagnostic(Code.NAME_DUPLICATE, f"the view is called '{old}' already"))
    view = read_view(config.root, old)
    changed = {report: text for report in config.reports if (text := _renamed(config, report, old, new))}
    # The new file is there before the reports name it, and the old one goes when none does.
    save_view(config.root, new, view.source.text)
    for report, text in changed.items():
        write_whole(config.root / report, text)
    view_path(config.root, old).unlink()
    return list(changed)


def check_name(name: str) -> None:
    """Raise unless a view can have this name."""
    if not NAME.fullmatch(name):
        help_ = "use letters, digits, '-' and '_', starting with a letter"
        message = f"'{name}' cannot be the name of a view"
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, message, None, help_))


def _renamed(config: Config, report: str, old: str, new: str) -> str | None:
    """A report's text with the view's new name, or None where it does not show it."""
    path = config.root / report
    source = Source(display_path(path), path.read_bytes().decode("utf-8"))
    options = ParseOptions(
        page=report,
        root=config.root,
        reports=config.reports,
        raw_html=config.raw_html,
        directives=frozenset(DIRECTIVES),
        roles=frozenset(ROLES),
    )
    named = {"view", "views"}
    spans = [
        argument.span
        for directive in parse(source, options).document.directives
        if directive.name in named
        for argument in directive.arguments
        if argument.text == old
    ]
    return _replaced(source.text, {span.start: span for span in spans}, new) if spans else None


def _replaced(text: str, spans: Mapping[int, Span], word: str) -> str:
    for start in sorted(spans, reverse=True):
        text = text[:start] + word + text[spans[start].end :]
    return text


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
