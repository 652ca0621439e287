"""Media that a run logged by themselves, as its history has them: a table for each key.

They are not in artifacts but in the run's folder `files/`, with boxes and class names in places of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.convert.model import ColumnRead, Notes, TableRead
from reportgen.convert.wandb.media import MediaReader
from reportgen.convert.wandb.types import media_kind

_LISTS = {
    "images/separated": "image-file",
    "audio": "audio-file",
    "videos": "video-file",
    "html": "html-file",
    "object3D": "object3D-file",
    "molecule": "molecule-file",
}
_FOLDERS = {"object3D-file": "media/object3D/", "image-file": "media/images/"}
_POINTERS = {"table-file", "incremental-table-file", "joined-table-file", "partitioned-table-file"}
_DELIMITER = "_wandb_delimeter_"


def split_history(
    lines: Sequence[Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], dict[str, list[tuple[int, Mapping[str, Any]]]]]:
    """The plain values of each step; and the objects (media, pointers to tables) by key, with their steps."""
    plain: list[dict[str, Any]] = []
    objects: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for line in lines:
        step = int(line.get("_step", len(plain)))
        kept = {}
        for key, value in _flat(line):
            if isinstance(value, Mapping):
                objects.setdefault(key, []).append((step, value))
            else:
                kept[key] = value
        plain.append(kept | {"_step": step})
    return plain, objects


def is_pointer(value: Mapping[str, Any]) -> bool:
    """Whether an object of the history only says where a table is."""
    return value.get("_type") in _POINTERS


def _flat(line: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a step by dotted keys; objects with a `_type` stay whole."""
    for key, value in line.items():
        if isinstance(value, Mapping) and "_type" not in value:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


class HistoryMedia:
    """Reads the media of a run's history."""

    def __init__(self, media: MediaReader, labels: Mapping[str, Any]) -> None:
        self._media = media
        self._labels = labels

    def table(
        self, key: str, values: Sequence[tuple[int, Mapping[str, Any]]], notes: Notes
    ) -> TableRead | None:
        """The table of the media that were logged under a key, a row each; None if they are none."""
        steps: list[int] = []
        media: list[Any] = []
        for step, value in values:
            for item in _singles(value):
                if media_kind(str(item.get("_type"))) is None:
                    notes.at(f"step {step}").add(f"an object of the type {item.get('_type')!r} is left out")
                    continue
                steps.append(step)
                media.append(self._media.read(item, self._names(key), notes.at(f"step {step}")))
        if not media:
            return None
        kinds = {medium.kind for medium in media}
        name = kinds.pop() if len(kinds) == 1 else "media"
        return TableRead([ColumnRead("step", steps), ColumnRead(name, media)])

    def _names(self, key: str) -> dict[str, Any]:
        """The class names of a key's layers, as a type of images would have them."""
        params = {
            "box_class_maps": self._layers(key, "bounding_box/class_labels"),
            "mask_class_maps": self._layers(key, "mask/class_labels"),
        }
        return {"wb_type": "image-file", "params": params}

    def _layers(self, key: str, what: str) -> dict[str, Any]:
        known = self._labels.get(what)
        layers = known.items() if isinstance(known, Mapping) else ()
        prefix = key + _DELIMITER
        return {
            name.removeprefix(prefix): value["value"]
            for name, value in layers
            if name.startswith(prefix) and isinstance(value, Mapping) and "value" in value
        }


def _singles(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The single media of a list of them."""
    kind = _LISTS.get(str(value.get("_type")))
    if kind is None:
        yield value
        return
    inner = value.get(str(value["_type"]))
    if isinstance(inner, list):
        yield from ({"_type": kind, **item} for item in inner if isinstance(item, Mapping))
        return
    shared = {name: value[name] for name in ("width", "height", "format") if name in value}
    for i, path in enumerate(value.get("filenames") or ()):
        folder = "" if "/" in str(path) else _FOLDERS.get(kind, "")
        single = {"_type": kind, "path": f"{folder}{path}", **shared}
        for name, listed in _PER_ITEM.items():
            if (found := _nth(value.get(listed), i)) is not None:
                single[name] = found
        yield single


_PER_ITEM = {"caption": "captions", "boxes": "all_boxes", "masks": "all_masks"}


def _nth(values: object, i: int) -> Any:
    return values[i] if isinstance(values, list) and i < len(values) else None
