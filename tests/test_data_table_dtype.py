"""Declared types: what can declare one, what fits, and what a misfit's message says."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reportgen import Image, Table
from reportgen.data.media.classes import Classes
from reportgen.data.media.markdown import Markdown
from reportgen.data.types import (
    Binary,
    Boolean,
    ColumnType,
    Date,
    Duration,
    Float,
    Integer,
    List,
    Map,
    MediaType,
    Mixed,
    Null,
    Text,
    Time,
    Timestamp,
)
from reportgen.data.types import Decimal as DecimalType

UTC = dt.timezone.utc


class Fruit(enum.Enum):
    APPLE = 1
    PEAR = 2


ANIMALS = Classes(["dog", "cat"])

DECLARED: list[tuple[Any, ColumnType]] = [
    (int, Integer()),
    (float, Float()),
    (bool, Boolean()),
    (str, Text()),
    (bytes, Binary()),
    (dt.date, Date()),
    (dt.time, Time()),
    (dt.timedelta, Duration()),
    (type(None), Null()),
    (object, Mixed()),
    (np.float32, Float(32)),
    (np.dtype("uint8"), Integer(8, unsigned=True)),
    (np.dtype("U5"), Text()),
    (np.dtype("datetime64[us]"), Timestamp()),
    (np.dtype("datetime64[D]"), Date()),
    ("int16", Integer(16)),
    ("Int64", Integer()),
    ("string", Text()),
    ("markdown", Text("markdown")),
    ("image", MediaType("image")),
    (Image, MediaType("image")),
    (Markdown, Text("markdown")),
    (ANIMALS, Integer(classes=((0, "dog"), (1, "cat")))),
    (Fruit, Text(categories=("APPLE", "PEAR"))),
    (Literal["a", "b"], Text(categories=("a", "b"))),
    (list[int], List(Integer())),
    (tuple[float, ...], List(Float())),
    (dict[str, float], Map(Text(), Float())),
    (str | None, Text()),
    (pa.int8(), Integer(8)),
    (pa.list_(pa.float32(), 3), List(Float(32), length=3)),
    (pa.timestamp("ms", "UTC"), Timestamp(utc=True)),
    (pd.Int8Dtype(), Integer(8)),
    (pd.StringDtype(), Text()),
    (pd.DatetimeTZDtype(tz="UTC"), Timestamp(utc=True)),
    (pd.CategoricalDtype(["b", "a"], ordered=True), Text(categories=("b", "a"), ordered=True)),
    (pl.Int8, Integer(8)),
    (pl.List(pl.String), List(Text())),
    (Timestamp(utc=True), Timestamp(utc=True)),
]


@pytest.mark.parametrize(("dtype", "kind"), DECLARED, ids=[str(d) for d, _ in DECLARED])
def test_declared(dtype: Any, kind: ColumnType) -> None:
    assert Table(columns=["x"], dtype=dtype).types == [kind]
    assert Table(columns=["x"], data=[[None]], dtype={"x": dtype}).types == [kind]


HELD: list[tuple[Any, list[Any], ColumnType, list[Any]]] = [
    (float, [1, None, 2.5], Float(), [1.0, None, 2.5]),
    (int, [1.0, Decimal(2), np.int8(3)], Integer(), [1, 2, 3]),
    (np.float32, [0.1, 1], Float(32), [float(np.float32(0.1)), 1.0]),
    (Decimal, [Decimal("1.5"), 2], DecimalType(2, 1), [Decimal("1.5"), 2]),
    ("category", ["b", "a", None], Text(categories=("a", "b")), ["b", "a", None]),
    ("category", [3, 1], Integer(categories=(1, 3)), [3, 1]),
    (list, [[1], (2, 3)], List(Integer()), [[1], [2, 3]]),
    (List(Float(32), length=2), [[1, 2]], List(Float(32), length=2), [[1.0, 2.0]]),
    (dt.datetime, [dt.datetime(2020, 1, 1)], Timestamp(), [dt.datetime(2020, 1, 1)]),
    (Timestamp(), [dt.date(2020, 1, 1)], Timestamp(), [dt.datetime(2020, 1, 1)]),
    (ANIMALS, [1, None], Integer(classes=((0, "dog"), (1, "cat"))), [1, None]),
    (object, [1, "a"], Mixed(), [1, "a"]),
    (dict[str, int], [{"a": 1}, {"b": 2.0}], Map(Text(), Integer()), [{"a": 1}, {"b": 2}]),
]


@pytest.mark.parametrize(("dtype", "values", "kind", "held"), HELD)
def test_values_of_a_declared_type(dtype: Any, values: list[Any], kind: ColumnType, held: list[Any]) -> None:
    table = Table(columns=["x"], data=[[value] for value in values], dtype=dtype)
    assert table.get_column("x") == held
    assert table.types == [kind]
    assert table.to_arrow().num_rows == len(held)


def test_arrays_are_made_of_lists_where_arrays_are_declared() -> None:
    (cell,) = Table(columns=["x"], data=[[[1.5, 2.5]]], dtype=np.ndarray).get_column("x")
    assert isinstance(cell, np.ndarray)
    assert cell.tolist() == [1.5, 2.5]


TELL = ": give that, or declare another type"
MISFITS: list[tuple[Any, Any, str]] = [
    (int, "a", f"'a' (of type str) is not a whole number of 64 bits with a sign{TELL}"),
    (int, True, f"True (of type bool) is not a whole number of 64 bits with a sign{TELL}"),
    (int, 1.5, f"1.5 (of type float) is not a whole number of 64 bits with a sign{TELL}"),
    ("uint8", 256, f"256 (of type int) is not a whole number of 8 bits from 0{TELL}"),
    (float, "1", f"'1' (of type str) is not a number{TELL}"),
    (float, 2**53 + 1, f"9007199254740993 (of type int) is not a number{TELL}"),
    (np.float32, 1e300, f"1e+300 (of type float) is not a number of 32 bits{TELL}"),
    (str, 1, f"1 (of type int) is not a text{TELL}"),
    (str, "\ud800", f"'\\ud800' (of type str) is not valid Unicode text{TELL}"),
    (bool, 1, f"1 (of type int) is not True or False{TELL}"),
    (dt.date, dt.datetime(2020, 1, 1), ""),
    (Timestamp(utc=True), dt.datetime(2020, 1, 1), ""),
    (Fruit, "PLUM", f"'PLUM' (of type str) is not one of the 2 categories{TELL}"),
    (ANIMALS, 2, f"2 (of type int) is not the id of one of the 2 classes{TELL}"),
    (List(Integer(), length=2), [1], f"[1] (of type list) is not a list of 2{TELL}"),
    (list[int], ["a"], f"['a'] (of type list) is not a whole number of 64 bits with a sign{TELL}"),
    (List(Float(), array="float64"), np.ones((1, 1)), ""),
    (List(Float(), length=2, array="float64"), np.ones(3), ""),
    (list, "ab", f"'ab' (of type str) is not a list{TELL}"),
    (Image, "cat.png", f"'cat.png' (of type str) is not media of the kind 'image'{TELL}"),
    (Decimal, 1.5, f"1.5 (of type float) is not a decimal number{TELL}"),
    (type(None), 1, f"1 (of type int) is not nothing but None{TELL}"),
]


@pytest.mark.parametrize(("dtype", "value", "message"), MISFITS)
def test_misfits(dtype: Any, value: Any, message: str) -> None:
    table = Table(columns=["id", "x"], data=[[1, None]], dtype={"x": dtype})
    with pytest.raises(TypeError) as caught:
        table.add_data(2, value)
    assert str(caught.value).startswith("row 1, column 'x': ")
    assert not message or str(caught.value) == f"row 1, column 'x': {message}"
    assert table.data == [[1, None]]
    with pytest.raises(TypeError, match="row 0, column 'x': "):
        Table(columns=["x"], data=[[value]], dtype=dtype)


def test_a_column_that_is_not_optional() -> None:
    table = Table(columns=["a", "b"], data=[[1, None]], optional={"a": False})
    message = "row 1, column 'a': None, and the column is not optional: declare optional=True"
    with pytest.raises(TypeError) as caught:
        table.add_data(None, 1)
    assert str(caught.value) == message
    with pytest.raises(TypeError, match="row 0, column 'b': None"):
        Table(columns=["a", "b"], data=[[1, None]], optional=False)


WRONG: list[tuple[Any, type[Exception], str]] = [
    ("flot", TypeError, "'flot' is no type of a column; did you mean 'float32'?"),
    (3, TypeError, "3 is no type of a column"),
    (complex, TypeError, "<class 'complex'> is no type of a column"),
    (np.complex64, TypeError, "a column cannot be of the dtype complex64"),
    ({"gues": int}, ValueError, "dtype= names 'gues'; did you mean 'guess'?"),
    ([int, int, int], ValueError, "dtype= is 3 long and the table has 2 columns"),
]


@pytest.mark.parametrize(("dtype", "error", "message"), WRONG)
def test_what_declares_nothing(dtype: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        Table(columns=["guess", "truth"], dtype=dtype)
    assert message in str(caught.value)


def test_cast() -> None:
    table = Table(columns=["id", "n", "s"], data=[[1, 1.0, "a"], [2, None, "b"]])
    table.cast("id", float)
    table.cast("n", int, optional=True)
    table.cast("s", "category")
    assert table.types == [Float(), Integer(), Text(categories=("a", "b"))]
    assert table.data == [[1.0, 1, "a"], [2.0, None, "b"]]
    with pytest.raises(TypeError, match=r"row 0, column 'id': 1\.0 \(of type float\) is not a text"):
        table.cast("id", str)
    with pytest.raises(TypeError, match="row 1, column 'n': None, and the column is not optional"):
        table.cast("n", float)
    assert table.types[0] == Float()


def test_cast_of_a_frame_and_what_is_added_then() -> None:
    table = Table(dataframe=pa.table({"a": pa.array([1, 2], pa.int8()), "b": [1.5, 2.5]}))
    table.cast("a", float)
    assert table.to_arrow().schema.field("a").type == pa.float64()
    with pytest.raises(TypeError, match=r"row 0, column 'b': 1\.5"):
        table.cast("b", int)
    with pytest.raises(TypeError, match="row 2, column 'a': 'x'"):
        table.add_data("x", 1.0)


def test_a_frame_with_declared_types() -> None:
    frame = pd.DataFrame({"a": [1, 2], "k": [0, 1]})
    table = Table(dataframe=frame, dtype={"a": np.float32, "k": ANIMALS})
    assert table.types == [Float(32), Integer(classes=((0, "dog"), (1, "cat")))]
    assert table.data == [[1.0, 0], [2.0, 1]]


def test_a_frames_types_stay_while_what_is_added_fits() -> None:
    table = Table(dataframe=pa.table({"a": pa.array([1, 2], pa.int8())}))
    table.add_data(3)
    assert table.types == [Integer(8)]
    assert table.to_arrow()["a"].to_pylist() == [1, 2, 3]
    table.add_data(300)
    assert table.types == [Integer()]
    assert table.to_arrow()["a"].to_pylist() == [1, 2, 3, 300]
