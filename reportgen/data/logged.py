"""`LoggedArtifact`: an artifact version in the store, to be read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.data.download import download, file_name
from reportgen.data.incremental import increment_of
from reportgen.data.read import read_object, read_table
from reportgen.data.reference import local_path, target
from reportgen.data.settings import mapping_to_json
from reportgen.data.stored_file import StoredFile
from reportgen.data.table import Table
from reportgen.store import Entry, Manifest, Store, find_entry
from reportgen.store.lineage import runs_that_used
from reportgen.store.maintenance import annotate, remove_alias, set_alias
from reportgen.store.model import TABULAR
from reportgen.store.parts import newest_part
from reportgen.store.runs import RunFacts, read_run


class LoggedArtifact:
    """A version of an artifact, as `log_artifact` and `use_artifact` return it.

    Attributes:
        manifest: What the store says of it.
        aliases: The names that this version has, a list that can be changed; then call `save`.
        description: Its notes, which can be changed; then call `save`.
        metadata: A dict that can be changed; then call `save`.
    """

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._store = store
        self.manifest = manifest
        self.aliases: list[str] = self._aliases()
        self.description: str | None = manifest.description
        self.metadata: dict[str, Any] = dict(manifest.metadata)

    @property
    def name(self) -> str:
        """Name and version: `predictions:v3`."""
        return self.manifest.ref

    @property
    def version(self) -> str:
        """The version: `v3`."""
        return f"v{self.manifest.version}"

    @property
    def type(self) -> str:
        """What it is, in a word."""
        return self.manifest.type

    @property
    def digest(self) -> str:
        """A digest of its content: SHA-256, in hexadecimal."""
        return self.manifest.digest

    @property
    def size(self) -> int:
        """Bytes of its entries, without the media in the cells of tables and what is elsewhere."""
        return sum(entry.size for entry in self.entries.values() if entry.kind != "reference")

    @property
    def created_at(self) -> str:
        """When it was logged: UTC, ISO 8601."""
        return self.manifest.created

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What it holds, by path."""
        return self.manifest.entries

    def get(self, name: str) -> Any:
        """The object of this name (a table, a medium, classes), equal to what was added.

        Raises:
            EntryUnknown: There is no such entry.
            TypeError: The entry is a file.
        """
        return read_object(self._store, self.manifest, find_entry(self.manifest, name))

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def table(self, name: str) -> Table:
        """The rows of a table of any kind: also those of a joined or a partitioned one.

        Raises:
            EntryUnknown: There is no such entry.
            TypeError: The entry is no table.
        """
        entry = find_entry(self.manifest, name)
        if entry.kind not in TABULAR:
            way = "get_path" if entry.kind in ("file", "reference") else "get"
            raise TypeError(f"{entry.path!r} in '{self.name}' is no table: use {way}({entry.path!r})")
        return read_table(self._store, entry)

    def get_path(self, name: str) -> StoredFile:
        """The bytes of an entry; a table's are Parquet, all rows of it that one file has.

        Raises:
            EntryUnknown: There is no such entry.
            TypeError: The entry has no file of its own.
        """
        entry = find_entry(self.manifest, name)
        if entry.kind == "reference":
            return self._referred(entry)
        if not entry.sha256 or "parts" in entry.info:
            raise TypeError(f"{entry.path!r} in '{self.name}' has no file of its own: use get or download")
        path = self._store.entry_path(entry)
        return StoredFile(path, file_name(entry), entry.size, entry.sha256, f"{self.name}/{entry.path}")

    def file(self) -> Path:
        """The file of an artifact that has just one."""
        if len(self.entries) != 1:
            raise ValueError(f"'{self.name}' has {len(self.entries)} entries: use get_path with one's name")
        return Path(os.fspath(self.get_path(next(iter(self.entries)))))

    def files(self) -> list[StoredFile]:
        """The files of its entries, those that have one."""
        return [self.get_path(path) for path, entry in self.entries.items() if _has_file(entry)]

    def download(self, root: str | os.PathLike[str] | None = None) -> Path:
        """Copy everything into a folder: files as they are, tables as Parquet, their media to `media/`.

        What is on other machines is not fetched: `references.json` says where it is.

        Args:
            root: The folder, which is made if need be; `artifacts/<name>-v<N>` when nothing is said.

        Returns:
            The folder.

        Raises:
            ValueError: Two entries have one file name, or a local file has changed since it was referred to.
        """
        folder = (
            Path(root) if root is not None else Path("artifacts") / f"{self.manifest.name}-{self.version}"
        )
        download(self._store, self.manifest, folder, self._referred)
        return folder

    def increment(self, name: str | None = None) -> Table:
        """The rows that this version's log added to a growing table.

        Raises:
            ValueError: The table does not grow.
        """
        return read_table(self._store, newest_part(self._growing(name)))

    def increments(self, name: str | None = None) -> list[LoggedArtifact]:
        """The versions that made a growing table what it is in this one, oldest first, this one included."""
        entry = self._growing(name)
        found = []
        for version in range(self.manifest.version + 1):
            manifest = self._store.manifest(self.manifest.name, version)
            other = manifest.entries.get(entry.path)
            if manifest.run == self.manifest.run and other is not None and increment_of(other) is not None:
                found.append(LoggedArtifact(self._store, manifest))
        return found

    def logged_by(self) -> RunFacts | None:
        """The run that logged it first, or None when the store does not know."""
        return None if self.manifest.run is None else read_run(self._store, self.manifest.run)

    def used_by(self) -> list[RunFacts]:
        """The runs that used it."""
        return runs_that_used(self._store, self.name)

    def save(self) -> None:
        """Write down what was changed of aliases, description and metadata."""
        before = self._aliases()
        for alias in [alias for alias in self.aliases if alias not in before]:
            set_alias(self._store, self.name, alias)
        for alias in [alias for alias in before if alias not in self.aliases and alias != "latest"]:
            remove_alias(self._store, self.manifest.name, alias)
        said = mapping_to_json(self.metadata, what="the metadata")
        self.manifest = annotate(self._store, self.manifest, said, self.description)

    def wait(self) -> LoggedArtifact:
        """Itself: logging is done when it returns."""
        return self

    def __repr__(self) -> str:
        return f"<LoggedArtifact {self.name} ({self.type}): {', '.join(sorted(self.entries))}>"

    def _aliases(self) -> list[str]:
        aliases = self._store.aliases(self.manifest.name)
        return [alias for alias, version in aliases.items() if version == self.manifest.version]

    def _growing(self, name: str | None) -> Entry:
        growing = [path for path, entry in self.entries.items() if increment_of(entry) is not None]
        if name is None and len(growing) == 1:
            return self.entries[growing[0]]
        entry = find_entry(self.manifest, name or self.manifest.name)
        if increment_of(entry) is None:
            raise ValueError(f"{entry.path!r} in '{self.name}' was not logged with log_mode='INCREMENTAL'")
        return entry

    def _referred(self, entry: Entry) -> StoredFile:
        """The file that a reference leads to, if it is on this machine."""
        uri = str(entry.info["uri"])
        place = target(entry)
        if place is None:
            path = local_path(entry)
            return StoredFile(path, entry.path, entry.size, entry.sha256, uri, checked=path is None)
        artifact = LoggedArtifact(self._store, self._store.lookup(place[0]))
        if "parts" in find_entry(artifact.manifest, place[1]).info:
            return StoredFile(None, entry.path, entry.size, entry.sha256, uri)
        other = artifact.get_path(place[1])
        return StoredFile(other.path, entry.path, other.size, other.sha256, uri)


def _has_file(entry: Entry) -> bool:
    return entry.kind == "reference" or (bool(entry.sha256) and "parts" not in entry.info)
