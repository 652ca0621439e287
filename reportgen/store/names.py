"""Which names artifacts, aliases and entries can have, and how a reference is read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.store.errors import NameInvalid

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_VERSION = re.compile(r"v(0|[1-9][0-9]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference as people write it: `name`, `name:best`, `name:v3/table`, `name:v3#increment`."""

    artifact: str
    version: str
    """`v3`, or an alias; `latest` when nothing was said."""
    table: str | None
    increment: bool = False
    """Of a growing table, the rows alone that this version added."""


INCREMENT = "#increment"
"""Ends a reference to the rows that a version of a growing table added."""


def parse_ref(text: str) -> Ref:
    """Read `name[:vN|alias][/table][#increment]`."""
    whole = text.strip()
    increment = whole.endswith(INCREMENT)
    head, slash, table = whole.removesuffix(INCREMENT).partition("/")
    name, _, version = head.partition(":")
    return Ref(name, version or "latest", table if slash else None, increment)


def version_number(text: str) -> int | None:
    """3 for `v3`, None for what is no version."""
    found = _VERSION.fullmatch(text)
    return int(found[1]) if found else None


def check_name(name: str, *, what: str = "artifact") -> str:
    """The name, or an error that says which are allowed."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        article = "an" if what[0] in "aeiou" else "a"
        raise NameInvalid(
            f"{name!r} cannot be the name of {article} {what}: use 1 to 128 letters, digits, '_', '-' "
            "and '.', starting with a letter, a digit or '_'"
        )
    return name


def check_alias(alias: str) -> str:
    """The alias, or an error: an alias is a name that does not look like a version."""
    check_name(alias, what="alias")
    if version_number(alias) is not None:
        raise NameInvalid(f"{alias!r} cannot be an alias: v0, v1, … are the names of versions")
    return alias


def check_entry_path(path: str) -> str:
    """The path of an entry inside its artifact, or an error: relative, with '/', and never leaving it."""
    parts = path.split("/")
    if _CONTROL.search(path) or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise NameInvalid(
            f"{path!r} cannot be the name of an entry: "
            "use a relative path with '/', without '.', '..' or '\\'"
        )
    if re.match(r"[A-Za-z]:", path) or PurePosixPath(path).is_absolute():
        raise NameInvalid(f"{path!r} cannot be the name of an entry: it must be relative")
    _check_text(path)
    return path


def _check_text(path: str) -> None:
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise NameInvalid(f"{path!r} cannot be the name of an entry: it is not valid Unicode") from error


def name_from_key(key: str) -> str:
    """The artifact name for a key of `run.log`: what a name cannot have becomes '-'.

    Names in other alphabets, and long ones, would be alike: they get a digest of the key.
    """
    cleaned = re.sub(r"[^A-Za-z0-9_.-]+", "-", key)
    if not key.isascii() or len(cleaned) > 128:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
        cleaned = f"{cleaned[:100].strip('-') or 'key'}-{digest}"
    if not re.match(r"[A-Za-z0-9_]", cleaned):
        cleaned = "_" + cleaned
    return check_name(cleaned)
