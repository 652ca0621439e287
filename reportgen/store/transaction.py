"""Writing to the store: blobs as they come, then one artifact version, all or nothing."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import filelock
import pyarrow as pa

from reportgen.store.blobs import BlobWriter
from reportgen.store.errors import StoreError
from reportgen.store.files import sync_files, sync_folder, write_json
from reportgen.store.model import Entry, EntryKind, Manifest, digest_of
from reportgen.store.names import check_alias, check_entry_path, check_name
from reportgen.store.parquet import write_table
from reportgen.store.store import FORMAT, Store

_PATIENCE = 120
"""Seconds to wait for another process that holds an artifact's lock; it is held for milliseconds."""


class Transaction:
    """Collects the entries of one artifact version; nothing is visible before `commit`."""

    def __init__(self, store: Store) -> None:
        begin(store)
        self._store = store
        self._tmp = store.path / "tmp"
        self.blobs = BlobWriter(store.path / "blobs", self._tmp)
        self.entries: dict[str, Entry] = {}

    def add_table(self, path: str, table: pa.Table | pa.RecordBatchReader) -> Entry:
        """Add a table whose schema metadata says its column types."""
        draft = self.blobs.draft()
        rows = write_table(table, draft)
        blob = self.blobs.take(draft)
        return self._add(path, blob.sha256, blob.size, "table", {"rows": rows})

    def add_bytes(self, path: str, data: bytes) -> Entry:
        """Add bytes as a file."""
        blob = self.blobs.put_bytes(data)
        return self._add(path, blob.sha256, blob.size, "file", {})

    def add_file(self, path: str, source: Path) -> Entry:
        """Add a file."""
        blob = self.blobs.put_file(source)
        return self._add(path, blob.sha256, blob.size, "file", {})

    def add_image(self, path: str, sha256: str, info: Mapping[str, Any]) -> Entry:
        """Add an image whose blob is in the store."""
        size = self._store.blob_path(sha256).stat().st_size
        return self._add(path, sha256, size, "image", info)

    def _add(self, path: str, sha256: str, size: int, kind: EntryKind, info: Mapping[str, Any]) -> Entry:
        entry = Entry(check_entry_path(path), sha256, size, kind, info)
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
    ) -> Manifest:
        """Write the artifact version and have `latest` and the given aliases name it.

        Content that a version of this artifact has already makes no new one: that version is returned,
        with the metadata and description given here, if any.
        """
        check_name(name)
        names = ["latest", *(check_alias(alias) for alias in aliases)]
        _check_disjoint(self.entries)
        sync_files(self.blobs.added)
        with lock(self._store, name):
            manifest = self._version(name, type, metadata, description, run, tuple(used))
            aliased = self._store.aliases(name)
            if any(aliased.get(alias) != manifest.version for alias in names):
                self._write(name, "aliases", aliased | dict.fromkeys(names, manifest.version))
            sync_folder(self._store.path / "artifacts" / name)
        self.blobs.added.clear()
        return manifest

    def _version(
        self,
        name: str,
        type: str,
        metadata: Mapping[str, Any] | None,
        description: str | None,
        run: str | None,
        used: tuple[str, ...],
    ) -> Manifest:
        digest = digest_of(self.entries)
        same = self._store.find_digest(name, digest)
        if same is not None:
            return self._annotate(name, same, metadata, description)
        version = max(self._store.versions(name), default=-1) + 1
        created = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        manifest = Manifest(
            name, version, type, digest, dict(self.entries), metadata or {}, description, run, used, created
        )
        self._write(name, f"v{version}", manifest.to_json())
        return manifest

    def _annotate(
        self, name: str, version: int, metadata: Mapping[str, Any] | None, description: str | None
    ) -> Manifest:
        old = self._store.manifest(name, version).to_json()
        new = old | ({"metadata": dict(metadata)} if metadata else {})
        new |= {"description": description} if description is not None else {}
        if new != old:
            self._write(name, f"v{version}", new)
        return Manifest.from_json(new)

    def _write(self, name: str, file: str, data: Any) -> None:
        write_json(self._store.path / "artifacts" / name / f"{file}.json", data, tmp=self._tmp)


def lock(store: Store, name: str) -> filelock.BaseFileLock:
    """The lock of an artifact, to be held while its versions and aliases change."""
    folder = store.path / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return filelock.FileLock(folder / f"{name}.lock", timeout=_PATIENCE)


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
