"""What becomes of a view: its tables, what it shows of them, and how to say that it cannot be sliced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError
from reportgen.panels.view_file import View
from reportgen.project.engine import ProjectEngine
from reportgen.publish.data import Sliced


@dataclass(frozen=True, slots=True)
class Slice:
    """What is published of a view."""

    tables: tuple[Sliced, ...]
    spec: Mapping[str, Any]
    """What the view shows of them."""
    schema: Mapping[str, Any]
    """The slice as the core knows it."""
    created: str
    """When its rows were logged."""


Problems = Sequence[Mapping[str, Any]]
"""What the core cannot answer of a spec."""


def checked_spec(engine: ProjectEngine, name: str, spec: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """The spec as a function of the core (`normaliseSpec`, `compareSpec`) writes it, and what is wrong.

    Rows that it selects for other panels by what is hidden are not selected any more.
    """
    found: dict[str, Any] = engine.call(name, spec, schema)
    if any(problem["at"]["option"] == "selects" for problem in found["problems"]):
        rest = {key: value for key, value in spec.items() if key != "selects"}
        found = engine.call(name, rest, schema)
    return found


def refusal(view: View, problems: Problems) -> DiagnosticError:
    """That a view cannot be sliced, with the places in its file."""
    return DiagnosticError(*(_refused(view, problem) for problem in problems))


def _refused(view: View, problem: Mapping[str, Any]) -> Diagnostic:
    message = f"a slice of the view '{view.name}' cannot be made: {problem['message']}"
    help_ = "it has only the columns that the view shows: show what the view needs, or leave that out"
    option = (problem.get("at") or {}).get("option", "")
    place = view.options.get(option, view.table)
    return Diagnostic(Code.VIEW_INVALID, message, place.span, help_)
