"""The directive `view`: a saved view, shown by its name."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Span
from reportgen.document import Argument, Directive, Option
from reportgen.panels import table
from reportgen.panels.model import Outcome, Panel, Part
from reportgen.panels.sources import Sources
from reportgen.panels.view_file import View, read_view
from reportgen.query.core import Core


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The panel of a saved view, changed by the directive's own options, or all that is wrong with it."""
    problems = table.unknown_options(directive, table.OPTIONS)
    argument = _argument(directive)
    if isinstance(argument, Diagnostic):
        return Outcome(None, (*problems, argument))
    try:
        view = read_view(sources.root, argument.text, argument.span)
    except DiagnosticError as error:
        return Outcome(None, (*problems, *error.diagnostics))
    if problems:
        return Outcome(None, tuple(problems))
    outcome = table.resolve(table_panel(view, directive), panel_id, sources, core)
    if isinstance(outcome.value, Panel):
        return replace(outcome, value=replace(outcome.value, view=view.name, text=view.description))
    return outcome


def table_panel(view: View, directive: Directive) -> Directive:
    """The directive `table-panel` that says the same; what the view says has its place in the view's file."""
    said = {name: _option(name, part) for name, part in view.options.items()}
    return replace(
        directive,
        name="table-panel",
        arguments=tuple(Argument(part.text, part.span) for part in view.tables),
        options={**said, **directive.options},
    )


def _option(name: str, part: Part) -> Option:
    return Option(name, part.text, part.span, part.span)


def _argument(directive: Directive) -> Part | Diagnostic:
    """The one view that the directive names."""
    if not directive.arguments:
        message = f"'{directive.name}' needs the view that it shows"
        help_ = f"write its name, as in ':::{{{directive.name}}} hard-negatives'"
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, help_)
    first, *more = directive.arguments
    if more:
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, f"'{directive.name}' shows one view", more[0].span)
    return Part(first.text, first.span)


def resolve_view(view: View, sources: Sources, core: Core) -> Outcome:
    """The panel of a view as its file says it, wherever it is shown; its id is the view's name."""
    place = Span(view.source, 0, 0)
    directive = Directive(
        name="view",
        arguments=(Argument(view.name, place),),
        options={},
        body="",
        body_span=place,
        span=place,
        key=0,
        name_span=place,
        section="",
    )
    return table.resolve(table_panel(view, directive), view.name, sources, core)
