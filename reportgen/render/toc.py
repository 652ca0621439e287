"""The table of contents of a page, as a tree of its headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.document import Document, Heading


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of the table of contents, with what stands under it."""

    text: str
    """The heading's words."""
    anchor: str
    """Its id."""
    children: tuple[TocEntry, ...] = ()
    """The headings of its section."""


def toc_entries(document: Document, depth: int = 3) -> tuple[TocEntry, ...]:
    """The headings down to a level, without the page's title and those inside other blocks."""
    headings = [h for h in document.headings if h.top and h.level <= depth]
    if document.title_tokens:
        headings = [h for h in headings if h is not document.headings[0]]
    return _tree(headings)


def _tree(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    entries = []
    start = 0
    while start < len(headings):
        end = start + 1
        while end < len(headings) and headings[end].level > headings[start].level:
            end += 1
        head = headings[start]
        entries.append(TocEntry(head.text, head.anchor, _tree(headings[start + 1 : end])))
        start = end
    return tuple(entries)


def toc_list(entries: Iterable[TocEntry]) -> Markup:
    """The nested list of a table of contents; empty for no entries."""
    items = Markup("").join(
        Markup('<li><a href="#{}">{}</a>{}</li>').format(e.anchor, e.text, toc_list(e.children))
        for e in entries
    )
    return Markup("<ol>{}</ol>").format(items) if items else Markup("")
