"""What a panel must show, computed row by row in plain Python: knows nothing of SQL or of the core."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.query_tables import Column

NUMBERS = ("integer", "float", "decimal", "duration", "timestamp")


@dataclass(frozen=True)
class Term:
    """A piece of our language, and what it means for the row of a number."""

    text: str
    value: Callable[[int], Any]


@dataclass(frozen=True)
class Order:
    """One key of a sort."""

    by: str
    value: Callable[[Any], Any]
    descending: bool
    nulls_first: bool

    @property
    def json(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "dir": "desc" if self.descending else "asc",
            **({"nulls": "first"} if self.nulls_first else {}),
        }


def rank(value: Any) -> Any:
    """A value as something to order by: NaN is the greatest number, text goes by code points."""
    if isinstance(value, float) and math.isnan(value):
        return (1, 0)
    if isinstance(value, dict):
        return (0, value["file"])
    return (0, value)


def ordered(items: Sequence[Any], orders: Sequence[Order], last: Callable[[Any], Any]) -> list[Any]:
    """The items in order; sorting is stable, so the last key is applied first."""
    found = sorted(items, key=last)
    for order in reversed(orders):
        empty = [item for item in found if order.value(item) is None]
        full = [item for item in found if order.value(item) is not None]
        # Python's `reverse` keeps equal items as they are.
        full.sort(key=lambda item: rank(order.value(item)), reverse=order.descending)
        found = empty + full if order.nulls_first else full + empty
    return found


def last_rank(value: Any) -> Any:
    """Ascending with null at the end."""
    return (1, 0) if value is None else (0, rank(value))


def number(value: Any, kind: str) -> float:
    """A value on a histogram's scale."""
    if kind == "timestamp":
        delta = value - type(value)(1970, 1, 1)
        return float((delta.days * 86400 + delta.seconds) * 10**6 + delta.microseconds)
    return float(value)


@dataclass(frozen=True)
class Scale:
    """The bins of a histogram column."""

    lo: float
    hi: float
    bins: int

    def bin(self, x: float) -> int:
        if self.bins == 1:
            return 0
        lo, hi = self.lo, self.hi
        if not math.isfinite((hi - lo) * self.bins):
            x, lo, hi = x * 2.0**-64, lo * 2.0**-64, hi * 2.0**-64
        return max(0, min(math.floor((x - lo) * self.bins / (hi - lo)), self.bins - 1))


def scale(column: Column, rows: Sequence[int]) -> Scale | None:
    values = [number(column.values[r], column.kind.name) for r in rows if column.values[r] is not None]
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return None
    lo, hi = min(finite), max(finite)
    if lo == hi:
        return Scale(lo, hi, 1)
    whole = column.kind.name == "integer" and hi - lo < 20
    return Scale(lo, hi, int(hi - lo) + 1 if whole else 20)


def histogram(column: Column, rows: Sequence[int], bins: Scale | None) -> dict[str, Any]:
    values = [column.values[r] for r in rows]
    numbers = [number(value, column.kind.name) for value in values if value is not None]
    finite = [value for value in numbers if math.isfinite(value)]
    counts = [0] * (bins.bins if bins else 0)
    for value in finite:
        assert bins is not None
        counts[bins.bin(value)] += 1
    return {
        "counts": counts,
        "nulls": values.count(None),
        "nan": sum(math.isnan(value) for value in numbers),
        "inf": sum(math.isinf(value) for value in numbers),
        "n": len(finite),
        "min": min(finite, default=None),
        "max": max(finite, default=None),
        "mean": About(sum(finite) / len(finite), sum(map(abs, finite))) if finite else None,
    }


def label(column: Column, value: Any) -> Any:
    """How a distribution names a value; None where that is DuckDB's own text."""
    kind = column.kind.name
    if kind == "image":
        return value["file"]
    if kind in ("list", "struct", "map", "binary"):
        return None
    return column.kind.cell(value)


def distribution(column: Column, rows: Sequence[int]) -> dict[str, Any]:
    values = [column.values[r] for r in rows if column.values[r] is not None]
    counts = Counter(repr(value) if value != 0 else "0" for value in values)
    by_text = {repr(value) if value != 0 else "0": value for value in values}
    pairs = [(by_text[text], count) for text, count in counts.items()]
    written = column.kind.name not in ("list", "struct", "map", "binary")
    pairs.sort(key=lambda pair: (-pair[1], rank(pair[0]) if written else 0))
    return {
        "values": [[label(column, value) if written else ANY, count] for value, count in pairs[:20]],
        "distinct": len(pairs),
        "nulls": len(rows) - len(values),
        "n": len(values),
    }


def gallery(column: Column, rows: Sequence[int]) -> dict[str, Any]:
    """`rows` are in the order of the sort."""
    images = [column.values[r] for r in rows if column.values[r] is not None]
    return {"items": images[:12], "n": len(images)}


@dataclass(frozen=True)
class About:
    """A float that is a sum in some order."""

    value: float
    size: float

    def near(self, other: Any) -> bool:
        if not isinstance(other, (int, float)):
            return False
        if math.isnan(self.value) or math.isinf(self.value):
            return repr(float(other)) == repr(self.value)
        return abs(other - self.value) <= 1e-9 * max(self.size, abs(self.value))


ANY = object()


def same(ours: Any, theirs: Any) -> bool:
    """Equal, NaN too; a boolean is no number, -0 is 0."""
    if ours is ANY:
        return True
    if isinstance(ours, About):
        return ours.near(theirs)
    if isinstance(ours, dict):
        return (
            isinstance(theirs, dict)
            and ours.keys() == theirs.keys()
            and all(same(ours[k], theirs[k]) for k in ours)
        )
    if isinstance(ours, (list, tuple)):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float) and math.isnan(ours):
        return isinstance(theirs, float) and math.isnan(theirs)
    return bool(ours == theirs)
