"""Values of mixed columns as JSON text, without loss.

What JSON has is written as JSON. Anything else is an object with one key that starts with `$`; an object
whose own keys start so is wrapped in `$object`.
"""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from reportgen.data.media.base import Media

MakeMedia: TypeAlias = Callable[[str, Mapping[str, Any]], Media]
"""Makes the medium of a kind from what `describe` has told of it."""


def to_text(value: Any) -> str:
    """The JSON text of a value that `plain` has made."""
    shaped = to_json(value)
    text = json.dumps(shaped, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(shaped, ensure_ascii=True, allow_nan=False)
    return text


def to_json(value: Any) -> Any:
    """A value as what JSON has, with the rest tagged."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$num": _NON_FINITE[repr(value)]}
    if isinstance(value, (list, np.ndarray)):
        return [to_json(v) for v in value]
    if isinstance(value, dict):
        return _object(value)
    return next(shape(value) for kind, shape in _WRITERS if isinstance(value, kind))


def _object(value: dict[Any, Any]) -> Any:
    if not all(isinstance(key, str) for key in value):
        return {"$map": [[to_json(k), to_json(v)] for k, v in value.items()]}
    shaped = {key: to_json(v) for key, v in value.items()}
    return {"$object": shaped} if any(key.startswith("$") for key in value) else shaped


def from_text(text: str, make: MakeMedia) -> Any:
    """The value of a JSON text."""
    return from_json(json.loads(text), make)


def from_json(value: Any, make: MakeMedia) -> Any:
    """The value that `to_json` shaped."""
    if isinstance(value, list):
        return [from_json(v, make) for v in value]
    if not isinstance(value, dict):
        return value
    tag = next(iter(value), "")
    if len(value) != 1 or not tag.startswith("$"):
        return {key: from_json(v, make) for key, v in value.items()}
    inner = value[tag]
    match tag:
        case "$media":
            return make(inner["kind"], {key: item for key, item in inner.items() if key != "kind"})
        case "$object":
            return {key: from_json(v, make) for key, v in inner.items()}
        case "$map":
            return {from_json(k, make): from_json(v, make) for k, v in inner}
        case _:
            return _READERS[tag](inner)


_NON_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}

_WRITERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (bytes, lambda v: {"$bytes": base64.b64encode(v).decode()}),
    (datetime.datetime, lambda v: {"$timestamp": v.isoformat()}),
    (datetime.date, lambda v: {"$date": v.isoformat()}),
    (datetime.time, lambda v: {"$time": v.isoformat()}),
    (datetime.timedelta, lambda v: {"$duration": v // datetime.timedelta(microseconds=1)}),
    (decimal.Decimal, lambda v: {"$decimal": str(v)}),
    (Media, lambda v: {"$media": {"kind": v.kind, **v.describe()}}),
)

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "$num": float,
    "$bytes": base64.b64decode,
    "$timestamp": datetime.datetime.fromisoformat,
    "$date": datetime.date.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$duration": lambda v: datetime.timedelta(microseconds=v),
    "$decimal": decimal.Decimal,
}
