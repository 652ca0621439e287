"""`Table`: rows and typed columns of anything that is worth looking at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from reportgen.convert.dataframe import is_frame as is_frame
from reportgen.data.column import Column
from reportgen.data.dtype import wanted
from reportgen.data.keys import Link
from reportgen.data.mixed import MakeMedia
from reportgen.data.plain import ATOMS
from reportgen.data.readable import ReadableTable
from reportgen.data.source import DEFAULT_COLUMNS, checked_names, checked_row, column_of, make_columns
from reportgen.data.type_json import type_from_json
from reportgen.data.types import PrimaryKey
from reportgen.diagnostics import did_you_mean

if TYPE_CHECKING:
    pass

LOG_MODES = ("IMMUTABLE", "MUTABLE", "INCREMENTAL")
"""What logging a table again does: nothing; a new version; or new rows beside the old ones."""


class Table(ReadableTable):
    """A table to log.

    Cells can hold None, numbers (of Python or NumPy, of any size), text, booleans, dates, times, durations,
    bytes, lists, dicts, arrays, tables and media. Each column gets the narrowest type that holds its values
    without loss, unless one is declared.

    Args:
        columns: The names of the columns, in order; or a data frame.
        data: Rows, each a sequence with a cell for every column or a dict; or a 2-D array; or a dict of
            columns; or a data frame.
        rows: Another name for `data`.
        dataframe: A DataFrame of pandas or polars, an Arrow table, a dataset of Hugging Face, or whatever
            else has the Arrow PyCapsule interface or the data frame protocol.
        dtype: The type of every column, or a list of types, or a dict by name: types of Python, NumPy or
            Arrow, names such as "category", classes of media, or `Classes`. What is not declared is inferred.
        optional: Whether cells can be None: for every column, a list, or a dict by name.
        allow_mixed_types: Accepted; values of several types in one column are always kept. To refuse them,
            declare the column's type.
        log_mode: What logging the table again does: "IMMUTABLE" (it is refused with a warning once the table
            has changed), "MUTABLE" (all rows become a new version) or "INCREMENTAL" (only rows that have not
            been logged are, beside those that have).

    Attributes:
        log_mode: As given.
        logged_as: Its name in the store, `name:v3` or `name:v3/path`; None before it is logged.

    Raises:
        ValueError: A row has the wrong number of cells, two columns have one name, or the mode is unknown.
        TypeError: A value cannot be stored, or is not of the declared type; the message names row, column,
            type and what to do.
    """

    MAX_ROWS: ClassVar[float] = math.inf
    """Accepted for scripts that set it; nothing is ever cut off."""
    MAX_ARTIFACT_ROWS: ClassVar[float] = math.inf
    """Accepted for scripts that set it; nothing is ever cut off."""

    def __init__(
        self,
        columns: Iterable[Any] | None = None,
        data: Any = None,
        rows: Any = None,
        dataframe: Any = None,
        dtype: Any = None,
        optional: Any = True,
        allow_mixed_types: bool = False,
        log_mode: str = "IMMUTABLE",
    ) -> None:
        if dataframe is not None and not is_frame(dataframe):
            kind = type(dataframe).__name__
            raise TypeError(f"dataframe= wants a data frame or an Arrow table, not a {kind}")
        super().__init__(make_columns(columns, _one_of(data, rows, dataframe), dtype, optional))
        self.log_mode = _checked_mode(log_mode)
        self._edits = 0
        self._logged: tuple[int, int] | None = None

    def add_data(self, *data: Any) -> None:
        """Add a row: a cell for every column.

        Raises:
            ValueError: There are too many cells, or too few.
            TypeError: A cell cannot be stored, or is not of the declared type. The table stays as it was.
        """
        if len(data) != len(self._columns):
            if not self._columns and len(data) == len(DEFAULT_COLUMNS):
                self._columns = [Column(name) for name in DEFAULT_COLUMNS]
            checked_row(len(self), data, self.columns)
        if not ATOMS.issuperset(map(type, data)) or not all(c.takes_anything for c in self._columns):
            # All are checked before one is added, so that a refused row leaves the table as it was.
            data = tuple(column.check(value) for column, value in zip(self._columns, data, strict=True))
        for column, value in zip(self._columns, data, strict=True):
            column.values().append(value)

    def add_row(self, *row: Any) -> None:
        """Another name for `add_data`."""
        self.add_data(*row)

    def add_column(self, name: str, data: Any, optional: bool = True) -> None:
        """Add a column: a value for every row. A table without columns takes any number of rows.

        Args:
            name: Its name.
            data: A list, an array, a Series or an Arrow array.
            optional: Whether values can be None.

        Raises:
            ValueError: There is such a column, or not a value for every row.
            RuntimeError: The table is INCREMENTAL, to which only rows can be added.
        """
        self._check_columns_grow()
        checked_names([*self.columns, name])
        column = column_of(str(name), data, optional=optional)
        if self._columns and len(column) != len(self):
            raise ValueError(f"column {name!r} has {len(column)} values and the table has {len(self)} rows")
        self._columns.append(column)
        self._edits += 1

    def add_computed_columns(self, fn: Callable[[int, dict[str, Any]], Mapping[str, Any]]) -> None:
        """Add columns that are computed from each row.

        Args:
            fn: Called with a row's number and its cells by name; returns the new cells by name.

        Raises:
            TypeError: The function returns something else than a dict.
            RuntimeError: The table is INCREMENTAL, to which only rows can be added.
        """
        self._check_columns_grow()
        names = self.columns
        made = [fn(number, dict(zip(names, row, strict=True))) for number, row in self.iterrows()]
        wrong = next((number for number, cells in enumerate(made) if not isinstance(cells, Mapping)), None)
        if wrong is not None:
            raise TypeError(
                f"the function gave {made[wrong]!r} for row {wrong}: return a dict of the new cells"
            )
        for name in dict.fromkeys(name for cells in made for name in cells):
            self.add_column(name, [cells.get(name) for cells in made])

    def cast(self, col_name: str, dtype: Any, optional: bool = False) -> None:
        """Declare the type of a column that is there, to which all its values are brought.

        Args:
            col_name: The column's name.
            dtype: Its type, as the class takes it.
            optional: Whether values can be None.

        Raises:
            TypeError: A value does not fit without loss; the message names its row. Nothing is changed.
        """
        column = self._column(col_name)
        self._columns[self._columns.index(column)] = column.retyped(wanted(dtype), optional=optional)
        self._edits += 1

    def set_pk(self, col_name: str) -> None:
        """Say that the values of a column name the rows.

        Raises:
            KeyError: There is no such column.
        """
        self._column(col_name).key = PrimaryKey()
        self._edits += 1

    def set_fk(self, col_name: str, table: Table | str, table_col: str) -> None:
        """Say that the values of a column are values of a column of another table.

        Args:
            col_name: The column.
            table: The other table, or its path in the same artifact, or its reference (`name:v3`).
            table_col: The column there.

        Raises:
            KeyError: There is no such column, here or there.
        """
        if isinstance(table, Table):
            table._column(table_col)
        self._column(col_name).key = Link(table, str(table_col))
        self._edits += 1

    def has_been_logged(self) -> bool:
        """Whether the table has been logged."""
        return self._logged is not None

    @property
    def changed_since_logged(self) -> bool:
        """Whether the table has been logged, and then rows or columns were added or changed."""
        return self._logged is not None and self._logged != (len(self), self._edits)

    def unlogged(self) -> Table:
        """A table of the rows that were added since the last log."""
        part = Table(log_mode=self.log_mode)
        start = self._logged[0] if self._logged is not None else 0
        part._columns = [column.since(start) for column in self._columns]
        return part

    def mark_logged(self, ref: str | None = None) -> None:
        """Note that the table as it is now has been logged, as `name:v3` or `name:v3/path`."""
        self._logged = (len(self), self._edits)
        self.logged_as = ref

    @staticmethod
    def from_stored(table: pa.Table, types: Sequence[Mapping[str, Any]], make: MakeMedia) -> Table:
        """The table that `to_arrow` wrote.

        Args:
            table: Its columns, as the store keeps them.
            types: Their names and types, `{"name", "type"}`, as in the schema's metadata (docs/store.md).
            make: Makes a medium of its kind and the fields of its struct.
        """
        made = Table()
        made._columns = [
            Column.stored(column["name"], type_from_json(column["type"]), values, make)
            for column, values in zip(types, table.columns, strict=True)
        ]
        return made

    def _check_columns_grow(self) -> None:
        if self.log_mode == "INCREMENTAL":
            raise RuntimeError(
                "columns cannot be added to an INCREMENTAL table, whose earlier rows are logged already: "
                "use log_mode='MUTABLE'"
            )


def _checked_mode(mode: str) -> str:
    if mode not in LOG_MODES:
        near = did_you_mean(str(mode), LOG_MODES, what="mode")
        raise ValueError(f"log_mode={mode!r} is not known; {near}")
    return mode


def _one_of(*sources: Any) -> Any:
    given = [source for source in sources if source is not None]
    if len(given) > 1:
        raise ValueError("give the rows once: data=, rows= or dataframe=")
    return given[0] if given else None
