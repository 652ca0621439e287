"""`Video`: a film in a cell, from a file, frames, or an address."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, BinaryIO, ClassVar

from PIL import Image as Pillow

from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.frames import encode_frames, frames_of, seconds_of
from reportgen.data.media.mp4_file import mp4_facts
from reportgen.data.media.payload import Payload
from reportgen.data.media.sniff import format_of
from reportgen.data.media.source import Source, array_in, read_source
from reportgen.data.media.webm_file import webm_facts

_ENDINGS: Mapping[str, str] = {
    "mp4": "mp4",
    "m4v": "mp4",
    "webm": "webm",
    "ogg": "ogg",
    "ogv": "ogg",
    "gif": "gif",
}
_MAGIC = (
    (4, b"ftyp", "mp4"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
    (0, b"OggS", "ogg"),
    (0, b"GIF8", "gif"),
)
_MADE = {"gif": "gif", "mp4": "mp4", "webm": "webm"}
_FPS = 4


class Video(BlobMedia):
    """A film, to be put in a cell of a table or in an artifact.

    A file that browsers play (MP4, WebM, Ogg, GIF) is kept byte for byte. Frames become GIF; or MP4 or WebM
    when the package `av` is installed.

    Args:
        data_or_path: A path; the bytes of a file, or an open one; an array or a tensor of shape
            time×channels×height×width with 1, 3 or 4 channels, of `uint8` or of numbers from 0 to 1 (other
            ranges as of images); another Video; or an address (`https://…`), which is shown and never
            fetched.
        caption: A line of text shown with it.
        fps: Frames a second of an array; 4 when nothing is said.
        format: "gif", "mp4" or "webm" for an array, "gif" when nothing is said; for bytes, their format.

    Attributes:
        caption: The caption, or None.
        format: How it is kept: "mp4", "webm", "ogg" or "gif".
        width: In pixels, where the header says; else None.
        height: In pixels, where the header says; else None.
        seconds: How long it is, where the header says; else None.

    Raises:
        ValueError: There is no such file, its format is unknown, or the array is no film.
    """

    __slots__ = ("height", "seconds", "width")

    kind: ClassVar[str] = "video"
    facts = ("width", "height", "seconds")

    def __init__(
        self,
        data_or_path: Any,
        caption: object = None,
        fps: float | None = None,
        format: str | None = None,
    ) -> None:
        self.width: int | None = None
        self.height: int | None = None
        self.seconds: float | None = None
        if isinstance(data_or_path, Video):
            said = data_or_path.caption if caption is None else caption
            super().__init__(data_or_path._payload, data_or_path.format, said, data_or_path.uri)
            self._take_facts(data_or_path.width, data_or_path.height, data_or_path.seconds)
        elif (source := read_source(data_or_path, self.kind)) is not None:
            kept = format_of(source, format, what="video", endings=_ENDINGS, magic=_MAGIC)
            super().__init__(source.payload, kept, caption, source.uri)
            self._take_facts(*_facts(source, kept))
        else:
            self._encode(data_or_path, caption, _FPS if fps is None else fps, format or "gif")

    def _take_facts(self, width: int | None, height: int | None, seconds: float | None) -> None:
        self.width, self.height, self.seconds = width, height, seconds

    def _encode(self, data: Any, caption: object, fps: float, format: str) -> None:
        array = array_in(data)
        if array is None:
            kind = type(data).__name__
            raise ValueError(f"a Video cannot be made of a {kind}: give a path or an array of frames")
        if not fps > 0:
            raise ValueError(f"fps is {fps}: it must be a number of frames a second above 0")
        made = format_of(Source(None, None, ""), format, what="video of frames", endings=_MADE)
        frames = frames_of(array)
        super().__init__(Payload(encode_frames(frames, fps, made), self.kind), made, caption, None)
        self._take_facts(frames.shape[2], frames.shape[1], seconds_of(frames, fps, made))


def _facts(source: Source, format: str) -> tuple[int | None, int | None, float | None]:
    if source.payload is None or format == "ogg":
        return None, None, None
    with source.payload.open() as file:
        if format == "gif":
            return _gif_facts(file)
        return mp4_facts(file) if format == "mp4" else webm_facts(file)


def _gif_facts(file: BinaryIO) -> tuple[int | None, int | None, float | None]:
    with contextlib.suppress(OSError), Pillow.open(file) as picture:
        return *picture.size, None
    return None, None, None
