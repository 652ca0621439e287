"""`Artifact`: a named set of tables, images and files, to be logged as one version."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from reportgen.data.media.image import Image
from reportgen.data.settings import mapping_to_json
from reportgen.data.table import Table, is_frame
from reportgen.store.names import check_entry_path, check_name
from reportgen.store.transaction import Transaction


class Artifact:
    """A set of tables, images and files that is logged under a name, a new version each time it differs.

    Args:
        name: Letters, digits, '_', '-' and '.'.
        type: What it is, in a word: "dataset", "model", "predictions"…
        description: Notes.
        metadata: Anything that JSON can hold.

    Raises:
        ValueError: The name is none that an artifact can have.
    """

    def __init__(
        self,
        name: str,
        type: str = "dataset",
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = check_name(name)
        self.type = type
        self.description = description
        self.metadata: dict[str, Any] = dict(metadata or {})
        self._contents: dict[str, Table | Image | Path] = {}
        self._folder: Path | None = None

    @property
    def contents(self) -> list[str]:
        """The names of what was added, sorted."""
        return sorted(self._contents)

    def add(self, obj: Any, name: str) -> None:
        """Add a Table, a data frame or an Image under a name; the images in a table come with it."""
        if is_frame(obj):
            obj = Table(dataframe=obj)
        if not isinstance(obj, (Table, Image)):
            kind = type(obj).__name__
            raise TypeError(
                f"cannot add a {kind} to an artifact: add a Table, a data frame or an Image, or add_file"
            )
        self._put(name, obj)

    def add_file(self, local_path: str | os.PathLike[str], name: str | None = None) -> None:
        """Add a file, under its own name or another; it is read when the artifact is logged."""
        path = Path(local_path).expanduser().absolute()
        if not path.is_file():
            raise ValueError(f"cannot add {str(local_path)!r}: there is no such file")
        self._put(name or path.name, path)

    def add_dir(self, local_path: str | os.PathLike[str], name: str | None = None) -> None:
        """Add every file in a folder, under their paths inside it, or inside the folder `name`.

        A link that leads out of the folder is refused.
        """
        root = Path(local_path).expanduser().absolute()
        if not root.is_dir():
            raise ValueError(f"cannot add {str(local_path)!r}: there is no such folder")
        prefix = f"{name.rstrip('/')}/" if name else ""
        for path in _files_in(root):
            self._put(prefix + path.relative_to(root).as_posix(), path)

    @contextlib.contextmanager
    def new_file(self, name: str, mode: str = "w") -> Iterator[IO[Any]]:
        """A new file of the artifact to write to, for use in a `with` statement."""
        check_entry_path(name)
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="reportgen-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{len(os.listdir(self._folder))}"
        encoding = None if "b" in mode else "utf-8"
        with path.open(mode, encoding=encoding) as file:
            yield file
        self._put(name, path)

    def write_to(self, transaction: Transaction) -> None:
        """Put everything that was added into the store."""
        for name, item in self._contents.items():
            if isinstance(item, Table):
                write_table(transaction, name, item)
            elif isinstance(item, Image):
                item.store(transaction.blobs)
                info = item.describe()
                transaction.add_image(name, info.pop("sha256"), info)
            else:
                transaction.add_file(name, item)

    def plain_metadata(self) -> dict[str, Any]:
        """The metadata as JSON has it."""
        return mapping_to_json(self.metadata, what="the metadata")

    def _put(self, name: str, item: Table | Image | Path) -> None:
        check_entry_path(name)
        if name in self._contents:
            raise ValueError(f"the artifact {self.name!r} has an entry {name!r} already: use another name")
        self._contents[name] = item


def write_table(transaction: Transaction, name: str, table: Table) -> None:
    """Put a table and its images into the store: the images first, one at a time."""
    if not table.columns:
        raise ValueError(f"the table {name!r} has no columns: there is nothing to log")
    for image in table.images():
        image.store(transaction.blobs)
    transaction.add_table(name, table.to_arrow())


def _files_in(root: Path) -> Iterator[Path]:
    inside = root.resolve()
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in [*folders, *sorted(files)]:
            _check_link(Path(folder) / name, inside)
        for name in sorted(files):
            path = Path(folder) / name
            if not path.is_file():
                raise ValueError(f"cannot add {str(path)!r}: it is neither a file nor a folder")
            yield path


def _check_link(path: Path, inside: Path) -> None:
    if not path.is_symlink():
        return
    target = path.resolve()
    if not target.is_relative_to(inside):
        raise ValueError(f"cannot add {str(path)!r}: it is a link that leaves the folder")
    if target.is_dir():
        raise ValueError(f"cannot add {str(path)!r}: it is a link to a folder; add that folder by itself")
