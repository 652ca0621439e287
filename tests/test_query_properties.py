"""Random specs over random tables: what the core and DuckDB answer is what plain Python computes."""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from reportgen.query import Engine
from tests.counted import CountingCore
from tests.query_reference import (
    Order,
    Term,
    distribution,
    gallery,
    histogram,
    last_rank,
    ordered,
    same,
    scale,
)
from tests.query_tables import Column, Table, tables
from tests.query_terms import Aggregate, aggregates, derived_columns, filters, write_name, write_text

KEYS = ("text", "integer", "float", "boolean", "timestamp", "date", "decimal", "image", "mixed", "duration")
HISTOGRAMS = ("integer", "float", "decimal", "duration", "timestamp")


@pytest.fixture(scope="module")
def core() -> Iterator[CountingCore]:
    core = CountingCore()
    yield core
    core.close()


@dataclass(frozen=True)
class Case:
    """A table, a spec over it, and the same spec as Python sees it."""

    table: Table
    spec: dict[str, Any]
    columns: list[Column]
    """Shown ones, derived ones among them."""
    filter: Term | None
    keys: list[Column]
    orders: list[Order]
    """Over rows; over groups (lists of rows) if the spec groups."""
    row_orders: list[Order]
    aggregates: list[Aggregate]
    offset: int


def column_order(draw: st.DrawFn, column: Column, *, group: bool) -> Order:
    take = (lambda rows: column.values[rows[0]]) if group else (lambda row: column.values[row])
    return Order(write_name(column.name), take, draw(st.booleans()), draw(st.booleans()))


def some_columns(draw: st.DrawFn, columns: list[Column]) -> list[Column]:
    able = [column for column in columns if column.kind.name in KEYS]
    if not able or not draw(st.sampled_from([True, True, False])):
        return []
    return draw(st.lists(st.sampled_from(able), min_size=1, max_size=2, unique_by=lambda c: c.name))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    table = draw(tables())
    columns = list(table.columns)
    entries: list[dict[str, Any]] = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        text, column = draw(derived_columns(columns))
        columns.append(column)
        entries.append({"name": column.name, "expr": text})
    entries += [{"name": column.name} for column in table.columns]
    entries = draw(st.permutations(entries))
    shown = [next(column for column in columns if column.name == entry["name"]) for entry in entries]
    term = draw(st.none() | filters(columns))
    keys = some_columns(draw, columns)
    found: list[Aggregate] = []
    if draw(st.booleans()) and keys:
        found = [draw(aggregates(columns, "an aggregate"))]
        entries = [*entries, {"name": "an aggregate", "expr": found[0].text}]
    by = some_columns(draw, columns)
    named = {key.name for key in keys}
    orders = [
        column_order(draw, column, group=bool(keys)) for column in by if not keys or column.name in named
    ]
    row_orders = [column_order(draw, column, group=False) for column in by if column.name not in named]
    # Means that differ in the last digit could come in another order.
    if found and "avg" not in found[0].text and draw(st.booleans()):
        orders.append(Order('"an aggregate"', found[0].value, draw(st.booleans()), draw(st.booleans())))
    spec = {
        "v": 1,
        **({"filter": term.text} if term else {}),
        **({"group": [write_name(key.name) for key in keys]} if keys else {}),
        "sort": [order.json for order in (orders + row_orders if keys else orders)],
        "columns": entries,
        "rows": draw(st.sampled_from([1, 3, 10, 1000])),
    }
    offset = draw(st.sampled_from([0, 0, 1, 3, 50]))
    return Case(table, spec, shown, term, keys, orders, row_orders, found, offset)


def expected_rows(case: Case, rows: list[int]) -> dict[str, Any]:
    found = ordered(rows, case.orders, lambda row: row)
    size = case.spec["rows"]
    start = case.offset if case.offset < len(found) else max(0, (len(found) - 1) // size * size)
    page = found[start : start + size]
    cells = [[shown(column, column.values[row]) for column in case.columns] for row in page]
    return {"kind": "rows", "offset": start, "groups": None, "rows": cells, "ids": page}


def shown(column: Column, value: Any) -> Any:
    return None if value is None else column.kind.cell(value)


def key_cell(column: Column, value: Any) -> Any:
    return value["file"] if isinstance(value, dict) else shown(column, value)


def key_identity(value: Any) -> Any:
    """What makes two values one key: NaN is itself, -0 is 0."""
    if isinstance(value, dict):
        return value["file"]
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def expected_groups(case: Case, rows: list[int]) -> dict[str, Any]:
    groups: dict[Any, list[int]] = {}
    for row in rows:
        groups.setdefault(tuple(key_identity(key.values[row]) for key in case.keys), []).append(row)
    found = ordered(
        list(groups.values()),
        case.orders,
        lambda group: [last_rank(key.values[group[0]]) for key in case.keys],
    )
    size = case.spec["rows"]
    start = case.offset if case.offset < len(found) else max(0, (len(found) - 1) // size * size)
    page = found[start : start + size]
    named = {key.name for key in case.keys}
    columns = [column for column in case.columns if column.name not in named]
    scales = {column.name: scale(column, rows) for column in columns if column.kind.name in HISTOGRAMS}
    keys = [[key_cell(key, key.values[group[0]]) for key in case.keys] for group in page]
    counted = any(aggregate.text == "count(*)" for aggregate in case.aggregates)
    cells = [
        [
            *key,
            *([] if counted else [len(group)]),
            *(group_cell(case, column, group, scales) for column in columns),
            *(aggregate.value(group) for aggregate in case.aggregates),
        ]
        for key, group in zip(keys, page, strict=True)
    ]
    return {"kind": "groups", "offset": start, "groups": len(found), "rows": cells, "keys": keys}


def group_cell(case: Case, column: Column, group: list[int], scales: dict[str, Any]) -> Any:
    if column.kind.name in HISTOGRAMS:
        return histogram(column, group, scales[column.name])
    if column.kind.name == "image":
        return gallery(column, ordered(group, case.row_orders, lambda row: row))
    return distribution(column, group)


def expected(case: Case) -> dict[str, Any]:
    rows = [row for row in range(case.table.rows) if case.filter is None or case.filter.value(row)]
    answer = expected_groups(case, rows) if case.keys else expected_rows(case, rows)
    return {**answer, "total": case.table.rows, "filtered": len(rows)}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), parts=st.sampled_from([1, 3]), two_steps=st.booleans())
