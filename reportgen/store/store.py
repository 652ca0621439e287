"""The artifact store on disk, as it is read. What writes to it is a `Transaction`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import filelock
import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.convert.arrow import TypeJson, read_types, storage_type, type_of
from reportgen.store.errors import (
    ArtifactUnknown,
    EntryUnknown,
    StoreFormatError,
    TableUnknown,
    VersionUnknown,
)
from reportgen.store.files import read_json
from reportgen.store.ledger import Ledger
from reportgen.store.model import Entry, Manifest, TableRef
from reportgen.store.names import INCREMENT, Ref, name_from_key, parse_ref, version_number
from reportgen.store.parts import Part, Parts, newest_part, parts_of
from reportgen.store.runkeys import choose_version, versions_of_run_key

FORMAT = {"format": "reportgen store", "v": 1}
"""What `store.json` says."""

_PATIENCE = 120
"""Seconds to wait for another process that holds an artifact's lock; it is held for milliseconds."""


class Store:
    """A folder of artifacts. It is made by the first thing that is written to it.

    Args:
        path: The folder.

    Raises:
        StoreFormatError: The folder is a store of a newer format.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._locks: dict[str, filelock.BaseFileLock] = {}
        _check_format(self.path)

    def artifacts(self) -> list[str]:
        """The names of all artifacts, sorted."""
        folder = self.path / "artifacts"
        if not folder.is_dir():
            return []
        return sorted(child.name for child in folder.iterdir() if self.has(child.name))

    def has(self, name: str) -> bool:
        """Whether there is an artifact of this name."""
        if not name:
            return False
        return (self._folder(name) / "v0.json").is_file() or bool(self.versions(name))

    def versions(self, name: str) -> list[int]:
        """The versions of an artifact, oldest first; none when there is no such artifact."""
        folder = self._folder(name)
        if not name or not folder.is_dir():
            return []
        found = (version_number(file.stem) for file in folder.glob("v*.json"))
        numbers = sorted(number for number in found if number is not None)
        while numbers and not (folder / f"v{numbers[-1]}.json").stat().st_size:
            numbers.pop()  # a power cut can leave an empty manifest, which is none
        return numbers

    def newest(self, name: str) -> int | None:
        """The newest version of an artifact, found without reading the folder; None when there is none."""
        count = Ledger(self._folder(name)).count() if name else 0
        return count - 1 if count else max(self.versions(name), default=None)

    def aliases(self, name: str) -> dict[str, int]:
        """Which version each alias names. `latest` is the newest unless old content was logged again."""
        newest = self.newest(name)
        latest = {} if newest is None else {"latest": newest}
        return dict(sorted((latest | self.said_aliases(name)).items()))

    def said_aliases(self, name: str) -> dict[str, int]:
        """What `aliases.json` of an artifact says."""
        try:
            data: dict[str, int] = read_json(self._folder(name) / "aliases.json")
        except FileNotFoundError:
            return {}
        return data

    def manifest(self, name: str, version: int) -> Manifest:
        """What a version of an artifact holds."""
        try:
            data = read_json(self._folder(name) / f"v{version}.json")
        except FileNotFoundError:
            self._artifact_of(Ref(name, f"v{version}", None))
            raise self._version_unknown(name, f"v{version}") from None
        return Manifest.from_json(data)

    def lookup(self, ref: str) -> Manifest:
        """The artifact version that `name[:vN|alias]` names, or `run-<run id>-<key>[:vN|alias]`.

        Raises:
            ArtifactUnknown: No artifact of this name.
            VersionUnknown: No such version or alias.
        """
        return self._lookup(parse_ref(ref))

    def resolve(self, ref: str) -> TableRef:
        """The table that `name[:vN|alias][/table][#increment]` names.

        Raises:
            ArtifactUnknown: No artifact of this name.
            VersionUnknown: No such version or alias.
            TableUnknown: No such table, or several and none was named, or one that does not grow.
        """
        parsed = parse_ref(ref)
        manifest = self._lookup(parsed)
        tables = manifest.tables()
        table = _choose_table(manifest, parsed.table, tables)
        exact = f"{manifest.name}:v{manifest.version}" + (f"/{table}" if len(tables) > 1 else "")
        entry = manifest.entries[table]
        if parsed.increment:
            if "increment" not in entry.info:
                message = f"'{exact}' was not logged with log_mode='INCREMENTAL'"
                raise TableUnknown(message, name=INCREMENT, known=[])
            entry, exact = newest_part(entry), exact + INCREMENT
        return TableRef(manifest.name, manifest.version, table, entry, exact)

    def blob_path(self, sha256: str) -> Path:
        """The file that holds the bytes of this digest."""
        return self.path / "blobs" / sha256

    def entry_path(self, entry: Entry) -> Path:
        """The file that holds the bytes of an entry: of one that has one blob."""
        return self.blob_path(entry.sha256)

    def table_parts(self, entry: Entry) -> Iterator[Part]:
        """The Parquet blobs of a table's entry, in row order."""
        return parts_of(entry).walk(lambda sha256: self.blob_path(sha256).read_bytes())

    def table_paths(self, ref: TableRef) -> list[Path]:
        """The Parquet files whose rows, one after the other, are the table; all have the same columns."""
        return [self.blob_path(part.sha256) for part in self.table_parts(ref.entry)]

    def read_table(self, ref: TableRef) -> pa.Table:
        """A table as Arrow; its column types are in the schema's metadata, under `reportgen`."""
        tables = list(self.each_part(parts_of(ref.entry)))
        return pa.concat_tables(tables) if tables else pa.table({})

    def each_part(self, parts: Parts) -> Iterator[pa.Table]:
        """The parts of a table as Arrow, one after the other."""
        for part in parts.walk(lambda sha256: self.blob_path(sha256).read_bytes()):
            with pq.ParquetFile(self.blob_path(part.sha256)) as file:
                table = file.read()
            columns = read_types(table.schema)
            yield table if columns is None else _as_written(table, columns)

    def table_schema(self, ref: TableRef) -> tuple[list[TypeJson], int]:
        """The columns (`{"name", "type"}`) and the number of rows of a table, without reading the rows."""
        parts = parts_of(ref.entry)
        if not parts.newest:
            return [], 0
        schema = pq.read_schema(self.blob_path(parts.newest[-1].sha256))
        columns = read_types(schema) or [
            {"name": field.name, "type": type_of(field.type) or {"kind": "mixed"}} for field in schema
        ]
        return columns, parts.rows

    def lock(self, name: str) -> filelock.BaseFileLock:
        """The lock of an artifact, to be held while its versions and aliases change."""
        if name not in self._locks:
            folder = self.path / "locks"
            folder.mkdir(parents=True, exist_ok=True)
            self._locks[name] = filelock.FileLock(folder / f"{name}.lock", timeout=_PATIENCE)
        return self._locks[name]

    def _lookup(self, ref: Ref) -> Manifest:
        if not self.has(ref.artifact):
            ref = self._of_run(ref) or ref
        self._artifact_of(ref)
        number = version_number(ref.version)
        if number is None:
            number = self._aliased(ref)
        return self.manifest(ref.artifact, number)

    def _of_run(self, ref: Ref) -> Ref | None:
        found = versions_of_run_key(ref.artifact, self.path / "runs")
        if found is None:
            return None
        artifact, versions = found
        number = choose_version(ref.version, versions)
        return Ref(artifact, ref.version if number is None else f"v{number}", ref.table)

    def _artifact_of(self, ref: Ref) -> None:
        if not self.has(ref.artifact):
            message = f"the store has no artifact {ref.artifact!r}"
            raise ArtifactUnknown(message, name=ref.artifact, known=self.artifacts())

    def _aliased(self, ref: Ref) -> int:
        version = self.aliases(ref.artifact).get(ref.version)
        if version is None:
            raise self._version_unknown(ref.artifact, ref.version)
        return version

    def _folder(self, name: str) -> Path:
        return self.path / "artifacts" / name

    def _version_unknown(self, name: str, version: str) -> VersionUnknown:
        known = [*(f"v{number}" for number in self.versions(name)), *self.aliases(name)]
        message = f"the artifact {name!r} has no version {version!r}"
        return VersionUnknown(message, name=version, known=known)


