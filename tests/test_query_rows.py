"""Rows by number, where they stand, pinned, of a group, and found by search: as plain Python has them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.query import Core, Engine
from tests.query_reference import ordered, same
from tests.query_tables import Column
from tests.test_query_properties import Case, cases, expected, in_memory, shown, stream

ROWS_ONLY = cases().map(lambda case: without_groups(case))
FAST = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
Execute = Callable[[str], bytes]


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def without_groups(case: Case) -> Case:
    """The case as a panel of rows."""
    if not case.keys:
        return case
    columns = [entry for entry in case.spec["columns"] if entry["name"] != "an aggregate"]
    spec = {name: part for name, part in case.spec.items() if name != "group"}
    orders = case.row_orders
    spec |= {"columns": columns, "sort": [order.json for order in orders]}
    return replace(case, spec=spec, keys=[], orders=orders, aggregates=[])


@contextlib.contextmanager
def executed(case: Case) -> Iterator[Execute]:
    """What asks the table's file."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine()
        engine.register(case.table.schema["relation"], case.table.write(Path(folder), 1))
        try:
            yield engine.execute
        finally:
            engine.close()


def filtered(case: Case) -> list[int]:
    """The rows that the filter leaves, in the view's order."""
    kept = [row for row in range(case.table.rows) if case.filter is None or case.filter.value(row)]
    return ordered(kept, case.orders, lambda row: row)


def cells(columns: list[Column], rows: list[int]) -> list[list[Any]]:
    return [[shown(column, column.values[row]) for column in columns] for row in rows]


@FAST
@given(case=ROWS_ONLY, data=st.data())
def test_rows_by_number_and_by_place(core: Core, case: Case, data: st.DataObject) -> None:
    schema = case.table.schema
    spec = core.call("normaliseSpec", case.spec, schema)["spec"]
    order = filtered(case)
    wanted = data.draw(st.lists(st.integers(0, case.table.rows + 2), unique=True, max_size=5))
    there = [row for row in wanted if row < case.table.rows]
    with executed(case) as execute:
        assert core.drive("rowIds", spec, schema, execute=execute) == order
        part = {"offset": 1, "limit": 2}
        assert core.drive("rowIds", spec, schema, part, execute=execute) == order[1:3]
        for row in there:
            place = order.index(row) if row in order else None
            found = core.drive("rowPlace", spec, schema, row, execute=execute)
            assert found == {"place": place, "total": len(order)}
        found = core.drive("rowsById", spec, schema, wanted, execute=execute)
        assert found["ids"] == there
        assert same(cells(case.columns, there), found["rows"])
        plain = core.call("normaliseSpec", {"columns": []}, schema)["spec"]
        every = core.drive("rowsById", plain, schema, there, {"every": True}, execute=execute)
        own = case.table.columns
        assert [column["name"] for column in every["columns"]] == (
            [c.name for c in own] if there or own else []
        )
        assert same(cells(own, there), every["rows"])


@FAST
@given(case=ROWS_ONLY, data=st.data(), two_steps=st.booleans())
def test_pinned_rows_are_there_whatever_the_filter(
    core: Core, case: Case, data: st.DataObject, two_steps: bool
) -> None:
    schema = case.table.schema
    numbers = st.integers(0, max(case.table.rows - 1, 0))
    pinned = data.draw(st.lists(numbers, unique=True, max_size=min(3, case.table.rows)))
    normalised = core.call("normaliseSpec", {**case.spec, "pinned": pinned}, schema)
    assert normalised["problems"] == []
    options = {"offset": case.offset, **({"twoStepRows": 0} if two_steps else {})}
    with executed(case) as execute:
        answer = core.drive("answerPanel", normalised["spec"], schema, options, execute=execute)
    for key, value in expected(case).items():
        assert same(value, answer[key]), key
    assert ("pinned" in answer) == bool(pinned)
    if pinned:
        assert answer["pinned"]["ids"] == pinned
        assert same(cells(case.columns, pinned), answer["pinned"]["rows"])


@FAST
@given(case=cases().filter(lambda case: bool(case.keys)))
def test_the_rows_of_a_group(core: Core, case: Case) -> None:
    schema = case.table.schema
    spec = core.call("normaliseSpec", {**case.spec, "rows": 1000}, schema)["spec"]
    with executed(case) as execute:
        answer = core.drive("answerPanel", spec, schema, {}, execute=execute)
        found = [core.drive("groupRows", spec, schema, key, 2, execute=execute) for key in answer["keys"]]
    counted = [group["total"] for group in found]
    assert sum(counted) == answer["filtered"]
    order = ordered(
        [row for row in range(case.table.rows) if case.filter is None or case.filter.value(row)],
        case.row_orders,
        lambda row: row,
    )
    places = {row: place for place, row in enumerate(order)}
    for group in found:
        assert len(group["ids"]) == min(2, group["total"])
        assert [places[row] for row in group["ids"]] == sorted(places[row] for row in group["ids"])
        assert same(cells(case.columns, group["ids"]), group["rows"])


def texts_of(column: Column, row: int) -> str | None:
    value = column.values[row]
    if column.kind.name == "image":
        return None if value is None else str(value["caption"])
    return value if column.kind.name == "text" else None


@FAST
@given(case=ROWS_ONLY, text=st.sampled_from(["a", "IT'S", "É", 'SAY "hi', "%", "_", "\\", "😀", "שלום", "9"]))
def test_search_finds_what_any_text_holds(core: Core, case: Case, text: str) -> None:
    schema = case.table.schema
    searched = [column for column in case.columns if column.kind.name in ("text", "image")]
    normalised = core.call("normaliseSpec", {**case.spec, "search": text}, schema)
    spec = normalised["spec"]
    if not searched:
        assert [problem["message"] for problem in normalised["problems"]] == [
            "the table has no text to search in"
        ]
        return
    assert normalised["problems"] == []
    wanted = [
        row
        for row in filtered(case)
        if any(text.lower() in (texts_of(column, row) or "").lower() for column in searched)
    ]
    with executed(case) as execute:
        assert core.drive("rowIds", spec, schema, execute=execute) == wanted
        answer = core.drive("answerPanel", {**spec, "rows": 1000}, schema, {}, execute=execute)
    assert (answer["filtered"], answer["ids"]) == (len(wanted), wanted)
    with contextlib.closing(in_memory(case.table)) as memory:
        assert core.drive("rowIds", spec, schema, execute=lambda sql: stream(memory, sql)) == wanted


def test_a_view_of_some_rows_is_one_statement(core: Core) -> None:
    schema = {
        "ref": "t:v0",
        "relation": "t",
        "rows": 4,
        "columns": [{"name": "a", "type": {"kind": "integer", "bits": 64, "unsigned": False}}],
    }
    spec = core.call("specFromOptions", {"filter": "a > 0 or a < -5", "sort": "a desc"}, schema)["spec"]
    for rows, clause in (([3, 1], '"__row__" IN (3, 1)'), ([], '"__row__" IN (NULL)')):
        sql = core.drive("viewQuery", spec, schema, {"rows": rows}, execute=lambda _: b"")["sql"]
        assert clause in sql
        assert ") AND " in sql
