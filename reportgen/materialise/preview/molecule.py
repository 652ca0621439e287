"""Molecules → a picture: balls in the colors of their elements, or the course of a long chain."""

from __future__ import annotations

import colorsys

import numpy as np
from PIL import Image, ImageDraw

from reportgen.materialise.preview.atoms import Atoms, read_atoms
from reportgen.materialise.preview.colors import AXIS, ELEMENTS, OTHER_ELEMENT, Color
from reportgen.materialise.preview.encode import SCALE, shrunk
from reportgen.materialise.preview.space import MARGIN, Array, fitted, nearness

_BALLS = 400
"""A molecule of more atoms that has a backbone is drawn as its course."""
_LARGEST = 9
"""The side of a picture is at least so many times as long as the radius of a ball."""
_BOND = 0.45
"""Ångström that two atoms may be apart beyond their radii and still be bound."""
_RADII = {"H": 0.31, "D": 0.31, "C": 0.76, "N": 0.71, "O": 0.66, "F": 0.57, "P": 1.07, "S": 1.05, "CL": 1.02}
_RADIUS = 1.3
"""Covalent radii in Ångström, and that of elements that are not listed."""


def molecule_picture(format: str, data: bytes, px: int) -> Image.Image | None:
    """The molecule turned so that it is as broad and as high as it can be."""
    atoms = read_atoms(format, data)
    if atoms is None or not atoms.elements:
        return None
    side = px * SCALE
    course = len(atoms.elements) > _BALLS and len(atoms.chain) > 1
    points = _spread(atoms.points[atoms.chain] if course else atoms.points)
    placed, scale = fitted(points, side, margin=MARGIN if course else 1 / _LARGEST)
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)
    if course:
        _course(pen, placed, side)
    else:
        _balls(pen, atoms, placed, scale)
    return shrunk(picture)


def _spread(points: Array) -> Array:
    """Points N×3 seen so that their longest axis lies across the picture and the shortest points into it."""
    middle = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False) if len(points) > 2 else (0, 0, np.eye(3))
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), largest])
    return np.asarray(middle @ (axes * signs[:, None]).T)


def _balls(pen: ImageDraw.ImageDraw, atoms: Atoms, placed: Array, scale: float) -> None:
    side = pen.im.size[0]
    radius = min(0.36 * scale, side / _LARGEST)
    width = max(1, round(min(0.2 * scale, side / 24)))
    for one, other in _bonds(atoms):
        pen.line([*_at(placed[one]), *_at(placed[other])], fill=(*AXIS, 255), width=width)
    for at in np.argsort(-placed[:, 2], kind="stable").tolist():
        element = atoms.elements[at]
        size = max(1.5, radius * (0.7 if element in ("H", "D") else 1.0))
        x, y = _at(placed[at])
        color = ELEMENTS.get(element, OTHER_ELEMENT)
        box = [x - size, y - size, x + size, y + size]
        pen.ellipse(box, fill=(*color, 255), outline=(*_darker(color), 255), width=max(1, round(size / 8)))


def _bonds(atoms: Atoms) -> list[tuple[int, int]]:
    """The pairs of atoms that stand as near as bound ones do."""
    if len(atoms.elements) > 4 * _BALLS:
        return []
    radii = np.array([_RADII.get(element, _RADIUS) for element in atoms.elements])
    apart = np.linalg.norm(atoms.points[:, None] - atoms.points[None], axis=2)
    near = (apart < radii[:, None] + radii[None] + _BOND) & (apart > 0.1)
    hydrogen = np.array([element in ("H", "D") for element in atoms.elements])
    near &= ~(hydrogen[:, None] & hydrogen[None])
    ones, others = np.nonzero(np.triu(near))
    return list(zip(ones.tolist(), others.tolist(), strict=True))


def _course(pen: ImageDraw.ImageDraw, chain: Array, side: int) -> None:
    """A ribbon from blue to red; what is far is drawn first."""
    steps = len(chain) - 1
    gaps = np.linalg.norm(np.diff(chain, axis=0), axis=1)
    usual = 2 * float(np.median(gaps))
    near = nearness(chain[:, 2])
    for at in np.argsort(-chain[:-1, 2], kind="stable").tolist():
        if gaps[at] > usual:  # Another chain begins here.
            continue
        hue = 0.66 * (1 - at / max(1, steps - 1))
        light = 0.45 + 0.25 * float(near[at])
        color = tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue, light, 0.7))
        width = max(2, round(side / 55))
        pen.line([*_at(chain[at]), *_at(chain[at + 1])], fill=(*color, 255), width=width, joint="curve")


def _at(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _darker(color: Color) -> Color:
    red, green, blue = (round(part * 0.6) for part in color)
    return (red, green, blue)
