"""What a report shows of the store: tables, panels and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Diagnostic, Span
from reportgen.document import Directive, Role
from reportgen.spec import Spec, spec_from_json
from reportgen.store import TableRef
from reportgen.store.lineage import Graph


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a report names."""

    ref: TableRef
    """Where it is in the store."""
    schema: Mapping[str, Any]
    """As the core is given it: `ref`, `label`, `relation`, `rows`, `columns`."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the tables that are compared."""

    table: Table
    label: str
    """What readers call it; empty as long as nobody has said it."""
    span: Span
    """Where it is named."""


@dataclass(frozen=True, slots=True)
class TableSet:
    """A named list of tables that panels compare."""

    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A block that shows data."""

    id: str
    """Its element's id, unique in the page."""
    kind: str
    """What the page's script makes of it: `table`."""
    directive: Directive
    """Where it stands, and its caption."""
    tables: tuple[Table, ...]
    """What it shows: one table, or those that it compares."""
    spec: Mapping[str, Any]
    """How: the spec, as the core wrote it."""
    view: str | None = None
    """The saved view that it shows, if it shows one by its name."""
    text: str = ""
    """What that view says of itself, for panels without a caption."""

    @property
    def table(self) -> Table:
        """The first of its tables."""
        return self.tables[0]

    @property
    def needs(self) -> Spec:
        """The spec as Python reads it."""
        return spec_from_json(self.spec)


@dataclass(frozen=True, slots=True)
class Fact:
    """A computed value in the prose."""

    role: Role
    """Where it stands."""
    tables: tuple[Table, ...]
    """What it is computed from: one table, or those that it compares."""
    spec: Mapping[str, Any] | None
    """How these are compared; None for one table."""
    filter: str
    """Which rows count; empty for all."""
    expr: str
    """An expression of aggregates."""
    format: str
    """How a number is written: `.2f`, `.1%`; empty for a sensible default."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A picture of runs and artifacts."""

    id: str
    """Its element's id, unique in the page."""
    directive: Directive
    """Where it stands, and its caption."""
    graph: Graph
    """What it shows."""
    start: str | None
    """The artifact version that it is about (`predictions:v4`); None for the whole store."""

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        return f"Lineage of {self.start}" if self.start else "Lineage of everything in the store"


@dataclass(frozen=True, slots=True)
class ViewCard:
    """A saved view as a list shows it."""

    name: str
    title: str
    description: str
    thumbnail: str | None
    """A picture of the project; None for one that is drawn."""


@dataclass(frozen=True, slots=True)
class ViewList:
    """Saved views, each with a picture and a link to its page."""

    directive: Directive
    """Where it stands."""
    cards: tuple[ViewCard, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one directive or role: a value, or what was wrong with it, or both."""

    value: Panel | Fact | Lineage | ViewList | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report that has a meaning of its own."""

    text: str
    """Its text."""
    span: Span
    """Where it stands."""
