"""The maps that the reports show of each table, and where a report asks for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Span
from reportgen.materialise.projection import Projection, ProjectionError, projections_in
from reportgen.panels import ResolvedReport


@dataclass(frozen=True, slots=True)
class Maps:
    """The maps of one table, each with the place of the option that asks for it first."""

    places: dict[Projection, Span] = field(default_factory=dict)

    @property
    def projections(self) -> list[Projection]:
        """The maps themselves, in an order that does not depend on the order of the reports."""
        return sorted(self.places, key=lambda one: one.names)

    @contextmanager
    def problems_placed(self) -> Iterator[None]:
        """A map that cannot be made becomes a DiagnosticError at its place."""
        try:
            yield
        except ProjectionError as error:
            span = self.places[error.projection] if error.projection else None
            raise DiagnosticError(Diagnostic(Code.OPTION_VALUE, str(error), span)) from error


def maps_of(reports: Sequence[ResolvedReport]) -> Mapping[str, Maps]:
    """The maps of all reports' panels, by the reference of their table; tables without maps are left out."""
    found: dict[str, Maps] = {}
    for panel in (panel for report in reports for panel in report.panels):
        option = panel.directive.options.get("of")
        span = option.value_span if option else panel.directive.span
        for projection in projections_in(panel.table.schema["columns"]):
            found.setdefault(panel.table.ref.ref, Maps()).places.setdefault(projection, span)
    return found
