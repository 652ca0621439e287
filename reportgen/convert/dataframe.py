"""Data frames of any library, as named columns: Arrow arrays where there can be, else lists of values.

No library is imported for it: a data frame can only arrive when its library is loaded already.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from reportgen.convert import pandas, polars
from reportgen.convert.arrow import TypeJson

Values: TypeAlias = pa.ChunkedArray | Sequence[Any]
NamedColumn: TypeAlias = tuple[str, Values, TypeJson | None]
"""A name, the values, and the column type where the library knows more of it than Arrow."""


def is_frame(value: object) -> bool:
    """Whether a value is a table of some library.

    That is a pandas or polars data frame, an Arrow table or record batch, a Hugging Face dataset, or anything
    that has the Arrow PyCapsule interface for streams or the data frame protocol.
    """
    if isinstance(value, (pa.Array, pa.ChunkedArray, type)) or is_series(value):
        return False
    return hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__") or _is_other(value)


def _is_other(value: object) -> bool:
    return pandas.is_dataframe(value) or polars.is_lazy(value) or _dataset_module(value) is not None


def frame_columns(frame: Any) -> list[NamedColumn]:
    """The columns of what `is_frame` has recognised."""
    datasets = _dataset_module(frame)
    if datasets is not None:
        columns: list[NamedColumn] = datasets.columns_of(frame)
        return columns
    if pandas.is_dataframe(frame):
        return [(name, values, None) for name, values in pandas.columns_of(frame)]
    table = _read(frame)
    return [(name, column, None) for name, column in zip(table.column_names, table.columns, strict=True)]


def _read(frame: Any) -> pa.Table:
    if isinstance(frame, pa.Table):
        return frame
    if isinstance(frame, pa.RecordBatch):
        return pa.Table.from_batches([frame])
    if polars.is_polars(frame):
        frame = polars.prepared(frame)
    if hasattr(frame, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(frame).read_all()
    from pyarrow.interchange import from_dataframe

    return from_dataframe(frame)


def is_series(value: object) -> bool:
    """Whether a value is one column: a Series of pandas or polars, or an Arrow array."""
    return (
        isinstance(value, (pa.Array, pa.ChunkedArray)) or pandas.is_series(value) or polars.is_series(value)
    )


def series_values(series: Any) -> Values:
    """The values of what `is_series` has recognised."""
    if isinstance(series, pa.ChunkedArray):
        return series
    if isinstance(series, pa.Array):
        return pa.chunked_array([series])
    if pandas.is_series(series):
        return pandas.series_values(series)
    return frame_columns(series.to_frame("values"))[0][1]


def _dataset_module(value: object) -> Any:
    """The module for Hugging Face datasets, when the value is one."""
    if "datasets" not in sys.modules:
        return None
    from reportgen.convert import datasets

    return datasets if datasets.is_dataset(value) else None
