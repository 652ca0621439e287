"""Entries of artifact versions, read back as the objects that were logged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.media import MEDIA, Media, stored
from reportgen.data.media.classes import Classes
from reportgen.data.mixed import from_json
from reportgen.data.reference import target
from reportgen.data.table import Table
from reportgen.store import Entry, Manifest, Store, TableRef, find_entry


def read_object(store: Store, manifest: Manifest, entry: Entry) -> Any:
    """The object of an entry, equal to what was added.

    Raises:
        TypeError: The entry is a file, or the address of something that is not in the store.
    """
    match entry.kind:
        case "table":
            return read_table(store, entry)
        case "joined":
            return _read_joined(store, manifest, entry)
        case "partitioned":
            return PartitionedTable(entry.info["parts_path"])
        case "classes":
            return Classes(json.loads(store.entry_path(entry).read_bytes())["class_set"])
        case "reference":
            return _read_target(store, manifest, entry)
        case kind if kind in MEDIA:
            info = from_json(dict(entry.info), _no_media)
            return stored(kind, {**info, "sha256": entry.sha256 or None}, store.blob_path)
    raise TypeError(f"{entry.path!r} in '{manifest.ref}' is a file: use get_path({entry.path!r})")


def read_table(store: Store, entry: Entry) -> Table:
    """The rows of a table of any kind."""
    ref = TableRef("", 0, entry.path, entry, entry.path)
    types, _ = store.table_schema(ref)

    def make(kind: str, info: Mapping[str, Any]) -> Media:
        return stored(kind, info, store.blob_path)

    return Table.from_stored(store.read_table(ref), types, make)


def load_table(store: Store, entries: Mapping[str, Entry], name: str) -> Table:
    """A table by its path among the entries of an artifact, or by its reference (`name:v3/path`).

    Raises:
        StoreLookupError: There is no such table.
    """
    return read_table(store, entries[name] if name in entries else store.resolve(name).entry)


def _read_joined(store: Store, manifest: Manifest, entry: Entry) -> JoinedTable:
    """The join as it was added: of Tables where it was made of Tables, else of their names."""
    sides: list[Table | str] = []
    for side in ("table1", "table2"):
        name = str(entry.info[side])
        own = side in entry.info["own"]
        sides.append(load_table(store, manifest.entries, name) if own else name)
    return JoinedTable(sides[0], sides[1], entry.info["join_key"])


def _read_target(store: Store, manifest: Manifest, entry: Entry) -> Any:
    """What a reference to another artifact's entry refers to."""
    place = target(entry)
    if place is None:
        where = f"{entry.path!r} in '{manifest.ref}' refers to {entry.info['uri']}"
        raise TypeError(f"{where}, which is not in the store: get_path({entry.path!r}) says where it is")
    other = store.lookup(place[0])
    return read_object(store, other, find_entry(other, place[1]))


def _no_media(kind: str, info: Mapping[str, Any]) -> Media:
    raise ValueError(f"{kind} {info} where there can be none")
