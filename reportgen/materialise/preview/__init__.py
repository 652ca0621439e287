"""Small pictures of media that have a live viewer: what a cell shows without a script, and in print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PIL import Image

from reportgen.materialise.preview.chart import chart_picture
from reportgen.materialise.preview.cloud import cloud_picture
from reportgen.materialise.preview.encode import webp
from reportgen.materialise.preview.mesh import mesh_picture
from reportgen.materialise.preview.molecule import molecule_picture

PREVIEWED = frozenset(["object3d", "molecule", "chart"])
"""The kinds of media that have a preview."""

_Draw = Callable[[str, bytes, int], "Image.Image | None"]


def preview(kind: str, format: str, data: bytes, px: int) -> bytes | None:
    """A WebP with a clear background, so that it stands on light and dark pages alike.

    Args:
        kind: A kind of `PREVIEWED`.
        format: The format of the file: `pts`, `glb`, `pdb`, `plotly`…
        data: The file.
        px: How high the picture is, in pixels; a chart's is half as wide again, others are square.

    Returns:
        The same bytes for the same file, or None when there is nothing to draw: the file is broken, empty,
        or of a format that only its viewer reads.
    """
    draw = _DRAW.get(kind)
    if draw is None:
        return None
    try:
        picture = draw(format, data, px)
    except Exception:  # Whatever is wrong with a file that people logged, its cell then says its name.
        return None
    return None if picture is None else webp(picture)


def _object3d(format: str, data: bytes, px: int) -> Image.Image | None:
    return (
        cloud_picture(data, px) if format in ("pts", "pts.json", "json") else mesh_picture(format, data, px)
    )


_DRAW: Mapping[str, _Draw] = {"object3d": _object3d, "molecule": molecule_picture, "chart": chart_picture}
