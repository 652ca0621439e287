"""The directive `panel`: a table that a module of the project draws."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Code, Diagnostic
from reportgen.document import Directive, Option
from reportgen.panels import table
from reportgen.panels.model import Outcome
from reportgen.panels.sources import Sources
from reportgen.query.core import Core


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The panel that a directive asks for, or all that is wrong with it."""
    if not directive.arguments or not directive.arguments[0].text.endswith((".js", ".mjs")):
        message = f"'{directive.name}' needs the module that draws it"
        help_ = f"write it first, as in ':::{{{directive.name}}} modules/my.js predictions:v0'"
        span = directive.arguments[0].span if directive.arguments else directive.span
        return Outcome(None, (Diagnostic(Code.DIRECTIVE_ARGUMENT, message, span, help_),))
    module, *tables = directive.arguments
    option = Option("module", module.text, module.span, module.span)
    said = replace(
        directive,
        name=table.NAME,
        arguments=tuple(tables),
        options={**directive.options, "module": option},
    )
    return table.resolve(said, panel_id, sources, core)
