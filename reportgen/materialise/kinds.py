"""The media inside of cells, however deep: in lists, structs, maps, and in the JSON of mixed columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportgen.convert.media import MEDIA

Type: TypeAlias = Mapping[str, Any]
"""A column type as JSON."""

Change: TypeAlias = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Makes of what a cell of the store says of a medium of a kind what the site's cell says."""

TAG = '"$media"'
"""How the JSON of a mixed value says that it holds media."""


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A file of the store as a cell names it."""

    kind: str
    """A kind of media, or `mask`."""
    sha256: str
    format: str
    width: int = 0
    """In pixels; 0 where a cell does not say it."""
    height: int = 0
    background: bool = False
    """Of a mask: its class 0 is nothing, and is not drawn."""

    @property
    def key(self) -> str:
        """What tells it from other files: one blob may be an image here and a mask there."""
        return f"{self.kind}{'-' if self.background else ''}:{self.sha256}"


def has_media(kind: Type) -> bool:
    """Whether values of a column type hold media, or may."""
    return kind["kind"] in MEDIA or kind["kind"] == "mixed" or any(map(has_media, inner_types(kind)))


def inner_types(kind: Type) -> list[Type]:
    """The types that a column type is made of."""
    match kind["kind"]:
        case "list":
            return [kind["item"]]
        case "map":
            return [kind["key"], kind["value"]]
        case "struct":
            return [field["type"] for field in kind["fields"]]
        case _:
            return []


def with_inner(kind: Type, change: Callable[[Type], dict[str, Any]]) -> dict[str, Any]:
    """A column type whose parts are changed."""
    match kind["kind"]:
        case "list":
            return {**kind, "item": change(kind["item"])}
        case "map":
            return {**kind, "key": change(kind["key"]), "value": change(kind["value"])}
        case "struct":
            return {**kind, "fields": [{**f, "type": change(f["type"])} for f in kind["fields"]]}
        case _:
            return dict(kind)


def changed(cell: Any, kind: Type, change: Change) -> Any:
    """A cell with its media changed."""
    if cell is None or not has_media(kind):
        return cell
    match kind["kind"]:
        case "list":
            return [changed(item, kind["item"], change) for item in cell]
        case "map":
            return [(key, changed(value, kind["value"], change)) for key, value in cell]
        case "struct":
            return {f["name"]: changed(cell[f["name"]], f["type"], change) for f in kind["fields"]}
        case "mixed":
            return _changed_text(cell, change)
        case name:
            return change(name, cell)


def media_in(cell: Any, kind: Type) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The media that a cell holds, each with its kind."""
    found: list[tuple[str, Mapping[str, Any]]] = []

    def note(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
        found.append((name, value))
        return {}

    changed(cell, kind, note)
    yield from found


def files_of(kind: str, value: Mapping[str, Any]) -> Iterator[StoredMedia]:
    """The files that a medium is made of: its own and, of an image, its masks."""
    if value.get("sha256"):
        width, height = value.get("width") or 0, value.get("height") or 0
        yield StoredMedia(kind, value["sha256"], value["format"], width, height)
    for mask in value.get("masks") or ():
        yield mask_file(mask, value)


def mask_file(mask: Mapping[str, Any], image: Mapping[str, Any]) -> StoredMedia:
    """The file of one mask of an image."""
    name = dict(pairs(mask.get("classes")) or pairs(image.get("classes"))).get(0)
    background = is_background(name)
    width, height = image.get("width") or 0, image.get("height") or 0
    return StoredMedia("mask", mask["sha256"], "png", width, height, background)


def is_background(name: str | None) -> bool:
    """Whether a class 0 of this name is nothing that is to be drawn."""
    return name is None or name.strip().lower() in BACKGROUND


BACKGROUND = frozenset(["", "background", "bg", "none", "unlabeled", "unlabelled", "void", "_background_"])
"""Names of a class 0 that is nothing."""


def pairs(value: Any) -> list[tuple[Any, Any]]:
    """The entries of a map, which Arrow gives as pairs and JSON as an object; ids of classes as numbers."""
    items = value.items() if isinstance(value, Mapping) else value or ()
    return [(int(k) if isinstance(k, str) and k.lstrip("-").isdigit() else k, v) for k, v in items]


def _changed_text(text: str, change: Change) -> str:
    if TAG not in text:
        return text
    return json.dumps(_changed_json(json.loads(text), change), ensure_ascii=False, separators=(",", ":"))


def _changed_json(value: Any, change: Change) -> Any:
    if isinstance(value, list):
        return [_changed_json(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    medium = value.get("$media")
    if len(value) == 1 and isinstance(medium, dict) and medium.get("kind") in MEDIA:
        return {"$media": {"kind": medium["kind"], **change(medium["kind"], medium)}}
    return {key: _changed_json(item, change) for key, item in value.items()}
