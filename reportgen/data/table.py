"""`Table`: rows and typed columns of anything that is worth looking at."""

from __future__ import annotations

import decimal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from reportgen.convert import pandas
from reportgen.convert.arrow import is_tabular, read_stream, types_metadata
from reportgen.data.column import Column
from reportgen.data.encode import MakeImage
from reportgen.data.media.image import Image
from reportgen.data.types import ColumnType, type_from_json, type_to_json
from reportgen.diagnostics import did_you_mean


class Table:
    """A table to log.

    Cells can hold None, numbers (of Python or NumPy, of any size), text, booleans, dates, times, durations,
    bytes, lists, dicts, arrays and `Image`s. Each column gets the narrowest type that holds its values
    without loss.

    Args:
        columns: The names of the columns, in order.
        data: Rows, each a sequence with a cell for every column or a dict; or a 2-D array; or a data frame.
        rows: Another name for `data`.
        dataframe: A pandas or polars DataFrame, an Arrow table, or whatever else has the Arrow PyCapsule
            interface.

    Raises:
        ValueError: A row has the wrong number of cells, or two columns have one name.
        TypeError: A value cannot be stored; the message names row, column, type and what to do.
    """

    def __init__(
        self,
        columns: Iterable[Any] | None = None,
        data: Any = None,
        rows: Any = None,
        dataframe: Any = None,
    ) -> None:
        self._columns: list[Column] = []
        source = _one_of(data, rows, dataframe)
        if is_frame(source):
            self._columns = _frame_columns(source)
            if columns is not None:
                self._choose(list(columns))
            return
        if dataframe is not None:
            raise TypeError(
                f"dataframe= wants a data frame or an Arrow table, not a {type(dataframe).__name__}"
            )
        lines = [*(source if source is not None else ())]
        names = list(columns) if columns is not None else _keys(lines)
        self._columns = [Column(name) for name in _names(names)]
        for line in lines:
            self._add_line(line)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self._columns]

    @property
    def types(self) -> list[ColumnType]:
        """The types of the columns."""
        return [column.kind for column in self._columns]

    @property
    def data(self) -> list[list[Any]]:
        """The rows, as new lists."""
        return [list(row) for row in zip(*(column.values() for column in self._columns), strict=True)]

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    def add_data(self, *data: Any) -> None:
        """Add a row: a cell for every column."""
        if len(data) != len(self._columns):
            names = ", ".join(self.columns) or "none"
            wanted = f"{len(self._columns)} column{'' if len(self._columns) == 1 else 's'} ({names})"
            cells = f"{len(data)} cell{'' if len(data) == 1 else 's'}"
            raise ValueError(f"row {len(self)} has {cells} and the table has {wanted}")
        # All are checked before one is added, so that a refused row leaves the table as it was.
        checked = [column.check(value) for column, value in zip(self._columns, data, strict=True)]
        for column, value in zip(self._columns, checked, strict=True):
            column.append(value)

    def add_column(self, name: str, data: Iterable[Any]) -> None:
        """Add a column: a value for every row. A table without columns takes any number of rows."""
        _names([*self.columns, name])
        column = Column(str(name), data)
        if self._columns and len(column) != len(self):
            raise ValueError(f"column {name!r} has {len(column)} values and the table has {len(self)} rows")
        self._columns.append(column)

    def get_column(self, name: str) -> list[Any]:
        """The values of a column, as a new list."""
        return list(self._column(name).values())

    def iterrows(self) -> Iterator[tuple[int, list[Any]]]:
        """Each row's position, from 0, and its cells."""
        yield from enumerate(self.data)

    def to_arrow(self) -> pa.Table:
        """The table as Arrow, as the store keeps it: the column types are in the schema's metadata."""
        names, arrays = self.columns, [column.to_arrow() for column in self._columns]
        metadata = types_metadata(names, [type_to_json(kind) for kind in self.types])
        fields = [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)]
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata))

    def images(self) -> Iterator[Image]:
        """Every image in the table."""
        for column in self._columns:
            yield from column.images()

    @staticmethod
    def from_stored(table: pa.Table, types: Sequence[Mapping[str, Any]], image: MakeImage) -> Table:
        """The table that `to_arrow` wrote; `types` are its columns (`{"name", "type"}`)."""
        made = Table()
        made._columns = [
            Column.stored(column["name"], type_from_json(column["type"]), values, image)
            for column, values in zip(types, table.columns, strict=True)
        ]
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        if (self.columns, self.types, len(self)) != (other.columns, other.types, len(other)):
            return False
        pairs = zip(self._columns, other._columns, strict=True)
        return all(_same(mine.values(), theirs.values()) for mine, theirs in pairs)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table {len(self)} rows × {len(self._columns)} columns: {', '.join(self.columns)}>"

    def _add_line(self, line: Any) -> None:
        if not isinstance(line, Mapping):
            self.add_data(*line)
            return
        unknown = [key for key in line if str(key) not in self.columns]
        if unknown:
            raise ValueError(f"row {len(self)} has a cell for {unknown[0]!r}, which is no column")
        cells = {str(key): value for key, value in line.items()}
        self.add_data(*(cells.get(name) for name in self.columns))

    def _choose(self, names: Sequence[Any]) -> None:
        self._columns = [self._column(name) for name in _names(names)]

    def _column(self, name: str) -> Column:
        for column in self._columns:
            if column.name == name:
                return column
        raise KeyError(
            f"the table has no column {name!r}; {did_you_mean(str(name), self.columns, what='column')}"
        )


def is_frame(value: object) -> bool:
    """Whether a value is a data frame that a Table can be made of."""
    return pandas.is_dataframe(value) or is_tabular(value)


def _frame_columns(frame: Any) -> list[Column]:
    if pandas.is_dataframe(frame):
        named = pandas.columns_of(frame)
    else:
        table = read_stream(frame)
        named = list(zip(table.column_names, table.columns, strict=True))
    _names([name for name, _ in named])
    return [
        Column.from_arrow(name, values) if isinstance(values, pa.ChunkedArray) else Column(name, values)
        for name, values in named
    ]


def _one_of(*sources: Any) -> Any:
    given = [source for source in sources if source is not None]
    if len(given) > 1:
        raise ValueError("give the rows once: data=, rows= or dataframe=")
    return given[0] if given else None


def _names(names: Sequence[Any]) -> list[str]:
    texts = [str(name) for name in names]
    for i, name in enumerate(texts):
        if name in texts[:i]:
            raise ValueError(f"two columns are named {name!r}: rename one")
        try:
            name.encode()
        except UnicodeEncodeError:
            raise ValueError(f"{name!r} cannot be the name of a column: it is not valid Unicode") from None
    return texts


def _keys(lines: Sequence[Any]) -> list[Any]:
    """The columns of rows that come without: the keys of dicts, in the order of their first use."""
    if all(isinstance(line, Mapping) for line in lines):
        return list(dict.fromkeys(key for line in lines for key in line))
    raise ValueError("rows that are no dicts need columns=[…], the names of the columns")


def _same(one: Any, other: Any) -> bool:
    """Equality in which NaN equals NaN and the kind of a sequence or number does not matter."""
    if isinstance(one, (list, np.ndarray)) and isinstance(other, (list, np.ndarray)):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, decimal.Decimal) and not one.is_finite():
        return str(one) == str(other)  # a signalling NaN cannot even be compared
    return bool(one == other) or (one != one and other != other)
