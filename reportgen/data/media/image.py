"""`Image`: a picture in a cell, from a file, pixels, another `Image`, or an address, with boxes and masks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import numpy as np
from PIL import Image as Pillow

from reportgen.data.media.base import BlobPath
from reportgen.data.media.blob import BlobMedia, checked_caption
from reportgen.data.media.boxes import BoundingBoxes2D, describe_boxes, read_boxes, stored_boxes
from reportgen.data.media.classes import Classes, as_classes
from reportgen.data.media.formats import (
    Facts,
    converted,
    encode,
    inspect,
    kept_format,
    writable,
)
from reportgen.data.media.mask import ImageMask, read_masks, stored_masks
from reportgen.data.media.payload import Payload
from reportgen.data.media.pixels import from_array, from_tensor
from reportgen.data.media.source import bytes_in, existing, path_in, uri_in

if TYPE_CHECKING:
    from typing_extensions import Self

    from reportgen.store.blobs import BlobWriter

_ADDRESSED = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp", "gif": "gif", "svg": "svg"}


class Image(BlobMedia):
    """A picture, to be put in a cell of a table or in an artifact.

    A file that browsers show (PNG, JPEG, WebP, GIF, SVG) is kept byte for byte; others (TIFF, BMP, …) and
    pixels are kept as PNG. Equal pixels give equal bytes, and equal bytes are stored once.

    Args:
        data_or_path: A path; the bytes of a file, or an open one; an array of shape H×W or
            H×W×(1 | 2 | 3 | 4) of `uint8`, of booleans, or of numbers from 0 to 1 (other ranges:
            see `docs/media.md`); a PyTorch tensor, channels first; a PIL image; a matplotlib figure; another
            Image, whose bytes are stored no second time; or an address (`https://…`, `s3://…`), which is
            shown and never fetched.
        mode: The PIL mode to turn pixels into, such as "L" or "RGB".
        caption: A line of text shown with the picture.
        grouping: How many pictures belong together, for scripts that say it; kept, and not shown.
        classes: The names of class ids, as `Classes` takes them.
        boxes: Layers of boxes by name, as `BoundingBoxes2D` takes them.
        masks: Layers of masks by name, as `ImageMask` takes them.
        file_type: How pixels are kept: "png" (without loss), "jpg" or "webp".
        normalize: Whether arrays of other numbers than bytes are brought to 0…255; else they are taken as
            they are and cut off at 0 and 255.

    An Image made of another one has its boxes, masks and classes unless it is given its own.

    Attributes:
        caption: The caption, or None.
        format: How the picture is kept: "png", "jpeg", "webp", "gif" or "svg"; None when it is not known.
        width: In pixels, as shown; None when the picture is elsewhere.
        height: In pixels, as shown; None when the picture is elsewhere.
        boxes: The layers of boxes by name: sequences of `Box`.
        masks: The layers of masks by name, each with `to_numpy()`.
        classes: The names of class ids, those of the layers of boxes among them; or None.

    Raises:
        ValueError: There is no such file, it is no picture, or the array, a box or a mask is none.
    """

    __slots__ = ("boxes", "classes", "grouping", "height", "masks", "width")

    kind: ClassVar[str] = "image"
    facts = ("width", "height", "grouping")

    def __init__(
        self,
        data_or_path: Any,
        mode: str | None = None,
        caption: object = None,
        grouping: int | None = None,
        classes: Any = None,
        boxes: Any = None,
        masks: Any = None,
        file_type: str | None = None,
        normalize: bool = True,
    ) -> None:
        self.caption = checked_caption(caption)
        self.uri, self._payload = None, None
        self.grouping = None if grouping is None else int(grouping)
        self.classes: Classes | None = None
        self.boxes: dict[str, BoundingBoxes2D] = {}
        self.masks: dict[str, ImageMask] = {}
        self._take(data_or_path, mode, file_type, normalize=normalize)
        self._overlay(classes, boxes, masks)

    @classmethod
    def stored(cls, info: Mapping[str, Any], blob_path: BlobPath) -> Self:
        """The image that `describe` told of, whose bytes are in a store."""
        image = super().stored(info, blob_path)
        image.classes = as_classes(info.get("classes"))
        image.boxes = stored_boxes(info.get("boxes"))
        image.masks = dict(stored_masks(info.get("masks"), blob_path))
        return image

    def describe(self) -> dict[str, Any]:
        """What a cell says of the picture: the fields of its struct in `reportgen.convert.media`."""
        return {
            **super().describe(),
            "boxes": describe_boxes(self.boxes),
            "masks": [mask.describe() for mask in self.masks.values()] or None,
            "classes": None if self.classes is None else dict(self.classes),
        }

    def store(self, blobs: BlobWriter) -> None:
        """Put the bytes of picture and masks into a store and hold on to them there instead of in memory."""
        super().store(blobs)
        for mask in self.masks.values():
            mask.payload.put(blobs)

    def files(self) -> Iterator[tuple[str, str]]:
        """The digest and the file ending of the picture and of its masks."""
        yield from super().files()
        for mask in self.masks.values():
            yield mask.sha256, "png"

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

    def __repr__(self) -> str:
        caption = f" {self.caption!r}" if self.caption else ""
        size = f"{self.width}×{self.height}" if self.uri is None else self.uri
        return f"<Image {f'{self.format} ' if self.format else ''}{size}{caption}>"

    def _take(self, data: Any, mode: str | None, file_type: str | None, *, normalize: bool) -> None:
        if isinstance(data, Image):
            self._copy(data, mode, file_type)
        elif (uri := uri_in(data)) is not None:
            self.uri = uri
            self.format = _ADDRESSED.get(urlsplit(uri).path.rpartition(".")[2].lower())
            self.width: int | None = None
            self.height: int | None = None
        elif (encoded := bytes_in(data)) is not None and not isinstance(data, Pillow.Image):
            self._open(encoded, mode, file_type)
        elif (path := path_in(data)) is not None:
            self._open(path, mode, file_type)
        else:
            self._hold(_picture(data, normalize=normalize), mode, file_type)

    def _copy(self, other: Image, mode: str | None, file_type: str | None) -> None:
        if self.caption is None:
            self.caption = other.caption
        if self.grouping is None:
            self.grouping = other.grouping
        self.boxes, self.masks, self.classes = dict(other.boxes), dict(other.masks), other.classes
        if mode is not None:
            self._hold(other.to_pil(), mode, file_type)
            return
        self.format, self.width, self.height = other.format, other.width, other.height
        self._payload, self.uri = other._payload, other.uri

    def _open(self, source: Path | bytes, mode: str | None, file_type: str | None) -> None:
        facts = inspect(existing(source, "image") if isinstance(source, Path) else source)
        if mode is not None:
            with Pillow.open(source if isinstance(source, Path) else io.BytesIO(source)) as picture:
                self._hold(picture, mode, file_type)
            return
        self._take_facts(facts)
        convert = converted if facts.convert else None
        if isinstance(source, Path):
            self._payload = Payload.file(source, "image", convert)
        else:
            self._payload = Payload(convert(source) if convert else source, "image")

    def _hold(self, picture: Pillow.Image, mode: str | None, file_type: str | None) -> None:
        held = writable(picture.convert(mode) if mode is not None else picture)
        format = kept_format(file_type)
        self._take_facts(Facts(format, *held.size, convert=False))
        self._payload = Payload(partial(encode, held, format), "image")

    def _take_facts(self, facts: Facts) -> None:
        self.format, self.width, self.height = facts.format, facts.width, facts.height

    def _overlay(self, classes: Any, boxes: Any, masks: Any) -> None:
        if classes is not None:
            self.classes = as_classes(classes)
        if boxes is not None:
            self.boxes = read_boxes(boxes, self.classes)
            named: list[Mapping[int, str]] = [layer.class_labels or {} for layer in self.boxes.values()]
            first = {id: name for names in reversed(named) for id, name in names.items()}
            self.classes = as_classes({**first, **(self.classes or {})})
        if masks is not None:
            self.masks = read_masks(masks)
            for mask in self.masks.values():
                mask.check_size(self.width, self.height)


def _picture(data: Any, *, normalize: bool) -> Pillow.Image:
    if isinstance(data, Pillow.Image):
        return data
    if callable(getattr(data, "savefig", None)):
        return _figure(data)
    if hasattr(data, "detach") and hasattr(data, "cpu"):
        return from_tensor(data, normalize=normalize)
    if isinstance(data, np.ndarray) or hasattr(data, "__array__"):
        return from_array(np.asarray(data), normalize=normalize)
    kind = type(data).__name__
    raise ValueError(f"an Image cannot be made of a {kind}: give a path, an array of pixels or a PIL image")


def _figure(figure: Any) -> Pillow.Image:
    """A matplotlib figure, or `matplotlib.pyplot` with its current one, as pixels."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return Pillow.open(buffer)
