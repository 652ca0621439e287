"""Tables that grow while a run logs: each log adds its new rows as one Parquet part and makes a version."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.convert.arrow import TypeJson, read_types
from reportgen.data.media import Media, stored
from reportgen.data.recast import Recast, recast, retyped
from reportgen.data.store_media import store_media
from reportgen.data.table import Table
from reportgen.store import Entry, Manifest, Store, Transaction
from reportgen.store.files import sync_files
from reportgen.store.parquet import Encoding, quick_encoding
from reportgen.store.parts import Parts, joined, parts_of

TABLE_TYPE = "run_table"
"""The type of the artifacts that `Run.log` makes."""

_SYNC = 1.0
"""Seconds after which increments are brought to the disk: for each by itself it would take too long."""

_SECONDS = len("2026-01-31T12:00:00")
"""Times are compared to the second: manifests and runs tell theirs to another precision."""


@dataclass(frozen=True, slots=True)
class Increment:
    """What one log added to a table; stands in the entry's info, under `increment`."""

    number: int
    """0 for the first of its series."""
    start: int
    """The number of its first row in the table."""
    rows: int
    step: int
    """The step of the run that it was logged at."""

    def to_json(self) -> dict[str, int]:
        """As it stands in the entry."""
        return {"number": self.number, "start": self.start, "rows": self.rows, "step": self.step}


def increment_of(entry: Entry) -> Increment | None:
    """What the log of this version added, or None when the table does not grow."""
    data = entry.info.get("increment")
    return None if data is None else Increment(data["number"], data["start"], data["rows"], data["step"])


class Series:
    """The increments that one run logs under one name; those of another run are another series.

    The last version is remembered, so that an increment costs what its own rows cost.

    Args:
        store: The store.
        run: The id of the run.
        name: The name of the artifact, and of the table in it.
        last: The last version of the series that is in the store already, if any.
    """

    def __init__(self, store: Store, run: str, name: str, last: Manifest | None) -> None:
        self._store = store
        self._run = run
        self.name = name
        self._parts = Parts()
        self._columns: list[TypeJson] = []
        self._number = 0
        self._encoding: Encoding | None = None
        self._unsynced: list[Path] = []
        self._synced = -_SYNC
        self.last: Manifest | None = last
        """The newest version."""
        if last is not None:
            self._resume(last.entries[name])

    def append(self, rows: Table, *, step: int, alone: bool, used: tuple[str, ...]) -> Manifest:
        """Log rows as the next version: all rows so far and these, or these `alone`.

        Raises:
            ValueError: The table has no columns.
        """
        if not rows.columns:
            raise ValueError(f"the table {self.name!r} has no columns: there is nothing to log")
        transaction = Transaction(self._store)
        store_media(transaction.blobs, rows.media())
        base = Parts() if alone else self._parts
        arrow = rows.to_arrow()
        columns = read_types(arrow.schema) or []
        if base.newest and columns != self._columns:
            change = recast(self._columns, base.rows, self._read, rows)
            arrow, columns = change.rows, change.columns
            if change.replaced:
                base = joined([transaction.write_part(self._rewritten(change))], transaction.blobs.put_bytes)
        if self._encoding is None or columns != self._columns:
            self._encoding = quick_encoding(arrow)
        parts = base.plus(transaction.write_part(arrow, self._encoding), transaction.blobs.put_bytes)
        increment = Increment(self._number, base.rows, len(rows), step)
        transaction.add_parts(self.name, parts, info={"increment": increment.to_json()})
        said = {"increment": increment.number, "step": step}
        self.last = transaction.commit(
            self.name, type=TABLE_TYPE, metadata=said, run=self._run, used=used, series=True
        )
        self._parts, self._columns, self._number = parts, columns, self._number + 1
        self._unsynced += transaction.blobs.added
        if time.monotonic() - self._synced > _SYNC:
            self.sync()
        return self.last

    def sync(self) -> None:
        """Bring to the disk what is not there yet: it would survive the process, but not a power cut."""
        sync_files(self._unsynced)
        self._unsynced = []
        self._synced = time.monotonic()

    def _resume(self, entry: Entry) -> None:
        increment = increment_of(entry)
        assert increment is not None
        self._parts = parts_of(entry)
        self._columns = read_types(pq.read_schema(self._path(self._parts.newest[-1].sha256))) or []
        self._number = increment.number + 1

    def _path(self, sha256: str) -> Any:
        return self._store.blob_path(sha256)

    def _read(self, name: str) -> list[Any]:
        """The values of a column of all rows so far."""
        types = [column for column in self._columns if column["name"] == name]
        table = pa.concat_tables(part.select([name]) for part in self._store.each_part(self._parts))
        values: list[Any] = Table.from_stored(table, types, self._medium).get_column(name)
        return values

    def _rewritten(self, change: Recast) -> pa.RecordBatchReader:
        """All rows so far with the columns that the series has from now on, a part at a time."""
        schema = change.rows.schema

        def batches() -> Iterator[pa.RecordBatch]:
            start = 0
            for table in self._store.each_part(self._parts):
                slices = {k: v.slice(start, table.num_rows) for k, v in change.replaced.items()}
                start += table.num_rows
                yield from retyped(table, change.columns, slices).cast(schema).to_batches()

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _medium(self, kind: str, info: Mapping[str, Any]) -> Media:
        return stored(kind, info, self._store.blob_path)


def _is_whole(store: Store, entry: Entry) -> bool:
    """Whether the rows of the increment are there: a power cut can take them and leave the manifest."""
    part = parts_of(entry).newest[-1]
    try:
        return store.blob_path(part.sha256).stat().st_size == part.size
    except FileNotFoundError:
        return False


def last_of_series(store: Store, run: str, name: str, began: str) -> Manifest | None:
    """The last version of a run's series: from the newest back to when the run began (ISO 8601)."""
    newest = store.newest(name)
    for version in range(newest if newest is not None else -1, -1, -1):
        manifest = store.manifest(name, version)
        if manifest.created[:_SECONDS] < began[:_SECONDS]:
            return None
        entry = manifest.entries.get(name)
        grew = manifest.run == run and entry is not None and increment_of(entry) is not None
        if grew and entry is not None and _is_whole(store, entry):
            return manifest
    return None
