"""What a table knows of having been logged, its keys, and computed columns."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from reportgen import Table
from reportgen.convert.arrow import read_types
from reportgen.data.type_json import type_to_json


def table_of(mode: str = "IMMUTABLE", rows: int = 2) -> Table:
    return Table(columns=["a", "b"], data=[[i, str(i)] for i in range(rows)], log_mode=mode)


def test_a_mode_that_is_unknown() -> None:
    with pytest.raises(ValueError, match="log_mode='INCREMENTL' is not known; did you mean 'INCREMENTAL'"):
        Table(log_mode="INCREMENTL")


CHANGES: list[tuple[str, Any]] = [
    ("row", lambda t: t.add_data(9, "x")),
    ("column", lambda t: t.add_column("c", [1, 2])),
    ("computed", lambda t: t.add_computed_columns(lambda i, row: {"d": row["a"] + i})),
    ("cast", lambda t: t.cast("a", float)),
    ("key", lambda t: t.set_pk("a")),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_table_knows_whether_it_changed_since_it_was_logged(change: Any) -> None:
    table = table_of()
    assert not table.has_been_logged()
    assert not table.changed_since_logged
    table.mark_logged("t:v0")
    assert table.has_been_logged()
    assert table.logged_as == "t:v0"
    assert not table.changed_since_logged
    change(table)
    assert table.changed_since_logged
    table.mark_logged("t:v1")
    assert not table.changed_since_logged


def test_increments_have_the_rows_that_are_new() -> None:
    table = table_of("INCREMENTAL")
    assert table.unlogged() == table
    table.mark_logged()
    assert len(table.unlogged()) == 0
    assert table.unlogged().columns == ["a", "b"]
    earlier = table.data
    table.add_data(5, "five")
    part = table.unlogged()
    assert (part.data, part.log_mode) == ([[5, "five"]], "INCREMENTAL")
    assert len(earlier) == 2
    assert len(table) == 3


def test_increments_of_a_frame_keep_its_types() -> None:
    table = Table(dataframe=pa.table({"x": pa.array([1, 2], pa.int8())}), log_mode="INCREMENTAL")
    assert table.unlogged().types == table.types
    table.mark_logged()
    table.add_data(3)
    assert table.unlogged().types == table.types
    assert table.unlogged().to_arrow()["x"].to_pylist() == [3]


def test_columns_cannot_be_added_to_increments() -> None:
    table = table_of("INCREMENTAL")
    with pytest.raises(RuntimeError, match="columns cannot be added to an INCREMENTAL table"):
        table.add_column("c", [1, 2])
    with pytest.raises(RuntimeError, match="columns cannot be added to an INCREMENTAL table"):
        table.add_computed_columns(lambda i, row: {"c": i})


def test_an_increment_costs_as_much_as_its_rows() -> None:
    table = Table(columns=["a", "b"], data=[[i, i] for i in range(300_000)], log_mode="INCREMENTAL")
    table.mark_logged()
    whole = seconds(lambda: table.to_arrow())
    table.add_data(1, 2)
    assert seconds(lambda: table.unlogged().to_arrow()) < whole / 4


def seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_computed_columns() -> None:
    table = table_of()
    table.add_computed_columns(lambda i, row: {"twice": row["a"] * 2} | ({"odd": row["b"]} if i else {}))
    assert table.columns == ["a", "b", "twice", "odd"]
    assert table.data == [[0, "0", 0, None], [1, "1", 2, "1"]]


def test_keys() -> None:
    people = table_of()
    people.set_pk("a")
    likes = Table(columns=["who", "row", "what"], data=[[1, people.index_ref(0), "tea"]])
    likes.set_fk("who", people, "a")
    assert [type_to_json(kind).get("key") for kind in likes.types] == [{"column": "a"}, {}, None]
    assert [(name, table is people) for name, table in likes.links()] == [("who", True), ("row", True)]
    assert types_in(likes, {"who": "people", "row": "people"}) == [
        {"table": "people", "column": "a"},
        {"table": "people"},
        None,
    ]
    people.mark_logged("people:v0")
    assert types_in(likes, {}) == [{"table": "people:v0", "column": "a"}, {"table": "people:v0"}, None]
    assert type_to_json(people.types[0])["key"] == "primary"


def types_in(table: Table, refs: dict[str, str]) -> list[Any]:
    columns = read_types(table.to_arrow(refs=refs).schema)
    assert columns is not None
    return [column["type"].get("key") for column in columns]


def test_row_numbers_of_iteration_are_keys_too() -> None:
    people = table_of()
    likes = Table(columns=["row"], data=[[number] for number, _ in people.iterrows()])
    assert likes.get_column("row") == [0, 1]
    assert [table for _, table in likes.links()] == [people]
    assert people.get_index() == [0, 1]
    with pytest.raises(IndexError, match="there is no row 2: the table has 2"):
        people.index_ref(2)


def test_a_key_to_a_column_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="the table has no column 'aa'; did you mean 'a'"):
        table_of().set_fk("a", table_of(), "aa")


def test_rows_of_three_cells_without_names() -> None:
    assert Table(data=[["in", "out", "so"]]).columns == ["Input", "Output", "Expected"]
    table = Table()
    table.add_row("in", "out", "so")
    assert table.columns == ["Input", "Output", "Expected"]


def test_a_dict_of_columns() -> None:
    assert Table(data={"a": [1, 2], "b": ["x", "y"]}).data == [[1, "x"], [2, "y"]]
    with pytest.raises(ValueError, match="column 'b' has 1 values and column 'a' has 2"):
        Table(data={"a": [1, 2], "b": ["x"]})


def test_limits_are_accepted_and_limit_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "MAX_ROWS", 1)
    monkeypatch.setattr(Table, "MAX_ARTIFACT_ROWS", 1)
    assert table_of(rows=5).to_arrow().num_rows == 5


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Table(columns="ab"), "columns= wants a list of names, not 'ab'"),
    (lambda: Table(columns=5), "columns= wants a list of names, not 5"),  # type: ignore[arg-type]
    (lambda: Table(columns=["a"], data=[[1], 2]), "row 1 is 2: a row is a list of cells or a dict"),
    (lambda: Table(columns=["a", "b"], data=["xy"]), "row 0 is 'xy': a row is a list of cells or a dict"),
    (
        lambda: Table(columns=["a"], data="xy"),
        "data= wants rows, a dict of columns or a data frame, not 'xy'",
    ),
    (lambda: Table(columns=["a"], data=3), "data= wants rows, a dict of columns or a data frame, not 3"),
    (lambda: Table(data={"a": 1}), "the values of column 'a' must be a list, an array or a Series, not 1"),
    (lambda: table_of(rows=1).add_column("c", "x"), "the values of column 'c' must be a list"),
    (
        lambda: table_of(rows=1).add_computed_columns(lambda number, row: 7),  # type: ignore[arg-type, return-value]
        "the function gave 7 for row 0: return a dict of the new cells",
    ),
]


@pytest.mark.parametrize(("ask", "message"), REFUSED)
def test_what_is_neither_rows_nor_columns(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        ask()
