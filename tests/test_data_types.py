"""Column types: what is inferred from which values, and that the JSON form is faithful."""

from __future__ import annotations

import datetime as dt
import enum
import json
import pathlib
import uuid
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from reportgen import Image, Table
from reportgen.convert.arrow import storage_type, type_of
from reportgen.data.media.markdown import Markdown
from reportgen.data.type_json import arrow_type, type_from_json, type_to_json
from reportgen.data.types import (
    ColumnType,
    Date,
    Float,
    ForeignKey,
    Integer,
    List,
    MediaType,
    PrimaryKey,
    Text,
)

UTC = dt.timezone.utc
EAST = dt.timezone(dt.timedelta(hours=5, minutes=30))


class Fruit(enum.Enum):
    APPLE = 1


def short(kind: dict[str, Any]) -> str:
    """A type in few signs, for the tables below."""
    match kind["kind"]:
        case "integer":
            return f"{'u' if kind['unsigned'] else ''}int{kind['bits']}"
        case "float":
            return f"float{kind['bits']}"
        case "decimal":
            return f"decimal({kind['precision']},{kind['scale']})"
        case "timestamp":
            return "timestamp utc" if kind["utc"] else "timestamp"
        case "list":
            length = f" × {kind['length']}" if "length" in kind else ""
            return f"{kind.get('array', {}).get('dtype', '')}[{short(kind['item'])}{length}]"
        case "text":
            return str(kind.get("format", "text"))
        case "map":
            return f"{{{short(kind['key'])}: {short(kind['value'])}}}"
        case "struct":
            inner = ", ".join(f"{f['name']} {short(f['type'])}" for f in kind["fields"])
            return f"{'sparse ' if kind.get('sparse') else ''}({inner})"
        case name:
            return str(name)


