"""The site that a preview shows: pages in memory, everything else where it lies, exchanged whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from reportgen.output import Paths

SHARED = ("data/", "media/")
"""Folders whose files are named by their content: two of one name are one file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site."""

    path: str
    content: bytes | Path


class PreviewSite:
    """The files of the newest build that succeeded."""

    def __init__(self, files: Mapping[str, bytes | Path] | None = None) -> None:
        self._files = files

    @property
    def is_built(self) -> bool:
        """Whether there is a site yet."""
        return self._files is not None

    @property
    def files(self) -> Mapping[str, bytes | Path]:
        """The files by their paths; none before the first build."""
        return self._files or {}

    def find(self, path: str) -> Found | None:
        """The file at an absolute path, if there is one; the way to it is not interpreted."""
        name = path.removeprefix("/")
        content = self.files.get(name)
        gone = content is None or (isinstance(content, Path) and not content.is_file())
        return None if content is None or gone else Found(name, content)

    def exchange(self, files: Mapping[str, bytes | Path]) -> None:
        """Show another build from now on."""
        self._files = files


class PreviewOutput:
    """Collects a site and shows it at the end, unless the build fails.

    Nothing is written: a build of a hundred thousand images costs as much as the pages that changed.
    """

    def __init__(self, site: PreviewSite) -> None:
        self._site = site
        self._files: dict[str, bytes | Path] = {}
        self._paths = Paths()

    def __enter__(self) -> PreviewOutput:
        return self

    def write(self, path: str, data: bytes) -> None:
        """Keep the bytes under the path."""
        self._files[self._paths.claim(path).as_posix()] = data

    def link(self, path: str, source: Path) -> None:
        """Keep where the bytes are."""
        self._files[path if path.startswith(SHARED) else self._paths.claim(path).as_posix()] = source

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._site.exchange(self._files)
