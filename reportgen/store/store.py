"""The artifact store on disk, as it is read. What writes to it is a `Transaction`."""

from __future__ import annotations

from pathlib import Path

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
from reportgen.store.model import Entry, Manifest, TableRef
from reportgen.store.names import Ref, parse_ref, version_number

FORMAT = {"format": "reportgen store", "v": 1}
"""What `store.json` says."""


class Store:
    """A folder of artifacts. It is made by the first thing that is written to it.

    Args:
        path: The folder.

    Raises:
        StoreFormatError: The folder is a store of a newer format.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._digests: dict[tuple[str, int], str] = {}
        _check_format(self.path)

    def artifacts(self) -> list[str]:
        """The names of all artifacts, sorted."""
        folder = self.path / "artifacts"
        if not folder.is_dir():
            return []
        return sorted(child.name for child in folder.iterdir() if self.versions(child.name))

    def versions(self, name: str) -> list[int]:
        """The versions of an artifact, oldest first; none when there is no such artifact."""
        folder = self.path / "artifacts" / name
        if not name or not folder.is_dir():
            return []
        numbers = (version_number(file.stem) for file in folder.glob("v*.json"))
        return sorted(number for number in numbers if number is not None)

    def aliases(self, name: str) -> dict[str, int]:
        """Which version each alias of an artifact names."""
        file = self.path / "artifacts" / name / "aliases.json"
        try:
            data: dict[str, int] = read_json(file)
        except FileNotFoundError:
            return {}
        return dict(sorted(data.items()))

    def manifest(self, name: str, version: int) -> Manifest:
        """What a version of an artifact holds."""
        try:
            data = read_json(self.path / "artifacts" / name / f"v{version}.json")
        except FileNotFoundError:
            self._artifact_of(Ref(name, f"v{version}", None))
            raise self._version_unknown(name, f"v{version}") from None
        return Manifest.from_json(data)

    def lookup(self, ref: str) -> Manifest:
        """The artifact version that `name[:vN|alias]` names."""
        return self._lookup(parse_ref(ref))

    def resolve(self, ref: str) -> TableRef:
        """The table that `name[:vN|alias][/table]` names.

        Raises:
            ArtifactUnknown: No artifact of this name.
            VersionUnknown: No such version or alias.
            TableUnknown: No such table, or several and none was named.
        """
        parsed = parse_ref(ref)
        manifest = self._lookup(parsed)
        tables = manifest.tables()
        table = _choose_table(manifest, parsed.table, tables)
        exact = f"{manifest.name}:v{manifest.version}" + (f"/{table}" if len(tables) > 1 else "")
        return TableRef(manifest.name, manifest.version, table, manifest.entries[table], exact)

    def blob_path(self, sha256: str) -> Path:
        """The file that holds the bytes of this digest."""
        return self.path / "blobs" / sha256

    def entry_path(self, entry: Entry) -> Path:
        """The file that holds the bytes of an entry."""
        return self.blob_path(entry.sha256)

    def read_table(self, ref: TableRef) -> pa.Table:
        """A table as Arrow; its column types are in the schema's metadata, under `reportgen`."""
        table = pq.read_table(self.blob_path(ref.entry.sha256))
        columns = read_types(table.schema)
        return table if columns is None else _as_written(table, columns)

    def table_schema(self, ref: TableRef) -> tuple[list[TypeJson], int]:
        """The columns (`{"name", "type"}`) and the number of rows of a table, without reading the rows."""
        file = pq.ParquetFile(self.blob_path(ref.entry.sha256))
        with file:
            schema = file.schema_arrow
            columns = read_types(schema) or [
                {"name": field.name, "type": type_of(field.type) or {"kind": "mixed"}} for field in schema
            ]
            return columns, int(file.metadata.num_rows)

    def find_digest(self, name: str, digest: str) -> int | None:
        """The newest version of an artifact whose content has this digest."""
        for version in reversed(self.versions(name)):
            key = (name, version)
            if key not in self._digests:
                self._digests[key] = self.manifest(name, version).digest
            if self._digests[key] == digest:
                return version
        return None

    def _lookup(self, ref: Ref) -> Manifest:
        self._artifact_of(ref)
        number = version_number(ref.version)
        if number is None:
            number = self._aliased(ref)
        return self.manifest(ref.artifact, number)

    def _artifact_of(self, ref: Ref) -> None:
        if not self.versions(ref.artifact):
            message = f"the store has no artifact {ref.artifact!r}"
            raise ArtifactUnknown(message, name=ref.artifact, known=self.artifacts())

    def _aliased(self, ref: Ref) -> int:
        version = self.aliases(ref.artifact).get(ref.version)
        if version is not None:
            return version
        if ref.version == "latest":
            # The version was written, and its writer ended before it could move the alias.
            return self.versions(ref.artifact)[-1]
        raise self._version_unknown(ref.artifact, ref.version)

    def _version_unknown(self, name: str, version: str) -> VersionUnknown:
        known = [*(f"v{number}" for number in self.versions(name)), *self.aliases(name)]
        message = f"the artifact {name!r} has no version {version!r}"
        return VersionUnknown(message, name=version, known=known)


def _choose_table(manifest: Manifest, wanted: str | None, tables: list[str]) -> str:
    where = f"'{manifest.name}:v{manifest.version}'"
    if wanted is None:
        if len(tables) == 1:
            return tables[0]
        message = f"{where} holds {len(tables)} tables: name one" if tables else f"{where} holds no table"
        raise TableUnknown(message, name="", known=tables)
    if wanted not in tables:
        raise TableUnknown(f"{where} holds no table {wanted!r}", name=wanted, known=tables)
    return wanted


def _as_written(table: pa.Table, columns: list[TypeJson]) -> pa.Table:
    """Undo what Parquet changes in the names inside lists and maps."""
    fields = [pa.field(column["name"], storage_type(column["type"])) for column in columns]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


def find_entry(manifest: Manifest, name: str) -> Entry:
    """An entry by its path; a table also by the file name that W&B gives it, `<name>.table.json`."""
    entry = manifest.entries.get(name) or manifest.entries.get(name.removesuffix(".table.json"))
    if entry is None:
        message = f"'{manifest.name}:v{manifest.version}' has no entry {name!r}"
        raise EntryUnknown(message, name=name, known=sorted(manifest.entries))
    return entry


def _check_format(path: Path) -> None:
    try:
        data = read_json(path / "store.json")
    except FileNotFoundError:
        return
    except ValueError as error:
        raise StoreFormatError(f"{path} is no store: its store.json is not JSON") from error
    if data.get("format") != FORMAT["format"] or data.get("v") != FORMAT["v"]:
        raise StoreFormatError(f"{path} is a store of another format ({data}): update reportgen to use it")