INFERRED: list[tuple[list[Any], str]] = [
    ([], "null"),
    ([None, None], "null"),
    ([1, None, -3], "int64"),
    ([2**63 - 1, -(2**63)], "int64"),
    ([2**63, 1], "uint64"),
    ([2**64], "decimal(38,0)"),
    ([2**63, -1], "decimal(38,0)"),
    ([10**38 - 1, -(10**38) + 1], "decimal(38,0)"),
    ([10**38], "mixed"),
    ([np.int8(1), np.int8(2)], "int8"),
    ([np.uint16(1)], "uint16"),
    ([np.int8(1), 2], "int64"),
    ([np.int8(1), np.int16(2)], "int64"),
    ([1.5, float("nan"), None], "float64"),
    ([np.float32(1.5), None], "float32"),
    ([np.float16(1.5)], "float32"),
    ([np.float32(1.5), 1.5], "float64"),
    ([1, 1.5], "float64"),
    ([2**53, 1.5], "float64"),
    ([2**53 + 1, 1.5], "mixed"),
    ([np.int64(2**53 + 1), 1.5], "mixed"),
    ([True, None, np.bool_(False)], "boolean"),
    ([True, 1], "mixed"),
    (["", "a", None], "text"),
    (["\ud800"], "mixed"),
    (["a", 1], "mixed"),
    ([b"a", bytearray(b"b"), memoryview(b"c")], "binary"),
    ([Decimal("1.20"), Decimal("100")], "decimal(5,2)"),
    ([Decimal("0.001")], "decimal(3,3)"),
    ([Decimal("1E+5"), 7], "decimal(6,0)"),
    ([Decimal("NaN")], "mixed"),
    ([Decimal("-0")], "mixed"),
    ([Decimal("1E+40")], "mixed"),
    ([Decimal("1.5"), 1.5], "mixed"),
    ([dt.datetime(2020, 1, 1), None], "timestamp"),
    ([dt.datetime(2020, 1, 1, tzinfo=EAST)], "timestamp utc"),
    ([dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 1, tzinfo=UTC)], "mixed"),
    ([pd.Timestamp("2020-01-01"), pd.NaT], "timestamp"),
    ([pd.Timestamp("2020-01-01", tz="UTC")], "timestamp utc"),
    ([np.datetime64("2020-01-01T10:00:00.123456")], "timestamp"),
    ([np.datetime64("2020-01-01")], "date"),
    ([np.datetime64("NaT")], "null"),
    ([dt.date(2020, 1, 1)], "date"),
    ([dt.date(2020, 1, 1), dt.datetime(2020, 1, 1)], "mixed"),
    ([dt.time(1, 2, 3)], "time"),
    ([dt.time(1, tzinfo=UTC)], "mixed"),
    ([dt.timedelta(days=1), pd.Timedelta("1s"), np.timedelta64(5, "m")], "duration"),
    ([dt.timedelta.max], "mixed"),
    ([Markdown("# a"), None], "markdown"),
    ([Markdown("# a"), "a"], "text"),
    ([len, pathlib.Path, str.join], "text"),
    ([pd.Period("2020-01", "M"), pd.Interval(0, 1)], "text"),
    ([Table(columns=["a"], data=[[1], [2]]), None], "[(a int64)]"),
    ([Fruit.APPLE, pathlib.PurePosixPath("a/b"), uuid.UUID(int=1)], "text"),
    ([pd.NA, 1], "int64"),
    ([[1, 2], [], None], "[int64]"),
    ([(1, 2.5), {3}, range(2)], "[float64]"),
    ([[], None], "[null]"),
    ([[1, "a"]], "mixed"),
    ([[[1], []], []], "[[int64]]"),
    ([np.zeros(3, np.float32), None, np.zeros(2, np.float32)], "float32[float32]"),
    ([np.zeros(3, np.float32), [1.5]], "[float64]"),
    ([np.zeros(3, np.float16)], "float16[float32 × 3]"),
    ([np.zeros(3, bool), np.ones(3, bool)], "bool[boolean × 3]"),
    ([np.zeros(3, np.float32), np.zeros(3)], "float64[float64 × 3]"),
    ([np.zeros(3, np.int8), np.zeros(3, np.int16)], "int16[int16 × 3]"),
    ([np.zeros(3, np.int64), np.zeros(3)], "[float64]"),
    ([np.zeros((2, 3), np.uint8)], "uint8[[uint8 × 3] × 2]"),
    ([np.zeros((2, 3)), np.zeros((0, 3))], "float64[[float64 × 3]]"),
    ([np.zeros((0, 3)), np.zeros((0, 4))], "[[float64] × 0]"),
    ([np.zeros((1, 2, 3)), np.zeros((2, 1, 3))], "float64[[[float64 × 3]]]"),
    ([{"v": np.zeros(2, np.int32)}], "(v int32[int32 × 2])"),
    ([np.array(["a", "b"])], "[text]"),
    ([np.array(5, np.int16)], "int16"),
    ([{"a": 1, "b": "x"}, {"b": "y", "a": 2}], "(a int64, b text)"),
    ([{"a": 1}, {"b": 2.5}], "sparse (a int64, b float64)"),
    ([{"a": None}, {"b": 2}], "{text: int64}"),
    ([{"a": None}, {"b": 2}, {"c": "x"}], "mixed"),
    ([{f"k{i}": i} for i in range(65)], "{text: int64}"),
    ([{1: "x"}, {2: "y"}], "{int64: text}"),
    ([{"a": 1, "A": 2}], "{text: int64}"),
    ([{"": 1}], "{text: int64}"),
    ([{}], "mixed"),
    ([{}, {"a": 1}], "sparse (a int64)"),
    ([{"a": [{"b": 1}]}], "(a [(b int64)])"),
    ([Image(np.zeros((2, 2))), None], "image"),
    ([[Image(np.zeros((2, 2)))]], "[image]"),
    ([Image(np.zeros((2, 2))), 1], "mixed"),
]


@pytest.mark.parametrize(
    ("values", "expected"), INFERRED, ids=[f"{e} {i}" for i, (_, e) in enumerate(INFERRED)]
)
def test_inferred(values: list[Any], expected: str) -> None:
    table = Table()
    table.add_column("x", values)
    (kind,) = table.types
    data = type_to_json(kind)
    assert short(data) == expected
    assert type_from_json(data) == kind
    arrow = table.to_arrow()
    assert arrow.schema.field("x").type == storage_type(data)


NOT_IN_STORAGE = ("mixed", "image", "sparse", "null", "'utc': True", "length", "array", "format")


