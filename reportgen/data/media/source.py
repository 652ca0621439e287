"""What people give as a medium: a path, an address, bytes, an open file or an array."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import numpy as np

from reportgen.data.media.payload import Payload

Array: TypeAlias = np.ndarray[Any, Any]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_HEAD = 64


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes, or the address where they are."""

    payload: Payload | None
    """The bytes; None when only their address is known."""
    uri: str | None
    name: str
    """The name of the file in lower case; empty when it has none."""

    def head(self) -> bytes:
        """The first bytes, by which formats are known."""
        if self.payload is None:
            return b""
        with self.payload.open() as file:
            return file.read(_HEAD)


def uri_in(value: object) -> str | None:
    """The address that a text is (`https://…`, `s3://…`), or None; `file://` is a path."""
    if isinstance(value, str) and _ADDRESS.match(value) and not value.lower().startswith("file:"):
        return value
    return None


def path_in(value: object) -> Path | None:
    """The path that a value is, absolute, or None."""
    if isinstance(value, str) and value[:7].lower() == "file://":
        return Path(url2pathname(unquote(urlsplit(value).path))).absolute()
    if not isinstance(value, (str, os.PathLike)):
        return None
    path = value if isinstance(value, Path) else Path(os.fsdecode(value))
    return path if path.is_absolute() else path.expanduser().absolute()


def bytes_in(value: Any) -> bytes | None:
    """The bytes that a value is, or that it reads when it is an open file; None for anything else."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if callable(getattr(value, "read", None)):
        data = value.read()
        return data.encode() if isinstance(data, str) else bytes(data)
    return None


def array_in(value: Any) -> Array | None:
    """The array that a value is or converts itself to, as tensors do; None for anything else."""
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        value = value.detach().cpu()
    return np.asarray(value) if hasattr(value, "__array__") else None


def existing(path: Path, what: str) -> Path:
    """The path, if there is a file.

    Raises:
        ValueError: There is none.
    """
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        raise ValueError(f"cannot read the {what} {str(path)!r}: there is no such file") from None
    if stat.S_ISDIR(mode):
        raise ValueError(f"cannot read the {what} {str(path)!r}: it is a folder")
    return path


def read_source(value: Any, what: str) -> Source | None:
    """What a value brings, or None when it is no path, address, bytes or open file.

    Raises:
        ValueError: There is no such file.
    """
    uri = uri_in(value)
    if uri is not None:
        return Source(None, uri, Path(urlsplit(uri).path).name.lower())
    data = bytes_in(value)
    if data is not None:
        return Source(Payload(data, what), None, Path(str(getattr(value, "name", ""))).name.lower())
    path = path_in(value)
    if path is None:
        return None
    return Source(Payload.file(existing(path, what), what), None, path.name.lower())
