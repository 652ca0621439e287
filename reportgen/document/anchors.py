"""Names for headings, and whether links to names lead anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from markdown_it.token import Token

from reportgen.diagnostics import Code, Diagnostic, Span, did_you_mean
from reportgen.document.builtin import BUILT_IN
from reportgen.document.model import Directive, Document, Heading
from reportgen.document.positions import Positions, inline_at

RESERVED = frozenset(("reportgen-page",))
"""Ids that the page itself uses."""


def slug(text: str) -> str:
    """A heading's name as GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    kept = (c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return re.sub(r"\s", "-", "".join(kept))


def name_headings(
    tokens: list[Token], positions: Positions, problems: list[Diagnostic]
) -> tuple[tuple[Heading, ...], set[str]]:
    """Give each heading its id, unique in the page; also all ids that authors gave."""
    used = dict.fromkeys((*RESERVED, *_panel_names(tokens)), 0)
    explicit: set[str] = set()
    for name, span in _given_names(tokens, positions):
        if name in explicit or name in RESERVED:
            message = f"the name '{name}' is already taken on this page"
            problems.append(Diagnostic(Code.NAME_DUPLICATE, message, span))
        used[name] = 0
        explicit.add(name)
    headings = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            headings.append(_heading(token, tokens[index + 1], positions, used))
    return tuple(headings), explicit


def _panel_names(tokens: Iterable[Token]) -> Iterator[str]:
    """The names of blocks that are not built in: a heading of the same words makes way for them."""
    for token in tokens:
        if token.type == "directive_open":
            directive: Directive = token.meta["directive"]
            if "name" in directive.options and directive.name not in BUILT_IN:
                yield directive.options["name"].value


def _given_names(tokens: Iterable[Token], positions: Positions) -> Iterator[tuple[str, Span]]:
    """The names that authors gave by `{#name}`, and to built-in blocks by `:name:`."""
    for token in tokens:
        if token.type == "directive_open":
            directive: Directive = token.meta["directive"]
            option = directive.options.get("name")
            if option is not None and directive.name in BUILT_IN:
                yield option.value, option.value_span
        elif "id" in token.attrs:
            name = str(token.attrs["id"])
            yield name, positions.attribute_span(token.map[0] if token.map else 0, f"#{name}")
        for child in token.children or ():
            if "id" in child.attrs:
                place = inline_at(token, child.meta.get("at", (0, 0))[1])
                found = max(positions.text.find(f"#{child.attrs['id']}", place), 0)
                yield str(child.attrs["id"]), positions.span(found, found + len(str(child.attrs["id"])) + 1)


def _heading(token: Token, inline: Token, positions: Positions, used: dict[str, int]) -> Heading:
    text = plain_text(inline.children or ())
    anchor = str(token.attrs.get("id") or _unique(slug(text) or "section", used))
    token.attrs["id"] = anchor
    start = inline_at(inline, 0)
    span = positions.span(start, start + len(inline.content))
    return Heading(int(token.tag[1]), text, anchor, span, top=token.level == 0)


def _unique(name: str, used: dict[str, int]) -> str:
    """The name, with a number where it is taken; `used` remembers how far each name has counted."""
    unique = name
    while unique in used:
        used[name] += 1
        unique = f"{name}-{used[name]}"
    used[unique] = 0
    return unique


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of inline tokens, without markup."""
    return "".join(_words(tokens)).strip()


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _words(token.children or ())
        elif token.type not in ("html_inline", "footnote_ref"):
            yield token.content


def check_anchors(
    documents: Mapping[str, Document], panels: Mapping[str, Iterable[str]] | None = None
) -> tuple[Diagnostic, ...]:
    """Links to names that no page has; `panels` are further ids of each report's page."""
    known = {
        path: document.anchors | frozenset((panels or {}).get(path, ()))
        for path, document in documents.items()
    }
    return tuple(problem for document in documents.values() for problem in _missing_anchors(document, known))


def _missing_anchors(document: Document, known: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    for link in document.links:
        if not link.fragment or link.path is None or link.path not in known:
            continue
        if link.fragment in known[link.path]:
            continue
        where = "this page" if link.path == document.path else f"'{link.path}'"
        help_ = did_you_mean(link.fragment, sorted(known[link.path]), what="name")
        message = f"{where} has no heading or panel named '{link.fragment}'"
        yield Diagnostic(Code.FILE_MISSING, message, link.span, help_)
