"""The files of a folder that is put into an artifact: those in it, and nothing that a link leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_in(root: Path) -> Iterator[Path]:
    """Every file in a folder and those below, in the order of their names.

    Raises:
        ValueError: Something is neither file nor folder, or is a link that leads out of the folder.
    """
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
