"""A panel's table as a scene: title, how many rows, headers, and the first rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.embed.picture.scene import HEIGHT, WIDTH, Box, Mark, Photo, Scene, Words, fitted, text_width

ROWS, COLUMNS = 12, 8
"""The most that a picture shows."""
EDGE = 44
SMALL, NORMAL, LARGE = 20, 22, 38
PHOTO = 84
GAP = 18
LEAST, MOST = 90, 430
"""Pixels of a column."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over every picture."""

    title: str
    status: str
    filter: str


def head_marks(head: Head) -> list[Mark]:
    """The first lines: what it is, how much of it, and what is left out."""
    inner = WIDTH - 2 * EDGE
    marks: list[Mark] = [
        Words(EDGE, 72, fitted(head.title, LARGE, inner, bold=True), LARGE, bold=True),
        Words(EDGE, 112, fitted(head.status, SMALL, inner), SMALL, "muted"),
    ]
    if head.filter:
        at = EDGE + text_width(head.status, SMALL) + 2 * GAP
        marks.append(Words(at, 112, fitted(head.filter, SMALL, WIDTH - EDGE - at), SMALL, "accent"))
    return marks


def table_scene(head: Head, data: Mapping[str, Any]) -> Scene:
    """The scene of what the core's `pictureOf` says."""
    columns, rows = data["columns"], data["rows"]
    places = _places(columns, rows)
    columns = columns[: len(places)]
    marks = head_marks(head)
    marks += [
        _words(place, 162, str(column["label"]), "muted", right=column["right"], bold=True)
        for place, column in zip(places, columns, strict=True)
    ]
    marks.append(Box(EDGE, 178, WIDTH - 2 * EDGE, 2, "line"))
    y: float = 180
    for row in rows:
        high = _row_height(row[: len(places)])
        if y + high > HEIGHT - 16:
            break
        for place, column, part in zip(places, columns, row, strict=False):
            marks += _cell(place, y, high, part, right=column["right"], bold=column["key"])
        y += high
        marks.append(Box(EDGE, y, WIDTH - 2 * EDGE, 1, "line"))
    return Scene(min(HEIGHT, y + 28), tuple(marks))


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    width: float


def _places(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[Mapping[str, Any]]]
) -> list[_Place]:
    """Where the columns stand: those that find room, spread over the width."""
    wanted = []
    for index, column in enumerate(columns):
        widths = [_wanted(row[index]) for row in rows]
        widths.append(text_width(str(column["label"]), SMALL, bold=True))
        wanted.append(min(MOST, max(LEAST, *widths)) + GAP)
    room = float(WIDTH - 2 * EDGE)
    count = 0
    while count < len(wanted) and sum(wanted[: count + 1]) <= room + GAP:
        count += 1
    shown = wanted[: max(1, count)]
    more = max(0.0, room - sum(shown)) / len(shown)
    places, x = [], float(EDGE)
    for width in shown:
        places.append(_Place(x, width + more - GAP))
        x += width + more
    return places


def _wanted(part: Mapping[str, Any]) -> float:
    if "files" in part:
        return float(len(part["files"][:4]) * (PHOTO + 6))
    return 220 if "bars" in part or "shares" in part else text_width(str(part["text"]), NORMAL)


def _row_height(row: Sequence[Mapping[str, Any]]) -> float:
    return PHOTO + 14 if any("text" not in part for part in row) else 42


def _cell(
    place: _Place, y: float, high: float, part: Mapping[str, Any], *, right: bool, bold: bool
) -> Iterator[Mark]:
    if "files" in part:
        yield from _photos(place, y, part)
    elif "bars" in part:
        yield from _bars(place, y, high, part["bars"])
    elif "shares" in part:
        yield from _shares(place, y, part["shares"])
    else:
        color = "faint" if part["text"] == "null" else "ink"
        yield _words(place, y + high / 2 + 8, str(part["text"]), color, right=right, bold=bold, size=NORMAL)


def _words(
    place: _Place, y: float, text: str, color: str, *, right: bool, bold: bool = False, size: int = SMALL
) -> Words:
    x = place.x + place.width if right else place.x
    return Words(x, y, fitted(text, size, place.width, bold=bold), size, color, bold, right)


def _photos(place: _Place, y: float, part: Mapping[str, Any]) -> Iterator[Mark]:
    fit = max(1, int((place.width + 6) // (PHOTO + 6)))
    for index, file in enumerate(part["files"][:fit]):
        yield Photo(place.x + index * (PHOTO + 6), y + 7, PHOTO, file)


def _bars(place: _Place, y: float, high: float, counts: Sequence[int]) -> Iterator[Mark]:
    most = max([1, *counts])
    width = place.width / max(1, len(counts))
    for index, count in enumerate(counts):
        tall = (high - 22) * count / most
        if tall:
            yield Box(place.x + index * width, y + high - 10 - tall, max(1.0, width - 2), tall, "bar")
    yield Box(place.x, y + high - 10, place.width, 1, "line")


def _shares(place: _Place, y: float, shares: Sequence[Sequence[Any]]) -> Iterator[Mark]:
    for index, (label, share) in enumerate(shares[:3]):
        top = y + 8 + index * 28
        yield Box(place.x, top, max(2.0, place.width * float(share)), 24, "soft")
        yield Words(place.x + 6, top + 18, fitted(str(label), 17, place.width - 8), 17)
