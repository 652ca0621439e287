"""The series of a chart, drawn into a plane."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from PIL import ImageDraw

from reportgen.materialise.preview.colors import AXIS, CATEGORIES, Color
from reportgen.materialise.preview.figure import Figure, Scale, Series

Place = tuple[float, float]


@dataclass(slots=True)
class Plane:
    """The part of a picture that series are drawn in, in pixels, and the numbers at its edges."""

    left: float
    top: float
    right: float
    bottom: float
    stroke: int
    """How wide lines are, in pixels."""
    x: tuple[float, float] = (0, 1)
    y: tuple[float, float] = (0, 1)

    def at(self, x: float, y: float) -> Place:
        """Where two numbers stand."""
        across = (x - self.x[0]) / ((self.x[1] - self.x[0]) or 1)
        up = (y - self.y[0]) / ((self.y[1] - self.y[0]) or 1)
        return self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top)


def draw_series(pen: ImageDraw.ImageDraw, figure: Figure, plane: Plane) -> bool:
    """All series, over their axes; whether anything was drawn."""
    whole = next((one for one in figure.series if one.mark in ("cells", "pie")), None)
    if whole is not None:
        return _cells(pen, whole, plane) if whole.mark == "cells" else _pie(pen, whole, plane)
    placed = _placed(figure)
    points = [point for series in placed for point in series]
    if not points:
        return False
    bars = any(series.mark in ("bar", "area") for series in figure.series)
    beside = 0.5 * _step([x for x, _ in points]) if any(one.mark == "bar" for one in figure.series) else 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points] + ([0.0] if bars else [])
    plane.x, plane.y = (min(xs) - beside, max(xs) + beside), (min(ys), max(ys))
    if figure.flipped:
        _draw_lying(pen, figure, placed, plane)
    else:
        _draw(pen, figure, placed, plane)
    grey = (*AXIS, 255)
    pen.line(
        [(plane.left, plane.top), (plane.left, plane.bottom), (plane.right, plane.bottom)],
        fill=grey,
        width=plane.stroke,
    )
    return True


def _placed(figure: Figure) -> list[list[Place]]:
    """The numbers of each series: texts and dates become places along their axis."""
    across = Scale.of([value for series in figure.series for value in series.x])
    up = Scale.of([value for series in figure.series for value in series.y])
    swapped = figure.flipped and across.discrete is False and up.discrete
    found = []
    for series in figure.series:
        pairs = [(across.number(x), up.number(y)) for x, y in zip(series.x, series.y, strict=False)]
        kept = [(x, y) for x, y in pairs if x is not None and y is not None]
        found.append([(y, x) for x, y in kept] if swapped else kept)
    return found


def _step(xs: list[float]) -> float:
    """The smallest distance between bars."""
    places = sorted(set(xs))
    return min((b - a for a, b in itertools.pairwise(places)), default=1.0)


def _draw(pen: ImageDraw.ImageDraw, figure: Figure, placed: list[list[Place]], plane: Plane) -> None:
    bars = [at for at, series in enumerate(figure.series) if series.mark == "bar"]
    step = _step([x for series in placed for x, _ in series])
    for at, (series, points) in enumerate(zip(figure.series, placed, strict=True)):
        color = figure.color(at)
        if series.mark == "bar":
            wide = 0.8 * step / len(bars)
            for x, y in points:
                left = x - 0.4 * step + bars.index(at) * wide
                _box(pen, plane.at(left, 0), plane.at(left + wide, y), color)
        else:
            _marks(pen, series.mark, [plane.at(x, y) for x, y in points], color, plane)


def _draw_lying(pen: ImageDraw.ImageDraw, figure: Figure, placed: list[list[Place]], plane: Plane) -> None:
    """Bars from left to right: x and y change places."""
    plane.x, plane.y = plane.y, plane.x
    bars = len(placed)
    step = _step([x for series in placed for x, _ in series])
    for at, points in enumerate(placed):
        wide = 0.8 * step / bars
        for x, y in points:
            low = x - 0.4 * step + at * wide
            _box(pen, plane.at(0, low), plane.at(y, low + wide), figure.color(at))


def _box(pen: ImageDraw.ImageDraw, one: Place, other: Place, color: Color) -> None:
    (left, right), (top, bottom) = sorted([one[0], other[0]]), sorted([one[1], other[1]])
    pen.rectangle([left, top, max(right, left + 1), bottom], fill=(*color, 255))


def _marks(pen: ImageDraw.ImageDraw, mark: str, points: list[Place], color: Color, plane: Plane) -> None:
    if mark == "area" and points:
        floor = plane.at(0, 0)[1]
        shape = [(points[0][0], floor), *points, (points[-1][0], floor)]
        pen.polygon(shape, fill=(*color, 110))
    if mark in ("line", "area") and len(points) > 1:
        pen.line(points, fill=(*color, 255), width=plane.stroke, joint="curve")
        return
    size = plane.stroke * (1.3 if len(points) < 500 else 0.7)
    for x, y in points:
        pen.ellipse([x - size, y - size, x + size, y + size], fill=(*color, 220))


def _cells(pen: ImageDraw.ImageDraw, series: Series, plane: Plane) -> bool:
    """A grid of numbers, the first row below, from light to strong."""
    rows = [[number if isinstance(number, (int, float)) else np.nan for number in row] for row in series.y]
    if not rows or not rows[0]:
        return False
    width = max(map(len, rows))
    grid = np.array([row + [np.nan] * (width - len(row)) for row in rows], float)
    low, high = np.nanmin(grid), np.nanmax(grid)
    plane.x, plane.y = (0, width), (0, len(rows))
    for down, row in enumerate(grid.tolist()):
        for across, value in enumerate(row):
            if value == value:
                strength = (value - low) / ((high - low) or 1)
                one, other = plane.at(across, down), plane.at(across + 1, down + 1)
                _box(pen, one, other, _between((222, 226, 232), CATEGORIES[0], strength))
    return True


def _between(one: Color, other: Color, part: float) -> Color:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def _pie(pen: ImageDraw.ImageDraw, series: Series, plane: Plane) -> bool:
    numbers = [float(value) for value in series.y if isinstance(value, (int, float)) and value > 0]
    radius = min(plane.right - plane.left, plane.bottom - plane.top) / 2
    x, y = (plane.left + plane.right) / 2, (plane.top + plane.bottom) / 2
    start = -90.0
    for at, number in enumerate(numbers):
        end = start + 360 * number / sum(numbers)
        color = (*CATEGORIES[at % len(CATEGORIES)], 255)
        pen.pieslice([x - radius, y - radius, x + radius, y + radius], start, end, fill=color)
        start = end
    return bool(numbers)
