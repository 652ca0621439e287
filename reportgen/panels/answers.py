"""What panels and facts show at first: the core's questions, answered by the native engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.panels.linked import kept_of, kept_schema
from reportgen.panels.model import Fact, Panel
from reportgen.panels.resolve import ResolvedReport
from reportgen.panels.value import written
from reportgen.query import Core, Engine, answer


@dataclass(frozen=True, slots=True)
class AnsweredPanel:
    """A panel with its first rows."""

    panel: Panel
    schema: Mapping[str, Any]
    """Of the table as the site has it; of several, that of their comparison."""
    schemas: tuple[Mapping[str, Any], ...]
    """Of each of its tables as the site has it."""
    answer: Mapping[str, Any]
    kept: Mapping[str, Any] | None = None
    """What other panels of the page keep of its rows, if they keep any."""


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
        _answered(
            panel,
            [schemas[table.ref.ref] for table in panel.tables],
            kept_of(panel, report.panels, schemas, core),
            core,
            engine,
        )
        for panel in report.panels
    ]
    facts = {
        fact.role.key: written(
            _fact(fact, [schemas[table.ref.ref] for table in fact.tables], core, engine), fact.format
        )
        for fact in report.facts
    }
    return AnsweredReport(report, tuple(panels), facts)


def _answered(
    panel: Panel,
    schemas: list[Mapping[str, Any]],
    kept: Mapping[str, Any] | None,
    core: Core,
    engine: Engine,
) -> AnsweredPanel:
    if len(schemas) == 1:
        asked = kept_schema(schemas[0], kept, core)
        found = answer(core, engine, panel.spec, asked)
        return AnsweredPanel(panel, schemas[0], tuple(schemas), found, kept)
    schema = core.call("compareSchema", panel.spec, schemas)
    found = core.drive("answerComparison", panel.spec, schemas, {"offset": 0}, execute=engine.execute)
    return AnsweredPanel(panel, schema, tuple(schemas), found)


def _fact(fact: Fact, schemas: list[Mapping[str, Any]], core: Core, engine: Engine) -> Any:
    if fact.spec is None:
        return core.drive("factQuery", fact.filter, fact.expr, schemas[0], execute=engine.execute)
    return core.drive("comparedFact", fact.filter, fact.expr, fact.spec, schemas, execute=engine.execute)
