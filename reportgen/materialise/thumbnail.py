"""One image → one thumbnail."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

KEPT = ("svg", "gif")
"""Formats that are shown as they are: vectors and animations lose by a raster of one frame."""
FEW_COLORS = 256
"""An image of at most this many colors is drawn, a plot or a mask, and is kept without loss."""
QUALITY = 85
"""The WebP quality of photographs."""
# The limit of Pillow's own guard against decompression bombs, fixed so that it is the same in every version.
MAX_PIXELS = 89_478_485


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """What looking into an image gave."""

    width: int
    """Of the original as it is displayed, that is, with its EXIF orientation."""
    height: int
    data: bytes | None = None
    """The WebP, or None when the original is to be shown."""
    problem: str | None = None
    """Why there is no thumbnail though there should be one."""


def make_thumbnail(path: Path, width: int, height: int, px: int) -> Thumbnail:
    """A WebP that fits a square of `px`; the original's size is used where the image does not say it."""
    try:
        with Image.open(path) as image:
            return _shrink(image, px)
    except Image.DecompressionBombError:
        return Thumbnail(width, height, problem="the image has too many pixels for a thumbnail")
    except Exception as error:  # Pillow's decoders raise anything on a broken file.
        return Thumbnail(width, height, problem=_reason(error))


def _reason(error: Exception) -> str:
    # Pillow names the path of the file in the store, which says nothing to people and differs by machine.
    return "it is not an image" if "cannot identify" in str(error) else str(error) or type(error).__name__


def _shrink(image: Image.Image, px: int) -> Thumbnail:
    turned = image.getexif().get(0x0112, 1) >= 5
    width, height = image.size[::-1] if turned else image.size
    if max(width, height) <= px or getattr(image, "n_frames", 1) > 1:
        return Thumbnail(width, height)
    if width * height > MAX_PIXELS:
        return Thumbnail(width, height, problem="the image has too many pixels for a thumbnail")
    image.draft("RGB", (2 * px, 2 * px))
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if _has_alpha(upright) else "RGB")
    exact = image.format == "PNG" and plain.getcolors(FEW_COLORS) is not None
    plain.thumbnail((px, px), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    plain.save(buffer, "WEBP", lossless=exact, quality=100 if exact else QUALITY, method=4)
    return Thumbnail(width, height, buffer.getvalue())


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
