"""From a view of a project to its slice: the rows that pass, the columns that are shown, a spec for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from reportgen.diagnostics import Diagnostic, DiagnosticError
from reportgen.materialise import Cache
from reportgen.panels.maps import with_projection
from reportgen.panels.model import Table
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.panels.view_file import View
from reportgen.project.engine import ProjectEngine
from reportgen.project.relations import Relation
from reportgen.project.typed import typed_table
from reportgen.publish.compared import slice_comparison
from reportgen.publish.data import SliceError, cells_of, sliced, table_refs
from reportgen.publish.made import Problems, Slice, checked_spec, refusal
from reportgen.publish.map import MapPlaces, map_places
from reportgen.publish.needs import Needs, key_texts, needs_of, rows_spec, sliced_spec
from reportgen.store import Store


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows behind a view, before their columns are chosen."""

    ids: list[int]
    derived: pa.Table
    """The columns that the view computes for each row."""
    types: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A view of one table, and what it needs of it."""

    view: View
    relation: Relation
    spec: Mapping[str, Any]
    needs: Needs
    map: MapPlaces
    """The places of a map's points."""


class Slicer:
    """Slices views of one project.

    Args:
        sources: The project's tables.
        engine: What answers questions about them.
        cache: Where the places of maps are kept.
    """

    def __init__(self, sources: Sources, engine: ProjectEngine, cache: Cache) -> None:
        self._sources = sources
        self._store: Store = sources.store
        self._engine = engine
        self._cache = cache

    def slice(self, view: View) -> Slice:
        """The slice of a view.

        Raises:
            DiagnosticError: The view does not fit its tables, or needs what it does not show.
        """
        if len(view.tables) > 1:
            return slice_comparison(view, self._sources, self._engine)
        return self._slice(view)

    def _slice(self, view: View) -> Slice:
        relation = self._relation(view)
        spec, projected = self._spec(view, relation)
        rows = self._rows(relation, rows_spec(spec, sort=False))
        names = [one["name"] for one in spec["columns"] if "expr" in one]
        aggregates = [name for name in names if name not in rows.types]
        keys = self._engine.call("namesAlone", key_texts(spec))
        needs = needs_of(spec, [column["name"] for column in relation.schema["columns"]], aggregates, keys)
        asked = _Asked(
            view, relation, spec, needs, map_places(view, projected, spec, self._store, self._cache)
        )
        made = self._made(asked, rows, sort=True)
        if isinstance(made, Slice):
            return made
        if not spec.get("group") and spec.get("sort"):
            # Sorted by what is not shown: the rows are put into that order, and the slice says no other.
            again = self._made(asked, self._rows(relation, rows_spec(spec, sort=True)), sort=False)
            if isinstance(again, Slice):
                return again
            made = again
        raise refusal(view, made)

    def _made(self, asked: _Asked, rows: _Rows, *, sort: bool) -> Slice | Problems:
        """The slice, or what its own table cannot answer of the spec."""
        view, ref, needs = asked.view, asked.relation.ref, asked.needs
        derived = {name: rows.derived[name] for name in needs.derived} | asked.map.taken(rows.ids)
        try:
            tables = sliced([cells_of(self._store, ref, rows.ids, needs.plain, derived)])
        except SliceError as error:
            return [{"message": str(error)}]
        names = dict.fromkeys(("ref", "label", "relation"), view.name)
        schema: dict[str, Any] = {**names, "rows": len(rows.ids), "columns": [*tables[0].types]}
        all_names = [column["name"] for column in asked.relation.schema["columns"]]
        own = table_refs(view.name, 1)[0]
        wanted = sliced_spec(asked.spec, needs, [{"ref": own, "label": own}], all_names)
        wanted |= self._pinned(asked.spec, rows.ids)
        if asked.map.plot is not None:
            wanted["plot"] = asked.map.plot
            schema["columns"] += self._engine.call("projectedColumns", asked.map.options, schema)
        if not sort:
            wanted.pop("sort", None)
        found = checked_spec(self._engine, "normaliseSpec", wanted, schema)
        if found["problems"]:
            problems: Problems = found["problems"]
            return problems
        created = self._store.manifest(ref.artifact, ref.version).created
        return Slice(tables, {**found["spec"], "tables": wanted["tables"]}, schema, created)

    @staticmethod
    def _pinned(spec: Mapping[str, Any], ids: Sequence[int]) -> dict[str, Any]:
        """The pinned rows by their numbers in the slice."""
        places = {row: place for place, row in enumerate(ids)}
        pinned = [places[row] for row in spec.get("pinned") or () if row in places]
        return {"pinned": pinned} if pinned else {}

    def _relation(self, view: View) -> Relation:
        found = self._sources.find(view.table)
        if isinstance(found, Diagnostic):
            raise DiagnosticError(found)
        return self._engine.relation_of(found.ref)

    def _spec(self, view: View, relation: Relation) -> tuple[Mapping[str, Any], Table]:
        """What the view shows, and its table with the columns of its map."""
        texts = {name: part.text for name, part in view.options.items()}
        table = with_projection(Table(relation.ref, relation.schema), texts, self._engine.core)
        found = self._engine.call("specFromOptions", texts, table.schema)
        if found["problems"]:
            raise DiagnosticError(*option_diagnostics(found["problems"], view.options, view.table))
        return found["spec"], table

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
