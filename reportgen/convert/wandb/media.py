"""Media of W&B's: the objects that stand in cells, `{"_type": "image-file", "path": …}`, and their files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.convert.model import ForeignError, MaskFile, MediaFile, Notes
from reportgen.convert.wandb.files import Files, Found
from reportgen.convert.wandb.types import Node, class_maps, media_kind

_CHUNK = 1 << 20
_FORMATS = {"plotly-file": "plotly", "bokeh-file": "bokeh"}


class MediaReader:
    """Reads media objects of one artifact; files of classes are read once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._classes: dict[str, Mapping[int, str]] = {}
        self._checked: set[tuple[str, str]] = set()
        self.used: set[str] = set()
        """The paths of the files that something has pointed to."""

    def read(self, value: Mapping[str, Any], node: Node, notes: Notes) -> MediaFile:
        """The medium that an object with a known `_type` describes."""
        name = str(value["_type"])
        kind = media_kind(name)
        assert kind is not None
        if kind == "histogram":
            counts, edges = _numbers(value.get("values")), _numbers(value.get("bins"))
            return MediaFile(kind, info={"counts": counts, "edges": edges})
        source = self._source(value, notes)
        info = {key: value[key] for key in ("width", "height") if isinstance(value.get(key), int)}
        overlays = self._overlays(value, node, notes) if kind == "image" else {}
        return MediaFile(
            kind,
            **source,
            **overlays,
            format=_FORMATS.get(name) or _text(value.get("format")) or _ending(value.get("path")),
            caption=_text(value.get("caption")),
            info=info,
        )

    def classes(self, path: str, notes: Notes) -> Mapping[int, str]:
        """The names of class ids in a file of the artifact."""
        if path not in self._classes:
            self._classes[path] = self._read_classes(path, notes)
        return self._classes[path]

    def find(self, path: str, notes: Notes) -> Found | None:
        """A file of the artifact; one outside of it is refused."""
        self.used.add(path)
        try:
            return self._files.find(path)
        except ForeignError as error:
            raise ForeignError(f"{notes.where}: {error}") from None

    def _read_classes(self, path: str, notes: Notes) -> Mapping[int, str]:
        found = self.find(path, notes)
        if found is None:
            notes.add(f"the class names in {path!r} are not there")
            return {}
        try:
            return class_names(json.loads(found.path.read_bytes()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            notes.add(f"the class names in {path!r} cannot be read: {error}")
            return {}

    def _source(self, value: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
        """Where the bytes are: `path`, else `uri`."""
        name = _text(value.get("path"))
        if name is None:
            notes.add("a medium does not say where its file is: it stays without bytes")
            return {"uri": ""}
        found = self.find(name, notes)
        if found is None:
            uri = self._files.ref(name)
            said = f"is a reference to {uri}: it is kept as an address" if uri else "is not there"
            notes.add(f"the file {name!r} {said}")
            return {"uri": uri or name}
        if self._files.ref(name) is None:
            self._check(found, _text(value.get("sha256")), notes)
        return {"path": found.path}

    def _check(self, found: Found, wanted: str | None, notes: Notes) -> None:
        if wanted is None or (found.name, wanted) in self._checked:
            return
        self._checked.add((found.name, wanted))
        real = sha256_of(found.path)
        if real != wanted:
            notes.add(
                f"the file {found.name!r} is not the one that was logged: its sha256 is {real[:12]}…, "
                f"not {wanted[:12]}…; it is kept as it is"
            )

    def _overlays(self, value: Mapping[str, Any], node: Node, notes: Notes) -> dict[str, Any]:
        names = {what: found for what, found in class_maps(node)}
        classes = value.get("classes")
        own: Mapping[int, str] = {}
        if isinstance(classes, Mapping) and isinstance(classes.get("path"), str):
            own = self.classes(classes["path"], notes)
        elif "image" in names:
            own = _ids(names["image"])
        return {
            "classes": own,
            "boxes": self._boxes(value.get("boxes"), names.get("box", {}), own, notes),
            "masks": self._masks(value.get("masks"), names.get("mask", {}), own, notes),
        }

    def _boxes(
        self, layers: object, names: Mapping[str, Any], own: Mapping[int, str], notes: Notes
    ) -> dict[str, Mapping[str, Any]]:
        result: dict[str, Mapping[str, Any]] = {}
        for layer, boxes in _items(layers):
            if isinstance(boxes, Mapping):
                boxes = self._box_file(boxes, notes.at(f"boxes {layer!r}"))
            labels = _ids(names.get(layer)) or own
            result[layer] = {"box_data": list(boxes or ()), "class_labels": dict(labels)}
        return result

    def _box_file(self, pointer: Mapping[str, Any], notes: Notes) -> Any:
        """The boxes of an image outside of tables, which are in a file of their own."""
        if "box_data" in pointer:
            return pointer["box_data"]
        source = self._source(pointer, notes)
        return json.loads(source["path"].read_bytes())["box_data"] if "path" in source else None

    def _masks(
        self, layers: object, names: Mapping[str, Any], own: Mapping[int, str], notes: Notes
    ) -> dict[str, MaskFile]:
        result = {}
        for layer, mask in _items(layers):
            source = self._source(mask, notes.at(f"mask {layer!r}")) if isinstance(mask, Mapping) else {}
            if "path" in source:
                result[layer] = MaskFile(source["path"], classes=_ids(names.get(layer)) or own)
        return result


def class_names(data: Any) -> dict[int, str]:
    """The names in a file of classes: `{"class_set": [{"id", "name"}]}`, or the list alone."""
    listed = data["class_set"] if isinstance(data, Mapping) else data
    return {int(entry["id"]): str(entry["name"]) for entry in listed}


def sha256_of(path: Path) -> str:
    """The digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _ids(names: object) -> dict[int, str]:
    if not isinstance(names, Mapping):
        return {}
    return {int(key): str(name) for key, name in names.items() if str(key).lstrip("-").isdigit()}


def _items(layers: object) -> list[tuple[str, Any]]:
    return [(str(name), layer) for name, layer in layers.items()] if isinstance(layers, Mapping) else []


def _numbers(values: object) -> list[float]:
    if not isinstance(values, list) or not all(isinstance(v, (int, float)) for v in values):
        raise ForeignError("a histogram's values and bins must be lists of numbers")
    return [float(v) for v in values]


def _ending(path: object) -> str | None:
    """The format that a file's name says: `pts` of `media/object3D/1f….pts.json`."""
    suffixes = PurePosixPath(str(path)).suffixes
    if suffixes[-2:] == [".pts", ".json"]:
        return "pts"
    return suffixes[-1][1:].lower() if suffixes else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
