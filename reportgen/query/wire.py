"""Values as text between Python and the core: JSON that keeps big integers, NaN and infinities."""

from __future__ import annotations

import json
import math
from typing import Any

_SAFE = 2**53 - 1


def pack(value: Any) -> str:
    """The text of a value made of None, bool, int, float, str, list, tuple and dict."""
    return json.dumps(_encode(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def unpack(text: str) -> Any:
    """The value of a text that `pack`, here or in the core, has made."""
    return _decode(json.loads(text))


def _encode(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _SAFE else {"$int": str(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$num": _number_name(value)}
    if isinstance(value, (list, tuple)):
        return [_encode(item) for item in value]
    if isinstance(value, dict):
        return {_escape(key): _encode(item) for key, item in value.items()}
    raise TypeError(f"a {type(value).__name__} cannot be packed")


def _number_name(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _escape(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a {type(key).__name__} cannot be the key of a packed object")
    return "$" + key if key.startswith("$") else key


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"$int"}:
        return int(value["$int"])
    if value.keys() == {"$num"}:
        return float(value["$num"])
    return {key[1:] if key.startswith("$") else key: _decode(item) for key, item in value.items()}
