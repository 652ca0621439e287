"""Vega-Lite and Vega charts → what a small picture tells of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from reportgen.materialise.preview.figure import Figure, Scale, Series, text_of

_MARKS = {
    "line": "line",
    "trail": "line",
    "area": "area",
    "bar": "bar",
    "arc": "pie",
    **dict.fromkeys(("point", "circle", "square", "tick"), "point"),
}
_AGGREGATES: Mapping[str, Callable[[list[float]], float]] = {
    "count": lambda found: float(len(found)),
    "sum": sum,
    "mean": lambda found: float(np.mean(found)),
    "average": lambda found: float(np.mean(found)),
    "median": lambda found: float(np.median(found)),
    "min": min,
    "max": max,
}
_PARTS = ("layer", "hconcat", "vconcat", "concat")
_BINS = 10


def read_vega(data: bytes) -> Figure:
    """A chart of either grammar; of several views, those that lie in one plane with the first."""
    spec = json.loads(data)
    figure = Figure(text_of(spec.get("title")))
    if isinstance(spec.get("marks"), list):
        axes = {axis.get("orient"): text_of(axis.get("title")) for axis in spec.get("axes") or []}
        figure.x_title, figure.y_title = axes.get("bottom", ""), axes.get("left", "")
        figure.words = " and ".join(dict.fromkeys(str(mark.get("type")) for mark in spec["marks"]))
        return figure
    for unit, rows in _units(spec, [], spec.get("datasets") or {}):
        _add(figure, unit, rows)
    return figure


def _units(
    spec: dict[str, Any], rows: list[Any], sets: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """The views with marks, each with its data; encodings of a layered view count for its layers."""
    data = spec.get("data") or {}
    found = data.get("values") if isinstance(data, dict) else None
    rows = (
        found
        if isinstance(found, list)
        else sets.get(str(data.get("name")), rows)
        if isinstance(data, dict)
        else rows
    )
    if "mark" in spec:
        yield spec, rows
    for key in _PARTS:
        for part in (spec.get(key) or [])[: None if key == "layer" else 1]:
            merged = {**part, "encoding": {**(spec.get("encoding") or {}), **(part.get("encoding") or {})}}
            yield from _units(merged, rows, sets)
    if isinstance(spec.get("spec"), dict):
        yield from _units(spec["spec"], rows, sets)


def _add(figure: Figure, unit: dict[str, Any], rows: list[Any]) -> None:
    mark = unit["mark"]["type"] if isinstance(unit["mark"], dict) else unit["mark"]
    encoding = unit.get("encoding") or {}
    x, y = encoding.get("x") or {}, encoding.get("y") or {}
    figure.words = figure.words or str(mark)
    figure.x_title, figure.y_title = figure.x_title or _title(x), figure.y_title or _title(y)
    kind = _MARKS.get(mark)
    if kind == "pie":
        y, x = encoding.get("theta") or {}, encoding.get("color") or {}
    if kind is None or not rows:
        return
    if kind == "bar" and x.get("type") == "quantitative" and y.get("type") in ("nominal", "ordinal"):
        figure.flipped = True
        x, y = y, x
    by = (encoding.get("color") or {}).get("field") if kind != "pie" else None
    for name, part in _split(rows, by).items():
        xs, ys = _values(part, x, y)
        figure.series.append(Series(kind, xs, ys, name))


def _title(channel: dict[str, Any]) -> str:
    if channel.get("title"):
        return text_of(channel["title"])
    said = channel.get("aggregate")
    name = channel.get("field") or ""
    return f"{said} of {name}" if isinstance(said, str) and name else str(said or name)


def _split(rows: list[Any], by: Any) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if isinstance(row, dict):
            parts[str(row.get(by, "")) if isinstance(by, str) else ""].append(row)
    return parts


def _values(rows: list[Any], x: dict[str, Any], y: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """What stands along the axes, binned and aggregated where the chart says so."""
    xs = [row.get(x.get("field")) for row in rows]
    if x.get("bin"):
        xs = _binned(xs)
    said = y.get("aggregate")
    ys = [row.get(y.get("field")) for row in rows]
    if not isinstance(said, str) or said not in _AGGREGATES:
        return xs, ys
    groups: dict[Any, list[float]] = defaultdict(list)
    scale = Scale.of(ys)
    for one, value in zip(xs, ys, strict=True):
        number = 1.0 if said == "count" else scale.number(value)
        if number is not None:
            groups[one].append(number)
    keys = sorted(groups, key=lambda key: (isinstance(key, str), key)) if None not in groups else list(groups)
    return keys, [_AGGREGATES[said](groups[key]) for key in keys]


def _binned(found: list[Any]) -> list[Any]:
    """The middles of the bins that numbers fall into."""
    numbers = [value for value in found if isinstance(value, (int, float))]
    edges = np.histogram_bin_edges(numbers, _BINS)
    middles = ((edges[1:] + edges[:-1]) / 2).tolist()
    at = np.clip(np.digitize(numbers, edges) - 1, 0, _BINS - 1)
    placed = iter(at.tolist())
    return [middles[next(placed)] if isinstance(value, (int, float)) else None for value in found]
