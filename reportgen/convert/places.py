"""Paths inside of folders, which they must not leave, and what kind of medium a file's name says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from reportgen.convert.model import ForeignError, MediaFile, Notes

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".svg"})

KINDS = {
    **dict.fromkeys(IMAGES, "image"),
    **dict.fromkeys((".wav", ".mp3", ".ogg", ".oga", ".flac", ".m4a", ".opus"), "audio"),
    **dict.fromkeys((".mp4", ".webm", ".ogv", ".mov", ".mkv"), "video"),
    **dict.fromkeys((".glb", ".gltf", ".obj", ".stl"), "object3d"),
    **dict.fromkeys((".pdb", ".sdf", ".mol2", ".cif", ".mmcif", ".pqr", ".gro"), "molecule"),
}
"""Kinds of media by the ending of a file's name."""


def media_kind(path: Path) -> str | None:
    """The kind of medium that a file's name says."""
    return KINDS.get(path.suffix.lower())


def media_file(path: Path) -> MediaFile:
    """A file as a medium of the kind that its name says."""
    kind = media_kind(path)
    assert kind is not None
    return MediaFile(kind, path, format=path.suffix[1:].lower())


def checked_path(name: str) -> str:
    """The path of an entry, or an error when it leaves its artifact."""
    path = PurePosixPath(name)
    windows = PureWindowsPath(name)
    if not name or "\0" in name or ".." in (*path.parts, *windows.parts):
        raise ForeignError(f"the path {name!r} leaves the artifact: it is refused")
    if path.is_absolute() or windows.is_absolute() or windows.drive:
        raise ForeignError(f"the path {name!r} is absolute: it is refused")
    return str(path)


def files_below(root: Path) -> list[str]:
    """The relative paths of all files in a folder, sorted, links to folders not followed.

    Raises:
        ForeignError: A link leaves the folder.
    """
    inside = root.resolve()
    found = []
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files]:
            path = Path(folder) / name
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                relative = path.relative_to(root).as_posix()
                raise ForeignError(f"{root}: {relative!r} is a link that leaves the folder: it is refused")
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in files]
    return sorted(found)


def locate(name: str, folders: Sequence[Path], notes: Notes) -> Path | None:
    """The file of a name in the first folder that has it; a note when none has.

    Raises:
        ForeignError: The name leaves the folders.
    """
    try:
        relative = checked_path(name)
    except ForeignError as error:
        raise ForeignError(f"{notes.where}: {error}") from None
    for folder in folders:
        path = folder / relative
        if path.is_file():
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ForeignError(f"{notes.where}: {name!r} is a link that leaves the folder: it is refused")
            return path
    notes.add(f"the file {name!r} is not there: a placeholder stands for it")
    return None


def visible(paths: Sequence[Path]) -> list[Path]:
    """Paths without those that systems hide, sorted."""
    return sorted(path for path in paths if not path.name.startswith((".", "__MACOSX")))
