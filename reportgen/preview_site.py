"""The site that a preview shows: pages in memory, everything else where it lies, exchanged whole."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from reportgen.output import NamedFile, Paths


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site."""

    path: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class SiteFiles(Mapping[str, "bytes | Path"]):
    """The files of a site by their paths; those of large folders are looked for when they are asked for."""

    single: dict[str, bytes | Path] = field(default_factory=dict)
    folders: dict[str, Sequence[NamedFile]] = field(default_factory=dict)
    """By the folder's name; files are sorted by theirs."""

    def __getitem__(self, path: str) -> bytes | Path:
        if path in self.single:
            return self.single[path]
        folder, _, name = path.partition("/")
        files = self.folders.get(folder, ())
        at = bisect.bisect_left(files, name, key=lambda file: file.name)
        if at == len(files) or files[at].name != name:
            raise KeyError(path)
        return files[at].source

    def __iter__(self) -> Iterator[str]:
        yield from self.single
        for folder, files in self.folders.items():
            yield from (f"{folder}/{file.name}" for file in files)

    def __len__(self) -> int:
        return len(self.single) + sum(map(len, self.folders.values()))


class PreviewSite:
    """The files of the newest build that succeeded."""

    def __init__(self, files: SiteFiles | None = None) -> None:
        self._files = files

    @property
    def is_built(self) -> bool:
        """Whether there is a site yet."""
        return self._files is not None

    @property
    def files(self) -> SiteFiles:
        """The files by their paths; none before the first build."""
        return SiteFiles() if self._files is None else self._files

    def find(self, path: str) -> Found | None:
        """The file at an absolute path, if there is one; the way to it is not interpreted."""
        name = path.removeprefix("/")
        content = self.files.get(name)
        gone = content is None or (isinstance(content, Path) and not content.is_file())
        return None if content is None or gone else Found(name, content)

    def exchange(self, files: SiteFiles) -> None:
        """Show another build from now on."""
        self._files = files


class PreviewOutput:
    """Collects a site and shows it at the end, unless the build fails.

    Nothing is written: a build of a hundred thousand images costs as much as the pages that changed.
    """

    def __init__(self, site: PreviewSite) -> None:
        self._site = site
        self._files = SiteFiles()
        self._paths = Paths()

    def __enter__(self) -> PreviewOutput:
        return self

    def write(self, path: str, data: bytes) -> None:
        """Keep the bytes under the path."""
        self._files.single[self._paths.claim(path).as_posix()] = data

    def link(self, path: str, source: Path) -> None:
        """Keep where the bytes are."""
        self._files.single[self._paths.claim(path).as_posix()] = source

    def link_folder(self, folder: str, files: Sequence[NamedFile]) -> None:
        """Keep where the bytes of many files are."""
        self._files.folders[folder] = files

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._site.exchange(self._files)
