"""A view that compares tables → its slice: of each table the rows and columns that stand in the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportgen.diagnostics import DiagnosticError
from reportgen.panels.model import Panel, Table
from reportgen.panels.sources import Sources
from reportgen.panels.view import resolve_view
from reportgen.panels.view_file import View
from reportgen.project.compared import compared_schema, with_shared
from reportgen.project.engine import ProjectEngine
from reportgen.project.typed import typed
from reportgen.publish.data import Cells, SliceError, cells_of, free_name, sliced, table_refs
from reportgen.publish.made import Problems, Slice, checked_spec, refusal
from reportgen.publish.needs import DRAWN, Needs, key_texts, needs_of, sliced_spec
from reportgen.store import Store

KEY = "row"
"""What the column is called that keeps rows together, and in order, where no shown column does."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The view's lines, as the core's `sliceQuery` asks for them."""

    columns: list[tuple[Mapping[str, Any], pa.ChunkedArray]]
    """What each column is, and its values."""
    aggregates: list[str]
    own: bool
    keys: list[Mapping[str, Any]]

    def values(self, role: str, member: int | None = None) -> pa.ChunkedArray:
        """The column of a role."""
        return next(
            array for said, array in self.columns if said["role"] == role and said.get("member") == member
        )

    def derived(self, names: Sequence[str], member: int) -> dict[str, pa.ChunkedArray]:
        """What is computed of each line: of the member, or of the whole line."""
        return {
            said["of"]: array
            for said, array in self.columns
            if said["role"] == "derived" and said["of"] in names and said.get("member", member) == member
        }

    def whole(self, names: Sequence[str]) -> list[str]:
        """The derived columns that have one value in a line."""
        return [
            said["of"]
            for said, _ in self.columns
            if said["role"] == "derived" and said["of"] in names and "member" not in said
        ]


