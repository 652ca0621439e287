"""Tables as files of other programs: Parquet, Arrow, CSV, JSON Lines, COCO, and folders of files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import feather

from reportgen.convert.delimited import typed, write_delimited
from reportgen.convert.media import file_ending
from reportgen.convert.model import Note, Notes
from reportgen.data.export_cells import as_json, as_text, files_of
from reportgen.data.export_coco import write_coco
from reportgen.data.media.base import Media
from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.image import Image
from reportgen.data.read import read_table
from reportgen.data.table import Table
from reportgen.data.types import (
    Binary,
    ColumnType,
    Decimal,
    Duration,
    List,
    Map,
    MediaType,
    Mixed,
    PrimaryKey,
    Struct,
    Text,
    Time,
    contains,
)
from reportgen.diagnostics import did_you_mean
from reportgen.store import Store
from reportgen.store.parquet import write_table

MEDIA_FOLDER = "media"
"""Beside the table's file: its media."""

_SAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class _Job:
    """One export."""

    table: Table
    path: Path
    media: bool
    notes: Notes


def export_table(
    store: Store, table: str | Table, path: Path | str, format: str | None = None, *, media: bool = True
) -> list[Note]:
    """Write a table to a file or a folder.

    Args:
        store: The store.
        table: The table, or its reference: `name`, `name:v3`, `name:v3/path`.
        path: The file, whose media go to `media/` beside it; for "coco" and "folder" the folder.
        format: "parquet", "arrow", "csv", "tsv", "jsonl", "coco" or "folder"; from the ending of the path
            when nothing is said, and "folder" where it has none.
        media: Whether media are written; else the columns that hold them are left out.

    Returns:
        What the format cannot hold as it is, and what was done instead.

    Raises:
        StoreLookupError: There is no such table.
        ValueError: The format is unknown, or cannot hold such a table.
    """
    target = Path(path).expanduser()
    writer = _writer(target, format)
    found = table if isinstance(table, Table) else read_table(store, store.resolve(table).entry)
    notes = Notes()
    if not media:
        found = _without_media(found, notes)
    target.parent.mkdir(parents=True, exist_ok=True)
    writer(_Job(found, target, media, notes))
    return list(notes)


def _writer(path: Path, format: str | None) -> Callable[[_Job], None]:
    name = format or _ENDINGS.get(path.suffix.lower()) or ("folder" if not path.suffix else path.suffix[1:])
    if name not in WRITERS:
        help = did_you_mean(name, list(WRITERS), what="format")
        raise ValueError(f"there is no format {name!r} to export to; {help}")
    return WRITERS[name]


def _without_media(table: Table, notes: Notes) -> Table:
    kept = []
    for name, kind in zip(table.columns, table.types, strict=True):
        if contains(kind, MediaType):
            notes.at(f"column {name!r}").add("it holds media and is left out")
        else:
            kept.append(name)
    return Table(dataframe=table.to_arrow(columns=kept), columns=kept)


def _write_parquet(job: _Job) -> None:
    write_table(job.table.to_arrow(), job.path)
    _write_media(job)


def _write_arrow(job: _Job) -> None:
    feather.write_feather(job.table.to_arrow(), job.path, compression="zstd")
    _write_media(job)


def _write_csv(job: _Job) -> None:
    columns = {name: job.table.get_column(name) for name in job.table.columns}
    texts = {name: [as_text(value, _by_digest) for value in values] for name, values in columns.items()}
    for name, kind in zip(job.table.columns, job.table.types, strict=True):
        _note_loss(name, kind, texts[name], job.notes)
    write_delimited(job.table.columns, list(zip(*texts.values(), strict=True)), job.path)
    _write_media(job)


def _note_loss(name: str, kind: ColumnType, texts: Sequence[str | None], notes: Notes) -> None:
    where = notes.at(f"column {name!r}")
    for kinds, said in _LOSSES:
        if isinstance(kind, kinds):
            where.add(said)
            return
    if isinstance(kind, Text) and not pa.types.is_string(typed(pa.chunked_array([texts], pa.string())).type):
        where.add("its texts look like numbers or dates, and are read back as such")
    if isinstance(kind, MediaType) and kind.kind == "image":
        where.add("images are written as files: captions, boxes and masks do not go into CSV")


_LOSSES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    ((List, Map, Struct, Mixed), "its values are written as JSON text"),
    (Binary, "bytes are written as text in Base64"),
    (Duration, "durations are written as seconds"),
    ((Time, Decimal), "its values are written as text"),
)


