"""Writing files so that they are there whole or not at all, and reaching the disk in time."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_MANY = 32
"""From this number of files on, one sync of the file system is cheaper than one of each file."""


def temporary(folder: Path) -> Path:
    """A new name in a folder that is made if need be."""
    os.makedirs(folder, exist_ok=True)
    return Path(f"{folder}/{uuid.uuid4().hex}")


def write_json(path: Path, data: Mapping[str, Any], *, tmp: Path, sync: bool = True) -> None:
    """Put a JSON object at a path in one step: written elsewhere, on the disk if `sync`, then renamed."""
    draft = temporary(tmp)
    with open(draft, "wb") as file:
        file.write(_text(data).encode("utf-8", "surrogatepass"))
        if sync:
            file.flush()
            os.fsync(file.fileno())
    os.makedirs(path.parent, exist_ok=True)
    os.replace(draft, path)


def _text(data: Mapping[str, Any]) -> str:
    """JSON with a line for each key: to be read by people, and yet written by the quick encoder."""
    lines = (f"{_line(key)}: {_line(value)}" for key, value in data.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


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
    if len(paths) >= _MANY and _sync_file_system(paths[0].parent):
        return
    for path in paths:
        _sync(path)
    for folder in sorted({path.parent for path in paths}):
        sync_folder(folder)


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing, and blobs are read-only.
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) if os.name == "nt" else os.O_RDONLY
    try:
        handle = os.open(path, flags)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
