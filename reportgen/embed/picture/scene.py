"""What a picture is made of: places in pixels, colors by their names in the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reportgen.render import SIZE

WIDTH, HEIGHT = SIZE


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    color: str
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its base line, and `x` its start, or its end where `right` says so."""

    x: float
    y: float
    text: str
    size: int
    color: str = "ink"
    bold: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A file of the site's media, drawn inside a square."""

    x: float
    y: float
    side: float
    file: str


Mark: TypeAlias = Box | Words | Photo


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that something is drawn into."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture; its width is `WIDTH`."""

    height: float
    marks: tuple[Mark, ...]
    inner: str = ""
    """SVG markup that stands below the marks' head, for plots."""
    place: Area = Area(0, 0, 0, 0)
    """Where that stands."""


_WIDE = frozenset("MWmw@%")
_NARROW = frozenset("iIl.,:;'|!tfj()[] -")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels a line takes; faces differ, so that it is a little more."""
    units = sum(
        1.0 if ord(c) > 0x2E7F else 0.9 if c in _WIDE else 0.34 if c in _NARROW else 0.6 for c in text
    )
    return units * size * (1.06 if bold else 1.0)


def fitted(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would be wider."""
    text = " ".join(text.split())
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""
