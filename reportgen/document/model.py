"""What a report says once it has been read: the Document and its parts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from reportgen.diagnostics import Diagnostic, Source, Span


@dataclass(frozen=True, slots=True)
class Argument:
    """One word after a directive's name."""

    text: str
    """The word; one in double quotes may hold spaces."""
    span: Span
    """Where it stands, without quotes."""


@dataclass(frozen=True, slots=True)
class Option:
    """One `:name: value` line of a directive."""

    name: str
    """The name without colons."""
    value: str
    """The rest of the line, without spaces around it."""
    name_span: Span
    """Where the name stands."""
    value_span: Span
    """Where the value stands; offsets into `value` count from its start."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A fenced block that something outside of the prose renders."""

    name: str
    """The word in braces."""
    arguments: tuple[Argument, ...]
    """The words after it."""
    options: Mapping[str, Option]
    """The option lines, in their order."""
    body: str
    """The text after the options, as it was written."""
    body_span: Span
    """Where the body stands."""
    span: Span
    """The opening line."""
    key: int
    """How its tokens find the block that replaces it."""
    name_span: Span
    """Where the name in braces stands."""
    section: str
    """The anchor of the heading it stands under, or an empty text."""


@dataclass(frozen=True, slots=True)
class Role:
    """An inline `` {name}`text` `` that something outside of the prose renders."""

    name: str
    """The word in braces."""
    text: str
    """The text between backticks, as it was written."""
    span: Span
    """Where that text stands; offsets into `text` count from its start."""
    key: int
    """How its token finds the text that replaces it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report."""

    level: int
    """1 to 6."""
    text: str
    """Its words, without markup."""
    anchor: str
    """Its id in the page, unique there."""
    span: Span
    """Where its text stands."""
    top: bool
    """Whether it stands in the report itself rather than in a quotation, a list or a directive."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; those to other sites have no path."""

    target: str
    """The address as the renderer asks for it."""
    span: Span
    """Where the link stands."""
    path: str | None = None
    """The file it leads to, from the project's root with forward slashes; None for other sites."""
    fragment: str = ""
    """What follows `#`."""
    is_report: bool = False
    """Whether the file is a page of this project; other files are copied into the site."""


@dataclass(frozen=True, slots=True)
class ImageUse:
    """An image in the prose."""

    target: str
    """The address as the renderer asks for it."""
    span: Span
    """Where the image stands."""
    path: str | None = None
    """The file, from the project's root with forward slashes; None for `data:` images."""


@dataclass(frozen=True, slots=True)
class Author:
    """One of the people who wrote a report."""

    name: str
    """As it is shown."""
    affiliation: str | None = None
    """Where they work."""
    url: str | None = None
    """Their page."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between `---` lines at the top of a report."""

    title: str | None = None
    """The report's title; else its first heading."""
    authors: tuple[Author, ...] = ()
    """Who wrote it."""
    date: datetime.date | None = None
    """When, as the author says."""
    description: str | None = None
    """One or two sentences for search results and the top of the page."""
    theme: str | None = None
    """A theme for this page only."""
    theme_span: Span | None = None
    """Where the theme is named."""
    toc: bool = True
    """Whether the page has a table of contents."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report that has been read."""

    source: Source
    """Its text."""
    path: str
    """Its path from the project's root, with forward slashes."""
    front: FrontMatter
    """Its front matter."""
    title: str
    """From the front matter, else the first heading, else the file's name."""
    headings: tuple[Heading, ...]
    """All headings in their order."""
    directives: tuple[Directive, ...]
    """The directives that others render (panels), nested ones too."""
    roles: tuple[Role, ...]
    """The roles that others render."""
    links: tuple[Link, ...]
    """All links that are kept."""
    images: tuple[ImageUse, ...]
    """All images that are kept, figures included."""
    anchors: frozenset[str]
    """Every id that a link to this page may name, without those that panels derive."""
    tokens: tuple[Token, ...]
    """The prose, for render/prose.py."""
    title_tokens: tuple[Token, ...] = ()
    """The inline tokens of the title, when the first heading is the title."""

    @property
    def files(self) -> tuple[str, ...]:
        """Local files that the page needs beside it, from the project's root, sorted."""
        linked = {link.path for link in self.links if not link.is_report}
        return tuple(sorted(path for path in linked | {image.path for image in self.images} if path))


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of reading: a Document, whatever was wrong, and all that was wrong."""

    document: Document
    """Usable for rendering only when no diagnostic is an error."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of their places."""
