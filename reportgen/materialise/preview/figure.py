"""A chart as far as a small picture tells of it: words, axes and series."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.materialise.preview.colors import CATEGORIES, Color


@dataclass(slots=True)
class Series:
    """One trace, or one group of marks of the same color."""

    mark: str
    """`line`, `area`, `point`, `bar`, `pie`, or `cells` (a grid of numbers)."""
    x: Sequence[Any]
    y: Sequence[Any]
    """Of the same length as x; of `cells`, the rows of the grid."""
    name: str = ""
    color: Color | None = None


@dataclass(slots=True)
class Figure:
    """A chart."""

    title: str = ""
    x_title: str = ""
    y_title: str = ""
    series: list[Series] = field(default_factory=list)
    words: str = ""
    """What kind of chart it is, for when nothing of it can be drawn."""
    flipped: bool = False
    """Whether bars lie."""

    def color(self, number: int) -> Color:
        """Of a series."""
        return self.series[number].color or CATEGORIES[number % len(CATEGORIES)]


@dataclass(slots=True)
class Scale:
    """Values along an axis → numbers; texts are places 0, 1, … in the order in which they come."""

    places: dict[str, int] = field(default_factory=dict)
    discrete: bool = False

    @classmethod
    def of(cls, values: Sequence[Any]) -> Scale:
        """The scale for all values of an axis."""
        texts = [value for value in values if isinstance(value, str)]
        if not texts or all(_moment(text) is not None for text in texts[:20]):
            return cls()
        return cls(
            {text: at for at, text in enumerate(dict.fromkeys(map(str, _present(values))))}, discrete=True
        )

    def number(self, value: Any) -> float | None:
        """Where a value stands; None for what stands nowhere."""
        if self.discrete:
            return self.places.get(str(value))
        if isinstance(value, str):
            return _moment(value)
        if isinstance(value, (int, float)) and value == value and abs(value) != float("inf"):
            return float(value)
        return None


def text_of(value: Any) -> str:
    """The text of a title, which is a text, or an object with one, or lines."""
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return value if isinstance(value, str) else ""


def _present(values: Sequence[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def _moment(text: str) -> float | None:
    """Days since the year 1, or the number that a text is."""
    try:
        moment = datetime.datetime.fromisoformat(text.replace("Z", "").replace("/", "-"))
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return None
    return moment.toordinal() + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
