"""The values that people put into cells, as the few Python types that columns are made of."""

from __future__ import annotations

import datetime
import decimal
import enum
import math
import os
import types
import uuid
from collections.abc import Callable, Mapping, Set
from typing import Any

import numpy as np
import pyarrow as pa

from reportgen.convert.dataframe import Values, frame_columns, is_frame, is_series, series_values
from reportgen.convert.model import MediaFile
from reportgen.convert.pandas import as_text, is_missing
from reportgen.data.foreign import medium_of
from reportgen.data.media import MEDIA, as_media
from reportgen.data.media.base import Media
from reportgen.data.media.markdown import Markdown

_NUMBERS = {np.dtype(code).type for code in "bhilqBHILQfd"}

_TIMES = {datetime.date, datetime.time, datetime.timedelta}

ATOMS = frozenset(
    {type(None), bool, int, float, str, bytes, Markdown, decimal.Decimal, *_NUMBERS, *_TIMES, *MEDIA.values()}
)
"""Exact types that are stored as they are."""


class Unstorable(Exception):
    """A value that no column can hold; the message says what it is and what to do."""


def plain(value: Any) -> Any:
    """A value without its dress: tuples and arrays become lists, enums and paths texts, and so on.

    The result shares nothing that can change with the value. Numbers of NumPy, and arrays of numbers or
    booleans, keep their type, so that their width is not lost.

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
    medium = as_media(value)
    if medium is not None:
        return medium
    text = as_text(value)
    if text is not None:
        return text
    if isinstance(value, MediaFile):
        return medium_of(value)
    if hasattr(value, "as_cell"):
        return plain(value.as_cell())
    if is_frame(value):
        return _from_frame(value)
    if is_series(value):
        return _from_column(series_values(value))
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        value = value.detach().cpu()
    if hasattr(value, "__array__"):
        return _from_array(np.asarray(value))
    if isinstance(value, complex):
        raise Unstorable(_COMPLEX)
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    raise Unstorable(f"a value of type {kind} cannot be stored: turn it into text, numbers, lists or dicts")


_COMPLEX = "a value of type complex cannot be stored: store its real and its imaginary part as two columns"


_NAMED = (
    type,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodDescriptorType,
)


def _from_frame(frame: Any) -> list[dict[str, Any]]:
    """The rows of a data frame, as a Table in a cell has them."""
    named = frame_columns(frame)
    columns = [_from_column(values) for _, values, _ in named]
    return [dict(zip((name for name, *_ in named), row, strict=True)) for row in zip(*columns, strict=True)]


def _from_column(values: Values) -> list[Any]:
    listed = values.to_pylist() if isinstance(values, pa.ChunkedArray) else values
    return [plain(value) for value in listed]


def _dotted(value: Any) -> str:
    """The name by which a function or a class is imported."""
    module = getattr(value, "__module__", None) or getattr(value, "__objclass__", type).__module__
    return f"{module}.{value.__qualname__}"


def _from_scalar(value: np.generic) -> Any:
    if isinstance(value, (np.bool_, np.str_, np.bytes_)):
        return value.item()
    if isinstance(value, (np.datetime64, np.timedelta64)):  # a timedelta64 is an integer too
        return _from_moment(value)
    if isinstance(value, (np.integer, np.float32, np.float64)):
        return value
    if isinstance(value, np.float16):
        return np.float32(value)
    if isinstance(value, np.complexfloating):
        raise Unstorable(_COMPLEX)
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
    if value.dtype.kind in "biuf" and value.dtype.itemsize <= 8:
        return np.array(value, dtype=value.dtype.newbyteorder("="), order="C", subok=False)
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
    if isinstance(key, (list, dict, np.ndarray, Media)):
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
    ((datetime.date, datetime.time, decimal.Decimal, Media), lambda value: value),
    (_NAMED, _dotted),
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
