"""What an artifact holds before it is logged, and how each kind of it is written to the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from reportgen.convert.dataframe import is_frame
from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.media import Media, as_media
from reportgen.data.media.classes import Classes
from reportgen.data.mixed import to_json
from reportgen.data.read import load_table, read_table
from reportgen.data.reference import Reference, resolved
from reportgen.data.store_media import store_media
from reportgen.data.table import Table
from reportgen.store import Entry, TableRef, Transaction
from reportgen.store.model import TABULAR
from reportgen.store.parts import joined

Content: TypeAlias = Table | Media | Classes | JoinedTable | PartitionedTable | Path | Reference


@dataclass(frozen=True, slots=True)
class Added:
    """Something in an artifact that is not logged yet."""

    path: str
    """Its name in the artifact."""
    content: Content
    """The object, the path of a local file, or a reference."""

    @property
    def local_path(self) -> Path | None:
        """The file that it is read from, or None when it is no file."""
        return self.content if isinstance(self.content, Path) else None

    @property
    def ref(self) -> str | None:
        """The address of a reference, or None."""
        return self.content.uri if isinstance(self.content, Reference) else None


def content_of(obj: Any) -> Content:
    """What is added for an object: data frames are tables, and figures and charts are media.

    Raises:
        TypeError: The object is none that an artifact can hold.
    """
    if isinstance(obj, (Table, Media, Classes, JoinedTable, PartitionedTable)):
        return obj
    if is_frame(obj):
        return Table(dataframe=obj)
    medium = as_media(obj)
    if medium is None:
        kind = type(obj).__name__
        message = (
            f"cannot add a {kind} to an artifact: add a Table, a data frame, media or Classes, or add_file"
        )
        raise TypeError(message)
    return medium


def write_contents(transaction: Transaction, contents: Mapping[str, Content]) -> None:
    """Put everything into the store; what is made of other tables of the artifact comes last."""
    for late in (False, True):
        for path, content in contents.items():
            if isinstance(content, (JoinedTable, PartitionedTable)) == late:
                write = next(rule for kind, rule in _WRITERS if isinstance(content, kind))
                write(transaction, path, content, contents)


def _write_table(transaction: Transaction, path: str, table: Table, among: Mapping[str, Content]) -> None:
    """A table and its media: the media first, one at a time. Tables that its keys point to come with it."""
    if not table.columns:
        raise ValueError(f"the table {path!r} has no columns: there is nothing to log")
    store_media(transaction.blobs, table.media())
    # Tables can point to themselves, and to one another; each has one place.
    known = {**among, path: table}
    refs: dict[str, str] = {}
    for column, other in table.links():
        if isinstance(other, Table):
            refs[column] = other.logged_as or _with_it(transaction, f"{path}.{column}", other, known)
            known.setdefault(refs[column], other)
    transaction.add_table(path, table.to_arrow(refs=refs))


def _with_it(transaction: Transaction, path: str, table: Table, among: Mapping[str, Content]) -> str:
    """The path of a table that another needs: its own in the artifact, or else `path`, where it is added."""
    for own, content in among.items():
        if content is table:
            return own
    if path not in transaction.entries:
        _write_table(transaction, path, table, among)
    return path


def _write_media(transaction: Transaction, path: str, medium: Media, _: object) -> None:
    medium.store(transaction.blobs)
    transaction.add_media(path, medium.kind, media_info(medium))


def media_info(medium: Media) -> dict[str, Any]:
    """What describes a medium, as JSON: without what is not said of it, and with texts as keys."""
    said = {key: value for key, value in medium.describe().items() if value is not None}
    info: dict[str, Any] = to_json(_with_texts(said))
    return info


def _with_texts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _with_texts(item) for key, item in value.items()}
    return [_with_texts(item) for item in value] if isinstance(value, list) else value


def _write_classes(transaction: Transaction, path: str, classes: Classes, _: object) -> None:
    data = {"_type": "classes", "class_set": classes.class_set}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    transaction.add_bytes(path, text.encode(), kind="classes")


def _write_file(transaction: Transaction, path: str, file: Path, _: object) -> None:
    transaction.add_file(path, file)


def _write_reference(transaction: Transaction, path: str, reference: Reference, _: object) -> None:
    exact = resolved(reference, transaction.store)
    transaction.add_reference(path, exact.uri, sha256=exact.sha256, size=exact.size)


def _write_joined(
    transaction: Transaction, path: str, table: JoinedTable, among: Mapping[str, Content]
) -> None:
    """The joined rows, so that every tool can read them, and which tables they were made of."""
    named, own = {}, []
    for side, given in (("table1", table.table1), ("table2", table.table2)):
        if isinstance(given, Table):
            named[side] = _with_it(transaction, f"{path}.{side}", given, among)
            own.append(side)
        else:
            named[side] = given
    rows = table.to_table(lambda name: load_table(transaction.store, transaction.entries, name))
    key = table.join_key if isinstance(table.join_key, str) else list(table.join_key)
    store_media(transaction.blobs, rows.media())
    info = {**named, "own": own, "join_key": key}
    transaction.add_table(path, rows.to_arrow(), kind="joined", info=info)


def _write_partitioned(transaction: Transaction, path: str, table: PartitionedTable, _: object) -> None:
    """The rows of the tables under a path: their own blobs, where all have the same columns."""
    entries = [
        entry
        for name, entry in sorted(transaction.entries.items())
        if entry.kind in TABULAR and table.is_part(name)
    ]
    if not entries:
        raise ValueError(
            f"the partitioned table {path!r} has no parts: add tables under {table.parts_path!r}"
        )
    info = {"parts_path": table.parts_path}
    columns = [transaction.store.table_schema(_ref(entry))[0] for entry in entries]
    if all(one == columns[0] for one in columns):
        parts = (part for entry in entries for part in transaction.store.table_parts(entry))
        transaction.add_parts(path, joined(parts, transaction.blobs.put_bytes), kind="partitioned", info=info)
    else:
        rows = table.to_table(read_table(transaction.store, entry) for entry in entries)
        transaction.add_table(path, rows.to_arrow(), kind="partitioned", info=info)


def _ref(entry: Entry) -> TableRef:
    return TableRef("", 0, entry.path, entry, entry.path)


_WRITERS: tuple[tuple[type, Callable[[Transaction, str, Any, Mapping[str, Content]], None]], ...] = (
    (Table, _write_table),
    (Media, _write_media),
    (Classes, _write_classes),
    (JoinedTable, _write_joined),
    (PartitionedTable, _write_partitioned),
    (Reference, _write_reference),
    (Path, _write_file),
)
"""How each kind of content is written; the last argument is everything in the artifact."""
