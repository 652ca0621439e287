"""What the site has besides its pages: scripts, styles, the engine, data, and a list of all that."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from reportgen.assets import client_scripts, engine_files, theme_styles
from reportgen.configuration import Config
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, did_you_mean
from reportgen.document import Document
from reportgen.extras import LATE, Spec, extras_for, media_of
from reportgen.materialise import DATA, MEDIA, SiteData
from reportgen.output import GENERATOR, MARKER, Output
from reportgen.panels import Panel, ResolvedReport, modules_of
from reportgen.render import site_file, theme_folders
from reportgen.version import __version__
from reportgen.viewers import needed, script

FORMAT = 1
"""The version of `site.json`."""

ENGINE = {
    "worker": "duckdb-browser-eh.worker.js.gz",
    "wasm": "duckdb-eh.wasm.gz",
    "parquet": "parquet.duckdb_extension.wasm.gz",
}
"""What the page's script calls the files of the engine."""


def version() -> str:
    """The version of this program."""
    return __version__


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of `assets/`."""

    path: str
    """In the site, with a digest of the bytes in its name."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """The files of one theme."""

    folders: tuple[Path, ...]
    """Most general first."""
    path: str
    """Its style sheet in the site."""
    files: Mapping[str, bytes]
    """The style sheet and everything that it may name beside it."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What the pages load."""

    client: Asset | None
    """The script that wakes panels; None when there are none."""
    extras: Mapping[str, Asset]
    """The scripts that some pages load besides, by name."""
    viewers: Mapping[str, Asset]
    """The scripts of live viewers, which pages load when a reader opens what they show, by name."""
    engine: Mapping[str, Asset]
    """The files of the engine, by what the script calls them."""
    themes: Mapping[str, Theme]
    """By name."""
    modules: Mapping[str, Asset] = field(default_factory=dict)
    """The project's own modules, by their paths in the project."""


class PageFile(Protocol):
    """A page that is to be written."""

    @property
    def path(self) -> str:
        """Where it stands."""

    @property
    def html(self) -> str:
        """Its text."""


def theme_of(document: Document, config: Config) -> str:
    """The name of a report's theme."""
    return document.front.theme or config.theme


def read_themes(documents: Iterable[Document], config: Config) -> tuple[dict[str, Theme], list[Diagnostic]]:
    """The themes that the reports use, and those that they name and that do not exist."""
    themes: dict[str, Theme] = {}
    problems: list[Diagnostic] = []
    for document in documents:
        name = theme_of(document, config)
        if name in themes:
            continue
        try:
            folders = theme_folders(config.root, name, document.front.theme_span)
        except DiagnosticError as error:
            problems += [p for p in error.diagnostics if p not in problems]
        else:
            themes[name], unknown = _theme(folders, config)
            problems += [problem for problem in unknown if problem not in problems]
    return themes, problems


def read_assets(
    themes: Mapping[str, Theme], data: SiteData, specs: Sequence[Spec], more: Iterable[str] = ()
) -> Assets:
    """Everything that pages load, given all panels' specs: script and engine only where there are some.

    `more` are the names of other scripts that some pages load.
    """
    if not specs:
        return Assets(None, {}, {}, {}, themes)
    files = engine_files()
    engine = {
        role: _named(f"assets/engine/{name}", files[name].read_bytes()) for role, name in ENGINE.items()
    }
    scripts = client_scripts()
    engine["script"] = _named("assets/engine.js", scripts["engine"].encode())
    types = [column["type"] for table in data.shown.values() for column in table.columns]
    extras = {
        name: _named(f"assets/{name}.js", scripts[name].encode())
        for name in (*extras_for(types, specs), *LATE, *more)
    }
    client = _named("assets/client.js", scripts["client"].encode())
    return Assets(client, extras, _viewers(types), engine, themes)


def read_modules(root: Path, specs: Iterable[Spec]) -> dict[str, Asset]:
    """The project's own modules that specs name, by their paths in the project."""
    paths = sorted({path for spec in specs for path in modules_of(spec)})
    return {path: _named(f"assets/own/{Path(path).stem}.js", (root / path).read_bytes()) for path in paths}


def _viewers(types: Iterable[Mapping[str, Any]]) -> dict[str, Asset]:
    """The scripts of the live viewers for what columns of these types hold."""
    return {
        viewer.name: _named(f"assets/viewer-{viewer.name}.js", script(viewer).encode())
        for viewer in needed(media_of(types))
    }


