"""Bokeh documents (versions 2 and 3) → what a small picture tells of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from reportgen.materialise.preview.figure import Figure, Series

_MARKS = {
    "Line": "line",
    "Step": "line",
    "VArea": "area",
    "VBar": "bar",
    **dict.fromkeys(("Circle", "Scatter", "Square", "Cross", "Triangle", "Diamond"), "point"),
}


def read_bokeh(data: bytes) -> Figure:
    """The titles, axes and glyphs of a document, whichever of its models hold them."""
    document = json.loads(data)
    models = {model["id"]: model for model in _models(document) if "attributes" in model}
    named: dict[str, list[dict[str, Any]]] = {}
    for model in models.values():
        named.setdefault(_kind(model), []).append(model["attributes"])
    figure = Figure(
        next((one["text"] for one in named.get("Title", []) if isinstance(one.get("text"), str)), "")
    )
    plot = next(iter([*named.get("Figure", []), *named.get("Plot", [])]), {})
    figure.x_title, figure.y_title = (_label(plot.get(side), models) for side in ("below", "left"))
    for renderer in named.get("GlyphRenderer", []):
        figure.series += _series(renderer, models)
    figure.words = "Bokeh"
    return figure


def _models(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with an id, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value
        for part in value.values():
            yield from _models(part)
    elif isinstance(value, list):
        for part in value:
            yield from _models(part)


def _held(found: Any, models: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a model that is given in place or by its id."""
    known = models.get(str(found.get("id"))) if isinstance(found, dict) else None
    attributes: dict[str, Any] = (known or {}).get("attributes", {})
    return attributes


def _kind(model: dict[str, Any]) -> str:
    """Version 3 calls it a name, version 2 a type."""
    return str(model.get("name") or model.get("type") or "")


def _label(axes: Any, models: dict[str, Any]) -> str:
    labels = [_held(axis, models).get("axis_label") for axis in axes or []]
    return next((label for label in labels if isinstance(label, str)), "")


def _series(renderer: dict[str, Any], models: dict[str, Any]) -> list[Series]:
    glyph = renderer.get("glyph") or {}
    mark = _MARKS.get(_kind(models.get(str(glyph.get("id")), {})))
    columns = _columns(_held(renderer.get("data_source"), models).get("data"))
    x, y = (_field(_held(glyph, models).get(name)) for name in ("x", "top" if mark == "bar" else "y"))
    if mark is None or x not in columns or y not in columns:
        return []
    return [Series(mark, columns[x], columns[y])]


def _field(found: Any) -> str:
    return str(found.get("field", "")) if isinstance(found, dict) else ""


def _columns(found: Any) -> dict[str, list[Any]]:
    entries = found.get("entries") if isinstance(found, dict) and found.get("type") == "map" else None
    items = entries if entries is not None else (found or {}).items()
    return {name: _array(values) for name, values in items}


def _array(found: Any) -> list[Any]:
    """A list, or an array whose bytes are base64."""
    if isinstance(found, dict):
        text = found.get("__ndarray__") or (found.get("array") or {}).get("data") or ""
        listed: list[Any] = np.frombuffer(base64.b64decode(text), found.get("dtype", "float64")).tolist()
        return listed
    return list(found) if isinstance(found, list) else []
