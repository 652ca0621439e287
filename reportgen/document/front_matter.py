"""The YAML between `---` lines at the top of a report → FrontMatter, with places for what is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from reportgen.diagnostics import Code, Diagnostic, Source, Span, did_you_mean
from reportgen.document.model import Author, FrontMatter

FENCES = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class FrontMatterResult:
    """What the top of a report says."""

    front: FrontMatter
    """The fields that were right; defaults for the others."""
    end: int
    """The offset at which the report's prose begins."""
    diagnostics: tuple[Diagnostic, ...]
    """Unknown fields, wrong types, YAML that is not."""


class FieldError(Exception):
    """A field's value is not what it should be; says what it must be, and where."""

    def __init__(self, node: yaml.Node, message: str, help_: str | None = None) -> None:
        super().__init__(message)
        self.node = node
        self.help = help_


def parse_front_matter(source: Source) -> FrontMatterResult:
    """Read the front matter of a report, if it has any."""
    fences = FENCES.match(source.text)
    if fences is None:
        return FrontMatterResult(FrontMatter(), 0, ())
    reader = _Reader(source, fences.start(1))
    front = reader.read(fences.group(1))
    return FrontMatterResult(front, fences.end(), tuple(reader.problems))


class _Reader:
    """Reads one block of YAML and collects its problems."""

    def __init__(self, source: Source, base: int) -> None:
        self.source = source
        self.base = base
        self.problems: list[Diagnostic] = []

    def read(self, text: str) -> FrontMatter:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.problems.append(self._yaml_problem(error))
            return FrontMatter()
        if root is None:
            return FrontMatter()
        if not isinstance(root, yaml.MappingNode):
            self._report(root, "the front matter must be lines of 'field: value'")
            return FrontMatter()
        return self._fields(root)

    def _fields(self, root: yaml.MappingNode) -> FrontMatter:
        front = FrontMatter()
        seen: set[str] = set()
        for key, value in root.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in FIELDS:
                help_ = did_you_mean(name, FIELDS, what="field")
                self._report(key, f"unknown field '{name}'", help_)
            elif name in seen:
                self._report(key, f"the field '{name}' stands here a second time")
            elif not _is_null(value):
                try:
                    front = replace(front, **{name: FIELDS[name](value)})
                except FieldError as error:
                    self._report(error.node, f"'{name}' {error}", error.help)
                if name == "theme":
                    front = replace(front, theme_span=self._span(value))
            seen.add(name)
        return front

    def _report(self, node: yaml.Node, message: str, help_: str | None = None) -> None:
        self.problems.append(Diagnostic(Code.FRONT_MATTER, message, self._span(node), help_))

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, node.end_mark.index
        text = self.source.text[self.base + start : self.base + end]
        return Span(self.source, self.base + start, self.base + start + len(text.rstrip()))

    def _yaml_problem(self, error: Exception) -> Diagnostic:
        mark = getattr(error, "problem_mark", None)
        position = getattr(error, "position", 0)
        offset = mark.index if mark is not None else position if isinstance(position, int) else 0
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        if isinstance(error, RecursionError):
            reason = "it is nested too deeply"
        start = self.base + offset
        return Diagnostic(Code.FRONT_MATTER, f"not YAML: {reason}", Span(self.source, start, start + 1))


# --- one function a type of field -------------------------------------------------------------


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and bool(node.tag.endswith(":null"))


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise FieldError(node, "must be a text")
    return " ".join(str(node.value).split())


def _truth(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":bool"):
        raise FieldError(node, "must be true or false")
    return str(node.value).lower() in ("true", "yes", "on")


def _date(node: yaml.Node) -> datetime.date:
    try:
        return datetime.date.fromisoformat(_text(node))
    except (ValueError, FieldError) as error:
        raise FieldError(node, "must be a date such as 2024-05-31") from error


def _authors(node: yaml.Node) -> tuple[Author, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_author(item) for item in node.value)
    return (_author(node),)


def _author(node: yaml.Node) -> Author:
    if isinstance(node, yaml.ScalarNode):
        return Author(_text(node))
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, "must be a name, a list of names, or a list of {name, affiliation, url}")
    values = dict(_author_fields(node))
    if "name" not in values:
        raise FieldError(node, "needs a 'name' for each author")
    return Author(**values)


def _author_fields(node: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in AUTHOR_FIELDS:
            help_ = did_you_mean(name, AUTHOR_FIELDS, what="field")
            raise FieldError(key, f"has the unknown field '{name}'", help_)
        text = _text(value)
        if name == "url" and not re.match(r"(?i)https?://|mailto:", text):
            raise FieldError(value, "needs a 'url' that begins with https://, http:// or mailto:")
        yield name, text


AUTHOR_FIELDS = ("name", "affiliation", "url")

FIELDS: Mapping[str, Callable[[yaml.Node], Any]] = {
    "title": _text,
    "authors": _authors,
    "date": _date,
    "description": _text,
    "theme": _text,
    "toc": _truth,
}
"""Every field of the front matter; docs/markdown.md describes them."""
