"""The role `value`: a fact that is computed from a table, so that the prose stays true.

`` {value}`predictions:v4 | truth != guess | count` ``: the table, which of its rows (optional), and an
expression of aggregates; a last part, such as `.1%`, says how a number is written (optional too).
"""

from __future__ import annotations

import re
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Span
from reportgen.document import Role
from reportgen.panels.model import Fact, Outcome, Part
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

SHAPE = "write 'predictions | count' or 'predictions | truth != guess | count'"
"""What can stand between the backticks, by examples."""

_FORMAT = re.compile(r",?\.[0-9]{1,2}[f%]")
_PIECE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\|\||\||.""", re.DOTALL)


def resolve(role: Role, sources: Sources, core: Core) -> Outcome:
    """The fact that a role asks for, or all that is wrong with it."""
    parts = split_parts(Part(role.text, role.span))
    form = Part("", role.span)
    if len(parts) > 3 or _FORMAT.fullmatch(parts[-1].text):
        *parts, form = parts
    if not 2 <= len(parts) <= 3 or not parts[0].text:
        message = "a value needs a table and an expression"
        return Outcome(None, (Diagnostic(Code.DIRECTIVE_ARGUMENT, message, role.span, SHAPE),))
    table = sources.find(parts[0])
    if isinstance(table, Diagnostic):
        return Outcome(None, (table,))
    where = parts[1] if len(parts) > 2 else Part("", parts[1].span)
    what = parts[-1]
    checked = core.call("checkFact", where.text, what.text, table.schema)
    problems = option_diagnostics(checked["problems"], {"filter": where, "value": what}, what)
    if form.text and not _FORMAT.fullmatch(form.text):
        message = f"'{form.text}' is not a number format"
        problems.append(Diagnostic(Code.OPTION_VALUE, message, form.span, "such as '.2f', ',.1f' or '.1%'"))
    if problems:
        return Outcome(None, tuple(problems))
    return Outcome(Fact(role, table, where.text, what.text, form.text))


def split_parts(whole: Part) -> list[Part]:
    """The parts between single bars that stand outside of quotes, without spaces around them."""
    parts, start = [], 0
    bars = [found.start() for found in _PIECE.finditer(whole.text) if found.group() == "|"]
    for end in (*bars, len(whole.text)):
        text = whole.text[start:end]
        first = whole.span.start + start + len(text) - len(text.lstrip())
        text = text.strip()
        parts.append(Part(text, Span(whole.span.source, first, first + len(text))))
        start = end + 1
    return parts


def written(value: Any, form: str = "") -> str:
    """A fact as it stands in the prose: thousands apart, and no more digits than mean something."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) or not isinstance(value, (int, float)):
        return _written_text(value, form)
    if form:
        return format(value, form)
    if value == int(value) if abs(value) < float("inf") else False:
        return f"{int(value):,}"
    digits = 0 if abs(value) >= 1000 else 3
    return f"{value:,.0f}" if digits == 0 else f"{value:.{digits}g}"


def _written_text(value: Any, form: str) -> str:
    if form and isinstance(value, str):
        # Decimals and very large integers come as texts, so that they are exact.
        try:
            return format(float(value), form)
        except ValueError:
            return value
    return value if isinstance(value, str) else str(value)
