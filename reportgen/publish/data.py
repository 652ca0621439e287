"""The rows and columns of a slice, as tables of a store of their own, and the media that are in them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportgen.convert.adopt import adopt
from reportgen.convert.arrow import storage_type, with_types
from reportgen.materialise.kinds import files_of, has_media, media_in
from reportgen.store import Store, TableRef
from reportgen.store.transaction import Transaction


class SliceError(Exception):
    """A view cannot be published as a slice; the message says why."""


@dataclass(frozen=True, slots=True)
class Sliced:
    """A table of its own."""

    table: pa.Table
    types: tuple[dict[str, Any], ...]
    """`{"name", "type"}` of each column."""


Cells = dict[str, tuple[dict[str, Any], pa.ChunkedArray]]
"""Columns by their names: type and values."""


def cells_of(
    store: Store,
    ref: TableRef,
    rows: Sequence[int],
    plain: Sequence[str],
    derived: Mapping[str, pa.ChunkedArray],
) -> Cells:
    """The rows of a table by their numbers, with some of its columns and with derived ones beside them.

    Raises:
        SliceError: A derived column holds what no table can.
    """
    types = {column["name"]: column["type"] for column in store.table_schema(ref)[0]}
    whole = store.read_table(ref)
    indexes = [whole.schema.names.index(name) for name in plain]
    taken = whole.select(indexes).take(pa.array(rows, pa.int64()))
    cells: Cells = {name: (types[name], array) for name, array in zip(plain, taken.columns, strict=True)}
    for name, array in derived.items():
        adopted = adopt(array)
        if adopted is None:
            raise SliceError(f"the column '{name}' computes values that a slice cannot hold")
        cells[name] = adopted
    return cells


def sliced(tables: Sequence[Cells]) -> tuple[Sliced, ...]:
    """The tables of a slice; columns of one name have the same categories in all of them."""
    made = []
    for cells in tables:
        columns: list[dict[str, Any]] = [
            {"name": name, "type": trimmed(kind, [one[name][1] for one in tables if name in one])}
            for name, (kind, _) in cells.items()
        ]
        arrays = [
            rewritten(array, column["type"])
            for (_, array), column in zip(cells.values(), columns, strict=True)
        ]
        made.append(Sliced(pa.Table.from_arrays(arrays, names=list(cells)), tuple(columns)))
    return tuple(made)


def trimmed(kind: Mapping[str, Any], arrays: Iterable[pa.ChunkedArray]) -> dict[str, Any]:
    """A column type that names no value which is not there, and no other table."""
    drop = () if kind["kind"] == "map" else ("key",)
    said = {key: value for key, value in kind.items() if key not in drop}
    if "categories" in said:
        there = {value for array in arrays if not pa.types.is_nested(array.type) for value in _values(array)}
        said["categories"] = [one for one in said["categories"] if one in there]
    return said


def _values(array: pa.ChunkedArray) -> list[Any]:
    values = array.cast(array.type.value_type) if pa.types.is_dictionary(array.type) else array
    found: list[Any] = pc.unique(values).to_pylist()
    return found


def rewritten(array: pa.ChunkedArray, kind: dict[str, Any]) -> pa.ChunkedArray:
    """A column whose dictionary has no value that is not in a row."""
    if not pa.types.is_dictionary(array.type):
        return array
    return array.cast(array.type.value_type).cast(storage_type(kind))


def free_name(name: str, taken: Collection[str]) -> str:
    """A name for a column that no other has."""
    while name in taken:
        name += "_"
    return name


def table_refs(name: str, count: int) -> list[str]:
    """What the tables of a slice are called in its store."""
    return (
        [f"{name}:v0"] if count == 1 else [f"{name}:v0/{_table_name(place, count)}" for place in range(count)]
    )


def _table_name(place: int, count: int) -> str:
    return "table" if count == 1 else f"table-{place}"


def write_slice(store: Store, into: Store, name: str, parts: Sequence[Sliced], created: str) -> None:
    """Make the slice the artifact `name` of another store, with the bytes of its media.

    `created` is when the rows were logged: the slice is of that time, however often it is made.
    """
    transaction = Transaction(into)
    for place, part in enumerate(parts):
        typed = with_types(part.table, [column["type"] for column in part.types])
        transaction.add_table(_table_name(place, len(parts)), typed)
    for sha256 in dict.fromkeys(sha256 for part in parts for sha256 in media_of(part)):
        source = store.blob_path(sha256)
        if source.is_file():
            transaction.blobs.put_file(source)
    manifest = transaction.commit(name, type="slice")
    file = into.path / "artifacts" / name / f"v{manifest.version}.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "created": created}), encoding="utf-8")


def media_of(part: Sliced) -> Iterator[str]:
    """The digests of all media in the rows."""
    for column, array in zip(part.types, part.table.columns, strict=True):
        if has_media(column["type"]):
            for cell in array.to_pylist():
                for kind, value in media_in(cell, column["type"]):
                    yield from (file.sha256 for file in files_of(kind, value) if file.sha256)
