"""Whatever the text: reading it never fails, and every place lies in it."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from reportgen.diagnostics import Severity, Source, Span, format_diagnostic
from reportgen.document import Parsed, parse
from reportgen.render import render_body, render_prose, render_title
from tests.document_samples import OPTIONS

WORDS = r"""
::: :::: {note} {table-panel}·a:v0 :filter:·x·=·'y' :x: :bad ``` ~~~ {code-block}·python --- title:·x
authors:·[a] ... #·H {#id·.c} {onclick=x} [a](b.md) [a](javascript:x) ![i](x.png) <b> $x$ $$ \frac {value}`x`
{math}`x` ` | |--| -·[·]·x -· >· [^1] [^1]:·t ···· ·· :·d 1.· ** [ ] ( ) { } " \ &#10; <javascript:x> é 🎉
{figure}·a.png {toc} [x]:·javascript:y {admonition}·T %00
"""
PIECES = [*(word.replace("·", " ") for word in WORDS.split()), *"\t\r\0\ufeff\u2028", "\r\n"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from("\n\n "), st.text(max_size=4)), max_size=30
).map("".join)


def spans(result: Parsed) -> list[Span]:
    """All places of a document and of what is wrong with it."""
    document = result.document
    places = [problem.span for problem in result.diagnostics]
    places += [link.span for link in document.links] + [image.span for image in document.images]
    places += [role.span for role in document.roles] + [heading.span for heading in document.headings]
    for directive in document.directives:
        places += [directive.span, directive.name_span, directive.body_span]
        places += [argument.span for argument in directive.arguments]
        places += [option.name_span for option in directive.options.values()]
    return [place for place in places if place is not None]


@settings(max_examples=250, deadline=None)
@given(text=TEXTS, raw_html=st.booleans())
def test_reading_never_fails_and_places_lie_in_the_text(text: str, *, raw_html: bool) -> None:
    result = parse(Source("report.md", text), dataclasses.replace(OPTIONS, raw_html=raw_html))
    for span in spans(result):
        assert 0 <= span.start <= span.end <= len(text)
    for problem in result.diagnostics:
        assert format_diagnostic(problem)
    for directive in result.document.directives:
        parts = [(argument.text, argument.span) for argument in directive.arguments]
        parts += [(option.value, option.value_span) for option in directive.options.values()]
        for words, span in parts:
            assert text[span.start : span.end].replace("\0", "\ufffd") == words


@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_a_document_without_errors_renders(text: str) -> None:
    result = parse(Source("report.md", text), dataclasses.replace(OPTIONS, root=None))
    if any(problem.severity is Severity.ERROR for problem in result.diagnostics):
        return
    document = result.document
    roles = {role.key: Markup("R") for role in document.roles}
    blocks = {d.key: render_body(document, d, roles, str) for d in document.directives}
    assert "<script" not in render_prose(document, blocks, roles, str)
    assert render_title(document, roles, str) is not None


@settings(max_examples=120, deadline=None)
@given(words=st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=20))
def test_an_option_keeps_any_value(words: str) -> None:
    result = parse(Source("report.md", f":::{{table-panel}} t\n:filter: {words}\n:::\n"), OPTIONS)
    assert result.document.directives[0].options["filter"].value == words.lstrip(" \t").rstrip()
