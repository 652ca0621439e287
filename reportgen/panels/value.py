"""The role `value`: a fact that is computed from a table, so that the prose stays true.

`` {value}`predictions:v4 | truth != guess | count` ``: the table, which of its rows (optional), and an
expression of aggregates; a last part, such as `.1%`, says how a number is written (optional too). Several
tables, or a set (`@epochs`), are joined; `concat` or `outer` after them says otherwise, and `on` what they
are joined on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Span
from reportgen.document import Role
from reportgen.panels import compare
from reportgen.panels.members import Compared, compared
from reportgen.panels.model import Fact, Outcome, Part, Table
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.set_lines import rest_of, stripped
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

SHAPE = "write 'predictions | count' or 'predictions | truth != guess | count'"
"""What can stand between the backticks, by examples."""

_WORDS = {"join": "compare", "concat": "compare", "inner": "how", "outer": "how"}
"""What can stand after the tables, and which option of a panel it is."""

_WORD = re.compile(r"@[^\s\[]*(?:\[[^\]]*\])?|\S+")
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
    told, where_from = said(parts[0])
    found, wrong = compared(told, sources)
    if wrong or not found.members:
        return Outcome(None, tuple(wrong))
    where = parts[1] if len(parts) > 2 else Part("", parts[1].span)
    what = parts[-1]
    tables, spec, problems = _compared(found, where_from, sources, core)
    if problems:
        return Outcome(None, tuple(problems))
    checked = check(core, where.text, what.text, spec, [table.schema for table in tables])
    problems = option_diagnostics(checked["problems"], {"filter": where, "value": what}, what)
    if form.text and not _FORMAT.fullmatch(form.text):
        message = f"'{form.text}' is not a number format"
        problems.append(Diagnostic(Code.OPTION_VALUE, message, form.span, "such as '.2f', ',.1f' or '.1%'"))
    if problems:
        return Outcome(None, tuple(problems))
    return Outcome(Fact(role, tables, spec, where.text, what.text, form.text))


def said(part: Part) -> tuple[list[Part], dict[str, Part]]:
    """The tables that the first part names, and how they are compared, in the words of a panel's options."""
    tables: list[Part] = []
    options: dict[str, Part] = {}
    for found in _WORD.finditer(part.text):
        word = Part(
            found.group(),
            Span(part.span.source, part.span.start + found.start(), part.span.start + found.end()),
        )
        if tables and word.text == "on":
            options["on"] = stripped(rest_of(part, found.end()))
            break
        if tables and word.text in _WORDS:
            options[_WORDS[word.text]] = word
        else:
            tables.append(word)
    return tables, options


def _compared(
    found: Compared, options: Mapping[str, Part], sources: Sources, core: Core
) -> tuple[tuple[Table, ...], dict[str, Any] | None, list[Diagnostic]]:
    """The tables of a fact, and how they are compared if there are several."""
    if len(found.members) == 1:
        return (found.members[0].table,), None, []
    members, problems = compare.named(found, {}, core)
    tables = tuple(sources.with_keys(member.table) for member in members)
    schemas = [table.schema for table in tables]
    texts = {name: part.text for name, part in options.items()}
    spec, more = compare.compared_spec(texts, compare.uses(members), schemas, found.set, core)
    more = compare.with_candidates(more, options, tables, sources)
    return tables, spec, [*problems, *option_diagnostics(more, options, Part("", members[0].span))]


def check(
    core: Core, where: str, what: str, spec: Mapping[str, Any] | None, schemas: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the core finds wrong with a fact."""
    if spec is None:
        found: dict[str, Any] = core.call("checkFact", where, what, schemas[0])
    else:
        found = core.call("checkComparedFact", where, what, spec, list(schemas))
    return found


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
