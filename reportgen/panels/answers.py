"""What panels and facts show at first: the core's questions, answered by the native engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.panels.model import Panel
from reportgen.panels.resolve import ResolvedReport
from reportgen.panels.value import written
from reportgen.query import Core, Engine, answer


@dataclass(frozen=True, slots=True)
class AnsweredPanel:
    """A panel with its first rows."""

    panel: Panel
    schema: Mapping[str, Any]
    """Of the table as the site has it."""
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnsweredReport:
    """A report with everything that its page shows."""

    report: ResolvedReport
    panels: tuple[AnsweredPanel, ...]
    facts: Mapping[int, str]
    """The text of each fact by its role's key."""


def answer_report(
    report: ResolvedReport, schemas: Mapping[str, Mapping[str, Any]], core: Core, engine: Engine
) -> AnsweredReport:
    """Ask for everything that a report shows; `schemas` are those of the site's tables, by reference."""
    panels = [
        AnsweredPanel(panel, schema, answer(core, engine, panel.spec, schema))
        for panel, schema in ((panel, schemas[panel.table.ref.ref]) for panel in report.panels)
    ]
    facts = {
        fact.role.key: written(
            core.drive(
                "factQuery", fact.filter, fact.expr, schemas[fact.table.ref.ref], execute=engine.execute
            ),
            fact.format,
        )
        for fact in report.facts
    }
    return AnsweredReport(report, tuple(panels), facts)