def _choose_table(manifest: Manifest, wanted: str | None, tables: list[str]) -> str:
    where = f"'{manifest.ref}'"
    if wanted is None:
        if len(tables) == 1:
            return tables[0]
        message = f"{where} holds {len(tables)} tables: name one" if tables else f"{where} holds no table"
        raise TableUnknown(message, name="", known=tables)
    for path in _spellings(wanted):
        if path in tables:
            return path
    raise TableUnknown(f"{where} holds no table {wanted!r}", name=wanted, known=tables)


def _as_written(table: pa.Table, columns: list[TypeJson]) -> pa.Table:
    """Undo what Parquet changes in the names inside lists and maps."""
    fields = [pa.field(column["name"], storage_type(column["type"])) for column in columns]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


_WANDB_SUFFIXES = (
    ".table.json",
    ".joined-table.json",
    ".partitioned-table.json",
    ".classes.json",
    ".image-file.json",
    ".audio-file.json",
    ".video-file.json",
    ".html-file.json",
    ".object3D-file.json",
    ".molecule-file.json",
    ".bokeh-file.json",
)
"""What W&B adds to the names of objects in an artifact."""


def find_entry(manifest: Manifest, name: str) -> Entry:
    """An entry by its path, by the file name of W&B (`<name>.table.json`), or by a key of `log`."""
    for path in _spellings(name):
        if path in manifest.entries:
            return manifest.entries[path]
    raise EntryUnknown(f"'{manifest.ref}' has no entry {name!r}", name=name, known=sorted(manifest.entries))


def _spellings(name: str) -> Iterator[str]:
    yield name
    for suffix in _WANDB_SUFFIXES:
        if name.endswith(suffix):
            yield name.removesuffix(suffix)
    if name:
        yield name_from_key(name.removesuffix(".table.json"))


def _check_format(path: Path) -> None:
    try:
        data = read_json(path / "store.json")
    except FileNotFoundError:
        return
    except ValueError as error:
        raise StoreFormatError(f"{path} is no store: its store.json is not JSON") from error
    if data.get("format") != FORMAT["format"] or data.get("v") != FORMAT["v"]:
        raise StoreFormatError(f"{path} is a store of another format ({data}): update reportgen to use it")
