"""COCO detections: a JSON file of images, annotations and categories, and the images beside it.

Source: the COCO data format page ("object detection"). The boxes and segments of an image become a layer of
boxes and a mask; what was annotated is kept as it was in the column `annotations`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reportgen.convert.jsonl import load
from reportgen.convert.model import (
    MAIN,
    ColumnRead,
    Content,
    FileRead,
    Foreign,
    ForeignError,
    Item,
    MaskFile,
    MediaFile,
    Notes,
    TableRead,
)
from reportgen.convert.places import locate, visible
from reportgen.convert.regions import paint

LAYER = "ground_truth"
"""The name of the layer of boxes and masks."""
_MOST_PIXELS = 1 << 30

_KEYS = ("images", "annotations", "categories")


def is_coco(data: object) -> bool:
    """Whether JSON is a set of detections."""
    return isinstance(data, Mapping) and all(isinstance(data.get(key), list) for key in _KEYS)


def coco_files(folder: Path) -> list[Path]:
    """The JSON files with detections, in a folder or in its folder `annotations`."""
    found = visible([*folder.glob("*.json"), *(folder / "annotations").glob("*.json")])
    return [path for path in found if _looks_like_coco(path)]


def _looks_like_coco(path: Path) -> bool:
    try:
        return is_coco(load(path))
    except (ForeignError, OSError):
        return False


def read_coco(path: Path) -> Foreign:
    """The images of one file of detections, or of all in a folder, each a table.

    Raises:
        ForeignError: There are none, or a file's name leaves the folder.
    """
    files = coco_files(path) if path.is_dir() else [path]
    if not files:
        raise ForeignError(f"{path} holds no JSON file with images, annotations and categories")
    notes = Notes()
    items: dict[str, Item] = {}
    for file in files:
        data = load(file)
        if not is_coco(data):
            raise ForeignError(
                f"{file} is no set of COCO detections: it lacks images, annotations or categories"
            )
        name = MAIN if len(files) == 1 else file.stem
        items[name] = _table(data, _folders(file, path), notes.at(file.name))
        items[f"source/{file.name}"] = FileRead(file)
    return Foreign([Content(items, path.stem, "dataset")], list(notes))


def _folders(file: Path, root: Path) -> list[Path]:
    """Where the images may be: beside the file, in the folder that was named, and one level below each."""
    tops = [file.parent, file.parent.parent if file.parent.name == "annotations" else file.parent]
    tops += [root] if root.is_dir() else []
    folders: dict[Path, None] = {}
    for top in tops:
        for folder in (top, *visible([child for child in top.iterdir() if child.is_dir()])):
            folders[folder] = None
            if folder.name == "images":
                folders.update(dict.fromkeys(visible([c for c in folder.iterdir() if c.is_dir()])))
    return list(folders)


def _table(data: Mapping[str, Any], folders: Sequence[Path], notes: Notes) -> TableRead:
    names = {int(category["id"]): str(category["name"]) for category in data["categories"]}
    groups: dict[Any, list[Mapping[str, Any]]] = {image["id"]: [] for image in data["images"]}
    for number, annotation in enumerate(data["annotations"]):
        group = groups.get(annotation.get("image_id"))
        if group is None:
            notes.at(f"annotation {number}").add(
                f"there is no image {annotation.get('image_id')!r}: it is left out"
            )
        else:
            group.append(annotation)
    pictures, kept = [], []
    for row, image in enumerate(data["images"]):
        annotations = groups[image["id"]]
        pictures.append(_picture(image, annotations, names, folders, notes.at(f"row {row}")))
        kept.append([_kept(annotation) for annotation in annotations])
    keys = list(dict.fromkeys(key for image in data["images"] for key in image))
    plain = [ColumnRead(key, [image.get(key) for image in data["images"]]) for key in keys]
    first = plain[:1] if keys[:1] == ["id"] else []
    columns = [*first, ColumnRead("image", pictures, {"kind": "image"}), *plain[len(first) :]]
    columns.append(ColumnRead("annotations", kept))
    return TableRead(_renamed(columns))


def _renamed(columns: Sequence[ColumnRead]) -> list[ColumnRead]:
    """The columns with names of their own: a file may have a key `image` too."""
    seen: set[str] = set()
    result = []
    for column in columns:
        name = column.name
        while name in seen:
            name += "_"
        seen.add(name)
        result.append(ColumnRead(name, column.values, column.hint))
    return result


def _picture(
    image: Mapping[str, Any],
    annotations: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    folders: Sequence[Path],
    notes: Notes,
) -> MediaFile:
    name = str(image.get("file_name", ""))
    path = locate(name, folders, notes) if name else None
    boxes = [_box(annotation) for annotation in annotations if len(annotation.get("bbox") or ()) == 4]
    mask = _mask(image, annotations, notes)
    uri = str(image.get("coco_url") or image.get("flickr_url") or name)
    return MediaFile(
        "image",
        path,
        uri=None if path else uri,
        boxes={LAYER: {"box_data": boxes, "class_labels": names}} if boxes else {},
        masks={LAYER: MaskFile(pixels=mask, classes=names)} if mask is not None else {},
        classes=names,
    )


def _box(annotation: Mapping[str, Any]) -> dict[str, Any]:
    x, y, width, height = annotation["bbox"]
    position = {"minX": x, "maxX": x + width, "minY": y, "maxY": y + height}
    box = {"position": position, "domain": "pixel", "class_id": annotation["category_id"]}
    score = annotation.get("score")
    return box if score is None else {**box, "scores": {"score": score}}


def _mask(image: Mapping[str, Any], annotations: Sequence[Mapping[str, Any]], notes: Notes) -> Any:
    """The segments of an image as one mask, the larger ones below; None when there are none."""
    segments = [(a["category_id"], a["segmentation"]) for a in _by_size(annotations) if a.get("segmentation")]
    if not segments:
        return None
    height, width = image.get("height"), image.get("width")
    if not (isinstance(height, int) and isinstance(width, int) and 0 < height * width <= _MOST_PIXELS):
        notes.add("the image has no sound width and height: its segments are kept in `annotations` only")
        return None
    mask = np.zeros((height, width), dtype=np.uint8)
    for category, region in segments:
        if not 0 < category < 256:
            notes.add(f"the category {category} cannot be drawn in a mask: it is kept in `annotations` only")
            continue
        try:
            paint(mask, region, category)
        except (ValueError, TypeError) as error:
            notes.add(f"a segment cannot be drawn: {error}; it is kept in `annotations` only")
    return mask


def _by_size(annotations: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(annotations, key=lambda annotation: -float(annotation.get("area") or 0))


def _kept(annotation: Mapping[str, Any]) -> dict[str, Any]:
    """An annotation as a dict of plain values: its segmentation, which has several shapes, as JSON."""
    kept = {key: value for key, value in annotation.items() if key not in ("image_id", "segmentation")}
    if "segmentation" in annotation:
        kept["segmentation"] = json.dumps(annotation["segmentation"])
    if "bbox" in kept:
        kept["bbox"] = [float(v) for v in kept["bbox"]]
    return kept