def test_every_type_is_found_again_in_its_storage() -> None:
    for values, _ in INFERRED:
        table = Table()
        table.add_column("x", values)
        data = type_to_json(table.types[0])
        if not any(word in str(data) for word in NOT_IN_STORAGE):
            assert type_of(storage_type(data)) == data


REFUSED: list[tuple[Any, str]] = [
    (1j, "a value of type complex cannot be stored: store its real and its imaginary part as two columns"),
    (
        np.complex64(1),
        "a value of type complex cannot be stored: store its real and its imaginary part as two columns",
    ),
    (
        np.zeros(2, complex),
        "a value of type complex cannot be stored: store its real and its imaginary part as two columns",
    ),
    (slice(3), "a value of type slice cannot be stored: turn it into text, numbers, lists or dicts"),
    (
        [1, [2j]],
        "a value of type complex cannot be stored: store its real and its imaginary part as two columns",
    ),
    (
        pd.Timestamp("2020-01-01T00:00:00.000000001"),
        "a time finer than a microsecond cannot be stored: round it with .floor('us')",
    ),
    (
        np.datetime64("2020-01-01T00:00:00.000000001"),
        "a time finer than a microsecond cannot be stored: round it to microseconds",
    ),
    (
        np.datetime64("20200-01-01"),
        "the time 20200-01-01 is outside of the years 1 to 9999: store it as text",
    ),
    (
        np.timedelta64(1, "M"),
        "a timedelta64 without a fixed length cannot be stored: give it in days or seconds",
    ),
    (
        dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=1))),
        "the time 9999-12-31 23:59:59.999999-01:00 leaves the years 1 to 9999 in UTC: store it as text",
    ),
    (
        {(1, 2): 3},
        "a dict with a key of type tuple cannot be stored: use texts as keys",
    ),
    (
        {Fruit.APPLE: 1, "APPLE": 2},
        "a dict with two keys that are stored alike cannot be stored: rename one of them",
    ),
]


@pytest.mark.parametrize(("value", "message"), REFUSED)
def test_refused(value: Any, message: str) -> None:
    table = Table(columns=["id", "x"], data=[[1, None]])
    with pytest.raises(TypeError) as caught:
        table.add_data(2, value)
    assert str(caught.value) == f"row 1, column 'x': {message}"
    assert table.data == [[1, None]]


def test_a_list_that_contains_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(TypeError, match="row 0, column 'x': a value nested this deeply cannot be stored"):
        Table(columns=["x"], data=[[loop]])


def test_functions_periods_and_tables_in_cells() -> None:
    table = Table(
        columns=["x"], data=[[len], [pd.Period("2020-01", "M")], [dt.datetime], [pd.Interval(0, 1)]]
    )
    assert table.get_column("x") == ["builtins.len", "2020-01", "datetime.datetime", "(0, 1]"]
    inner = Table(columns=["a", "b"], data=[[1, "x"]])
    for frame in (inner, inner.get_dataframe(), inner.to_polars(), inner.to_arrow()):
        assert Table(columns=["x"], data=[[frame]]).data == [[[{"a": 1, "b": "x"}]]]
    series = pd.Series([1, None], dtype="Int64")
    assert Table(columns=["x"], data=[[series], [pa.array([2])]]).data == [[[1, None]], [[2]]]


MARKED: list[ColumnType] = [
    Integer(classes=((0, "dog"), (7, "cat"))),
    Integer(16, unsigned=True, key=PrimaryKey()),
    Integer(key=ForeignKey("people", None)),
    Text(key=ForeignKey("people:v3/table", "name"), format="markdown"),
    Text(categories=("b", "a"), ordered=True),
    Float(categories=(1.5, 0.5)),
    Date(categories=(dt.date(2020, 1, 1),)),
    List(List(Float(32), length=3), length=2, array="float32"),
    MediaType("audio"),
]


@pytest.mark.parametrize("kind", MARKED)
def test_what_types_say_besides_is_in_their_json(kind: ColumnType) -> None:
    text = json.dumps(type_to_json(kind))
    assert type_from_json(json.loads(text)) == kind
    assert storage_type(type_to_json(kind)) == arrow_type(kind)
