"""What the core says of several tables that are compared: their spec, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Severity
from reportgen.document import Option
from reportgen.panels.colors import color_slots
from reportgen.panels.labels import with_labels
from reportgen.panels.members import Compared
from reportgen.panels.model import Member, Panel, Part, Table
from reportgen.panels.sources import Sources
from reportgen.query.core import Core

ONLY = ("compare", "on", "how", "reference", "members", "labels", "shared", "stack", "over", "images")
"""What can be said of comparisons alone, besides `hide`; docs/comparison.md explains each."""


def named(
    found: Compared, options: Mapping[str, Part], core: Core
) -> tuple[tuple[Member, ...], list[Diagnostic]]:
    """The members with their labels; those that `labels` gives are the core's, which reads that option."""
    members = found.members
    if "labels" in options or found.set is not None:
        return members, []
    labelled, problems = with_labels(members, core)
    return tuple(labelled), problems


def of_one(options: Iterable[Option], found: Compared, refs: int) -> list[Diagnostic]:
    """That options about a comparison stand where nothing is compared; a set may come down to one table."""
    if found.set is not None or refs > 1:
        return []
    message = "'{}' is about several tables, and this panel shows one"
    help_ = "name the others after it, or a set: '@name'"
    return [
        Diagnostic(Code.OPTION_VALUE, message.format(option.name), option.name_span, help_)
        for option in options
        if option.name in ONLY
    ]


def uses(members: Sequence[Member]) -> list[dict[str, Any]]:
    """The members as specs name them."""
    return [
        {"ref": member.table.ref.ref, **({"label": member.label} if member.label else {})}
        for member in members
    ]


def compared_spec(
    options: Mapping[str, str],
    tables: Sequence[Mapping[str, Any]],
    schemas: Sequence[Mapping[str, Any]],
    set_: str | None,
    core: Core,
) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    """The spec of a comparison, and what the core finds wrong with the options."""
    found = core.call("compareOptions", dict(options), list(tables), list(schemas), set_)
    return found["spec"], found["problems"]


def with_candidates(
    problems: Sequence[Mapping[str, Any]], options: Container[str], tables: Sequence[Table], sources: Sources
) -> list[Mapping[str, Any]]:
    """Where nothing says what rows are joined on: columns that could, and how far they tell rows apart."""
    return [
        {**problem, "help": _candidates(tables, sources)}
        if problem["at"].get("option") == "on" and "on" not in options
        else problem
        for problem in problems
    ]


def _candidates(tables: Sequence[Table], sources: Sources) -> str:
    counts = [sources.distinct(table) for table in tables]
    rows = [int(table.schema["rows"]) for table in tables]
    common = [name for name in counts[0] if all(count.get(name, -1) >= 0 for count in counts)]
    share = {name: min(c[name] / max(n, 1) for c, n in zip(counts, rows, strict=True)) for name in common}
    best = sorted(common, key=lambda name: -share[name])[:8]
    if not best:
        return "compare them by ':compare: concat' or ':compare: split'"
    said = [f"'{name}' ({_how_unique(name, counts, rows)})" for name in best]
    return f"say ':on:' with columns that tell the rows apart: {', '.join(said)}"


def _how_unique(name: str, counts: Sequence[Mapping[str, int]], rows: Sequence[int]) -> str:
    if all(count[name] == total for count, total in zip(counts, rows, strict=True)):
        return "all different"
    worst = min(range(len(rows)), key=lambda place: counts[place][name] / max(rows[place], 1))
    return f"{counts[worst][name]:,} different in {rows[worst]:,} rows"


def colored(panels: Sequence[Panel]) -> tuple[Panel, ...]:
    """The panels of a report, each table with one color in all that compare it."""
    several = [[one["ref"] for one in panel.spec["tables"]] for panel in panels if len(panel.tables) > 1]
    slots = color_slots(several)

    def with_colors(panel: Panel) -> Panel:
        tables = [{**one, "color": slots[one["ref"]]} for one in panel.spec["tables"]]
        return replace(panel, spec={**panel.spec, "tables": tables})

    return tuple(with_colors(panel) if len(panel.tables) > 1 else panel for panel in panels)


def nothing_shown(panel: Panel) -> Diagnostic | None:
    """That all members of a comparison are switched off, which readers can change and authors seldom mean."""
    order = (panel.spec.get("compare") or {}).get("order") or range(len(panel.tables))
    if len(panel.tables) < 2 or any(not panel.spec["tables"][place].get("hidden") for place in order):
        return None
    option = panel.directive.options.get("hide")
    message = "all tables of this panel are switched off, so that it shows none"
    span = option.value_span if option else panel.directive.span
    return Diagnostic(Code.OPTION_VALUE, message, span, severity=Severity.WARNING)
