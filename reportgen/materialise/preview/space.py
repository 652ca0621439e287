"""From space to the plane of a picture: one view from before and above, as the live viewer begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

MARGIN = 0.05
"""The part of a picture's side that is left free on each side."""
_VIEWS = {"z": ((0.6, -1.0, 0.6), (0.0, 0.0, 1.0)), "y": ((0.6, 0.5, 1.0), (0.0, 1.0, 0.0))}
"""Where the camera is, seen from the middle, and which way is up."""


@dataclass(frozen=True, slots=True)
class View:
    """A camera without perspective."""

    right: Array
    above: Array
    away: Array

    def flat(self, points: Array) -> Array:
        """Of points N×3: how far to the right, how far down, and how far away."""
        return np.stack([points @ self.right, -(points @ self.above), points @ self.away], axis=1)


def view_from(up: str) -> View:
    """The view of things that stand along an axis, `y` or `z`."""
    camera, top = (np.array(one) for one in _VIEWS[up])
    away = -camera / np.linalg.norm(camera)
    right = np.cross(away, top)
    right /= np.linalg.norm(right)
    return View(right, np.cross(right, away), away)


def fitted(
    points: Array, side: int, within: Array | None = None, margin: float = MARGIN
) -> tuple[Array, float]:
    """Points N×3 (in any unit) moved and scaled into a square picture, and the scale.

    `within` are the points that must be inside, when not all of them must; `margin` is the part of the side
    that is left free on each side.
    """
    inside = points if within is None else within
    low, high = inside[:, :2].min(axis=0), inside[:, :2].max(axis=0)
    scale = float(side * (1 - 2 * margin) / max(*(high - low), 1e-9))
    moved = points * scale
    moved[:, :2] += side / 2 - (low + high) / 2 * scale
    return moved, scale


def nearness(depth: Array) -> Array:
    """1 for the nearest, 0 for the farthest."""
    span = float(np.ptp(depth)) if len(depth) else 0.0
    return np.full(len(depth), 1.0) if span == 0 else (depth.max() - depth) / span
