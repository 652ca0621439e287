"""The bytes of a medium, wherever they are: in memory, in a file, still to be made, or in a store."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from reportgen.store.model import Blob

if TYPE_CHECKING:
    from reportgen.store.blobs import BlobWriter

_CHUNK = 1 << 20

MakeBytes: TypeAlias = Callable[[], bytes]
"""Makes the bytes when they are wanted; what it holds, such as pixels, is let go afterwards."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the user's, which is read when it is needed."""

    path: Path
    stamp: tuple[int, int]
    """Size and time of change when the medium was made: what was meant is what was there then."""
    convert: Callable[[Path], bytes] | None
    """What makes of it the bytes that are kept; None: they are kept as they are."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file in a store, which does not change."""

    path: Path


class Payload:
    """Bytes that are kept once, however many media show them, and digested once.

    Args:
        source: The bytes, or what makes them.
        what: What they are, for messages: "image".
    """

    __slots__ = ("_sha256", "_source", "_what")

    def __init__(self, source: bytes | MakeBytes, what: str) -> None:
        self._source: bytes | MakeBytes | _File | _Blob = source
        self._what = what
        self._sha256: str | None = None

    @staticmethod
    def file(path: Path, what: str, convert: Callable[[Path], bytes] | None = None) -> Payload:
        """The bytes of a file that is there, read when they are wanted; `convert` reads another format."""
        payload = Payload(b"", what)
        payload._source = _File(path, _stamp(path), convert)
        return payload

    @staticmethod
    def blob(path: Path, sha256: str, what: str) -> Payload:
        """The bytes of a blob in a store."""
        payload = Payload(b"", what)
        payload._source, payload._sha256 = _Blob(path), sha256
        return payload

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hexadecimal."""
        if self._sha256 is None:
            with self.open() as file:
                self._sha256 = _digest(file)
        return self._sha256

    def data(self) -> bytes:
        """The bytes.

        Raises:
            ValueError: The file has changed or gone, or the blob is missing.
        """
        with self.open() as file:
            return file.read()

    def open(self) -> BinaryIO:
        """The bytes as a file that is open for reading."""
        source = self._source
        if isinstance(source, _Blob):
            return self._open_blob(source)
        if isinstance(source, _File):
            _check_stamp(source, self._what)
            return io.BytesIO(source.convert(source.path)) if source.convert else source.path.open("rb")
        if not isinstance(source, bytes):
            self._source = source = source()
        return io.BytesIO(source)

    def put(self, blobs: BlobWriter) -> None:
        """Put the bytes into a store and hold on to them there instead of in memory."""
        source = self._source
        if isinstance(source, _File) and source.convert is None:
            _check_stamp(source, self._what)
            self._sha256 = blobs.put_file(source.path).sha256
        elif isinstance(source, _Blob):
            self._put_blob(blobs, source)
        else:
            data = self.data()
            self._sha256 = blobs.put_bytes(data, sha256=self._sha256).sha256
        self._source = _Blob(blobs.path(self.sha256))

    def _put_blob(self, blobs: BlobWriter, blob: _Blob) -> None:
        with self._open_blob(blob) as file:
            known = Blob(self.sha256, os.stat(file.fileno()).st_size)
        if not blobs.has(known):
            blobs.put_file(blob.path)

    def _open_blob(self, blob: _Blob) -> BinaryIO:
        try:
            return blob.path.open("rb")
        except FileNotFoundError:
            raise ValueError(f"the bytes of the {self._what} {self.sha256[:12]}… are in no store") from None


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _check_stamp(file: _File, what: str) -> None:
    name = str(file.path)
    try:
        same = _stamp(file.path) == file.stamp
    except OSError:
        raise ValueError(f"the {what} file {name!r} has gone since the {what.title()} was made") from None
    if not same:
        message = f"the {what} file {name!r} has changed since the {what.title()} was made"
        raise ValueError(f"{message}: log before overwriting it")
