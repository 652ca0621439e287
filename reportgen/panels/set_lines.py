"""The lines of a `table-set`: which tables each names, and what it calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.diagnostics import Code, Diagnostic, Span
from reportgen.document import Directive
from reportgen.panels.model import Part

SHAPES = "write 'predictions:v0: a label', 'predictions:v*' or 'runs where config.lr > 0.1: predictions'"
"""What can stand in a line, by examples."""

_BULLET = re.compile(r"[-*+]\s+")
_ALL = re.compile(r"artifact\s+")
_GROWING = re.compile(r"increments\s+of\s+")
_RUNS = re.compile(r"runs\s*(?=:\s)|runs\s+where\s+")
_PIECE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|(?P<colon>:(?=\s|$))|.""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a set."""

    tables: Part
    """A reference, whose name, version and table may be patterns."""
    label: Part
    """What its tables are called; an empty text where the line does not say."""
    runs: Part | None = None
    """Which runs' tables are meant; an empty text for all; None where runs do not matter."""
    growing: bool = False
    """Whether each increment of the table is meant for itself."""


def lines_of(directive: Directive) -> Iterator[Line | Diagnostic]:
    """The lines of a directive's body, and what cannot be read."""
    whole = directive.body_span
    text = whole.source.text[whole.start : whole.end]
    start = whole.start
    for written in text.splitlines(keepends=True):
        part = stripped(Part(written, Span(whole.source, start, start + len(written))))
        start += len(written)
        bullet = _BULLET.match(part.text)
        if part.text:
            yield _line(rest_of(part, bullet.end()) if bullet else part)


def _line(part: Part) -> Line | Diagnostic:
    every, runs = _ALL.match(part.text), _RUNS.match(part.text)
    growing = _GROWING.match(part.text)
    if growing:
        tables, label = split_at_colon(rest_of(part, growing.end()))
        return _checked(Line(tables, _unquoted(label), growing=True))
    if runs:
        condition, tables = split_at_colon(rest_of(part, runs.end()))
        if not tables.text:
            message = "after the runs stands a colon and what they logged"
            return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, part.span, SHAPES)
        tables, label = split_at_colon(tables)
        return _checked(Line(tables, _unquoted(label), condition))
    tables, label = split_at_colon(rest_of(part, every.end()) if every else part)
    if every:
        name, slash, table = tables.text.partition("/")
        if ":" in name:
            return Diagnostic(Code.DIRECTIVE_ARGUMENT, "'artifact' takes all versions", tables.span, SHAPES)
        tables = Part(f"{name}:v*{slash}{table}", tables.span)
    return _checked(Line(tables, _unquoted(label)))


def _checked(line: Line) -> Line | Diagnostic:
    """The line, if there is a reference and nothing after it."""
    if line.tables.text and not re.search(r"\s", line.tables.text):
        return line
    words = line.tables.text or "nothing"
    return Diagnostic(Code.DIRECTIVE_ARGUMENT, f"'{words}' names no table", line.tables.span, SHAPES)


def split_at_colon(part: Part) -> tuple[Part, Part]:
    """What stands before and after the first colon that is followed by a space, outside of quotes."""
    for found in _PIECE.finditer(part.text):
        if found["colon"]:
            before = Part(part.text[: found.start()], _within(part, 0, found.start()))
            return stripped(before), stripped(rest_of(part, found.end()))
    return part, rest_of(part, len(part.text))


def stripped(part: Part) -> Part:
    """A part without the spaces around it."""
    left = len(part.text) - len(part.text.lstrip())
    text = part.text.strip()
    return Part(text, _within(part, left, left + len(text)))


def rest_of(part: Part, start: int) -> Part:
    """What of a part follows an offset."""
    return Part(part.text[start:], _within(part, start, len(part.text)))


def _unquoted(part: Part) -> Part:
    text = part.text
    if len(text) > 1 and text[0] == text[-1] == '"':
        return Part(text[1:-1], _within(part, 1, len(text) - 1))
    return part


def _within(part: Part, start: int, end: int) -> Span:
    return Span(part.span.source, part.span.start + start, part.span.start + end)
