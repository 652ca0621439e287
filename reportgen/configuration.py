"""`reportgen.toml` → a frozen `Config`, or diagnostics that point into the file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source, Span, did_you_mean, nearest
from reportgen.settings import SETTINGS
from reportgen.toml_places import name_span, text_span, toml_fault, value_span

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONFIG_NAME = "reportgen.toml"
"""The file that makes a folder a project."""

ARTIFACT_INDEX = "artifacts/index.md"
"""The path that the report which lists artifacts has, as if it were a file of the project."""


VIEW_INDEX = "views.md"
"""The path that the report which lists views has, as if it were a file of the project."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a project's `reportgen.toml` says, with defaults filled in."""

    root: Path
    """The project's folder, absolute."""
    title: str
    """The name of the project, shown on every page."""
    reports: tuple[str, ...]
    """The reports in their order, as paths from the root with forward slashes."""
    store: Path
    """The folder of artifacts."""
    site: Path
    """The folder that a build writes."""
    theme: str
    """The name of the theme."""
    theme_span: Span
    """Where the theme is named."""
    raw_html: bool
    """Whether HTML in reports is passed through; only for reports that one trusts."""
    language: str
    """The language of the reports, as in `<html lang>`."""
    base_url: str | None
    """Where the site will be published, for canonical links only."""
    cache: Path
    """What a build keeps between builds."""
    embeds: str = "all"
    """What gets a page to be embedded elsewhere: `all` panels and views, `views`, or `none`."""
    artifact_pages: str = "none"
    """Which artifact versions have a page: `none`, `used` by reports and what that was made of, or `all`."""
    theme_variables: Mapping[str, str] = field(default_factory=dict)
    """Values for the theme's variables, by their names without `--rg-`."""
    search: bool = True
    """Whether pages can search the text of all."""
    comments: Mapping[str, str] | None = None
    """The service that shows comments under reports, and what it must know."""
    linked_files: Path | None = None
    """The folder whose files reports may link to; the project's own when it is None."""
    unlisted: frozenset[str] = frozenset()
    """Reports that the navigation leaves out: the pages of single artifact versions."""

    @property
    def pages(self) -> dict[str, str]:
        """Each report's page in the site: `index.md`, else the first report, is `index.html`."""
        pages = {report: f"{PurePosixPath(report).with_suffix('')}.html" for report in self.reports}
        if self.reports and "index.html" not in pages.values():
            pages[self.reports[0]] = "index.html"
        return pages

    def artifact_report_of(self, ref: str) -> str | None:
        """The report about an artifact version (`predictions:v3`), if there is one."""
        name, _, version = ref.rpartition(":v")
        report = artifact_report(name, version)
        return report if report in self.unlisted else None


def artifact_report(name: str, version: int | str) -> str:
    """The path that the report about an artifact version has, as if it were a file of the project."""
    return f"artifacts/{name}/v{version}.md"


def view_report(name: str) -> str:
    """The path that the report about a saved view has, as if it were a file of the project."""
    return f"views/{name}.md"


def load_config(start: Path) -> Config:
    """The configuration of the project that `start` (a folder or a file in it) belongs to."""
    path = find_config(start)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise DiagnosticError(_invalid(f"cannot read '{display_path(path)}': {reason}", None)) from error
    return parse_config(Source(display_path(path), text), path.parent)


