"""Images made smaller, for files that are to be mailed."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

SHRUNK = frozenset(["jpeg", "jpg", "png", "webp"])
"""Endings of images that can be made smaller and keep their kind."""


def shrunk(data: bytes, longest: int) -> bytes:
    """An image whose longer side is at most `longest` pixels, in its own format.

    What fits already, moves, cannot be read, or would not become smaller comes back as it is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            made = _made(data, longest)
    except (OSError, ValueError, Image.DecompressionBombError):
        return data
    return made if made is not None and len(made) < len(data) else data


def _made(data: bytes, longest: int) -> bytes | None:
    with Image.open(io.BytesIO(data)) as image:
        if max(image.size) <= longest or getattr(image, "n_frames", 1) > 1:
            return None
        form = image.format
        upright = ImageOps.exif_transpose(image)
        # Colors of a palette are names: between two of them there is nothing to mix.
        filter_ = Image.Resampling.NEAREST if upright.mode in ("P", "1") else Image.Resampling.LANCZOS
        upright.thumbnail((longest, longest), filter_)
        out = io.BytesIO()
        options = {"quality": 85} if form in ("JPEG", "WEBP") else {"optimize": True}
        upright.save(out, form, **options)
        return out.getvalue()
