"""The colors of classes, as the page's scripts have them."""

from __future__ import annotations

import functools
import re
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "client" / "core" / "cells" / "media" / "palette.js"
"""The one table of colors."""

SHADE = 4
"""How far the shades of a color are from each other."""


@functools.cache
def class_colors() -> tuple[tuple[int, int, int], ...]:
    """The colors as red, green and blue of 0 to 255; the others are shades of these."""
    found = re.findall(r'"#([0-9a-f]{6})"', SOURCE.read_text("utf-8"))
    return tuple((int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in found)


def class_color(number: int) -> tuple[int, ...]:
    """The color of a class, as `classParts` of the page has it: a filter there tells classes apart by it."""
    rounds, place = divmod(number, len(class_colors()))
    steps = (rounds % 3, rounds // 3 % 3, rounds // 9 % 3)
    return tuple(part + step * SHADE for part, step in zip(class_colors()[place], steps, strict=True))


def flat_palette(entries: int = 256) -> list[int]:
    """The palette of an indexed image whose pixels are class ids."""
    return [part for number in range(entries) for part in class_color(number)]
