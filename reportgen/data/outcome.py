"""A table's columns as NumPy arrays and as data frames of pandas and polars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.convert.pandas import series_of
from reportgen.data.column import Column
from reportgen.data.types import (
    Boolean,
    Duration,
    Float,
    Integer,
    List,
    Text,
    Timestamp,
)

if TYPE_CHECKING:
    import pandas
    import polars


def to_numpy(column: Column) -> np.ndarray[Any, Any]:
    """A column as an array: of its numbers, of its vectors one below the other, else of Python objects.

    A missing float is NaN; a column of whole numbers or booleans in which values are missing is of objects.
    """
    arrow, kind = column.to_arrow(), column.kind
    whole = arrow.null_count == 0
    if kind.categories is None:
        if isinstance(kind, Float) or (whole and isinstance(kind, (Integer, Boolean, Timestamp, Duration))):
            numbers: np.ndarray[Any, Any] = arrow.to_numpy()
            return numbers
        if whole and isinstance(kind, List) and (stacked := _stacked(column.values())) is not None:
            return stacked
        if whole and isinstance(kind, Text):
            return np.array(column.values() or [""], dtype=str)[: len(column)]
    made = np.empty(len(column), dtype=object)
    for i, value in enumerate(column.values()):
        made[i] = value
    return made


def _stacked(values: Sequence[Any]) -> np.ndarray[Any, Any] | None:
    """Lists or arrays of one shape as one array, or None where their shapes or contents differ."""
    try:
        made = np.array(values)
    except ValueError:
        return None
    return made if made.dtype.kind in "biuf" and made.ndim > 1 else None


def to_pandas(columns: Sequence[Column]) -> pandas.DataFrame:
    """A pandas DataFrame: no value is lost, and cells that pandas has no type for are Python objects.

    Whole numbers and booleans in which values are missing are of pandas' nullable types, categories are
    Categoricals.
    """
    import pandas as pd

    made = {i: _pandas_series(column) for i, column in enumerate(columns)}
    frame: pd.DataFrame = pd.DataFrame(made, index=pd.RangeIndex(len(columns[0]) if columns else 0))
    frame.columns = pd.Index([column.name for column in columns])
    return frame


def _pandas_series(column: Column) -> Any:
    import pandas as pd

    arrow, kind = column.to_arrow(), column.kind
    if kind.categories is not None:
        dtype = pd.CategoricalDtype(list(kind.categories), ordered=kind.ordered)
        return pd.Series(pd.Categorical(column.values(), dtype=dtype))
    if isinstance(kind, Timestamp):
        series = arrow.to_pandas()
        return series.dt.tz_localize("UTC") if kind.utc else series
    if isinstance(kind, (Integer, Boolean, Float, Text, Duration)):
        return series_of(arrow)
    return pd.Series(column.values(), dtype=object)


def to_polars(columns: Sequence[Column]) -> polars.DataFrame:
    """A polars DataFrame: media as the structs that the store keeps of them, mixed values as JSON text."""
    import polars as pl

    made = []
    for column in columns:
        series = pl.Series(column.name, column.to_arrow())
        kind = column.kind
        if isinstance(kind, Timestamp) and kind.utc:
            series = series.dt.replace_time_zone("UTC")
        elif isinstance(kind, Text) and kind.categories is not None:
            series = series.cast(pl.Enum(list(kind.categories)))
        made.append(series)
    return pl.DataFrame(made)
