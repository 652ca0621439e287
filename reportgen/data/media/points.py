"""Point clouds as JSON: what people give, checked and written compactly.

The form is that of `.pts.json` files: a list of points, or an object of the type "lidar/beta" with `points`,
`boxes` and `vectors`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from reportgen.data.media.source import array_in
from reportgen.diagnostics import did_you_mean

Array: TypeAlias = np.ndarray[Any, Any]

SCENE = "lidar/beta"
"""The type of a scene: points, boxes around them, and vectors."""

_FIELDS = ("type", "points", "boxes", "vectors")
_WIDTHS = (3, 4, 6)


@dataclass(frozen=True, slots=True)
class Points:
    """A point cloud as JSON."""

    text: bytes
    count: int
    """How many points there are."""
    boxes: int | None
    """How many boxes there are; None for points alone."""


def from_points(points: Any) -> Points:
    """An array N×3 (x, y, z), N×4 (and a category) or N×6 (and red, green, blue from 0 to 255) as JSON.

    Raises:
        ValueError: The array has another shape, or values that are no finite numbers.
    """
    array = checked_points(points)
    return Points(_points_json(array).encode(), len(array), None)


def from_scene(scene: Mapping[str, Any]) -> Points:
    """Points with boxes and vectors, `{"type": "lidar/beta", "points", "boxes", "vectors"}`, as JSON.

    Raises:
        ValueError: A field is not known or not what it should be; the message names it.
    """
    for field in scene:
        if field not in _FIELDS:
            help = did_you_mean(str(field), _FIELDS, what="field")
            raise ValueError(f"a point cloud has the field {field!r}, which is not known; {help}")
    if scene.get("type", SCENE) != SCENE:
        raise ValueError(f"a point cloud has the type {scene['type']!r}: the type is {SCENE!r}")
    array = checked_points(scene.get("points", ()))
    boxes = [_box(box, f"box {i}") for i, box in enumerate(_listed(scene, "boxes"))]
    vectors = [_vector(vector, f"vector {i}") for i, vector in enumerate(_listed(scene, "vectors"))]
    rest = json.dumps({"boxes": boxes, "vectors": vectors}, separators=(",", ":"), ensure_ascii=False)
    text = f'{{"type":"{SCENE}","points":{_points_json(array)},{rest[1:]}'
    return Points(text.encode(), len(array), len(boxes))


def read_points(text: bytes) -> Points:
    """The point cloud of a `.pts.json` file, kept as it is.

    Raises:
        ValueError: It is none.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ValueError(f"the point cloud is not JSON: {error}") from None
    found = from_scene(data) if isinstance(data, Mapping) else from_points(data)
    return Points(text, found.count, found.boxes)


def points_in(text: bytes) -> Array:
    """The points of a point cloud's JSON, of shape N×3, N×4 or N×6."""
    data = json.loads(text)
    return checked_points(data["points"] if isinstance(data, Mapping) else data)


def checked_points(points: Any) -> Array:
    """Points as an array of numbers, of shape N×3, N×4 or N×6."""
    given = array_in(points)
    try:
        array = np.asarray(points if given is None else given)
    except ValueError:
        raise ValueError("the points differ in how many numbers they have: each has 3, 4 or 6") from None
    if array.shape == (0,):
        array = array.reshape(0, 3)
    if array.ndim != 2 or array.shape[1] not in _WIDTHS or array.dtype.kind not in "iuf":
        shape = "×".join(str(n) for n in array.shape) or "no dimensions"
        raise ValueError(
            f"an array of {array.dtype} of shape {shape} is no point cloud: it must be N×3, N×4 or N×6"
        )
    if not np.isfinite(array).all():
        row = int(np.argmin(np.isfinite(array).all(axis=1)))
        raise ValueError(f"point {row} has a value that is no finite number: leave such points out")
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _points_json(array: Array) -> str:
    # Arrow writes the shortest text of a number at its own precision, many times faster than json.
    texts = pa.array(np.ascontiguousarray(array).ravel()).cast(pa.string()).to_pylist()
    width = array.shape[1]
    rows = [",".join(texts[i : i + width]) for i in range(0, len(texts), width)]
    return f"[[{'],['.join(rows)}]]" if rows else "[]"


def _listed(scene: Mapping[str, Any], field: str) -> Sequence[Any]:
    items = scene.get(field)
    if items is None:
        return ()
    if isinstance(items, np.ndarray):
        return list(items)
    if not isinstance(items, (list, tuple)):
        raise ValueError(f"the {field} of a point cloud are a {type(items).__name__}: give a list of dicts")
    return items


def _box(box: Any, where: str) -> dict[str, Any]:
    if not isinstance(box, Mapping) or "corners" not in box:
        raise ValueError(f"{where} of the point cloud has no 'corners': give 8 of [x, y, z]")
    corners = _numbers(box["corners"], f"{where}: corners", (8, 3))
    known = {key: value for key, value in box.items() if key != "corners" and value is not None}
    if "color" in known:
        known["color"] = _numbers(known["color"], f"{where}: color", (3,))
    if "score" in known:
        known["score"] = _numbers(known["score"], f"{where}: score", ())
    if "label" in known:
        known["label"] = str(known["label"])
    return {"corners": corners, **known}


def _vector(vector: Any, where: str) -> dict[str, Any]:
    if not isinstance(vector, Mapping) or not {"start", "end"} <= set(vector):
        raise ValueError(f"{where} of the point cloud needs 'start' and 'end', each [x, y, z]")
    ends = {key: _numbers(vector[key], f"{where}: {key}", (3,)) for key in ("start", "end")}
    known = {key: value for key, value in vector.items() if key not in ends and value is not None}
    if "color" in known:
        known["color"] = _numbers(known["color"], f"{where}: color", (3,))
    return {**ends, **known}


def _numbers(value: Any, where: str, shape: tuple[int, ...]) -> Any:
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.empty(0)
    if array.shape != shape or array.dtype.kind not in "iuf" or not np.isfinite(array).all():
        wanted = "×".join(str(n) for n in shape) + " finite numbers" if shape else "a finite number"
        raise ValueError(f"{where} is {value!r}: give {wanted}")
    return array.tolist()
