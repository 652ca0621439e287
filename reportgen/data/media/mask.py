"""Masks on an image: pictures of class ids, a layer each."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from reportgen.data.media.base import BlobPath
from reportgen.data.media.classes import Classes, as_classes
from reportgen.data.media.formats import encode_png
from reportgen.data.media.payload import Payload
from reportgen.data.media.source import array_in, existing, path_in
from reportgen.diagnostics import did_you_mean

Array: TypeAlias = np.ndarray[Any, Any]

_FIELDS = ("mask_data", "path", "class_labels")
_FORMS = "give {'mask_data': array} or {'path': file}"
_MOST = 255
_LOSSY = {"JPEG", "MPO"}


class ImageMask:
    """A layer of class ids, one for each pixel of an image.

    Args:
        val: `{"mask_data": array}` or `{"path": file}`, with `"class_labels": {id: name}` if need be. An
            array is H×W, of whole numbers from 0 to 255. A PNG file is kept byte for byte (of a file in
            colour, red says the class); other formats without loss become PNG.
        key: The name of the layer.

    Attributes:
        key: The name of the layer.
        class_labels: The names of its class ids, or None; then those of the image hold.

    Raises:
        ValueError: The array or the file is no mask; the message names the layer and what is allowed.
    """

    __slots__ = ("_payload", "_size", "class_labels", "key")

    def __init__(self, val: Any, key: str) -> None:
        self.key = str(key)
        self._size: tuple[int, int] | None = None
        self.class_labels: Classes | None
        self._payload: Payload
        if isinstance(val, ImageMask):
            self._payload, self._size, self.class_labels = val._payload, val._size, val.class_labels
            return
        val = _checked(val, self.key)
        self.class_labels = as_classes(val.get("class_labels"))
        if "path" in val:
            self._payload = _from_file(val["path"], self.key)
        else:
            ids = _ids(val["mask_data"], f"mask {self.key!r}")
            self._payload = Payload(partial(encode_png, Pillow.fromarray(ids)), "mask")
            self._size = ids.shape[1], ids.shape[0]

    @property
    def sha256(self) -> str:
        """The digest of the mask's PNG, in hexadecimal."""
        return self._payload.sha256

    @property
    def payload(self) -> Payload:
        """The bytes of the mask's PNG."""
        return self._payload

    def data(self) -> bytes:
        """The bytes of the mask's PNG."""
        return self._payload.data()

    def to_numpy(self) -> Array:
        """The class ids, of shape H×W."""
        with Pillow.open(io.BytesIO(self.data())) as picture:
            array = np.asarray(picture)
        return array[:, :, 0] if array.ndim == 3 else array

    def check_size(self, width: int | None, height: int | None) -> None:
        """Refuse an array of another size than its image; a file's pixels may be larger or smaller.

        Raises:
            ValueError: The sizes differ.
        """
        if self._size is not None and width is not None and self._size != (width, height):
            mine = f"{self._size[0]}×{self._size[1]}"
            raise ValueError(
                f"mask {self.key!r} is {mine} pixels and its image {width}×{height}: resize the mask, "
                "without blending its class ids"
            )

    def describe(self) -> dict[str, Any]:
        """What a cell says of it: `layer`, `sha256` and `classes`."""
        classes = None if self.class_labels is None else dict(self.class_labels)
        return {"layer": self.key, "sha256": self.sha256, "classes": classes}

    @staticmethod
    def stored(info: Mapping[str, Any], blob_path: BlobPath) -> ImageMask:
        """The mask that `describe` told of."""
        mask = ImageMask.__new__(ImageMask)
        mask.key, mask._size = info["layer"], None
        mask._payload = Payload.blob(blob_path(info["sha256"]), info["sha256"], "mask")
        mask.class_labels = as_classes(info.get("classes"))
        return mask

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ImageMask):
            return NotImplemented
        return self.describe() == other.describe()

    def __hash__(self) -> int:
        return hash((self.key, self.sha256))

    def __repr__(self) -> str:
        return f"<ImageMask {self.key!r}>"


def read_masks(masks: Any) -> dict[str, ImageMask]:
    """The layers of masks that people give an image, by name."""
    if not isinstance(masks, Mapping):
        kind = type(masks).__name__
        raise ValueError(
            f"masks= is a {kind}: give a dict of layers, such as {{'truth': {{'mask_data': array}}}}"
        )
    return {str(key): ImageMask(val, key) for key, val in masks.items()}


def stored_masks(
    described: Sequence[Mapping[str, Any]] | None, blob_path: BlobPath
) -> Iterator[tuple[str, ImageMask]]:
    """The layers, by name, that were described."""
    for info in described or ():
        yield info["layer"], ImageMask.stored(info, blob_path)


def _checked(val: Any, key: str) -> Mapping[str, Any]:
    if isinstance(val, (str, os.PathLike)):
        return {"path": val}
    if array_in(val) is not None:
        return {"mask_data": val}
    if not isinstance(val, Mapping):
        raise ValueError(f"mask {key!r} is a {type(val).__name__}: {_FORMS}")
    for field in val:
        if field not in _FIELDS:
            help = did_you_mean(str(field), _FIELDS, what="field")
            raise ValueError(f"mask {key!r} has the field {field!r}, which masks have not; {help}")
    given = {field: value for field, value in val.items() if value is not None}
    if ("mask_data" in given) == ("path" in given):
        many = "both an array and a file" if "path" in given else "neither an array nor a file"
        raise ValueError(f"mask {key!r} has {many}: {_FORMS}")
    return given


def _ids(data: Any, where: str) -> Array:
    """The class ids of an array as H×W bytes."""
    given = array_in(data)
    array = np.asarray(data if given is None else given)
    if array.ndim == 3 and 1 in (array.shape[0], array.shape[2]):
        array = array[0] if array.shape[0] == 1 else array[:, :, 0]
    if array.ndim != 2 or not array.size:
        shape = "×".join(str(n) for n in array.shape) or "no dimensions"
        raise ValueError(f"{where} is an array of shape {shape}: it must be H×W, a class id for each pixel")
    if array.dtype.kind not in "buif" or (array.dtype.kind == "f" and not (array == np.rint(array)).all()):
        raise ValueError(f"{where} is an array of {array.dtype}: its values must be whole numbers, class ids")
    low, high = int(array.min()), int(array.max())
    if low < 0 or high > _MOST:
        raise ValueError(
            f"{where} has the class id {low if low < 0 else high}: ids are from 0 to {_MOST}; "
            "numpy.unique(mask, return_inverse=True) numbers them anew"
        )
    return array.astype(np.uint8)


def _from_file(value: Any, key: str) -> Payload:
    path = path_in(value)
    if path is None:
        raise ValueError(f"mask {key!r}: the path is a {type(value).__name__}: {_FORMS}")
    try:
        with Pillow.open(existing(path, "mask")) as picture:
            kind, wide = picture.format, picture.mode.startswith("I")
            if kind in _LOSSY:
                raise ValueError(f"the mask {str(path)!r} is a JPEG, which changes class ids: save it as PNG")
            if wide:
                _ids(np.asarray(picture), f"the mask {str(path)!r}")
    except UnidentifiedImageError:
        raise ValueError(
            f"cannot read the mask {str(path)!r}: it is not a picture of a known format"
        ) from None
    except (OSError, SyntaxError, Pillow.DecompressionBombError) as error:
        raise ValueError(f"cannot read the mask {str(path)!r}: {error}") from error
    return Payload.file(path, "mask", None if kind == "PNG" else _as_png)


def _as_png(path: Path) -> bytes:
    with Pillow.open(path) as picture:
        return encode_png(picture)
