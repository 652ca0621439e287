"""`LoggedArtifact`: an artifact version in the store, to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.data.media.image import Image
from reportgen.data.table import Table
from reportgen.store import Entry, Manifest, Store, find_entry
from reportgen.store.blobs import copy_out
from reportgen.store.names import check_entry_path

_SUFFIXES = {"jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of an entry in the store: a path to open for reading, never to be written to."""

    path: Path
    """Its file in the store, which is named by the digest of its bytes."""
    name: str
    """Its path inside the artifact."""

    def __fspath__(self) -> str:
        return str(self.path)

    def download(self, root: str | os.PathLike[str] = "artifacts") -> Path:
        """Copy the file into a folder, under its name in the artifact, and return where it is."""
        target = Path(root) / check_entry_path(self.name)
        copy_out(self.path, target)
        return target


class LoggedArtifact:
    """A version of an artifact, as `log_artifact` and `use_artifact` return it.

    Attributes:
        manifest: What the store says of it.
    """

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._store = store
        self.manifest = manifest

    @property
    def name(self) -> str:
        """Name and version: `predictions:v3`."""
        return f"{self.manifest.name}:{self.version}"

    @property
    def version(self) -> str:
        """The version: `v3`."""
        return f"v{self.manifest.version}"

    @property
    def type(self) -> str:
        """What it is, in a word."""
        return self.manifest.type

    @property
    def description(self) -> str | None:
        """Its notes."""
        return self.manifest.description

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Its metadata."""
        return self.manifest.metadata

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What it holds, by path."""
        return self.manifest.entries

    @property
    def aliases(self) -> list[str]:
        """The aliases that name this version now."""
        aliases = self._store.aliases(self.manifest.name)
        return [alias for alias, version in aliases.items() if version == self.manifest.version]

    def get(self, name: str) -> Any:
        """The `Table` or the `Image` of this name, equal to what was added.

        Raises:
            EntryUnknown: There is no such entry.
            TypeError: The entry is a file.
        """
        entry = find_entry(self.manifest, name)
        if entry.kind == "table":
            return self._table(entry)
        if entry.kind == "image":
            return self._image({**entry.info, "sha256": entry.sha256})
        raise TypeError(f"{name!r} in '{self.name}' is a file: use get_path({name!r})")

    def get_path(self, name: str) -> StoredFile:
        """The bytes of an entry; a table's are Parquet."""
        entry = find_entry(self.manifest, name)
        return StoredFile(self._store.entry_path(entry), _file_name(entry))

    def download(self, root: str | os.PathLike[str] | None = None) -> Path:
        """Copy everything into a folder: files as they are, tables as Parquet, their images beside them.

        The images of tables go to `media/images/`.

        Args:
            root: The folder, which is made if need be; `artifacts/<name>-v<N>` when nothing is said.

        Returns:
            The folder.
        """
        folder = (
            Path(root) if root is not None else Path("artifacts") / f"{self.manifest.name}-{self.version}"
        )
        folder.mkdir(parents=True, exist_ok=True)
        targets: dict[str, Path] = {}
        for name, source in self._files():
            if targets.setdefault(name, source) != source:
                raise ValueError(
                    f"cannot download '{self.name}': two of its entries are files named {name!r}"
                )
        for name, source in targets.items():
            copy_out(source, folder / check_entry_path(name))
        return folder

    def wait(self) -> LoggedArtifact:
        """Itself: logging is done when it returns."""
        return self

    def __repr__(self) -> str:
        return f"<LoggedArtifact {self.name} ({self.type}): {', '.join(sorted(self.entries))}>"

    def _files(self) -> Iterator[tuple[str, Path]]:
        for entry in self.entries.values():
            yield _file_name(entry), self._store.entry_path(entry)
            if entry.kind == "table":
                for image in self._table(entry).images():
                    name = f"media/images/{image.sha256[:20]}{_suffix(image.format)}"
                    yield name, self._store.blob_path(image.sha256)

    def _table(self, entry: Entry) -> Table:
        ref = self._store.resolve(f"{self.name}/{entry.path}")
        types, _ = self._store.table_schema(ref)
        return Table.from_stored(self._store.read_table(ref), types, self._image)

    def _image(self, info: Mapping[str, Any]) -> Image:
        return Image.stored(info, self._store.blob_path(info["sha256"]))


def _file_name(entry: Entry) -> str:
    """The name of an entry's file: tables and images get the ending of their format."""
    if entry.kind == "file":
        return entry.path
    suffix = ".parquet" if entry.kind == "table" else _suffix(entry.info["format"])
    return entry.path if entry.path.endswith(suffix) else entry.path + suffix


def _suffix(format: str) -> str:
    return _SUFFIXES.get(format, f".{format}")
