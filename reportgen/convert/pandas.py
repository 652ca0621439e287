"""Data frames of pandas from and to Arrow; columns whose type Arrow does not know come as lists of values.

pandas is imported only to make a frame: one that arrives has loaded it already.
"""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa


def is_dataframe(value: object) -> bool:
    """Whether a value is a pandas DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def is_series(value: object) -> bool:
    """Whether a value is one column of pandas: a Series, an Index or an extension array."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(
        value, (pandas.Series, pandas.Index, pandas.api.extensions.ExtensionArray)
    )


def is_missing(value: object) -> bool:
    """Whether a value is one of pandas' marks of absence, `pd.NA` or `pd.NaT`."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def as_text(value: object) -> str | None:
    """A Period or an Interval as pandas writes it; None for anything else."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(value, (pandas.Period, pandas.Interval)):
        return None
    return str(value)


def columns_of(frame: Any) -> list[tuple[str, pa.ChunkedArray | list[Any]]]:
    """Names and values of a DataFrame's columns; an index that is more than a row count comes first.

    The levels of a name are joined by '.'.
    """
    if _index_matters(frame):
        frame = frame.reset_index()
    return [(_name(label), series_values(frame.iloc[:, i])) for i, label in enumerate(frame.columns)]


def _name(label: Any) -> str:
    if not isinstance(label, tuple):
        return str(label)
    return ".".join(str(level) for level in label if level != "")


def _index_matters(frame: Any) -> bool:
    pandas = sys.modules["pandas"]
    index = frame.index
    return not (isinstance(index, pandas.RangeIndex) and index.name is None)


def series_values(series: Any) -> pa.ChunkedArray | list[Any]:
    """The values of a Series, an Index or an extension array."""
    pandas = sys.modules["pandas"]
    series = series if isinstance(series, pandas.Series) else pandas.Series(series)
    if isinstance(series.dtype, pandas.SparseDtype):
        series = series.sparse.to_dense()
    if isinstance(series.dtype, pandas.CategoricalDtype):
        series = _plain_categories(series)
    if series.dtype == object or series.dtype.kind == "c":
        return _without_nan([*series])
    if isinstance(series.dtype, (pandas.PeriodDtype, pandas.IntervalDtype)):
        return [None if missing else str(v) for v, missing in zip(series, series.isna(), strict=True)]
    # Arrow would share the numbers, which the frame's owner may change before the table is logged.
    series = series.copy(deep=True)
    if series.dtype.kind == "f" and isinstance(series.to_numpy(), type(series.values)):
        # NumPy's NaN is a value; only pandas' nullable types know nulls.
        return pa.chunked_array([pa.array(series.to_numpy(), from_pandas=False)])
    array = pa.array(series, from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _plain_categories(series: Any) -> Any:
    """A categorical whose categories Arrow can hold: ranges and objects become texts."""
    categories = series.cat.categories
    if categories.dtype.kind in "iufbM" or categories.inferred_type in ("string", "empty"):
        return series
    return series.cat.rename_categories([str(category) for category in categories])


def _without_nan(values: list[Any]) -> list[Any]:
    """In a column of objects NaN is how pandas writes that a value is absent, unless all are floats."""
    if all(isinstance(v, float) for v in values):
        return values
    return [None if isinstance(v, float) and v != v else v for v in values]


def frame_of(table: pa.Table) -> Any:
    """An Arrow table as a DataFrame in which no whole number is rounded.

    Raises:
        ImportError: pandas is not installed.
    """
    import pandas

    columns = {i: series_of(column) for i, column in enumerate(table.columns)}
    frame = pandas.DataFrame(columns, index=pandas.RangeIndex(table.num_rows))
    frame.columns = pandas.Index(table.column_names)
    return frame


def series_of(array: pa.Array | pa.ChunkedArray) -> Any:
    """An Arrow array as a Series: whole numbers and booleans with nulls are of pandas' nullable types."""
    import pandas

    if array.null_count and (pa.types.is_integer(array.type) or pa.types.is_boolean(array.type)):
        dtype = pandas.api.types.pandas_dtype(_nullable(str(array.type)))
        return array.to_pandas(types_mapper=lambda _: dtype)
    # Inside lists, whole numbers beside nulls would be floats.
    return array.to_pandas(integer_object_nulls=pa.types.is_nested(array.type))


def _nullable(name: str) -> str:
    if name == "bool":
        return "boolean"
    return f"UInt{name[4:]}" if name.startswith("u") else f"Int{name[3:]}"
