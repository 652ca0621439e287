"""W&B's tables, `<name>.table.json`: rows, column types, and arrays in files beside them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportgen.convert.model import ColumnRead, ForeignError, NestedTable, Notes, TableRead
from reportgen.convert.names import distinct
from reportgen.convert.wandb.files import Files
from reportgen.convert.wandb.media import MediaReader
from reportgen.convert.wandb.types import (
    Node,
    allowed,
    column_type,
    find,
    hint,
    name_of,
    params_of,
)
from reportgen.convert.wandb.values import ValueReader

SUFFIX = ".table.json"
_INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}


@dataclass(frozen=True, slots=True)
class TableFile:
    """The JSON of a table."""

    data: Mapping[str, Any]
    log_mode: str


def load_table(path: Path) -> TableFile:
    """The JSON of a table's file, in which `Infinity` and `NaN` may stand.

    Raises:
        ForeignError: It is none.
    """
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ForeignError(f"{path} is not JSON: {error}") from error
    if not _is_table(data):
        raise ForeignError(f'{path} is no table: it must be an object with "columns" and "data"')
    return TableFile(data, str(data.get("log_mode", "IMMUTABLE")))


def table_problem(path: Path) -> str | None:
    """Why a file is no table, or None when it is one."""
    try:
        load_table(path)
    except ForeignError as error:
        return str(error).removeprefix(f"{path} ")
    return None


def _is_table(data: object) -> bool:
    """Whether JSON is a table as W&B writes it."""
    return (
        isinstance(data, Mapping)
        and isinstance(data.get("columns"), list)
        and isinstance(data.get("data"), list)
        and all(isinstance(row, list) for row in data["data"])
    )


class TableReader:
    """Reads the tables of one artifact."""

    def __init__(self, files: Files) -> None:
        self.media = MediaReader(files)
        self._values = ValueReader(self.media, lambda data, notes: NestedTable(self._columns(data, notes)))

    def read(self, data: Mapping[str, Any], notes: Notes) -> TableRead:
        """The table that the JSON describes."""
        return TableRead(self._columns(data, notes))

    def _columns(self, data: Mapping[str, Any], notes: Notes) -> list[ColumnRead]:
        names = _names(data["columns"], notes)
        rows = _rows(data["data"], len(names), notes)
        types = [column_type(data.get("column_types"), name) for name in data["columns"]]
        values = [list(cells) for cells in zip(*rows, strict=True)] if rows else [[] for _ in names]
        return [
            self._column(name, cells, node, notes.at(f"column {name!r}"))
            for name, cells, node in zip(names, values, types, strict=True)
        ]

    def _column(self, name: str, values: list[Any], node: Node, notes: Notes) -> ColumnRead:
        array = find(node, "ndarray")
        if array is not None and (found := self._array(array, len(values), notes)) is not None:
            return ColumnRead(name, found)
        kinds = {name_of(member) for member in allowed(node)}
        if "timestamp" in kinds and len(kinds) > 1:
            notes.add(
                "the column mixes times with other types: its times are kept as milliseconds since 1970"
            )
        return ColumnRead(name, self._values.column(values, node, notes), self._hint(node, notes))

    def _array(self, node: Node, rows: int, notes: Notes) -> list[Any] | None:
        """The rows of an array that stands in a `.npz` file."""
        place = params_of(node).get("serialization_path")
        if not isinstance(place, Mapping):
            return None
        path = str(place.get("path"))
        found = self.media.find(path, notes)
        if found is None:
            notes.add(f"the arrays in {path!r} are not there: the column stays empty")
            return None
        try:
            with np.load(found.path, allow_pickle=False) as arrays:
                array = arrays[str(place.get("key"))]
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            notes.add(f"the arrays in {path!r} cannot be read ({error}): the column stays empty")
            return None
        if len(array) != rows:
            notes.add(f"the arrays in {path!r} are {len(array)} and the table has {rows} rows")
        return [array[row] if row < len(array) else None for row in range(rows)]

    def _hint(self, node: Node, notes: Notes) -> dict[str, Any] | None:
        if find(node, "primaryKey"):
            return {"kind": "text", "key": "primary"}
        if key := find(node, "foreignKey"):
            return {"kind": "text", "key": {**_table_of(key), "column": params_of(key).get("col_name")}}
        if key := find(node, "foreignIndex"):
            return {**_INTEGER, "key": _table_of(key)}
        if classes := find(node, "classesId"):
            return {**_INTEGER, "classes": self._classes(classes, notes)}
        return hint(node)

    def _classes(self, node: Node, notes: Notes) -> dict[str, str]:
        place = params_of(node).get("classes_obj")
        path = place.get("path") if isinstance(place, Mapping) else None
        names = self.media.classes(path, notes) if isinstance(path, str) else {}
        return {str(id): name for id, name in names.items()}


def entry_name(path: str) -> str:
    """The path of an entry without the ending that says that it is a table."""
    return path.removesuffix(SUFFIX)


def _table_of(key: Node) -> dict[str, str]:
    return {"table": entry_name(str(params_of(key).get("table")))}


def _names(names: Sequence[Any], notes: Notes) -> list[str]:
    """The names of columns as texts that are all different."""
    texts = [name if isinstance(name, str) else json.dumps(name) for name in names]
    for i, (name, text) in enumerate(zip(names, texts, strict=True)):
        if name is not text:
            notes.add(f"the name of column {i}, {text}, is no text: it becomes {text!r}")
    return distinct(texts, notes)


def _rows(rows: Sequence[list[Any]], width: int, notes: Notes) -> list[list[Any]]:
    result = []
    for number, row in enumerate(rows):
        if len(row) > width:
            notes.at(f"row {number}").add(f"there are more cells than columns: {row[width:]} is left out")
        elif len(row) < width:
            notes.at(f"row {number}").add(
                f"there are {len(row)} cells for {width} columns: the rest is empty"
            )
        result.append(row if len(row) == width else row[:width] + [None] * (width - len(row)))
    return result
