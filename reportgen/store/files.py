"""Writing files so that they are there whole or not at all, and reaching the disk in time."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_MANY = 32
"""From this number of files on, one sync of the file system is cheaper than one of each file."""


def temporary(folder: Path) -> Path:
    """A new name in a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / uuid.uuid4().hex


def write_json(path: Path, data: Any, *, tmp: Path) -> None:
    """Put JSON at a path in one step: written elsewhere, on the disk, then renamed."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    draft = temporary(tmp)
    with draft.open("wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(draft, path)


def read_json(path: Path) -> Any:
    """The JSON of a file."""
    return json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_files(paths: Sequence[Path]) -> None:
    """Have files and their names reach the disk before something that counts on them is written."""
    if os.name == "nt":  # which syncs only what is open for writing, and blobs are read-only
        return
    if len(paths) >= _MANY and _sync_file_system(paths[0].parent):
        return
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for folder in sorted({path.parent for path in paths}):
        sync_folder(folder)


def _sync_file_system(folder: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        return bool(ctypes.CDLL(None).syncfs(handle) == 0)
    except AttributeError:
        return False
    finally:
        os.close(handle)
