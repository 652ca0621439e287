"""The directive `table-set`: a named list of tables that panels and facts of its report compare."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.diagnostics import Code, Diagnostic
from reportgen.document import Directive
from reportgen.panels.labels import with_labels
from reportgen.panels.model import Member, TableSet
from reportgen.panels.set_lines import SHAPES, lines_of
from reportgen.panels.set_members import members_of
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

DIRECTIVE = "table-set"

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What a set can be called: panels say `@name`."""


def resolve_sets(
    directives: Iterable[Directive], sources: Sources, core: Core
) -> tuple[dict[str, TableSet], list[Diagnostic]]:
    """The sets of a report by name, and all that is wrong with them; a wrong one is there without members."""
    sets: dict[str, TableSet] = {}
    problems: list[Diagnostic] = []
    for directive in directives:
        name, wrong = _name(directive)
        members, more = _members(directive, sources, core)
        if name in sets:
            message = f"another set of this report is called '{name}'"
            wrong.append(Diagnostic(Code.NAME_DUPLICATE, message, directive.arguments[0].span))
        problems += [*wrong, *more]
        sets.setdefault(name, TableSet(name, () if more else tuple(members)))
    return sets, problems


def _name(directive: Directive) -> tuple[str, list[Diagnostic]]:
    problems = [
        Diagnostic(Code.OPTION_UNKNOWN, f"'{directive.name}' has no options", option.name_span)
        for option in directive.options.values()
    ]
    if not directive.arguments:
        message = f"'{directive.name}' needs a name, by which panels find it"
        help_ = f"write it after the directive, as in ':::{{{directive.name}}} epochs'"
        return "", [*problems, Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, help_)]
    first, *more = directive.arguments
    if more:
        message = "a set has one name, and its tables stand in the lines below, one in each"
        problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, more[0].span))
    if not NAME.fullmatch(first.text):
        help_ = "use letters, digits, '-' and '_', starting with a letter"
        message = f"'{first.text}' cannot be the name of a set"
        problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, first.span, help_))
    return first.text, problems


def _members(directive: Directive, sources: Sources, core: Core) -> tuple[list[Member], list[Diagnostic]]:
    """The members in the order of the lines; a table that several lines mean stands where it is first."""
    members: dict[str, Member] = {}
    problems: list[Diagnostic] = []
    empty = True
    for line in lines_of(directive):
        empty = False
        if isinstance(line, Diagnostic):
            problems.append(line)
            continue
        found, wrong = members_of(line, sources, core)
        problems += wrong
        for member in found:
            members.setdefault(member.table.ref.ref, member)
    if empty:
        message = "a set needs tables, one in each line"
        problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, SHAPES))
    if problems:
        return [], problems
    return with_labels(list(members.values()), core)
