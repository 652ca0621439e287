"""The directive `views`: all saved views of the project, or those that are named, with their pictures."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic, DiagnosticError, Span
from reportgen.document import Directive
from reportgen.panels.model import Outcome, ViewCard, ViewList
from reportgen.panels.sources import Sources
from reportgen.panels.table import unknown_options
from reportgen.panels.view_file import read_view, view_names
from reportgen.query.core import Core


def resolve(directive: Directive, _panel_id: str, sources: Sources, _core: Core) -> Outcome:
    """The list that a directive asks for, or all that is wrong with it."""
    problems: list[Diagnostic] = unknown_options(directive, ())
    wanted: list[tuple[str, Span | None]] = [(one.text, one.span) for one in directive.arguments]
    cards = []
    for name, span in wanted or [(name, None) for name in view_names(sources.root)]:
        try:
            view = read_view(sources.root, name, span)
        except DiagnosticError as error:
            problems += error.diagnostics
        else:
            cards.append(ViewCard(view.name, view.title, view.description, view.thumbnail))
    return Outcome(None, tuple(problems)) if problems else Outcome(ViewList(directive, tuple(cards)))
