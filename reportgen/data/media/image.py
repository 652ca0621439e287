"""`Image`: a picture in a cell, from a file, an array of pixels, a PIL image, or another `Image`."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image as Pillow

from reportgen.data.media.formats import Facts, converted, encode_png, inspect, writable
from reportgen.data.media.pixels import from_array, from_tensor

if TYPE_CHECKING:
    from reportgen.store.blobs import BlobWriter


@dataclass(frozen=True, slots=True)
class _File:
    """A picture file of the user's, which is read when it is needed."""

    path: Path
    convert: bool
    stamp: tuple[int, int]
    """Size and time of change when the image was made: what was meant is what was there then."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A picture in a store, which does not change."""

    path: Path


_Payload: TypeAlias = Pillow.Image | bytes | _File | _Blob


class Image:
    """A picture, to be put in a cell of a table or in an artifact.

    A file that browsers show (PNG, JPEG, WebP, GIF, SVG) is kept byte for byte; others (TIFF, BMP, …) and
    pixels are kept as PNG. Equal pixels give equal bytes, and equal bytes are stored once.

    Args:
        data_or_path: A path; an array of shape H×W or H×W×(1 | 2 | 3 | 4) of `uint8`, of booleans, or of
            numbers from 0 to 1 (other ranges: see `docs/logging.md`); a PyTorch tensor, channels first; a PIL
            image; or another Image.
        mode: The PIL mode to turn pixels into, such as "L" or "RGB".
        caption: A line of text shown with the picture.

    Attributes:
        caption: The caption, or None.
        format: How the picture is kept: "png", "jpeg", "webp", "gif" or "svg".
        width: In pixels, as shown.
        height: In pixels, as shown.

    Raises:
        ValueError: There is no such file, it is no picture, or the array is none.
    """

    __slots__ = ("_payload", "_sha256", "caption", "format", "height", "width")

    def __init__(self, data_or_path: Any, mode: str | None = None, caption: str | None = None) -> None:
        self.caption = _checked_caption(caption)
        self._sha256: str | None = None
        self._payload: _Payload
        if isinstance(data_or_path, Image):
            self._copy(data_or_path, mode)
        elif isinstance(data_or_path, (str, os.PathLike)):
            self._open(Path(os.fspath(data_or_path)), mode)
        else:
            self._hold(_picture(data_or_path), mode)

    @staticmethod
    def stored(info: Mapping[str, Any], path: Path) -> Image:
        """The image that `describe` told of, whose bytes are at a path."""
        image = Image.__new__(Image)
        image.caption = info.get("caption")
        image._take_facts(Facts(info["format"], info["width"], info["height"], convert=False))
        image._sha256 = info["sha256"]
        image._payload = _Blob(path)
        return image

    @property
    def sha256(self) -> str:
        """The digest of the picture's bytes as they are kept."""
        if self._sha256 is None:
            self._sha256 = hashlib.sha256(self.data()).hexdigest()
        return self._sha256

    def data(self) -> bytes:
        """The picture's bytes as they are kept."""
        payload = self._payload
        if isinstance(payload, Pillow.Image):
            # The pixels are let go: they are in the PNG.
            self._payload = payload = encode_png(payload)
        if isinstance(payload, bytes):
            return payload
        if isinstance(payload, _File):
            return self._read(payload)
        return payload.path.read_bytes()

    def to_pil(self) -> Pillow.Image:
        """The picture as a PIL image; not for SVG, which has no pixels."""
        if self.format == "svg":
            raise ValueError("an SVG image has no pixels: use data()")
        picture = Pillow.open(io.BytesIO(self.data()))
        picture.load()
        return picture

    def to_numpy(self) -> np.ndarray[Any, Any]:
        """The picture's pixels, of shape H×W or H×W×channels."""
        return np.asarray(self.to_pil())

    def describe(self) -> dict[str, Any]:
        """What a cell says of the picture: `sha256`, `format`, `width`, `height` and `caption`."""
        return {
            "sha256": self.sha256,
            "format": self.format,
            "width": self.width,
            "height": self.height,
            "caption": self.caption,
        }

    def store(self, blobs: BlobWriter) -> None:
        """Put the picture's bytes into a store and hold on to them there instead of in memory."""
        payload = self._payload
        if isinstance(payload, _File) and not payload.convert:
            _check_stamp(payload)
            self._sha256 = blobs.put_file(payload.path).sha256
        elif isinstance(payload, _Blob):
            if blobs.path(self.sha256) == payload.path:
                return
            _put_blob(blobs, payload.path, self.sha256)
        else:
            data = self.data()
            self._sha256 = blobs.put_bytes(data, sha256=self.sha256).sha256
        self._payload = _Blob(blobs.path(self.sha256))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Image):
            return NotImplemented
        return self.sha256 == other.sha256 and self.caption == other.caption

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        caption = f" {self.caption!r}" if self.caption else ""
        return f"<Image {self.format} {self.width}×{self.height}{caption}>"

    def _take_facts(self, facts: Facts) -> None:
        self.format, self.width, self.height = facts.format, facts.width, facts.height

    def _copy(self, other: Image, mode: str | None) -> None:
        if self.caption is None:
            self.caption = other.caption
        if mode is not None:
            self._hold(other.to_pil(), mode)
            return
        self.format, self.width, self.height = other.format, other.width, other.height
        self._payload, self._sha256 = other._payload, other._sha256

    def _open(self, path: Path, mode: str | None) -> None:
        path = path.expanduser().absolute()
        facts = inspect(path)
        if mode is not None:
            with Pillow.open(path) as picture:
                self._hold(picture, mode)
            return
        self._take_facts(facts)
        self._payload = _File(path, facts.convert, _stamp(path))

    def _hold(self, picture: Pillow.Image, mode: str | None) -> None:
        held = picture.convert(mode) if mode is not None else picture
        self._payload = writable(held)
        self.format, (self.width, self.height) = "png", self._payload.size

    def _read(self, file: _File) -> bytes:
        _check_stamp(file)
        return converted(file.path) if file.convert else file.path.read_bytes()


def _picture(data: Any) -> Pillow.Image:
    if isinstance(data, Pillow.Image):
        return data
    if hasattr(data, "detach") and hasattr(data, "cpu"):
        return from_tensor(data)
    if isinstance(data, np.ndarray) or hasattr(data, "__array__"):
        return from_array(np.asarray(data))
    kind = type(data).__name__
    raise ValueError(f"an Image cannot be made of a {kind}: give a path, an array of pixels or a PIL image")


def _checked_caption(caption: str | None) -> str | None:
    if caption is None:
        return None
    text = str(caption)
    return text.encode("utf-8", "replace").decode()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _check_stamp(file: _File) -> None:
    name = str(file.path)
    try:
        same = _stamp(file.path) == file.stamp
    except OSError:
        raise ValueError(f"the image file {name!r} has gone since the Image was made") from None
    if not same:
        message = f"the image file {name!r} has changed since the Image was made: log before overwriting it"
        raise ValueError(message)


def _put_blob(blobs: BlobWriter, path: Path, sha256: str) -> None:
    if blobs.path(sha256).exists():
        return
    try:
        blobs.put_file(path)
    except FileNotFoundError:
        raise ValueError(f"the bytes of the image {sha256[:12]}… are in no store") from None
