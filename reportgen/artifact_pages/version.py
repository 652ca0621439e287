"""The page of an artifact version, as the text of a report."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.artifact_pages.markdown import facts, front_matter, json_block, link, plain, table
from reportgen.artifact_pages.preview import previews
from reportgen.configuration import ARTIFACT_INDEX, Config, artifact_report
from reportgen.store import Entry, Manifest, Store
from reportgen.store.lineage import Graph
from reportgen.store.model import TABULAR
from reportgen.store.runs import RunFacts, read_run
from reportgen.wording import bytes_text

DEPTH, DRAWN = 2, 40
"""The steps of lineage that a page draws, and up to how many boxes it draws each by itself."""

LISTED = 20
"""Versions that a page lists; of more, only some."""


def version_text(manifest: Manifest, store: Store, config: Config, users: Sequence[str], graph: Graph) -> str:
    """The text of the page.

    Args:
        manifest: The version.
        store: Its store.
        config: Says which pages there are to link to.
        users: The names of the runs that used it.
        graph: The lineage of the whole store.
    """
    picture = _picture(manifest.ref, graph)
    return "\n".join([*_Page(manifest, store, config, users).sections(), "## Lineage\n", picture])


def _picture(ref: str, graph: Graph) -> str:
    """The directive that draws what is around the version; one by one unless that is too much to see."""
    explode = ":explode:\n" if len(graph.around(ref, depth=DEPTH).nodes) <= DRAWN else ""
    return f":::{{lineage}} {ref}\n{explode}:depth: {DEPTH}\n:::\n"


class _Page:
    """One version and where its page stands."""

    def __init__(self, manifest: Manifest, store: Store, config: Config, users: Sequence[str]) -> None:
        self._manifest = manifest
        self._store = store
        self._config = config
        self._users = users
        self._path = artifact_report(manifest.name, manifest.version)

    def sections(self) -> Iterator[str]:
        manifest = self._manifest
        yield front_matter(manifest.ref)
        yield f"{plain(manifest.description or '')}\n"
        yield f"[All artifacts](<{posixpath.relpath(ARTIFACT_INDEX, posixpath.dirname(self._path))}>)\n"
        yield facts(self._facts())
        for entry in manifest.entries.values():
            if entry.kind in TABULAR:
                yield from self._table(entry)
        others = [entry for entry in manifest.entries.values() if entry.kind not in TABULAR]
        if others:
            yield "## Files\n"
            yield table(["file", "kind", "size"], map(_entry_line, others))
            yield from previews(others, self._store)
        if manifest.metadata:
            yield "## Metadata\n"
            yield json_block(dict(manifest.metadata))
        yield from self._run()
        yield from self._versions()

    def _facts(self) -> dict[str, str]:
        manifest = self._manifest
        run = self._run_facts()
        return {
            "type": plain(manifest.type),
            "aliases": plain(", ".join(_aliases(self._store, manifest.name, manifest.version))),
            "created": plain(manifest.created),
            "made by": plain(_run_name(run)) if run else plain(manifest.run or ""),
            "made of": ", ".join(self._link(ref) for ref in manifest.used),
            "used by": plain(", ".join(self._users)),
            "size": plain(bytes_text(sum(entry.size for entry in manifest.entries.values()), "bytes")),
            "digest": plain(manifest.digest),
        }

    def _table(self, entry: Entry) -> Iterator[str]:
        manifest = self._manifest
        ref = self._store.resolve(f"{manifest.ref}/{entry.path}")
        columns, rows = self._store.table_schema(ref)
        yield f"## Table {plain(entry.path)}\n"
        yield f"{rows:,} rows, {len(columns):,} columns\n"
        yield table(["column", "type"], [[plain(c["name"]), plain(type_text(c["type"]))] for c in columns])
        argument = f'"{ref.ref}"' if " " in ref.ref else ref.ref
        if columns and '"' not in ref.ref:
            yield f":::{{table-panel}} {argument}\n:::\n"

    def _run(self) -> Iterator[str]:
        run = self._run_facts()
        if run is None:
            return
        yield "## Run\n"
        yield facts({"run": plain(_run_name(run)), "job type": plain(run.job_type or "")})
        if run.config:
            yield json_block(dict(run.config))

    def _versions(self) -> Iterator[str]:
        name, own = self._manifest.name, self._manifest.version
        versions, aliases = self._store.versions(name), self._store.aliases(name)
        near = {own - 1, own, own + 1, versions[-1], *aliases.values()}
        shown = [number for number in versions if len(versions) <= LISTED or number in near]
        yield "## Versions\n"
        if len(shown) < len(versions):
            yield f"{len(versions):,} in all; here are its neighbours, the newest, and those with aliases.\n"
        names = {number: [alias for alias, of in aliases.items() if of == number] for number in shown}
        lines = [[self._link(f"{name}:v{n}"), plain(", ".join(names[n]))] for n in reversed(shown)]
        yield table(["version", "aliases"], lines)

    def _run_facts(self) -> RunFacts | None:
        return read_run(self._store, self._manifest.run) if self._manifest.run else None

    def _link(self, ref: str) -> str:
        """The name of an artifact version, as a link if it has a page that is not this one."""
        report = self._config.artifact_report_of(ref)
        if report is None or report == self._path:
            return plain(ref)
        return link(ref, posixpath.relpath(report, posixpath.dirname(self._path)))


def type_text(kind: Mapping[str, Any]) -> str:
    """A column type in words."""
    name = str(kind["kind"])
    inner = f"list of {type_text(kind['item'])}" if name == "list" else name
    bits = f" ({kind['bits']} bits)" if "bits" in kind else ""
    choice = ", a category" if kind.get("categories") else ""
    return f"{inner}{bits}{choice}"


def _entry_line(entry: Entry) -> list[str]:
    where = entry.info.get("uri")
    size = plain(where) if where else plain(bytes_text(entry.size, "bytes"))
    return [plain(entry.path), plain(entry.kind), size]


def _aliases(store: Store, name: str, version: int) -> list[str]:
    return [alias for alias, number in store.aliases(name).items() if number == version]


def _run_name(run: RunFacts) -> str:
    return run.name if run.name == run.id else f"{run.name} ({run.id})"
