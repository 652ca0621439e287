"""Which blobs something in the store names: entries, the parts of tables, and the media in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.convert.arrow import TypeJson, read_types
from reportgen.convert.media import MEDIA
from reportgen.store.model import TABULAR, Blob, Entry
from reportgen.store.parts import parts_of
from reportgen.store.store import Store

_DIGEST = re.compile(r"[0-9a-f]{64}")
_IN_TEXT = re.compile(r'"sha256": ?"([0-9a-f]{64})"')


def entry_blobs(store: Store, entry: Entry, known: set[str] | None = None) -> Iterator[Blob]:
    """The blobs of an entry with their sizes, without those that it describes or the cells of a table name.

    What lists of parts that are `known` name is not said again: versions of a growing table share most.
    """
    if entry.kind in TABULAR:
        read = lambda sha256: store.blob_path(sha256).read_bytes()  # noqa: E731
        yield from parts_of(entry).blobs(read, set() if known is None else known)
    elif entry.sha256 and entry.kind != "reference":
        yield Blob(entry.sha256, entry.size)


def described(info: Any) -> Iterator[str]:
    """Every digest in the description of a medium: of its masks, say."""
    if isinstance(info, Mapping):
        for key, value in info.items():
            if key == "sha256" and isinstance(value, str) and _DIGEST.fullmatch(value):
                yield value
            else:
                yield from described(value)
    elif isinstance(info, list):
        for item in info:
            yield from described(item)


def blob_media(path: Path) -> list[str]:
    """The digests that the cells of a table's blob name; none when it is a list of parts."""
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return []
    return list(dict.fromkeys(part_media(path)))


def part_media(path: Path) -> Iterator[str]:
    """The digests that the cells of a Parquet file name; of its columns only what can hold them is read."""
    with pq.ParquetFile(path) as file:
        columns = read_types(file.schema_arrow) or []
        leaves = [file.schema.column(i).path for i in range(len(file.schema.names))]
        wanted = {column["name"]: _mixed(column["type"]) for column in columns if _may_name(column["type"])}
        chosen = [leaf for leaf in leaves if _is_wanted(leaf, wanted)]
        if not chosen:
            return
        for batch in file.iter_batches(columns=chosen):
            for column in batch.columns:
                yield from _texts(column)


def _is_wanted(leaf: str, wanted: Mapping[str, bool]) -> bool:
    """Whether a leaf is a digest, or the text of a mixed column, of one of the columns."""
    for name, mixed in wanted.items():
        if leaf == name or leaf.startswith(f"{name}."):
            return mixed or leaf.endswith(".sha256")
    return False


def _texts(column: pa.Array) -> Iterator[str]:
    """The digests in an array of any type."""
    if pa.types.is_string(column.type):
        for text in column.unique().to_pylist():
            if text is None:
                continue
            if _DIGEST.fullmatch(text):
                yield text
            else:
                yield from _IN_TEXT.findall(text)
    elif pa.types.is_struct(column.type):
        for i in range(column.type.num_fields):
            yield from _texts(column.field(i))
    elif pa.types.is_map(column.type):
        yield from _texts(column.keys)
        yield from _texts(column.items)
    elif pa.types.is_list(column.type):
        yield from _texts(column.values)


def _may_name(kind: TypeJson) -> bool:
    return kind["kind"] in MEDIA or kind["kind"] == "mixed" or any(map(_may_name, _inner(kind)))


def _mixed(kind: TypeJson) -> bool:
    return kind["kind"] == "mixed" or any(map(_mixed, _inner(kind)))


def _inner(kind: TypeJson) -> Iterator[TypeJson]:
    for key in ("item", "key", "value"):
        if "kind" in kind.get(key, ()):  # a column's `key` says of which table it is one
            yield kind[key]
    yield from (field["type"] for field in kind.get("fields", ()))
