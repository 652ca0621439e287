"""Point clouds: JSON with points, boxes and vectors → a picture."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from reportgen.materialise.preview.colors import BOX, CATEGORIES, POINT, Color
from reportgen.materialise.preview.encode import SCALE, shrunk
from reportgen.materialise.preview.space import Array, fitted, nearness, view_from

_MANY = 1000
"""From so many points on, the few that lie far outside may be cut off."""
_RINGS = [*((at, (at + 1) % 4) for at in range(4)), *((at + 4, (at + 1) % 4 + 4) for at in range(4))]
_RINGS += [(at, at + 4) for at in range(4)]
"""The edges of a shape whose corners go around below, then above."""


def cloud_picture(data: bytes, px: int) -> Image.Image | None:
    """The points as they are seen from before and above, nearer ones stronger, with their boxes."""
    found = json.loads(data)
    scene = found if isinstance(found, dict) else {"points": found}
    points, colors = _points(scene.get("points") or [])
    lines = [*_boxes(scene.get("boxes") or []), *_vectors(scene.get("vectors") or [])]
    corners = np.array([corner for line, _ in lines for corner in line], float).reshape(-1, 3)
    if not len(points) and not len(corners):
        return None
    side = px * SCALE
    flat = view_from("z").flat(np.concatenate([points, corners]))
    placed, _ = fitted(flat, side, np.concatenate([_usual(flat[: len(points)]), flat[len(points) :]]))
    pixels = np.zeros((side, side, 4), np.uint8)
    _splat(pixels, placed[: len(points)], colors)
    picture = Image.fromarray(pixels)
    pen = ImageDraw.Draw(picture)
    ends = placed[len(points) :, :2].reshape(-1, 2, 2)
    for (start, end), (_, color) in zip(ends.tolist(), lines, strict=True):
        pen.line([tuple(start), tuple(end)], fill=(*color, 255), width=SCALE)
    return shrunk(picture)


def _points(rows: Sequence[Any]) -> tuple[Array, Array]:
    """The finite points, N×3, and their colors, N×3."""
    table = np.array(rows, float).reshape(len(rows), -1 if len(rows) else 3)
    table = table[np.isfinite(table[:, :3]).all(axis=1)]
    if table.shape[1] >= 6:
        return table[:, :3], np.nan_to_num(np.clip(table[:, 3:6], 0, 255))
    if table.shape[1] >= 4:
        category = np.maximum(1, np.nan_to_num(table[:, 3], nan=1).round()).astype(int) - 1
        return table[:, :3], np.array(CATEGORIES, float)[category % len(CATEGORIES)]
    return table, np.tile(np.array(POINT, float), (len(table), 1))


def _usual(flat: Array) -> Array:
    """The points that must be in the picture."""
    if len(flat) < _MANY:
        return flat
    low, high = np.percentile(flat[:, :2], [0.5, 99.5], axis=0)
    inside = ((flat[:, :2] >= low) & (flat[:, :2] <= high)).all(axis=1)
    return np.asarray(flat[inside])


def _splat(pixels: np.ndarray[Any, Any], placed: Array, colors: Array) -> None:
    """Draw each point as a square, from far to near."""
    order = np.argsort(-placed[:, 2], kind="stable")
    near = nearness(placed[:, 2])[order, None]
    paint = np.concatenate([colors[order], 110 + 145 * near], axis=1).round().astype(np.uint8)
    size = max(1, round(len(pixels) / (60 if len(order) < _MANY else 110 if len(order) < 30_000 else 200)))
    at = placed[order, :2].round().astype(int) - size // 2
    for across, down in itertools.product(range(size), repeat=2):
        x, y = at[:, 0] + across, at[:, 1] + down
        inside = (x >= 0) & (x < pixels.shape[1]) & (y >= 0) & (y < pixels.shape[0])
        pixels[y[inside], x[inside]] = paint[inside]


def _boxes(found: Iterable[Any]) -> list[tuple[Array, Color]]:
    """Twelve lines for each box."""
    lines = []
    for box in found:
        corners = np.array(box["corners"], float)
        if corners.shape == (8, 3) and np.isfinite(corners).all():
            lines += [(edge, _color(box.get("color"))) for edge in box_edges(corners)]
    return lines


def _vectors(found: Iterable[Any]) -> list[tuple[Array, Color]]:
    return [(np.array([one["start"], one["end"]], float), _color(one.get("color"))) for one in found]


def _color(given: Any) -> Color:
    if not given:
        return BOX
    red, green, blue = (max(0, min(255, round(part))) for part in given[:3])
    return (red, green, blue)


def box_edges(corners: Array) -> Array:
    """The twelve edges, 12×2×3, of a box whose eight corners come in any order.

    Three of the corners are next to the first one: those whose edges, one after another, lead to the corner
    farthest away. `box.js` of the live viewer does the same.
    """
    ways = corners[1:] - corners[0]
    length = np.linalg.norm(ways, axis=1)
    far = int(length.argmax())
    rest = [ways[at] for at in range(7) if at != far]
    triples = list(itertools.combinations(rest, 3))
    misses = [float(np.linalg.norm(ways[far] - sum(triple))) for triple in triples]
    best = int(np.argmin(misses))
    if misses[best] > 0.05 * length[far]:
        return np.asarray(corners[np.array(_RINGS)])
    edges = []
    for at, edge in enumerate(triples[best]):
        one, two = (other for index, other in enumerate(triples[best]) if index != at)
        for start in (corners[0], corners[0] + one, corners[0] + two, corners[0] + one + two):
            edges.append([start, start + edge])
    return np.array(edges)
