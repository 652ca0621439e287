"""Pascal VOC detections: an XML file for each image in `Annotations/`, the images in `JPEGImages/`.

Source: the VOC2012 development kit's documentation. Corners are pixels counted from 1, both included; in
`SegmentationClass/` and `SegmentationObject/` are PNG masks, where 255 is the border of objects.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.convert.model import (
    MAIN,
    ColumnRead,
    Content,
    Foreign,
    ForeignError,
    MaskFile,
    MediaFile,
    Notes,
    TableRead,
)
from reportgen.convert.places import locate, visible

LAYER = "ground_truth"
_BORDER = 255
_TWENTY = [
    "aeroplane",
    "bicycle",
    "bird",
    "boat",
    "bottle",
    "bus",
    "car",
    "cat",
    "chair",
    "cow",
    "diningtable",
    "dog",
    "horse",
    "motorbike",
    "person",
    "pottedplant",
    "sheep",
    "sofa",
    "train",
    "tvmonitor",
]


def is_voc(folder: Path) -> bool:
    """Whether a folder has detections of this kind."""
    annotations = folder / "Annotations"
    return annotations.is_dir() and any(annotations.glob("*.xml"))


def read_voc(folder: Path) -> Foreign:
    """The images of a folder, a row each.

    Raises:
        ForeignError: There are none, or a file's name leaves the folder.
    """
    if not is_voc(folder):
        raise ForeignError(f"{folder} holds no Annotations/*.xml")
    notes = Notes()
    files = visible(list((folder / "Annotations").glob("*.xml")))
    parsed = [(file, _parsed(file)) for file in files]
    classes = _class_ids([name for _, root in parsed for name in _names(root)])
    rows = [_row(folder, file, root, classes, notes.at(file.name)) for file, root in parsed]
    columns = [
        ColumnRead("id", [file.stem for file in files]),
        ColumnRead("image", [image for image, _ in rows], {"kind": "image"}),
        ColumnRead("file_name", [_text(root, "filename") for _, root in parsed]),
        ColumnRead("objects", [objects for _, objects in rows]),
    ]
    return Foreign([Content({MAIN: TableRead(columns)}, folder.name, "dataset")], list(notes))


def _parsed(file: Path) -> ET.Element:
    try:
        return ET.fromstring(file.read_bytes())
    except ET.ParseError as error:
        raise ForeignError(f"{file} is not XML: {error}") from error


def _names(root: ET.Element) -> list[str]:
    return [_text(element, "name") or "" for element in root.iter("object")]


def _class_ids(names: Sequence[str]) -> dict[str, int]:
    """Ids from 1: those of the challenge for its twenty classes, else in the order of the alphabet."""
    known = sorted(set(names))
    ordered = _TWENTY if set(known) <= set(_TWENTY) else known
    return {name: number for number, name in enumerate(ordered, 1)}


def _row(
    folder: Path, file: Path, root: ET.Element, ids: Mapping[str, int], notes: Notes
) -> tuple[MediaFile, list[dict[str, Any]]]:
    objects = [_object(element, notes) for element in root.findall("object")]
    boxes = [
        {
            "position": {"minX": o["xmin"] - 1, "maxX": o["xmax"], "minY": o["ymin"] - 1, "maxY": o["ymax"]},
            "domain": "pixel",
            "class_id": ids[o["name"]],
        }
        for o in objects
        if o["xmin"] is not None
    ]
    classes = {id: name for name, id in ids.items()}
    name = _text(root, "filename") or f"{file.stem}.jpg"
    path = locate(name, [folder / "JPEGImages", folder / "images", folder], notes)
    image = MediaFile(
        "image",
        path,
        uri=None if path else name,
        boxes={LAYER: {"box_data": boxes, "class_labels": classes}} if boxes else {},
        masks=_masks(folder, file.stem, classes),
        classes=classes,
    )
    return image, objects


def _masks(folder: Path, stem: str, classes: Mapping[int, str]) -> dict[str, MaskFile]:
    layers = {
        LAYER: ("SegmentationClass", {**classes, _BORDER: "border"}),
        "objects": ("SegmentationObject", {_BORDER: "border"}),
    }
    paths = {layer: folder / name / f"{stem}.png" for layer, (name, _) in layers.items()}
    return {
        layer: MaskFile(path, classes=layers[layer][1]) for layer, path in paths.items() if path.is_file()
    }


def _object(element: ET.Element, notes: Notes) -> dict[str, Any]:
    box = element.find("bndbox")
    corners: dict[str, float | None] = dict.fromkeys(("xmin", "ymin", "xmax", "ymax"))
    try:
        if box is not None:
            corners = {name: float(box.findtext(name, "")) for name in corners}
    except ValueError:
        notes.add(f"an object has a box whose corners are no numbers: {ET.tostring(box or element)!r}")
    return {
        "name": _text(element, "name") or "",
        "pose": _text(element, "pose"),
        "truncated": _flag(element, "truncated"),
        "difficult": _flag(element, "difficult"),
        "occluded": _flag(element, "occluded"),
        **corners,
    }


def _text(element: ET.Element, name: str) -> str | None:
    text = element.findtext(name)
    return text.strip() if text else None


def _flag(element: ET.Element, name: str) -> bool | None:
    text = _text(element, name)
    return None if text is None else text in ("1", "true", "True")
