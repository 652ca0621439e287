"""The store's Parquet files, read by other tools alone, give plain values equal to what was logged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reportgen
from reportgen import Image, Table
from reportgen.store import Store

IMAGE = Image(np.eye(2), caption="eye")
UTC = dt.timezone.utc
MOMENT = dt.datetime(2020, 2, 29, 12, 30, 1, 123456)

COLUMNS: dict[str, tuple[list[Any], list[Any], str]] = {
    # name: what is logged, what plain tools read, DuckDB's type
    "integer": ([1, None, -(2**63)], [1, None, -(2**63)], "BIGINT"),
    "unsigned": ([2**63, None, 0], [2**63, None, 0], "UBIGINT"),
    "small": ([np.int8(-5), None, np.int8(5)], [-5, None, 5], "TINYINT"),
    "huge": ([2**70, None, -1], [Decimal(2**70), None, Decimal(-1)], "DECIMAL(38,0)"),
    "float": ([0.1, None, float("inf")], [0.1, None, float("inf")], "DOUBLE"),
    "float32": ([np.float32(0.1), None, np.float32(2)], [float(np.float32(0.1)), None, 2.0], "FLOAT"),
    "decimal": ([Decimal("1.20"), None, 3], [Decimal("1.20"), None, Decimal("3.00")], "DECIMAL(3,2)"),
    "text": (["", None, "naïve 🙂 \u202e"], ["", None, "naïve 🙂 \u202e"], "VARCHAR"),
    "boolean": ([True, None, False], [True, None, False], "BOOLEAN"),
    "timestamp": ([MOMENT, None, MOMENT], [MOMENT, None, MOMENT], "TIMESTAMP"),
    "aware": ([MOMENT.replace(tzinfo=UTC), None, None], [MOMENT, None, None], "TIMESTAMP"),
    "date": ([MOMENT.date(), None, None], [MOMENT.date(), None, None], "DATE"),
    "time": ([MOMENT.time(), None, None], [MOMENT.time(), None, None], "TIME"),
    "binary": ([b"\0\xff", None, b""], [b"\0\xff", None, b""], "BLOB"),
    "list": ([[1, None], None, []], [[1, None], None, []], "BIGINT[]"),
    "vector": ([np.ones(2, np.float32), None, np.zeros(1, np.float32)], [[1.0, 1.0], None, [0.0]], "FLOAT[]"),
    "struct": ([{"a": 1}, None, {"a": None}], [{"a": 1}, None, {"a": None}], "STRUCT(a BIGINT)"),
    "mixed": ([1, None, {"a": [b"x"]}], ["1", None, '{"a": [{"$bytes": "eA=="}]}'], "VARCHAR"),
    "image": (
        [IMAGE, None, IMAGE],
        [IMAGE.describe(), None, IMAGE.describe()],
        "STRUCT(sha256 VARCHAR, format VARCHAR, caption VARCHAR, uri VARCHAR, width INTEGER, height INTEGER, "
        "grouping BIGINT, boxes STRUCT(layer VARCHAR, x_min DOUBLE, y_min DOUBLE, x_max DOUBLE, "
        "y_max DOUBLE, domain VARCHAR, class_id BIGINT, label VARCHAR, caption VARCHAR, "
        "scores MAP(VARCHAR, DOUBLE))[], masks STRUCT(layer VARCHAR, sha256 VARCHAR, "
        "classes MAP(BIGINT, VARCHAR))[], classes MAP(BIGINT, VARCHAR))",
    ),
    "SELECT \"a.b\" 'x'": ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], "DOUBLE"),
}


@pytest.fixture(scope="module", name="file")
def _file(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("parquet")
    rows = [list(row) for row in zip(*(logged for logged, _, _ in COLUMNS.values()), strict=True)]
    durations = [dt.timedelta(days=-1, microseconds=5), None, dt.timedelta(0)]
    table = Table(columns=list(COLUMNS), data=rows)
    table.add_column("duration", durations)
    table.add_column("nan", [float("nan"), None, 1.0])
    table.add_column("map", [{1: "x"}, None, {2: "y", 3: "z"}])
    with reportgen.init(dir=folder) as run:
        run.log({"t": table})
    store = Store(folder / "store")
    return str(store.blob_path(store.resolve("t").entry.sha256))


def test_duckdb(file: str) -> None:
    relation = duckdb.read_parquet(file)
    rows = relation.fetchall()
    names, types = relation.columns, [str(kind).replace('"', "") for kind in relation.types]
    for name, (_, plain, kind) in COLUMNS.items():
        at = names.index(name)
        assert [row[at] for row in rows] == plain
        assert types[at] == kind
    at = names.index("duration")
    assert types[at] == "BIGINT"
    assert [row[at] for row in rows] == [-86399999995, None, 0]
    assert str([row[names.index("nan")] for row in rows]) == "[nan, None, 1.0]"
    assert [row[names.index("map")] for row in rows] == [{1: "x"}, None, {2: "y", 3: "z"}]


def test_pyarrow(file: str) -> None:
    table = pq.read_table(file)
    for name, (_, plain, _) in COLUMNS.items():
        assert table[name].to_pylist() == plain
    assert table["duration"].to_pylist() == [dt.timedelta(microseconds=-86399999995), None, dt.timedelta(0)]
    assert table["map"].to_pylist() == [[(1, "x")], None, [(2, "y"), (3, "z")]]


def test_pandas(file: str) -> None:
    frame = pd.read_parquet(file, dtype_backend="pyarrow")
    for name, (_, plain, _) in COLUMNS.items():
        values = [None if value is pd.NA else value for value in frame[name].tolist()]
        assert [v.tolist() if isinstance(v, np.ndarray) else v for v in values] == plain


ARROW: list[tuple[pa.Array, str, list[Any]]] = [
    (pa.array([1, None], pa.int16()), "int16", [1, None]),
    (pa.array(["a"], pa.large_string()), "string", ["a"]),
    (pa.array(["a"], pa.string_view()), "string", ["a"]),
    (pa.array([b"a"], pa.binary(1)), "binary", [b"a"]),
    (pa.array(np.array([1.5], np.float16)), "float", [1.5]),
    (
        pa.array(["a", "b", "a"]).dictionary_encode(),
        "dictionary<values=string, indices=int32, ordered=0>",
        ["a", "b", "a"],
    ),
    (pa.array([MOMENT], pa.timestamp("ns", "Asia/Tokyo")), "timestamp[us]", [MOMENT.replace(tzinfo=UTC)]),
    (pa.array([1], pa.timestamp("s")), "timestamp[us]", [dt.datetime(1970, 1, 1, 0, 0, 1)]),
    (pa.array([MOMENT.date()], pa.date64()), "date32[day]", [MOMENT.date()]),
    (pa.array([1], pa.time32("s")), "time64[us]", [dt.time(0, 0, 1)]),
    (pa.array([1], pa.duration("ms")), "duration[us]", [dt.timedelta(milliseconds=1)]),
    (pa.array([[1, 2]], pa.list_(pa.int32(), 2)), "list<item: int32>", [[1, 2]]),
    (pa.array([Decimal("1.5")], pa.decimal256(5, 2)), "decimal128(5, 2)", [Decimal("1.50")]),
    (pa.array([Decimal(10**50)], pa.decimal256(60, 0)), "string", [Decimal(10**50)]),
    (pa.array([{"a": 1, "A": 2}]), "map<string, int64>", [{"a": 1, "A": 2}]),
    (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int8())), "map<string, int8>", [{"k": 1}]),
    (
        pa.UnionArray.from_dense(
            pa.array([0, 1], pa.int8()), pa.array([0, 0], pa.int32()), [pa.array([5]), pa.array(["x"])]
        ),
        "string",
        [5, "x"],
    ),
    (
        pa.ListArray.from_arrays(pa.array([0, 2], pa.int32()), pa.array(["a", "b"]).dictionary_encode()),
        "list<item: string>",
        [["a", "b"]],
    ),
    (pa.nulls(2), "int32", [None, None]),
    (pa.array([[None, None], []]), "list<item: int32>", [[None, None], []]),
]


@pytest.mark.parametrize(("array", "stored", "values"), ARROW, ids=[str(a.type) for a, _, _ in ARROW])
def test_arrow_types_are_adopted(tmp_path: Path, array: pa.Array, stored: str, values: list[Any]) -> None:
    table = Table(dataframe=pa.table({"x": array}))
    assert str(table.to_arrow().schema.field("x").type) == stored
    with reportgen.init(dir=tmp_path) as run:
        run.log({"t": table})
        assert run.use_artifact("t").get("t").get_column("x") == values
