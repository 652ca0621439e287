"""Values to Arrow arrays of their column's type, and back."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from reportgen.data import arrays
from reportgen.data.media.base import Media
from reportgen.data.media.markdown import Markdown
from reportgen.data.mixed import MakeMedia, from_text, to_text
from reportgen.data.type_json import arrow_type
from reportgen.data.types import (
    ColumnType,
    Decimal,
    Float,
    List,
    Map,
    MediaType,
    Mixed,
    Struct,
    Text,
    Timestamp,
    contains,
)

Change: TypeAlias = Callable[[Any], Any] | None
"""What to do with each value that is not null; None: nothing."""


def to_array(values: Sequence[Any], kind: ColumnType) -> pa.ChunkedArray:
    """The Arrow array of values that have been found to be of a type."""
    stored = arrow_type(kind)
    if pa.types.is_dictionary(stored):
        return pa.chunked_array([_to_categories(values, kind, stored)])
    if isinstance(kind, List) and kind.array and _all_arrays(values):
        return pa.chunked_array(arrays.to_arrow(values, kind), stored)
    change = None if _are_floats(values, kind) else _encoder(kind)
    cells = values if change is None else [None if v is None else change(v) for v in values]
    array = pa.array(cells, stored, from_pandas=False)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array], stored)


def _are_floats(values: Sequence[Any], kind: ColumnType) -> bool:
    return isinstance(kind, Float) and {float, type(None)} >= set(map(type, values))


def _all_arrays(values: Sequence[Any]) -> bool:
    return {np.ndarray, type(None)} >= set(map(type, values))


def _to_categories(values: Sequence[Any], kind: ColumnType, stored: pa.DataType) -> pa.Array:
    assert kind.categories is not None
    numbers = {category: number for number, category in enumerate(kind.categories)}
    codes = pa.array([None if v is None else numbers[v] for v in values], stored.index_type)
    categories = pa.array(kind.categories, stored.value_type)
    return pa.DictionaryArray.from_arrays(codes, categories, ordered=stored.ordered)


def _encoder(kind: ColumnType) -> Change:
    match kind:
        case Mixed():
            return to_text
        case MediaType():
            return lambda v: v.describe()
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


def to_values(column: pa.ChunkedArray, kind: ColumnType, make: MakeMedia) -> list[Any]:
    """The Python values of a stored column."""
    if isinstance(kind, List) and kind.array:
        return list(arrays.from_arrow(column, kind))
    values: list[Any] = column.to_pylist()
    change = _decoder(kind, make)
    return values if change is None else [_changed(change, v) for v in values]


def _decoder(kind: ColumnType, make: MakeMedia) -> Change:
    match kind:
        case Mixed():
            return lambda v: from_text(v, make)
        case MediaType(name):
            return lambda v: make(name, v)
        case Text("markdown"):
            return Markdown
        case Decimal(38, 0):
            return int
        case Timestamp(utc=True):
            return lambda v: v.replace(tzinfo=datetime.timezone.utc)
        case _:
            return _nested_decoder(kind, make)


def _nested_decoder(kind: ColumnType, make: MakeMedia) -> Change:
    match kind:
        case List(array=str()):
            return lambda v: arrays.to_array(v, kind)
        case List(item):
            change = _decoder(item, make)
            return None if change is None else _list_change(change)
        case Struct(fields, sparse):
            changes = {f.name: _decoder(f.type, make) for f in fields}
            return lambda v: {
                key: _changed(changes[key], item) for key, item in v.items() if not (sparse and item is None)
            }
        case Map(key, value):
            of_key, of_value = _decoder(key, make), _decoder(value, make)
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


def media_in(values: Iterable[Any], kind: ColumnType) -> Iterator[Media]:
    """Every medium among the values of a column."""
    if isinstance(kind, MediaType):
        yield from (v for v in values if v is not None)
    elif may_hold_media(kind):
        for value in values:
            yield from _walk(value)


def may_hold_media(kind: ColumnType) -> bool:
    """Whether there can be media among the values of a column."""
    return contains(kind, MediaType) or isinstance(kind, Mixed)


def _walk(value: Any) -> Iterator[Media]:
    if isinstance(value, Media):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk(item)
