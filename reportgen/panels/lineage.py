"""The directive `lineage`: which runs made which artifacts from which, drawn at build time."""

from __future__ import annotations

import re
from typing import get_args

from reportgen.diagnostics import Code, Diagnostic
from reportgen.document import Directive
from reportgen.panels.model import Lineage, Outcome, Part
from reportgen.panels.sources import Sources
from reportgen.panels.table import unknown_options
from reportgen.query.core import Core
from reportgen.store import Manifest
from reportgen.store.lineage import Direction

OPTIONS = ("name", "explode", "depth", "direction")
"""What can stand after the opening line; docs/lineage.md explains each."""

_CHECKS = {
    "explode": (re.compile(r"|true|false"), "nothing, 'true' or 'false'"),
    "depth": (re.compile(r"[1-9][0-9]{0,4}"), "a whole number from 1"),
    "direction": (re.compile("|".join(get_args(Direction))), "'up', 'down' or 'both'"),
}


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The picture that a directive asks for, or all that is wrong with it."""
    problems = [*unknown_options(directive, OPTIONS), *_wrong_options(directive)]
    start: Manifest | None = None
    if directive.arguments:
        first, *more = directive.arguments
        if more:
            message = f"'{directive.name}' is about one artifact, or about all"
            problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, more[0].span))
        found = sources.version(Part(first.text, first.span))
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            start = found
    if problems:
        return Outcome(None, tuple(problems))
    return Outcome(_picture(directive, panel_id, sources, start))


def _picture(directive: Directive, panel_id: str, sources: Sources, start: Manifest | None) -> Lineage:
    said = {name: option.value for name, option in directive.options.items()}
    ref = f"{start.name}:v{start.version}" if start else None
    directions: dict[str, Direction] = {name: name for name in get_args(Direction)}
    graph = sources.lineage()
    if ref is not None:
        depth = int(said["depth"]) if "depth" in said else None
        graph = graph.around(ref, depth=depth, direction=directions[said.get("direction", "both")])
    exploded = said.get("explode", "false") != "false"
    return Lineage(panel_id, directive, graph if exploded else graph.grouped(), ref)


def _wrong_options(directive: Directive) -> list[Diagnostic]:
    problems = []
    for name, (pattern, words) in _CHECKS.items():
        option = directive.options.get(name)
        if option is not None and not pattern.fullmatch(option.value):
            span = option.value_span if option.value else option.name_span
            problems.append(Diagnostic(Code.OPTION_VALUE, f"'{name}' must be {words}", span))
    return problems
