"""The project's own modules that draw panels and cells: whether the files that a report names are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Span, did_you_mean
from reportgen.document import Directive

OPTIONS = ("module", "cells")
"""The options that name modules."""

_NAMED = re.compile(r"[^\s,:'\"`]+\.m?js\b")


def modules_of(spec: Mapping[str, Any]) -> list[str]:
    """The paths of the modules that a spec names, from the project's folder."""
    own = [spec["module"]] if spec.get("module") else []
    return own + [column["cell"] for column in spec.get("columns", ()) if column.get("cell")]


def module_problems(directive: Directive, root: Path) -> Iterator[Diagnostic]:
    """What is wrong with the files that a directive names as modules."""
    for name in OPTIONS:
        option = directive.options.get(name)
        if option is None:
            continue
        for found in _NAMED.finditer(option.value):
            start = option.value_span.start + found.start()
            span = Span(option.value_span.source, start, start + len(found[0]))
            problem = _problem(found[0], root, span)
            if problem is not None:
                yield problem


def _problem(path: str, root: Path, span: Span) -> Diagnostic | None:
    file = (root / path).resolve()
    if not file.is_relative_to(root.resolve()):
        return Diagnostic(Code.FILE_UNREADABLE, f"'{path}' is outside of the project", span)
    if file.is_file():
        return None
    known = [one.relative_to(root).as_posix() for one in sorted(file.parent.glob("*.*js"))]
    help_ = did_you_mean(path, known, what="module") if known else "paths are from the project's folder"
    return Diagnostic(Code.FILE_UNREADABLE, f"there is no file '{path}'", span, help_)
