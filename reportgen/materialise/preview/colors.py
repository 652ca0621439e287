"""Colors of previews: middle tones that stand out on light and on dark pages."""

from __future__ import annotations

from typing import TypeAlias

Color: TypeAlias = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""


def rgb(text: str) -> Color:
    """`4477aa` → (68, 119, 170)."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (0, 2, 4))
    return (red, green, blue)


POINT = rgb("4a78d0")
"""Points without colors."""
SHAPE = rgb("9fb4d8")
"""Meshes without colors."""
BOX = rgb("d2691e")
"""Boxes and vectors without colors."""
AXIS = rgb("868e99")
"""Axes and words."""

CATEGORIES = tuple(
    rgb(text)
    for text in (
        *("4477aa", "ee6677", "228833", "ccbb44", "66ccee", "aa3377", "ee8866"),
        *("44bb99", "7a5aa6", "bbcc33", "99604d", "ffaabb", "777777", "ddaa33"),
    )
)
"""Categories of points from 1, and series of charts; `cloud.js` of the live viewer has the same."""

ELEMENTS: dict[str, Color] = {
    symbol: rgb(color)
    for color, symbols in {
        "e4e4e4": ("H", "D"),
        "7d7d7d": ("C",),
        "3458f0": ("N",),
        "e8261c": ("O",),
        "4cc44c": ("F", "CL"),
        "9c2f1c": ("BR",),
        "7a2cb0": ("I",),
        "3fc0c0": ("HE", "NE", "AR", "KR", "XE"),
        "f08a1e": ("P", "FE"),
        "dcc426": ("S",),
        "f0ac84": ("B",),
        "7a48e0": ("LI", "NA", "K", "RB", "CS"),
        "2a8a2a": ("BE", "MG", "CA", "SR", "BA"),
        "8f8fa6": ("ZN", "NI", "CU", "MN", "CO", "CD", "HG", "TI", "AL", "SI", "AU", "AG", "PT", "PD"),
    }.items()
    for symbol in symbols
}
"""The usual colors of the elements, by symbol in capitals."""
OTHER_ELEMENT = rgb("d070c0")
