"""A W&B artifact, entry by entry: tables and objects by the ending of their files, the rest as files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from reportgen.convert.model import (
    ClassesRead,
    ColumnRead,
    FileRead,
    Item,
    JoinedRead,
    Notes,
    PartitionedRead,
    ReferenceRead,
    TableRead,
)
from reportgen.convert.wandb.files import Files, Found
from reportgen.convert.wandb.media import MediaReader, class_names
from reportgen.convert.wandb.table import SUFFIX, TableReader, entry_name, load_table, table_problem
from reportgen.convert.wandb.types import media_kind

_INCREMENT = re.compile(r"(?P<number>None|\d+)-(?P<time>\d+)\.(?P<key>.+)\.table\.json", re.DOTALL)
_OBJECT = re.compile(r"(?P<name>.+)\.(?P<type>[\w-]+)\.json", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Increment:
    """One file of a table that grew."""

    key: str
    order: tuple[int, int]
    """Its number, and when it was logged, in milliseconds."""
    path: str


def read_entries(files: Files, notes: Notes) -> dict[str, Item]:
    """Everything in an artifact, by the path that it is to have."""
    reader = _Reader(files, notes)
    items: dict[str, Item] = {}
    for key, series in _series(files, files.names()).items():
        items[key] = reader.series(series)
    for path in sorted(files.names(), key=lambda path: not path.endswith(".json")):
        if path not in reader.done:
            reader.entry(path, items, strict=False)
    return {name: item for name, item in items.items() if not (_is_part(item) and reader.points_to(name))}


def read_entry(files: Files, path: str, notes: Notes) -> dict[str, Item]:
    """One entry of an artifact, with the tables that it joins or is made of."""
    reader = _Reader(files, notes)
    items: dict[str, Item] = {}
    reader.entry(path, items)
    needed: list[str] = []
    for item in list(items.values()):
        if isinstance(item, JoinedRead):
            needed += [item.left + SUFFIX, item.right + SUFFIX]
        elif isinstance(item, PartitionedRead):
            folder = item.folder + "/"
            needed += [name for name in files.names() if name.startswith(folder) and name.endswith(SUFFIX)]
    for name in dict.fromkeys(needed):
        reader.entry(name, items)
    return items


def _is_part(item: Item) -> bool:
    """Whether a file is part of media or tables, if they point to it."""
    return isinstance(item, FileRead | ClassesRead | ReferenceRead)


class _Reader:
    def __init__(self, files: Files, notes: Notes) -> None:
        self._files = files
        self._notes = notes
        self._readers: dict[Files, TableReader] = {}
        self.done: set[str] = set()

    def points_to(self, name: str) -> bool:
        """Whether tables or media of this artifact point to an entry under `media/`."""
        own = self._readers.get(self._files)
        used = own.media.used if own else set()
        return name.startswith("media/") and (name in used or f"{name}.classes.json" in used)

    def series(self, series: Sequence[Increment]) -> TableRead:
        """The rows of all increments, one after the other."""
        tables = []
        for increment in series:
            found = self._files.find(increment.path)
            assert found is not None
            tables.append(self._table(found, self._notes.at(increment.path)))
            self.done.add(increment.path)
        return concatenate(tables, self._notes)

    def entry(self, path: str, items: dict[str, Item], *, strict: bool = True) -> None:
        """Read one entry into `items`; what is no table in spite of its name is a file, unless `strict`."""
        found = self._files.find(path)
        if found is None:
            uri = self._files.ref(path)
            if self.points_to(path):
                return  # what points to it has it, and has said so
            said = f"it is a reference to {uri}, which is kept" if uri else "its file is not there"
            self._notes.at(path).add(said)
            items[path] = ReferenceRead(uri or path)
            return
        name, item = self._object(path, found, strict=strict)
        items[name] = item

    def _object(self, path: str, found: Found, *, strict: bool) -> tuple[str, Item]:
        notes = self._notes.at(path)
        if path.endswith(SUFFIX):
            if strict or (problem := table_problem(found.path)) is None:
                return entry_name(path), self._table(found, notes)
            notes.add(f"{problem}: it is kept as a file")
            return path, FileRead(found.path)
        match = _OBJECT.fullmatch(path)
        if match is None:
            return path, FileRead(found.path)
        data = _json(found)
        if media_kind(match["type"]) is not None and isinstance(data, Mapping) and "_type" in data:
            return match["name"], self._media(found).read(data, {}, notes)
        shape = _SHAPES.get(match["type"])
        item = shape(data) if shape else None
        if item is None and match["type"] == "mask" and isinstance(data, Mapping):
            item = self._media(found).read({**data, "_type": "image-file"}, {}, notes)
        return (match["name"], item) if item is not None else (path, FileRead(found.path))

    def _table(self, found: Found, notes: Notes) -> TableRead:
        return self._reader(found).read(load_table(found.path).data, notes)

    def _media(self, found: Found) -> MediaReader:
        return self._reader(found).media

    def _reader(self, found: Found) -> TableReader:
        """The reader of the artifact that a file is at home in: another one's, if the entry refers to it."""
        return self._readers.setdefault(found.home, TableReader(found.home))


