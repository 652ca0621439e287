"""Files of JSON, a line each, that only grow."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Lines:
    """A file of JSON objects, one a line. A line that a crash has cut short does not count."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line. The folder must be there."""
        text = json.dumps(line, ensure_ascii=True, allow_nan=False) + "\n"
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
            weakref.finalize(self, os.close, self._handle)
            text = _mend(self._handle) + text
        os.write(self._handle, text.encode())

    def read(self) -> Iterator[dict[str, Any]]:
        """The lines, oldest first; none when there is no file."""
        try:
            with self._path.open(encoding="utf-8") as file:
                for text in file:
                    line = _parsed(text)
                    if line is not None:
                        yield line
        except FileNotFoundError:
            return


def _mend(handle: int) -> str:
    """A line end, if a crash cut the last line short."""
    size = os.fstat(handle).st_size
    if size == 0:
        return ""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return "" if os.read(handle, 1) == b"\n" else "\n"


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
