"""Frames of pixels as a film: GIF with Pillow, MP4 and WebM with PyAV."""

from __future__ import annotations

import fractions
import importlib
import io
from typing import Any, TypeAlias

import numpy as np
from PIL import Image as Pillow

from reportgen.data.media.pixels import as_bytes

Array: TypeAlias = np.ndarray[Any, Any]

_CODECS = {"mp4": ("libx264", "yuv420p"), "webm": ("libvpx-vp9", "yuv420p")}


def frames_of(array: Array) -> Array:
    """An array of shape time×channels×height×width as bytes of shape time×height×width×3.

    Raises:
        ValueError: The shape or the values are no film's.
    """
    shape = "×".join(str(n) for n in array.shape) or "no dimensions"
    if array.ndim != 4 or array.shape[1] not in (1, 3, 4) or not array.size:
        last = array.ndim == 4 and array.shape[3] in (1, 3, 4)
        help = ": use array.transpose(0, 3, 1, 2)" if last else ""
        raise ValueError(
            f"an array of shape {shape} is no video: it must be time×channels×height×width{help}"
        )
    if array.dtype.kind not in "buif":
        raise ValueError(f"an array of {array.dtype} is no video: use uint8, or floats from 0 to 1")
    colors = as_bytes(array).transpose(0, 2, 3, 1)[..., :3]
    return np.ascontiguousarray(np.broadcast_to(colors, (*colors.shape[:3], 3)))


def encode_frames(frames: Array, fps: float, format: str) -> bytes:
    """Frames of shape time×height×width×3 as "gif", "mp4" or "webm".

    Raises:
        ValueError: MP4 or WebM is wanted and PyAV is not installed.
    """
    return _gif(frames, fps) if format == "gif" else _film(frames, fps, format)


def seconds_of(frames: Array, fps: float, format: str) -> float:
    """How long the film of the frames is."""
    return len(frames) * _delay(fps) / 1000 if format == "gif" else len(frames) / fps


def _delay(fps: float) -> int:
    """Milliseconds of a frame of a GIF, which counts hundredths; browsers slow down what is below two."""
    return max(20, round(100 / fps) * 10)


def _gif(frames: Array, fps: float) -> bytes:
    first, *rest = (Pillow.fromarray(frame) for frame in frames)
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=rest, duration=_delay(fps), loop=0)
    return buffer.getvalue()


def _film(frames: Array, fps: float, format: str) -> bytes:
    try:
        av: Any = importlib.import_module("av")
    except ImportError:
        raise ValueError(
            f"frames become {format} only with PyAV: install the package 'av', or say format='gif'"
        ) from None
    codec, pixels = _CODECS[format]
    frames = _even(frames)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=format, options={"fflags": "+bitexact"}) as film:
        stream = film.add_stream(codec, rate=fractions.Fraction(fps).limit_denominator(1000))
        stream.height, stream.width = frames.shape[1:3]
        stream.pix_fmt = pixels
        stream.codec_context.thread_count = 1  # the bytes must not depend on the machine
        for frame in frames:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        film.mux(stream.encode(None))
    return buffer.getvalue()


def _even(frames: Array) -> Array:
    """Frames of even width and height, which the codecs want: the last row or column stands twice."""
    high, wide = frames.shape[1:3]
    return np.pad(frames, ((0, 0), (0, high % 2), (0, wide % 2), (0, 0)), mode="edge")