def write_site(
    pages: Sequence[PageFile],
    reports: Sequence[ResolvedReport],
    data: SiteData,
    assets: Assets,
    config: Config,
    output: Output,
    embeds: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write every file of the site, each once; `embeds` are what the list of all that says of them."""
    for page in pages:
        output.write(page.path, page.html.encode())
    for path in sorted({path for report in reports for path in _files_of(report)}):
        output.write(site_file(path), (config.root / path).read_bytes())
    for path, content in _asset_files(assets).items():
        output.write(path, content)
    for name, source in dict(file for table in data.shown.values() for file in table.files()).items():
        output.link(f"{DATA}/{name}", source)
    output.link_folder(MEDIA, data.media)
    output.write(".nojekyll", b"")
    output.write(MARKER, _marker(pages, reports, data, config, embeds))


def _files_of(report: ResolvedReport) -> list[str]:
    """The files of the project that a report shows or links to."""
    thumbnails = [card.thumbnail for one in report.lists for card in one.cards if card.thumbnail]
    return [*report.document.files, *thumbnails]


def _asset_files(assets: Assets) -> dict[str, bytes]:
    """The files of `assets/`, each once, though several themes may share one."""
    files = {path: content for theme in assets.themes.values() for path, content in theme.files.items()}
    return files | {asset.path: asset.data for asset in _scripts_of(assets)}


def _scripts_of(assets: Assets) -> list[Asset]:
    """Everything that scripts are made of and load."""
    parts = [*assets.extras.values(), *assets.viewers.values(), *assets.engine.values()]
    parts += assets.modules.values()
    return [assets.client, *parts] if assets.client else parts


def _marker(
    pages: Sequence[PageFile],
    reports: Sequence[ResolvedReport],
    data: SiteData,
    config: Config,
    embeds: Sequence[Mapping[str, Any]],
) -> bytes:
    """What was built from what; the same for the same inputs."""
    digests = {table.ref.ref: table.ref.entry.sha256 for report in reports for table in report.tables}
    built = {
        "generator": GENERATOR,
        "version": version(),
        "format": FORMAT,
        "title": config.title,
        "pages": [
            {
                "path": page.path,
                "report": report.document.path,
                "sha256": hashlib.sha256(report.document.source.text.encode()).hexdigest(),
                "panels": [_panel_entry(panel) for panel in report.panels],
            }
            for page, report in zip(pages, reports, strict=True)
        ],
        "tables": [_table_entry(ref, digests[ref], data) for ref in sorted(data.tables)],
        "embeds": [*embeds],
    }
    return (json.dumps(built, indent=1, ensure_ascii=False) + "\n").encode()


def _panel_entry(panel: Panel) -> dict[str, Any]:
    """A panel, with its table or, if it compares several, with these in their order."""
    refs = [table.ref.ref for table in panel.tables]
    return {"id": panel.id, "table": refs[0]} if len(refs) == 1 else {"id": panel.id, "tables": refs}


def _table_entry(ref: str, digest: str, data: SiteData) -> dict[str, Any]:
    table = data.tables[ref]
    files = [f"{DATA}/{name}" for name, _ in table.files()] if ref in data.shown else []
    return {"ref": ref, "sha256": digest, "rows": table.rows, "files": files}


def _theme(folders: tuple[Path, ...], config: Config) -> tuple[Theme, list[Diagnostic]]:
    text = theme_styles(*folders)
    known = set(re.findall(r"--rg-([a-z-]+)\s*:", text))
    values = config.theme_variables
    lines = "".join(f"  --rg-{name}: {value};\n" for name, value in values.items())
    text += f"/* Set in reportgen.toml. */\n:root {{\n{lines}}}\n" if values else ""
    sheet = _named("assets/theme.css", text.encode())
    files = {sheet.path: sheet.data}
    for folder in folders:
        static = folder / "static"
        for path in sorted(p for p in static.rglob("*") if p.is_file() and p.suffix != ".css"):
            files[f"assets/{path.relative_to(static).as_posix()}"] = path.read_bytes()
    return Theme(folders, sheet.path, files), [_no_variable(n, known) for n in values if n not in known]


def _no_variable(name: str, known: Collection[str]) -> Diagnostic:
    message = f"the theme has no variable '{name}'"
    help_ = did_you_mean(name, sorted(known), what="variable of the theme")
    return Diagnostic(Code.CONFIG_INVALID, message, None, help_)


def _named(path: str, data: bytes) -> Asset:
    """An asset with a digest before the last ending of its name."""
    stem, _, ending = path.rpartition(".")
    return Asset(f"{stem}-{hashlib.sha256(data).hexdigest()[:12]}.{ending}", data)
