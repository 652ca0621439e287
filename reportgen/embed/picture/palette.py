"""The colors of pictures: those of the default theme, each with a light and a dark value."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from reportgen.assets import THEMES

Pair = tuple[str, str]
"""A color on light and on dark pages."""

FIXED: Mapping[str, Pair] = {
    "paper": ("#ffffff", "#15181c"),
    "ink": ("#1d2126", "#e3e6ea"),
    "muted": ("#5b636e", "#a3abb6"),
    "faint": ("#828a96", "#767f8b"),
    "line": ("#e5e7eb", "#2b3138"),
    "accent": ("#2a5bbd", "#8db2ff"),
    "bar": ("#658ad0", "#6189d3"),
    "soft": ("#dfe8f8", "#26344f"),
}
"""What marks are drawn in, by name."""

SHEETS = ("tokens.css", "plots.css", "map.css", "compare.css")
"""Where the theme says colors of plots, maps and compared tables."""

_VARIABLE = re.compile(r"--(rg-[\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
_RULE = re.compile(
    r"\.(rg-(?:slot-\d+|q\d|m-q\d|m-rest))\s*\{[^}]*?light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)"
)


def sheet(name: str) -> str:
    """The text of a style sheet of the default theme, without comments."""
    text = (THEMES / "default" / "static" / name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@functools.cache
def colors() -> Mapping[str, Pair]:
    """All colors: the fixed ones, and those of classes and variables of the theme (`rg-s0`, `rg-slot-3`)."""
    found: dict[str, Pair] = dict(FIXED)
    for name in SHEETS:
        text = sheet(name)
        found |= {key: (light, dark) for key, light, dark in _VARIABLE.findall(text)}
        found |= {key: (light, dark) for key, light, dark in _RULE.findall(text)}
    return found
