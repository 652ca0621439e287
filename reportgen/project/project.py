"""`Project`: a folder with a store, to be asked from Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from reportgen.data.project import CONFIG, find_store
from reportgen.diagnostics import Diagnostic, DiagnosticError, Source, Span
from reportgen.panels.model import Panel, Part
from reportgen.panels.problems import option_diagnostics
from reportgen.panels.sources import Sources
from reportgen.panels.view import resolve_view
from reportgen.panels.view_file import View, read_view, view_names
from reportgen.project.compared import compared_query, view_of
from reportgen.project.engine import ProjectEngine
from reportgen.project.plain_sql import SqlQuery
from reportgen.project.query import Query
from reportgen.store import Store, TableRef


def open_project(path: str | os.PathLike[str] = ".") -> Project:
    """The project that a folder belongs to, to ask its tables.

    Args:
        path: A folder of the project (the nearest `reportgen.toml` at it or above it says where the store
            is), or the store's own folder.

    Returns:
        The project; it can be used in a `with` statement, which frees its engines at the end.

    Raises:
        FileNotFoundError: There is no such folder.
        ValueError: `reportgen.toml` cannot be read.
    """
    folder = Path(path).expanduser().absolute()
    if not folder.is_dir():
        raise FileNotFoundError(f"cannot open a project in {str(path)!r}: there is no such folder")
    if (folder / "store.json").is_file():
        return Project(folder.parent, Store(folder))
    root = next((one for one in (folder, *folder.parents) if (one / CONFIG).is_file()), folder)
    return Project(root, Store(find_store(folder)))


class Project:
    """A folder with a store, and maybe views; made by `reportgen.open_project`.

    Attributes:
        root: The project's folder.
        store: Its store.
    """

    def __init__(self, root: Path, store: Store) -> None:
        self.root = root
        self.store = store
        self._engine = ProjectEngine(store)

    def artifacts(self) -> list[str]:
        """The names of all artifacts, sorted."""
        return self.store.artifacts()

    def views(self) -> list[str]:
        """The names of all views, sorted."""
        return view_names(self.root)

    def table(self, ref: str) -> Query:
        """A table of the store.

        Args:
            ref: `name`, `name:v3`, `name:alias`, and where a version has several tables `name:v3/table`.

        Raises:
            ArtifactUnknown: There is no such artifact.
            VersionUnknown: The artifact has no such version or alias.
            TableUnknown: It has no such table, or several and none is named.
        """
        return self._query(self.store.resolve(ref), {}, Part("", Span(Source(ref, ""), 0, 0)))

    def view(self, name: str) -> Query:
        """What a saved view shows: `views/<name>.toml`.

        Its `rows` are those of a page: the query has all of them. A view that joins or concatenates tables is
        asked as it says, and cannot be narrowed further.

        Raises:
            DiagnosticError: There is no such view, it does not fit its tables, or it compares several
                in a way that gives no one list: side by side, as a pivot or as a plot.
        """
        view = read_view(self.root, name)
        if len(view.tables) > 1:
            return self._compared(view)
        return self._query(self._table_of(view), view.options, view.table)

    def compare(self, *tables: str, **options: str) -> Query:
        """Several tables together, as a panel compares them.

        Args:
            tables: Two references or more, as `table` takes them.
            options: What the options of a panel say: `on="id"`, `filter="0.guess != 1.guess"`; `_` in a name
                stands for `-`.

        Raises:
            DiagnosticError: There is no such table or option, an option is wrong, or the tables are compared
                in a way that gives no one list: side by side, as a pivot or as a plot.
            ValueError: There are less than two tables.
        """
        if len(tables) < 2:
            raise ValueError("'compare' takes two tables or more")
        return self._compared(view_of(tables, options))

    def sql(self, statement: str) -> SqlQuery:
        """A question in DuckDB's SQL over all tables of the store, each by its reference in double quotes.

        Tables have the columns that they were logged with, and `__row__`, the number of each row. Media are
        structs, durations are microseconds, and moments with a time zone are in UTC.

        Args:
            statement: `SELECT` and the like: it can read and never write.

        Raises:
            SqlError: The statement is none of one question, or DuckDB refuses it.
        """
        return SqlQuery(self._engine, statement)

    def close(self) -> None:
        """Free the engines; they start again when they are needed."""
        self._engine.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Project {str(self.root)!r}: {len(self.artifacts())} artifacts, {len(self.views())} views>"

    def _compared(self, view: View) -> Query:
        outcome = resolve_view(view, Sources(self.store, self.root), self._engine.core)
        if not isinstance(outcome.value, Panel):
            raise DiagnosticError(*outcome.diagnostics)
        return compared_query(self._engine, outcome.value, view.tables[1].span)

    def _table_of(self, view: View) -> TableRef:
        found = Sources(self.store).find(view.table)
        if isinstance(found, Diagnostic):
            raise DiagnosticError(found)
        return found.ref

    def _query(self, ref: TableRef, options: Mapping[str, Part], whole: Part) -> Query:
        relation = self._engine.relation_of(ref)
        texts = {name: part.text for name, part in options.items()}
        found = self._engine.call("specFromOptions", texts, relation.schema)
        if found["problems"]:
            raise DiagnosticError(*option_diagnostics(found["problems"], options, whole))
        return Query(self._engine, relation, found["spec"])
