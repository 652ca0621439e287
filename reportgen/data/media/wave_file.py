"""WAV: samples → a file, and what the headers of WAV and FLAC files say.

Sources: the RIFF chunks of "Multimedia Programming Interface and Data Specifications 1.0" (1991), and the
STREAMINFO block of RFC 9639 (FLAC).
"""

from __future__ import annotations

import io
import struct
import wave
from typing import Any, BinaryIO, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]

_LOUDEST = 32767
_MOST_CHANNELS = 32
_UNKNOWN_SIZES = (0, 0xFFFFFFFF)


def encode_wav(samples: Array, sample_rate: int) -> bytes:
    """Samples as a WAV file of 16 bits.

    Args:
        samples: N, or N×channels. Floats are from -1 to 1; an array that is louder is made quieter.
            `int16` is taken as it is, integers of other widths fill theirs.
        sample_rate: Samples a second, in hertz.

    Raises:
        ValueError: The shape or the values are no sound's.
    """
    words = np.ascontiguousarray(_words(_shaped(samples)), dtype="<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(words.shape[1])
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(words.tobytes())
    return buffer.getvalue()


def wav_facts(file: BinaryIO) -> tuple[float | None, int | None]:
    """Seconds and samples a second of a WAV file; None where its header does not say."""
    if file.read(12)[8:] != b"WAVE":
        return None, None
    rate = byte_rate = 0
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            known = byte_rate and size not in _UNKNOWN_SIZES
            return (size / byte_rate if known else None), rate or None
        if name == b"fmt ":
            body = file.read(min(size, 12))
            _, _, rate, byte_rate = struct.unpack("<HHII", body.ljust(12, b"\0"))
            size -= len(body)
        file.seek(size + size % 2, io.SEEK_CUR)
    return None, rate or None


def flac_facts(file: BinaryIO) -> tuple[float | None, int | None]:
    """Seconds and samples a second of a FLAC file; None where its header does not say."""
    head = file.read(26)
    if len(head) < 26 or head[:4] != b"fLaC":
        return None, None
    bits = int.from_bytes(head[18:26], "big")
    rate, samples = bits >> 44, bits & (2**36 - 1)
    return (samples / rate if rate and samples else None), rate or None


def _shaped(samples: Array) -> Array:
    shape = "×".join(str(n) for n in samples.shape) or "no dimensions"
    if samples.ndim == 2 and samples.shape[0] <= 8 < _MOST_CHANNELS < samples.shape[1]:
        raise ValueError(f"an array of shape {shape} has its channels first: use array.T for audio")
    if samples.ndim not in (1, 2) or (samples.ndim == 2 and not 0 < samples.shape[1] <= _MOST_CHANNELS):
        raise ValueError(f"an array of shape {shape} is no audio: it must be N or N×channels")
    return samples.reshape(len(samples), -1) if samples.size else samples.reshape(0, 1)


def _words(samples: Array) -> Array:
    if samples.dtype.kind == "f":
        return _from_floats(samples.astype(np.float64))
    if samples.dtype.kind not in "iu" or samples.dtype.itemsize > 4:
        raise ValueError(f"an array of {samples.dtype} is no audio: use int16, or floats from -1 to 1")
    bits = samples.dtype.itemsize * 8
    numbers = samples.astype(np.int64)
    if samples.dtype.kind == "u":
        numbers -= 1 << (bits - 1)
    words: Array = numbers << (16 - bits) if bits <= 16 else numbers >> (bits - 16)
    return words


def _from_floats(samples: Array) -> Array:
    if not np.isfinite(samples).all():
        raise ValueError(
            "an array with NaN or infinite values is no audio: replace them, with numpy.nan_to_num"
        )
    peak = float(np.abs(samples).max(initial=0.0))
    words: Array = np.rint(samples * (_LOUDEST / max(peak, 1.0)))
    return words
