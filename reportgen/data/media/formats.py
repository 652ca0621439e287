"""Which picture files browsers show as they are, and how the others become PNG."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from reportgen.data.media.pixels import from_array

_WEB = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp", "GIF": "gif"}
_PNG_MODES = {"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}
_SIDEWAYS = {5, 6, 7, 8}
_ORIENTATION = 0x0112
_SVG_HEAD = 65536


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture's header says."""

    format: str
    """png, jpeg, webp, gif or svg: the format in which the picture is kept."""
    width: int
    height: int
    """In pixels, as the picture is shown: after the camera's orientation is applied."""
    convert: bool
    """Whether browsers do not show the file, so that it is kept as PNG."""


def inspect(path: Path) -> Facts:
    """Read a picture's header.

    Raises:
        ValueError: There is no such file, or it is no picture.
    """
    try:
        with Pillow.open(path) as picture:
            sideways = picture.getexif().get(_ORIENTATION) in _SIDEWAYS
            width, height = picture.size[::-1] if sideways else picture.size
            kept = _WEB.get(picture.format or "")
            return Facts(kept or "png", width, height, convert=kept is None)
    except UnidentifiedImageError:
        return _inspect_svg(path)
    except FileNotFoundError:
        raise ValueError(f"cannot read the image {str(path)!r}: there is no such file") from None
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValueError(f"cannot read the image {str(path)!r}: {error}") from error


def _inspect_svg(path: Path) -> Facts:
    with path.open("rb") as file:
        head = file.read(_SVG_HEAD).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    tag = re.search(r"<svg\b[^>]*>", head)
    if not head.startswith("<") or tag is None:
        raise ValueError(f"cannot read the image {str(path)!r}: it is not a picture of a known format")
    width, height = _svg_size(tag[0])
    return Facts("svg", width, height, convert=False)


def _svg_size(tag: str) -> tuple[int, int]:
    """The size that an `<svg>` tag gives itself, else that of its view box, else what browsers assume."""
    sizes = [
        re.search(rf"""\b{side}\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""", tag) for side in ("width", "height")
    ]
    if sizes[0] and sizes[1]:
        return _whole(sizes[0][1]), _whole(sizes[1][1])
    box = re.search(r"""\bviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", tag)
    return (_whole(box[1]), _whole(box[2])) if box else (300, 150)


def _whole(text: str) -> int:
    try:
        return max(1, min(round(float(text)), 2**31 - 1))
    except ValueError:
        return 1


def converted(path: Path) -> bytes:
    """A picture file as PNG: its first frame, upright."""
    try:
        with Pillow.open(path) as picture:
            return encode_png(ImageOps.exif_transpose(picture))
    except OSError as error:
        raise ValueError(f"cannot read the image {str(path)!r}: {error}") from error


def writable(picture: Pillow.Image) -> Pillow.Image:
    """A picture in a mode that PNG has, sharing nothing with the one given."""
    if picture.mode in ("I", "F"):
        return from_array(np.asarray(picture))
    if picture.mode in _PNG_MODES:
        return picture.copy()
    return picture.convert("RGBA" if "A" in picture.mode.upper() and picture.mode != "LAB" else "RGB")


def encode_png(picture: Pillow.Image) -> bytes:
    """PNG bytes that depend on nothing but the pixels and the colour profile."""
    buffer = io.BytesIO()
    writable(picture).save(buffer, "PNG", compress_level=6, exif=b"")
    return buffer.getvalue()
