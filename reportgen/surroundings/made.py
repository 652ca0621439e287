"""How the site was made: which reports, tables, runs, settings and programs; no place on a machine."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.assets import CLIENT
from reportgen.configuration import Config
from reportgen.panels import AnsweredReport, Table
from reportgen.store import Store
from reportgen.version import __version__

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MADE = "made.html"
"""Where the page stands in the site."""
PROGRAMS = ("duckdb", "pyarrow", "pillow")
"""Packages whose versions can show in the site's bytes."""
ENGINE = "@duckdb/duckdb-wasm"
"""What the engine of the page is called in the list of vendored files."""


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report of the site."""

    title: str
    page: str
    source: str
    sha256: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table that reports show or ask."""

    ref: str
    sha256: str
    rows: int
    created: str
    """When it was logged, UTC: `2024-05-06 12:30`."""
    run: str
    """The run that logged it, with what that had used."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the page says."""

    reports: tuple[MadeReport, ...]
    tables: tuple[MadeTable, ...]
    settings: tuple[tuple[str, str], ...]
    programs: tuple[tuple[str, str], ...]


def made_of(reports: Sequence[AnsweredReport], config: Config, store: Store) -> Made:
    """What a site was made of."""
    tables = {table.ref.ref: table for one in reports for table in one.report.tables}
    return Made(
        reports=tuple(_report(one, config) for one in reports if _is_listed(one, config)),
        tables=tuple(_table(tables[ref], store) for ref in sorted(tables)),
        settings=tuple(_settings(config)),
        programs=tuple(_programs()),
    )


def days(reports: Sequence[AnsweredReport], store: Store) -> dict[str, str]:
    """The day (UTC, ISO 8601) on which each of the reports' tables was logged, by its reference."""
    refs = {table.ref.ref: table.ref for one in reports for table in one.report.tables}
    return {name: store.manifest(ref.artifact, ref.version).created[:10] for name, ref in refs.items()}


def _is_listed(one: AnsweredReport, config: Config) -> bool:
    return one.report.document.path not in config.unlisted


def _report(one: AnsweredReport, config: Config) -> MadeReport:
    document = one.report.document
    digest = hashlib.sha256(document.source.text.encode()).hexdigest()
    refs = sorted({table.ref.ref for table in one.report.tables})
    return MadeReport(document.title, config.pages[document.path], document.path, digest, tuple(refs))


def _table(table: Table, store: Store) -> MadeTable:
    ref = table.ref
    manifest = store.manifest(ref.artifact, ref.version)
    used = f", which had used {', '.join(manifest.used)}" if manifest.used else ""
    run = f"{manifest.run}{used}" if manifest.run else "no run"
    created = manifest.created[:16].replace("T", " ")
    return MadeTable(ref.ref, ref.entry.sha256, table.schema["rows"], created, run)


def _settings(config: Config) -> list[tuple[str, str]]:
    plain = {
        "title": config.title,
        "theme": config.theme,
        "language": config.language,
        "base_url": config.base_url,
        "raw_html": str(config.raw_html).lower(),
        "artifact_pages": config.artifact_pages,
        "embeds": config.embeds,
    }
    return [(name, value) for name, value in plain.items() if value is not None]


def _programs() -> list[tuple[str, str]]:
    listed = tomllib.loads((CLIENT / "vendor" / "VENDOR.toml").read_text("utf-8"))["package"]
    page = [(f"{one['name']} (in the page)", one["version"]) for one in listed if one["name"] == ENGINE]
    python = [(name, importlib.metadata.version(name)) for name in PROGRAMS]
    return [("reportgen", __version__), *python, *page]
