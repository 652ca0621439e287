"""All panels and facts of one report: which function reads which directive or role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic
from reportgen.document import Directive, Document, Role
from reportgen.panels import filter, lineage, own, sets, table, value, view, view_list
from reportgen.panels.compare import colored
from reportgen.panels.model import Fact, Lineage, Outcome, Panel, Table, ViewList
from reportgen.panels.names import panel_names
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

DIRECTIVES: Mapping[str, Callable[[Directive, str, Sources, Core], Outcome]] = {
    "table-panel": table.resolve,
    "filter": filter.resolve,
    "panel": own.resolve,
    "view": view.resolve,
    "views": view_list.resolve,
    "lineage": lineage.resolve,
}
"""Every kind of panel: its directive, and who reads it."""

VERBATIM = frozenset([sets.DIRECTIVE])
"""Directives that show nothing themselves and whose bodies are no Markdown."""

ROLES: Mapping[str, Callable[[Role, Sources, Core], Outcome]] = {
    "value": value.resolve,
}
"""Every role that shows data, and who reads it."""


@dataclass(frozen=True, slots=True)
class ResolvedReport:
    """A report with what it shows."""

    document: Document
    panels: tuple[Panel, ...]
    facts: tuple[Fact, ...]
    lineages: tuple[Lineage, ...]
    diagnostics: tuple[Diagnostic, ...]
    lists: tuple[ViewList, ...] = ()

    @property
    def tables(self) -> list[Table]:
        """Every table that it shows or computes something from, as often as it does."""
        shown = [table for panel in self.panels for table in panel.tables]
        return shown + [table for fact in self.facts for table in fact.tables]


def resolve_report(document: Document, sources: Sources, core: Core) -> ResolvedReport:
    """The panels and facts of a report, and all that is wrong with them."""
    directives = [d for d in document.directives if d.name in DIRECTIVES]
    names, problems = panel_names(document, directives)
    named = [d for d in document.directives if d.name == sets.DIRECTIVE]
    found, wrong = sets.resolve_sets(named, sources, core)
    problems += wrong
    sources = sources.with_sets(found)
    outcomes = [DIRECTIVES[d.name](d, names[d.key], sources, core) for d in directives]
    outcomes += [ROLES[role.name](role, sources, core) for role in document.roles if role.name in ROLES]
    problems += [problem for outcome in outcomes for problem in outcome.diagnostics]
    values = [outcome.value for outcome in outcomes]
    return ResolvedReport(
        document,
        colored([v for v in values if isinstance(v, Panel)]),
        tuple(v for v in values if isinstance(v, Fact)),
        tuple(v for v in values if isinstance(v, Lineage)),
        tuple(sorted(problems, key=lambda problem: problem.span.start if problem.span else -1)),
        tuple(v for v in values if isinstance(v, ViewList)),
    )
