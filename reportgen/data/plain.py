"""The values that people put into cells, as the few Python types that columns are made of."""

from __future__ import annotations

import datetime
import decimal
import enum
import math
import os
import sys
import uuid
from collections.abc import Callable, Mapping, Set
from typing import Any

import numpy as np

from reportgen.convert.pandas import is_missing
from reportgen.data.media.image import Image

ATOMS = frozenset({type(None), bool, int, float, str, bytes, Image})
"""Exact types that are stored as they are."""


class Unstorable(Exception):
    """A value that no column can hold; the message says what it is and what to do."""


def plain(value: Any) -> Any:
    """A value without its dress: tuples and arrays become lists, enums and paths texts, and so on.

    The result shares nothing that can change with the value. Numbers of NumPy, and 1-D arrays of numbers,
    keep their type, so that their width is not lost.

    Raises:
        Unstorable: The value has no place in a table.
    """
    if type(value) in ATOMS:
        return value
    if is_missing(value):
        return None
    for kinds, rule in _RULES:
        if isinstance(value, kinds):
            return rule(value)
    return _by_protocol(value)


def _by_protocol(value: Any) -> Any:
    pillow = sys.modules.get("PIL.Image")
    if pillow is not None and isinstance(value, pillow.Image):
        return Image(value)
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        value = value.detach().cpu()
    if hasattr(value, "__array__"):
        return _from_array(np.asarray(value))
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    raise Unstorable(f"a value of type {kind} cannot be stored: turn it into text, numbers, lists or dicts")


def _from_scalar(value: np.generic) -> Any:
    if isinstance(value, (np.bool_, np.str_, np.bytes_)):
        return value.item()
    if isinstance(value, (np.datetime64, np.timedelta64)):  # a timedelta64 is an integer too
        return _from_moment(value)
    if isinstance(value, (np.integer, np.float32, np.float64)):
        return value
    if isinstance(value, np.float16):
        return np.float32(value)
    item = value.item()
    if isinstance(item, np.generic):
        raise Unstorable(f"a NumPy {value.dtype} cannot be stored: turn it into a float64 or into text")
    return plain(item)


def _from_moment(value: np.datetime64 | np.timedelta64) -> Any:
    if np.isnat(value):
        return None
    if value.dtype == np.dtype("datetime64[D]"):
        return _checked_item(value, value)
    if isinstance(value, np.timedelta64) and np.datetime_data(value.dtype)[0] in ("Y", "M", "generic"):
        raise Unstorable("a timedelta64 without a fixed length cannot be stored: give it in days or seconds")
    micro = value.astype(value.dtype.kind + "8[us]")
    if micro != value:
        raise Unstorable("a time finer than a microsecond cannot be stored: round it to microseconds")
    return _checked_item(micro, value)


def _checked_item(value: np.datetime64 | np.timedelta64, shown: object) -> Any:
    item = value.item()
    if isinstance(item, int):
        raise Unstorable(f"the time {shown} is outside of the years 1 to 9999: store it as text")
    return item


def _from_array(value: np.ndarray[Any, Any]) -> Any:
    if isinstance(value, np.ma.MaskedArray):
        return [plain(v) for v in value.tolist()]
    if value.ndim == 0:
        return plain(value[()])
    if value.dtype.kind in "iuf" and value.dtype.itemsize <= 8:
        copy = value.astype(np.float32) if value.dtype == np.float16 else value.copy()
        return copy if value.ndim == 1 else [_from_array(row) for row in copy]
    return [plain(row) for row in value]


def _from_datetime(value: datetime.datetime) -> datetime.datetime:
    if getattr(value, "nanosecond", 0):
        raise Unstorable("a time finer than a microsecond cannot be stored: round it with .floor('us')")
    if value.tzinfo is not None:
        try:
            value = value.astimezone(datetime.timezone.utc)
        except OverflowError:
            raise Unstorable(
                f"the time {value} leaves the years 1 to 9999 in UTC: store it as text"
            ) from None
    return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value.replace(fold=0)


def _from_timedelta(value: datetime.timedelta) -> datetime.timedelta:
    if getattr(value, "nanoseconds", 0):
        raise Unstorable("a duration finer than a microsecond cannot be stored: round it with .floor('us')")
    return value.to_pytimedelta() if hasattr(value, "to_pytimedelta") else value


def _from_dict(value: Mapping[Any, Any]) -> dict[Any, Any]:
    result = {_key(k): plain(v) for k, v in value.items()}
    if len(result) < len(value):
        raise Unstorable("a dict with two keys that are stored alike cannot be stored: rename one of them")
    return result


def _key(value: Any) -> Any:
    key = plain(value)
    if isinstance(key, np.generic):
        key = key.item()
    if isinstance(key, (list, dict, np.ndarray, Image)):
        raise Unstorable(
            f"a dict with a key of type {type(value).__name__} cannot be stored: use texts as keys"
        )
    return key


def _from_set(value: Set[Any]) -> list[Any]:
    """A set as a list in an order that does not change from run to run."""
    return sorted((plain(v) for v in value), key=lambda v: (type(v).__name__, _rank(v), repr(v)))


def _rank(value: Any) -> float:
    return (
        float(value) if isinstance(value, (int, float)) and math.isfinite(value) and abs(value) < 1e300 else 0
    )


_RULES: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (enum.Enum, lambda value: value.name),
    (np.generic, _from_scalar),
    (np.ndarray, _from_array),
    (datetime.datetime, _from_datetime),
    (datetime.timedelta, _from_timedelta),
    ((datetime.date, datetime.time, decimal.Decimal, Image), lambda value: value),
    (bool, bool),
    (int, int),
    (float, float),
    (str, str),
    ((bytes, bytearray, memoryview), bytes),
    ((uuid.UUID, os.PathLike), str),
    (Mapping, _from_dict),
    ((list, tuple, range), lambda value: [plain(v) for v in value]),
    (Set, _from_set),
)
"""The first rule whose types fit decides: an enum may be an int, and a datetime is a date."""
