"""References: things in an artifact whose bytes are elsewhere, named by an address that is never fetched."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from reportgen.data.folder import files_in
from reportgen.store import Entry, Store, find_entry
from reportgen.store.names import check_entry_path

_CHUNK = 1 << 20
_ARTIFACT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*/(?!/).+")
"""`name:v3/path`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The address of something whose bytes are elsewhere."""

    uri: str
    """`s3://…`, `https://…`, `file:///…`, or `name:v3/path` for an entry of another artifact."""
    sha256: str = ""
    """The digest of the bytes, where it is known."""
    size: int = 0
    """Their number, where it is known."""
    checked: bool = True
    """Whether an entry of another artifact has to be there."""


def references(uri: object, name: str | None, *, checksum: bool) -> Iterator[tuple[str, Reference]]:
    """What an address refers to: one thing, or every file in a local folder.

    Args:
        uri: The address, a local path, or a file of a logged artifact.
        name: The name in the artifact, or of the folder in it; from the address when nothing is said.
        checksum: Whether local files are read for their digest; if not, they need not be there.

    Raises:
        ValueError: A local file is not there, or the address gives no name.
    """
    text = _address(uri)
    if _ARTIFACT.fullmatch(text):
        path = text.partition("/")[2]
        yield check_entry_path(name or path), Reference(text, checked=checksum)
        return
    scheme = urlsplit(text).scheme
    if scheme == "file":
        yield from _local(Path(url2pathname(unquote(urlsplit(text).path))), name, checksum=checksum)
    elif len(scheme) > 1:  # one letter is a drive of Windows
        yield check_entry_path(name or _last(text)), Reference(text)
    else:
        yield from _local(Path(text).expanduser().absolute(), name, checksum=checksum)


def resolved(reference: Reference, store: Store) -> Reference:
    """A reference to another artifact with its exact version and digest; others are what they are.

    Raises:
        StoreLookupError: The artifact, the version or the entry is not there, and was to be checked.
    """
    if not _ARTIFACT.fullmatch(reference.uri) or not reference.checked:
        return reference
    ref, _, path = reference.uri.partition("/")
    manifest = store.lookup(ref)
    entry = find_entry(manifest, path)
    return Reference(f"{manifest.ref}/{entry.path}", entry.sha256, entry.size)


def target(entry: Entry) -> tuple[str, str] | None:
    """The artifact version and the path that a reference names; None when it is another address."""
    uri = str(entry.info["uri"])
    if not _ARTIFACT.fullmatch(uri):
        return None
    ref, _, path = uri.partition("/")
    return ref, path


def local_path(entry: Entry) -> Path | None:
    """The local file that a reference names; None for other addresses."""
    parts = urlsplit(str(entry.info["uri"]))
    return Path(url2pathname(unquote(parts.path))) if parts.scheme == "file" else None


def _address(uri: object) -> str:
    if isinstance(uri, str):
        return uri
    ref = getattr(uri, "ref", None)  # a file of a logged artifact
    if isinstance(ref, str):
        return ref
    if isinstance(uri, os.PathLike):
        return str(os.fspath(uri))
    raise TypeError(f"a reference is an address or a path, not a {type(uri).__name__}")


def _local(path: Path, name: str | None, *, checksum: bool) -> Iterator[tuple[str, Reference]]:
    if not checksum:
        yield check_entry_path(name or path.name), Reference(path.as_uri())
    elif path.is_file():
        yield check_entry_path(name or path.name), _digested(path)
    elif path.is_dir():
        prefix = f"{name.rstrip('/')}/" if name else ""
        for file in files_in(path):
            yield prefix + file.relative_to(path).as_posix(), _digested(file)
    else:
        raise ValueError(
            f"cannot refer to {str(path)!r}: there is no such file; "
            "checksum=False refers to it without looking at it"
        )


def _digested(path: Path) -> Reference:
    return Reference(path.absolute().as_uri(), file_digest(path), path.stat().st_size)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _last(uri: str) -> str:
    name = PurePosixPath(unquote(urlsplit(uri).path)).name
    if not name:
        raise ValueError(f"the address {uri!r} ends without a name: give name=")
    return name
