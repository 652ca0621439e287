"""A view as one typed statement: the same rows, groups and numbers as the panel, over random tables."""

from __future__ import annotations

import datetime as dt
import decimal
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, note, settings

from reportgen.query import Core, Engine
from tests.query_reference import same, scale
from tests.query_tables import time_text, timestamp_text
from tests.test_query_properties import HISTOGRAMS, Case, cases, expected

INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def cell(value: Any) -> Any:
    """A typed value as a panel has it."""
    if isinstance(value, dt.datetime):
        return timestamp_text(value)
    if isinstance(value, dt.time):
        return time_text(value)
    if isinstance(value, dt.date):
        return str(value)
    if isinstance(value, decimal.Decimal):
        return value
    if isinstance(value, bytes):
        return {"binary": len(value)}
    if isinstance(value, tuple):
        return [cell(item) for item in value]
    if isinstance(value, list):
        return [cell(item) for item in value]
    return value


def shown(value: Any, show: str) -> Any:
    """A group's struct as a panel has it."""
    if show == "histogram":
        return {name: field for name, field in value.items() if name not in ("lo", "hi")}
    if show == "distribution":
        return {**value, "values": [[cell(top["value"]), top["count"]] for top in value["values"]]}
    return value if show == "gallery" else cell(value)


def text_of_decimals(value: Any) -> Any:
    """Panels have decimals as text, and an integer beyond 64 bits too."""
    return str(value) if isinstance(value, decimal.Decimal) else value


def equal(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, decimal.Decimal):
        return same(ours, str(theirs)) or same(ours, int(theirs) if theirs == int(theirs) else float(theirs))
    if isinstance(ours, dict) and "values" in ours:
        pairs = [[label, text_of_decimals(count)] for label, count in theirs["values"]]
        pairs = [[text_of_decimals(label), count] for label, count in pairs]
        theirs = {**theirs, "values": pairs}
    return same(ours, theirs)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_a_statement_gives_what_the_panel_shows(core: Core, case: Case) -> None:
    case = replace(case, spec={**case.spec, "rows": 1000}, offset=0)
    schema = case.table.schema
    spec = core.call("normaliseSpec", case.spec, schema)["spec"]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine()
        engine.register(schema["relation"], case.table.write(Path(folder), 1))
        query = core.drive("viewQuery", spec, schema, {}, execute=engine.execute)
        note(query["sql"])
        few = core.drive("viewQuery", spec, schema, {"limit": 2}, execute=engine.execute)["sql"]
        rows, first = fetched(engine, query["sql"]), fetched(engine, few)
        engine.close()
    wanted = expected(case)
    assert [column["name"] for column in query["columns"]] == names(case)
    assert len(rows) == len(wanted["rows"])
    assert len(first) == min(2, len(rows))
    for row, (given_row, wanted_row) in enumerate(zip(rows, wanted["rows"], strict=True)):
        for value, column, right in zip(given_row, query["columns"], wanted_row, strict=True):
            found = shown(value, column["show"])
            assert equal(right, found), (row, column, right, found)
    check_scales(case, query["columns"], rows)


def fetched(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    table = pa.ipc.open_stream(engine.execute(sql)).read_all()
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def names(case: Case) -> list[str]:
    if not case.keys:
        return [column.name for column in case.columns]
    keys = [key.name for key in case.keys]
    counted = any(aggregate.text == "count(*)" for aggregate in case.aggregates)
    others = [column.name for column in case.columns if column.name not in keys]
    return [*keys, *([] if counted else ["count"]), *others, *("an aggregate" for _ in case.aggregates)]


def check_scales(case: Case, columns: list[dict[str, Any]], rows: list[tuple[Any, ...]]) -> None:
    """Every group's histogram says the scale that all of them share."""
    kept = [row for row in range(case.table.rows) if case.filter is None or case.filter.value(row)]
    for index, column in enumerate(columns):
        if column["show"] == "histogram":
            source = next(one for one in case.columns if one.name == column["name"])
            assert source.kind.name in HISTOGRAMS
            right = scale(source, kept)
            for row in rows:
                bounds = (row[index]["lo"], row[index]["hi"])
                assert bounds == ((right.lo, right.hi) if right else (None, None))


def test_labels_that_are_other_columns_names_do_not_change_the_order(core: Core) -> None:
    schema = {
        "ref": "t:v0",
        "relation": "t",
        "rows": 3,
        "columns": [{"name": name, "type": INTEGER} for name in "ab"],
    }
    options = {"columns": "a as b2, b as a2", "sort": "a desc"}
    for swapped in (options, {**options, "columns": 'a as "b", b as "a"'}):
        spec = core.call("specFromOptions", swapped, schema)["spec"]
        sql = core.drive("viewQuery", spec, schema, {}, execute=lambda _: b"")["sql"]
        with duckdb.connect() as connection:
            connection.execute(
                "CREATE TABLE t AS SELECT * FROM (VALUES (0, 1, 9), (1, 3, 8), (2, 2, 7)) t(__row__, a, b)"
            )
            assert connection.execute(sql).fetchall() == [(3, 8), (2, 7), (1, 9)]
