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
from reportgen.diagnostics import did_you_mean

_WEB = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp", "GIF": "gif"}
_PNG_MODES = {"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}
_SIDEWAYS = {5, 6, 7, 8}
_ORIENTATION = 0x0112
_SVG_HEAD = 65536
_FILE_TYPES = {"png": "png", "bmp": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp"}


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


def inspect(source: Path | bytes) -> Facts:
    """Read the header of a picture, in a file or in memory.

    Raises:
        ValueError: It is no picture.
    """
    try:
        with _open(source) as picture:
            width, height = picture.size[::-1] if _is_sideways(picture) else picture.size
            kept = _WEB.get(picture.format or "")
            return Facts(kept or "png", width, height, convert=kept is None)
    except UnidentifiedImageError:
        return _inspect_svg(source)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValueError(f"cannot read the image{_named(source)}: {error}") from error


def _open(source: Path | bytes) -> Pillow.Image:
    return Pillow.open(source if isinstance(source, Path) else io.BytesIO(source))


def _is_sideways(picture: Pillow.Image) -> bool:
    # Asked for tags that its header has not, Pillow decodes a whole PNG to look behind the pixels.
    tagged = picture.format != "PNG" or "exif" in picture.info
    return tagged and picture.getexif().get(_ORIENTATION) in _SIDEWAYS


def _named(source: Path | bytes) -> str:
    return f" {str(source)!r}" if isinstance(source, Path) else ""


def _inspect_svg(source: Path | bytes) -> Facts:
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        head = file.read(_SVG_HEAD).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    tag = re.search(r"<svg\b[^>]*>", head)
    if not head.startswith("<") or tag is None:
        raise ValueError(f"cannot read the image{_named(source)}: it is not a picture of a known format")
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


def converted(source: Path | bytes) -> bytes:
    """A picture file as PNG: its first frame, upright."""
    try:
        with _open(source) as picture:
            return encode_png(ImageOps.exif_transpose(picture))
    except OSError as error:
        raise ValueError(f"cannot read the image{_named(source)}: {error}") from error


def kept_format(file_type: str | None) -> str:
    """The format in which pixels are kept, by what the user calls it.

    Raises:
        ValueError: Browsers do not show it.
    """
    if file_type is None:
        return "png"
    format = _FILE_TYPES.get(str(file_type).lower().lstrip("."))
    if format is None:
        help = did_you_mean(str(file_type), ["png", "jpg", "webp"], what="file_type")
        raise ValueError(f"an image cannot be kept as {file_type!r}; {help}")
    return format


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


def encode(picture: Pillow.Image, format: str) -> bytes:
    """The bytes of a picture as "png", "jpeg" or "webp"."""
    if format == "png":
        return encode_png(picture)
    buffer = io.BytesIO()
    opaque = picture.convert("RGB") if format == "jpeg" and picture.mode not in ("L", "RGB") else picture
    opaque.save(buffer, format.upper(), quality=90, exif=b"")
    return buffer.getvalue()
