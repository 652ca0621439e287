"""What can be read of a table: names, types, cells, rows and columns, and the table in other libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from reportgen.convert.arrow import types_metadata
from reportgen.data import outcome
from reportgen.data.column import Column
from reportgen.data.equal import same_type, same_values
from reportgen.data.keys import Link, RowIndex
from reportgen.data.media.base import Media
from reportgen.data.type_json import type_to_json
from reportgen.data.types import ColumnType
from reportgen.diagnostics import did_you_mean

if TYPE_CHECKING:
    import pandas
    import polars


class ReadableTable:
    """Named, typed columns of one length.

    Attributes:
        logged_as: Its name in the store, `name:v3` or `name:v3/path`; None before it is logged.
    """

    def __init__(self, columns: list[Column]) -> None:
        self._columns = columns
        self.logged_as: str | None = None

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self._columns]

    @property
    def types(self) -> list[ColumnType]:
        """The types of the columns."""
        return [_with_key(column, None) for column in self._columns]

    @property
    def data(self) -> list[list[Any]]:
        """The rows, as new lists, which do not change when rows are added."""
        return [*map(list, zip(*(column.values() for column in self._columns), strict=True))]

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    def get_column(self, name: str, convert_to: str | None = None) -> Any:
        """The values of a column, as a new list.

        Args:
            name: The column's name.
            convert_to: "numpy" for an array: of numbers, of vectors below one another, else of objects.
        """
        column = self._column(name)
        if convert_to not in (None, "numpy"):
            raise ValueError(f"convert_to={convert_to!r} is not known: use 'numpy', or None for a list")
        return list(column.values()) if convert_to is None else outcome.to_numpy(column)

    def get_index(self) -> list[RowIndex]:
        """The numbers of all rows, as cells for another table that point to the rows of this one."""
        return [RowIndex.of(self, number) for number in range(len(self))]

    def index_ref(self, index: int) -> RowIndex:
        """The number of a row, as a cell for another table that points to it."""
        if not 0 <= index < len(self):
            raise IndexError(f"there is no row {index}: the table has {len(self)}")
        return RowIndex.of(self, index)

    def iterrows(self) -> Iterator[tuple[int, list[Any]]]:
        """Each row's number, from 0, and its cells; the number is one as `index_ref` gives."""
        for number, row in enumerate(self.data):
            yield RowIndex.of(self, number), row

    def get_dataframe(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame; media and other values that pandas has no type for are objects."""
        return self.to_pandas()

    def to_pandas(self, columns: Sequence[str] | None = None) -> pandas.DataFrame:
        """The table, or some of its columns, as a pandas DataFrame; only those columns are looked at."""
        return outcome.to_pandas(self._chosen(columns))

    def to_polars(self, columns: Sequence[str] | None = None) -> polars.DataFrame:
        """The table, or some of its columns, as a polars DataFrame.

        Media are structs that describe them, and values of mixed columns are JSON text, as in the store.
        """
        return outcome.to_polars(self._chosen(columns))

    def to_arrow(
        self, columns: Sequence[str] | None = None, *, refs: Mapping[str, str] | None = None
    ) -> pa.Table:
        """The table, or some of its columns, as Arrow, as the store keeps it.

        The column types are in the schema's metadata. `refs` says what the tables of `links` are called.
        """
        chosen = self._chosen(columns)
        types = [type_to_json(_with_key(column, refs)) for column in chosen]
        arrays = [column.to_arrow() for column in chosen]
        names = [column.name for column in chosen]
        fields = [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)]
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=types_metadata(names, types)))

    def links(self) -> Iterator[tuple[str, ReadableTable]]:
        """The columns that point to tables which have no name in the store yet, and those tables."""
        for column in self._columns:
            if isinstance(column.key, Link) and isinstance(column.key.table, ReadableTable):
                yield column.name, column.key.table

    def media(self) -> Iterator[Media]:
        """Every medium in the table."""
        for column in self._columns:
            yield from column.media()

    def as_cell(self) -> list[dict[str, Any]]:
        """What the table is in a cell of another one: a list of dicts."""
        names = self.columns
        return [dict(zip(names, row, strict=True)) for row in self.data]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReadableTable):
            return NotImplemented
        if (self.columns, len(self)) != (other.columns, len(other)):
            return False
        if not all(map(same_type, self.types, other.types)):
            return False
        pairs = zip(self._columns, other._columns, strict=True)
        return all(same_values(mine.values(), theirs.values()) for mine, theirs in pairs)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table {len(self)} rows × {len(self._columns)} columns: {', '.join(self.columns)}>"

    def _chosen(self, names: Sequence[str] | None) -> list[Column]:
        return self._columns if names is None else [self._column(name) for name in names]

    def _column(self, name: str) -> Column:
        for column in self._columns:
            if column.name == str(name):
                return column
        hint = did_you_mean(str(name), self.columns, what="column")
        raise KeyError(f"the table has no column {name!r}; {hint}")


def _with_key(column: Column, refs: Mapping[str, str] | None) -> ColumnType:
    key = column.key.key((refs or {}).get(column.name)) if isinstance(column.key, Link) else column.key
    return column.kind if key is None else replace(column.kind, key=key)
