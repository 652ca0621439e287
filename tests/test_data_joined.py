"""Tables made of other tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from reportgen import Image, Table
from reportgen.data.joined import JoinedTable, PartitionedTable


def table(columns: list[str], *rows: list[Any]) -> Table:
    return Table(columns=columns, data=list(rows))


IMAGE = Image(np.eye(2))

JOINED: list[tuple[Table, Table, Any, list[str], list[list[Any]]]] = [
    (
        table(["id", "a"], [1, "x"], [2, "y"], [2, "yy"]),
        table(["id", "b"], [2, 10], [2, 11], [3, 12]),
        "id",
        ["id", "a", "b"],
        [[1, "x", None], [2, "y", 10], [2, "y", 11], [2, "yy", 10], [2, "yy", 11], [3, None, 12]],
    ),
    (
        table(["id", "a"], [1, "x"]),
        table(["a", "key"], ["z", 1.0]),
        ["id", "key"],
        ["id", "a", "a (2)", "key"],
        [[1, "x", "z", 1.0]],
    ),
    (
        table(["id"], [None], [float("nan")]),
        table(["id", "b"], [None, 1]),
        "id",
        ["id", "b"],
        [[None, None], ["nan", None], [None, 1]],
    ),
    (table(["id"], [True]), table(["id"], [1]), "id", ["id"], [[True], [1]]),
    (
        table(["image", "a"], [IMAGE, 1]),
        table(["image", "b"], [Image(np.eye(2)), 2]),
        "image",
        ["image", "a", "b"],
        [[IMAGE, 1, 2]],
    ),
    (
        table(["id", "a"], [[1, 2], "x"]),
        table(["id", "b"], [np.array([1, 2]), "y"]),
        "id",
        ["id", "a", "b"],
        [[[1, 2], "x", "y"]],
    ),
    (
        table(["id"], [dt.date(2020, 1, 1)]),
        table(["id", "b"], [dt.date(2020, 1, 1), 1]),
        ("id", "id"),
        ["id", "b"],
        [[dt.date(2020, 1, 1), 1]],
    ),
    (table(["id"]), table(["id", "b"], [1, 2]), "id", ["id", "b"], [[1, 2]]),
]


@pytest.mark.parametrize(("left", "right", "key", "columns", "rows"), JOINED)
def test_joined(left: Table, right: Table, key: Any, columns: list[str], rows: list[list[Any]]) -> None:
    joined = JoinedTable(left, right, key).to_table()
    assert joined.columns == columns
    assert [["nan" if cell != cell else cell for cell in row] for row in joined.data] == rows


def test_tables_that_are_named_are_loaded() -> None:
    tables = {"left": table(["id"], [1]), "t:v0/right": table(["id", "b"], [1, 2])}
    named = JoinedTable("left", "t:v0/right", "id")
    assert named.to_table(tables.__getitem__).data == [[1, 2]]
    assert named == JoinedTable("left", "t:v0/right", ["id", "id"])
    assert named != JoinedTable("left", "other", "id")
    with pytest.raises(ValueError, match="the table 'left' must be loaded"):
        named.to_table()


WRONG: list[tuple[Any, Any, Any, type[Exception], str]] = [
    ("a", "b", 3, TypeError, "join_key=3 is neither the name of a column nor a list of two"),
    ("a", 3, "id", TypeError, "table2 wants a Table, a path in the artifact or a reference, not a int"),
    (table(["id"]), "b", "idd", ValueError, "the table has no column 'idd' to join on; did you mean 'id'?"),
]


@pytest.mark.parametrize(("left", "right", "key", "error", "message"), WRONG)
def test_refused(left: Any, right: Any, key: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        JoinedTable(left, right, key)
    assert str(caught.value) == message


def test_parts() -> None:
    parts = PartitionedTable("parts/")
    assert parts == PartitionedTable("parts")
    assert parts.is_part("parts/a")
    assert not parts.is_part("parted/a")
    whole = parts.to_table([table(["a", "b"], [1, "x"]), table(["a", "c"], [2.5, True])])
    assert whole.columns == ["a", "b", "c"]
    assert whole.data == [[1, "x", None], [2.5, None, True]]
    with pytest.raises(TypeError, match="parts_path=3 is not the path of a folder"):
        PartitionedTable(3)  # type: ignore[arg-type]
