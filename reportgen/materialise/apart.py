"""Columns that several compared tables have alike: each is one file of the site, beside the tables' own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.materialise.cache import Cache
from reportgen.materialise.parquet import SiteWriter, content_name

LEAST = 64 << 10
"""Bytes from which a column is worth a file: below, fetching one more costs more than it saves."""

BATCH = 122_880
"""Rows that are read at a time."""

Place: TypeAlias = tuple[str, str]
"""A reference to a table, and the name of one of its columns."""


@dataclass(frozen=True, slots=True)
class ColumnFile:
    """A column in a file of its own, row by row beside the rest of its table."""

    column: str
    """As the files call it."""
    name: str
    """The file's name inside `data/`."""
    source: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A table of the store: its files, and its columns with their types, in order."""

    paths: Sequence[Path]
    columns: Sequence[Mapping[str, Any]]


def columns_apart(tables: Mapping[str, Stored]) -> dict[str, frozenset[str]]:
    """By reference, the columns of these tables that another one has too, with the same values in order."""
    looks = {place: look for ref, table in tables.items() for place, look in _looks(ref, table)}
    often = Counter(looks.values())
    # Whatever is equal looks equal, so that few columns have to be read.
    digests = {place: _digest(tables[place[0]], place[1]) for place, look in looks.items() if often[look] > 1}
    same = Counter(digests.values())
    apart: dict[str, set[str]] = {}
    for (ref, column), digest in digests.items():
        if same[digest] > 1:
            apart.setdefault(ref, set()).add(column)
    return {ref: frozenset(columns) for ref, columns in apart.items()}


def _looks(ref: str, table: Stored) -> Iterator[tuple[Place, tuple[Any, ...]]]:
    """What can be told of each large column without reading it: name, type, rows and bytes."""
    names = {column["name"]: repr(column["type"]) for column in table.columns}
    sizes: Counter[str] = Counter()
    rows = 0
    for path in table.paths:
        found = pq.read_metadata(path)
        rows += found.num_rows
        for group in range(found.num_row_groups):
            for leaf in range(found.num_columns):
                chunk = found.row_group(group).column(leaf)
                sizes[_owner(chunk.path_in_schema, names)] += chunk.total_compressed_size
    for name, kind in names.items():
        if sizes[name] >= LEAST:
            yield (ref, name), (name, kind, rows, sizes[name])


def _owner(path: str, names: Collection[str]) -> str:
    """The column that a leaf of a Parquet file belongs to: its name may have points itself."""
    while path not in names and "." in path:
        path = path.rpartition(".")[0]
    return path


def _digest(table: Stored, column: str) -> str:
    digest = hashlib.sha256()
    for path in table.paths:
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=[column]):
            digest.update(batch.serialize())
    return digest.hexdigest()


class PartsWriter:
    """Writes a table as one file, and some of its columns as files of their own."""

    def __init__(self, cache: Cache, apart: Iterable[str]) -> None:
        self._folder = cache.path("tables", "")
        self._stack = ExitStack()
        self._own_path = self._temporary(cache)
        self._own = SiteWriter(self._own_path)
        self._paths = {name: self._temporary(cache) for name in sorted(apart)}
        self._apart = {name: SiteWriter(path) for name, path in self._paths.items()}

    def __enter__(self) -> PartsWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def _temporary(self, cache: Cache) -> Path:
        return self._stack.enter_context(cache.temporary(self._folder))

    def write(self, table: pa.Table) -> None:
        """Add rows of all columns."""
        self._own.write(table.drop_columns(list(self._apart)))
        for name, writer in self._apart.items():
            writer.write(table.select([name]))

    def close(self) -> tuple[str, tuple[ColumnFile, ...]]:
        """Write the last rows; the name of the table's file, and the files of columns."""
        self._own.close()
        for writer in self._apart.values():
            writer.close()
        return content_name(self._own_path), tuple(map(self._column_file, self._paths))

    def _column_file(self, column: str) -> ColumnFile:
        name = content_name(self._paths[column])
        source = self._folder / name
        return ColumnFile(column, name, source, source.stat().st_size)
