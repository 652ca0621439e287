"""How tables are written as Parquet: small, quick to decode, and the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows in a row group: the unit in which DuckDB scans."""

SMALL = 1 << 22
"""Bytes up to which a table is written in memory first."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How columns are packed."""

    compression: str = "zstd"
    dictionary: tuple[str, ...] | None = None
    """The leaves that get a dictionary; None: those whose values repeat in the first row group."""


TIGHT = Encoding()
"""For what is written once."""


def quick_encoding(sample: pa.Table) -> Encoding:
    """For the many small parts of one table: packed loosely, and looked at once for all of them."""
    return Encoding("snappy", tuple(dictionary_columns(sample.slice(0, ROW_GROUP))))


def write_bytes(table: pa.Table, encoding: Encoding = TIGHT) -> pa.Buffer:
    """What `write_table` writes of a small table, without the detour by a file."""
    buffer = pa.BufferOutputStream()
    write_table(table, buffer, encoding)
    return buffer.getvalue()


def write_table(
    table: pa.Table | pa.RecordBatchReader,
    path: Path | pa.BufferOutputStream,
    encoding: Encoding = TIGHT,
) -> int:
    """Write a table, a row group at a time, and return its number of rows.

    The bytes depend on the rows, the schema and the version of pyarrow, not on how the table was cut up.
    """
    rows = 0
    writer: pq.ParquetWriter | None = None
    try:
        for group in _row_groups(table):
            writer = writer or _open(path, group, encoding)
            writer.write_table(group, row_group_size=ROW_GROUP)
            rows += group.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _open(path: Path | pa.BufferOutputStream, first: pa.Table, encoding: Encoding) -> pq.ParquetWriter:
    known = encoding.dictionary
    return pq.ParquetWriter(
        path,
        first.schema,
        compression=encoding.compression,
        use_dictionary=dictionary_columns(first) if known is None else list(known),
        write_statistics=True,
        write_page_index=True,
        store_schema=True,
    )


def dictionary_columns(sample: pa.Table) -> list[str]:
    """The leaves whose values repeat, so that a dictionary helps: never floats, nor distinct values."""
    found = []
    for name, column in zip(sample.column_names, sample.columns, strict=True):
        if pa.types.is_nested(column.type):
            found += [path for path, leaf in _leaves(column.type, name) if _is_textual(leaf)]
        elif not pa.types.is_floating(column.type) and _repeats(column):
            found.append(name)
    return found


def _repeats(column: pa.ChunkedArray) -> bool:
    if pa.types.is_null(column.type) or pa.types.is_boolean(column.type):
        return False
    if pa.types.is_dictionary(column.type):
        return True
    return bool(pc.count_distinct(column).as_py() * 2 <= len(column))


def _is_textual(leaf: pa.DataType) -> bool:
    return bool(pa.types.is_string(leaf) or pa.types.is_binary(leaf) or pa.types.is_int32(leaf))


def _leaves(kind: pa.DataType, path: str) -> Iterator[tuple[str, pa.DataType]]:
    """The leaf columns of a nested type, by the names that Parquet gives them."""
    if pa.types.is_struct(kind):
        for i in range(kind.num_fields):
            yield from _leaves(kind.field(i).type, f"{path}.{kind.field(i).name}")
    elif pa.types.is_map(kind):
        yield from _leaves(kind.key_type, f"{path}.key_value.key")
        yield from _leaves(kind.item_type, f"{path}.key_value.value")
    elif pa.types.is_list(kind):
        yield from _leaves(kind.value_type, f"{path}.list.element")
    else:
        yield path, kind


def _row_groups(table: pa.Table | pa.RecordBatchReader) -> Iterator[pa.Table]:
    """Cut rows into groups of one chunk each; an empty table is one empty group."""
    if isinstance(table, pa.Table):
        for start in range(0, max(table.num_rows, 1), ROW_GROUP):
            yield table.slice(start, ROW_GROUP).combine_chunks()
        return
    waiting = table.schema.empty_table()
    written = False
    for batch in table:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
        while waiting.num_rows >= ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP).combine_chunks()
            waiting, written = waiting.slice(ROW_GROUP), True
    if waiting.num_rows or not written:
        yield waiting.combine_chunks()
