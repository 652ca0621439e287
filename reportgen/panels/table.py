"""The directive `table-panel`: a table of the store that readers can question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, did_you_mean
from reportgen.document import Directive
from reportgen.panels.model import Outcome, Panel, Part
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

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
    *PLOT_OPTIONS,
)
"""What can stand after the opening line; docs/table-panel.md explains each."""


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The panel that a directive asks for, or all that is wrong with it."""
    problems = list(unknown_options(directive, OPTIONS))
    argument = table_argument(directive)
    table = argument if isinstance(argument, Diagnostic) else sources.find(argument)
    if isinstance(table, Diagnostic):
        return Outcome(None, (*problems, table))
    spec, found = spec_of(directive, table.schema, core)
    problems += found
    if problems:
        return Outcome(None, tuple(problems))
    return Outcome(Panel(panel_id, KIND, directive, table, spec))


def spec_of(
    directive: Directive, schema: Mapping[str, Any], core: Core
) -> tuple[Mapping[str, Any], list[Diagnostic]]:
    """The spec that the directive's options say of a table, and what is wrong with them."""
    options = {
        name: Part(option.value, option.value_span)
        for name, option in directive.options.items()
        if name in OPTIONS and name != "name"
    }
    texts = {name: part.text for name, part in options.items()}
    result = core.call("specFromOptions", texts, schema)
    return result["spec"], option_diagnostics(result["problems"], options, Part("", directive.span))


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


def table_argument(directive: Directive) -> Part | Diagnostic:
    """The one table that the directive names."""
    if not directive.arguments:
        message = f"'{directive.name}' needs the table that it shows"
        help_ = f"write it after the name, as in ':::{{{directive.name}}} predictions:v0'"
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, help_)
    first, *more = directive.arguments
    if more:
        message = f"'{directive.name}' cannot compare tables yet"
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, more[0].span, "make one panel for each table")
    return Part(first.text, first.span)
