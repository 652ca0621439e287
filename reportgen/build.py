"""The build, as a story: read → parse → resolve → materialise → query → render → write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from reportgen.artifact_pages import with_artifact_pages
from reportgen.configuration import Config, display_path, load_config
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Severity, Source, Span
from reportgen.document import Document, ParseOptions, check_anchors, parse
from reportgen.embed import embeddable, write_embeds
from reportgen.materialise import SILENT, Cache, Progress, SiteData, materialise
from reportgen.output import Output
from reportgen.pages import render_pages
from reportgen.panels import (
    DIRECTIVES,
    ROLES,
    VERBATIM,
    ResolvedReport,
    Sources,
    answer_report,
    resolve_report,
    settle_report,
)
from reportgen.query import Core, Engine
from reportgen.site import read_assets, read_modules, read_themes, version, write_site
from reportgen.store import Store
from reportgen.surroundings import around, write_surroundings
from reportgen.view_pages import read_views, with_view_pages
from reportgen.workbench import Workbench, core_of

T = TypeVar("T")

__all__ = ["BuildResult", "build", "check", "version"]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build has written."""

    pages: tuple[str, ...]
    """The paths of the pages, in the order of the reports."""
    panels: int
    """How many panels they have."""
    tables: int
    """How many tables these show."""
    diagnostics: tuple[Diagnostic, ...]
    """The warnings."""


def build(
    project: Path | Config,
    output: Output,
    *,
    progress: Progress = SILENT,
    strict: bool = False,
    bench: Workbench | None = None,
) -> BuildResult:
    """Build the site of a project into `output`.

    Each stage reports all of its problems and nothing is built on wrong ones: DiagnosticError.
    With `strict`, a warning is a problem too. What stays the same from build to build is on the `bench`.
    """
    config = project if isinstance(project, Config) else load_config(project)
    gate = Gate(strict=strict)
    sources = gate.passed(*read(config))
    config, about_views = with_view_pages(config, gate.passed(*read_views(config)))
    sources |= about_views
    documents = gate.passed(*parse_reports(sources, config))
    themes = gate.passed(*read_themes(documents.values(), config))
    store = Store(config.store)
    with core_of(bench) as core, closing(Engine()) as engine:
        reports = gate.passed(*resolve_reports(documents, store, core, config))
        config, texts = with_artifact_pages(config, reports, store)
        more = gate.passed(*parse_reports(texts, config))
        themes |= gate.passed(*read_themes(more.values(), config))
        reports += gate.passed(*resolve_reports(more, store, core, config))
        cache = Cache(config.cache, {} if bench is None else bench.tables)
        data = materialise(reports, store, cache, progress)
        gate.passed(data, data.diagnostics)
        if bench is not None:
            bench.keep(data.tables.values())
        schemas = site_schemas(reports, data, engine)
        reports = gate.passed(*settle_reports(reports, schemas, core, engine))
        answered = [answer_report(report, schemas, core, engine) for report in reports]
        specs = [panel.spec for report in reports for panel in report.panels]
        embeds = list(embeddable(answered, config))
        assets = read_assets(themes, data, specs, ["embed"] if embeds else [])
        assets = replace(assets, modules=read_modules(config.root, specs))
        surroundings = around(answered, config, store)
        pages = render_pages(answered, config, assets, core, surroundings)
        files = write_surroundings(answered, config, store, themes, surroundings)
        embedded = write_embeds(embeds, data, config, assets, core)
    write_site(pages, reports, data, assets, config, output, embedded.listed)
    for path, content in (embedded.files | files).items():
        output.write(path, content)
    panels = sum(len(report.panels) for report in reports)
    return BuildResult(tuple(page.path for page in pages), panels, len(data.shown), tuple(gate.warnings))


def check(project: Path | Config) -> tuple[Diagnostic, ...]:
    """All that is wrong with a project's reports, without building: as far as that can be told."""
    config = project if isinstance(project, Config) else load_config(project)
    sources, problems = read(config)
    views, wrong = read_views(config)
    config, about_views = with_view_pages(config, views)
    sources |= about_views
    documents, more = parse_reports(sources, config)
    _, worse = read_themes(documents.values(), config)
    with closing(Core()) as core:
        _, most = resolve_reports(documents, Store(config.store), core, config)
    found = dict.fromkeys((*problems, *wrong, *more, *worse, *most))
    return in_order(found, config)


