"""Arrays of numbers as pictures of 8-bit pixels."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from PIL import Image as Pillow

Array: TypeAlias = np.ndarray[Any, Any]

_CHANNELS = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def from_array(array: Array, *, normalize: bool = True) -> Pillow.Image:
    """A picture of an array of shape H×W or H×W×(1 | 2 | 3 | 4).

    `uint8` is taken as it is and booleans as black and white. Other numbers are taken as the first of these
    ranges that holds them all: 0 to 1, -1 to 1, 0 to 255; else the array's own range, from black to white.
    Without `normalize` they are taken as 0 to 255, and what is beyond is cut off.

    Raises:
        ValueError: The shape is no picture's, or there are values that are no finite numbers.
    """
    return Pillow.fromarray(_squeezed(as_bytes(_checked(array), normalize=normalize)))


def from_tensor(tensor: Any, *, normalize: bool = True) -> Pillow.Image:
    """A picture of a PyTorch tensor, which has its channels first."""
    array = np.asarray(tensor.detach().cpu())
    if array.ndim == 3 and array.shape[0] in _CHANNELS and array.shape[2] not in _CHANNELS:
        array = array.transpose(1, 2, 0)
    return from_array(array, normalize=normalize)


def _checked(array: Array) -> Array:
    shape = "×".join(str(n) for n in array.shape)
    if array.ndim == 3 and array.shape[2] not in _CHANNELS and array.shape[0] in (1, 3, 4):
        raise ValueError(
            f"an array of shape {shape} has its channels first: use array.transpose(1, 2, 0) for an image"
        )
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in _CHANNELS) or not array.size:
        raise ValueError(
            f"an array of shape {shape or 'no dimensions'} is no image: it must be H×W or H×W×1…4"
        )
    if array.dtype.kind not in "buif":
        raise ValueError(f"an array of {array.dtype} is no image: use uint8, or floats from 0 to 1")
    return array


def as_bytes(array: Array, *, normalize: bool = True) -> Array:
    """Numbers as bytes, by the ranges of `from_array`."""
    if array.dtype == np.uint8:
        same: Array = array.copy()
        return same
    if array.dtype == np.bool_:
        bright: Array = np.where(array, np.uint8(255), np.uint8(0))
        return bright
    numbers = array.astype(np.float64)
    low, high = float(numbers.min()), float(numbers.max())
    if not np.isfinite([low, high]).all():
        raise ValueError(
            "an array with NaN or infinite values is no image: replace them, with numpy.nan_to_num"
        )
    if not normalize:
        cut: Array = np.rint(numbers.clip(0, 255)).astype(np.uint8)
        return cut
    offset, span = _range(low, high, whole=array.dtype.kind != "f")
    scaled: Array = np.rint((numbers - offset) * (255 / span)).astype(np.uint8)
    return scaled


def _range(low: float, high: float, *, whole: bool) -> tuple[float, float]:
    """What is black, and how far white is from it."""
    if low >= 0 and high <= 1 and not whole:
        return 0, 1
    if low >= -1 and high <= 1 and not whole:
        return -1, 2
    if low >= 0 and high <= 255:
        return 0, 255
    return low, (high - low) or 1


def _squeezed(array: Array) -> Array:
    return array[:, :, 0] if array.ndim == 3 and array.shape[2] == 1 else array
