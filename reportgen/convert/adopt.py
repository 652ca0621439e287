"""Somebody's Arrow column brought to a type that we store, with as little copying as there can be."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportgen.convert.arrow import TypeJson, storage_type, type_of

MAX_CATEGORIES = 65_536
"""A dictionary of more values is how the column was packed, and no set of categories."""

_CATEGORY_KINDS = {"text", "integer", "boolean", "float"}


def adopt(column: pa.ChunkedArray) -> tuple[TypeJson, pa.ChunkedArray] | None:
    """A column in the type we store it in, or None where its values must go through Python one by one.

    Raises:
        pyarrow.ArrowInvalid: A value would not survive, such as a timestamp that microseconds cannot count.
    """
    if pa.types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    if pa.types.is_dictionary(column.type):
        return _adopt_dictionary(column)
    kind = type_of(column.type)
    if kind is None:
        return None
    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    return _cast(column, kind)


def _cast(column: pa.ChunkedArray, kind: TypeJson) -> tuple[TypeJson, pa.ChunkedArray] | None:
    wanted = storage_type(kind)
    if column.type == wanted:
        return kind, column
    try:
        return kind, pa.chunked_array([p for c in column.chunks for p in _cast_chunk(c, wanted)], wanted)
    except pa.ArrowNotImplementedError:
        return None


def _cast_chunk(chunk: pa.Array, wanted: pa.DataType) -> list[pa.Array]:
    """A chunk in another type; in parts, where one of large texts is more than small offsets can count."""
    if pa.types.is_fixed_size_list(chunk.type):
        chunk = chunk.cast(pa.list_(chunk.type.value_type))
    try:
        return [chunk.cast(wanted)]
    except pa.ArrowInvalid:
        half = len(chunk) // 2
        if half == 0 or chunk.nbytes < 2**31:
            raise
        return [*_cast_chunk(chunk[:half], wanted), *_cast_chunk(chunk[half:], wanted)]


def _adopt_dictionary(column: pa.ChunkedArray) -> tuple[TypeJson, pa.ChunkedArray] | None:
    value_type = column.type.value_type
    categories = _categories(column)
    kind = type_of(value_type)
    if categories is None or kind is None or kind["kind"] not in _CATEGORY_KINDS:
        return adopt(column.cast(value_type))
    marked = {**kind, "categories": categories} | ({"ordered": True} if column.type.ordered else {})
    if kind["kind"] == "text":
        return _cast(column.unify_dictionaries(), marked)
    plain = adopt(column.cast(value_type))
    return None if plain is None else (marked, plain[1])


def _categories(column: pa.ChunkedArray) -> list[Any] | None:
    """The values of a dictionary, or None where they are no set of categories."""
    try:
        chunks = column.unify_dictionaries().chunks
    except pa.ArrowException:
        return None
    values = chunks[0].dictionary if chunks else pa.array([], column.type.value_type)
    if len(values) > MAX_CATEGORIES or values.null_count or len(values.unique()) < len(values):
        return None
    listed: list[Any] = values.to_pylist()
    return None if any(isinstance(v, float) and v - v != 0 for v in listed) else listed


def python_values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column that is not adopted, as Python has them."""
    name = getattr(column.type, "extension_name", "")
    if name == "arrow.fixed_shape_tensor":
        return [None if not v.is_valid else v.to_numpy() for chunk in column.chunks for v in chunk]
    if name in ("pandas.period", "pandas.interval"):
        return [None if v != v else str(v) for v in column.to_pandas()]
    values: list[Any] = column.to_pylist()
    return values


def first_far_row(column: pa.ChunkedArray) -> int | None:
    """The first row of a column as we store it whose date is outside of the years 1 to 9999."""
    if column.type not in _YEARS:
        return None
    first, last, number = _YEARS[column.type]
    start = 0
    for chunk in column.chunks:
        numbers = chunk.view(number)
        far = pc.or_(pc.less(numbers, first), pc.greater(numbers, last))
        found = pc.index(far, value=True).as_py()
        if found >= 0:
            return start + int(found)
        start += len(chunk)
    return None


_YEARS = {
    pa.timestamp("us"): (-62_135_596_800_000_000, 253_402_300_799_999_999, pa.int64()),
    pa.date32(): (-719_162, 2_932_896, pa.int32()),
}
"""The first and the last moment and day that Python has, as Arrow counts them."""


def first_lossy_row(column: pa.ChunkedArray) -> int | None:
    """The first row whose time is finer than a microsecond."""
    if not (pa.types.is_temporal(column.type) and getattr(column.type, "unit", "") == "ns"):
        return None
    start = 0
    for chunk in column.chunks:
        numbers = chunk.cast(pa.int64())
        whole = pc.multiply(pc.divide(numbers, 1000), 1000)
        found = pc.index(pc.not_equal(numbers, whole), value=True).as_py()
        if found >= 0:
            return start + int(found)
        start += len(chunk)
    return None
