"""Every table that the reports show, made ready for the site once, however many panels show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import Code, Diagnostic, Severity, Span
from reportgen.materialise.apart import Stored, columns_apart
from reportgen.materialise.cache import Cache
from reportgen.materialise.maps import Maps, maps_of
from reportgen.materialise.media import MediaFile
from reportgen.materialise.progress import Progress
from reportgen.materialise.projection import Projection
from reportgen.materialise.tables import SiteTable, TableInput, materialise_table
from reportgen.panels import ResolvedReport, Table
from reportgen.store import Store

DENSITY = 2
"""Pixels of a thumbnail for one CSS pixel of the row, so that it is sharp on fine screens."""
UNSEEN = 1 << 16
"""The row height, in CSS pixels, for tables that facts use but no panel shows: no image needs a thumbnail."""


@dataclass(frozen=True, slots=True)
class SiteData:
    """What the site has of the store."""

    tables: Mapping[str, SiteTable]
    """All that the reports ask, by reference."""
    shown: Mapping[str, SiteTable]
    """Those that panels show: only these are published, facts leave no more than their text."""
    diagnostics: tuple[Diagnostic, ...]
    """Media that could not be treated as they should."""

    @property
    def media(self) -> Sequence[MediaFile]:
        """The files of `media/`, each once, by name."""
        of_tables = [table.media for table in self.shown.values() if table.media]
        if len(of_tables) == 1:  # a table has them in this form; there may be very many
            return of_tables[0]
        files = {file.name: file for table in self.shown.values() for file in table.media}
        return [files[name] for name in sorted(files)]


@dataclass(frozen=True, slots=True)
class _Use:
    table: Table
    row_pixels: int
    span: Span
    shown: bool


def materialise(
    reports: Iterable[ResolvedReport], store: Store, cache: Cache, progress: Progress
) -> SiteData:
    """The tables of all reports, with thumbnails for the largest row height that an author gave them."""
    reports = list(reports)
    uses, maps = _uses(reports), maps_of(reports)
    apart = columns_apart(_compared(reports, store))
    tables: dict[str, SiteTable] = {}
    for ref, use in sorted(uses.items()):
        asked = maps.get(ref, Maps())
        with asked.problems_placed():
            tables[ref] = materialise_table(
                _input(ref, use, store, asked.projections, apart.get(ref, frozenset())),
                px=DENSITY * use.row_pixels,
                blob_path=store.blob_path,
                cache=cache,
                progress=progress,
            )
    problems = [
        Diagnostic(Code.FILE_UNREADABLE, problem, uses[ref].span, severity=Severity.WARNING)
        for ref, table in tables.items()
        for problem in table.problems
    ]
    shown = {ref: table for ref, table in tables.items() if uses[ref].shown}
    return SiteData(tables, shown, tuple(problems))


def _compared(reports: Iterable[ResolvedReport], store: Store) -> dict[str, Stored]:
    """The tables that panels compare, by reference."""
    panels = [panel for report in reports for panel in report.panels if len(panel.tables) > 1]
    tables = [table for panel in panels for table in panel.tables]
    return {table.ref.ref: Stored(store.table_paths(table.ref), table.schema["columns"]) for table in tables}


def _input(
    ref: str, use: _Use, store: Store, projections: list[Projection], apart: frozenset[str]
) -> TableInput:
    columns = [column for column in use.table.schema["columns"] if "made" not in column]
    paths = store.table_paths(use.table.ref)
    return TableInput(ref, paths, use.table.ref.entry.sha256, columns, projections, apart)


def _uses(reports: Iterable[ResolvedReport]) -> dict[str, _Use]:
    """Each table with its largest rows and the place where it is named first, by panels if there are any."""
    reports = list(reports)
    named = [
        _Use(table, panel.needs.row_pixels, panel.directive.span, shown=True)
        for report in reports
        for panel in report.panels
        for table in panel.tables
    ]
    named += [
        _Use(table, UNSEEN, fact.role.span, shown=False)
        for report in reports
        for fact in report.facts
        for table in fact.tables
    ]
    uses: dict[str, _Use] = {}
    for use in named:
        known = uses.setdefault(use.table.ref.ref, use)
        if use.shown:
            uses[use.table.ref.ref] = replace(known, row_pixels=max(use.row_pixels, known.row_pixels))
    return _alike(uses, [panel.tables for report in reports for panel in report.panels])


def _alike(uses: Mapping[str, _Use], together: Iterable[Sequence[Table]]) -> dict[str, _Use]:
    """The same row height for tables that are compared, so that they share their thumbnails."""
    alike = dict(uses)
    groups = [[table.ref.ref for table in tables] for tables in together if len(tables) > 1]
    changed = True
    while changed:
        changed = False
        for refs in groups:
            largest = max(alike[ref].row_pixels for ref in refs)
            low = [ref for ref in refs if alike[ref].row_pixels < largest]
            changed = changed or bool(low)
            alike.update((ref, replace(alike[ref], row_pixels=largest)) for ref in low)
    return alike
