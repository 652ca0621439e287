"""What a Table is made of → its columns: rows, dicts, arrays, data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from reportgen.convert.dataframe import frame_columns, is_frame, is_series, series_values
from reportgen.data.column import Column
from reportgen.data.dtype import ANYTHING, Wanted, declared, optionals
from reportgen.data.type_json import type_from_json
from reportgen.diagnostics import did_you_mean

DEFAULT_COLUMNS = ("Input", "Output", "Expected")
"""The columns of rows of three cells that come without names."""


def make_columns(names: Iterable[Any] | None, source: Any, dtype: Any, optional: Any) -> list[Column]:
    """The columns of a table.

    Args:
        names: The columns' names, in order; None: those that the source has.
        source: Rows, a 2-D array, a dict of columns, a data frame, or None.
        dtype: As `reportgen.data.dtype.declared` takes it.
        optional: As `reportgen.data.dtype.optionals` takes it.
    """
    if source is None and is_frame(names):
        names, source = None, names
    wanted_names = None if names is None else _listed(names)
    if is_frame(source) or isinstance(source, Mapping):
        columns = _frame(source) if is_frame(source) else [column_of(str(k), v) for k, v in source.items()]
        _check_lengths(columns)
        columns = columns if wanted_names is None else _chosen(columns, wanted_names)
        return _declared(columns, dtype, optional)
    if isinstance(source, np.ndarray) and source.ndim == 2 and wanted_names is not None:
        _check_width(0, source.shape[1], wanted_names)
        columns = [column_of(name, source[:, i]) for i, name in enumerate(wanted_names)]
        return _declared(columns, dtype, optional)
    return _from_rows(wanted_names, source, dtype, optional)


def _listed(names: Iterable[Any]) -> list[str]:
    if isinstance(names, (str, bytes)) or not isinstance(names, Iterable):
        raise TypeError(f"columns= wants a list of names, not {names!r}")
    return checked_names(list(names))


def _from_rows(names: list[str] | None, source: Any, dtype: Any, optional: Any) -> list[Column]:
    lines = _lines(source)
    names = names if names is not None else checked_names(_keys(lines))
    rows = lines
    if not (_SEQUENCES.issuperset(map(type, lines)) and {len(names)}.issuperset(map(len, lines))):
        rows = [_cells(number, line, names) for number, line in enumerate(lines)]
    values = (map(itemgetter(i), rows) for i in range(len(names)))
    told = zip(names, values, declared(names, dtype), optionals(names, optional), strict=True)
    return [Column(name, cells, wanted, optional=option) for name, cells, wanted, option in told]


_SEQUENCES = frozenset({list, tuple})


def _lines(source: Any) -> list[Any]:
    if source is None:
        return []
    if isinstance(source, (str, bytes)) or not isinstance(source, Iterable):
        raise TypeError(f"data= wants rows, a dict of columns or a data frame, not {source!r}")
    return list(source)


def _cells(number: int, line: Any, names: list[str]) -> Sequence[Any]:
    """The cells of a row in the order of the columns."""
    if isinstance(line, Mapping):
        cells = {str(key): value for key, value in line.items()}
        for name in cells:
            if name not in names:
                raise ValueError(f"row {number} has a cell for {name!r}, which is no column")
        return [cells.get(name) for name in names]
    if isinstance(line, (str, bytes)) or not isinstance(line, Iterable):
        raise TypeError(
            f"row {number} is {line!r}: a row is a list of cells or a dict, as in data=[[1, 2], [3, 4]]"
        )
    listed = line if isinstance(line, (list, tuple)) else list(line)
    if len(listed) != len(names):
        _check_width(number, len(listed), names)
    return listed


def _check_width(number: int, width: int, names: Sequence[str]) -> None:
    if width == len(names):
        return
    listed = ", ".join(names) or "none"
    wanted = f"{len(names)} column{'' if len(names) == 1 else 's'} ({listed})"
    raise ValueError(f"row {number} has {width} cell{'' if width == 1 else 's'} and the table has {wanted}")


def checked_row(number: int, cells: Sequence[Any], names: Sequence[str]) -> Sequence[Any]:
    """The cells of a row, when there is one for every column."""
    _check_width(number, len(cells), names)
    return cells


def _keys(lines: Sequence[Any]) -> list[Any]:
    """The columns of rows that come without: the keys of dicts, in the order of their first use."""
    if all(isinstance(line, Mapping) for line in lines):
        return list(dict.fromkeys(key for line in lines for key in line))
    if all(isinstance(line, (list, tuple)) and len(line) == len(DEFAULT_COLUMNS) for line in lines):
        return list(DEFAULT_COLUMNS)
    raise ValueError("rows that are no dicts need columns=[…], the names of the columns")


def _frame(frame: Any) -> list[Column]:
    named = frame_columns(frame)
    checked_names([name for name, _, _ in named])
    columns = []
    for name, values, kind in named:
        if isinstance(values, pa.ChunkedArray):
            hint = None if kind is None else type_from_json(kind)
            columns.append(Column.from_arrow(name, values, hint))
        else:
            columns.append(Column(name, values, ANYTHING if kind is None else Wanted(type_from_json(kind))))
    return columns


def column_of(name: str, data: Any, wanted: Wanted = ANYTHING, *, optional: bool = True) -> Column:
    """A column of values: a sequence, an array, a Series or an Arrow array."""
    values: Any = series_values(data) if is_series(data) else data
    if isinstance(values, np.ndarray) and values.ndim == 1 and _is_numbers(values.dtype):
        values = pa.chunked_array([pa.array(values.copy(), from_pandas=False)])
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"the values of column {name!r} must be a list, an array or a Series, not {values!r}")
    if not isinstance(values, pa.ChunkedArray):
        return Column(name, values, wanted, optional=optional)
    column = Column.from_arrow(name, values)
    return column if wanted is ANYTHING and optional else column.retyped(wanted, optional=optional)


def _is_numbers(dtype: np.dtype[Any]) -> bool:
    return dtype.kind in "biuf" and dtype.itemsize <= 8 and dtype.isnative


def _declared(columns: list[Column], dtype: Any, optional: Any) -> list[Column]:
    if dtype is None and optional is True:
        return columns
    names = [column.name for column in columns]
    told = zip(columns, declared(names, dtype), optionals(names, optional), strict=True)
    return [
        column if wanted is ANYTHING and option else column.retyped(wanted, optional=option)
        for column, wanted, option in told
    ]


def _chosen(columns: list[Column], names: list[str]) -> list[Column]:
    known = {column.name: column for column in columns}
    for name in names:
        if name not in known:
            raise KeyError(f"the data has no column {name!r}; {did_you_mean(name, known, what='column')}")
    return [known[name] for name in names]


def _check_lengths(columns: list[Column]) -> None:
    for column in columns[1:]:
        if len(column) != len(columns[0]):
            raise ValueError(
                f"column {column.name!r} has {len(column)} values and column {columns[0].name!r} has "
                f"{len(columns[0])}"
            )


def checked_names(names: Sequence[Any]) -> list[str]:
    """The names of columns as texts; no two alike."""
    texts = [str(name) for name in names]
    seen: set[str] = set()
    for name in texts:
        if name in seen:
            raise ValueError(f"two columns are named {name!r}: rename one")
        seen.add(name)
        try:
            name.encode()
        except UnicodeEncodeError:
            raise ValueError(f"{name!r} cannot be the name of a column: it is not valid Unicode") from None
    return texts
