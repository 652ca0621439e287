"""Writing to the store: blobs as they come, then one artifact version, all or nothing."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from reportgen.store.blobs import BlobWriter
from reportgen.store.errors import StoreError
from reportgen.store.files import sync_files, sync_folder, write_json
from reportgen.store.ledger import Ledger
from reportgen.store.model import Blob, Entry, Manifest, digest_of
from reportgen.store.names import check_alias, check_entry_path, check_name
from reportgen.store.parquet import SMALL, TIGHT, Encoding, write_bytes, write_table
from reportgen.store.parts import Part, Parts
from reportgen.store.store import FORMAT, Store


class Transaction:
    """Collects the entries of one artifact version; nothing is visible before `commit`."""

    def __init__(self, store: Store) -> None:
        begin(store)
        self.store = store
        self._tmp = store.path / "tmp"
        self.blobs = BlobWriter(store.path / "blobs", self._tmp)
        self.entries: dict[str, Entry] = {}

    def write_part(self, table: pa.Table | pa.RecordBatchReader, encoding: Encoding = TIGHT) -> Part:
        """Store rows as a Parquet blob; the schema's metadata says the column types."""
        if isinstance(table, pa.Table) and table.nbytes <= SMALL:
            blob = self.blobs.put_bytes(memoryview(write_bytes(table, encoding)))
            return Part(blob.sha256, blob.size, table.num_rows)
        draft = self.blobs.draft()
        rows = write_table(table, draft, encoding)
        blob = self.blobs.take(draft)
        return Part(blob.sha256, blob.size, rows)

    def add_table(
        self,
        path: str,
        table: pa.Table | pa.RecordBatchReader,
        *,
        kind: str = "table",
        info: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Add a table whose schema metadata says its column types."""
        part = self.write_part(table)
        return self.add(path, Blob(part.sha256, part.size), kind, {"rows": part.rows, **(info or {})})

    def add_parts(self, path: str, parts: Parts, *, kind: str = "table", info: Mapping[str, Any]) -> Entry:
        """Add a table whose rows are those of several Parquet blobs with the same columns."""
        return self.add(path, Blob(parts.sha256, parts.size), kind, {**parts.info(), **info})

    def add_bytes(self, path: str, data: bytes, *, kind: str = "file") -> Entry:
        """Add bytes as a file, or as a thing of another kind."""
        return self.add(path, self.blobs.put_bytes(data), kind, {})

    def add_file(self, path: str, source: Path) -> Entry:
        """Add a file."""
        return self.add(path, self.blobs.put_file(source), "file", {})

    def add_media(self, path: str, kind: str, info: Mapping[str, Any]) -> Entry:
        """Add a medium whose bytes, if it has any, are in the store; `info` is what its `describe` says."""
        said = dict(info)
        sha256 = said.pop("sha256", None) or ""
        size = self.blobs.path(sha256).stat().st_size if sha256 else 0
        return self.add(path, Blob(sha256, size), kind, said)

    def add_reference(self, path: str, uri: str, *, sha256: str = "", size: int = 0) -> Entry:
        """Add the address of something whose bytes are elsewhere; the digest is theirs, if it is known."""
        return self.add(path, Blob(sha256, size), "reference", {"uri": uri})

    def add(self, path: str, blob: Blob, kind: str, info: Mapping[str, Any]) -> Entry:
        """Add an entry whose bytes are in the store."""
        entry = Entry(check_entry_path(path), blob.sha256, blob.size, kind, info)
        self.entries[path] = entry
        return entry

    def commit(
        self,
        name: str,
        *,
        type: str,
        metadata: Mapping[str, Any] | None = None,
        description: str | None = None,
        run: str | None = None,
        used: Iterable[str] = (),
        aliases: Iterable[str] = (),
        series: bool = False,
    ) -> Manifest:
        """Write the artifact version and have `latest` and the given aliases name it.

        Content that a version of this artifact has already makes no new one: that version is returned,
        with the metadata and description given here, if any. Only a `series` has a new version each time;
        it is for the caller then to bring the files in `blobs.added` to the disk.
        """
        check_name(name)
        names = [check_alias(alias) for alias in aliases]
        _check_disjoint(self.entries)
        if not series:
            sync_files(self.blobs.added)
        digest = digest_of(self.entries)
        folder = self.store.path / "artifacts" / name
        with self.store.lock(name):
            ledger = Ledger(folder)
            count = ledger.mend()
            same = None if series else ledger.find(digest)
            if same is None:
                entries, said = dict(self.entries), dict(metadata or {})
                manifest = Manifest(
                    name, count, type, digest, entries, said, description, run, tuple(used), _now()
                )
                self._write(name, f"v{count}", manifest.to_json(), sync=not series)
                ledger.append(digest)
            else:
                manifest = self._annotate(name, same, metadata, description)
            self._alias(name, manifest.version, names, newest=max(count - 1, manifest.version))
            if not series:
                sync_folder(folder)
        if not series:
            self.blobs.added.clear()
        return manifest

    def _alias(self, name: str, version: int, names: Iterable[str], *, newest: int) -> None:
        """Have aliases name a version. `latest` is written down only where it is not the newest."""
        said = self.store.said_aliases(name)
        new = said | dict.fromkeys([*names, "latest"], version)
        if version == newest:
            del new["latest"]
        if new != said:
            self._write(name, "aliases", new)

    def _annotate(
        self, name: str, version: int, metadata: Mapping[str, Any] | None, description: str | None
    ) -> Manifest:
        """Replace what is said of a version, where something is said now."""
        old = self.store.manifest(name, version).to_json()
        new = old | ({"metadata": dict(metadata)} if metadata else {})
        new |= {"description": description} if description is not None else {}
        if new != old:
            self._write(name, f"v{version}", new)
        return Manifest.from_json(new)

    def _write(self, name: str, file: str, data: Mapping[str, Any], *, sync: bool = True) -> None:
        path = self.store.path / "artifacts" / name / f"{file}.json"
        write_json(path, data, tmp=self._tmp, sync=sync)
        if not sync:
            self.blobs.added.append(path)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


def begin(store: Store) -> None:
    """Make the folder a store, if it is none yet."""
    file = store.path / "store.json"
    if file.exists():
        return
    if store.path.is_dir() and not _is_fresh(store.path):
        raise StoreError(f"{store.path} has files in it and is no store: name an empty or a new folder")
    write_json(file, FORMAT, tmp=store.path / "tmp")


def _is_fresh(path: Path) -> bool:
    """Whether a folder holds nothing but what an interrupted first writing leaves."""
    ours = {"blobs", "tmp", "locks", "artifacts", "runs", "store.json"}
    return set(os.listdir(path)) <= ours


def _check_disjoint(entries: Mapping[str, Entry]) -> None:
    for path in entries:
        parts = path.split("/")
        for i in range(1, len(parts)):
            if "/".join(parts[:i]) in entries:
                outer = "/".join(parts[:i])
                raise StoreError(f"an artifact cannot hold both {outer!r} and {path!r} inside it")
