"""Folders of images and folders of PNG masks beside them, paired by the names of the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.convert.jsonl import load
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
from reportgen.convert.places import IMAGES, visible

_IMAGES = ("images", "image", "imgs", "img", "jpegimages")
_MASKS = (
    "masks",
    "mask",
    "labels",
    "label",
    "annotations",
    "segmentation",
    "segmentations",
    "gt",
    "ground_truth",
)
_ENDINGS = ("", "_mask", "-mask", "_masks", "_label", "_labels", "_seg", "_gt")
_CLASS_FILES = ("classes.json", "labels.json", "classes.txt", "labels.txt")


def mask_folders(folder: Path) -> tuple[Path, list[Path]] | None:
    """The folder of images and those of masks; a folder of masks may have a folder for each layer."""
    below = {child.name.lower(): child for child in visible([c for c in folder.iterdir() if c.is_dir()])}
    images = next((below[name] for name in _IMAGES if name in below), None)
    tops = [below[name] for name in _MASKS if name in below]
    layers = [layer for top in tops for layer in (_pictures_in(top) and [top]) or _layers_in(top)]
    if images is None or not layers or not _pictures_in(images):
        return None
    return images, layers


def _layers_in(top: Path) -> list[Path]:
    return [child for child in visible(list(top.iterdir())) if child.is_dir() and _pictures_in(child)]


def _pictures_in(folder: Path) -> list[Path]:
    return [path for path in visible(list(folder.iterdir())) if path.suffix.lower() in IMAGES]


def read_masks(folder: Path) -> Foreign:
    """The images of a folder, a row each, with a mask from each folder of masks.

    The names of classes come from `classes.json` (`{"1": "cat"}`, or a list) or `classes.txt` (line 0 is
    class 0), if there is one.

    Raises:
        ForeignError: There are no such folders.
    """
    found = mask_folders(folder)
    if found is None:
        raise ForeignError(f"{folder} holds no folders `images` and `masks` with pictures in them")
    images, layers = found
    notes = Notes()
    classes = _classes(folder)
    paths = _pictures_in(images)
    masks = {layer.name: _by_stem(layer) for layer in layers}
    pictures = [_picture(path, masks, classes, notes) for path in paths]
    for layer, left in masks.items():
        for path in left.values():
            notes.at(f"{layer}/{path.name}").add("there is no image of this name: the mask is left out")
    columns = [
        ColumnRead("image", pictures, {"kind": "image"}),
        ColumnRead("file_name", [path.name for path in paths]),
    ]
    return Foreign([Content({MAIN: TableRead(columns)}, folder.name, "dataset")], list(notes))


def _by_stem(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in _pictures_in(folder)}


def _picture(
    path: Path, masks: Mapping[str, dict[str, Path]], classes: Mapping[int, str], notes: Notes
) -> MediaFile:
    layers = {}
    for layer, files in masks.items():
        stem = next((path.stem + ending for ending in _ENDINGS if path.stem + ending in files), None)
        if stem is None:
            notes.at(path.name).add(f"there is no mask of this name in {layer!r}")
        else:
            layers[layer] = MaskFile(files.pop(stem), classes=classes)
    return MediaFile("image", path, masks=layers, classes=classes)


def _classes(folder: Path) -> dict[int, str]:
    path = next((folder / name for name in _CLASS_FILES if (folder / name).is_file()), None)
    if path is None:
        return {}
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return {id: line.strip() for id, line in enumerate(lines) if line.strip()}
    data = load(path)
    pairs = data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ())
    try:
        return {int(id): str(name) for id, name in pairs}
    except ValueError:
        raise ForeignError(f'{path} must map ids to names, {{"1": "cat"}}, or be a list of names') from None
