"""`ComparedQuery`: what a saved view of several tables shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow as pa

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source, Span
from reportgen.panels.model import Panel, Part, Table
from reportgen.panels.view_file import View
from reportgen.project.engine import ProjectEngine
from reportgen.project.query import Query
from reportgen.project.relations import Relation
from reportgen.project.result import fewer
from reportgen.project.typed import typed_table

if TYPE_CHECKING:
    import duckdb


class ComparedQuery(Query):
    """The rows or groups of a view that joins or concatenates tables; it is asked as the view says.

    A joined row has one value of what the tables have alike, and of other columns one for each table, as
    `label.column`. Groups of joined tables stand once for each table, with its label as the last key. Tables
    one after another have the column `member`.

    Args:
        engine: The project's engine.
        relations: The tables that it compares, in order.
        schemas: What the core is told of them.
        spec: What to show of them, as the plain JSON that a panel is made of.
        rows: How many rows there can be, or None.
    """

    def __init__(
        self,
        engine: ProjectEngine,
        relations: Sequence[Relation],
        schemas: Sequence[Mapping[str, Any]],
        spec: Mapping[str, Any],
        rows: int | None = None,
    ) -> None:
        super().__init__(engine, relations[0], spec, rows)
        self._relations = relations
        self._schemas = schemas

    def limit(self, rows: int) -> ComparedQuery:
        """The first rows (or groups) only."""
        most = fewer(rows, self._limit)
        return ComparedQuery(self._engine, self._relations, self._schemas, self.spec, most)

    def to_duckdb(self) -> duckdb.DuckDBPyRelation:
        """The rows as a relation of DuckDB, lazy as well; it lives as long as the project is open."""
        return self._engine.relation(self._asked()["sql"])

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        asked = self._asked()
        return typed_table(self._engine.table(asked["sql"]), asked["columns"])

    @property
    def sql(self) -> str:
        """The statement; what the rows are joined by is a table of the engine's."""
        return str(self._asked()["sql"])

    @property
    def names(self) -> list[str]:
        """The names of the columns that it shows."""
        return [column["name"] for column in self._asked()["columns"]]

    def _asked(self) -> dict[str, Any]:
        for relation in self._relations:
            self._engine.use(relation)
        options = {"limit": self._limit}
        found: dict[str, Any] = self._engine.drive("comparisonQuery", self.spec, list(self._schemas), options)
        return found

    def _refined(self, option: str, text: str) -> NoReturn:
        raise _as_it_is(Source(option, text))

    def _derived(self, name: str, expr: str) -> NoReturn:
        raise _as_it_is(Source(f"derive {name}", expr))


def view_of(tables: Sequence[str], options: Mapping[str, str]) -> View:
    """A view of several tables that is said in a script; `_` in the names of options stands for `-`."""
    said = {name.replace("_", "-"): _part(name.replace("_", "-"), text) for name, text in options.items()}
    parts = tuple(_part("compare", table) for table in tables)
    return View("compare", "", "", "", None, parts, said, parts[0].span.source)


def _part(name: str, text: str) -> Part:
    return Part(text, Span(Source(name, text), 0, len(text)))


def compared_query(engine: ProjectEngine, panel: Panel, place: Span) -> ComparedQuery:
    """The query of a view's panel of several tables.

    Raises:
        DiagnosticError: Nothing that a query could give: a split, a pivot or a plot.
    """
    spec = panel.spec
    what = _no_list(spec)
    if what is not None:
        message = f"a query of several tables gives rows or groups, and this view shows {what}"
        help_ = "a view of rows or groups with compare = 'join' or compare = 'concat' can be asked"
        raise DiagnosticError(Diagnostic(Code.VIEW_INVALID, message, place, help_))
    relations = [engine.relation_of(table.ref) for table in panel.tables]
    schemas = [compared_schema(*pair) for pair in zip(relations, panel.tables, strict=True)]
    for relation in relations:
        engine.use(relation)
    return ComparedQuery(engine, relations, schemas, with_shared(engine, spec, schemas))


def with_shared(
    engine: ProjectEngine, spec: Mapping[str, Any], schemas: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The spec with the columns that stand once, as they are equal in all of its tables."""
    compare = spec["compare"]
    if compare["as"] != "join" or "shared" in compare:
        return spec
    shared = engine.drive("sharedColumns", spec, list(schemas))
    return {**spec, "compare": {**compare, "shared": shared}} if shared else spec


def compared_schema(relation: Relation, table: Table) -> Mapping[str, Any]:
    """What the core is told of a table: the columns as the engine has them, and which ones are keys."""
    unique = table.schema.get("unique")
    return relation.schema if unique is None else {**relation.schema, "unique": unique}


def _no_list(spec: Mapping[str, Any]) -> str | None:
    """What a view shows that is no list of rows or groups, in words."""
    if spec["compare"]["as"] == "split":
        return "its tables apart"
    if spec.get("pivot"):
        return "a pivot"
    return None if spec["layout"] in ("table", "gallery") else f"a plot ('{spec['layout']}')"


def _as_it_is(source: Source) -> DiagnosticError:
    message = "a query of several tables is asked as its view says, and cannot be narrowed"
    help_ = "write it into the view, or go on with its rows: to_pandas(), to_duckdb()"
    return DiagnosticError(Diagnostic(Code.VIEW_INVALID, message, Span(source, 0, len(source.text)), help_))
