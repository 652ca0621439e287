"""A table of the store → the Parquet file of the site, row group by row group."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.materialise.cache import Cache, digest
from reportgen.materialise.columns import ROW, has_images, images_in, physical_names, site_array
from reportgen.materialise.media import MediaFile, SiteImage, StoredImage, media_files, site_images
from reportgen.materialise.parquet import SiteWriter, content_name
from reportgen.materialise.progress import Progress

DATA, MEDIA = "data", "media"
"""The site's folders of tables and images."""
BATCH = 122_880
"""Rows that are in memory at a time, and of a row group."""


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table as the site has it."""

    name: str
    """The file's name inside `data/`."""
    source: Path
    rows: int
    bytes: int
    columns: tuple[dict[str, Any], ...]
    """The schema's columns: `name`, `type` and, where the file's column is called otherwise, `sql`."""
    media: tuple[MediaFile, ...]
    problems: tuple[str, ...]
    """Images that cannot be shown as they should, one sentence each."""

    def schema(self, ref: str) -> dict[str, Any]:
        """The table as the core and the page know it."""
        return {
            "ref": ref,
            "label": ref,
            "relation": ref,
            "rows": self.rows,
            "columns": list(self.columns),
            "files": [{"path": f"{DATA}/{self.name}", "bytes": self.bytes, "rows": self.rows}],
            "media": f"{MEDIA}/",
        }


@dataclass(frozen=True, slots=True)
class TableInput:
    """A table of the store: its Parquet file, the file's digest, and the columns with their types."""

    label: str
    path: Path
    sha256: str
    columns: Sequence[Mapping[str, Any]]


def materialise_table(
    table: TableInput, *, px: int, blob_path: Callable[[str], Path], cache: Cache, progress: Progress
) -> SiteTable:
    """The table for the site, with thumbnails that fit a square of `px`; made once, then cached."""
    note = cache.path("tables", f"{_key(table, px)}.json")
    return _cached(note, cache, blob_path) or _make(table, note, px, blob_path, cache, progress)


def _key(table: TableInput, px: int) -> str:
    return digest(table.sha256, list(map(dict, table.columns)), px, pa.__version__)


def _cached(note: Path, cache: Cache, blob_path: Callable[[str], Path]) -> SiteTable | None:
    known = cache.read_json(note)
    if known is None:
        return None
    source = cache.path("tables", known["name"])
    images = {sha256: SiteImage(*fields) for sha256, fields in known["images"].items()}
    media = media_files(images, blob_path, cache)
    if not source.is_file() or not all(file.source.is_file() for file in media):
        return None
    return SiteTable(
        known["name"],
        source,
        known["rows"],
        known["bytes"],
        tuple(known["columns"]),
        tuple(media),
        tuple(known["problems"]),
    )


def _make(
    table: TableInput,
    note: Path,
    px: int,
    blob_path: Callable[[str], Path],
    cache: Cache,
    progress: Progress,
) -> SiteTable:
    file = pq.ParquetFile(table.path)
    first_use = _stored_images(file, table.columns)
    images = site_images(
        [image for image, _ in first_use.values()],
        px=px,
        blob_path=blob_path,
        cache=cache,
        progress=progress,
        label=f"images of {table.label}",
    )
    with progress.task(f"data of {table.label}", file.metadata.num_rows) as advance:
        name, columns = _write(file, table.columns, images, px, cache, advance)
    source = cache.path("tables", name)
    problems = [
        f"{first_use[sha256][1]} of {table.label}: {image.problem}"
        for sha256, image in images.items()
        if image.problem
    ]
    media = media_files(images, blob_path, cache)
    made = SiteTable(
        name, source, file.metadata.num_rows, source.stat().st_size, columns, tuple(media), tuple(problems)
    )
    fields = {
        sha256: [image.file, image.thumb, image.width, image.height] for sha256, image in images.items()
    }
    cache.write_json(
        note,
        {
            "name": name,
            "rows": made.rows,
            "bytes": made.bytes,
            "columns": list(columns),
            "images": fields,
            "problems": problems,
        },
    )
    return made


def _stored_images(
    file: pq.ParquetFile, columns: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[StoredImage, str]]:
    """Every image of the table once, with the place of its first use."""
    found: dict[str, tuple[StoredImage, str]] = {}
    for column in columns:
        if not has_images(column["type"]):
            continue
        row = 0
        for batch in file.iter_batches(BATCH, columns=[column["name"]]):
            for cell in batch.column(0).to_pylist():
                for image in images_in(cell, column["type"]):
                    place = f"the image in row {row}, column '{column['name']}',"
                    found.setdefault(image.sha256, (image, place))
                row += 1
    return found


def _write(
    file: pq.ParquetFile,
    columns: Sequence[Mapping[str, Any]],
    images: Mapping[str, SiteImage],
    px: int,
    cache: Cache,
    advance: Callable[[int], None],
) -> tuple[str, tuple[dict[str, Any], ...]]:
    names = physical_names([column["name"] for column in columns])
    with cache.temporary(cache.path("tables", "")) as path:
        writer = SiteWriter(path)
        row = 0
        for batch in _batches(file):
            arrays = [pa.array(range(row, row + batch.num_rows), pa.int64())]
            arrays += [site_array(batch.column(i), c["type"], images) for i, c in enumerate(columns)]
            writer.write(pa.table(arrays, names=[ROW, *names]))
            row += batch.num_rows
            advance(batch.num_rows)
        writer.close()
        return content_name(path), tuple(_schema_columns(columns, names, px))


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """The rows of a file in parts; a table without rows is one empty part."""
    if file.metadata.num_rows == 0:
        yield pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
    else:
        yield from file.iter_batches(BATCH)


def _schema_columns(
    columns: Sequence[Mapping[str, Any]], names: Sequence[str], px: int
) -> list[dict[str, Any]]:
    described = []
    for column, physical in zip(columns, names, strict=True):
        kind = column["type"]
        entry = {"name": column["name"], "type": {**kind, "thumb": px} if kind["kind"] == "image" else kind}
        described.append(entry if physical == column["name"] else {**entry, "sql": physical})
    plain: list[dict[str, Any]] = json.loads(json.dumps(described))
    return plain
