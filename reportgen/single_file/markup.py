"""A page's HTML as a text with edits: what is not edited stays as it was written."""

from __future__ import annotations

import bisect
import html
import itertools
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
"""Names and unescaped values, in their order."""


def start_tag(tag: str, attributes: Iterable[tuple[str, str | None]], end: str = ">") -> str:
    """A start tag as text."""
    words = [name if value is None else f'{name}="{html.escape(value)}"' for name, value in attributes]
    return f"<{' '.join([tag, *words])}{end}"


class Markup(HTMLParser):
    """Reads a page once; subclasses note edits while tags go by."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        lengths = (len(line) for line in text.split("\n"))
        self._lines = [0, *itertools.accumulate(length + 1 for length in lengths)]
        self._edits: list[tuple[int, int, str]] = []

    def read(self) -> None:
        """Go through the whole text."""
        self.feed(self.text)
        self.close()

    def place(self) -> int:
        """Where the tag that is being read begins."""
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def tag_end(self) -> int:
        """Where the start tag that is being read ends."""
        return self.place() + len(self.get_starttag_text() or "")

    def edit(self, start: int, end: int, new: str) -> None:
        """Put a text in the place of another."""
        self._edits.append((start, end, new))

    def edit_tag(self, tag: str, attributes: Attributes) -> None:
        """Give the start tag that is being read other attributes."""
        closed = (self.get_starttag_text() or "").endswith("/>")
        self.edit(self.place(), self.tag_end(), start_tag(tag, attributes, " />" if closed else ">"))

    def edited(self, start: int, end: int) -> str:
        """A part of the text with the edits that lie in it; of two that overlap, the outer one counts."""
        return spliced(self.text, self._edits, start, end)


def spliced(text: str, edits: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """A part of a text in which edits (from, to, new) have been made."""
    ordered = sorted(edits, key=lambda one: (one[0], -one[1]))
    parts, here = [], start
    for begin, stop, new in ordered[bisect.bisect_left(ordered, (start,)) :]:
        if stop > end:
            break
        if begin >= here:
            parts += [text[here:begin], new]
            here = stop
    return "".join([*parts, text[here:end]])
