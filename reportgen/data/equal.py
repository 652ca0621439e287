"""When two values of tables are the same."""

from __future__ import annotations

import decimal
from dataclasses import replace
from typing import Any

import numpy as np

from reportgen.data.types import ColumnType, ForeignKey


def same(one: Any, other: Any) -> bool:
    """Equality in which NaN equals NaN and the kind of a sequence or number does not matter."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and one.dtype == other.dtype:
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, (list, np.ndarray)) and isinstance(other, (list, np.ndarray)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, decimal.Decimal) and not one.is_finite():
        return str(one) == str(other)  # a signalling NaN cannot even be compared
    return bool(one == other) or (one != one and other != other)


_SIMPLE = frozenset({type(None), bool, int, float, str, bytes})


def same_values(one: list[Any], other: list[Any]) -> bool:
    """Whether two columns hold the same values."""
    if _SIMPLE.issuperset(map(type, one)) and _SIMPLE.issuperset(map(type, other)) and one == other:
        return True
    return len(one) == len(other) and all(map(same, one, other))


def same_type(one: ColumnType, other: ColumnType) -> bool:
    """Whether two types are the same; a table that is not stored yet may be any."""
    mine, theirs = one.key, other.key
    if isinstance(mine, ForeignKey) and isinstance(theirs, ForeignKey) and None in (mine.table, theirs.table):
        return mine.column == theirs.column and keyless(one) == keyless(other)
    return one == other


def keyless(kind: ColumnType) -> ColumnType:
    """The type without its key."""
    return replace(kind, key=None)
