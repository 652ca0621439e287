"""Which type a column has, from its values (as `plain` leaves them)."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from reportgen.convert.arrow import are_field_names
from reportgen.data.arrays import array_type, from_dtype
from reportgen.data.media import MEDIA
from reportgen.data.media.base import Media
from reportgen.data.media.markdown import Markdown
from reportgen.data.types import (
    Binary,
    Boolean,
    ColumnType,
    Date,
    Decimal,
    Duration,
    Field,
    Float,
    Integer,
    List,
    Map,
    MediaType,
    Mixed,
    Null,
    Struct,
    Text,
    Time,
    Timestamp,
    contains,
)

EXACT = 2**53
"""Whole numbers up to here are exact as 64-bit floats."""

_SPARSE_FIELDS = 64
"""Dicts with different keys are a struct up to this number of keys, beyond it a map."""


def infer(values: Iterable[Any]) -> ColumnType:
    """The narrowest type that holds every value without loss; `Mixed` where there is none."""
    present = values if isinstance(values, list) else list(values)
    kinds = set(map(type, present))
    if type(None) in kinds:
        present = [v for v in present if v is not None]
        kinds.remove(type(None))
    if not kinds:
        return Null()
    if len(kinds) == 1 and (rule := _RULES.get(next(iter(kinds)))) is not None:
        return rule(present)
    if all(issubclass(kind, _NUMBERS) and kind is not bool for kind in kinds):
        return _numbers(present, kinds)
    if kinds <= {list, np.ndarray}:
        return _list(present)
    if kinds == {str, Markdown}:
        return _text(present)
    if all(issubclass(kind, Media) for kind in kinds) and len({v.kind for v in present}) == 1:
        return _medium(present)
    return Mixed()


def _numbers(values: Sequence[Any], kinds: set[type]) -> ColumnType:
    if all(issubclass(kind, (int, np.integer)) for kind in kinds):
        return _integer(values)
    if any(issubclass(kind, decimal.Decimal) for kind in kinds):
        exact = all(issubclass(kind, (int, np.integer, decimal.Decimal)) for kind in kinds)
        return _decimal(
            [v if isinstance(v, decimal.Decimal) else decimal.Decimal(int(v)) for v in values], exact
        )
    integers = (v for v in values if isinstance(v, (int, np.integer)))
    return Float(64) if all(-EXACT <= int(v) <= EXACT for v in integers) else Mixed()


def _integer(values: Sequence[Any]) -> ColumnType:
    kinds = {type(v) for v in values}
    if len(kinds) == 1 and issubclass(kind := next(iter(kinds)), np.integer):
        return from_dtype(np.dtype(kind))
    low, high = int(min(values)), int(max(values))
    if low >= -(2**63) and high < 2**63:
        return Integer(64)
    if low >= 0 and high < 2**64:
        return Integer(64, unsigned=True)
    return Decimal(38, 0) if max(-low, high) < 10**38 else Mixed()


def _decimal(values: Sequence[decimal.Decimal], exact: bool = True) -> ColumnType:
    if not exact or not all(v.is_finite() for v in values):
        return Mixed()
    shapes = [v.as_tuple() for v in values]
    scale = max(max(0, -int(shape.exponent)) for shape in shapes)
    whole = max(len(shape.digits) + int(shape.exponent) for shape in shapes)
    precision = max(1, scale + max(0, whole))
    # A zero with a sign is another value than zero, and no decimal column can tell.
    signed_zero = any(v.is_zero() and v.is_signed() for v in values)
    return Decimal(precision, scale) if precision <= 38 and not signed_zero else Mixed()


def _text(values: Sequence[str]) -> ColumnType:
    try:
        for value in values:
            value.encode()
    except UnicodeEncodeError:
        # A lone surrogate is no Unicode text; JSON can write it.
        return Mixed()
    return Text()


def _markdown(values: Sequence[str]) -> ColumnType:
    return Text("markdown") if _text(values) == Text() else Mixed()


def _timestamp(values: Sequence[datetime.datetime]) -> ColumnType:
    aware = {v.tzinfo is not None for v in values}
    return Timestamp(utc=aware == {True}) if len(aware) == 1 else Mixed()


def _time(values: Sequence[datetime.time]) -> ColumnType:
    return Time() if all(v.tzinfo is None for v in values) else Mixed()


def _duration(values: Sequence[datetime.timedelta]) -> ColumnType:
    limit = datetime.timedelta(microseconds=2**63 - 1)
    return Duration() if all(-limit <= v <= limit for v in values) else Mixed()


def _list(values: Sequence[Any]) -> ColumnType:
    if all(isinstance(v, np.ndarray) for v in values) and (kind := array_type(values)) is not None:
        return kind
    # An array's own type is lost beside lists of Python numbers, as it is beside a Python number.
    item = infer(item for v in values for item in (v.tolist() if isinstance(v, np.ndarray) else v))
    return Mixed() if contains(item, Mixed) else List(item)


def _dict(values: Sequence[dict[Any, Any]]) -> ColumnType:
    if not all(isinstance(key, str) for v in values for key in v):
        return _map(values)
    names = list(dict.fromkeys(key for v in values for key in v))
    same = all(len(v) == len(names) for v in values)
    if are_field_names(names) and (same or _is_sparse(names, values)):
        return _struct(names, values, sparse=not same)
    return _map(values)


def _is_sparse(names: Sequence[str], values: Sequence[dict[str, Any]]) -> bool:
    return len(names) <= _SPARSE_FIELDS and not any(item is None for v in values for item in v.values())


def _struct(names: Sequence[str], values: Sequence[dict[str, Any]], *, sparse: bool) -> ColumnType:
    if isinstance(_text(names), Mixed):
        return Mixed()
    fields = tuple(Field(name, infer(v.get(name) for v in values)) for name in names)
    kind = Struct(fields, sparse)
    return Mixed() if contains(kind, Mixed) else kind


def _map(values: Sequence[dict[Any, Any]]) -> ColumnType:
    keys = [key for v in values for key in v]
    kind = Map(infer(keys), infer(item for v in values for item in v.values()))
    odd = any(key is None or (isinstance(key, float) and math.isnan(key)) for key in keys)
    return Mixed() if odd or not keys or contains(kind, Mixed) else kind


_NUMBERS = (int, float, np.integer, np.floating, decimal.Decimal)


def _medium(values: Sequence[Any]) -> ColumnType:
    return MediaType(values[0].kind)


_RULES: Mapping[type, Callable[[Sequence[Any]], ColumnType]] = {
    **dict.fromkeys(MEDIA.values(), _medium),
    bool: lambda _: Boolean(),
    float: lambda _: Float(64),
    np.float64: lambda _: Float(64),
    np.float32: lambda _: Float(32),
    int: _integer,
    decimal.Decimal: _decimal,
    str: _text,
    Markdown: _markdown,
    bytes: lambda _: Binary(),
    datetime.datetime: _timestamp,
    datetime.date: lambda _: Date(),
    datetime.time: _time,
    datetime.timedelta: _duration,
    np.ndarray: _list,
    list: _list,
    dict: _dict,
}
"""What a column of one Python type is."""
