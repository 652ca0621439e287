"""The files of a site while they are made into one: their bytes, their kinds, and their form as text."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.single_file.shrink import SHRUNK, shrunk

KINDS = {
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "m4a": "audio/mp4",
    "md": "text/plain",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "flac": "audio/flac",
    "woff2": "font/woff2",
}
"""What browsers need to be told by a file's ending; all others are bytes like any."""


class Files:
    """The files of a site by their paths, with images made smaller where that is asked for.

    Args:
        sources: The bytes of each file, or where they are.
        max_image: The longest side (pixels) that images may have, or None.
    """

    def __init__(self, sources: Mapping[str, bytes | Path], max_image: int | None = None) -> None:
        self._sources = sources
        self._max_image = max_image
        self._shrunk: dict[str, bytes] = {}

    def __contains__(self, path: object) -> bool:
        return path in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def data(self, path: str) -> bytes:
        """The bytes of a file."""
        if path in self._shrunk:
            return self._shrunk[path]
        source = self._sources[path]
        data = source if isinstance(source, bytes) else source.read_bytes()
        if self._max_image is None or ending(path) not in SHRUNK:
            return data
        return self._shrunk.setdefault(path, shrunk(data, self._max_image))

    def text(self, path: str) -> str:
        """A file of text."""
        return self.data(path).decode("utf-8")

    def base64(self, path: str) -> str:
        """A file's bytes as text."""
        return base64.b64encode(self.data(path)).decode("ascii")

    def url(self, path: str) -> str:
        """An address that holds the file itself."""
        return f"data:{kind(path)};base64,{self.base64(path)}"

    def size(self, path: str) -> int:
        """The bytes that a file takes as text."""
        source = self._sources[path]
        known = not isinstance(source, bytes) and self._max_image is None
        size = source.stat().st_size if known and isinstance(source, Path) else len(self.data(path))
        return -(-size // 3) * 4


def ending(path: str) -> str:
    """What follows the last dot of a name, in small letters."""
    return posixpath.splitext(path)[1][1:].lower()


def kind(path: str) -> str:
    """The media type by which a browser knows what to do with a file."""
    return KINDS.get(ending(path), "application/octet-stream")
