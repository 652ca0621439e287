"""pandas data frames: columns as Arrow arrays where pandas knows their type, else as lists of values.

pandas itself is never imported: a data frame can only arrive when it is loaded already.
"""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa


def is_dataframe(value: object) -> bool:
    """Whether a value is a pandas DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def is_missing(value: object) -> bool:
    """Whether a value is one of pandas' marks of absence, `pd.NA` or `pd.NaT`."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def columns_of(frame: Any) -> list[tuple[str, pa.ChunkedArray | list[Any]]]:
    """Names and values of a DataFrame's columns; an index that is more than a row count comes first."""
    if _index_matters(frame):
        frame = frame.reset_index()
    return [(str(label), _values(frame.iloc[:, i])) for i, label in enumerate(frame.columns)]


def _index_matters(frame: Any) -> bool:
    pandas = sys.modules["pandas"]
    index = frame.index
    return not (isinstance(index, pandas.RangeIndex) and index.name is None)


def _values(series: Any) -> pa.ChunkedArray | list[Any]:
    if series.dtype == object:
        return _without_nan([*series])
    if series.dtype.kind == "f" and isinstance(series.to_numpy(), type(series.values)):
        # NumPy's NaN is a value; only pandas' nullable types know nulls.
        return pa.chunked_array([pa.array(series.to_numpy(), from_pandas=False)])
    array = pa.array(series, from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _without_nan(values: list[Any]) -> list[Any]:
    """In a column of objects NaN is how pandas writes that a value is absent, unless all are floats."""
    if all(isinstance(v, float) for v in values):
        return values
    return [None if isinstance(v, float) and v != v else v for v in values]
