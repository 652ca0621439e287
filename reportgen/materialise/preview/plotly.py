"""Plotly figures → what a small picture tells of them."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np

from reportgen.materialise.preview.figure import Figure, Series, text_of

_BINS = 20
_POINTS = 5000
"""Of more points in a trace, equal steps are drawn."""


def read_plotly(data: bytes) -> Figure:
    """The figure as Plotly's libraries write it: `data`, a list of traces, and `layout`."""
    found = json.loads(data)
    layout = found.get("layout") or {}
    traces = [trace for trace in found["data"] if trace.get("visible", True) is True]
    figure = Figure(
        text_of(layout.get("title")),
        text_of((layout.get("xaxis") or {}).get("title")),
        text_of((layout.get("yaxis") or {}).get("title")),
        words=" and ".join(dict.fromkeys(str(trace.get("type", "scatter")) for trace in traces)),
    )
    for trace in traces:
        figure.series += _series(trace)
        figure.flipped |= trace.get("orientation") == "h" and trace.get("type") == "bar"
    return figure


def _series(trace: dict[str, Any]) -> list[Series]:
    kind, name = trace.get("type", "scatter"), trace.get("name") or ""
    x, y = values(trace.get("x")), values(trace.get("y"))
    if kind in ("scatter", "scattergl"):
        return _scatter(trace, x, y, name)
    if kind == "bar":
        return [Series("bar", *_both(x, y), name)]
    if kind in ("histogram", "box", "violin"):
        return _counted(x or y, name) if kind == "histogram" else []
    if kind in ("heatmap", "heatmapgl", "contour"):
        return [Series("cells", [], [values(row) for row in values(trace.get("z"))], name)]
    if kind == "pie":
        return [Series("pie", values(trace.get("labels")), values(trace.get("values")), name)]
    return []


def _scatter(trace: dict[str, Any], x: list[Any], y: list[Any], name: str) -> list[Series]:
    x, y = _both(x, y)
    step = -(-len(x) // _POINTS) or 1
    x, y = x[::step], y[::step]
    mode = trace.get("mode") or ("lines" if len(x) > 20 else "lines+markers")
    filled = (trace.get("fill") or "none") != "none" or bool(trace.get("stackgroup"))
    marks = [("area" if filled else "line")] if "lines" in mode else []
    marks += ["point"] if "markers" in mode and not marks else []
    return [Series(mark, x, y, name) for mark in marks]


def _both(x: list[Any], y: list[Any]) -> tuple[list[Any], list[Any]]:
    """Traces may leave one of them out: then it counts from 0."""
    x, y = x or list(range(len(y))), y or list(range(len(x)))
    count = min(len(x), len(y))
    return x[:count], y[:count]


def _counted(found: list[Any], name: str) -> list[Series]:
    """A histogram's bars."""
    numbers = [value for value in found if isinstance(value, (int, float)) and np.isfinite(value)]
    if not numbers:
        kinds = list(dict.fromkeys(map(str, found)))
        return [Series("bar", kinds, [sum(str(one) == kind for one in found) for kind in kinds], name)]
    counts, edges = np.histogram(numbers, _BINS)
    return [Series("bar", ((edges[1:] + edges[:-1]) / 2).tolist(), counts.tolist(), name)]


def values(found: Any) -> list[Any]:
    """A list; also of numbers that were packed: `{"dtype": "f8", "bdata": base64}`."""
    if isinstance(found, dict) and "bdata" in found:
        numbers = np.frombuffer(base64.b64decode(found["bdata"]), np.dtype(found["dtype"]).newbyteorder("<"))
        if shape := found.get("shape"):
            sides = shape.split(",") if isinstance(shape, str) else shape
            numbers = numbers.reshape([int(side) for side in sides])
        listed: list[Any] = numbers.tolist()
        return listed
    return list(found) if isinstance(found, (list, tuple)) else []
