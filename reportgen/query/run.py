"""Native DuckDB over the site's own Parquet files: answers what the core asks, as the page's engine will."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from reportgen.query.core import Core


class QueryError(RuntimeError):
    """DuckDB refused a statement of the core; the message ends with the statement."""


class Files(NamedTuple):
    """The files of a relation."""

    rows: tuple[str, ...]
    """One after another."""
    apart: tuple[str, ...]
    """Beside them, a column each."""


class Engine:
    """An in-memory DuckDB that can read the registered files and nothing else.

    One thread, so that a sum of floats is the same in every build, bit by bit.
    """

    def __init__(self) -> None:
        self._relations: dict[str, Files] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()

    def register(self, relation: str, files: Sequence[Path | str], apart: Sequence[Path | str] = ()) -> None:
        """Make `relation` stand for the rows of these Parquet files, in this order.

        Each file of `apart` has one more column for all of these rows.
        """
        if not files:
            raise ValueError(f"no files for the relation '{relation}'")
        with self._lock:
            self._relations[relation] = Files(*(tuple(map(_absolute, some)) for some in (files, apart)))
            # What a connection may read is fixed by its first statement, so the next one is new.
            self._close()

    def execute(self, sql: str) -> bytes:
        """The result of a statement as an Arrow IPC stream."""
        with self._lock:
            if self._connection is None:
                self._connection = _connect(self._relations)
            try:
                found = self._connection.sql(sql)
                # What makes a table has no rows to give.
                table = pa.table({}) if found is None else found.to_arrow_table()
            except duckdb.Error as error:
                raise QueryError(f"{error}\n{sql}") from error
        return arrow_stream(table)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def arrow_stream(table: pa.Table) -> bytes:
    """A table as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    stream: bytes = sink.getvalue().to_pybytes()
    return stream


def answer(
    core: Core,
    engine: Engine,
    spec: Mapping[str, Any],
    schema: Mapping[str, Any],
    offset: int = 0,
) -> dict[str, Any]:
    """What a panel shows: the Answer of a normalised spec over a registered relation."""
    options = {"offset": offset}
    found: dict[str, Any] = core.drive("answerWhole", spec, schema, options, execute=engine.execute)
    return found


def _absolute(path: Path | str) -> str:
    return str(Path(path).absolute())


def _quoted(paths: Iterable[str]) -> str:
    """Paths in SQL: one quoting rule for all, a quote is written twice."""
    return ", ".join("'" + path.replace("'", "''") + "'" for path in paths)


def _connect(relations: Mapping[str, Files]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    for relation, files in relations.items():
        name = relation.replace('"', '""')
        source = f"read_parquet([{_quoted(files.rows)}])"
        source += "".join(f" POSITIONAL JOIN read_parquet([{_quoted([path])}])" for path in files.apart)
        connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM {source}')
    allowed = _quoted(path for files in relations.values() for path in (*files.rows, *files.apart))
    connection.execute(f"SET allowed_paths = [{allowed}]")
    # The order matters: locked first, everything stays open.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
