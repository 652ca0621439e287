"""From a view of a project to its slice: the rows that pass, the columns that are shown, a spec for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.panels.view_file import View
from reportgen.project.engine import ProjectEngine
from reportgen.project.relations import Relation
from reportgen.project.typed import typed_table
from reportgen.publish.data import Sliced, SliceError, sliced
from reportgen.publish.needs import Needs, needs_of, rows_spec, sliced_spec
from reportgen.store import Store


@dataclass(frozen=True, slots=True)
class Slice:
    """What is published of a view."""

    data: Sliced
    spec: Mapping[str, Any]
    """What the view shows of it."""
    schema: Mapping[str, Any]
    """The slice as the core knows it."""
    created: str
    """When its rows were logged."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows behind a view, before their columns are chosen."""

    ids: list[int]
    derived: pa.Table
    """The columns that the view computes for each row."""
    types: Mapping[str, Any]


class Slicer:
    """Slices views of one store.

    Args:
        store: The project's store.
        engine: What answers questions about it.
    """

    def __init__(self, store: Store, engine: ProjectEngine) -> None:
        self._store = store
        self._engine = engine

    def slice(self, view: View) -> Slice:
        """The slice of a view.

        Raises:
            DiagnosticError: The view does not fit its table, or needs what it does not show.
        """
        relation = self._relation(view)
        spec = self._spec(view, relation)
        rows = self._rows(relation, rows_spec(spec, sort=False))
        names = [one["name"] for one in spec["columns"] if "expr" in one]
        aggregates = [name for name in names if name not in rows.types]
        needs = needs_of(spec, [column["name"] for column in relation.schema["columns"]], aggregates)
        made = self._made(view, relation, spec, rows, needs, sort=True)
        if isinstance(made, Slice):
            return made
        if not spec.get("group") and spec.get("sort"):
            # Sorted by what is not shown: the rows are put into that order, and the slice says no other.
            rows = self._rows(relation, rows_spec(spec, sort=True))
            again = self._made(view, relation, spec, rows, needs, sort=False)
            if isinstance(again, Slice):
                return again
            made = again
        raise DiagnosticError(*(_refused(view, problem) for problem in made))

    def _made(
        self,
        view: View,
        relation: Relation,
        spec: Mapping[str, Any],
        rows: _Rows,
        needs: Needs,
        *,
        sort: bool,
    ) -> Slice | list[Mapping[str, Any]]:
        """The slice, or what its own table cannot answer of the spec."""
        try:
            data = sliced(
                self._store, relation.ref, rows.ids, needs.plain, rows.derived.select(needs.derived)
            )
        except SliceError as error:
            return [{"message": str(error)}]
        places = {row: place for place, row in enumerate(rows.ids)}
        names = dict.fromkeys(("ref", "label", "relation"), view.name)
        schema: dict[str, Any] = {**names, "rows": len(rows.ids), "columns": [*data.types]}
        wanted = sliced_spec(spec, needs, f"{view.name}:v0", places, sort=sort)
        found = self._engine.call("normaliseSpec", wanted, schema)
        problems: list[Mapping[str, Any]] = found["problems"]
        if problems:
            return problems
        created = self._store.manifest(relation.ref.artifact, relation.ref.version).created
        return Slice(data, {**found["spec"], "tables": wanted["tables"]}, schema, created)

    def _relation(self, view: View) -> Relation:
        if len(view.tables) > 1:
            message = f"the view '{view.name}' compares tables, and a slice has one"
            help_ = "publish a view of each table, or the whole site"
            raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, message, view.tables[1].span, help_))
        found = Sources(self._store).find(view.table)
        if isinstance(found, Diagnostic):
            raise DiagnosticError(found)
        return self._engine.relation_of(found.ref)

    def _spec(self, view: View, relation: Relation) -> Mapping[str, Any]:
        texts = {name: part.text for name, part in view.options.items()}
        found = self._engine.call("specFromOptions", texts, relation.schema)
        if found["problems"]:
            raise DiagnosticError(*option_diagnostics(found["problems"], view.options, view.table))
        spec: Mapping[str, Any] = found["spec"]
        return spec

    def _rows(self, relation: Relation, spec: Mapping[str, Any]) -> _Rows:
        """The numbers of the rows that a spec shows, and what it computes of each."""
        self._engine.use(relation)
        schema = relation.schema
        ids: Sequence[int] = self._engine.drive("rowIds", spec, schema)
        statement = self._engine.drive("viewQuery", spec, schema, {})
        columns = statement["columns"] if any("expr" in one for one in spec["columns"]) else []
        known = {one["name"] for one in spec["columns"]}
        columns = [column for column in columns if column["name"] in known]
        table = pa.table({})
        if columns:
            table = typed_table(self._engine.table(statement["sql"]), columns)
        return _Rows([int(row) for row in ids], table, {column["name"]: column["type"] for column in columns})


def _refused(view: View, problem: Mapping[str, Any]) -> Diagnostic:
    message = f"a slice of the view '{view.name}' cannot be made: {problem['message']}"
    help_ = "it has only the columns that the view shows: show what the view needs, or leave that out"
    option = (problem.get("at") or {}).get("option", "")
    place = view.options.get(option, view.table)
    return Diagnostic(Code.VIEW_INVALID, message, place.span, help_)
