"""Panels once more, when the site has their tables: layers, classes and scores of overlays are known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.diagnostics import Diagnostic
from reportgen.panels.model import Panel
from reportgen.panels.resolve import ResolvedReport
from reportgen.panels.table import spec_of
from reportgen.query.core import Core

LATE = frozenset(["overlays"])
"""Options whose names can only be looked up in the site's tables."""


def settle_report(
    report: ResolvedReport, schemas: Mapping[str, Mapping[str, Any]], core: Core
) -> tuple[ResolvedReport, list[Diagnostic]]:
    """The report with these options looked up in the site's tables (by reference), and what is wrong."""
    problems: list[Diagnostic] = []

    def settled(panel: Panel) -> Panel:
        schema = schemas.get(panel.table.ref.ref)
        if schema is None or LATE.isdisjoint(panel.directive.options):
            return panel
        spec, found = spec_of(panel.directive, schema, core)
        problems.extend(found)
        return replace(panel, spec={**spec, "tables": panel.spec["tables"]})

    return replace(report, panels=tuple(map(settled, report.panels))), problems
