"""`Query`: a table of the store, narrowed step by step in the words of a panel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source, Span
from reportgen.project.engine import ProjectEngine
from reportgen.project.relations import Relation
from reportgen.project.result import Result, fewer
from reportgen.project.typed import typed_table
from reportgen.query.core import code_point_offset

if TYPE_CHECKING:
    import duckdb


class Query(Result):
    """What a table shows: its rows, or groups of them. It never changes: every method gives a new one.

    Texts are expressions of the same language as in reports (docs/expressions.md), and mean the same: one
    code turns both into SQL. Nothing is read from the table before its rows are asked for. It is made by
    `Project.table` and `Project.view`.

    Args:
        engine: The project's engine.
        relation: The table that it asks.
        spec: What to show of it, as the plain JSON that a panel is made of.
        rows: How many rows there can be, or None.

    Attributes:
        spec: What it shows, as the plain JSON that a panel is made of.
    """

    def __init__(
        self, engine: ProjectEngine, relation: Relation, spec: Mapping[str, Any], rows: int | None = None
    ) -> None:
        self._engine = engine
        self._relation = relation
        self._limit = rows
        self.spec: dict[str, Any] = json.loads(json.dumps(spec))

    @property
    def ref(self) -> str:
        """The table: `predictions:v4`."""
        return self._relation.ref.ref

    def filter(self, condition: str) -> Query:
        """Only the rows that meet a condition; a further one must hold too.

        Args:
            condition: Such as `"truth != guess and score > 0.5"`.

        Raises:
            DiagnosticError: The condition cannot be read, or does not fit the table.
        """
        return self._refined("filter", _joined((condition,)))

    def group(self, *keys: str) -> Query:
        """Groups of equal rows instead of rows; within the groups that there are, if any.

        Each has its keys, how many rows it has, and of every other column a struct: a histogram of numbers,
        the most frequent of other values, the first of media.

        Args:
            keys: Expressions; each text may hold several, with commas.

        Raises:
            DiagnosticError: A key cannot be read, or does not fit the table.
        """
        return self._refined("group", _joined(keys))

    def sort(self, *terms: str) -> Query:
        """In another order.

        Args:
            terms: Such as `"score desc"` or `"count desc, guess"`.

        Raises:
            DiagnosticError: A term cannot be read, or does not fit the table.
        """
        return self._refined("sort", _joined(terms))

    def columns(self, *items: str) -> Query:
        """Other columns, in this order.

        Args:
            items: As in a panel's `columns`: names, patterns (`score_*`), what to leave out (`-image`),
                derived columns (`score_0 + score_6 as loops`).

        Raises:
            DiagnosticError: An item cannot be read, or does not fit the table.
        """
        return self._refined("columns", _joined(items))

    def derive(self, **columns: str) -> Query:
        """More columns, computed from others.

        Args:
            columns: Names and expressions: `loops="score_0 + score_6"`; aggregates have a value in groups.

        Raises:
            DiagnosticError: An expression cannot be read, or does not fit the table.
        """
        query = self
        for name, expr in columns.items():
            query = query._derived(name, _joined((expr,)))
        return query

    def limit(self, rows: int) -> Query:
        """The first rows (or groups) only.

        Args:
            rows: How many, 0 or more.
        """
        return Query(self._engine, self._relation, self.spec, fewer(rows, self._limit))

    @property
    def sql(self) -> str:
        """The statement, in DuckDB's SQL; the table stands in it by its reference."""
        return str(self._statement["sql"])

    @property
    def names(self) -> list[str]:
        """The names of the columns that it shows."""
        return [column["name"] for column in self._statement["columns"]]

    def to_duckdb(self) -> duckdb.DuckDBPyRelation:
        """The rows as a relation of DuckDB, lazy as well; it lives as long as the project is open.

        Durations are microseconds there, and moments with a time zone are in UTC.
        """
        self._engine.use(self._relation)
        return self._engine.relation(self.sql)

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table.

        Media are structs: `file` (its name in a site), `sha256` (its bytes in the store), `format`…; groups'
        cells are structs too (docs/query.md).
        """
        self._engine.use(self._relation)
        return typed_table(self._engine.table(self.sql), self._statement["columns"])

    @cached_property
    def _statement(self) -> dict[str, Any]:
        self._engine.use(self._relation)
        options = {"limit": self._limit}
        found: dict[str, Any] = self._engine.drive("viewQuery", self.spec, self._relation.schema, options)
        return found

    def _refined(self, option: str, text: str) -> Query:
        found = self._engine.call("refineSpec", self.spec, {option: text}, self._relation.schema)
        return self._checked(found, Source(option, text))

    def _derived(self, name: str, expr: str) -> Query:
        found = self._engine.call("deriveColumn", self.spec, name, expr, self._relation.schema)
        return self._checked(found, Source(f"derive {name}", expr))

    def _checked(self, found: Mapping[str, Any], source: Source) -> Query:
        if found["problems"]:
            raise DiagnosticError(*(problem_in(source, problem) for problem in found["problems"]))
        return Query(self._engine, self._relation, found["spec"], self._limit)


def problem_in(source: Source, problem: Mapping[str, Any]) -> Diagnostic:
    """A problem that the core found, as a diagnostic in the text that it was given."""
    at = problem["at"]
    start, end = (code_point_offset(source.text, at[edge]) for edge in ("start", "end"))
    # With an index, the place is in another text: in what the spec said before.
    whole = "index" in at or start >= end
    span = Span(source, 0, len(source.text)) if whole else Span(source, start, end)
    return Diagnostic(Code(problem["code"]), problem["message"], span, problem.get("help"))


def _joined(items: tuple[str, ...]) -> str:
    wrong = next((item for item in items if not isinstance(item, str)), None)
    if wrong is not None:
        raise TypeError(f"give expressions as texts, not {wrong!r}")
    return ", ".join(items)