def _series(files: Files, names: Sequence[str]) -> dict[str, list[Increment]]:
    """The tables that grew, by key, their files in order."""
    series: dict[str, list[Increment]] = {}
    for path in names:
        match = _INCREMENT.fullmatch(path)
        found = files.find(path) if match else None
        if match is None or found is None or _log_mode(found) != "INCREMENTAL":
            continue
        number = -1 if match["number"] == "None" else int(match["number"])
        order = (number, int(match["time"]))
        series.setdefault(match["key"], []).append(Increment(match["key"], order, path))
    return {key: sorted(found, key=lambda increment: increment.order) for key, found in series.items()}


def _log_mode(found: Found) -> str | None:
    return None if table_problem(found.path) else load_table(found.path).log_mode


def concatenate(tables: Sequence[TableRead], notes: Notes) -> TableRead:
    """The rows of tables, one after the other; a column that one lacks is empty there."""
    names = list(dict.fromkeys(column.name for table in tables for column in table.columns))
    sizes = [len(table.columns[0].values) if table.columns else 0 for table in tables]
    columns = []
    for name in names:
        values: list[Any] = []
        hint = None
        for table, size in zip(tables, sizes, strict=True):
            column = next((column for column in table.columns if column.name == name), None)
            if column is None:
                notes.at(f"column {name!r}").add("not every part has the column: its cells are empty there")
            values += [None] * size if column is None else _listed(column.values)
            hint = hint or (column.hint if column else None)
        columns.append(ColumnRead(name, values, hint))
    return TableRead(columns, increments=sizes)


def _listed(values: Any) -> list[Any]:
    return values.to_pylist() if isinstance(values, pa.ChunkedArray) else list(values)


def _joined(data: Any) -> Item | None:
    if not isinstance(data, Mapping) or not {"table1", "table2", "join_key"} <= data.keys():
        return None
    key = data["join_key"]
    on = (str(key[0]), str(key[-1])) if isinstance(key, list) and key else str(key)
    return JoinedRead(entry_name(str(data["table1"])), entry_name(str(data["table2"])), on)


def _partitioned(data: Any) -> Item | None:
    if not isinstance(data, Mapping) or not isinstance(data.get("parts_path"), str):
        return None
    return PartitionedRead(data["parts_path"].strip("/"))


def _classes(data: Any) -> Item | None:
    try:
        return ClassesRead(class_names(data))
    except (KeyError, TypeError, ValueError):
        return None


_SHAPES: Mapping[str, Callable[[Any], Item | None]] = {
    "joined-table": _joined,
    "partitioned-table": _partitioned,
    "classes": _classes,
}


def _json(found: Found) -> Any:
    try:
        return json.loads(found.path.read_bytes())
    except ValueError:
        return None
