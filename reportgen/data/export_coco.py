"""A table of images as COCO detections: `annotations.json`, and the pictures in `images/`.

Source: the COCO data format page ("object detection"). Boxes become annotations with a `bbox` in pixels; a
mask becomes one annotation for each class in it, with a run-length code and `iscrowd` 1, as it may be of
several objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.convert.media import file_ending
from reportgen.convert.model import Notes
from reportgen.convert.regions import bounds_of, class_ids, to_runs
from reportgen.data.export_cells import as_json
from reportgen.data.media.image import Image
from reportgen.data.table import Table
from reportgen.data.types import Boolean, Date, Float, Integer, MediaType, Text, Timestamp

_PLAIN = (Boolean, Date, Float, Integer, Text, Timestamp)
_KEPT = "annotations"
_OWN_ID = "source_id"
"""Where ids stand that are no numbers."""


def write_coco(table: Table, folder: Path, names: Sequence[str], notes: Notes) -> None:
    """Write a table's first column of images.

    Args:
        table: The table; its plain columns become keys of the images.
        folder: An empty folder.
        names: A name for the file of each row.
        notes: Takes what the format cannot hold.

    Raises:
        ValueError: The table has no column of images.
    """
    column = _image_column(table, notes)
    ids = _ids(table, notes)
    kept = _kept_annotations(table)
    plain = _plain_columns(table, ids)
    coco = _Coco()
    for row, image in enumerate(table.get_column(column)):
        where = notes.at(f"row {row}")
        if not isinstance(image, Image):
            where.add("there is no image: the row is left out")
            continue
        facts = {name: as_json(values[row], lambda _: None) for name, values in plain.items()}
        facts |= {"caption": image.caption} if image.caption else {}
        file = _write_image(image, folder, facts.get("file_name"), names[row], where)
        size = {"width": image.width, "height": image.height} if image.width else {}
        coco.images.append({**facts, **size, "id": ids[row], "file_name": file})
        coco.take(ids[row], kept[row] if kept is not None else _annotations(image, where))
        _collect(coco.categories, image, where)
    coco.write(folder / "annotations.json")


@dataclass(slots=True)
class _Coco:
    """What the file is to hold."""

    images: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    categories: dict[int, str] = field(default_factory=dict)

    def take(self, image: int, annotations: Iterable[Mapping[str, Any]]) -> None:
        """Take up the annotations of an image; those without a number get the next one."""
        for annotation in annotations:
            number = annotation.get("id", len(self.annotations) + 1)
            self.annotations.append({**annotation, "id": number, "image_id": image})

    def write(self, path: Path) -> None:
        """Write the file; categories that nobody has named are named by their numbers."""
        for annotation in self.annotations:
            self.categories.setdefault(annotation["category_id"], f"class {annotation['category_id']}")
        data = {
            "images": self.images,
            "annotations": self.annotations,
            "categories": [{"id": id, "name": name} for id, name in sorted(self.categories.items())],
        }
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
        path.write_text(text + "\n", encoding="utf-8")


def _plain_columns(table: Table, ids: list[int]) -> dict[str, list[Any]]:
    """The columns that become keys of the images."""
    plain = {
        name: table.get_column(name)
        for name, kind in zip(table.columns, table.types, strict=True)
        if isinstance(kind, _PLAIN) and name != "id"
    }
    if "id" in table.columns and ids != table.get_column("id"):
        plain[_OWN_ID] = table.get_column("id")
    return plain


def _image_column(table: Table, notes: Notes) -> str:
    found = [
        name
        for name, kind in zip(table.columns, table.types, strict=True)
        if isinstance(kind, MediaType) and kind.kind == "image"
    ]
    if not found:
        raise ValueError("the table has no column of images: COCO is a format for those")
    for name in found[1:]:
        notes.at(f"column {name!r}").add("only one column of images goes into COCO: it is left out")
    for name, kind in zip(table.columns, table.types, strict=True):
        is_image = isinstance(kind, MediaType) and kind.kind == "image"
        if not is_image and not isinstance(kind, _PLAIN) and name != _KEPT:
            notes.at(f"column {name!r}").add("COCO has no place for it: it is left out")
    return found[0]


def _ids(table: Table, notes: Notes) -> list[int]:
    """The ids of the images: the column `id`, if it holds different numbers, else from 1."""
    if "id" in table.columns:
        values = table.get_column("id")
        if all(isinstance(v, int) and not isinstance(v, bool) for v in values) and len(set(values)) == len(
            values
        ):
            return list(values)
        notes.at("column 'id'").add(f"ids in COCO are numbers: it is written as {_OWN_ID!r}")
    return list(range(1, len(table) + 1))


def _kept_annotations(table: Table) -> list[list[dict[str, Any]]] | None:
    """The annotations that an import from COCO has kept, with their segments as they were."""
    if _KEPT not in table.columns:
        return None
    cells = table.get_column(_KEPT)
    if not all(
        isinstance(c, list) and all(isinstance(a, dict) and "category_id" in a for a in c) for c in cells
    ):
        return None
    return [[_restored(annotation) for annotation in cell] for cell in cells]


def _restored(annotation: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = as_json(annotation, lambda _: None)
    restored = {key: value for key, value in plain.items() if value is not None}
    if isinstance(restored.get("segmentation"), str):
        restored["segmentation"] = json.loads(restored["segmentation"])
    return restored


def _write_image(image: Image, folder: Path, wanted: Any, name: str, notes: Notes) -> str:
    if image.sha256 is None:
        notes.add(f"the image is at {image.uri!r} and not in the store: only its name is written")
        return str(wanted or image.uri)
    file = f"{name}.{file_ending(image.format or 'png')}"
    if isinstance(wanted, str) and "/" not in wanted and "\\" not in wanted and Path(wanted).suffix:
        file = wanted
    target = folder / "images" / file
    if target.exists():
        target = target.with_name(f"{name}-{file}")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(image.data())
    return target.name


def _annotations(image: Image, notes: Notes) -> Iterator[dict[str, Any]]:
    layers = len({*image.boxes, *image.masks}) > 1
    for name, boxes in image.boxes.items():
        for box in boxes:
            bounds = _pixels(box, image)
            if bounds is None or box.class_id is None:
                notes.add(f"a box of {name!r} has no class, or the image no size: it is left out")
                continue
            yield {
                "category_id": box.class_id,
                "bbox": bounds,
                "area": bounds[2] * bounds[3],
                "iscrowd": 0,
                **({"score": next(iter(box.scores.values()))} if box.scores else {}),
                **({"layer": name} if layers else {}),
            }
    for name, mask in image.masks.items():
        ids = mask.to_numpy()
        for id in class_ids(ids):
            inside = ids == id
            yield {
                "category_id": id,
                "segmentation": to_runs(inside),
                "bbox": bounds_of(inside),
                "area": int(inside.sum()),
                "iscrowd": 1,
                **({"layer": name} if layers else {}),
            }


def _pixels(box: Any, image: Image) -> list[float] | None:
    """A box as x, y, width and height in pixels."""
    if box.domain == "pixel":
        width, height = 1, 1
    elif image.width and image.height:
        width, height = image.width, image.height
    else:
        return None
    x, y = box.x_min * width, box.y_min * height
    return [x, y, box.x_max * width - x, box.y_max * height - y]


def _collect(categories: dict[int, str], image: Image, notes: Notes) -> None:
    """Take up the names of an image's classes; one id has one name in all of the file."""
    named = [image.classes, *(mask.class_labels for mask in image.masks.values())]
    for names in named:
        for id, name in (names or {}).items():
            if categories.setdefault(id, name) != name:
                notes.add(f"class {id} is {name!r} here and {categories[id]!r} before: the first name holds")
