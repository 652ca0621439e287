"""Arrow columns of the engine → columns of the types that the core knows them to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def typed_table(table: pa.Table, columns: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The table with the columns' own names, and with types that the engine has no word for.

    `columns` are what the core says of the statement's columns, in their order: `name` and `type`.
    """
    arrays = [typed(array, column["type"]) for array, column in zip(table.columns, columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=[column["name"] for column in columns])


def typed(array: pa.ChunkedArray, kind: Mapping[str, Any]) -> pa.ChunkedArray:
    """Durations, moments in UTC, categories and whole numbers as such; other values as they are."""
    given = array.type
    if kind["kind"] == "duration" and pa.types.is_integer(given):
        return array.cast(pa.duration("us"))
    if kind["kind"] == "timestamp" and kind.get("utc") and pa.types.is_timestamp(given):
        return array.cast(pa.timestamp("us", "UTC"))
    if kind["kind"] == "integer" and pa.types.is_decimal(given):
        return _whole(array)
    if kind.get("categories") and not pa.types.is_nested(given):
        return _categories(array, kind)
    return array


def _whole(array: pa.ChunkedArray) -> pa.ChunkedArray:
    """Sums are of 128 bits; they come as 64 where all of them fit."""
    try:
        return array.cast(pa.int64())
    except pa.ArrowInvalid:
        return array


def _categories(array: pa.ChunkedArray, kind: Mapping[str, Any]) -> pa.ChunkedArray:
    values = pa.array(kind["categories"], array.type)
    places = pc.index_in(array, value_set=values).cast(pa.int32())
    if pc.sum(places.is_null()).as_py() != array.null_count:
        return array
    ordered = bool(kind.get("ordered"))
    chunks = [pa.DictionaryArray.from_arrays(chunk, values, ordered=ordered) for chunk in places.chunks]
    return pa.chunked_array(chunks, pa.dictionary(pa.int32(), values.type, ordered=ordered))
