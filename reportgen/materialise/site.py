"""Every table that the reports show, made ready for the site once, however many panels show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reportgen.diagnostics import Code, Diagnostic, Severity, Span
from reportgen.materialise.cache import Cache
from reportgen.materialise.media import MediaFile
from reportgen.materialise.progress import Progress
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
    def media(self) -> list[MediaFile]:
        """The files of `media/`, each once, by name."""
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
    uses = _uses(reports)
    tables = {
        ref: materialise_table(
            TableInput(
                ref,
                store.table_paths(use.table.ref),
                use.table.ref.entry.sha256,
                use.table.schema["columns"],
            ),
            px=DENSITY * use.row_pixels,
            blob_path=store.blob_path,
            cache=cache,
            progress=progress,
        )
        for ref, use in sorted(uses.items())
    }
    problems = [
        Diagnostic(Code.FILE_UNREADABLE, problem, uses[ref].span, severity=Severity.WARNING)
        for ref, table in tables.items()
        for problem in table.problems
    ]
    shown = {ref: table for ref, table in tables.items() if uses[ref].shown}
    return SiteData(tables, shown, tuple(problems))


def _uses(reports: Iterable[ResolvedReport]) -> dict[str, _Use]:
    """Each table with its largest rows and the place where it is named first, by panels if there are any."""
    reports = list(reports)
    named = [
        _Use(panel.table, panel.needs.row_pixels, panel.directive.span, shown=True)
        for report in reports
        for panel in report.panels
    ]
    named += [_Use(fact.table, UNSEEN, fact.role.span, shown=False) for r in reports for fact in r.facts]
    uses: dict[str, _Use] = {}
    for use in named:
        known = uses.setdefault(use.table.ref.ref, use)
        if use.shown:
            uses[use.table.ref.ref] = replace(known, row_pixels=max(use.row_pixels, known.row_pixels))
    return uses
