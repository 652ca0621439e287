"""A table of the store → the Parquet file of the site, row group by row group."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.materialise.apart import ColumnFile, PartsWriter
from reportgen.materialise.cache import Cache, digest
from reportgen.materialise.cells import Seen, site_array, site_kind
from reportgen.materialise.columns import ROW, physical_names
from reportgen.materialise.kinds import StoredMedia, has_media, media_in
from reportgen.materialise.media import Maker, MediaFile, SiteMedia, media_files, site_media
from reportgen.materialise.progress import Progress
from reportgen.materialise.projection import Projection, coordinates

DATA, MEDIA = "data", "media"
"""The site's folders of tables and media."""
BATCH = 122_880
"""Rows that are in memory at a time, and of a row group."""


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table as the site has it."""

    name: str
    """The file's name inside `data/`."""
    source: Path
    apart: tuple[ColumnFile, ...]
    """Columns that are not in this file: other tables have the same."""
    rows: int
    bytes: int
    columns: tuple[dict[str, Any], ...]
    """The schema's columns: `name`, `type` and, where the file's column is called otherwise, `sql`."""
    media: tuple[MediaFile, ...]
    problems: tuple[str, ...]
    """Media that cannot be shown as they should, one sentence each."""

    def files(self) -> list[tuple[str, Path]]:
        """Its files: names inside `data/`, and where their bytes are."""
        return [(self.name, self.source), *((one.name, one.source) for one in self.apart)]

    def schema(self, ref: str) -> dict[str, Any]:
        """The table as the core and the page know it."""
        return {
            "ref": ref,
            "label": ref,
            "relation": ref,
            "rows": self.rows,
            "columns": list(self.columns),
            "files": [
                {"path": f"{DATA}/{self.name}", "bytes": self.bytes, "rows": self.rows},
                *(
                    {
                        "path": f"{DATA}/{one.name}",
                        "bytes": one.bytes,
                        "rows": self.rows,
                        "column": one.column,
                    }
                    for one in self.apart
                ),
            ],
            "media": f"{MEDIA}/",
        }


