"""Columns of NumPy arrays: their type, and the way to Arrow lists and back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from reportgen.data.type_json import arrow_type
from reportgen.data.types import Boolean, ColumnType, Float, Integer, List

Array: TypeAlias = np.ndarray[Any, Any]

_MOST = 2**31 - 1
"""Items that the lists of one Arrow chunk can hold together."""


def from_dtype(dtype: np.dtype[Any]) -> ColumnType:
    """The column type of numbers or booleans of a dtype."""
    if dtype.kind == "b":
        return Boolean()
    if dtype.kind == "f":
        return Float(64 if dtype.itemsize == 8 else 32)
    return Integer(dtype.itemsize * 8, unsigned=dtype.kind == "u")


def array_type(arrays: Sequence[Array]) -> List | None:
    """The type of a column of arrays, or None where they have no dtype or number of axes in common."""
    dtype = _common_dtype({array.dtype for array in arrays})
    if dtype is None or len({array.ndim for array in arrays}) > 1:
        return None
    shapes = {array.shape for array in arrays}
    lengths = [sizes.pop() if len(sizes := set(axis)) == 1 else None for axis in zip(*shapes, strict=True)]
    kind = from_dtype(dtype)
    for length in reversed(lengths):
        kind = List(kind, length)
    assert isinstance(kind, List)
    told = all(_shape_is_told(shape, lengths) for shape in shapes)
    return replace(kind, array=dtype.name) if told else kind


def _common_dtype(dtypes: set[np.dtype[Any]]) -> np.dtype[Any] | None:
    """The dtype that holds the numbers of all exactly."""
    if len(dtypes) == 1:
        return next(iter(dtypes))
    kinds = {dtype.kind for dtype in dtypes}
    if "b" in kinds or ("f" in kinds and any(d.kind in "iu" and d.itemsize == 8 for d in dtypes)):
        return None
    common = np.result_type(*dtypes)
    return None if common.kind == "f" and kinds == {"i", "u"} else common


def _shape_is_told(shape: Sequence[int], lengths: Sequence[int | None]) -> bool:
    """Whether lists and what is known of lengths tell the shape: below an empty axis there is no list."""
    empty = shape.index(0) if 0 in shape else len(shape)
    return all(length is not None for length in lengths[empty + 1 :])


def to_arrow(values: Sequence[Array | None], kind: List) -> list[pa.Array]:
    """Chunks of lists, as a column type of arrays stores them."""
    items = sum(0 if v is None else v.size for v in values)
    if items > _MOST and len(values) > 1:
        half = len(values) // 2
        return [*to_arrow(values[:half], kind), *to_arrow(values[half:], kind)]
    present = [v for v in values if v is not None]
    leaf = _leaf(kind)
    flat = np.concatenate([v.reshape(-1) for v in present]) if present else np.empty(0, bool)
    made = pa.array(flat, type=pa.from_numpy_dtype(flat.dtype), from_pandas=False).cast(arrow_type(leaf))
    for axis in reversed(range(1, len(_lengths(kind)))):
        repeats = [math.prod(v.shape[:axis]) for v in present]
        lengths = np.repeat(np.array([v.shape[axis] for v in present], np.int64), repeats)
        made = pa.ListArray.from_arrays(_offsets(lengths), made)
    rows = np.array([0 if v is None else len(v) for v in values], np.int64)
    mask = pa.array([v is None for v in values], pa.bool_())
    return [pa.ListArray.from_arrays(_offsets(rows), made, mask=mask).cast(arrow_type(kind))]


def is_array_of(array: Array, kind: List) -> bool:
    """Whether an array is one of a column type of arrays as it stands."""
    lengths = _lengths(kind)
    if array.dtype.name != kind.array or array.ndim != len(lengths):
        return False
    return all(length in (None, size) for length, size in zip(lengths, array.shape, strict=True))


def _lengths(kind: ColumnType) -> list[int | None]:
    """What a type says of the length of each axis."""
    return [kind.length, *_lengths(kind.item)] if isinstance(kind, List) else []


def _offsets(lengths: Array) -> pa.Array:
    return pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())


def _leaf(kind: ColumnType) -> ColumnType:
    return _leaf(kind.item) if isinstance(kind, List) else kind


def from_arrow(column: pa.ChunkedArray, kind: List) -> list[Array | None]:
    """The arrays of a stored column."""
    shape = _lengths(kind)
    values: list[Array | None] = []
    for chunk in column.chunks:
        if None not in shape and chunk.null_count == 0 and (flat := _flat(chunk)) is not None:
            values += list(flat.astype(kind.array, copy=False).reshape(len(chunk), *shape).copy())
        else:
            values += [None if v is None else to_array(v, kind) for v in chunk.to_pylist()]
    return values


def _flat(chunk: pa.Array) -> Array | None:
    """The numbers below lists in one array, or None where one of them is missing."""
    while pa.types.is_list(chunk.type):
        chunk = chunk.flatten()
        if chunk.null_count:
            return None
    flat: Array = chunk.to_numpy(zero_copy_only=False)
    return flat


def to_array(value: Any, kind: List) -> Array:
    """Nested lists as an array; an axis of which there is no list has the length that the type tells."""
    shape = []
    inner: ColumnType = kind
    lists = value
    while isinstance(inner, List):
        length = len(lists) if lists is not None else inner.length or 0
        shape.append(length)
        lists = lists[0] if lists is not None and length else None
        inner = inner.item
    return np.asarray(value, dtype=kind.array).reshape(shape)
