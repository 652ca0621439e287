"""How the site's Parquet is written: small to fetch and quick to decode in the page."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows of a row group: a multiple of DuckDB's vectors, and its own default."""
REPEATED = 0.5
"""A column keeps a dictionary when at most this share of its first values is distinct."""


class SiteWriter:
    """Writes tables of one schema, one after another, as one file of whole row groups."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None
        self._waiting: pa.Table | None = None

    def write(self, table: pa.Table) -> None:
        """Add rows; they wait in memory until there are enough for a row group."""
        joined = table if self._waiting is None else pa.concat_tables([self._waiting, table])
        while joined.num_rows >= ROW_GROUP:
            self._group(joined.slice(0, ROW_GROUP))
            joined = joined.slice(ROW_GROUP)
        self._waiting = joined

    def close(self) -> None:
        """Write the last rows and the footer; a table without rows is a file too."""
        if self._waiting is not None and (self._waiting.num_rows or self._writer is None):
            self._group(self._waiting)
        if self._writer is not None:
            self._writer.close()

    def _group(self, rows: pa.Table) -> None:
        """Write a row group; the first one decides which columns keep a dictionary."""
        if self._writer is None:
            self._writer = self._open(rows)
        self._writer.write_table(rows, row_group_size=ROW_GROUP)

    def _open(self, table: pa.Table) -> pq.ParquetWriter:
        return pq.ParquetWriter(
            self._path,
            table.schema,
            compression="zstd",
            # Floats stay plain: random ones grow by a dictionary, and plain ones decode four times faster.
            use_dictionary=list(repeated_columns(table)),
            # The least and the greatest of a float column leave NaN out, and engines take them for the truth.
            write_statistics=[f.name for f in table.schema if not holds_floats(f.type)],
            write_page_index=True,
            store_schema=False,
        )


def holds_floats(kind: pa.DataType) -> bool:
    """Whether values of a type are, or are made of, floats."""
    inner = (kind.field(i).type for i in range(kind.num_fields))
    return bool(pa.types.is_floating(kind)) or any(map(holds_floats, inner))


def repeated_columns(table: pa.Table) -> Iterator[str]:
    """The columns whose values repeat so much that a dictionary pays."""
    for name, column in zip(table.column_names, table.columns, strict=True):
        kind = column.type
        simple = pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_date(kind)
        if simple and pc.count_distinct(column).as_py() <= REPEATED * len(column):
            yield name


def content_name(path: Path) -> str:
    """Rename a finished file to the digest of its bytes, and say that name."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    name = f"{digest.hexdigest()[:20]}.parquet"
    os.replace(path, path.with_name(name))
    return name
