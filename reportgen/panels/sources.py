"""From the name of a table in a report to the table in the store."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import Code, Diagnostic, Span, did_you_mean
from reportgen.panels.model import Part, Table, TableSet
from reportgen.query.distinct import distinct_counts
from reportgen.store import (
    ArtifactUnknown,
    Manifest,
    Store,
    StoreLookupError,
    TableRef,
    TableUnknown,
    VersionUnknown,
)
from reportgen.store.lineage import Graph, lineage

CODES: dict[type[StoreLookupError], Code] = {
    ArtifactUnknown: Code.ARTIFACT_UNKNOWN,
    VersionUnknown: Code.VERSION_UNKNOWN,
    TableUnknown: Code.TABLE_UNKNOWN,
}
"""Which problem each failed look-up is."""


class Sources:
    """The tables of a store, each read once; `root` is the project's folder, with its views."""

    def __init__(self, store: Store, root: Path | None = None) -> None:
        self.store = store
        self.root = root or store.path.parent
        self._refs: dict[str, TableRef] = {}
        self._tables: dict[str, Table] = {}
        self._lineage: Graph | None = None
        self.sets: Mapping[str, TableSet] = {}
        self._distinct: dict[str, Mapping[str, int]] = {}

    def with_sets(self, sets: Mapping[str, TableSet]) -> Sources:
        """The same tables, and the sets that a report names."""
        more = copy.copy(self)
        more.sets = sets
        return more

    def find(self, name: Part) -> Table | Diagnostic:
        """The table that a part of a report names, or what is wrong with the name."""
        try:
            ref = self._refs.get(name.text) or self.store.resolve(name.text)
        except StoreLookupError as error:
            return _unknown(error, name, self.store)
        return self._table(self._refs.setdefault(name.text, ref))

    def with_keys(self, table: Table) -> Table:
        """A table whose schema says which columns tell all of its rows apart: `unique`."""
        counts = self.distinct(table)
        unique = [name for name, count in counts.items() if count == table.schema["rows"]]
        return replace(table, schema={**table.schema, "unique": unique})

    def distinct(self, table: Table) -> Mapping[str, int]:
        """How many different values its columns have that can be keys; read once."""
        if table.ref.ref not in self._distinct:
            paths = self.store.table_paths(table.ref)
            columns = [one for one in table.schema["columns"] if "made" not in one]
            self._distinct[table.ref.ref] = distinct_counts(paths, columns)
        return self._distinct[table.ref.ref]

    def version(self, name: Part) -> Manifest | Diagnostic:
        """The artifact version that a part of a report names, or what is wrong with the name."""
        try:
            return self.store.lookup(name.text)
        except StoreLookupError as error:
            return _unknown(error, name, self.store)

    def lineage(self) -> Graph:
        """Which runs made what from what, in the whole store; read once."""
        if self._lineage is None:
            self._lineage = lineage(self.store)
        return self._lineage

    def _table(self, ref: TableRef) -> Table:
        if ref.ref not in self._tables:
            columns, rows = self.store.table_schema(ref)
            schema = {
                "ref": ref.ref,
                "label": ref.ref,
                "relation": ref.ref,
                "rows": rows,
                "columns": columns,
            }
            self._tables[ref.ref] = Table(ref, schema)
        return self._tables[ref.ref]


def _unknown(error: StoreLookupError, name: Part, store: Store) -> Diagnostic:
    artifact = name.text.partition("/")[0].partition(":")[0]
    messages = {
        ArtifactUnknown: f"the store has no artifact '{error.name}'",
        VersionUnknown: f"artifact '{artifact}' has no version '{error.name}'",
        TableUnknown: _table_message(error, name),
    }
    help_ = did_you_mean(error.name, error.known, what=error.what)
    if not store.artifacts():
        help_ = f"there is nothing in '{store.path.name}' yet: log a table first"
    elif isinstance(error, TableUnknown) and error.known and not error.name:
        help_ = f"write '{name.text.partition('/')[0]}/{error.known[0]}'" + _others(error.known[1:])
    kind = type(error)
    return Diagnostic(CODES[kind], messages[kind], _place(error, name), help_)


def _table_message(error: StoreLookupError, name: Part) -> str:
    version = name.text.partition("/")[0]
    if error.name:
        return f"'{version}' holds no table '{error.name}'"
    count = len(error.known)
    return f"'{version}' holds {count} tables and none is named" if count else f"'{version}' holds no table"


def _others(names: list[str]) -> str:
    return f" or one of the others: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}" if names else ""


def _place(error: StoreLookupError, name: Part) -> Span:
    """The wrong part of the name: the artifact stands first, a version and a table after it."""
    start = name.text.find(error.name) if isinstance(error, ArtifactUnknown) else name.text.rfind(error.name)
    if not error.name or start < 0:
        return name.span
    begin = name.span.start + start
    return Span(name.span.source, begin, begin + len(error.name))
