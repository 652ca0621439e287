"""The drawing of a plot or a map, painted: what the core writes as SVG, with the looks of the theme."""

from __future__ import annotations

import functools
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from math import ceil, floor

from PIL import Image, ImageDraw, ImageFont

from reportgen.embed.picture.scene import Area
from reportgen.embed.picture.styles import color_of, style_of

FINE = 2
"""Shapes are painted so many times as large, so that their edges are smooth."""

Point = tuple[float, float]

_TOKEN = re.compile(r"[MLHVhvlz]|-?[\d.]+(?:e-?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "l": 2, "H": 1, "V": 1, "h": 1, "v": 1, "z": 0}
_MOVE = re.compile(r"(translate|rotate)\(([^)]*)\)")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+);")


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a path."""

    points: tuple[Point, ...]
    closed: bool


@functools.cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that comes with Pillow: the same on every machine."""
    return ImageFont.load_default(size)


def paint(image: Image.Image, markup: str, place: Area) -> None:
    """Paint a drawing into its place: as large as fits, in the middle."""
    root = ET.fromstring(_ENTITY.sub(lambda found: unescape(found[0]), markup))
    _, _, width, height = (float(one) for one in root.get("viewBox", "0 0 1 1").split())
    scale = min(place.width / width, place.height / height)
    left = place.x + (place.width - scale * width) / 2
    top = place.y + (place.height - scale * height) / 2
    painter = _Painter(image, scale, (left, top))
    painter.element(root, [frozenset(["rg-plot", "rg-map", "rg-map-stage"])], {})


class _Painter:
    """Paints elements onto an image; `scale` and `origin` are those of the drawing in it."""

    def __init__(self, image: Image.Image, scale: float, origin: Point) -> None:
        self._image = image
        self._scale = scale
        self._origin = origin

    def element(
        self, one: ET.Element, around: Sequence[frozenset[str]], inherited: Mapping[str, str]
    ) -> None:
        """An element and what is inside of it."""
        names = frozenset((one.get("class") or "").split()) | ({"text"} if one.tag == "text" else set())
        around = [*around, names]
        style = style_of(around, inherited)
        if one.tag == "path":
            self._path(list(lines_of(one.get("d", ""))), style)
        elif one.tag == "text":
            self._text(one, style)
        for child in one:
            self.element(child, around, style)

    def _path(self, lines: list[Line], style: Mapping[str, str]) -> None:
        fill = color_of(style.get("fill", "#000000"), style)
        stroke = color_of(style.get("stroke", "none"), style)
        if fill:
            self._tinted(lines, fill, float(style.get("fill-opacity", 1)), None, style)
        if stroke:
            width = float(style.get("stroke-width", "1").removesuffix("px"))
            self._tinted(lines, stroke, float(style.get("stroke-opacity", 1)), width, style)

    def _tinted(
        self,
        lines: list[Line],
        color: tuple[str, float],
        opacity: float,
        width: float | None,
        style: Mapping[str, str],
    ) -> None:
        """Lines or, without a width, areas in one color."""
        thick = 0 if width is None else FINE * width * self._scale
        left, top, right, bottom = self._around(lines, thick / FINE)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (FINE * (right - left), FINE * (bottom - top)))
        pen = ImageDraw.Draw(mask)
        shade = round(255 * color[1] * opacity)
        dashed = [float(one) for one in style.get("stroke-dasharray", "").split()]
        for line in lines:
            ends = [*line.points, line.points[0]] if line.closed else line.points
            points = [(FINE * (x - left), FINE * (y - top)) for x, y in map(self._placed, ends)]
            if thick:
                _stroke(pen, points, thick, shade, dashed)
            elif len(points) > 2:
                pen.polygon(points, fill=shade)
        small = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
        self._image.paste(Image.new("RGB", small.size, color[0]), (left, top), small)

    def _around(self, lines: list[Line], more: float) -> tuple[int, int, int, int]:
        """The edges, in whole pixels of the image, of the room that lines take."""
        places = [self._placed(point) for line in lines for point in line.points]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        left, top = floor(min(xs) - more) - 1, floor(min(ys) - more) - 1
        right, bottom = ceil(max(xs) + more) + 1, ceil(max(ys) + more) + 1
        return max(0, left), max(0, top), min(self._image.width, right), min(self._image.height, bottom)

    def _placed(self, point: Point) -> Point:
        return self._origin[0] + self._scale * point[0], self._origin[1] + self._scale * point[1]

    def _text(self, one: ET.Element, style: Mapping[str, str]) -> None:
        color = color_of(style.get("fill", "#000000"), style)
        text = (one.text or "").strip()
        if not text or color is None:
            return
        at, angle = _moved(one)
        face = font(max(8, round(float(style.get("font-size", "11.5px").removesuffix("px")) * self._scale)))
        anchor = {"end": "rs", "middle": "ms"}.get(one.get("text-anchor", ""), "ls")
        halo = style.get("stroke", "none") != "none"
        if not angle:
            edge = {"stroke_width": 3, "stroke_fill": "#ffffff"} if halo else {}
            ImageDraw.Draw(self._image).text(self._placed(at), text, color[0], face, anchor, **edge)  # type: ignore[arg-type]
            return
        layer = Image.new("L", self._image.size)
        where = self._placed(at)
        ImageDraw.Draw(layer).text(where, text, 255, face, anchor)
        turned = layer.rotate(-angle, Image.Resampling.BICUBIC, center=where)
        self._image.paste(Image.new("RGB", self._image.size, color[0]), (0, 0), turned)


