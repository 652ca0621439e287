"""The digests of an artifact's versions, a line each: how many there are, and which has some content.

The file only says again what the manifests say, so that neither they nor the folder have to be read for it.
It is mended from them when a crash has left it short.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.store.files import read_json

_LINE = 65
"""Bytes of a line: 64 hexadecimal digits and a line end."""


class Ledger:
    """`digests.txt` in the folder of an artifact. Only the holder of the artifact's lock changes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "digests.txt"

    def count(self) -> int:
        """How many versions there are, whether or not the file says it yet."""
        count = self._size() // _LINE
        while count and not self._has(count - 1):
            count -= 1
        while self._has(count):
            count += 1
        return count

    def mend(self) -> int:
        """Make the file say what the manifests say, and return how many versions there are."""
        count, size = self.count(), self._size()
        if size == count * _LINE:
            return count
        kept = min(count, size // _LINE)
        if size > kept * _LINE:
            os.truncate(self._path, kept * _LINE)
        for version in range(kept, count):
            self.append(str(read_json(self._manifest(version))["digest"]))
        return count

    def append(self, digest: str) -> None:
        """Note the digest of the version that has just been written."""
        with self._path.open("ab") as file:
            file.write(f"{digest}\n".encode())

    def find(self, digest: str) -> int | None:
        """The newest version with this digest."""
        try:
            place = self._path.read_bytes().rfind(f"{digest}\n".encode())
        except FileNotFoundError:
            return None
        return place // _LINE if place >= 0 else None

    def _size(self) -> int:
        try:
            return os.stat(self._path).st_size
        except FileNotFoundError:
            return 0

    def _has(self, version: int) -> bool:
        """Whether there is a manifest; a power cut can leave an empty one, which is none."""
        try:
            return os.stat(self._manifest(version)).st_size > 0
        except FileNotFoundError:
            return False

    def _manifest(self, version: int) -> Path:
        return Path(f"{self._folder}/v{version}.json")
