"""The links of a built site that lead to nothing in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = {"href", "src", "poster", "data"}
_NOT_LINKS = {("meta", "data")}


@dataclass
class Page:
    """What a page links to, and what in it can be linked to."""

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in _LINKS and (tag, name) not in _NOT_LINKS:
                self.page.links.append(value)
            if value and (name == "id" or (tag == "a" and name == "name")):
                self.page.anchors.add(value)


def read_page(path: Path) -> Page:
    """The links and anchors of a page."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.page


def broken_links(site: Path) -> Iterator[tuple[str, str, str]]:
    """Page, target and reason of every link into the site that leads nowhere, each once a page."""
    root = site.resolve()
    pages = {path: read_page(path) for path in sorted(root.rglob("*.html"))}
    for path, page in pages.items():
        for target in dict.fromkeys(page.links):
            reason = _reason(root, path, target, pages)
            if reason is not None:
                yield path.relative_to(root).as_posix(), target, reason


def _reason(root: Path, page: Path, target: str, pages: Mapping[Path, Page]) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return "it starts at the host's root, which is not the site's"
    place = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not place.is_relative_to(root):
        return "it leaves the site"
    if place.is_dir():
        place = place / "index.html"
    if not place.is_file():
        return "the site has no such file"
    # After a panel's id a view may stand, which is the script's to read.
    anchor = unquote(parts.fragment).partition("~")[0]
    if place in pages and anchor and anchor not in pages[place].anchors:
        return f"nothing in it is called '{anchor}'"
    return None
