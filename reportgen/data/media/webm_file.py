"""What the header of a WebM file says of its size and length.

Sources: RFC 8794 (EBML) and RFC 9559 (Matroska), the elements `Info` and `Tracks`.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO, _CLUSTER = (
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0xAE,
    0xE0,
    0x1F43B675,
)
_OPEN = {_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO}
"""Elements whose insides are read."""
_SCALE, _DURATION, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0xB0, 0xBA
_WANTED = {_SCALE, _DURATION, _WIDTH, _HEIGHT}
_NANOSECONDS = 1e9


def webm_facts(file: BinaryIO) -> tuple[int | None, int | None, float | None]:
    """Width and height in pixels and seconds; None where the header does not say."""
    found: dict[int, bytes] = {}
    while (id := _number(file, keep_marker=True)) is not None and id != _CLUSTER:
        size = _number(file, keep_marker=False)
        if size is None:
            break
        if id in _WANTED:
            found.setdefault(id, file.read(min(size, 8)))
        elif id not in _OPEN:
            file.seek(size, 1)
    scale = int.from_bytes(found.get(_SCALE, b""), "big") or 1_000_000
    length = _float(found.get(_DURATION, b""))
    width, height = (int.from_bytes(found.get(key, b""), "big") or None for key in (_WIDTH, _HEIGHT))
    return width, height, length * scale / _NANOSECONDS if length else None


def _number(file: BinaryIO, *, keep_marker: bool) -> int | None:
    """A number of 1 to 8 bytes whose first bit that is set tells how many; None at the end of the file."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    rest = file.read(length - 1)
    number = int.from_bytes(first + rest, "big")
    if len(rest) < length - 1:
        return None
    return number if keep_marker else number & ~(1 << (7 * length))


def _float(data: bytes) -> float | None:
    form = {4: ">f", 8: ">d"}.get(len(data))
    value: float | None = struct.unpack(form, data)[0] if form else None
    return value
