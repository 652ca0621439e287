"""The directive `filter`: a control in the text that keeps rows of the panels that share its selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, did_you_mean
from reportgen.document import Directive
from reportgen.panels.model import Outcome, Panel, Part, Table
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.panels.table import table_arguments, unknown_options
from reportgen.query.core import Core

KIND = "filter"
"""The `data-panel` of the element."""

OPTIONS = ("name", "column", "kind", "label", "selection", "selects")
"""What can stand after the opening line; docs/linked-panels.md explains each."""

NEEDED = {"column": "say which column it filters by", "selection": "say what it is part of"}
"""The options that it cannot do without."""

_NUMBERS = frozenset(["integer", "float", "decimal", "timestamp", "date"])
_LISTED = frozenset(["text", "integer", "boolean", "date", "time", "decimal"])
ALLOWED = {
    "range": (_NUMBERS, "numbers or dates"),
    "search": (frozenset(["text"]), "texts"),
    "select": (_LISTED, "texts, whole numbers, dates or truth values"),
    "checkbox": (_LISTED, "texts, whole numbers, dates or truth values"),
}
"""Of each kind of control, the types that its column can have, and what these are in words."""


def resolve(directive: Directive, panel_id: str, sources: Sources, core: Core) -> Outcome:
    """The control that a directive asks for, or all that is wrong with it."""
    problems = list(unknown_options(directive, OPTIONS))
    table = _table(directive, sources)
    if isinstance(table, Diagnostic):
        return Outcome(None, (*problems, table))
    problems += [_missing(directive, name) for name in NEEDED if name not in directive.options]
    column = _column(directive, table.schema)
    if isinstance(column, Diagnostic):
        problems.append(column)
    if problems or column is None or isinstance(column, Diagnostic):
        return Outcome(None, tuple(problems))
    spec, problems = _spec_of(directive, column, table.schema, core)
    problems += _misfit(directive, spec, column)
    if problems:
        return Outcome(None, tuple(problems))
    return Outcome(Panel(panel_id, KIND, directive, (table,), spec))


def usual_kind(column: Mapping[str, Any]) -> str:
    """The control that a column has when none is said."""
    kind = column["type"]
    if kind.get("classes"):
        return "select"
    if kind["kind"] == "boolean":
        return "checkbox"
    return "range" if kind["kind"] in _NUMBERS else "select"


def _table(directive: Directive, sources: Sources) -> Table | Diagnostic:
    """The one table that the directive names."""
    named = table_arguments(directive)
    if isinstance(named, Diagnostic):
        return named
    first, *more = named
    if more:
        return Diagnostic(Code.DIRECTIVE_ARGUMENT, f"'{directive.name}' is about one table", more[0].span)
    return sources.find(first)


def _missing(directive: Directive, name: str) -> Diagnostic:
    message = f"'{directive.name}' needs the option '{name}'"
    return Diagnostic(Code.OPTION_VALUE, message, directive.span, f"{NEEDED[name]}: ':{name}: …'")


def _column(directive: Directive, schema: Mapping[str, Any]) -> Mapping[str, Any] | Diagnostic | None:
    option = directive.options.get("column")
    if option is None:
        return None
    columns = {column["name"]: column for column in schema["columns"]}
    if option.value in columns:
        found: Mapping[str, Any] = columns[option.value]
        return found
    message = f"there is no column '{option.value}' in '{schema['ref']}'"
    help_ = did_you_mean(option.value, columns, what="column")
    return Diagnostic(Code.COLUMN_UNKNOWN, message, option.value_span or option.name_span, help_)


def _spec_of(
    directive: Directive, column: Mapping[str, Any], schema: Mapping[str, Any], core: Core
) -> tuple[dict[str, Any], list[Diagnostic]]:
    options = {
        name: Part(option.value, option.value_span)
        for name, option in directive.options.items()
        if name in ("kind", "selection", "selects")
    }
    texts = {"kind": usual_kind(column), **{name: part.text for name, part in options.items()}}
    result = core.call("specFromOptions", texts, schema)
    entry = {"name": column["name"]}
    if "label" in directive.options:
        entry["label"] = directive.options["label"].value
    problems = option_diagnostics(result["problems"], options, Part("", directive.span))
    return {**result["spec"], "columns": [entry]}, problems


def _misfit(directive: Directive, spec: Mapping[str, Any], column: Mapping[str, Any]) -> list[Diagnostic]:
    """What is wrong with the kind of control for the column's type."""
    kind = spec.get("control", "select")
    types, words = ALLOWED[kind]
    if column["type"]["kind"] in types:
        return []
    fitting = [name for name, (allowed, _) in ALLOWED.items() if column["type"]["kind"] in allowed]
    has = f"'{column['name']}' has the type {column['type']['kind']}"
    message = f"a control of kind '{kind}' needs a column of {words}; {has}"
    help_ = f"use {' or '.join(map(repr, fitting))}" if fitting else "choose another column"
    option = directive.options.get("kind") or directive.options["column"]
    return [Diagnostic(Code.OPTION_VALUE, message, option.value_span, help_)]
