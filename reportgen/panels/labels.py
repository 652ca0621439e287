"""What the members of a comparison are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportgen.diagnostics import Code, Diagnostic, Span, did_you_mean
from reportgen.panels.model import Member, Part, Table
from reportgen.panels.runs import steps_of
from reportgen.panels.sources import Sources
from reportgen.query.core import Core
from reportgen.store.runs import RunFacts, read_run

_PLACE = re.compile(r"\{([^{}]*)\}")
WORDS = ("name", "version", "table", "run", "step")
"""What can stand in braces in a label, besides `config.…` and `summary.…`."""


def label_of(label: Part, table: Table, sources: Sources, run: RunFacts | None) -> str | Diagnostic:
    """A table's label with what stands in braces filled in; of a run's tables, the run's name by itself."""
    if not label.text:
        return run.name if run else ""
    if not _PLACE.search(label.text):
        return label.text
    facts = _facts(table, sources, run)
    filled = []
    end = 0
    for found in _PLACE.finditer(label.text):
        value = _said(facts, found[1].strip())
        if value is None:
            at = label.span.start + found.start()
            span = Span(label.span.source, at, at + len(found[0]))
            help_ = did_you_mean(found[1].strip(), _known(facts), what="word")
            return Diagnostic(
                Code.OPTION_VALUE, f"nothing is known of '{found[1]}' of {table.ref.ref}", span, help_
            )
        filled += [label.text[end : found.start()], value]
        end = found.end()
    return "".join([*filled, label.text[end:]]).strip()


def _facts(table: Table, sources: Sources, run: RunFacts | None) -> dict[str, Any]:
    ref = f"{table.ref.artifact}:v{table.ref.version}"
    manifest = sources.store.manifest(table.ref.artifact, table.ref.version)
    run = run or (read_run(sources.store, manifest.run) if manifest.run else None)
    facts: dict[str, Any] = {
        "name": table.ref.artifact,
        "version": table.ref.version,
        "table": table.ref.table,
    }
    if run is not None:
        grown = table.ref.entry.info.get("increment", {})
        step = steps_of(sources.store, run.id).get(ref, grown.get("step"))
        facts |= {"run": run.name, "config": run.config, "summary": run.summary}
        facts |= {} if step is None else {"step": step}
    return facts


def _said(facts: Mapping[str, Any], path: str) -> str | None:
    value: Any = facts
    for word in path.split("."):
        if not isinstance(value, Mapping) or word not in value:
            return None
        value = value[word]
    return None if value is None or isinstance(value, (Mapping, list)) else str(value)


def _known(facts: Mapping[str, Any]) -> list[str]:
    flat = [word for word, value in facts.items() if not isinstance(value, Mapping)]
    return flat + [f"{word}.{key}" for word in ("config", "summary") for key in facts.get(word, {})]


def with_labels(members: Sequence[Member], core: Core) -> tuple[list[Member], list[Diagnostic]]:
    """Every member with a label, if none is said by what tells it apart; two alike are a problem."""
    said = {member.label for member in members if member.label}
    short: list[str] = core.call("defaultLabels", [member.table.ref.ref for member in members])
    named = [
        replace(member, label=member.label or (member.table.ref.ref if label in said else label))
        for member, label in zip(members, short, strict=True)
    ]
    return named, _alike(named)


def _alike(members: Sequence[Member]) -> list[Diagnostic]:
    problems = []
    first: dict[str, Member] = {}
    for member in members:
        other = first.setdefault(member.label, member)
        if other is not member:
            refs = f"{other.table.ref.ref} and {member.table.ref.ref}"
            message = f"two tables have the label '{member.label}': {refs}"
            help_ = (
                f"write '{member.table.ref.ref}: another label' in a table-set, or ':labels:' of the panel"
            )
            problems.append(Diagnostic(Code.NAME_DUPLICATE, message, member.span, help_))
    return problems