@dataclass(frozen=True, slots=True)
class _Member:
    """One of the tables that stand."""

    index: int
    """Its number in the view."""
    table: Table
    rows: pa.Array
    """The numbers of its rows."""
    lines: pa.Array
    """The lines that they are in."""

    @property
    def names(self) -> list[str]:
        """Its columns."""
        return [column["name"] for column in self.table.schema["columns"]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A view of several tables, and what it needs of them."""

    view: View
    spec: Mapping[str, Any]
    answer: _Answer
    members: list[_Member]
    needs: Needs

    @property
    def joins(self) -> bool:
        """Whether it makes one row of those that belong together."""
        return bool(self.spec["compare"]["as"] == "join")

    @property
    def each(self) -> bool:
        """Whether the members' rows are counted apart."""
        return _each(self.spec)

    @property
    def places(self) -> dict[int, int]:
        """The members' numbers in the slice by those in the view."""
        return {member.index: place for place, member in enumerate(self.members)}

    @property
    def keyed(self) -> bool:
        """Whether rows are kept together by a column that the slice has besides."""
        plain = {key["column"] for key in self.answer.keys}
        return self.joins and ((self.each and self.answer.own) or not plain <= set(self.needs.plain))


def slice_comparison(view: View, sources: Sources, engine: ProjectEngine) -> Slice:
    """The slice of a view of several tables.

    Raises:
        DiagnosticError: The view does not fit its tables, or needs what it does not show.
    """
    panel = _panel(view, sources, engine)
    relations = [engine.relation_of(table.ref) for table in panel.tables]
    schemas = [
        compared_schema(relation, table) for relation, table in zip(relations, panel.tables, strict=True)
    ]
    for relation in relations:
        engine.use(relation)
    spec = with_shared(engine, panel.spec, schemas)
    answer = _answered(engine, spec, schemas)
    members = _members(spec, panel.tables, answer)
    if len(members) < 2:
        message = "it compares tables, and all but one of them are switched off"
        raise refusal(view, [{"message": message, "at": {"option": "hide"}}])
    names = list(dict.fromkeys(name for member in members for name in member.names))
    needs = needs_of(spec, names, answer.aggregates, engine.call("namesAlone", key_texts(spec)))
    asked = _Asked(view, spec, answer, members, needs)
    made = _made(asked, sources.store, engine, ordered=False)
    if not isinstance(made, Slice) and spec.get("sort") and not spec.get("group"):
        made = _made(asked, sources.store, engine, ordered=True)
    if isinstance(made, Slice):
        return made
    raise refusal(view, made)


def _panel(view: View, sources: Sources, engine: ProjectEngine) -> Panel:
    outcome = resolve_view(view, sources, engine.core)
    if not isinstance(outcome.value, Panel):
        raise DiagnosticError(*outcome.diagnostics)
    return outcome.value


def _answered(engine: ProjectEngine, spec: Mapping[str, Any], schemas: list[Mapping[str, Any]]) -> _Answer:
    found = engine.drive("sliceQuery", spec, schemas)
    table = engine.table(found["sql"])
    columns = [
        (column, typed(array, column["type"]))
        for column, array in zip(found["columns"], table.columns, strict=True)
    ]
    return _Answer(columns, found["aggregates"], found["own"], found["keys"])


def _members(spec: Mapping[str, Any], tables: Sequence[Table], answer: _Answer) -> list[_Member]:
    """The tables that stand, with the rows of each that are shown."""
    standing = spec["compare"].get("order") or range(len(tables))
    shown = sorted(index for index in standing if not spec["tables"][index].get("hidden"))
    return [_Member(index, tables[index], *_rows(spec, tables, answer, index)) for index in shown]


def _rows(
    spec: Mapping[str, Any], tables: Sequence[Table], answer: _Answer, index: int
) -> tuple[pa.Array, pa.Array]:
    """The numbers of a table's rows, and the lines that they are in."""
    if spec["compare"]["as"] != "join":
        kept = pc.equal(answer.values("index"), index)
        numbers = pc.subtract(answer.values("number"), sum(one.schema["rows"] for one in tables[:index]))
    else:
        numbers = answer.values("row", index)
        kept = answer.values("passes", index) if _each(spec) else pc.is_valid(numbers)
    lines = pc.indices_nonzero(kept.combine_chunks()).cast(pa.int64())
    return numbers.combine_chunks().take(lines).cast(pa.int64()), lines


def _each(spec: Mapping[str, Any]) -> bool:
    """Whether the members' rows are counted apart: groups and drawings, not joined rows."""
    return bool(spec["layout"] != "table" or spec.get("group") or spec.get("pivot"))


def _made(asked: _Asked, store: Store, engine: ProjectEngine, *, ordered: bool) -> Slice | Problems:
    """The slice, or what its tables cannot answer; `ordered` has the rows in an order that they keep."""
    taken = {name for member in asked.members for name in member.names} | asked.needs.published
    key = free_name(KEY, taken) if ordered or asked.keyed else None
    try:
        cells = [_cells(asked, member, store, key) for member in asked.members]
    except SliceError as error:
        return [{"message": str(error)}]
    refs = table_refs(asked.view.name, len(cells))
    wanted = sliced_spec(asked.spec, asked.needs, _tables(asked, refs), taken)
    wanted["compare"] = _compare(asked, _same_kinds(cells), key)
    if ordered:
        wanted["sort"] = [] if key is None or not _sorts(asked.spec) else [{"by": key, "dir": "asc"}]
    renamed = _renumbered(wanted, asked.places, engine)
    if renamed is None:
        return [{"message": "it computes with a table that is switched off"}]
    tables = sliced(cells)
    schemas = [
        {**dict.fromkeys(("ref", "label", "relation"), ref), "rows": len(one.table), "columns": [*one.types]}
        for ref, one in zip(refs, tables, strict=True)
    ]
    found = checked_spec(engine, "compareSpec", renamed, schemas)
    if found["problems"]:
        problems: Problems = found["problems"]
        return problems
    created = max(
        store.manifest(one.table.ref.artifact, one.table.ref.version).created for one in asked.members
    )
    return Slice(tables, found["spec"], found["schema"], created)


def _sorts(spec: Mapping[str, Any]) -> bool:
    """Whether rows of several tables stand in one order."""
    return bool(spec["compare"]["as"] != "split")


def _cells(asked: _Asked, member: _Member, store: Store, key: str | None) -> Cells:
    """The columns of one table."""
    plain = [name for name in member.names if name in asked.needs.plain]
    derived = asked.answer.derived(asked.needs.derived, member.index)
    values = {name: array.take(member.lines) for name, array in derived.items()}
    if key is not None:
        values[key] = pa.chunked_array([member.lines])
    return cells_of(store, member.table.ref, member.rows.to_pylist(), plain, values)


def _same_kinds(tables: Sequence[Cells]) -> set[str]:
    """The columns that are of one kind wherever they are."""
    kinds: dict[str, set[str]] = {}
    for cells in tables:
        for name, (kind, _) in cells.items():
            kinds.setdefault(name, set()).add(kind["kind"])
    return {name for name, found in kinds.items() if len(found) == 1}


def _tables(asked: _Asked, refs: Sequence[str]) -> list[dict[str, Any]]:
    """The tables as the slice's spec names them."""
    return [
        {"ref": ref, "label": asked.spec["tables"][member.index]["label"]}
        for ref, member in zip(refs, asked.members, strict=True)
    ]


def _compare(asked: _Asked, alike: set[str], key: str | None) -> dict[str, Any]:
    """How the slice's tables stand together."""
    compare, places = asked.spec["compare"], asked.places
    said = {name: value for name, value in compare.items() if name not in ("reference", "order", "at")}
    for name in ("reference", "at"):
        if compare.get(name) in places:
            said[name] = places[compare[name]]
    if "order" in compare:
        said["order"] = [places[index] for index in compare["order"] if index in places]
    if not asked.joins:
        return {name: value for name, value in said.items() if name != "shared"}
    plain = [one["column"] for one in asked.answer.keys if one["column"]]
    once = [*plain, *compare.get("shared", ()), *asked.answer.whole(asked.needs.derived)]
    shared = [name for name in dict.fromkeys(once) if name in asked.needs.published & alike]
    if asked.each and asked.answer.own:
        # The filter has kept other rows of each table: none of them may be lost for want of a partner.
        said["how"] = "outer"
    keyed = asked.keyed and key is not None
    return {**said, "on": [key] if keyed else compare["on"], "shared": [*shared, *([key] if key else [])]}


def _renumbered(
    spec: Mapping[str, Any], places: Mapping[int, int], engine: ProjectEngine
) -> dict[str, Any] | None:
    """The spec with the slice's numbers before columns; None where a text names a table that is not in it."""
    numbers = {str(old): new for old, new in places.items()}
    lost = False

    def renamed(value: Any) -> Any:
        nonlocal lost
        text = engine.call("renumbered", value, numbers) if isinstance(value, str) else value
        lost = lost or (text is None and value is not None)
        return text

    said = dict(spec)
    said["columns"] = [
        {**one, "expr": renamed(one["expr"])} if "expr" in one else one for one in spec["columns"]
    ]
    said["group"] = [renamed(text) for text in spec.get("group") or ()]
    said["sort"] = [{**term, "by": renamed(term["by"])} for term in spec.get("sort") or ()]
    said |= {name: renamed(spec[name]) for name in ("pivot", "cell", "selects") if spec.get(name)}
    if spec.get("plot"):
        said["plot"] = {name: renamed(one) if name in DRAWN else one for name, one in spec["plot"].items()}
    return None if lost else said
