"""Whether a value fits a declared type, and what it is then."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from reportgen.data import arrays
from reportgen.data.infer import EXACT
from reportgen.data.media.base import Media
from reportgen.data.media.markdown import Markdown
from reportgen.data.types import (
    Binary,
    Boolean,
    ColumnType,
    Date,
    Decimal,
    Duration,
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
)


class Misfit(Exception):
    """A value that is not of the type; the message says what would be."""


def fit(value: Any, kind: ColumnType) -> Any:
    """A value (as `plain` leaves it, not None) as a column of a type holds it.

    Raises:
        Misfit: It cannot be that without loss.
    """
    fitted = _RULES[type(kind)](value, kind)
    if kind.categories is not None and fitted not in kind.categories:
        raise Misfit(f"one of the {len(kind.categories)} categories")
    return fitted


def fits(values: Sequence[Any], kind: ColumnType) -> bool:
    """Whether every value fits, nulls aside."""
    if are_fit(values, kind):
        return True
    try:
        for value in values:
            if value is not None:
                fit(value, kind)
    except Misfit:
        return False
    return True


def are_fit(values: Sequence[Any], kind: ColumnType) -> bool:
    """Whether values (or None) all fit as they are, as far as that can be told at a glance."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return True
    if kind == Text() and kinds == {str}:
        return _is_unicode(values)
    if kind in (_INT64, _UINT64) and kinds == {int}:
        low, high = (0, 2**64) if kind == _UINT64 else (-(2**63), 2**63)
        present: list[int] = [v for v in values if v is not None]
        return low <= min(present) and max(present) < high
    return bool(kinds == {_AS_THEY_ARE.get(kind)})


_INT64, _UINT64 = Integer(), Integer(unsigned=True)

_AS_THEY_ARE: Mapping[ColumnType, type] = {
    Boolean(): bool,
    Binary(): bytes,
    Float(): float,
    Date(): datetime.date,
}


def _is_unicode(texts: Sequence[str | None]) -> bool:
    try:
        "".join(text for text in texts if text is not None).encode()
    except UnicodeEncodeError:
        return False
    return True


def _integer(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Integer)
    low, high = (0, 2**kind.bits) if kind.unsigned else (-(2 ** (kind.bits - 1)), 2 ** (kind.bits - 1))
    sign = "from 0" if kind.unsigned else "with a sign"
    expected = f"a whole number of {kind.bits} bits {sign}"
    if isinstance(value, (float, np.floating, decimal.Decimal)) and _is_whole(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value < high:
        raise Misfit(expected)
    if kind.classes is not None and int(value) not in dict(kind.classes):
        raise Misfit(f"the id of one of the {len(kind.classes)} classes")
    return value


def _is_whole(value: Any) -> bool:
    return math.isfinite(value) and value == int(value) and abs(value) <= EXACT


def _float(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Float)
    if isinstance(value, (float, np.floating)):
        return np.float32(value) if kind.bits == 32 and _in_float32(value) else float(value)
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or abs(int(value)) > EXACT:
        raise Misfit("a number")
    return float(value)


_MOST_32 = float(np.finfo(np.float32).max)


def _in_float32(value: Any) -> bool:
    if math.isfinite(value) and abs(float(value)) > _MOST_32:
        raise Misfit("a number of 32 bits")
    return True


def _decimal(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Decimal)
    whole, part = kind.precision - kind.scale, kind.scale
    expected = f"a decimal number with {whole} digits before the point and {part} behind it"
    if isinstance(value, bool) or not isinstance(value, (int, np.integer, decimal.Decimal)):
        raise Misfit(expected)
    number = value if isinstance(value, decimal.Decimal) else decimal.Decimal(int(value))
    if not number.is_finite() or abs(number) >= decimal.Decimal(10) ** whole:
        raise Misfit(expected)
    if number != number.quantize(decimal.Decimal(1).scaleb(-part), context=decimal.Context(prec=80)):
        raise Misfit(expected)
    return int(number) if (kind.precision, part) == (38, 0) else number


def _text(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Text)
    if not isinstance(value, str):
        raise Misfit("a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Misfit("valid Unicode text") from None
    return Markdown(value) if kind.format == "markdown" else value


def _timestamp(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Timestamp)
    if isinstance(value, datetime.datetime) and (value.tzinfo is not None) == kind.utc:
        return value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) and not kind.utc:
        return datetime.datetime.combine(value, datetime.time())
    raise Misfit(f"a time {'with' if kind.utc else 'without'} a time zone")


def _date(value: Any, kind: ColumnType) -> Any:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise Misfit("a date")
    return value


def _time(value: Any, kind: ColumnType) -> Any:
    if not isinstance(value, datetime.time) or value.tzinfo is not None:
        raise Misfit("a time of day without a time zone")
    return value


def _duration(value: Any, kind: ColumnType) -> Any:
    if not isinstance(value, datetime.timedelta) or abs(value) // datetime.timedelta(microseconds=1) >= 2**63:
        raise Misfit("a length of time")
    return value


def _list(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, List)
    if not isinstance(value, (list, np.ndarray)):
        raise Misfit("a list")
    if kind.length is not None and len(value) != kind.length:
        raise Misfit(f"a list of {kind.length}")
    if isinstance(value, np.ndarray) and arrays.is_array_of(value, kind):
        return value
    items = [None if v is None else fit(v, kind.item) for v in value]
    return items if kind.array is None else arrays.to_array(items, kind)


def _struct(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Struct)
    names = {f.name: f.type for f in kind.fields}
    if not isinstance(value, dict) or not value.keys() <= names.keys():
        raise Misfit(f"a dict with the keys {', '.join(names)}")
    if not kind.sparse:
        value = {name: value.get(name) for name in names}
    elif None in value.values():
        raise Misfit("a dict whose keys have values")
    return {name: None if v is None else fit(v, names[name]) for name, v in value.items()}


def _map(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, Map)
    if not isinstance(value, dict) or None in value:
        raise Misfit("a dict")
    return {fit(k, kind.key_type): None if v is None else fit(v, kind.value_type) for k, v in value.items()}


def _medium(value: Any, kind: ColumnType) -> Any:
    assert isinstance(kind, MediaType)
    if not isinstance(value, Media) or value.kind != kind.kind:
        raise Misfit(f"media of the kind {kind.kind!r}")
    return value


def _of(wanted: type, name: str) -> Callable[[Any, ColumnType], Any]:
    def rule(value: Any, kind: ColumnType) -> Any:
        if not isinstance(value, wanted):
            raise Misfit(name)
        return value

    return rule


def _nothing(value: Any, kind: ColumnType) -> Any:
    raise Misfit("nothing but None")


_RULES: Mapping[type, Callable[[Any, ColumnType], Any]] = {
    Integer: _integer,
    Float: _float,
    Decimal: _decimal,
    Text: _text,
    Boolean: _of(bool, "True or False"),
    Timestamp: _timestamp,
    Date: _date,
    Time: _time,
    Duration: _duration,
    Binary: _of(bytes, "bytes"),
    List: _list,
    Struct: _struct,
    Map: _map,
    MediaType: _medium,
    Mixed: lambda value, kind: value,
    Null: _nothing,
}