def _write_jsonl(job: _Job) -> None:
    names = job.table.columns
    _note_numbers(job)
    with job.path.open("w", encoding="utf-8") as file:
        for row in job.table.data:
            cells = {name: as_json(value, _by_digest) for name, value in zip(names, row, strict=True)}
            file.write(json.dumps(cells, ensure_ascii=False, allow_nan=False) + "\n")
    for name, kind in zip(names, job.table.types, strict=True):
        for kinds, said in _LOSSES[1:]:
            if isinstance(kind, kinds):
                job.notes.at(f"column {name!r}").add(said)
    _write_media(job)


def _note_numbers(job: _Job) -> None:
    """One note for all equal numbers of a column that JSON has no word for."""
    for name in job.table.columns:
        rows: dict[str, list[int]] = {}
        for row, value in enumerate(job.table.get_column(name)):
            if isinstance(value, (float, np.floating)) and not np.isfinite(value):
                rows.setdefault(str(value), []).append(row)
        for number, found in rows.items():
            more = f"; {len(found)} rows have it" if len(found) > 1 else ""
            said = f"the number {number} is written as the text {as_json(float(number), _by_digest)!r}{more}"
            job.notes.at(f"column {name!r}, row {found[0]}").add(said)


def _write_folder(job: _Job) -> None:
    """The media of each column in a folder of its name, by the rows' names, and `table.csv` beside them."""
    _empty(job.path)
    rows = _row_names(job.table)
    texts: list[list[str | None]] = []
    for column, kind in zip(job.table.columns, job.table.types, strict=True):
        values = job.table.get_column(column)
        folder = _SAFE.sub("_", column) or "_"
        cells = []
        for row, value in zip(rows, values, strict=True):
            name = _in_folder(job.path, f"{folder}/{row}", value)
            cells.append(name if name is not None else as_text(value, _by_digest))
        texts.append(cells)
        if not isinstance(kind, MediaType):
            _note_loss(column, kind, cells, job.notes)
    write_delimited(job.table.columns, list(zip(*texts, strict=True)), job.path / "table.csv")
    _write_nested_media(job)


def _in_folder(root: Path, stem: str, value: object) -> str | None:
    """Write a medium's files, its masks by the names of their layers, and return the name of the first."""
    if not isinstance(value, BlobMedia) or value.sha256 is None:
        return None
    name = f"{stem}.{file_ending(value.format or value.kind)}"
    _write(root / name, value.data())
    if isinstance(value, Image):
        for mask in value.masks.values():
            _write(root / f"{stem}.{_SAFE.sub('_', mask.key)}.mask.png", mask.data())
    return name


def _row_names(table: Table) -> list[str]:
    """A name for the files of each row: the primary key or `id`, if it tells rows apart, else the number."""
    for name, kind in zip(table.columns, table.types, strict=True):
        if isinstance(kind.key, PrimaryKey) or name == "id":
            texts = [_SAFE.sub("_", str(value)).strip(".") for value in table.get_column(name)]
            if len({text.casefold() for text in texts}) == len(table) and all(texts):
                return texts
    width = len(str(max(len(table) - 1, 0)))
    return [f"{row:0{width}}" for row in range(len(table))]


def _write_coco(job: _Job) -> None:
    _empty(job.path)
    write_coco(job.table, job.path, _row_names(job.table), job.notes)


def _write_media(job: _Job) -> None:
    if job.media:
        for medium in job.table.media():
            _write_files(medium, job.path.parent / MEDIA_FOLDER)


def _write_nested_media(job: _Job) -> None:
    """Media inside of lists and dicts, which the cells name by their digests."""
    for name, kind in zip(job.table.columns, job.table.types, strict=True):
        if not isinstance(kind, MediaType):
            for medium in Table(columns=[name], data=[[v] for v in job.table.get_column(name)]).media():
                _write_files(medium, job.path / MEDIA_FOLDER)


def _write_files(medium: Media, folder: Path) -> None:
    for name, data in files_of(medium):
        if not (folder / name).exists():
            _write(folder / name, data())


def _by_digest(medium: Media) -> str | None:
    if not isinstance(medium, BlobMedia) or medium.sha256 is None:
        return None
    return f"{MEDIA_FOLDER}/{next(files_of(medium))[0]}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is there and not empty: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)


_ENDINGS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

WRITERS: Mapping[str, Callable[[_Job], None]] = {
    "parquet": _write_parquet,
    "arrow": _write_arrow,
    "csv": _write_csv,
    "tsv": _write_csv,
    "jsonl": _write_jsonl,
    "coco": _write_coco,
    "folder": _write_folder,
}
"""What writes each format."""