def _moved(one: ET.Element) -> tuple[Point, float]:
    """Where a text stands, and by how many degrees it is turned."""
    x, y, angle = float(one.get("x", 0)), float(one.get("y", 0)), 0.0
    for name, said in _MOVE.findall(one.get("transform", "")):
        numbers = [float(number) for number in re.split(r"[\s,]+", said.strip())]
        if name == "rotate":
            angle = numbers[0]
        else:
            x, y = x + numbers[0], y + (numbers[1] if len(numbers) > 1 else 0)
    return (x, y), angle


def _stroke(
    pen: ImageDraw.ImageDraw,
    points: list[Point],
    width: float,
    shade: int,
    dashed: list[float],
) -> None:
    if len(set(points)) == 1:
        (x, y), half = points[0], width / 2
        pen.ellipse((x - half, y - half, x + half, y + half), fill=shade)
        return
    for part in _dashes(points, dashed) if dashed else [points]:
        pen.line(part, fill=shade, width=max(1, round(width)), joint="curve")


def _dashes(path: list[Point], pattern: list[float]) -> Iterator[list[Point]]:
    """The pieces of a dashed line."""
    on, off = (FINE * 2 * one for one in (pattern * 2)[:2])
    for (x0, y0), (x1, y1) in itertools.pairwise(path):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            ends = (at / length, min(length, at + on) / length)
            yield [(x0 + share * (x1 - x0), y0 + share * (y1 - y0)) for share in ends]
            at += on + off


def lines_of(path: str) -> Iterator[Line]:
    """The parts of a path's data: what the core writes, which has no curves."""
    tokens = _TOKEN.findall(path)
    points: list[Point] = []
    at, command = 0, "M"
    while at < len(tokens):
        if tokens[at] in _ARGUMENTS:
            command = tokens[at]
            at += 1
        count = _ARGUMENTS[command]
        numbers = [float(one) for one in tokens[at : at + count]]
        at += count
        if command == "z" or (command == "M" and points):
            yield Line(tuple(points), command == "z")
            points = []
        if command != "z":
            points.append(_next(command, numbers, points[-1] if points else (0.0, 0.0)))
            command = {"M": "L"}.get(command, command)
    if points:
        yield Line(tuple(points), closed=False)


def _next(command: str, numbers: Sequence[float], last: Point) -> Point:
    x, y = last
    first = numbers[0]
    match command:
        case "H":
            return first, y
        case "V":
            return x, first
        case "h":
            return x + first, y
        case "v":
            return x, y + first
        case "l":
            return x + first, y + numbers[1]
        case _:
            return first, numbers[1]
