"""The two engines of an open project: the JavaScript core, and DuckDB over the store's own files."""

from __future__ import annotations

import threading
from typing import Any

import duckdb
import pyarrow as pa

from reportgen.project.relations import Relation, create_view, relation_of
from reportgen.query import Core
from reportgen.query.run import arrow_stream
from reportgen.store import Store, TableRef


class ProjectEngine:
    """Answers questions about the tables of a store; the engines start with the first one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.RLock()
        self._core: Core | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._relations: dict[str, Relation] = {}
        self._views: dict[str, str] = {}

    def relation_of(self, ref: TableRef) -> Relation:
        """The relation of a table, whose footers are read once."""
        with self._lock:
            if ref.ref not in self._relations:
                self._relations[ref.ref] = relation_of(self.store, ref)
            return self._relations[ref.ref]

    def use(self, relation: Relation, name: str | None = None) -> None:
        """Have the statements that follow find a relation, by its reference or by another name."""
        ref = relation.ref.ref
        with self._lock:
            if self._views.get(name or ref) != ref:
                create_view(self.connection, self.store, relation, name)
                self._views[name or ref] = ref

    def refresh(self) -> None:
        """Have names that can move, such as `predictions:latest`, stand for what they name now."""
        with self._lock:
            for name, ref in list(self._views.items()):
                if name != ref:
                    self.use(self.relation_of(self.store.resolve(name)), name)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB, in memory."""
        with self._lock:
            if self._connection is None:
                self._connection = duckdb.connect(":memory:")
                # A statement names tables of the store, never by accident a variable of the script.
                self._connection.execute("SET python_enable_replacements = false")
            return self._connection

    @property
    def core(self) -> Core:
        """The core."""
        return self._started()

    def call(self, name: str, *args: Any) -> Any:
        """What a function of the core returns."""
        return self._started().call(name, *args)

    def drive(self, name: str, *args: Any) -> Any:
        """What a generator of the core returns once its questions are answered."""
        return self._started().drive(name, *args, execute=lambda sql: arrow_stream(self._answer(sql)))

    def relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        """A statement as a lazy relation."""
        with self._lock:
            return self.connection.sql(sql)

    def table(self, sql: str) -> pa.Table:
        """The rows of a statement."""
        with self._lock:
            return self.connection.sql(sql).to_arrow_table()

    def _answer(self, sql: str) -> pa.Table:
        with self._lock:
            found = self.connection.sql(sql)
            # What makes a table has no rows to give.
            return pa.table({}) if found is None else found.to_arrow_table()

    def close(self) -> None:
        """Let go of the engines; they start again when they are needed."""
        with self._lock:
            if self._core is not None:
                self._core.close()
            if self._connection is not None:
                self._connection.close()
            self._core = self._connection = None
            self._views.clear()

    def _started(self) -> Core:
        with self._lock:
            if self._core is None:
                self._core = Core()
            return self._core
