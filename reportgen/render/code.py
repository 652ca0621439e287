"""Highlighted code: classes only, no inline styles."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound


def highlighted(
    code: str, language: str, *, numbers: bool = False, first: int = 1, emphasized: Sequence[int] = ()
) -> Markup:
    """A block of code; an unknown language is shown as plain text."""
    formatter = HtmlFormatter(
        cssclass="highlight",
        linenos="inline" if numbers else False,
        linenostart=first,
        hl_lines=list(emphasized),
        wrapcode=True,
    )
    html = highlight(code, _lexer(language), formatter)
    # Long lines scroll, so the block must be reachable by keyboard.
    return Markup(html.replace("<pre>", '<pre tabindex="0">', 1).rstrip() + "\n")


def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False) if language else TextLexer(stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


def line_numbers(text: str) -> tuple[int, ...]:
    """The lines that `1,4-6` names; at most 10,000 of them."""
    numbers: list[int] = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), min(int(last or first), int(first) + 9_999) + 1))
    return tuple(numbers[:10_000])
