"""A report's text → Document: front matter, prose, directives, and every problem with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from markdown_it.token import Token

from reportgen.diagnostics import Diagnostic, Source
from reportgen.document.anchors import name_headings
from reportgen.document.builtin import BUILT_IN
from reportgen.document.collect import Collector, directive_names
from reportgen.document.front_matter import parse_front_matter
from reportgen.document.links import Resolver
from reportgen.document.model import Document, FrontMatter, Heading, Parsed
from reportgen.document.positions import Positions
from reportgen.document.syntax import markdown_parser


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a report may use, and where it stands in its project."""

    page: str = "report.md"
    """The report's path from the project's root, with forward slashes."""
    root: Path | None = None
    """The project's folder; None leaves links to files unchecked."""
    reports: tuple[str, ...] = ()
    """All reports of the project, as paths from the root."""
    raw_html: bool = False
    """Whether HTML is passed through."""
    directives: frozenset[str] = frozenset()
    """The directives that are rendered outside of the prose."""
    roles: frozenset[str] = frozenset()
    """The roles that are rendered outside of the prose."""
    verbatim: frozenset[str] = frozenset()
    """Those of the directives whose bodies are no Markdown."""
    files: Path | None = None
    """The folder whose files may be linked to; the project's own when it is None."""


def parse(source: Source, options: ParseOptions | None = None) -> Parsed:
    """Read a report; nothing is raised, all that is wrong is in the diagnostics."""
    options = options or ParseOptions()
    front = parse_front_matter(source)
    # A byte order mark is no text.
    positions = Positions(source, front.end or int(source.text.startswith("\ufeff")))
    problems: list[Diagnostic] = list(front.diagnostics)
    env: dict[str, Any] = {
        "positions": positions,
        "problems": problems,
        "directives": [],
        "known_directives": options.directives,
        "verbatim": options.verbatim,
        "built_in": BUILT_IN,
    }
    md = markdown_parser(raw_html=options.raw_html)
    tokens = md.parse(positions.text, env)
    headings, anchors = name_headings(tokens, positions, problems)
    resolver = Resolver(options.root, options.page, options.reports, options.files or options.root)
    found = Collector(md, positions, resolver, options.roles)
    found.walk(tokens)
    title, title_tokens, tokens = _title(front.front, headings, tokens, options.page)
    document = Document(
        source=source,
        path=options.page,
        front=front.front,
        title=title,
        headings=headings,
        directives=tuple(d for d in found.directives if d.name in options.directives),
        roles=tuple(found.roles),
        links=tuple(found.links),
        images=tuple(found.images),
        anchors=frozenset((*anchors, *directive_names(tokens), *(h.anchor for h in headings))),
        tokens=tuple(tokens),
        title_tokens=title_tokens,
    )
    return Parsed(document, _in_order([*problems, *found.problems]))


def _title(
    front: FrontMatter, headings: tuple[Heading, ...], tokens: list[Token], page: str
) -> tuple[str, tuple[Token, ...], list[Token]]:
    """The title, its tokens if the first block is that heading, and the tokens without it."""
    first = tokens[0] if tokens else None
    opens = first is not None and first.type == "heading_open" and first.tag == "h1"
    if opens and front.title in (None, headings[0].text):
        return headings[0].text, tuple(tokens[1].children or ()), tokens[3:]
    largest = next((h.text for h in headings if h.level == 1), None)
    return front.title or largest or PurePosixPath(page).stem, (), tokens


def _in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: p.span.start if p.span else 0))
