"""A drawn picture → the bytes of a WebP."""

from __future__ import annotations

import io

from PIL import Image

SCALE = 2
"""Pictures are drawn so many times as large, and shrunk, which smooths their edges."""


def webp(picture: Image.Image) -> bytes:
    """Without loss: drawn pictures have flat areas and sharp edges."""
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", lossless=True, quality=80, method=4)
    return buffer.getvalue()


def shrunk(picture: Image.Image) -> Image.Image:
    """A picture that was drawn `SCALE` times as large."""
    width, height = picture.size
    # Premultiplied, so that the color behind clear pixels does not darken the edges.
    small = picture.convert("RGBa").resize((width // SCALE, height // SCALE), Image.Resampling.BOX)
    return small.convert("RGBA")
