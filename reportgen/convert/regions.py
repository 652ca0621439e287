"""Regions of images: polygons and run-length codes become arrays of class ids, and arrays become codes.

Source: the COCO data format page (polygons `[x, y, x, y, …]`, codes of runs down the columns) and the mask
API beside it, which packs the lengths of runs into text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]

_FAR = 1e9


def paint(mask: Array, region: Any, value: int) -> None:
    """Write a value into the pixels of a region: polygons, or a code of runs.

    Args:
        mask: Height × width, of whole numbers; it is changed.
        region: `[[x, y, x, y, …], …]`, or `{"size": [height, width], "counts": [...] or text}`.
        value: What to write.

    Raises:
        ValueError: The region is neither, or has another size.
    """
    if isinstance(region, Mapping):
        mask[_from_runs(region, mask.shape)] = value
        return
    if not isinstance(region, list):
        raise ValueError(f"a region must be polygons or a run-length code, not a {type(region).__name__}")
    for polygon in region:
        points = np.asarray(polygon, dtype=np.float64)
        if points.ndim != 1 or len(points) % 2 or len(points) < 6:
            raise ValueError("a polygon must be a list x, y, x, y, … of at least three points")
        if not (np.abs(points) < _FAR).all():
            raise ValueError("a polygon has a corner that is no place on an image")
        _fill(mask, points[0::2], points[1::2], value)


def _fill(mask: Array, xs: Array, ys: Array, value: int) -> None:
    """Write a value into every pixel whose centre is inside of a polygon."""
    height, width = mask.shape
    next_xs, next_ys = np.roll(xs, -1), np.roll(ys, -1)
    for row in range(max(0, int(ys.min())), min(height, int(np.ceil(ys.max())) + 1)):
        y = row + 0.5
        crosses = (ys <= y) != (next_ys <= y)
        slope = (y - ys[crosses]) / (next_ys[crosses] - ys[crosses])
        at = np.sort(xs[crosses] + slope * (next_xs[crosses] - xs[crosses]))
        edges = np.clip(np.ceil(at - 0.5), 0, width).astype(int)
        for start, end in zip(edges[0::2], edges[1::2], strict=True):
            mask[row, start:end] = value


def _from_runs(region: Mapping[str, Any], shape: tuple[int, ...]) -> Array:
    counts = region.get("counts")
    lengths = _unpack(counts) if isinstance(counts, str) else list(counts or ())
    if tuple(region.get("size", ())) != shape or sum(lengths) != shape[0] * shape[1]:
        raise ValueError(f"a run-length code is of the size {region.get('size')} and the image {list(shape)}")
    flags = np.arange(len(lengths)) % 2 == 1
    inside: Array = np.repeat(flags, lengths).reshape(shape[::-1]).T
    return inside


def _unpack(text: str) -> list[int]:
    """The lengths of runs: five bits a character, from the fourth on a difference to the one before last."""
    lengths: list[int] = []
    value = shift = 0
    for character in text:
        bits = ord(character) - 48
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits & 0x20:
            continue
        if bits & 0x10:
            value -= 1 << shift
        lengths.append(value + (lengths[-2] if len(lengths) > 2 else 0))
        value = shift = 0
    return lengths


def to_runs(inside: Array) -> dict[str, Any]:
    """The run-length code of the pixels that are true."""
    flat = np.asarray(inside, dtype=bool).T.reshape(-1)
    changes = np.flatnonzero(np.diff(flat)) + 1
    bounds = np.concatenate([[0], changes, [flat.size]])
    lengths: list[int] = np.diff(bounds).tolist()
    if flat.size and flat[0]:
        lengths.insert(0, 0)
    return {"size": [int(n) for n in inside.shape], "counts": lengths}


def bounds_of(inside: Array) -> list[int]:
    """The smallest box around the pixels that are true: x, y, width, height."""
    ys, xs = np.nonzero(inside)
    if not len(xs):
        return [0, 0, 0, 0]
    return [int(v) for v in (xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1)]


def class_ids(region: Array) -> Sequence[int]:
    """The ids in a mask, the background (0) aside, in order."""
    return [int(id) for id in np.unique(region) if id]
