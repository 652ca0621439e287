"""What people give as a chart, as JSON: figures of libraries, dicts, texts and files."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Mapping
from typing import Any

from reportgen.data.media.source import bytes_in, existing, path_in


def read_chart(spec: Any, what: str) -> tuple[Any, bytes | None]:
    """What people give as a chart, as dicts and lists, and its bytes where they are kept as they came.

    Args:
        spec: A figure, a dict, a JSON text, the path of a file, bytes, or an open file.
        what: The chart's class, for messages.

    Raises:
        ValueError: There is no such file, or it is not JSON.
    """
    if isinstance(spec, str) and spec.lstrip().startswith("{"):
        return _parsed(spec.encode(), what)[0], None
    data = bytes_in(spec)
    if data is None and isinstance(spec, (str, os.PathLike)):
        data = _file(spec)
    return (_from_object(spec), None) if data is None else _parsed(data, what)


def _file(name: str | os.PathLike[str]) -> bytes | None:
    path = path_in(name)
    return None if path is None else existing(path, "chart").read_bytes()


def _from_object(spec: Any) -> Any:
    if isinstance(spec, Mapping):
        return spec
    if callable(getattr(spec, "to_plotly_json", None)):
        return json.loads(spec.to_json())
    if callable(getattr(spec, "to_dict", None)):
        return spec.to_dict()
    if any(base.__module__.startswith("bokeh.") for base in type(spec).__mro__):
        return _from_bokeh(spec)
    return None


def _from_bokeh(spec: Any) -> Any:
    """A document's or a model's JSON, by Bokeh's own encoder, which knows arrays."""
    encode = importlib.import_module("bokeh.core.json_encoder").serialize_json
    if callable(getattr(spec, "to_json", None)):
        return json.loads(encode(spec.to_json()))
    return json.loads(encode(importlib.import_module("bokeh.embed").json_item(spec)))


def _parsed(text: bytes, what: str) -> tuple[Any, bytes | None]:
    """The values, and the text unless it holds NaN or infinities, which browsers do not read as JSON."""
    foreign: list[str] = []
    try:
        return json.loads(text, parse_constant=foreign.append), None if foreign else text
    except ValueError as error:
        raise ValueError(f"the {what} chart is not JSON: {error}") from None


def chart_json(data: Mapping[str, Any], what: str) -> bytes:
    """A chart's JSON text, compact.

    Arrays and times in it become lists and texts; NaN and infinities become null, a gap in every library.

    Raises:
        ValueError: It holds what JSON cannot.
    """
    try:
        text = json.dumps(data, default=_plain)
        finite = json.loads(text, parse_constant=lambda _: None)
        return json.dumps(finite, separators=(",", ":"), ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise ValueError(f"the {what} chart cannot be written as JSON: {error}") from None


def _plain(value: Any) -> Any:
    """Arrays and NumPy's numbers, which people put into specifications."""
    if callable(getattr(value, "tolist", None)):
        return value.tolist()
    if callable(getattr(value, "isoformat", None)):
        return value.isoformat()
    raise TypeError(f"it holds a {type(value).__name__}")