def test_answers_are_what_plain_python_computes(
    core: CountingCore, case: Case, parts: int, two_steps: bool
) -> None:
    schema = case.table.schema
    normalised = core.call("normaliseSpec", case.spec, schema)
    assert normalised["problems"] == []
    spec = normalised["spec"]
    engine = Engine()
    statements: list[str] = []

    def execute(sql: str) -> bytes:
        statements.append(sql)
        return engine.execute(sql)

    options = {"offset": case.offset, **({"twoStepRows": 0} if two_steps else {})}
    with tempfile.TemporaryDirectory() as folder:
        engine.register(schema["relation"], case.table.write(Path(folder), parts))
        answer = core.drive("answerPanel", spec, schema, options, execute=execute)
        engine.execute(core.call("panelSql", spec, schema))
        engine.close()
    note("\n\n".join(statements))
    check(case, answer)
    with contextlib.closing(in_memory(case.table)) as connection:
        check(
            case,
            core.drive("answerPanel", spec, schema, options, execute=lambda sql: stream(connection, sql)),
        )
        check_counted(core, case, spec, options, connection)
    assert core.call("normaliseSpec", spec, schema) == {"spec": spec, "problems": []}
    author = replace_columns(spec)
    link = core.call("encodeView", spec, author)
    assert core.call("decodeView", link, author, schema) == {"spec": spec, "problems": [], "place": {}}


def check(case: Case, answer: dict[str, Any]) -> None:
    note(repr(answer))
    for key, value in expected(case).items():
        assert same(value, answer[key]), (key, value, answer[key])


def check_counted(
    core: CountingCore,
    case: Case,
    spec: dict[str, Any],
    options: dict[str, int],
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """What is counted over columns that are kept in the page is what SQL says, in cells and in headers."""

    def execute(sql: str) -> bytes:
        try:
            return stream(connection, sql)
        except duckdb.BinderException:
            # A text that is no ENUM has no codes.
            if "enum_code" not in sql:
                raise
            return b""

    schema = case.table.schema
    check(case, core.count("answerPanel", spec, schema, options, execute=execute)[0])
    names = [column.name for column in case.table.columns]
    asked = core.drive("answerSummaries", spec, schema, names, execute=execute)
    counted, _ = core.count("answerSummaries", spec, schema, names, execute=execute)
    assert same(asked, counted), (asked, counted)


def in_memory(table: Table) -> duckdb.DuckDBPyConnection:
    """The table as the page holds it after a while: in the engine, with texts as ENUMs."""
    connection = duckdb.connect(config={"threads": 1})
    columns = []
    for index, (column, name) in enumerate(zip(table.columns, table.physical, strict=True)):
        quoted = write_name(name)
        words = [value for value in column.values if value is not None] if column.kind.name == "text" else []
        if words:
            words = sorted(set(words))
            connection.execute(f"CREATE TYPE e{index} AS ENUM ({', '.join(map(write_text, words))})")
            quoted = f"CAST({quoted} AS e{index}) AS {quoted}"
        columns.append(quoted)
    connection.register("rows", table.arrow)
    relation = write_name(table.schema["relation"])
    connection.execute(f"CREATE TABLE {relation} AS SELECT __row__, {', '.join(columns)} FROM rows")
    return connection


def stream(connection: duckdb.DuckDBPyConnection, sql: str) -> bytes:
    found = connection.sql(sql).to_arrow_table()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, found.schema) as writer:
        writer.write_table(found)
    found_bytes: bytes = sink.getvalue().to_pybytes()
    return found_bytes


def replace_columns(spec: dict[str, Any]) -> dict[str, Any]:
    """Another view of the same table, for a link to start from."""
    plain = [column for column in spec["columns"] if "expr" not in column]
    return {**spec, "columns": plain[::-1], "rows": 10}