@dataclass(frozen=True, slots=True)
class TableInput:
    """A table of the store: its Parquet files in order, its digest, and the columns with their types."""

    label: str
    paths: Sequence[Path]
    """At least one; all have these columns."""
    sha256: str
    columns: Sequence[Mapping[str, Any]]
    projections: Sequence[Projection] = ()
    """The maps that the site has of it."""
    apart: frozenset[str] = frozenset()
    """The columns that get files of their own."""

    @property
    def rows(self) -> int:
        """The rows of all files."""
        return sum(pq.read_metadata(path).num_rows for path in self.paths)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows in parts, file after file; a table without rows is one empty part."""
        empty = True
        for path in self.paths:
            for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=columns):
                empty = False
                yield batch
        if empty:
            schema = pq.read_schema(self.paths[0])
            yield pa.RecordBatch.from_pylist([], schema=schema)


def materialise_table(
    table: TableInput, *, px: int, blob_path: Callable[[str], Path], cache: Cache, progress: Progress
) -> SiteTable:
    """The table for the site, with thumbnails that fit a square of `px`; made once, then cached."""
    maker = Maker(px, blob_path, cache)
    note = cache.path("tables", f"{_key(table, px)}.json")
    known: SiteTable | None = cache.finished.get(note)
    if known is None or not known.source.is_file():
        known = cache.finished[note] = _cached(note, maker) or _make(table, note, maker, progress)
    return known


def _key(table: TableInput, px: int) -> str:
    maps = [projection.entries() for projection in table.projections]
    apart = [sorted(table.apart)] if table.apart else []
    return digest(table.sha256, list(map(dict, table.columns)), px, pa.__version__, *maps, *apart)


def _cached(note: Path, maker: Maker) -> SiteTable | None:
    known = maker.cache.read_json(note)
    if known is None:
        return None
    source = maker.cache.path("tables", known["name"])
    found = {key: SiteMedia(**fields) for key, fields in known["media"].items()}
    media = media_files(found, maker.blob_path, maker.cache)
    folder = source.parent
    apart = [
        ColumnFile(one["column"], one["name"], folder / one["name"], one["bytes"])
        for one in known.get("apart", ())
    ]
    made = (source, *(file.source for file in media), *(one.source for one in apart))
    if not all(path.is_file() for path in made):
        return None
    return SiteTable(
        known["name"],
        source,
        tuple(apart),
        known["rows"],
        known["bytes"],
        tuple(known["columns"]),
        tuple(media),
        tuple(known["problems"]),
    )


def _make(table: TableInput, note: Path, maker: Maker, progress: Progress) -> SiteTable:
    seen, first_use = _look(table)
    stored = {key: file for column in seen for key, file in column.files.items()}
    made = site_media(stored.values(), maker, progress=progress, label=f"media of {table.label}")
    rows = table.rows
    with progress.task(f"data of {table.label}", rows) as advance:
        name, apart, columns = _write(table, made, seen, maker, advance)
    source = maker.cache.path("tables", name)
    problems = [
        f"{first_use[key]} of {table.label}: {media.problem}" for key, media in made.items() if media.problem
    ]
    media = media_files(made, maker.blob_path, maker.cache)
    size = source.stat().st_size
    known = {"name": name, "rows": rows, "bytes": size, "columns": list(columns), "problems": problems}
    known["apart"] = [{"column": one.column, "name": one.name, "bytes": one.bytes} for one in apart]
    fields = {key: {**asdict(medium), "problem": None} for key, medium in made.items()}
    maker.cache.write_json(note, {**known, "media": fields})
    return SiteTable(name, source, apart, rows, size, columns, tuple(media), tuple(problems))


def _look(table: TableInput) -> tuple[list[Seen], dict[str, str]]:
    """What media each column holds, and where each file is used first."""
    found = [Seen() for _ in table.columns]
    first_use: dict[str, str] = {}
    for column, seen in zip(table.columns, found, strict=True):
        if not has_media(column["type"]):
            continue
        cells = (cell for b in table.batches([column["name"]]) for cell in b.column(0).to_pylist())
        for row, cell in enumerate(cells):
            for kind, value in media_in(cell, column["type"]):
                for file in seen.note(kind, value):
                    place = f"the {_word(file)} in row {row}, column '{column['name']}',"
                    first_use.setdefault(file.key, place)
    return found, first_use


def _word(file: StoredMedia) -> str:
    return {"object3d": "3-D object"}.get(file.kind, file.kind)


def _write(
    table: TableInput,
    media: Mapping[str, SiteMedia],
    seen: Sequence[Seen],
    maker: Maker,
    advance: Callable[[int], None],
) -> tuple[str, tuple[ColumnFile, ...], tuple[dict[str, Any], ...]]:
    names = physical_names([column["name"] for column in table.columns])
    maps = [coordinates(table.batches(list(one.of)), one, maker.cache) for one in table.projections]
    added = [entry for one in table.projections for entry in one.entries()]
    kinds = [column["type"] for column in table.columns]
    apart = [name for name, column in zip(names, table.columns, strict=True) if column["name"] in table.apart]
    with PartsWriter(maker.cache, apart) as writer:
        row = 0
        for batch in table.batches():
            arrays = [pa.array(range(row, row + batch.num_rows), pa.int64())]
            arrays += [site_array(batch.column(i), kinds[i], media, seen[i]) for i in range(len(kinds))]
            arrays += [axis.slice(row, batch.num_rows) for pair in maps for axis in pair]
            writer.write(pa.table(arrays, names=[ROW, *names, *(entry["name"] for entry in added)]))
            row += batch.num_rows
            advance(batch.num_rows)
        own, files = writer.close()
        return own, files, (*_schema_columns(table.columns, names, seen, maker.px), *added)


def _schema_columns(
    columns: Sequence[Mapping[str, Any]], names: Sequence[str], seen: Sequence[Seen], px: int
) -> list[dict[str, Any]]:
    described = []
    for column, physical, what in zip(columns, names, seen, strict=True):
        entry = {"name": column["name"], "type": site_kind(column["type"], px, what)}
        described.append(entry if physical == column["name"] else {**entry, "sql": physical})
    plain: list[dict[str, Any]] = json.loads(json.dumps(described))
    return plain
