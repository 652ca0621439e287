"""Where a build writes: a folder that changes all at once, or memory for tests."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import secrets
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Protocol

if sys.platform != "win32":
    import fcntl

MARKER = "site.json"
"""The file by which a folder is known as a site of ours, which a build may replace."""
GENERATOR = "reportgen"
"""The value of the marker's `generator`."""


class OutputError(Exception):
    """The site cannot be written there; the message says why and what to do."""


class NamedFile(Protocol):
    """A file by its name in a folder, and where its bytes are."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def source(self) -> Path:
        """Where its bytes are."""


class Output(Protocol):
    """What a build needs of a place to write to."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file at a path relative to the site's root."""

    def link(self, path: str, source: Path) -> None:
        """Put a file that exists already into the site, without copying where that is possible."""

    def link_folder(self, folder: str, files: Sequence[NamedFile]) -> None:
        """Put all files of a folder into the site, in the order of their names; there may be very many."""


class EachLinked:
    """An output to which the files of a folder are linked one by one."""

    def link(self, path: str, source: Path) -> None:
        """Put a file that exists already into the site."""
        raise NotImplementedError

    def link_folder(self, folder: str, files: Sequence[NamedFile]) -> None:
        """Put all files of a folder into the site."""
        for file in files:
            self.link(f"{folder}/{file.name}", file.source)


class Paths:
    """The paths written so far: each is inside the site and is claimed once."""

    def __init__(self) -> None:
        self._claimed: set[str] = set()

    def claim(self, path: str) -> PurePosixPath:
        """The path, checked; a second file of this name (or one that differs in case only) is an error."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in path:
            raise OutputError(f"'{path}' is not a path inside the site")
        # Disks of macOS and Windows take names that differ in case or in Unicode form for the same.
        key = unicodedata.normalize("NFC", pure.as_posix()).casefold()
        if key in self._claimed:
            raise OutputError(f"two files of the site would be called '{path}'; rename one of them")
        self._claimed.add(key)
        return pure


class MemoryOutput(EachLinked):
    """Keeps the files of a site in a dict, for tests and previews."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._paths = Paths()

    def write(self, path: str, data: bytes) -> None:
        """Keep the bytes under the path."""
        self.files[self._paths.claim(path).as_posix()] = data

    def link(self, path: str, source: Path) -> None:
        """Keep the bytes of the source under the path."""
        self.write(path, source.read_bytes())


class DirectoryOutput(EachLinked):
    """Stages a site beside its folder and swaps the two at the end: all or nothing.

    Used as a context manager; leaving it by an exception throws the stage away.
    """

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self._paths = Paths()
        self._stage: Path | None = None
        self._lock: int | None = None

    def __enter__(self) -> DirectoryOutput:
        self.site.parent.mkdir(parents=True, exist_ok=True)
        recover(self.site)
        refuse_foreign(self.site)
        self._stage, self._lock = create_stage(self.site)
        return self

    def write(self, path: str, data: bytes) -> None:
        """Write a file into the stage."""
        self._target(path).write_bytes(data)

    def link(self, path: str, source: Path) -> None:
        """Hard-link a file into the stage, or copy it where links are not possible."""
        target = self._target(path)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stage, self._stage = self._stage, None
        if stage is None:
            return
        try:
            if kind is None:
                refuse_foreign(self.site)
                replace(stage, self.site)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            if self._lock is not None:
                os.close(self._lock)

    def _target(self, path: str) -> Path:
        if self._stage is None:
            raise RuntimeError("a DirectoryOutput is written inside its `with` block")
        target = self._stage / self._paths.claim(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that this program wrote."""
    try:
        marker = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(marker, dict) and marker.get("generator") == GENERATOR


def refuse_foreign(site: Path) -> None:
    """Raise unless replacing the folder loses nothing but a site of ours."""
    if not os.path.lexists(site):
        return
    if not site.is_dir():
        raise OutputError(f"{site} is a file; choose a folder for the site")
    if next(site.iterdir(), None) is None:
        return
    if not is_site(site):
        raise OutputError(f"{site} is not empty and is not a site of reportgen; empty it or choose another")
    if os.path.lexists(site / ".git"):
        raise OutputError(f"{site} is a git checkout, which a build would remove; build elsewhere and copy")


def recover(site: Path) -> None:
    """Bring back what a killed build left: the previous site if it is the only one, no stages."""
    previous = _beside(site, "previous")
    if previous.is_dir():
        if os.path.lexists(site):
            shutil.rmtree(previous, ignore_errors=True)
        else:
            os.rename(previous, site)
    for leftover in site.parent.glob(f"{_beside(site, 'stage').name}-*"):
        lock = _lock_folder(leftover)
        if lock is not None:
            shutil.rmtree(leftover, ignore_errors=True)
            os.close(lock)


def create_stage(site: Path) -> tuple[Path, int | None]:
    """A new folder beside the site and the lock that keeps other builds from clearing it away."""
    while True:
        stage = _beside(site, "stage").with_name(f"{_beside(site, 'stage').name}-{secrets.token_hex(4)}")
        stage.mkdir()
        lock = _lock_folder(stage)
        if lock is None and sys.platform != "win32":
            continue
        if stage.is_dir():
            return stage, lock
        if lock is not None:
            os.close(lock)


def replace(stage: Path, site: Path) -> None:
    """Make the stage the site: in one step where the system can, else in two that `recover` can undo."""
    if not os.path.lexists(site):
        os.rename(stage, site)
    elif not exchange(stage, site):
        previous = _beside(site, "previous")
        os.rename(site, previous)
        os.rename(stage, site)
        shutil.rmtree(previous, ignore_errors=True)


def exchange(left: Path, right: Path) -> bool:
    """Swap two folders atomically; False where the system or the file system cannot."""
    swap = {"linux": _exchange_linux, "darwin": _exchange_macos}.get(sys.platform)
    if swap is None:
        return False
    code = swap(os.fsencode(left), os.fsencode(right))
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
        return False
    if code:
        raise OSError(code, os.strerror(code), str(right))
    return True


def _exchange_linux(left: bytes, right: bytes) -> int:
    here, rename_exchange = -100, 2
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError):
        done = libc.renameat2(here, left, here, right, rename_exchange)
        return ctypes.get_errno() if done else 0
    return errno.ENOSYS


def _exchange_macos(left: bytes, right: bytes) -> int:
    rename_swap = 2
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError):
        return ctypes.get_errno() if libc.renamex_np(left, right, rename_swap) else 0
    return errno.ENOSYS


def _beside(site: Path, role: str) -> Path:
    return site.with_name(f".{site.name}.{role}")


def _lock_folder(folder: Path) -> int | None:
    """A descriptor that holds a lock on a folder, or None: someone else does, or it is gone."""
    if sys.platform == "win32":
        # A folder in use cannot be removed there, which keeps it as a lock would.
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
