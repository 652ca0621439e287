"""The binary log of a run, `run-<id>.wandb`: records in LevelDB's log framing.

Source: LevelDB's `doc/log_format.md`; the file begins with `:W&B`, the number 0xBEE1 and a version (0), and
its blocks of 32 KiB hold records of a checksum (4 bytes), a length (2), a kind (1) and the data.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from reportgen.convert.model import ForeignError, Notes

_IDENT = b":W&B"
_MAGIC = 0xBEE1
_FILE_HEADER = struct.Struct("<4sHB")
_RECORD_HEADER = struct.Struct("<IHB")
_BLOCK = 32768
_FULL, _FIRST, _MIDDLE, _LAST = 1, 2, 3, 4


def read_log(path: Path, notes: Notes) -> Iterator[bytes]:
    """The records of a log, whole; one that was cut short or damaged ends the reading with a note.

    Raises:
        ForeignError: The file is no such log.
    """
    data = path.read_bytes()
    _check_header(path, data)
    parts: list[bytes] = []
    for kind, part in _parts(data, notes):
        if kind in (_FULL, _FIRST):
            parts = []
        parts.append(part)
        if kind in (_FULL, _LAST):
            yield b"".join(parts)
            parts = []
    if parts:
        notes.add("the log ends in the middle of a record: what came after was lost with the run")


def _check_header(path: Path, data: bytes) -> None:
    if len(data) < _FILE_HEADER.size or data[:4] != _IDENT:
        raise ForeignError(f"{path} is no log of a W&B run")
    _, magic, version = _FILE_HEADER.unpack_from(data)
    if (magic, version) != (_MAGIC, 0):
        raise ForeignError(f"{path} is a log of a W&B run in an unknown version ({version})")


def _parts(data: bytes, notes: Notes) -> Iterator[tuple[int, bytes]]:
    position = _FILE_HEADER.size
    while position < len(data):
        left = _BLOCK - position % _BLOCK
        if left < _RECORD_HEADER.size:  # too little for a header: zeros until the next block
            position += left
            continue
        if position + _RECORD_HEADER.size > len(data):
            break
        checksum, length, kind = _RECORD_HEADER.unpack_from(data, position)
        start = position + _RECORD_HEADER.size
        part = data[start : start + length]
        if len(part) < length or zlib.crc32(part, zlib.crc32(bytes([kind]))) != checksum:
            notes.add(f"the log is damaged at byte {position}: what comes after it is not read")
            return
        yield kind, part
        position = start + length
