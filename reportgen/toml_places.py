"""Where the names and values of a TOML file stand in its text; the parser does not say."""

from __future__ import annotations

import re

from reportgen.diagnostics import Source, Span


def toml_fault(source: Source, error: ValueError) -> tuple[str, Span]:
    """What the parser says, without the place, and the place."""
    text = str(error)
    place = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", text)
    offset = len(source.text)
    if place and place.group(1):
        offset = source.line_start(int(place.group(1))) + int(place.group(2)) - 1
    message = text[: place.start()] if place else text
    return f"not TOML: {message[:1].lower()}{message[1:]}", Span(source, offset, offset + 1)


def name_span(source: Source, name: str) -> Span:
    """Where a key or a table is named."""
    word = re.escape(name)
    found = re.search(rf"""(?m)^\s*(?:\[+\s*)?(?:project\s*\.\s*)?["']?({word})["']?\s*[=\].]""", source.text)
    found = found or re.search(rf"({word})", source.text)
    return Span(source, found.start(1), found.end(1)) if found else Span(source, 0, 0)


def value_span(source: Source, name: str) -> Span:
    """Where a key's value begins, to the end of its line."""
    word = re.escape(name)
    found = re.search(rf"""(?m)^[^#\n]*?(?<![\w-]){word}["']?\s*=\s*([^\n#]*[^\s#])""", source.text)
    return Span(source, found.start(1), found.end(1)) if found else Span(source, 0, 0)


def text_span(source: Source, name: str, text: str) -> Span:
    """Where a text stands in a key's value, without quotes; the whole value if it is written otherwise."""
    span = value_span(source, name)
    found = source.text.find(text, span.start)
    return Span(source, found, found + len(text)) if span.end and text and found >= 0 else span
