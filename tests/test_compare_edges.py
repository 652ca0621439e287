"""Joins of strange tables: without rows or keys, one key thousands of times, numbers that floats lose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reportgen.query import Core, Engine

Columns: TypeAlias = Mapping[str, tuple[dict[str, Any], pa.DataType, Sequence[Any]]]

TEXT = {"kind": "text"}
FLOAT = {"kind": "float", "bits": 64}
INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}
WHOLE = {"kind": "integer", "bits": 64, "unsigned": True}
DECIMAL = {"kind": "decimal", "precision": 10, "scale": 2}
LIST = {"kind": "list", "item": INTEGER}
STRUCT = {"kind": "struct", "fields": [{"name": "a", "type": INTEGER}, {"name": "b", "type": TEXT}]}
BOX = pa.struct([("a", pa.int64()), ("b", pa.string())])
BIG = 2**53 + 1
NAN = float("nan")


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    with closing(Core()) as core:
        yield core


def answered(core: Core, folder: Path, tables: Sequence[Columns], **more: Any) -> dict[str, Any]:
    """What a panel of the tables shows; the same where their values stand beside the row numbers."""
    schemas = []
    with closing(Engine()) as engine:
        for index, columns in enumerate(tables):
            rows = len(next(iter(columns.values()))[2])
            arrays = {name: pa.array(values, kind) for name, (_, kind, values) in columns.items()}
            path = folder / f"{index}.parquet"
            table = pa.table({"__row__": pa.array(range(rows), pa.int64()), **arrays})
            pq.write_table(table, path, write_statistics=False)  # they know nothing of NaN
            engine.register(f"m{index}", [path])
            listed = [{"name": name, "type": kind} for name, (kind, _, _) in columns.items()]
            names = {"ref": f"m{index}:v0", "label": f"m{index}", "relation": f"m{index}"}
            schemas.append({**names, "rows": rows, "columns": listed})
        raw = {"v": 1, "tables": [{"ref": one["ref"], "label": one["label"]} for one in schemas], **more}
        found = core.call("compareSpec", raw, schemas)
        assert found["problems"] == []
        beside = core.drive("matchRows", found["spec"], schemas, execute=engine.execute) and core.drive(
            "placeBeside", found["spec"], schemas, execute=engine.execute
        )
        answers = [
            core.drive("answerComparison", found["spec"], some, {}, execute=engine.execute)
            for some in (schemas, [{**schemas[0], "beside": beside}, *schemas[1:]])
        ]
    assert str(answers[0]) == str(answers[1])
    answer: dict[str, Any] = answers[0]
    return answer


def keyed(ids: Sequence[str | None], scores: Sequence[float]) -> Columns:
    return {"id": (TEXT, pa.string(), ids), "score": (FLOAT, pa.float64(), scores)}


def said(answer: dict[str, Any], *facts: str) -> list[tuple[Any, ...]]:
    """What it says of each table."""
    return [tuple(member[fact] for fact in facts) for member in answer["members"]]


@pytest.mark.parametrize(("how", "rows"), [("inner", 0), ("outer", 2)])
def test_a_table_without_rows(core: Core, tmp_path: Path, how: str, rows: int) -> None:
    tables = [keyed(["a", "b"], [1, 2]), keyed([], [])]
    compare = {"as": "join", "how": how}
    answer = answered(core, tmp_path, tables, compare=compare)
    assert (answer["total"], len(answer["rows"])) == (rows, rows)
    assert said(answer, "rows", "alone") == [(2, 2), (0, 0)]
    grouped = answered(core, tmp_path, tables, compare=compare, group=["score"])
    assert (grouped["groups"], said(grouped, "filtered")) == (rows, [(rows,), (0,)])


@pytest.mark.parametrize("way", ["concat", "split"])
def test_a_table_without_rows_among_others(core: Core, tmp_path: Path, way: str) -> None:
    tables = [keyed([], []), keyed(["a", "b"], [1, 2])]
    answer = answered(core, tmp_path, tables, compare={"as": way}, filter="score > 1")
    assert (answer["total"], answer["filtered"]) == (2, 1)
    assert said(answer, "rows", "filtered") == [(0, 0), (2, 1)]


@pytest.mark.parametrize(("how", "rows"), [("inner", 0), ("outer", 5)])
def test_tables_whose_keys_are_all_missing(core: Core, tmp_path: Path, how: str, rows: int) -> None:
    tables = [keyed([None, None], [1, 2]), keyed([None, None, None], [3, 4, 5])]
    answer = answered(core, tmp_path, tables, compare={"as": "join", "how": how})
    assert answer["total"] == rows
    assert said(answer, "alone", "duplicates") == [(2, 0), (3, 0)]
    scores = [row[1] for row in answer["rows"]]
    assert scores == [[1, None], [2, None], [None, 3], [None, 4], [None, 5]][:rows]


def test_a_key_that_stands_ten_thousand_times_is_not_multiplied(core: Core, tmp_path: Path) -> None:
    many = 10_000
    tables = [keyed(["a"] * many, range(many)), keyed(["b", "a", "a"], [0, 1, 2])]
    inner = answered(core, tmp_path, tables, compare={"as": "join"})
    assert inner["rows"] == [["a", [0, 1]], ["a", [1, 2]]]
    assert inner["copies"] == [0, 1]
    assert said(inner, "alone", "duplicates") == [(many - 2, many), (1, 2)]
    outer = answered(core, tmp_path, tables, compare={"as": "join", "how": "outer"}, rows=1000)
    assert outer["total"] == many + 1
    grouped = answered(core, tmp_path, tables, compare={"as": "join", "how": "outer"}, group=["id"])
    assert [(row[0], row[1]) for row in grouped["rows"]] == [("a", [many, 2]), ("b", [0, 1])]


FIRST: Columns = {
    "id": (INTEGER, pa.int64(), [BIG, BIG + 2, 3, None]),
    "x": (FLOAT, pa.float64(), [NAN, 1.0, float("inf"), None]),
    "cost": (DECIMAL, pa.decimal128(10, 2), [Decimal("1.10"), None, Decimal("6"), Decimal("0")]),
    "path": (LIST, pa.list_(pa.int64()), [[1, 2], [], None, [3]]),
    "box": (STRUCT, BOX, [{"a": 1, "b": "x"}, None, None, None]),
    "count": (INTEGER, pa.int64(), [2**63 - 1, -(2**63), 0, None]),
}  # fmt: skip
SECOND: Columns = {
    "id": (INTEGER, pa.int64(), [3, BIG, BIG + 1]),
    "x": (FLOAT, pa.float64(), [2.5, NAN, None]),
    "cost": (INTEGER, pa.int64(), [6, 6, 7]),
    "path": (LIST, pa.list_(pa.int64()), [[1], [9, 9], None]),
    "box": (STRUCT, BOX, [None, {"a": None, "b": ""}, None]),
    "count": (WHOLE, pa.uint64(), [2**64 - 1, 0, 1]),
}  # fmt: skip


def test_values_of_all_types_stand_as_they_were_logged(core: Core, tmp_path: Path) -> None:
    answer = answered(core, tmp_path, [FIRST, SECOND], compare={"as": "join", "how": "outer"})
    rows = {str(row[0]): row[1:] for row in answer["rows"]}
    assert list(rows) == [str(BIG), str(BIG + 2), "3", "None", str(BIG + 1)]
    x, cost, path, box, count = rows[str(BIG)]
    assert str(x) == "[nan, nan]"
    assert (cost, path, box) == (["1.10", 6], [[1, 2], [9, 9]], [{"a": 1, "b": "x"}, {"a": None, "b": ""}])
    assert [int(one) for one in count] == [2**63 - 1, 0]
    assert [int(one) for one in rows["3"][4]] == [0, 2**64 - 1]
    agreed = answered(
        core, tmp_path, [FIRST, SECOND], compare={"as": "join"}, columns=[{"name": "id"}], filter="agree(*.x)"
    )
    assert agreed["rows"] == [[BIG]]


@pytest.mark.parametrize(
    ("on", "columns", "rows"),
    [
        ("cost", "cost", [[6, [float("inf"), 2.5]]]),
        ("id, cost", "id, cost", [[3, 6, [float("inf"), 2.5]]]),
        ("id + 1", "id", [[[3, 3], [float("inf"), 2.5]]]),
    ],
)
def test_keys_of_several_types_and_computed_keys(
    core: Core, tmp_path: Path, on: str, columns: str, rows: list[Any]
) -> None:
    compare = {"as": "join", "on": on.split(", ")}
    shown = [{"name": name} for name in (*columns.split(", "), "x")]
    tables = [FIRST, SECOND]
    answer = answered(core, tmp_path, tables, compare=compare, columns=shown, filter="x > 2 and x < 3")
    assert (answer["filtered"], answer["rows"]) == (1, rows)
