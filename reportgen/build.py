"""The build, as a story: read → parse → resolve → materialise → query → render → write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reportgen.artifact_pages import with_artifact_pages
from reportgen.configuration import Config, display_path, load_config
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Severity, Source, Span
from reportgen.document import Document, ParseOptions, check_anchors, parse
from reportgen.materialise import SILENT, Cache, Progress, SiteData, materialise
from reportgen.output import Output
from reportgen.pages import render_pages
from reportgen.panels import (
    DIRECTIVES,
    ROLES,
    AnsweredReport,
    ResolvedReport,
    Sources,
    answer_report,
    resolve_report,
    settle_report,
)
from reportgen.query import Core, Engine
from reportgen.site import read_assets, read_themes, version, write_site
from reportgen.store import Store

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
    project: Path | Config, output: Output, *, progress: Progress = SILENT, strict: bool = False
) -> BuildResult:
    """Build the site of a project into `output`.

    Each stage reports all of its problems and nothing is built on wrong ones: DiagnosticError.
    With `strict`, a warning is a problem too.
    """
    config = project if isinstance(project, Config) else load_config(project)
    gate = Gate(strict=strict)
    sources = gate.passed(*read(config))
    documents = gate.passed(*parse_reports(sources, config))
    themes = gate.passed(*read_themes(documents.values(), config))
    store = Store(config.store)
    with closing(Core()) as core, closing(Engine()) as engine:
        reports = gate.passed(*resolve_reports(documents, store, core))
        config, texts = with_artifact_pages(config, reports, store)
        more = gate.passed(*parse_reports(texts, config))
        themes |= gate.passed(*read_themes(more.values(), config))
        reports += gate.passed(*resolve_reports(more, store, core))
        cache = Cache(config.cache)
        data = materialise(reports, store, cache, progress)
        gate.passed(data, data.diagnostics)
        reports = gate.passed(*settle_reports(reports, data, core))
        answered = answer_reports(reports, data, core, engine)
        specs = [panel.spec for report in reports for panel in report.panels]
        assets = read_assets(themes, data, specs)
        pages = render_pages(answered, config, assets, core)
    write_site(pages, reports, data, assets, config, output)
    panels = sum(len(report.panels) for report in reports)
    return BuildResult(tuple(page.path for page in pages), panels, len(data.shown), tuple(gate.warnings))


def check(project: Path | Config) -> tuple[Diagnostic, ...]:
    """All that is wrong with a project's reports, without building: as far as that can be told."""
    config = project if isinstance(project, Config) else load_config(project)
    sources, problems = read(config)
    documents, more = parse_reports(sources, config)
    _, worse = read_themes(documents.values(), config)
    with closing(Core()) as core:
        _, most = resolve_reports(documents, Store(config.store), core)
    return in_order((*problems, *more, *worse, *most), config)


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
            reports=config.reports,
            raw_html=config.raw_html,
            directives=frozenset(DIRECTIVES),
            roles=frozenset(ROLES),
        )
        parsed = parse(source, options)
        documents[report] = parsed.document
        problems += parsed.diagnostics
    return documents, problems


def resolve_reports(
    documents: Mapping[str, Document], store: Store, core: Core
) -> tuple[list[ResolvedReport], list[Diagnostic]]:
    """All reports with what they show of the store, and whether links lead to names that are there."""
    sources = Sources(store)
    reports = [resolve_report(document, sources, core) for document in documents.values()]
    names = {
        report.document.path: [*(one.id for one in report.panels), *(one.id for one in report.lineages)]
        for report in reports
    }
    problems = [problem for report in reports for problem in report.diagnostics]
    return reports, [*problems, *check_anchors(documents, names)]


def settle_reports(
    reports: Iterable[ResolvedReport], data: SiteData, core: Core
) -> tuple[list[ResolvedReport], list[Diagnostic]]:
    """All reports with what only the site's tables can tell of their panels."""
    schemas = {ref: table.schema(ref) for ref, table in data.tables.items()}
    settled = [settle_report(report, schemas, core) for report in reports]
    return [report for report, _ in settled], [problem for _, found in settled for problem in found]


def answer_reports(
    reports: Iterable[ResolvedReport], data: SiteData, core: Core, engine: Engine
) -> list[AnsweredReport]:
    """All reports with the first rows of their panels and the texts of their facts."""
    schemas = {}
    for ref, table in data.tables.items():
        engine.register(ref, [table.source])
        schemas[ref] = table.schema(ref)
    return [answer_report(report, schemas, core, engine) for report in reports]
