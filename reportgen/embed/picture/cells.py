"""What a cell of a picture's table is drawn as: how wide and high it wants to be, and its marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.embed.picture.scene import Area, Box, Mark, Photo, Words, fitted, text_width

SMALL, NORMAL = 20, 22
PHOTO = 84
GAP = 18
CHIP = 34
"""Pixels of a member's mark."""
BEAM = 110
"""Pixels of a bar beside a number."""

NOTHING = ("null", "no partner", "no rows")
"""Texts of what is not there."""

Part = Mapping[str, Any]
"""A cell as the core's `pictureOf` says it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How high the lines of a cell are: the more there are, the lower."""

    text: int
    """Pixels of the letters."""
    line: float
    bars: float
    photo: float


def _size(lines: Sequence[Part]) -> Size:
    if len(lines) > 3:
        return Size(17, 23, 26, 32)
    return Size(18, 27, 34, 44) if len(lines) > 2 else Size(SMALL, 30, 44, 50)


def wanted(part: Part) -> float:
    """The width that a cell would like."""
    if "lines" in part:
        size = _size(part["lines"])
        return max((_chips(line) + _wanted_line(line["part"], size) for line in part["lines"]), default=0)
    if "files" in part:
        return float(len(part["files"][:4]) * (PHOTO + 6))
    return 220 if "bars" in part or "shares" in part else text_width(str(part["text"]), NORMAL)


def _wanted_line(part: Part, size: Size) -> float:
    if "files" in part:
        return len(part["files"][:4]) * (size.photo + 6)
    if "bars" in part:
        return 180
    beam = BEAM + 10 if "share" in part else 0
    return text_width(str(part["text"]), size.text) + beam


def height(part: Part) -> float:
    """The height that a cell needs."""
    if "lines" in part:
        size = _size(part["lines"])
        return max(42, 12 + sum(_line_height(line["part"], size) for line in part["lines"]))
    if "files" in part or "shares" in part:
        return PHOTO + 14
    return 72 if "bars" in part else 42


def _line_height(part: Part, size: Size) -> float:
    return size.photo + 6 if "files" in part else size.bars if "bars" in part else size.line


def cell_marks(part: Part, area: Area, *, right: bool, bold: bool) -> Iterator[Mark]:
    """The marks of a cell."""
    if "lines" in part:
        yield from _lines(part["lines"], area)
    elif "files" in part:
        yield from _photos(part["files"], area, PHOTO)
    elif "bars" in part:
        yield from _bars(part["bars"], area)
    elif "shares" in part:
        yield from _shares(part["shares"], area)
    else:
        if part.get("level"):
            yield Box(area.x - 6, area.y + 1, area.width + 12, area.height - 1, "rg-s0", 0.75 * part["level"])
        color = "faint" if part["text"] in NOTHING else "ink"
        base = area.y + area.height / 2 + 8
        yield words(area, base, str(part["text"]), color, right=right, bold=bold, size=NORMAL)


def words(
    area: Area, y: float, text: str, color: str, *, right: bool, bold: bool = False, size: int = SMALL
) -> Words:
    """A line of text inside of an area."""
    x = area.x + area.width if right else area.x
    return Words(x, y, fitted(text, size, area.width, bold=bold), size, color, bold, right)


def chip(x: float, y: float, said: Mapping[str, Any]) -> Iterator[Mark]:
    """A member's mark; `y` is the base line."""
    yield Box(x, y - 15, 6, 18, f"rg-slot-{said['slot']}")
    yield Words(x + 11, y, str(said["mark"]), 17, "muted", bold=True)


def _chips(line: Mapping[str, Any]) -> float:
    return float(CHIP * len(line["marks"]))


def _lines(lines: Sequence[Part], area: Area) -> Iterator[Mark]:
    """A line for each member, or for members that say the same."""
    size = _size(lines)
    y = area.y + max(6, (area.height - sum(_line_height(line["part"], size) for line in lines)) / 2)
    for line in lines:
        high = _line_height(line["part"], size)
        for at, said in enumerate(line["marks"]):
            yield from chip(area.x + CHIP * at, y + high / 2 + 7, said)
        room = area.width - _chips(line)
        slot = line["marks"][0]["slot"] if line["marks"] else None
        color = "bar" if slot is None else f"rg-slot-{slot}"
        yield from _line(line["part"], Area(area.x + area.width - room, y, room, high), size, color)
        y += high


def _line(part: Part, area: Area, size: Size, color: str) -> Iterator[Mark]:
    base = area.y + area.height / 2 + 7
    if "files" in part:
        yield from _photos(part["files"], area, size.photo)
    elif "bars" in part:
        yield from _bars(part["bars"], area, color)
    elif "share" in part:
        beam = max(0.0, min(BEAM, area.width / 2))
        rest = Area(area.x, area.y, area.width - beam - 10, area.height)
        yield words(rest, base, str(part["text"]), "ink", right=False, size=size.text)
        yield Box(area.x + area.width - beam, base - 13, max(1.5, beam * part["share"]), 13, color)
    else:
        ink = "faint" if part["text"] in NOTHING else "ink"
        yield words(area, base, str(part["text"]), ink, right=False, size=size.text)


def _photos(files: Sequence[str], area: Area, side: float) -> Iterator[Mark]:
    fit = max(1, int((area.width + 6) // (side + 6)))
    top = area.y + max(0.0, (area.height - side) / 2)
    for index, file in enumerate(files[:fit]):
        yield Photo(area.x + index * (side + 6), top, side, file)


def _bars(counts: Sequence[float], area: Area, color: str = "bar") -> Iterator[Mark]:
    most = max([1e-9, *counts])
    width = area.width / max(1, len(counts))
    room = min(72.0, area.height) - (14 if area.height > 40 else 5)
    floor = area.y + area.height / 2 + room / 2
    for index, count in enumerate(counts):
        tall = room * count / most
        if tall:
            yield Box(area.x + index * width, floor - tall, max(1.0, width - 2), tall, color)
    yield Box(area.x, floor, area.width, 1, "line")


def _shares(shares: Sequence[Sequence[Any]], area: Area) -> Iterator[Mark]:
    top = area.y + max(8.0, (area.height - 28 * len(shares[:3])) / 2)
    for label, share in shares[:3]:
        yield Box(area.x, top, max(2.0, area.width * float(share)), 24, "soft")
        yield Words(area.x + 6, top + 18, fitted(str(label), 17, area.width - 8), 17)
        top += 28
