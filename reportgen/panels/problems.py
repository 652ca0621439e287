"""Problems that the core found in a text → diagnostics that point into the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Span
from reportgen.panels.model import Part
from reportgen.query.core import code_point_offset


def diagnostic_at(problem: Mapping[str, Any], part: Part, place: Mapping[str, Any]) -> Diagnostic:
    """One problem, at the offsets `start` and `end` of `place` in the part."""
    start = code_point_offset(part.text, place.get("start", 0))
    end = code_point_offset(part.text, place["end"]) if "end" in place else len(part.text)
    first = part.span.start
    span = Span(part.span.source, first + start, max(first + start, first + end))
    return Diagnostic(Code(problem["code"]), problem["message"], span, problem.get("help"))


def option_diagnostics(
    problems: Sequence[Mapping[str, Any]], options: Mapping[str, Part], whole: Part
) -> list[Diagnostic]:
    """The problems of a directive's options, each in its option's value."""
    found = []
    for problem in problems:
        place = problem.get("at") or {}
        part = options.get(place.get("option", ""))
        found.append(diagnostic_at(problem, part or whole, place if part else {}))
    return found
