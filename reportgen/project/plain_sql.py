"""`SqlQuery`: a question in plain SQL over the tables of a store."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from reportgen.convert.names import distinct
from reportgen.project.engine import ProjectEngine
from reportgen.project.result import Result, fewer
from reportgen.store import StoreLookupError, TableRef

_UNKNOWN = re.compile(r"Table with name (.+) does not exist!")


class SqlError(ValueError):
    """A statement is not one question, or DuckDB refuses it; the message is for people."""


class SqlQuery(Result):
    """A question in DuckDB's SQL, asked when its rows are wanted; made by `Project.sql`.

    Args:
        engine: The project's engine.
        statement: One SELECT; the tables of the store stand in it by their references, in double quotes.
        rows: How many rows there can be, or None.

    Raises:
        SqlError: It is not one statement that reads.
    """

    def __init__(self, engine: ProjectEngine, statement: str, rows: int | None = None) -> None:
        self._engine = engine
        self._statement = statement
        self._limit = rows
        self._check()

    @property
    def sql(self) -> str:
        """The statement, as it was given."""
        return self._statement

    def limit(self, rows: int) -> SqlQuery:
        """The first rows only."""
        return SqlQuery(self._engine, self._statement, fewer(rows, self._limit))

    def to_duckdb(self) -> duckdb.DuckDBPyRelation:
        """The rows as a relation of DuckDB, lazy as well; it lives as long as the project is open."""
        found = self._bound()
        return found if self._limit is None else found.limit(self._limit)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table; the second column of a name is `name (2)`."""
        relation = self.to_duckdb()
        try:
            found = relation.to_arrow_table()
        except duckdb.Error as error:
            raise SqlError(self._explained(error)) from error
        return found.rename_columns(distinct(found.column_names))

    def _check(self) -> None:
        """That the statement is a single one that reads."""
        try:
            statements = self._engine.connection.extract_statements(self._statement)
        except duckdb.Error as error:
            raise SqlError(self._explained(error)) from error
        if len(statements) != 1:
            raise SqlError(f"give one statement, not {len(statements)}")
        kind = statements[0].type
        if kind not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise SqlError(
                f"a {kind.name} statement could change things: give a SELECT, "
                "or use to_duckdb() and a connection of your own"
            )

    def _bound(self) -> duckdb.DuckDBPyRelation:
        """The relation; the tables of the store are given to the engine as it asks for them."""
        self._engine.refresh()
        asked: set[str] = set()
        while True:
            try:
                return self._engine.relation(self._statement)
            except duckdb.CatalogException as error:
                ref = self._table_asked_for(error, asked)
                if ref is None:
                    raise SqlError(self._explained(error)) from error
                self._engine.use(self._engine.relation_of(ref[1]), ref[0])
                asked.add(ref[0])
            except duckdb.Error as error:
                raise SqlError(self._explained(error)) from error

    def _table_asked_for(self, error: duckdb.Error, asked: set[str]) -> tuple[str, TableRef] | None:
        """The table of the store that the engine does not know yet, by the name that the statement uses."""
        unknown = _UNKNOWN.search(str(error))
        if unknown is None or unknown[1] in asked:
            return None
        try:
            return unknown[1], self._engine.store.resolve(unknown[1])
        except StoreLookupError:
            return None

    def _explained(self, error: duckdb.Error) -> str:
        """DuckDB's words; for a table that it does not know, the store's."""
        message = str(error)
        unknown = _UNKNOWN.search(message)
        if unknown is None:
            return message.strip()
        try:
            self._engine.store.resolve(unknown[1])
        except StoreLookupError as lookup:
            return str(lookup)
        return message.strip()
