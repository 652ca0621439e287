"""A mask of class ids → an indexed PNG in the colors of the classes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from reportgen.materialise.palette import flat_palette

IDS = 256
"""How many classes a mask can tell apart."""


def colored_mask(path: Path, px: int | None, *, background: bool) -> bytes:
    """The PNG of a mask, no larger than a square of `px` if that is given.

    Its pixels are those of an 8-bit grey PNG, or the red ones of another.
    With `background`, class 0 is clear.

    Raises:
        OSError, ValueError: The file is no image.
    """
    with Image.open(path) as opened:
        ids = _ids(opened)
    if px is not None and max(ids.size) > px:
        share = px / max(ids.size)
        size = tuple(max(1, round(side * share)) for side in ids.size)
        # An average of two class ids is a third class.
        ids = ids.resize((size[0], size[1]), Image.Resampling.NEAREST)
    ids.putpalette(flat_palette(IDS))
    buffer = io.BytesIO()
    ids.save(buffer, "PNG", bits=8, compress_level=9, **({"transparency": 0} if background else {}))
    return buffer.getvalue()


def _ids(opened: Image.Image) -> Image.Image:
    """The class ids as an indexed image."""
    grey = opened.copy() if opened.mode in ("L", "P") else opened.convert("RGBA").getchannel("R")
    return Image.frombytes("P", grey.size, grey.tobytes())
