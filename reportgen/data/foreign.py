"""Media that readers of foreign files have described, as media of ours."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from reportgen.convert.model import MaskFile, MediaFile
from reportgen.data.media import Media, stored
from reportgen.data.media.audio import Audio
from reportgen.data.media.chart import Bokeh, Plotly, Vega
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.image import Image
from reportgen.data.media.molecule import Molecule
from reportgen.data.media.object3d import Object3D
from reportgen.data.media.video import Video

Complain: TypeAlias = Callable[[str], None]
"""Takes a sentence about something that could not be taken over."""

_CHARTS: Mapping[str, type[Plotly | Bokeh | Vega]] = {
    "plotly": Plotly,
    "bokeh": Bokeh,
    "vega": Vega,
    "vega-lite": Vega,
}
_PLAYED: Mapping[str, type[Audio | Video]] = {"audio": Audio, "video": Video}


def medium_of(file: MediaFile, complain: Complain | None = None) -> Media:
    """The medium that is described; one that cannot be read becomes a placeholder when there is who to tell.

    Raises:
        ValueError: It cannot be read, and nobody is told.
    """
    try:
        medium = _placeholder(file) if _is_elsewhere(file) else _read(file)
    except ValueError as error:
        if complain is None:
            raise
        complain(f"{error}: a placeholder stands for it")
        medium = _placeholder(file)
    return _overlaid(medium, file, complain) if isinstance(medium, Image) else medium


def _is_elsewhere(file: MediaFile) -> bool:
    return file.path is None and file.data is None and file.kind != "histogram"


def _placeholder(file: MediaFile) -> Media:
    uri = file.uri or (file.path.name if file.path else "")
    facts = {**file.info, "format": file.format, "caption": file.caption, "uri": uri, "sha256": None}
    return stored(file.kind, facts, Path)


def _read(file: MediaFile) -> Media:
    match file.kind:
        case "histogram":
            return Histogram(np_histogram=(file.info["counts"], file.info["edges"]))
        case "image":
            return Image(_source(file), caption=file.caption)
        case "html":
            return Html(_source(file), inject=False, caption=file.caption)
        case "molecule":
            return Molecule(_source(file), caption=file.caption, file_type=file.format)
        case "object3d":
            return Object3D(_source(file), caption=file.caption, file_type=file.format)
        case "chart":
            return _CHARTS[file.format or "vega-lite"](_source(file), caption=file.caption)
        case kind:
            return _PLAYED[kind](_source(file), caption=file.caption)


def _source(file: MediaFile) -> Any:
    """What a class of media takes: a path, or an open file whose name says the format."""
    if file.path is not None and (not file.format or file.path.suffix or file.kind == "image"):
        return file.path
    data = file.data if file.data is not None else file.path.read_bytes() if file.path else b""
    named = io.BytesIO(data)
    named.name = f"file.{file.format}" if file.format else ""
    return named


def _overlaid(image: Image, file: MediaFile, complain: Complain | None) -> Image:
    """The image with its classes, boxes and masks; those that are none are told of and left out."""
    classes = dict(file.classes) or None
    boxes = {name: dict(layer) for name, layer in file.boxes.items()}
    masks = {name: _mask(mask) for name, mask in file.masks.items()}
    if not (classes or boxes or masks):
        return image
    try:
        return Image(image, classes=classes, boxes=boxes or None, masks=masks or None)
    except (ValueError, TypeError, AttributeError):
        if complain is None:
            raise
    kept_boxes = {name: kept for name, layer in boxes.items() if (kept := _kept_boxes(name, layer, complain))}
    kept_masks = {name: mask for name, mask in masks.items() if _fits(image, name, mask, complain)}
    return Image(image, classes=classes, boxes=kept_boxes or None, masks=kept_masks or None)


def _kept_boxes(name: str, layer: Mapping[str, Any], complain: Complain) -> dict[str, Any] | None:
    kept = []
    for box in layer["box_data"]:
        try:
            Image(_DOT, boxes={name: {**layer, "box_data": [box]}})
            kept.append(box)
        except (ValueError, TypeError, AttributeError) as error:
            complain(f"{error}: the box {box} is left out")
    return {**layer, "box_data": kept} if kept else None


def _fits(image: Image, name: str, mask: Mapping[str, Any], complain: Complain) -> bool:
    try:
        Image(image, masks={name: mask})
    except ValueError as error:
        complain(f"{error}: the mask is left out")
        return False
    return True


def _mask(mask: MaskFile) -> dict[str, Any]:
    source: dict[str, Any] = {"path": mask.path} if mask.path is not None else {"mask_data": mask.pixels}
    return {**source, "class_labels": dict(mask.classes) or None}


_DOT = "https://example.invalid/dot.png"
"""Any image that has no size."""
