"""Bytes by their digest: each stored once, whoever brings it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from reportgen.store.files import temporary
from reportgen.store.model import Blob

_CHUNK = 1 << 20

_MODE = 0o444
"""Sites hard-link blobs: writing into such a file must fail, not change what the digest names."""


class BlobWriter:
    """Adds blobs to a store and remembers which were new, so that they can be synced before they count."""

    def __init__(self, blobs: Path, tmp: Path) -> None:
        self._blobs = blobs
        self._tmp = tmp
        os.makedirs(blobs, exist_ok=True)
        self.added: list[Path] = []
        """Blobs that were not there before."""

    def put_bytes(self, data: bytes | memoryview, *, sha256: str | None = None) -> Blob:
        """Store bytes; `sha256` is their digest where it is known."""
        blob = Blob(sha256 or hashlib.sha256(data).hexdigest(), len(data))
        if not self.has(blob):
            draft = temporary(self._tmp)
            with open(draft, "wb", opener=_create) as file:
                file.write(data)
            self._adopt(draft, blob)
        return blob

    def put_file(self, path: Path) -> Blob:
        """Store a file's bytes, read once."""
        draft = temporary(self._tmp)
        with path.open("rb") as source, open(draft, "wb", opener=_create) as target:
            blob = _copy(source, target)
        if self.has(blob):
            draft.unlink()
        else:
            self._adopt(draft, blob)
        return blob

    def take(self, draft: Path) -> Blob:
        """Store a file that stands in the store's `tmp` by moving it."""
        with draft.open("rb") as source:
            blob = _copy(source, None)
        if self.has(blob):
            draft.unlink()
        else:
            os.chmod(draft, _MODE)
            self._adopt(draft, blob)
        return blob

    def has(self, blob: Blob) -> bool:
        """Whether the bytes are there, whole: a power cut can leave a file shorter than its name says."""
        path = self.path(blob.sha256)
        try:
            whole = os.stat(path).st_size == blob.size
        except FileNotFoundError:
            return False
        if whole:
            _touch(path)
        return whole

    def path(self, sha256: str) -> Path:
        """The file of a blob."""
        return Path(f"{self._blobs}/{sha256}")

    def draft(self) -> Path:
        """A temporary path to write a blob at, for `take`."""
        return temporary(self._tmp)

    def _adopt(self, draft: Path, blob: Blob) -> None:
        path = self.path(blob.sha256)
        os.replace(draft, path)
        self.added.append(path)


def _create(path: str, flags: int) -> int:
    """Open a file that can be written to this once."""
    return os.open(path, flags, _MODE)


def _touch(path: Path) -> None:
    """Make a blob young, so that the collection of garbage leaves it to what is about to name it."""
    with contextlib.suppress(OSError):  # somebody else's file: then it is not ours to collect either
        os.utime(path)


def _copy(source: BinaryIO, target: BinaryIO | None) -> Blob:
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return Blob(digest.hexdigest(), size)


def copy_out(source: Path, target: Path) -> None:
    """Put a copy of a blob at a path, in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = temporary(target.parent)
    try:
        shutil.copyfile(source, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
