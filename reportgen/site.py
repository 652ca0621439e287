"""What the site has besides its pages: scripts, styles, the engine, data, and a list of all that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from reportgen.assets import client_scripts, engine_files, theme_styles
from reportgen.configuration import Config
from reportgen.diagnostics import Diagnostic, DiagnosticError
from reportgen.document import Document
from reportgen.extras import LATE, Spec, extras_for, media_of
from reportgen.materialise import DATA, MEDIA, SiteData
from reportgen.output import GENERATOR, MARKER, Output
from reportgen.panels import ResolvedReport
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
            themes[name] = _theme(folders)
    return themes, problems


def read_assets(themes: Mapping[str, Theme], data: SiteData, specs: Sequence[Spec]) -> Assets:
    """Everything that pages load, given all panels' specs: script and engine only where there are some."""
    if not specs:
        return Assets(None, {}, {}, {}, themes)
    files = engine_files()
    engine = {
        role: _named(f"assets/engine/{name}", files[name].read_bytes()) for role, name in ENGINE.items()
    }
    scripts = client_scripts()
    types = [column["type"] for table in data.shown.values() for column in table.columns]
    extras = {
        name: _named(f"assets/{name}.js", scripts[name].encode())
        for name in (*extras_for(types, specs), *LATE)
    }
    client = _named("assets/client.js", scripts["client"].encode())
    return Assets(client, extras, _viewers(types), engine, themes)


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
) -> None:
    """Write every file of the site, each once."""
    for page in pages:
        output.write(page.path, page.html.encode())
    for path in sorted({path for report in reports for path in report.document.files}):
        output.write(site_file(path), (config.root / path).read_bytes())
    for path, content in _asset_files(assets).items():
        output.write(path, content)
    for table in {table.name: table for table in data.shown.values()}.values():
        output.link(f"{DATA}/{table.name}", table.source)
    for file in data.media:
        output.link(f"{MEDIA}/{file.name}", file.source)
    output.write(".nojekyll", b"")
    output.write(MARKER, _marker(pages, reports, data, config))


def _asset_files(assets: Assets) -> dict[str, bytes]:
    """The files of `assets/`, each once, though several themes may share one."""
    files = {path: content for theme in assets.themes.values() for path, content in theme.files.items()}
    return files | {asset.path: asset.data for asset in _scripts_of(assets)}


def _scripts_of(assets: Assets) -> list[Asset]:
    """Everything that scripts are made of and load."""
    parts = [*assets.extras.values(), *assets.viewers.values(), *assets.engine.values()]
    return [assets.client, *parts] if assets.client else parts


def _marker(
    pages: Sequence[PageFile], reports: Sequence[ResolvedReport], data: SiteData, config: Config
) -> bytes:
    """What was built from what; the same for the same inputs."""
    used = [panel.table for report in reports for panel in report.panels]
    used += [fact.table for report in reports for fact in report.facts]
    digests = {table.ref.ref: table.ref.entry.sha256 for table in used}
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
                "panels": [{"id": panel.id, "table": panel.table.ref.ref} for panel in report.panels],
            }
            for page, report in zip(pages, reports, strict=True)
        ],
        "tables": [_table_entry(ref, digests[ref], data) for ref in sorted(data.tables)],
    }
    return (json.dumps(built, indent=1, ensure_ascii=False) + "\n").encode()


def _table_entry(ref: str, digest: str, data: SiteData) -> dict[str, Any]:
    table = data.tables[ref]
    files = [f"{DATA}/{table.name}"] if ref in data.shown else []
    return {"ref": ref, "sha256": digest, "rows": table.rows, "files": files}


def _theme(folders: tuple[Path, ...]) -> Theme:
    sheet = _named("assets/theme.css", theme_styles(*folders).encode())
    files = {sheet.path: sheet.data}
    for folder in folders:
        static = folder / "static"
        for path in sorted(p for p in static.rglob("*") if p.is_file() and p.suffix != ".css"):
            files[f"assets/{path.relative_to(static).as_posix()}"] = path.read_bytes()
    return Theme(folders, sheet.path, files)


def _named(path: str, data: bytes) -> Asset:
    """An asset with a digest before the last ending of its name."""
    stem, _, ending = path.rpartition(".")
    return Asset(f"{stem}-{hashlib.sha256(data).hexdigest()[:12]}.{ending}", data)
