"""`Audio`: a sound in a cell, from a file, samples, or an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, ClassVar

import numpy as np

from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.mp4_file import mp4_facts
from reportgen.data.media.payload import Payload
from reportgen.data.media.sniff import format_of
from reportgen.data.media.source import array_in, read_source
from reportgen.data.media.wave_file import encode_wav, flac_facts, wav_facts

_ENDINGS: Mapping[str, str] = {
    "wav": "wav",
    "wave": "wav",
    "mp3": "mp3",
    "ogg": "ogg",
    "oga": "ogg",
    "opus": "ogg",
    "flac": "flac",
    "m4a": "m4a",
    "aac": "aac",
    "weba": "webm",
    "webm": "webm",
}

_MAGIC = (
    (8, b"WAVE", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (4, b"ftyp", "m4a"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
)

_FACTS: Mapping[str, Callable[[BinaryIO], tuple[float | None, int | None]]] = {
    "wav": wav_facts,
    "flac": flac_facts,
    "m4a": lambda file: (mp4_facts(file)[2], None),
}


class Audio(BlobMedia):
    """A sound, to be put in a cell of a table or in an artifact.

    A file that browsers play (WAV, MP3, Ogg, FLAC, M4A, AAC, WebM) is kept byte for byte; samples become WAV
    of 16 bits, and the same samples always the same bytes.

    Args:
        data_or_path: A path; the bytes of a file, or an open one; an array of shape N or N×channels of
            `int16`, or of floats from -1 to 1 (a louder array is made quieter as a whole); a tensor of that
            shape; another Audio; or an address (`https://…`), which is shown and never fetched.
        sample_rate: Samples a second, in hertz; wanted for an array.
        caption: A line of text shown with the player.

    Attributes:
        caption: The caption, or None.
        format: How it is kept: "wav", "mp3", "ogg", "flac", "m4a", "aac" or "webm".
        seconds: How long it is, where its header says (WAV, FLAC, M4A); else None.
        sample_rate: In hertz, where its header says, or as given; else None.

    Raises:
        ValueError: There is no such file, its format is unknown, or the array is no sound.
    """

    __slots__ = ("sample_rate", "seconds")

    kind: ClassVar[str] = "audio"
    facts = ("seconds", "sample_rate")

    def __init__(self, data_or_path: Any, sample_rate: int | None = None, caption: object = None) -> None:
        self.seconds: float | None = None
        self.sample_rate = None if sample_rate is None else _checked_rate(sample_rate)
        if isinstance(data_or_path, Audio):
            self._copy(data_or_path, caption)
            return
        source = read_source(data_or_path, self.kind)
        if source is None:
            super().__init__(self._encoded(data_or_path), "wav", caption, None)
            return
        format = format_of(source, None, what="audio", endings=_ENDINGS, magic=_MAGIC)
        super().__init__(source.payload, format, caption, source.uri)
        if source.payload is not None and format in _FACTS:
            with source.payload.open() as file:
                self.seconds, rate = _FACTS[format](file)
            self.sample_rate = rate or self.sample_rate

    def _copy(self, other: Audio, caption: object) -> None:
        said = other.caption if caption is None else caption
        super().__init__(other._payload, other.format, said, other.uri)
        self.seconds, self.sample_rate = other.seconds, other.sample_rate

    def _encoded(self, data: Any) -> Payload:
        samples = np.array(data) if isinstance(data, (list, tuple)) else array_in(data)
        if samples is None:
            kind = type(data).__name__
            raise ValueError(f"an Audio cannot be made of a {kind}: give a path or an array of samples")
        if self.sample_rate is None:
            raise ValueError("an array of samples needs sample_rate=, such as 44100")
        encoded = encode_wav(samples, self.sample_rate)
        self.seconds = len(samples) / self.sample_rate
        return Payload(encoded, self.kind)


def _checked_rate(value: Any) -> int:
    rate = int(value)
    if rate <= 0:
        raise ValueError(f"sample_rate is {value}: it must be a number of samples a second above 0")
    return rate
