"""Files of meshes → a picture of their faces, lit from above."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageDraw

from reportgen.materialise.preview.colors import SHAPE
from reportgen.materialise.preview.encode import SCALE, shrunk
from reportgen.materialise.preview.gltf import read_glb, read_gltf
from reportgen.materialise.preview.shapes import Mesh, read_babylon, read_obj, read_stl
from reportgen.materialise.preview.space import Array, fitted, view_from

_READ: Mapping[str, tuple[Callable[[bytes], Mesh], str]] = {
    "obj": (read_obj, "y"),
    "stl": (read_stl, "z"),
    "babylon": (read_babylon, "y"),
    "gltf": (read_gltf, "y"),
    "glb": (read_glb, "y"),
}
"""By format: how it is read, and which axis is up."""

_LIGHT = np.array([0.4, 0.9, -0.6])
"""To the right of the picture, up in it, and away from the reader."""
_DRAWN = 40_000
"""Faces that are drawn one by one; of more, the smallest are left out, which nobody sees at this size."""


def mesh_picture(format: str, data: bytes, px: int) -> Image.Image | None:
    """The faces, the nearest last."""
    if format not in _READ:
        return None
    read, up = _READ[format]
    mesh = read(data)
    if not len(mesh.faces):
        return None
    side = px * SCALE
    placed, _ = fitted(view_from(up).flat(mesh.points), side)
    corners = placed[mesh.faces]
    light, size = _lit(corners)
    order = np.argsort(-corners[:, :, 2].mean(axis=1), kind="stable")
    if len(order) > _DRAWN:
        order = order[size[order] >= np.partition(size, -_DRAWN)[-_DRAWN]]
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)
    paint = np.clip(np.array(SHAPE) * light[:, None], 0, 255).round().astype(int)
    for face in order.tolist():
        color = (*paint[face].tolist(), 255)
        pen.polygon([tuple(corner) for corner in corners[face, :, :2].tolist()], fill=color, outline=color)
    return shrunk(picture)


def _lit(corners: Array) -> tuple[Array, Array]:
    """How light each face is, seen from either side, and its size in the picture."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.abs(normal[:, 2])
    normal[:, 1] *= -1  # Down is positive in pictures.
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    unit = np.divide(normal, length, out=np.zeros_like(normal), where=length > 0)
    unit *= np.where(unit[:, 2:] > 0, -1, 1)  # Towards the reader.
    return 0.55 + 0.55 * np.clip(unit @ (_LIGHT / np.linalg.norm(_LIGHT)), 0, 1), area
