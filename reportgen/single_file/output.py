"""Where a build writes when it is to be one file."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from reportgen.output import GENERATOR, MARKER, EachLinked, OutputError, Paths
from reportgen.single_file.compose import Single, carried_files, composed
from reportgen.single_file.files import Files
from reportgen.single_file.leaf import Book, read_leaf
from reportgen.single_file.weight import warning
from reportgen.surroundings.made import MADE

ENGINE = "assets/engine/"
"""Where a site has the engine's files."""


@dataclass(frozen=True, slots=True)
class SingleFile:
    """What the single file is to be."""

    path: Path
    live: bool = True
    """With engine, scripts and tables; else as a page without scripts."""
    max_image: int | None = None
    """The longest side of images, in pixels."""
    only: str | None = None
    """The page that alone is to be in it; None for all."""
    published: str | None = None
    """Where the site is published, for links to pages that are left out."""
    engine: bool = True
    """Whether what is live brings the engine; else it takes that of another frame of the document around."""


class SingleFileOutput(EachLinked):
    """Collects a site and writes it as one HTML file at the end: all or nothing.

    Used as a context manager; leaving it by an exception writes nothing.
    """

    def __init__(self, wanted: SingleFile) -> None:
        self.warnings: list[str] = []
        self._wanted = wanted
        self._paths = Paths()
        self._sources: dict[str, bytes | Path] = {}

    def __enter__(self) -> SingleFileOutput:
        refuse_foreign(self._wanted.path)
        return self

    def write(self, path: str, data: bytes) -> None:
        """Keep a file of the site."""
        self._sources[self._paths.claim(path).as_posix()] = data

    def link(self, path: str, source: Path) -> None:
        """Keep where a file of the site is."""
        self._sources[self._paths.claim(path).as_posix()] = source

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()

    def _finish(self) -> None:
        wanted = self._wanted
        files = Files(self._sources, wanted.max_image)
        pages = self._pages(files)
        searched = wanted.live and wanted.only is None
        book = Book(pages, files, wanted.live, searched, wanted.published)
        leaves = [read_leaf(path, book) for path in pages]
        carried = carried_files(book, leaves)
        if not wanted.engine:
            carried = [path for path in carried if not path.startswith(ENGINE)]
        total = write_whole(wanted.path, composed(Single(book, leaves, carried)))
        shown = sorted({*carried, *(path for leaf in leaves for path in leaf.filled)})
        sizes = {path: files.size(path) for path in shown}
        heavy = warning(wanted.path.name, total, sizes, files.data(MARKER))
        if len({tuple(leaf.styles) for leaf in leaves}) > 1:
            self.warnings.append("pages of several themes in one file: all have the theme of the first.")
        self.warnings += [heavy] if heavy else []

    def _pages(self, files: Files) -> dict[str, str]:
        paths = [page["path"] for page in json.loads(files.data(MARKER))["pages"]]
        paths += [MADE] if MADE in files and MADE not in paths else []
        chosen = paths if self._wanted.only is None else [self._wanted.only]
        return {path: f"rg-page-{number}" for number, path in enumerate(chosen, 1)}


def refuse_foreign(path: Path) -> None:
    """Raise unless writing the file loses nothing but a file that this program wrote."""
    if path.is_dir():
        raise OutputError(f"'{path}' is a folder; name a file, such as 'report.html'")
    if not os.path.lexists(path):
        return
    with path.open("rb") as file:
        start = file.read(20_000)
    if f'<meta name="generator" content="{GENERATOR}"'.encode() not in start:
        raise OutputError(f"'{path}' is not a file of reportgen; move it away or choose another name")


def write_whole(path: Path, parts: Iterator[str]) -> int:
    """Write a text beside its place and put it there at the end; how many bytes it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            total = sum(file.write(part.encode()) for part in parts)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return total