def in_order(problems: Iterable[Diagnostic], config: Config) -> tuple[Diagnostic, ...]:
    """The problems as one meets them when reading the reports."""
    paths = [display_path(config.root / report) for report in config.reports]

    def place(problem: Diagnostic) -> tuple[int, int]:
        if problem.span is None or problem.span.source.path not in paths:
            return -1, 0
        return paths.index(problem.span.source.path), problem.span.start

    return tuple(sorted(problems, key=place))


class Gate:
    """Lets the outcome of a stage through when nothing is wrong with it, and keeps the warnings."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.warnings: list[Diagnostic] = []

    def passed(self, outcome: T, diagnostics: Iterable[Diagnostic]) -> T:
        """The outcome, or DiagnosticError with everything that the stage complained about."""
        problems = list(diagnostics)
        if any(self.strict or problem.severity is Severity.ERROR for problem in problems):
            raise DiagnosticError(*problems)
        self.warnings += problems
        return outcome


def read(config: Config) -> tuple[dict[str, Source], list[Diagnostic]]:
    """The texts of all reports, by their paths from the project's root."""
    sources: dict[str, Source] = {}
    problems: list[Diagnostic] = []
    for report in config.reports:
        path = config.root / report
        try:
            sources[report] = Source(display_path(path), path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            message = f"cannot read '{report}': {reason}"
            place = Span(Source(display_path(path), ""), 0, 0)
            problems.append(Diagnostic(Code.FILE_UNREADABLE, message, place))
    return sources, problems


def parse_reports(
    sources: Mapping[str, Source], config: Config
) -> tuple[dict[str, Document], list[Diagnostic]]:
    """All reports as documents."""
    documents: dict[str, Document] = {}
    problems: list[Diagnostic] = []
    for report, source in sources.items():
        options = ParseOptions(
            page=report,
            root=config.root,
            files=config.linked_files,
            reports=config.reports,
            raw_html=config.raw_html,
            directives=frozenset(DIRECTIVES) | VERBATIM,
            roles=frozenset(ROLES),
            verbatim=VERBATIM,
        )
        parsed = parse(source, options)
        documents[report] = parsed.document
        problems += parsed.diagnostics
    return documents, problems


def resolve_reports(
    documents: Mapping[str, Document], store: Store, core: Core, config: Config
) -> tuple[list[ResolvedReport], list[Diagnostic]]:
    """All reports with what they show of the store, and whether links lead to names that are there."""
    sources = Sources(store, config.root)
    reports = [resolve_report(document, sources, core) for document in documents.values()]
    names = {
        report.document.path: [*(one.id for one in report.panels), *(one.id for one in report.lineages)]
        for report in reports
    }
    problems = [problem for report in reports for problem in report.diagnostics]
    # Two places that show one view find the same wrong with it.
    return reports, [*dict.fromkeys(problems), *check_anchors(documents, names)]


def site_schemas(
    reports: Iterable[ResolvedReport], data: SiteData, engine: Engine
) -> dict[str, Mapping[str, Any]]:
    """The site's tables as the core knows them, by reference; the engine can read them from now on."""
    for ref, table in data.tables.items():
        engine.register(ref, [table.source], [one.source for one in table.apart])
    used = [table for report in reports for table in report.tables]
    unique = {table.ref.ref: {"unique": table.schema["unique"]} for table in used if "unique" in table.schema}
    return {ref: {**table.schema(ref), **unique.get(ref, {})} for ref, table in data.tables.items()}


def settle_reports(
    reports: Iterable[ResolvedReport], schemas: Mapping[str, Mapping[str, Any]], core: Core, engine: Engine
) -> tuple[list[ResolvedReport], list[Diagnostic]]:
    """All reports with what only the site's tables can tell of their panels."""
    settled = [settle_report(report, schemas, core, engine) for report in reports]
    return [report for report, _ in settled], [problem for _, found in settled for problem in found]
