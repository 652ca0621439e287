"""Reports with dates → an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.document import Author

FEED = "feed.xml"
"""Where the feed stands in the site."""
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the feed."""

    title: str
    url: str
    """Its address where the site is published; it is also what feed readers know it by."""
    date: datetime.date
    authors: tuple[Author, ...]
    description: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What the feed says of the site."""

    title: str
    language: str
    url: str
    """The address of the site's first page."""
    own: str
    """The address of the feed itself."""


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed as XML, the newest report first; its time is that of this report."""
    newest = sorted(entries, key=lambda entry: (entry.date, entry.url), reverse=True)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _text(root, "id", feed.url)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(newest[0].date))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own})
    ET.SubElement(root, "link", {"href": feed.url})
    for entry in newest:
        _entry(root, entry, feed)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: ET.Element, entry: Entry, feed: Feed) -> None:
    element = ET.SubElement(root, "entry")
    _text(element, "id", entry.url)
    _text(element, "title", entry.title)
    _text(element, "updated", _time(entry.date))
    ET.SubElement(element, "link", {"href": entry.url})
    # An entry must have an author: where the report names none, the site itself.
    for name, url in [(one.name, one.url) for one in entry.authors] or [(feed.title, None)]:
        author = ET.SubElement(element, "author")
        _text(author, "name", name)
        if url:
            _text(author, "uri", url)
    if entry.description:
        _text(element, "summary", entry.description)


def _text(parent: ET.Element, name: str, text: str) -> None:
    # XML has no way to say other control characters.
    ET.SubElement(parent, name).text = "".join(char for char in text if char >= " " or char in "\t\n")


def _time(date: datetime.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"
