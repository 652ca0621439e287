"""Whether a store is whole: every manifest can be read, every blob is there, and says what its name says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from reportgen.store.errors import StoreError
from reportgen.store.model import TABULAR, Blob, Entry, Manifest, digest_of
from reportgen.store.references import blob_media, described, entry_blobs
from reportgen.store.runs import RunFile, run_ids
from reportgen.store.store import Store

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a store that is not as it should be."""

    where: str
    """`predictions:v3`, `predictions:best`, `run r1` or `blob <digest>`."""
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def verify(store: Store) -> list[Problem]:
    """What is wrong with a store. Nothing is changed.

    All bytes are read. What an interrupted log leaves (files in `tmp`, unnamed blobs) is no problem.
    """
    return list(_Check(store).problems())


class _Check:
    """One pass over a store; each blob is read once, whatever names it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._faults: dict[str, str | None] = {}
        self._media: dict[str, list[str]] = {}
        self._lists: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        names = self._store.artifacts()
        for name in names:
            versions = self._store.versions(name)
            for gap in sorted(set(range(versions[-1] + 1)) - set(versions)):
                yield Problem(f"{name}:v{gap}", "there is no manifest of this version")
            for version in versions:
                yield from self._version(name, version)
            yield from self._aliases(name, set(versions))
        for id in run_ids(self._store):
            yield from self._run(id)
        yield from self._strays()

    def _version(self, name: str, version: int) -> Iterator[Problem]:
        where = f"{name}:v{version}"
        try:
            manifest = self._store.manifest(name, version)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield Problem(where, f"its manifest cannot be read: {error!r}")
            return
        if (manifest.name, manifest.version) != (name, version):
            yield Problem(where, f"its manifest says that it is '{manifest.ref}'")
        if digest_of(manifest.entries) != manifest.digest:
            yield Problem(where, "its entries are not those that its digest was made of")
        yield from self._entries(manifest)

    def _entries(self, manifest: Manifest) -> Iterator[Problem]:
        for path, entry in manifest.entries.items():
            where = f"{manifest.ref}/{path}"
            try:
                blobs = list(entry_blobs(self._store, entry, self._lists))
                faults = [self._fault(blob) for blob in blobs]
                shown = [self._fault(Blob(sha256, -1)) for sha256 in self._named(entry, blobs)]
            except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
                yield Problem(where, f"it cannot be read: {error}")
                continue
            yield from (Problem(where, fault) for fault in faults if fault)
            yield from (Problem(where, f"of what it shows, {fault}") for fault in shown if fault)

    def _named(self, entry: Entry, blobs: list[Blob]) -> Iterator[str]:
        """The digests that an entry or the cells of its parts name; a part is read once for all versions."""
        if entry.kind not in TABULAR:
            yield from described(entry.info)
            return
        for blob in blobs:
            if self._faults.get(blob.sha256) is None:
                if blob.sha256 not in self._media:
                    self._media[blob.sha256] = blob_media(self._store.blob_path(blob.sha256))
                yield from self._media[blob.sha256]

    def _fault(self, blob: Blob) -> str | None:
        """What is wrong with a blob; a size below 0 is not known."""
        if blob.sha256 not in self._faults:
            self._faults[blob.sha256] = _read_fault(self._store.blob_path(blob.sha256), blob)
        return self._faults[blob.sha256]

    def _aliases(self, name: str, versions: set[int]) -> Iterator[Problem]:
        try:
            said = self._store.said_aliases(name)
        except ValueError as error:
            yield Problem(name, f"its aliases.json cannot be read: {error}")
            return
        for alias, version in sorted(said.items()):
            if version not in versions:
                yield Problem(f"{name}:{alias}", f"the alias names v{version}, which is not there")

    def _run(self, id: str) -> Iterator[Problem]:
        try:
            file = RunFile(self._store, id)
            file.load()
        except (ValueError, OSError) as error:
            yield Problem(f"run {id}", f"its file cannot be read: {error}")
            return
        for ref in file.noted("logged"):
            try:
                self._store.lookup(ref)
            except (StoreError, ValueError, KeyError) as error:
                yield Problem(f"run {id}", f"it logged {ref}, but {error}")

    def _strays(self) -> Iterator[Problem]:
        """Blobs that nothing names and whose bytes have changed: they could be taken for whole."""
        folder = self._store.path / "blobs"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name not in self._faults and (fault := _read_fault(path, Blob(path.name, -1))):
                yield Problem(f"blob {path.name}", fault)


def _read_fault(path: Path, blob: Blob) -> str | None:
    try:
        size = path.stat().st_size
        if blob.size >= 0 and size != blob.size:
            return f"the blob {blob.sha256} has {size} bytes instead of {blob.size}"
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return f"the blob {blob.sha256} is missing"
    return None if digest.hexdigest() == blob.sha256 else f"the bytes of the blob {blob.sha256} have changed"
