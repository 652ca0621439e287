"""`StoredFile`: the bytes of an entry of a logged artifact, or the address where they are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from reportgen.data.reference import file_digest
from reportgen.store.blobs import copy_out
from reportgen.store.names import check_entry_path


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of an entry: a path to open for reading, never to be written to."""

    path: Path | None
    """Its file, in the store or where a reference says; None when the bytes are on another machine."""
    name: str
    """Its path inside the artifact, with the ending of its format."""
    size: int
    """Bytes."""
    sha256: str
    """The digest of the bytes; '' when it is not known."""
    ref: str
    """`name:v3/path`, or the address that a reference gives."""
    checked: bool = True
    """Whether the bytes are sure to be those: a file outside of the store is compared when it is copied."""

    def __fspath__(self) -> str:
        if self.path is None:
            raise ValueError(f"{self.name!r} is at {self.ref}, and nothing here fetches it")
        if not self.path.exists():
            raise ValueError(f"{self.name!r} refers to {str(self.path)!r}, which is not there any more")
        return str(self.path)

    def download(self, root: str | os.PathLike[str] = "artifacts") -> Path:
        """Copy the file into a folder, under its name in the artifact, and return where it is.

        Raises:
            ValueError: The bytes are elsewhere, or a file elsewhere has changed since it was referred to.
        """
        source = Path(os.fspath(self))
        if not self.checked and self.sha256 and file_digest(source) != self.sha256:
            raise ValueError(f"{str(source)!r} has changed since {self.name!r} referred to it")
        target = Path(root) / check_entry_path(self.name)
        copy_out(source, target)
        return target
