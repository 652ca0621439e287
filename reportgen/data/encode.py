"""Values to Arrow arrays of their column's type, and back."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from reportgen.data.media.image import Image
from reportgen.data.mixed import from_text, to_text
from reportgen.data.types import (
    ColumnType,
    Decimal,
    Float,
    ImageType,
    List,
    Map,
    Mixed,
    Struct,
    Timestamp,
    arrow_type,
    contains,
)

Change: TypeAlias = Callable[[Any], Any] | None
"""What to do with each value that is not null; None: nothing."""

MakeImage: TypeAlias = Callable[[Mapping[str, Any]], Image]


def to_array(values: Sequence[Any], kind: ColumnType) -> pa.Array:
    """An Arrow array of values that `infer` found to be of a type."""
    if isinstance(kind, List) and (fast := _from_arrays(values, kind)) is not None:
        return fast
    change = _encoder(kind)
    stored = arrow_type(kind)
    if change is None:
        return pa.array(values, stored, from_pandas=False)
    return pa.array([None if v is None else change(v) for v in values], stored, from_pandas=False)


def _from_arrays(values: Sequence[Any], kind: List) -> pa.Array | None:
    """Lists of 1-D arrays of one dtype, without a Python object for each number."""
    dtypes = {v.dtype if isinstance(v, np.ndarray) else None for v in values}
    if len(dtypes) != 1 or None in dtypes:
        return None
    lengths = np.fromiter((len(v) for v in values), dtype=np.int64, count=len(values))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    if offsets[-1] > 2**31 - 1:
        return None
    items = pa.array(np.concatenate(values), arrow_type(kind.item), from_pandas=False)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), items)


def _encoder(kind: ColumnType) -> Change:
    match kind:
        case Mixed():
            return to_text
        case ImageType():
            return Image.describe
        case Float():
            return float
        case Decimal():
            return lambda v: v if isinstance(v, decimal.Decimal) else decimal.Decimal(int(v))
        case Timestamp(utc=True):
            return lambda v: v.replace(tzinfo=None)
        case List(item):
            return _list_change(_encoder(item))
        case Struct(fields):
            changes = {f.name: _encoder(f.type) for f in fields}
            return lambda v: {key: _changed(changes[key], item) for key, item in v.items()}
        case Map(key, value):
            of_key, of_value = _encoder(key), _encoder(value)
            return lambda v: [(_changed(of_key, k), _changed(of_value, i)) for k, i in v.items()]
        case _:
            return None


def to_values(column: pa.ChunkedArray, kind: ColumnType, image: MakeImage) -> list[Any]:
    """The Python values of a stored column; `image` makes the images."""
    values: list[Any] = column.to_pylist()
    change = _decoder(kind, image)
    return values if change is None else [_changed(change, v) for v in values]


def _decoder(kind: ColumnType, image: MakeImage) -> Change:
    match kind:
        case Mixed():
            return lambda v: from_text(v, image)
        case ImageType():
            return image
        case Decimal(38, 0):
            return int
        case Timestamp(utc=True):
            return lambda v: v.replace(tzinfo=datetime.timezone.utc)
        case List(item):
            change = _decoder(item, image)
            return None if change is None else _list_change(change)
        case Struct(fields, sparse):
            changes = {f.name: _decoder(f.type, image) for f in fields}
            return lambda v: {
                key: _changed(changes[key], item) for key, item in v.items() if not (sparse and item is None)
            }
        case Map(key, value):
            of_key, of_value = _decoder(key, image), _decoder(value, image)
            return lambda v: {_changed(of_key, k): _changed(of_value, i) for k, i in v}
        case _:
            return None


def _changed(change: Change, value: Any) -> Any:
    return value if change is None or value is None else change(value)


def _list_change(change: Change) -> Change:
    def listed(value: Any) -> list[Any]:
        items = value.tolist() if isinstance(value, np.ndarray) else value
        return items if change is None else [_changed(change, v) for v in items]

    return listed


def images_in(values: Iterable[Any], kind: ColumnType) -> Iterator[Image]:
    """Every image among the values of a column."""
    if isinstance(kind, ImageType):
        yield from (v for v in values if v is not None)
    elif contains(kind, ImageType) or isinstance(kind, Mixed):
        for value in values:
            yield from _walk(value)


def _walk(value: Any) -> Iterator[Image]:
    if isinstance(value, Image):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk(item)
