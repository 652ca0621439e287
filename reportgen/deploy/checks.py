"""What is looked at before a site becomes public: its size, its links, and what it tells of its author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.deploy.links import broken_links
from reportgen.output import MARKER

MIB = 1 << 20
FILE_LIMIT = 100 * MIB
"""GitHub refuses a push that holds a larger file (docs.github.com, "About large files on GitHub")."""
FILE_ADVICE = 50 * MIB
"""GitHub warns of a larger file."""
SITE_LIMIT = 1024 * MIB
"""The most that GitHub Pages publishes (docs.github.com, "GitHub Pages limits")."""

_PRIVATE = re.compile(
    r"file://[^\s\"'<>&]+|(?:/home|/Users)/[\w.-]+/[^\s\"'<>&]*|[A-Za-z]:\\+Users\\+[^\s\"'<>&]+"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands against publishing (`error`) or is worth knowing before (`warning`)."""

    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """What becomes public."""

    pages: tuple[str, ...]
    tables: tuple[tuple[str, int], ...]
    """Reference and number of rows."""
    media: int
    """Files of `media/`."""
    files: int
    bytes: int


def inventory(site: Path) -> Inventory:
    """What a built site holds."""
    marker = json.loads((site / MARKER).read_text("utf-8"))
    files = list(_files(site))
    shown = [table for table in marker["tables"] if table["files"]]
    return Inventory(
        pages=tuple(sorted(path.relative_to(site).as_posix() for path in files if path.suffix == ".html")),
        tables=tuple((table["ref"], table["rows"]) for table in shown),
        media=sum(path.relative_to(site).parts[0] == "media" for path in files),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
    )


def check_site(site: Path) -> list[Finding]:
    """Everything about a built site that its author should know before others see it."""
    return [*_sizes(site), *_links(site), *_private(site)]


def size_text(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / MIB:,.1f} MiB" if size >= MIB else f"{size / 1024:,.1f} KiB"


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def _sizes(site: Path) -> Iterator[Finding]:
    total = 0
    for path in _files(site):
        size, name = path.stat().st_size, path.relative_to(site).as_posix()
        total += size
        if size > FILE_LIMIT:
            yield Finding("error", f"'{name}' has {size_text(size)}: GitHub takes files of up to 100 MiB")
        elif size > FILE_ADVICE:
            yield Finding("warning", f"'{name}' has {size_text(size)}: GitHub warns of files over 50 MiB")
    if total > SITE_LIMIT:
        yield Finding("error", f"the site has {size_text(total)}: GitHub Pages publishes up to 1 GiB")


def _links(site: Path) -> Iterator[Finding]:
    for page, target, why in broken_links(site):
        yield Finding("error", f"the link to '{target}' in '{page}' is broken: {why}")


def _private(site: Path) -> Iterator[Finding]:
    for path in _files(site):
        if path.suffix not in (".html", ".json"):
            continue
        for found in sorted(set(_PRIVATE.findall(path.read_text("utf-8")))):
            name = path.relative_to(site).as_posix()
            yield Finding("warning", f"'{name}' names a place on a computer: {found}")
