"""Columns of the store → columns of the site: names that DuckDB tells apart, types that both engines read."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

ROW = "__row__"
"""The column that every table of the site begins with: the position of the row, from 0."""


def physical_names(names: Sequence[str]) -> list[str]:
    """The names in the file: the columns' own, or `c<position>` where an engine takes two for one."""
    taken = {name.casefold() for name in (ROW, *names)}
    used = {ROW.casefold()}
    physical = []
    for position, name in enumerate(names):
        key = name.casefold()
        if key in used or not name or "\0" in name:
            name = key = f"c{position}"
            while key in taken:
                name = key = f"{key}_"
            taken.add(key)
        used.add(key)
        physical.append(name)
    return physical


def plain_type(given: pa.DataType) -> pa.DataType:
    """Instants become UTC without a zone, durations a number of microseconds, dictionaries their values."""
    if pa.types.is_timestamp(given):
        return pa.timestamp("us")
    if pa.types.is_duration(given):
        return pa.int64()
    if pa.types.is_dictionary(given):
        return plain_type(given.value_type)
    if pa.types.is_null(given):
        return pa.string()
    if pa.types.is_float16(given):
        return pa.float32()
    return given
