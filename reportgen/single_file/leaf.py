"""One page of the site → a leaf of the single file: its links, its names and what it shows."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from reportgen.render.panel import PAGE_DATA_ID
from reportgen.single_file.files import Files
from reportgen.single_file.markup import Attributes, Markup

FILLED = {"src", "poster", "data"}
"""Attributes whose file is put in their place."""
LINKED = {"href", "xlink:href"}
NAMES = {
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "id",
    "list",
    "popovertarget",
}
"""Attributes that say what something is called, or name others by that."""
DRAWN = {"clip-path", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke"}
"""Attributes of pictures that may name another part as `url(#…)`."""


@dataclass(frozen=True, slots=True)
class Book:
    """What all pages of the single file have in common."""

    pages: Mapping[str, str]
    """The id of each page's element by its path in the site."""
    files: Files
    live: bool
    """Whether the file has scripts, data and the engine."""
    searched: bool = False
    """Whether the site's search leads to places of the file: it has scripts, and every page."""
    published: str | None = None
    """Where the site is published: pages that the file leaves out are there."""

    def prefix(self, path: str) -> str:
        """What is put before all names of a page, so that no two pages share one; the first keeps its own."""
        return "" if path == next(iter(self.pages)) else f"{self.pages[path]}-"


@dataclass(slots=True)
class Leaf:
    """A page as the single file has it."""

    path: str
    title: str = ""
    head: str = ""
    """What its head says, without the title, styles and the policy."""
    body: str = ""
    payload: dict[str, Any] | None = None
    """What its script wakes the panels with, as JSON that `pack` has made."""
    styles: list[str] = field(default_factory=list)
    """Its style sheets in the site."""
    scripts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """The texts of scripts that stand in it."""
    search: tuple[str, str] | None = None
    """The script that searches the site, and the index that it asks for."""
    filled: set[str] = field(default_factory=set)
    """The files that stand in its markup."""
    html: Attributes = field(default_factory=list)
    """The attributes of its root."""


def read_leaf(path: str, book: Book) -> Leaf:
    """The page at a path of the site, made ready for the single file."""
    reader = _Reader(path, book)
    reader.read()
    return reader.finish()


class _Reader(Markup):
    def __init__(self, path: str, book: Book) -> None:
        super().__init__(book.files.text(path))
        self._book = book
        self._prefix = book.prefix(path)
        self._leaf = Leaf(path)
        self._marks: dict[str, int] = {}
        self._open: tuple[str, int, int] | None = None
        """What is being taken out: which element, where it starts and where its text does."""

    def finish(self) -> Leaf:
        """The leaf, once everything was read."""
        marks = self._marks
        self._leaf.head = self.edited(marks["head"], marks["/head"]).strip()
        self._leaf.body = self.edited(marks["body"], marks.get("/body", len(self.text))).strip()
        return self._leaf

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        named = dict(attributes)
        if tag in ("head", "body"):
            self._marks[tag] = self.tag_end()
        elif tag == "html":
            self._leaf.html = attributes
        elif tag in ("title", "script"):
            self._begin(tag, named)
        elif tag == "link":
            self._link(named)
        elif named.get("http-equiv", "") == "Content-Security-Policy":
            self.edit(self.place(), self.tag_end(), "")
        else:
            changed = [part for one in attributes for part in self._attribute(tag, *one)]
            if changed != attributes:
                self.edit_tag(tag, changed)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("head", "body"):
            self._marks[f"/{tag}"] = self.place()
        if self._open is None or self._open[0] != tag:
            return
        (_, start, inside), self._open = self._open, None
        text = self.text[inside : self.place()]
        end = self.text.index(">", self.place()) + 1
        if tag == "title" and not self._leaf.title:
            self._leaf.title = text
            self.edit(start, end, "")
        elif tag == "script":
            self._script(start, end, text)

    def _begin(self, tag: str, named: Mapping[str, str | None]) -> None:
        in_head = "/head" not in self._marks
        if tag == "script" or in_head:  # pictures have titles too
            self._open = (tag, self.place(), self.tag_end())
            self._named = named

    def _script(self, start: int, end: int, text: str) -> None:
        source = self._named.get("src")
        if self._named.get("id") == PAGE_DATA_ID:
            self._leaf.payload = json.loads(text)
        elif "data-index" in self._named:
            self._leaf.search = self._search(source)
        elif source:
            path = self._site_path(source)
            self._leaf.scripts += [path] if path is not None and path in self._book.files else []
        elif self._book.live:
            self._leaf.inline.append(text)
            return
        self.edit(start, end, "")

    def _search(self, source: str | None) -> tuple[str, str] | None:
        paths = self._site_path(source or ""), self._site_path(self._named["data-index"] or "")
        script, index = (path if path in self._book.files else None for path in paths)
        return (script, index) if self._book.searched and script and index else None

    def _link(self, named: Mapping[str, str | None]) -> None:
        """A link in the head: style sheets are collected, others to files beside the page go."""
        address = named.get("href") or ""
        path = self._site_path(address)
        if path is not None and named.get("rel") == "stylesheet" and path in self._book.files:
            self._leaf.styles.append(path)
        if path is not None:
            self.edit(self.place(), self.tag_end(), "")

    def _attribute(self, tag: str, name: str, value: str | None) -> Attributes:
        if value is None:
            return [(name, value)]
        if name in NAMES:
            return [(name, " ".join(f"{self._prefix}{part}" for part in value.split()))]
        if name in DRAWN:
            return [(name, value.replace("url(#", f"url(#{self._prefix}"))]
        if name in FILLED and tag != "meta":
            return self._filled(name, value)
        return self._linked(tag, name, value) if name in LINKED else [(name, value)]

    def _filled(self, name: str, value: str) -> Attributes:
        path = self._site_path(value)
        if path is None or path not in self._book.files:
            return [(name, value)]
        self._leaf.filled.add(path)
        here = [(name, self._book.files.url(path))]
        return [*here, ("data-file", path)] if self._book.live and name == "src" else [*here]

    def _linked(self, tag: str, name: str, value: str) -> Attributes:
        path = self._site_path(value)
        fragment = urlsplit(value).fragment
        if path is None:
            return [(name, value)]
        if path == self._leaf.path or path in self._book.pages:
            own = self._book.prefix(path) + fragment if fragment else self._book.pages[path]
            return [(name, f"#{own}")]
        if path not in self._book.files:
            return [(name, value)]
        if path.endswith(".html") and not path.startswith(("files/", "media/")):
            return self._left_out(name, path, fragment)
        return self._to_file(tag, name, path)

    def _left_out(self, name: str, path: str, fragment: str) -> Attributes:
        """A link to a page of the site that the file does not have."""
        if self._book.published is None:
            return []
        there = f"{self._book.published.rstrip('/')}/{quote(path)}"
        return [(name, there + (f"#{fragment}" if fragment else ""))]

    def _to_file(self, tag: str, name: str, path: str) -> Attributes:
        if tag != "a":
            return self._filled(name, path)
        if self._book.live:
            return [(name, path)]
        if path.startswith("media/"):  # the originals of pictures, which a light file leaves out
            return []
        self._leaf.filled.add(path)
        return [(name, self._book.files.url(path)), ("download", posixpath.basename(path))]

    def _site_path(self, address: str) -> str | None:
        """The path in the site that an address of the page leads to, if it leads into the site."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            return None
        if not parts.path:
            return self._leaf.path if address else None
        folder = posixpath.dirname(self._leaf.path)
        return posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
