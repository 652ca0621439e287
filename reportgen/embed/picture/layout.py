"""A panel as a scene: title, how many rows, whose they are, its tables' first rows, or room for a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.embed.picture.cells import GAP, SMALL, cell_marks, chip, height, wanted, words
from reportgen.embed.picture.scene import HEIGHT, WIDTH, Area, Box, Mark, Scene, Words, fitted, text_width

ROWS, COLUMNS = 12, 8
"""The most that a picture shows."""
EDGE = 44
INNER = WIDTH - 2 * EDGE
LARGE = 38
LEAST, MOST = 90, 430
"""Pixels of a column."""
BESIDE = 3
"""Tables that stand side by side."""

Said = Mapping[str, Any]
"""What the core's `pictureOf` says."""


def picture_scene(title: str, data: Said, drawing: str = "") -> Scene:
    """The scene of a panel; `drawing` is the SVG of its plot or map, if it has one."""
    marks = _head(title, data)
    top = 136.0
    if len(data["members"]) > 1 and not any(table["member"] for table in data["tables"]):
        marks += _legend([(one["label"], one) for one in data["members"]], top + 4)
        top += 34
    if drawing:
        marks += _keys(data["legend"], top + 4)
        top += 30 if data["legend"] else 0
        return Scene(HEIGHT, tuple(marks), drawing, Area(EDGE, top, INNER, HEIGHT - top - 14))
    tables = data["tables"][:BESIDE]
    between = 36
    width = (INNER - between * (len(tables) - 1)) / max(1, len(tables))
    bottom = top
    for place, table in enumerate(tables):
        area = Area(EDGE + place * (width + between), top, width, HEIGHT - top - 16)
        end, drawn = _table(table, data["members"], area)
        marks += drawn
        bottom = max(bottom, end)
    return Scene(min(HEIGHT, bottom + 28), tuple(marks))


def _head(title: str, data: Said) -> list[Mark]:
    """The first lines: what it is, how much of it, and what is left out."""
    status = str(data["status"])
    marks: list[Mark] = [
        Words(EDGE, 72, fitted(title, LARGE, INNER, bold=True), LARGE, bold=True),
        Words(EDGE, 112, fitted(status, SMALL, INNER), SMALL, "muted"),
    ]
    if data["filter"]:
        at = EDGE + text_width(status, SMALL) + 2 * GAP
        marks.append(Words(at, 112, fitted(str(data["filter"]), SMALL, WIDTH - EDGE - at), SMALL, "accent"))
    return marks


def _legend(entries: Sequence[tuple[str, Said]], y: float) -> Iterator[Mark]:
    """The tables that are compared, as many as find room."""
    x = float(EDGE)
    for label, said in entries:
        text = fitted(label, SMALL, 260)
        width = 34 + text_width(text, SMALL)
        if x + width > WIDTH - EDGE:
            return
        yield from chip(x, y + 18, said)
        yield Words(x + 32, y + 18, text, SMALL)
        x += width + GAP


def _keys(entries: Sequence[Said], y: float) -> Iterator[Mark]:
    """The colors of a drawing."""
    x = float(EDGE)
    for said in entries:
        text = fitted(str(said["label"]), SMALL, 220)
        width = 26 + text_width(text, SMALL)
        if x + width > WIDTH - EDGE:
            return
        yield Box(x, y + 3, 16, 16, str(said["color"]))
        yield Words(x + 24, y + 18, text, SMALL)
        x += width + GAP


def _table(table: Said, members: Sequence[Said], area: Area) -> tuple[float, list[Mark]]:
    """A table inside of an area: where it ends, and its marks."""
    columns, rows = table["columns"], table["rows"]
    marks: list[Mark] = []
    top = area.y
    own = next((one for one in members if one["mark"] == table["member"]), None)
    if own is not None:
        marks += [*chip(area.x, top + 20, own), Words(area.x + 32, top + 20, own["label"], SMALL, bold=True)]
        top += 30
    places = _places(columns, rows, area)
    head = top + 26
    for place, column in zip(places, columns, strict=False):
        marks.append(words(place, head, str(column["label"]), "muted", right=column["right"], bold=True))
    y = head + 18
    marks.append(Box(area.x, y - 2, area.width, 2, "line"))
    for row in rows:
        high = max((height(part) for part in row[: len(places)]), default=0)
        if y + high > area.y + area.height:
            break
        for place, column, part in zip(places, columns, row, strict=False):
            cell = Area(place.x, y, place.width, high)
            marks += cell_marks(part, cell, right=column["right"], bold=column["key"])
        y += high
        marks.append(Box(area.x, y, area.width, 1, "line"))
    return y, marks


def _places(columns: Sequence[Said], rows: Sequence[Sequence[Said]], area: Area) -> list[Area]:
    """Where the columns stand: those that find room, spread over the width."""
    least = LEAST if len(columns) <= COLUMNS else 48
    asked = []
    for index, column in enumerate(columns):
        widths = [wanted(row[index]) for row in rows]
        widths.append(text_width(str(column["label"]), SMALL, bold=True))
        asked.append(min(MOST, area.width, max(least, *widths)) + GAP)
    count = 0
    while count < len(asked) and sum(asked[: count + 1]) <= area.width + GAP:
        count += 1
    shown = asked[: max(1, count)]
    more = max(0.0, area.width - sum(shown)) / max(1, len(shown))
    places, x = [], area.x
    for width in shown:
        places.append(Area(x, area.y, width + more - GAP, 0))
        x += width + more
    return places
