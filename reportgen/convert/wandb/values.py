"""The values of cells: numbers that are times, media, tables in cells, and lists and dicts of them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportgen.convert.model import NestedTable, Notes
from reportgen.convert.wandb.media import MediaReader
from reportgen.convert.wandb.types import Node, element_type, field_type, is_timestamp, media_kind

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_PLAIN = frozenset({type(None), bool, int, float, str})
_FIRST, _LAST = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999 in milliseconds since 1970."""
_STEP = 0.13
"""Milliseconds of today as a float tell microseconds no better than this."""


class ValueReader:
    """Reads the values of one table's cells."""

    def __init__(self, media: MediaReader, nested: Callable[[Mapping[str, Any], Notes], NestedTable]) -> None:
        self._media = media
        self._nested = nested

    def column(self, values: list[Any], node: Node, notes: Notes) -> list[Any] | pa.ChunkedArray:
        """The values of a column, row by row."""
        if is_timestamp(node):
            times = _whole_times(values)
            if times is not None:
                return times
        elif all(type(v) in _PLAIN for v in values):
            return values
        return [self.value(v, node, notes.at(f"row {row}")) for row, v in enumerate(values)]

    def value(self, value: Any, node: Node, notes: Notes) -> Any:
        """One value, by its own shape; its type tells only numbers from times."""
        if isinstance(value, list):
            item = element_type(node)
            return [self.value(v, item, notes) for v in value]
        if isinstance(value, dict):
            return self._object(value, node, notes)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and is_timestamp(node):
            return _moment(value, notes)
        return value

    def _object(self, value: dict[str, Any], node: Node, notes: Notes) -> Any:
        name = value.get("_type")
        if isinstance(name, str):
            if media_kind(name) is not None:
                return self._media.read(value, node, notes)
            if name == "table" and "columns" in value:
                return self._nested(value, notes)
            notes.add(f"an object of the type {name!r} is kept as a dict")
        return {key: self.value(v, field_type(node, key), notes) for key, v in value.items()}


def _whole_times(values: list[Any]) -> pa.ChunkedArray | None:
    """Whole milliseconds since 1970 as times, all at once; None where a value is anything else."""
    if not all((type(v) is int and _FIRST <= v <= _LAST) or v is None for v in values):
        return None
    micro = pc.multiply(pa.array(values, pa.int64()), 1000)
    return pa.chunked_array([micro.cast(pa.timestamp("us", tz="UTC"))])


def _moment(value: float, notes: Notes) -> Any:
    """A number of milliseconds since 1970 as a time in UTC."""
    if not math.isfinite(value):
        notes.add(f"{value} is no time: it is kept as a number")
        return value
    micro = round(value * 1000)
    if abs(value * 1000 - micro) > _STEP:
        notes.add(f"the time {value} ms is finer than a microsecond: it is rounded")
    try:
        return _EPOCH + datetime.timedelta(microseconds=micro)
    except OverflowError:
        notes.add(f"the time {value} ms is outside of the years 1 to 9999: it is kept as a number")
        return value
