"""From the Markdown parser's lines and inline offsets back to places in the report's text."""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it.token import Token

from reportgen.diagnostics import Source, Span

NEWLINE = re.compile(r"\r\n?|\n")


class Positions:
    """Knows where each character of the normalised text (one character a newline) stands in the source.

    "At" below is an offset into the normalised text.
    """

    def __init__(self, source: Source, prose: int = 0) -> None:
        """`prose` is where the prose begins: what stands before it is blanked, so that offsets stay."""
        self.source = source
        front = NEWLINE.sub("\n", source.text[:prose])
        self.text = re.sub(r"[^\n]", " ", front) + NEWLINE.sub("\n", source.text[prose:])
        self._starts = [0]
        self._source_starts = [0]
        for newline in NEWLINE.finditer(source.text):
            self._source_starts.append(newline.end())
        for newline in re.finditer("\n", self.text):
            self._starts.append(newline.end())

    def offset(self, at: int) -> int:
        """The offset in the source."""
        line = bisect_right(self._starts, at) - 1
        return min(self._source_starts[line] + at - self._starts[line], len(self.source.text))

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source between two places."""
        first = self.offset(start)
        return Span(self.source, first, max(first, self.offset(end)))

    def line(self, number: int) -> tuple[int, str]:
        """Where a line (from 0) starts, and its text."""
        if number >= len(self._starts):
            return len(self.text), ""
        start = self._starts[number]
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self.text)
        return start, self.text[start:end]

    def line_span(self, number: int) -> Span:
        """A line without the spaces around it."""
        start, text = self.line(number)
        indent = len(text) - len(text.lstrip())
        return self.span(start + indent, start + len(text.rstrip()))

    def attribute_span(self, line: int, words: str) -> Span:
        """Where words stand in the `{…}` lines right above a line (from 0), else that line."""
        above = line - 1
        while above >= 0 and (text := self.line(above)[1]).strip(" \t>").startswith("{"):
            found = text.find(words)
            if found >= 0:
                start = self.line(above)[0] + found
                return self.span(start, start + len(words))
            above -= 1
        return self.line_span(line)


def locate_inline(positions: Positions, tokens: list[Token]) -> None:
    """Note in each inline token where its lines stand, as pairs (offset in content, at)."""
    cursors: dict[int, int] = {}
    before = ""
    for token in tokens:
        if token.type == "inline" and token.map is not None:
            is_cell = before in ("th_open", "td_open")
            lines = []
            offset = 0
            for number, text in enumerate(token.content.split("\n"), token.map[0]):
                at = _find(positions, number, text, cursors.get(number, 0) if is_cell else None)
                cursors[number] = at - positions.line(number)[0] + len(text)
                lines.append((offset, at))
                offset += len(text) + 1
            token.meta["lines"] = lines
        before = token.type


def _find(positions: Positions, number: int, text: str, cell_after: int | None) -> int:
    """Where a line's content stands: the parser strips markers before it and cuts tables into cells."""
    start, line = positions.line(number)
    bare = line.rstrip()
    if cell_after is None and bare.endswith(text):
        return start + len(bare) - len(text)
    after = cell_after or 0
    for wanted in (text, text.replace("|", "\\|")):
        found = line.find(wanted, after)
        if found >= 0:
            return start + found
    return start + max(after, len(line) - len(line.lstrip()))


def inline_at(token: Token, offset: int) -> int:
    """Where an offset into an inline token's content stands."""
    lines: list[tuple[int, int]] = token.meta.get("lines") or [(0, 0)]
    index = bisect_right(lines, (offset, 1 << 62)) - 1
    content, at = lines[max(index, 0)]
    return at + offset - content
