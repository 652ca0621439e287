"""Hugging Face datasets: live ones, and the folders that `save_to_disk` writes.

Source: the documentation of `datasets`, its pages on features; the features stand as JSON in the schema's
metadata under `huggingface`, and in `dataset_info.json`. The library itself is never imported here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from reportgen.convert.arrow import TypeJson
from reportgen.convert.columnar import arrow_table
from reportgen.convert.jsonl import load
from reportgen.convert.model import (
    ColumnRead,
    Content,
    Foreign,
    ForeignError,
    Item,
    MediaFile,
    Notes,
    TableRead,
)
from reportgen.convert.places import checked_path

Feature: TypeAlias = Any
"""A feature as JSON: a dict with `_type`, a dict of features, or a list of one."""

NamedColumn: TypeAlias = tuple[str, pa.ChunkedArray | list[Any], TypeJson | None]

_MEDIA = {"Image": "image", "Audio": "audio", "Video": "video"}
_LISTS = ("List", "LargeList", "Sequence")
_STATE, _INFO, _DICT = "state.json", "dataset_info.json", "dataset_dict.json"


def is_dataset(value: object) -> bool:
    """Whether a value is a `datasets.Dataset`."""
    library = sys.modules.get("datasets")
    return library is not None and isinstance(value, library.Dataset)


def columns_of(dataset: Any) -> list[NamedColumn]:
    """Name, values and, where Arrow does not say it, the type of each column of a dataset.

    Images, sounds and films are `MediaFile`s, also inside of lists and dicts.
    """
    table = dataset.with_format("arrow")[:]
    features = dataset.features.to_dict()
    return [_column(name, table[name], features.get(name)) for name in table.column_names]


def is_saved(folder: Path) -> bool:
    """Whether a folder was written by `save_to_disk`."""
    return (folder / _DICT).is_file() or ((folder / _STATE).is_file() and (folder / _INFO).is_file())


def read_saved(folder: Path) -> Foreign:
    """The dataset in a folder, or the splits of several, each a table.

    Raises:
        ForeignError: A file is missing or damaged.
    """
    notes = Notes()
    if (folder / _DICT).is_file():
        splits = load(folder / _DICT).get("splits") or []
        items: dict[str, Item] = {
            str(split): _saved(folder / checked_path(str(split)), notes.at(str(split))) for split in splits
        }
    else:
        items = {"": _saved(folder, notes)}
    return Foreign([Content(items, folder.name, "dataset")], list(notes))


def _saved(folder: Path, notes: Notes) -> TableRead:
    files = [str(entry["filename"]) for entry in load(folder / _STATE).get("_data_files") or ()]
    features = load(folder / _INFO).get("features") or {}
    if not files:
        raise ForeignError(f"{folder / _STATE} names no files of data")
    try:
        table = pa.concat_tables([arrow_table(folder / checked_path(name)) for name in files])
    except (pa.ArrowException, OSError) as error:
        raise ForeignError(f"{folder} cannot be read: {error}") from error
    named = [_column(name, table[name], features.get(name)) for name in table.column_names]
    columns = [ColumnRead(name, values, hint) for name, values, hint in named]
    for column in columns:
        for medium in _media_in(column.values):
            if medium.uri:
                notes.at(f"column {column.name!r}").add(f"the file {medium.uri!r} is not there")
    return TableRead(columns)


def _media_in(values: Any) -> Iterator[MediaFile]:
    if isinstance(values, MediaFile):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _media_in(value)
    elif isinstance(values, list):
        for value in values:
            yield from _media_in(value)


def _column(name: str, values: pa.ChunkedArray, feature: Feature) -> NamedColumn:
    if isinstance(values.type, pa.BaseExtensionType):
        values = pa.chunked_array([chunk.storage for chunk in values.chunks], values.type.storage_type)
    change = _change(feature)
    if change is None:
        return name, values, _hint(feature)
    return name, [None if value is None else change(value) for value in values.to_pylist()], _hint(feature)


def _hint(feature: Feature) -> TypeJson | None:
    kind = _type(feature)
    if kind == "ClassLabel":
        names = feature.get("names") or []
        classes = {str(id): name for id, name in enumerate(names)}
        return {"kind": "integer", "bits": 64, "unsigned": False, "classes": classes}
    return {"kind": _MEDIA[kind]} if kind in _MEDIA else None


def _change(feature: Feature) -> Callable[[Any], Any] | None:
    """What turns the values of a feature into ours; None: they are as they should be."""
    kind = _type(feature)
    if kind in _MEDIA:
        return lambda value: _medium(_MEDIA[kind], value)
    if kind.startswith("Array") and kind.endswith("D"):
        return lambda value: np.array(value, dtype=feature["dtype"])
    if kind in _LISTS or isinstance(feature, list):
        return _list_change(feature[0] if isinstance(feature, list) else feature.get("feature"))
    if isinstance(feature, Mapping) and not kind:
        return _dict_change(feature)
    return None


def _list_change(item: Feature) -> Callable[[Any], Any] | None:
    change = _change(item)
    if change is None:
        return None
    if isinstance(item, Mapping) and not _type(item):  # a list of dicts is kept as a dict of lists, of old
        return lambda value: change(value) if isinstance(value, Mapping) else _each(change, value)
    return lambda value: _each(change, value)


def _each(change: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    return [None if value is None else change(value) for value in values]


def _dict_change(features: Mapping[str, Feature]) -> Callable[[Any], Any] | None:
    changes = {name: found for name, feature in features.items() if (found := _change(feature)) is not None}
    if not changes:
        return None

    def change(value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: changes[name](item) if name in changes and item is not None else item
            for name, item in value.items()
        }

    return change


def _type(feature: Feature) -> str:
    return str(feature.get("_type", "")) if isinstance(feature, Mapping) else ""


def _medium(kind: str, value: Any) -> MediaFile | None:
    """A medium of its bytes, or of the file that it names."""
    if isinstance(value, str):
        value = {"path": value}
    data, name = value.get("bytes"), value.get("path")
    ending = Path(name).suffix[1:].lower() or None if name else None
    if data is not None:
        return MediaFile(kind, data=data, format=ending)
    if not name:
        return None
    path = Path(name)
    if "://" not in name and path.is_file():
        return MediaFile(kind, path.absolute(), format=ending)
    return MediaFile(kind, uri=name, format=ending)
