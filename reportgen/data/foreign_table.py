"""Tables that readers of foreign files have described, as tables of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportgen.convert.adopt import first_lossy_row
from reportgen.convert.arrow import TypeJson
from reportgen.convert.media import file_ending
from reportgen.convert.model import ColumnRead, ForeignError, MediaFile, NestedTable, Notes, TableRead
from reportgen.data.foreign import medium_of
from reportgen.data.media import Media, stored
from reportgen.data.table import Table
from reportgen.data.type_json import type_from_json
from reportgen.data.types import (
    ColumnType,
    Integer,
    List,
    Map,
    MediaType,
    Mixed,
    Null,
    Struct,
    Text,
    contains,
)


def table_of(read: TableRead | NestedTable, notes: Notes) -> Table:
    """The table that was read; what it cannot hold as it was is noted.

    Raises:
        ForeignError: A value has no place in a table.
    """
    if isinstance(read, TableRead) and read.blobs is not None:
        return _written_by_us(read, read.blobs, notes)
    table = Table()
    for column in read.columns:
        where = notes.at(f"column {column.name!r}")
        try:
            table.add_column(column.name, _values(column, where))
        except (TypeError, ValueError) as error:
            raise ForeignError(f"{notes.where or 'the table'}: {error}") from error
    for column, kind in zip(read.columns, table.types, strict=True):
        if column.hint is not None:
            _declare(table, column.name, kind, column.hint, notes)
    return table


def _values(column: ColumnRead, notes: Notes) -> Any:
    if isinstance(column.values, pa.ChunkedArray):
        return _rounded(column.values, notes)
    if not any(isinstance(value, (MediaFile, NestedTable, list, dict)) for value in column.values):
        return column.values
    return [_value(value, notes.at(f"row {row}")) for row, value in enumerate(column.values)]


def _value(value: Any, notes: Notes) -> Any:
    if isinstance(value, MediaFile):
        return medium_of(value, notes.add)
    if isinstance(value, NestedTable):
        return table_of(value, notes)
    if isinstance(value, list):
        return [_value(item, notes) for item in value]
    if isinstance(value, dict):
        return {key: _value(item, notes) for key, item in value.items()}
    return value


def _rounded(values: pa.ChunkedArray, notes: Notes) -> pa.ChunkedArray:
    """Times to the microsecond."""
    row = first_lossy_row(values)
    if row is None:
        return values
    notes.add(f"times finer than a microsecond, the first in row {row}, are rounded down")
    if pa.types.is_timestamp(values.type):
        return pc.floor_temporal(values, unit="microsecond")
    return values.cast(_MICRO[str(values.type)], safe=False)


_MICRO = {"duration[ns]": pa.duration("us"), "time64[ns]": pa.time64("us")}


def _declare(table: Table, name: str, kind: ColumnType, hint: TypeJson, notes: Notes) -> None:
    """Give a column the marks of its declared type, and all of it when the values say nothing."""
    wanted = type_from_json(hint)
    if isinstance(kind, Null):
        final: ColumnType = wanted
    else:
        final = replace(kind, key=wanted.key)
        if wanted.categories is not None and isinstance(kind, Text):
            final = replace(final, categories=wanted.categories, ordered=wanted.ordered)
        if isinstance(wanted, Integer) and isinstance(final, Integer):
            final = replace(final, classes=wanted.classes)
    if final == kind:
        return
    try:
        table.cast(name, final, optional=True)
    except (TypeError, ValueError) as error:
        notes.at(f"column {name!r}").add(f"it is not of the type that it says ({error})")


def _written_by_us(read: TableRead, folder: Path, notes: Notes) -> Table:
    """A table that was exported as Parquet or Arrow: media are in a folder beside it, by their digests.

    Raises:
        ForeignError: A file of a medium is missing.
    """
    files = {
        sha256: folder / name
        for column in read.columns
        for sha256, name in _names(column.values, column.hint or {})
    }
    missing = sorted(path.name for path in files.values() if not path.is_file())
    if missing:
        raise ForeignError(
            f"{notes.where or 'the table'}: the folder {folder.name!r} beside it lacks {len(missing)} of its "
            f"media, such as {missing[0]!r}: copy it too, or export the table without media"
        )

    def make(kind: str, info: Mapping[str, Any]) -> Media:
        return stored(kind, info, files.__getitem__)

    columns = [{"name": column.name, "type": column.hint} for column in read.columns]
    arrays = {column.name: column.values for column in read.columns}
    return Table.from_stored(pa.table(arrays), columns, make)


def _names(values: Any, hint: TypeJson) -> Iterator[tuple[str, str]]:
    """The digests of the blobs of a column, and the names of their files."""
    kind = type_from_json(hint)
    if contains(kind, MediaType) or contains(kind, Mixed):
        for value in values.to_pylist():
            yield from _in_typed(value, kind)


def _in_typed(value: Any, kind: ColumnType) -> Iterator[tuple[str, str]]:
    """The blobs of a value as the store keeps it: media are structs, and mixed values are JSON text."""
    if value is None:
        return
    match kind:
        case Mixed():
            yield from _in_value(json.loads(value))
        case MediaType():
            yield from _in_value(value)
        case List(item):
            for inner in value:
                yield from _in_typed(inner, item)
        case Map(key, item):
            for pair in value:
                yield from _in_typed(pair[0], key)
                yield from _in_typed(pair[1], item)
        case Struct(fields):
            for each in fields:
                yield from _in_typed(value.get(each.name), each.type)


def _in_value(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        sha256 = value.get("sha256")
        if isinstance(sha256, str):
            ending = file_ending(str(value.get("format") or "png"))
            yield sha256, f"{sha256[:20]}.{ending}"
        for inner in value.values():
            yield from _in_value(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_value(inner)
