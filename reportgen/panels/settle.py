"""Panels once more, when the site has their tables: overlays' layers, and columns equal in all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportgen.diagnostics import Diagnostic
from reportgen.panels.model import Fact, Panel, Table
from reportgen.panels.resolve import ResolvedReport
from reportgen.panels.table import diagnosed, spec_of
from reportgen.query import Core, Engine

LATE = frozenset(["overlays"])
"""Options whose names can only be looked up in the site's tables."""

Spec = Mapping[str, Any]
Schemas = Sequence[Mapping[str, Any]]


def settle_report(
    report: ResolvedReport, schemas: Mapping[str, Mapping[str, Any]], core: Core, engine: Engine
) -> tuple[ResolvedReport, list[Diagnostic]]:
    """The report with what the site's tables (by reference) tell of it, and what is wrong."""
    problems: list[Diagnostic] = []
    known: dict[str, list[str]] = {}

    def own(tables: Sequence[Table]) -> list[Mapping[str, Any]]:
        return [schemas[table.ref.ref] for table in tables]

    def settled(panel: Panel) -> Panel:
        several = len(panel.tables) > 1
        if not several and LATE.isdisjoint(panel.directive.options):
            return panel
        uses, set_ = panel.spec["tables"], panel.spec.get("set")
        spec, found = spec_of(panel.directive, uses, own(panel.tables), set_, core)
        problems.extend(diagnosed(found, panel.directive))
        if several and not found:
            return replace(panel, spec=with_shared(spec, own(panel.tables), core, engine, known))
        return replace(panel, spec={**spec, "tables": uses})

    def settled_fact(fact: Fact) -> Fact:
        if fact.spec is None:
            return fact
        return replace(fact, spec=with_shared(fact.spec, own(fact.tables), core, engine, known))

    panels = tuple(map(settled, report.panels))
    return replace(report, panels=panels, facts=tuple(map(settled_fact, report.facts))), problems


def with_shared(
    spec: Spec, schemas: Schemas, core: Core, engine: Engine, known: dict[str, list[str]]
) -> Spec:
    """The spec of a comparison with the columns that stand once, as they are equal in all of its tables.

    `known` keeps them by tables and by what these are joined on. Columns that the author names stay.
    """
    compare = spec["compare"]
    if "shared" in compare:
        return spec
    key = repr(([one["ref"] for one in spec["tables"]], compare.get("on")))
    if key not in known:
        known[key] = core.drive("sharedColumns", spec, list(schemas), execute=engine.execute)
    return {**spec, "compare": {**compare, "shared": known[key]}} if known[key] else spec
