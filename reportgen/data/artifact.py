"""`Artifact`: a named set of tables, media and files, to be logged as one version."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reportgen.data.contents import Added, Content, content_of, write_contents
from reportgen.data.folder import files_in
from reportgen.data.joined import JoinedTable
from reportgen.data.reference import references
from reportgen.data.settings import mapping_to_json
from reportgen.data.table import Table
from reportgen.diagnostics import did_you_mean
from reportgen.store.names import check_entry_path, check_name
from reportgen.store.transaction import Transaction

if TYPE_CHECKING:
    from reportgen.data.logged import LoggedArtifact


class Artifact:
    """A set of tables, media and files that is logged under a name, a new version each time it differs.

    Args:
        name: Letters, digits, '_', '-' and '.'.
        type: What it is, in a word: "dataset", "model", "predictions"…
        description: Notes.
        metadata: Anything that JSON can hold.

    Attributes:
        name: As given.
        type: As given.
        description: As given; can be changed until the artifact is logged.
        metadata: As given; can be changed until the artifact is logged.

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
        self._contents: dict[str, Content] = {}
        self._folder: Path | None = None
        self._logged: LoggedArtifact | None = None

    @property
    def contents(self) -> list[str]:
        """The names of what was added, sorted."""
        return sorted(self._contents)

    @property
    def entries(self) -> dict[str, Added]:
        """What was added, by its name."""
        return {path: Added(path, content) for path, content in self._contents.items()}

    def add(self, obj: Any, name: str, overwrite: bool = False) -> Added:
        """Add an object under a name, with everything that belongs to it, and return the entry.

        Media in the cells of a table come with it, as do tables that its keys point to or that it joins.

        Args:
            obj: A Table, JoinedTable or PartitionedTable, a data frame, media, a figure, a chart, or Classes.
            name: A relative path with '/'.
            overwrite: Whether to replace what has the name already.

        Raises:
            TypeError: The object is none that an artifact can hold.
            ValueError: The name is taken, or is none that an entry can have.
        """
        return self._put(name, content_of(obj), overwrite=overwrite)

    def add_file(
        self, local_path: str | os.PathLike[str], name: str | None = None, overwrite: bool = False
    ) -> Added:
        """Add a file, under its own name or another; it is read when the artifact is logged.

        Args:
            local_path: The file.
            name: A relative path with '/'; the file's own name when nothing is said.
            overwrite: Whether to replace what has the name already.

        Raises:
            ValueError: There is no such file, or the name is taken.
        """
        path = Path(local_path).expanduser().absolute()
        if not path.is_file():
            what = "it is a folder: use add_dir" if path.is_dir() else "there is no such file"
            raise ValueError(f"cannot add {str(local_path)!r}: {what}")
        return self._put(name or path.name, path, overwrite=overwrite)

    def add_dir(self, local_path: str | os.PathLike[str], name: str | None = None) -> list[Added]:
        """Add every file in a folder, under their paths inside it, or inside the folder `name`.

        Raises:
            ValueError: There is no such folder, a name is taken, or a link leads out of the folder.
        """
        root = Path(local_path).expanduser().absolute()
        if not root.is_dir():
            what = "it is a file: use add_file" if root.is_file() else "there is no such folder"
            raise ValueError(f"cannot add {str(local_path)!r}: {what}")
        prefix = f"{name.rstrip('/')}/" if name else ""
        return [self._put(prefix + path.relative_to(root).as_posix(), path) for path in files_in(root)]

    def add_reference(self, uri: Any, name: str | None = None, checksum: bool = True) -> list[Added]:
        """Add the address of something whose bytes stay where they are; nothing ever fetches it.

        Args:
            uri: `s3://…`, `https://…`, any other address; `file://…` or a local path, a folder too, whose
                files are then added one by one; or an entry of a logged artifact: `name:v3/path`, or what its
                `get_path` returns.
            name: The name in the artifact; the last part of the address when nothing is said.
            checksum: Whether local files are read for their digest, and entries of artifacts looked up. If
                not, they need not be there.

        Raises:
            ValueError: A local file is not there, the address has no name in it, or the name is taken.
        """
        found = list(references(uri, name, checksum=checksum))
        return [self._put(path, reference) for path, reference in found]

    @contextlib.contextmanager
    def new_file(self, name: str, mode: str = "w", encoding: str | None = None) -> Iterator[IO[Any]]:
        """A new file of the artifact to write to, for use in a `with` statement.

        Args:
            name: A relative path with '/'.
            mode: As `open` takes it: "w" for text, "wb" for bytes.
            encoding: Of text; UTF-8 when nothing is said.

        Raises:
            ValueError: The name is taken, or is none that an entry can have.
        """
        check_entry_path(name)
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="reportgen-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{len(os.listdir(self._folder))}"
        with path.open(mode, encoding=None if "b" in mode else encoding or "utf-8") as file:
            yield file
        self._put(name, path)

    def remove(self, item: str | Added) -> None:
        """Take out what was added under a name, or all that is in a folder of that name.

        Raises:
            KeyError: There is nothing of the name.
        """
        path = item if isinstance(item, str) else item.path
        found = [own for own in self._contents if own == path or own.startswith(f"{path.rstrip('/')}/")]
        if not found:
            self._unknown(path)
        for own in found:
            del self._contents[own]

    def get(self, name: str) -> Any:
        """What was added under a name: the object, a file's path, or a reference.

        Raises:
            KeyError: There is nothing of the name.
        """
        return self.get_entry(name).content

    def get_entry(self, name: str) -> Added:
        """What was added under a name, with its name and, if it is one, its file.

        Raises:
            KeyError: There is nothing of the name.
        """
        if name not in self._contents:
            self._unknown(name)
        return Added(name, self._contents[name])

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def write_to(self, transaction: Transaction) -> None:
        """Put everything that was added into the store."""
        write_contents(transaction, self._contents)

    def plain_metadata(self) -> dict[str, Any]:
        """The metadata as JSON has it."""
        return mapping_to_json(self.metadata, what="the metadata")

    def mark_logged(self, logged: LoggedArtifact) -> None:
        """Remember the version that this was logged as, and tell its tables."""
        self._logged = logged
        for path, content in self._contents.items():
            sides = [content.table1, content.table2] if isinstance(content, JoinedTable) else [content]
            for table in sides:
                # An INCREMENTAL table goes on from what `run.log` has logged of it.
                if isinstance(table, Table) and table.log_mode != "INCREMENTAL" and table is content:
                    table.mark_logged(f"{logged.name}/{path}")

    def wait(self) -> LoggedArtifact:
        """The version that it was logged as: logging is done when `log_artifact` returns.

        Raises:
            ValueError: It has not been logged.
        """
        if self._logged is None:
            raise ValueError(f"the artifact {self.name!r} has not been logged: call run.log_artifact first")
        return self._logged

    @property
    def version(self) -> str:
        """The version that it was logged as: `v3`."""
        return self.wait().version

    @property
    def digest(self) -> str:
        """The digest of what was logged: SHA-256, in hexadecimal."""
        return self.wait().digest

    @property
    def aliases(self) -> list[str]:
        """The aliases of the version that it was logged as; to change them, `wait().aliases` and `save()`."""
        return self.wait().aliases

    def _unknown(self, name: str) -> None:
        help = did_you_mean(name, self.contents, what="entry")
        raise KeyError(f"the artifact {self.name!r} has no entry {name!r}; {help}")

    def _put(self, name: str, content: Content, *, overwrite: bool = False) -> Added:
        check_entry_path(name)
        if name in self._contents and not overwrite:
            raise ValueError(f"the artifact {self.name!r} has an entry {name!r} already: use another name")
        self._contents[name] = content
        return Added(name, content)
