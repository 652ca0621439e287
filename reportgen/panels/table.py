"""The directive `table-panel`: tables of the store that readers can question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, did_you_mean
from reportgen.document import Directive
from reportgen.panels import compare
from reportgen.panels.maps import with_projection
from reportgen.panels.members import compared
from reportgen.panels.model import Outcome, Panel, Part
from reportgen.panels.modules import module_problems
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

NAME = "table-panel"
"""The directive."""

KIND = "table"
"""The `data-panel` of the element."""

PLOT_OPTIONS = (
    "x",
    "y",
    "color",
    "size",
    "score",
    "truth",
    "positive",
    "bins",
    "share",
    "x-scale",
    "y-scale",
    "of",
    "method",
    "hide",
    "window",
)
"""What can be said about a plot; docs/plots.md explains each."""

OPTIONS = (
    "name",
    "filter",
    "search",
    "group",
    "pivot",
    "cell",
    "show",
    "sort",
    "columns",
    "format",
    "pinned",
    "rows",
    "row-height",
    "height",
    "layout",
    "image",
    "overlays",
    "widths",
    "pin-columns",
    "summaries",
    "selection",
    "selects",
    "module",
    "cells",
    *PLOT_OPTIONS,
    *compare.ONLY,
)
"""What can stand after the opening line; docs/table-panel.md explains each."""


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The panel that a directive asks for, or all that is wrong with it."""
    problems = [*unknown_options(directive, OPTIONS), *module_problems(directive, sources.root)]
    arguments = table_arguments(directive)
    if isinstance(arguments, Diagnostic):
        return Outcome(None, (*problems, arguments))
    found, wrong = compared(arguments, sources)
    problems += [*wrong, *compare.of_one(directive.options.values(), found, len(arguments))]
    if wrong or not found.members:
        return Outcome(None, tuple(problems))
    members, alike = compare.named(found, options_of(directive), core)
    tables = tuple(member.table for member in members)
    if len(tables) == 1:
        texts = {name: option.value for name, option in directive.options.items()}
        tables = (with_projection(tables[0], texts, core),)
    else:
        tables = tuple(map(sources.with_keys, tables))
    schemas = [table.schema for table in tables]
    spec, more = spec_of(directive, compare.uses(members), schemas, found.set, core)
    more = compare.with_candidates(more, directive.options, tables, sources)
    problems += [*alike, *diagnosed(more, directive)]
    if problems:
        return Outcome(None, tuple(problems))
    panel = Panel(panel_id, KIND, directive, tables, spec)
    hidden = compare.nothing_shown(panel)
    return Outcome(panel, (hidden,) if hidden else ())


def options_of(directive: Directive) -> dict[str, Part]:
    """What a directive says of its tables."""
    return {
        name: Part(option.value, option.value_span)
        for name, option in directive.options.items()
        if name in OPTIONS and name != "name"
    }


def spec_of(
    directive: Directive,
    uses: Sequence[Mapping[str, Any]],
    schemas: Sequence[Mapping[str, Any]],
    set_: str | None,
    core: Core,
) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The spec that the directive's options say of its tables, and what the core finds wrong with them."""
    texts = {name: part.text for name, part in options_of(directive).items()}
    if len(schemas) > 1:
        return compare.compared_spec(texts, uses, schemas, set_, core)
    kept = {name: text for name, text in texts.items() if name not in compare.ONLY}
    found = core.call("specFromOptions", kept, schemas[0])
    return found["spec"], found["problems"]


def diagnosed(problems: Sequence[Mapping[str, Any]], directive: Directive) -> list[Diagnostic]:
    """What the core finds wrong with a directive's options, each in its option's value."""
    return option_diagnostics(problems, options_of(directive), Part("", directive.span))


def unknown_options(directive: Directive, known: tuple[str, ...]) -> list[Diagnostic]:
    """A diagnostic for every option that the directive does not have."""
    return [
        Diagnostic(
            Code.OPTION_UNKNOWN,
            f"unknown option '{name}' for panel '{directive.name}'",
            option.name_span,
            did_you_mean(name, known, what="option"),
        )
        for name, option in directive.options.items()
        if name not in known
    ]


def table_arguments(directive: Directive) -> list[Part] | Diagnostic:
    """The tables that the directive names."""
    if not directive.arguments:
        message = f"'{directive.name}' needs the table that it shows"
        help_ = f"write it after the name, as in ':::{{{directive.name}}} predictions:v0'"
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, help_)
    return [Part(argument.text, argument.span) for argument in directive.arguments]


def table_argument(directive: Directive) -> Part | Diagnostic:
    """The one table that a directive about a single table names."""
    arguments = table_arguments(directive)
    if isinstance(arguments, Diagnostic) or len(arguments) == 1:
        return arguments if isinstance(arguments, Diagnostic) else arguments[0]
    message = f"'{directive.name}' is about one table"
    return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, arguments[1].span)
