"""From the tables that a panel or a fact names to the members of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import Code, Diagnostic, Span, did_you_mean
from reportgen.panels.model import Member, Part, TableSet
from reportgen.panels.sources import Sources

_USE = re.compile(r"@(?P<name>[^\[\]]*)(?:\[(?P<which>[^\[\]]*)\])?")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a panel or a fact shows: one table, or several that are compared."""

    members: tuple[Member, ...]
    set: str | None
    """The set that they are, if they are a whole one."""


def compared(parts: Sequence[Part], sources: Sources) -> tuple[Compared, list[Diagnostic]]:
    """The tables that some words name: references, `@set`, and of a set `@set[1]` or `@set[label]`."""
    members: list[Member] = []
    problems: list[Diagnostic] = []
    for part in parts:
        found = _of_set(part, sources) if part.text.startswith("@") else _table(part, sources)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            members += [replace(member, span=part.span) for member in found]
    whole = parts[0].text[1:] if len(parts) == 1 and parts[0].text[1:] in sources.sets else None
    wrong = {problem.span.start for problem in problems if problem.span}
    problems += [one for one in _twice(members) if one.span and one.span.start not in wrong]
    return Compared(tuple(members), whole if parts[0].text.startswith("@") else None), problems


def _table(part: Part, sources: Sources) -> list[Member] | Diagnostic:
    table = sources.find(part)
    return table if isinstance(table, Diagnostic) else [Member(table, "", part.span)]


def _of_set(part: Part, sources: Sources) -> list[Member] | Diagnostic:
    found = _USE.fullmatch(part.text)
    name = found["name"] if found else part.text[1:]
    known = sources.sets.get(name)
    if found is None or known is None:
        message = f"this report has no set '{name}'"
        help_ = did_you_mean(name, sources.sets, what="set")
        if not sources.sets:
            help_ = f"name it by ':::{{table-set}} {name}', with a table in each line"
        return Diagnostic(Code.TABLE_UNKNOWN, message, part.span, help_)
    return list(known.members) if found["which"] is None else _one(known, found["which"].strip(), part)


def _one(known: TableSet, which: str, part: Part) -> list[Member] | Diagnostic:
    """The member that an index or a label says; of a set that is wrong itself, nothing."""
    if not known.members:
        return []
    if which.isdecimal() and int(which) < len(known.members):
        return [known.members[int(which)]]
    labels = [member.label for member in known.members]
    if which.strip('"') in labels:
        return [known.members[labels.index(which.strip('"'))]]
    start = part.span.start + part.text.index("[") + 1
    span = Span(part.span.source, start, start + len(which))
    last = len(labels) - 1
    help_ = f"its members are 0 to {last}, or by label: {', '.join(map(repr, labels))}" if last else None
    return Diagnostic(Code.TABLE_UNKNOWN, f"the set '{known.name}' has no member '{which}'", span, help_)


def _twice(members: Sequence[Member]) -> list[Diagnostic]:
    problems = []
    seen: set[str] = set()
    for member in members:
        ref = member.table.ref.ref
        if ref in seen:
            message = f"'{ref}' stands here a second time"
            problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, member.span))
        seen.add(ref)
    return problems
