"""What is in a store and named by nothing: blobs of logs that were interrupted, and half-written files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.store.model import TABULAR, Entry
from reportgen.store.references import blob_media, described, entry_blobs
from reportgen.store.store import Store

GRACE = 24 * 3600.0
"""Seconds that a file must be old before it can be garbage: longer than any log takes."""


@dataclass(frozen=True, slots=True)
class Garbage:
    """What `gc` found."""

    files: tuple[Path, ...]
    """Blobs that nothing names, and leftovers in `tmp`."""
    size: int
    """Their bytes."""
    removed: bool
    """Whether they are gone."""


def gc(store: Store, *, dry_run: bool, grace: float = GRACE) -> Garbage:
    """Remove what nothing names, or only say what it is.

    Runs can log meanwhile. What they write is young, and what they find in the store and name again is made
    young, so that a log can take as long as `grace` before what it has written is taken away.

    Args:
        store: The store.
        dry_run: Whether only to look.
        grace: Seconds that a file must be old.

    Raises:
        OSError: Something that is named cannot be read: then it is not known what is garbage, and all stays.
        ValueError: A manifest cannot be read.
    """
    before = time.time() - grace
    # What is old is listed first: a log that ends from here on names only what is young.
    old = [path for folder in ("blobs", "tmp") for path in _files(store.path / folder) if _age(path) < before]
    named = _named(store)
    found = [path for path in old if path.parent.name == "tmp" or path.name not in named]
    size = 0
    files = []
    for path in found:
        status = _stat(path)
        if status is None or status.st_mtime >= before:
            continue
        files.append(path)
        size += status.st_size
        if not dry_run:
            path.unlink(missing_ok=True)
    return Garbage(tuple(files), size, removed=not dry_run)


def _named(store: Store) -> set[str]:
    """The digests of all blobs that something in the store names."""
    named: set[str] = set()
    lists: set[str] = set()
    tables: set[str] = set()
    for entry in _entries(store):
        blobs = {blob.sha256 for blob in entry_blobs(store, entry, lists)}
        named |= blobs
        if entry.kind not in TABULAR:
            named.update(described(entry.info))
            continue
        for sha256 in blobs - tables:
            named.update(blob_media(store.blob_path(sha256)))
        tables |= blobs
    return named


def _entries(store: Store) -> Iterator[Entry]:
    for name in store.artifacts():
        for version in store.versions(name):
            yield from store.manifest(name, version).entries.values()


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file())


def _age(path: Path) -> float:
    status = _stat(path)
    return time.time() if status is None else status.st_mtime


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
