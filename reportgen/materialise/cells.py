"""Cells of the store → cells of the site: media as names inside `media/`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from reportgen.convert.media import BOX, CLASSES, MEDIA
from reportgen.extras import VIEWED
from reportgen.materialise.columns import plain_type
from reportgen.materialise.kinds import (
    StoredMedia,
    Type,
    changed,
    files_of,
    has_media,
    is_background,
    mask_file,
    pairs,
    with_inner,
)
from reportgen.materialise.media import SiteMedia
from reportgen.materialise.preview import PREVIEWED

SITE_MASK = pa.struct(
    [("layer", pa.string()), ("file", pa.string()), ("thumb", pa.string()), ("classes", CLASSES)]
)
"""A mask in the site's Parquet: an indexed PNG in the colors of its classes."""

_IMAGE = [
    ("file", pa.string()),
    ("thumb", pa.string()),
    ("width", pa.int32()),
    ("height", pa.int32()),
    ("caption", pa.string()),
]


_PARTS = {"uri": pa.string(), "boxes": pa.list_(BOX), "masks": pa.list_(SITE_MASK), "classes": CLASSES}
"""What an image has in the site besides, where some image of its column has it."""


@dataclass(slots=True)
class Seen:
    """What was found in the media of one column."""

    files: dict[str, StoredMedia] = field(default_factory=dict)
    """By key."""
    parts: set[str] = field(default_factory=set)
    """Which of `_PARTS` its images have."""
    classes: dict[int, str] = field(default_factory=dict)
    """The names of all classes of its boxes and masks; where images differ, the first counts."""
    layers: dict[str, None] = field(default_factory=dict)
    """The layers of its boxes and masks, in the order in which they come."""
    scores: dict[str, list[float]] = field(default_factory=dict)
    """The least and the greatest of each score of its boxes."""
    kinds: set[tuple[str, str]] = field(default_factory=set)
    """The kinds of its media, with their formats."""

    def note(self, kind: str, value: Mapping[str, Any]) -> list[StoredMedia]:
        """Take a medium in; its files that are new."""
        self.kinds.add((kind, value.get("format") or ""))
        if kind == "image":
            self._note_image(value)
        new = [file for file in files_of(kind, value) if file.key not in self.files]
        self.files.update((file.key, file) for file in new)
        return new

    def _note_image(self, image: Mapping[str, Any]) -> None:
        self.parts.update(part for part in _PARTS if image.get(part))
        for part in (*(image.get("boxes") or ()), *(image.get("masks") or ())):
            self.layers.setdefault(part["layer"])
        for box in image.get("boxes") or ():
            self._note_scores(pairs(box.get("scores")))
            if box.get("class_id") is not None and box.get("label") is not None:
                self.classes.setdefault(box["class_id"], box["label"])
        for owner in (*(image.get("masks") or ()), image):
            for number, name in pairs(owner.get("classes")):
                if number or not is_background(name):
                    self.classes.setdefault(number, name)

    def _note_scores(self, scores: Iterable[tuple[str, float | None]]) -> None:
        for name, score in scores:
            if score is not None and math.isfinite(score):
                least, greatest = self.scores.setdefault(str(name), [score, score])
                self.scores[str(name)] = [min(least, score), max(greatest, score)]


def site_array(array: pa.Array, kind: Type, media: Mapping[str, SiteMedia], seen: Seen) -> pa.Array:
    """A column of the store in the form that both engines read alike."""
    if not seen.kinds and kind["kind"] not in MEDIA:
        return array.cast(_site_type(kind, array.type, seen))

    def change(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
        return site_value(name, value, media)

    cells = [changed(cell, kind, change) for cell in array.to_pylist()]
    return pa.array(cells, _site_type(kind, array.type, seen))


def site_value(kind: str, value: Mapping[str, Any], media: Mapping[str, SiteMedia]) -> dict[str, Any]:
    """What a cell of the site says of a medium; parts that its column has not are dropped by Arrow."""
    if "sha256" not in value:
        return {name: item for name, item in value.items() if name != "kind"}
    found = next((media[f.key] for f in files_of(kind, {**value, "masks": None})), SiteMedia(None))
    said = {name: item for name, item in value.items() if name not in ("sha256", "kind")}
    said |= {"file": found.file, "thumb": found.thumb}
    if kind == "image":
        said |= {"width": found.width or value["width"], "height": found.height or value["height"]}
        said["boxes"] = [{**box, "scores": pairs(box.get("scores"))} for box in value.get("boxes") or ()]
        said["masks"] = [_site_mask(mask, value, media) for mask in value.get("masks") or ()]
        said["classes"] = pairs(value.get("classes"))
        for part in ("format", *(part for part in _PARTS if not said.get(part))):
            said.pop(part, None)
    return said


def _site_mask(
    mask: Mapping[str, Any], image: Mapping[str, Any], media: Mapping[str, SiteMedia]
) -> dict[str, Any]:
    """A mask with the names of the classes that are drawn, its own or the image's."""
    file = mask_file(mask, image)
    found = media[file.key]
    names = pairs(mask.get("classes")) or pairs(image.get("classes"))
    drawn = [(number, name) for number, name in names if number or not file.background]
    return {"layer": mask["layer"], "file": found.file, "thumb": found.thumb, "classes": drawn or None}


def site_kind(kind: Type, px: int, seen: Seen) -> dict[str, Any]:
    """The column type as the page knows it."""
    if kind["kind"] == "image":
        parts: dict[str, Any] = {part: True for part in ("uri", "boxes", "masks") if part in seen.parts}
        if "boxes" in parts or "masks" in parts:
            parts["classes"] = {str(number): seen.classes[number] for number in sorted(seen.classes)}
            parts["layers"] = list(seen.layers)
        if seen.scores:
            parts["scores"] = {name: seen.scores[name] for name in sorted(seen.scores)}
        return {**kind, "thumb": px, **parts}
    if kind["kind"] == "mixed":
        return {**kind, "media": sorted(map(list, seen.kinds))} if seen.kinds else dict(kind)
    if kind["kind"] in VIEWED:  # Which viewer it is depends on the format.
        return {**kind, "formats": sorted(form for name, form in seen.kinds if name == kind["kind"] and form)}
    return with_inner(kind, lambda inner: site_kind(inner, px, seen))


def _site_type(kind: Type, given: pa.DataType, seen: Seen) -> pa.DataType:
    name = kind["kind"]
    if name == "image":
        return pa.struct([*_IMAGE, *((part, _PARTS[part]) for part in _PARTS if part in seen.parts)])
    if name in MEDIA:
        return _media_type(name)
    if not has_media(kind) or name == "mixed":
        return plain_type(given)
    if name == "list":
        return pa.list_(_site_type(kind["item"], given.value_type, seen))
    if name == "map":
        return pa.map_(plain_type(given.key_type), _site_type(kind["value"], given.item_type, seen))
    fields = [
        (f["name"], _site_type(f["type"], given.field(i).type, seen)) for i, f in enumerate(kind["fields"])
    ]
    return pa.struct(fields)


def _media_type(kind: str) -> pa.DataType:
    """The storage struct with the file's name in place of its digest."""
    fields = [(f.name, f.type) for f in MEDIA[kind] if f.name != "sha256"]
    if len(fields) < MEDIA[kind].num_fields:
        fields = [("file", pa.string()), *([("thumb", pa.string())] if kind in PREVIEWED else []), *fields]
    return pa.struct(fields)
