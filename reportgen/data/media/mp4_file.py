"""What the header of an MP4 file says of its size and length.

Source: ISO/IEC 14496-12, the boxes `moov`, `mvhd`, `trak` and `tkhd`.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

_OPEN = {b"moov", b"trak"}
"""Boxes whose insides are read."""


def mp4_facts(file: BinaryIO) -> tuple[int | None, int | None, float | None]:
    """Width and height in pixels and seconds; None where the header does not say."""
    width = height = None
    seconds = None
    for name, body in _boxes(file, file.seek(0, io.SEEK_END)):
        if name == b"mvhd":
            seconds = _seconds(body)
        elif name == b"tkhd" and len(body) >= 84 and not width:
            width, height = _size(body)
    return width, height, seconds


def _boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, bytes]]:
    """The name and the body of each `mvhd` and `tkhd`, in the order of the file."""
    position = 0
    while position + 8 <= end:
        file.seek(position)
        size, name = struct.unpack(">I4s", file.read(8))
        header = 8
        if size == 1:
            size, header = int.from_bytes(file.read(8), "big"), 16
        if name in _OPEN:
            position += header
            continue
        if name in (b"mvhd", b"tkhd"):
            yield name, file.read(min(size - header, 256)) if size > header else b""
        if size < header:  # 0: up to the end of the file
            return
        position += size


def _size(body: bytes) -> tuple[int | None, int | None]:
    """Width and height of a track: fixed-point numbers, 0 for sound, behind a matrix that may turn them."""
    wide, high = (number >> 16 for number in struct.unpack(">II", body[-8:]))
    a, d = struct.unpack_from(">I12xI", body, len(body) - 44)
    if a == d == 0:
        wide, high = high, wide
    return wide or None, high or None


def _seconds(body: bytes) -> float | None:
    form = ">8xII" if body[:1] == b"\0" else ">16xIQ"
    if len(body) < 4 + struct.calcsize(form):
        return None
    scale, length = struct.unpack_from(form, body, 4)
    unknown = (2**32 - 1, 2**64 - 1)
    return length / scale if scale and length and length not in unknown else None
