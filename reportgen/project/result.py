"""What every query gives: its rows as Arrow, pandas, polars, a DuckDB relation or Python values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from reportgen.convert.pandas import frame_of

if TYPE_CHECKING:
    import duckdb

SHOWN_ROWS = 10
"""Rows in a query's representation."""


class Result(ABC):
    """Rows that are computed when they are asked for, and again whenever they are."""

    @property
    @abstractmethod
    def sql(self) -> str:
        """The statement, in DuckDB's SQL."""

    @abstractmethod
    def to_duckdb(self) -> duckdb.DuckDBPyRelation:
        """The rows as a relation of DuckDB, lazy as well; it lives as long as the project is open."""

    @abstractmethod
    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""

    @abstractmethod
    def limit(self, rows: int) -> Result:
        """The first rows only."""

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; whole numbers and booleans with nulls are of its nullable types.

        Raises:
            ImportError: pandas is not installed.
        """
        return frame_of(self.to_arrow())

    def to_polars(self) -> Any:
        """The rows as a polars DataFrame.

        Raises:
            ImportError: polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise ImportError("polars is not installed: 'pip install polars', or use to_arrow()") from error
        return polars.from_arrow(self.to_arrow())

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows as tuples of Python values."""
        columns = [column.to_pylist() for column in self.to_arrow().columns]
        return list(zip(*columns, strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows as dicts: column → value."""
        for batch in self.to_arrow().to_batches():
            yield from batch.to_pylist()

    def count(self) -> int:
        """How many rows there are."""
        return int(self.to_duckdb().aggregate("count(*)").fetchall()[0][0])

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows for any library that reads Arrow streams (the PyCapsule interface)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        table = self.limit(SHOWN_ROWS + 1).to_arrow()
        more = "\n…" if table.num_rows > SHOWN_ROWS else ""
        return f"{_columns(table)}\n{_rows(table.slice(0, SHOWN_ROWS))}{more}"


def fewer(rows: int, most: int | None) -> int:
    """A number of rows that was asked for, or the smaller one that was asked for before."""
    if isinstance(rows, bool) or not isinstance(rows, int) or rows < 0:
        raise ValueError(f"limit({rows!r}): give a whole number of rows, 0 or more")
    return rows if most is None else min(rows, most)


def _columns(table: pa.Table) -> str:
    return "columns: " + ", ".join(f"{field.name} ({_short(str(field.type))})" for field in table.schema)


def _rows(table: pa.Table) -> str:
    """The rows as text, in columns; what is long is cut, and says so."""
    cells = [[_short(str(value)) for value in column.to_pylist()] for column in table.columns]
    lines = [list(table.column_names), *(list(row) for row in zip(*cells, strict=True))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _short(text: str, most: int = 30) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