def find_config(start: Path) -> Path:
    """The nearest `reportgen.toml` at `start` or above it."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder / CONFIG_NAME
    message = f"there is no {CONFIG_NAME} in '{display_path(start)}' or in a folder above it"
    raise DiagnosticError(_invalid(message, None, "'reportgen new DIR' makes a project"))


def parse_config(source: Source, root: Path) -> Config:
    """The configuration that a text holds, for a project in `root`."""
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise DiagnosticError(_invalid(*toml_fault(source, error))) from error
    problems = list(_unknown_names(source, document))
    project = document.get("project", {})
    values = {}
    for name, setting in SETTINGS.items():
        given = project.get(name) if isinstance(project, dict) else None
        problem = setting.check(given) if given is not None else None
        if problem is not None:
            problems.append(_invalid(f"'{name}' must be {problem}", value_span(source, name)))
        values[name] = setting.default if given is None or problem is not None else given
    config = _resolve(source, root.resolve(), values, problems)
    if problems:
        raise DiagnosticError(*sorted(problems, key=lambda p: p.span.start if p.span else 0))
    return config


GLOB = re.compile(r"[*?[]")
TOP_HELP = "settings stand under [project]"


def _resolve(source: Source, root: Path, values: dict[str, Any], problems: list[Diagnostic]) -> Config:
    store = _folder(source, root, values, "store", problems)
    site = _folder(source, root, values, "site", problems)
    if site == store or store in site.parents or site in store.parents:
        message = "'site' and 'store' must be two folders, neither inside the other"
        problems.append(_invalid(message, value_span(source, "site")))
    config = Config(
        root=root,
        title=values["title"],
        reports=_reports(source, root, values["reports"], (store, site), problems),
        store=store,
        site=site,
        theme=values["theme"],
        theme_span=value_span(source, "theme"),
        raw_html=values["raw_html"],
        language=values["language"],
        base_url=values["base_url"],
        cache=root / ".reportgen" / "cache",
        artifact_pages=values["artifact_pages"],
        embeds=values["embeds"],
        theme_variables=values["theme_variables"],
        search=values["search"],
        comments=values["comments"],
        linked_files=_linked_files(source, root, values, problems),
    )
    problems.extend(_page_clashes(source, config))
    return config


def _folder(
    source: Source, root: Path, values: Mapping[str, Any], name: str, problems: list[Diagnostic]
) -> Path:
    path = Path(os.path.normpath(root / values[name]))
    if root in path.parents and root in path.resolve().parents:
        return path
    what = "is the project's folder itself" if path == root else "leaves the project's folder"
    message = f"'{name}' {what}: '{values[name]}'"
    problems.append(Diagnostic(Code.PATH_OUTSIDE, message, value_span(source, name)))
    return root / str(SETTINGS[name].default)


def _linked_files(
    source: Source, root: Path, values: Mapping[str, Any], problems: list[Diagnostic]
) -> Path | None:
    path = Path(os.path.normpath(root / values["linked_files"]))
    if path == root:
        return None
    if path not in root.parents:
        given = values["linked_files"]
        message = f"'linked_files' must be a folder that the project's folder is in: '{given}'"
        problems.append(_invalid(message, value_span(source, "linked_files")))
    return path


def _reports(
    source: Source, root: Path, patterns: list[str], ignored: tuple[Path, ...], problems: list[Diagnostic]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in patterns:
        span = text_span(source, "reports", pattern)
        if Path(pattern).is_absolute() or ".." in PurePosixPath(pattern).parts:
            message = f"'reports' leaves the project's folder: '{pattern}'"
            problems.append(Diagnostic(Code.PATH_OUTSIDE, message, span))
            continue
        matches = list(_matches(root, pattern, ignored))
        if not matches:
            known = list(_matches(root, "**/*.md", ignored))
            kind = "no report matches" if GLOB.search(pattern) else "there is no report"
            near = did_you_mean(pattern, known, what="Markdown file in this project")
            problems.append(Diagnostic(Code.FILE_MISSING, f"{kind} '{pattern}'", span, near))
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _matches(root: Path, pattern: str, ignored: tuple[Path, ...]) -> Iterator[str]:
    """The files of a pattern, `index.md` first, then in natural order."""
    try:
        paths = list(root.glob(pattern)) if GLOB.search(pattern) else [root / pattern]
    except (ValueError, NotImplementedError):
        return
    names = []
    for path in paths:
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") for part in parts)
        outside = root not in path.resolve().parents
        if path.is_file() and not hidden and not outside and not set(ignored) & set(path.parents):
            names.append("/".join(parts))
    yield from sorted(names, key=lambda name: (name != "index.md", natural_key(name)))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which `run 2` comes before `run 10`."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(p), p) if p[0].isdigit() else (1, 0, p.casefold()) for p in parts)


def _page_clashes(source: Source, config: Config) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for report, page in config.pages.items():
        other = owners.setdefault(page.casefold(), report)
        if other != report:
            message = f"'{other}' and '{report}' would both become '{page}'"
            yield Diagnostic(Code.NAME_DUPLICATE, message, value_span(source, "reports"))


def _unknown_names(source: Source, document: Mapping[str, Any]) -> Iterator[Diagnostic]:
    for name, value in document.items():
        if name == "project" and isinstance(value, dict):
            for key in sorted(value.keys() - SETTINGS.keys()):
                help_ = did_you_mean(key, SETTINGS, what="setting")
                yield _unknown(source, "setting", key, help_)
        elif name == "project":
            yield _invalid("'project' must be a table: [project]", name_span(source, name))
        elif isinstance(value, dict):
            near = nearest(name, ["project"])
            yield _unknown(source, "table", name, f"did you mean '{near}'?" if near else TOP_HELP)
        else:
            yield _unknown(
                source, "setting", name, f"put '{name}' under [project]" if name in SETTINGS else TOP_HELP
            )


def _unknown(source: Source, kind: str, name: str, help_: str) -> Diagnostic:
    return _invalid(f"unknown {kind} '{name}'", name_span(source, name), help_)


def _invalid(message: str, span: Span | None, help_: str | None = None) -> Diagnostic:
    return Diagnostic(Code.CONFIG_INVALID, message, span, help_)


def display_path(path: Path, folder: Path | None = None) -> str:
    """A path relative to the working folder where it lies in it."""
    here = (folder or Path.cwd()).resolve()
    path = path.absolute()
    return path.relative_to(here).as_posix() or "." if here in (path, *path.parents) else str(path)
