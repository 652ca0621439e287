"""Data frames in and out: pandas, polars, Arrow and whatever speaks their protocols."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from reportgen import Image, Table
from reportgen.data.type_json import type_to_json
from tests.test_data_types import short

UTC = dt.timezone.utc
DAY = dt.datetime(2020, 1, 1)


def extension(kind: pa.DataType, values: list[Any]) -> pa.Array:
    return pa.ExtensionArray.from_storage(kind, pa.array(values, kind.storage_type))


PANDAS: list[tuple[Any, str, list[Any]]] = [
    (pd.array([1, None], dtype="Int64"), "int64", [1, None]),
    (pd.array([1, 2], dtype="UInt8"), "uint8", [1, 2]),
    (pd.array([True, None], dtype="boolean"), "boolean", [True, None]),
    (pd.array([1.5, None], dtype="Float32"), "float32", [1.5, None]),
    (pd.array(["a", None], dtype="string"), "text", ["a", None]),
    (pd.Series(["a", None], dtype=object), "text", ["a", None]),
    (pd.Series([1, 2], dtype="int64[pyarrow]"), "int64", [1, 2]),
    (pd.Categorical(["a", None], categories=["b", "a"]), "text of b, a", ["a", None]),
    (pd.Categorical([3, 1]), "int64 of 1, 3", [3, 1]),
    (pd.cut([1, 5], [0, 2, 6]), "text of (0, 2], (2, 6]", ["(0, 2]", "(2, 6]"]),
    (pd.Categorical([DAY, None]), "timestamp", [DAY, None]),
    (pd.Series([pd.Timestamp("2020-01-01"), pd.NaT]), "timestamp", [DAY, None]),
    (
        pd.to_datetime(["2020-01-01"]).tz_localize("Europe/Oslo"),
        "timestamp utc",
        [dt.datetime(2019, 12, 31, 23, tzinfo=UTC)],
    ),
    (pd.to_timedelta([1, None], unit="s"), "duration", [dt.timedelta(seconds=1), None]),
    (pd.period_range("2020-01", periods=2, freq="M"), "text", ["2020-01", "2020-02"]),
    (pd.interval_range(0, 2), "text", ["(0, 1]", "(1, 2]"]),
    (pd.arrays.SparseArray([0.0, 1.0]), "float64", [0.0, 1.0]),
    (pd.Series([[1, 2], [3]]), "[int64]", [[1, 2], [3]]),
    (pd.Series([Decimal("1.5"), None]), "decimal(2,1)", [Decimal("1.5"), None]),
]

POLARS: list[tuple[Any, str, list[Any]]] = [
    (pl.Series([1, None]), "int64", [1, None]),
    (pl.Series(["a", None]), "text", ["a", None]),
    (pl.Series(["v", "u"], dtype=pl.Categorical), "text of v, u", ["v", "u"]),
    (pl.Series(["v", "u"], dtype=pl.Enum(["u", "v"])), "ordered text of u, v", ["v", "u"]),
    (pl.Series([[1.0, 2.0]], dtype=pl.Array(pl.Float32, 2)), "[float32 × 2]", [[1.0, 2.0]]),
    (pl.Series([dt.time(1, 2)]), "time", [dt.time(1, 2)]),
    (pl.Series([DAY]).dt.replace_time_zone("UTC"), "timestamp utc", [DAY.replace(tzinfo=UTC)]),
    (pl.Series([Decimal("1.5")]), "decimal(38,1)", [Decimal("1.5")]),
    (pl.Series([{"a": 1}]), "(a int64)", [{"a": 1}]),
    (pl.Series([None, None]), "null", [None, None]),
]

ARROW: list[tuple[Any, str, list[Any]]] = [
    (pa.array(["a", "a"]).dictionary_encode(), "text of a", ["a", "a"]),
    (pa.array([1.5, None]).dictionary_encode(), "float64 of 1.5", [1.5, None]),
    (pa.array([b"x"]).dictionary_encode(), "binary", [b"x"]),
    (pa.chunked_array([pa.array([c]).dictionary_encode() for c in "ab"]), "text of a, b", ["a", "b"]),
    (pa.array(["a"], pa.large_string()), "text", ["a"]),
    (pa.array(["a"], pa.string_view()), "text", ["a"]),
    (pa.array([b"a"], pa.binary(1)), "binary", [b"a"]),
    (pa.array([[1], None], pa.large_list(pa.int8())), "[int8]", [[1], None]),
    (pa.array([[1, 2], None], pa.list_(pa.int8(), 2)), "[int8 × 2]", [[1, 2], None]),
    (pa.array([[1], [2, 3]], pa.list_view(pa.int8())), "[int64]", [[1], [2, 3]]),
    (pa.array([["a"]], pa.list_(pa.dictionary(pa.int8(), pa.string()))), "[text]", [["a"]]),
    (pa.array([{"a": 1, "A": 2}]), "{text: int64}", [{"a": 1, "A": 2}]),
    (pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())), "{text: int8}", [{"a": 1}]),
    (pa.array([1], pa.timestamp("s")), "timestamp", [dt.datetime(1970, 1, 1, 0, 0, 1)]),
    (pa.array([np.float16(1.5)]), "float32", [1.5]),
    (pa.array([Decimal("1.5")], pa.decimal256(50, 2)), "decimal(3,2)", [Decimal("1.5")]),
    (pa.RunEndEncodedArray.from_arrays([2], ["a"]), "text", ["a", "a"]),
    (extension(pa.uuid(), [uuid.UUID(int=1).bytes]), "text", [str(uuid.UUID(int=1))]),
    (extension(pa.json_(), ["{}"]), "json", ["{}"]),
    (extension(pa.bool8(), [1, 0, None]), "boolean", [True, False, None]),
]

TENSOR = extension(pa.fixed_shape_tensor(pa.float32(), [2, 2]), [[1.0, 2, 3, 4], None])


def described(table: Table) -> str:
    kind = type_to_json(table.types[0])
    named = f" of {', '.join(map(str, kind['categories']))}" if "categories" in kind else ""
    return f"{'ordered ' if kind.get('ordered') and 'cut' not in kind else ''}{short(kind)}{named}"


@pytest.mark.parametrize(("values", "kind", "expected"), PANDAS)
def test_pandas(values: Any, kind: str, expected: list[Any]) -> None:
    for table in (Table(dataframe=pd.DataFrame({"x": values})), Table()):
        if not table.columns:
            table.add_column("x", values)
        assert described(table).removeprefix("ordered ") == kind
        assert table.get_column("x") == expected


@pytest.mark.parametrize(("values", "kind", "expected"), POLARS)
def test_polars(values: pl.Series, kind: str, expected: list[Any]) -> None:
    for frame in (pl.DataFrame({"x": values}), pl.LazyFrame({"x": values})):
        table = Table(dataframe=frame)
        assert (described(table), table.get_column("x")) == (kind, expected)
    table = Table()
    table.add_column("x", values)
    assert (described(table), table.get_column("x")) == (kind, expected)


@pytest.mark.parametrize(("values", "kind", "expected"), ARROW)
def test_arrow(values: Any, kind: str, expected: list[Any]) -> None:
    table = Table(dataframe=pa.table({"x": values}))
    assert (described(table), table.get_column("x")) == (kind, expected)


def test_tensors_are_arrays() -> None:
    first, second = Table(dataframe=pa.table({"x": TENSOR})).get_column("x")
    assert first.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert first.dtype == np.float32
    assert second is None


def test_a_dictionary_that_is_no_set_of_categories_is_text() -> None:
    values = pa.array([str(i) for i in range(70_000)]).dictionary_encode()
    assert described(Table(dataframe=pa.table({"x": values}))) == "text"


def test_levels_of_names_are_joined() -> None:
    columns = pd.MultiIndex.from_tuples([("a", "x"), ("a", "y"), ("b", "")])
    assert Table(dataframe=pd.DataFrame([[1, 2, 3]], columns=columns)).columns == ["a.x", "a.y", "b"]


class Protocol:
    """Has the data frame protocol and nothing else."""

    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> Any:
        return pa.table({"a": [1, 2], "s": ["x", None]}).__dataframe__(nan_as_null, allow_copy)


def test_the_data_frame_protocol() -> None:
    assert Table(dataframe=Protocol()).data == [[1, "x"], [2, None]]


def test_arrow_data_is_adopted_and_not_copied() -> None:
    source = pa.table({"n": pa.array(range(1000)), "s": pa.array(["a"] * 1000)})
    made = Table(dataframe=source).to_arrow()
    for name in source.column_names:
        mine, theirs = (t[name].chunk(0).buffers()[-1].address for t in (made, source))
        assert mine == theirs


def test_a_table_does_not_change_with_the_frame_it_was_made_of() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5], "c": pd.array([1, 2], dtype="Int8"), "d": ["x", "y"]})
    table, column = Table(dataframe=frame), Table()
    numbers = np.array([1.0, 2.0])
    column.add_column("n", numbers)
    frame.iloc[0] = [7, 7.5, 7, "z"]
    numbers[0] = 7
    assert table.data == [[1, 0.5, 1, "x"], [2, 1.5, 2, "y"]]
    assert column.data == [[1.0], [2.0]]


def test_what_a_frame_cannot_hand_on() -> None:
    frame = pl.DataFrame({"o": pl.Series([object()], dtype=pl.Object)})
    with pytest.raises(TypeError, match="row 0, column 'o': polars keeps Python objects to itself"):
        Table(dataframe=frame)
    far = pa.table({"t": pa.array([2**62], pa.timestamp("s"))})
    with pytest.raises(TypeError, match=r"column 't' of Arrow's type timestamp\[s\] cannot be stored"):
        Table(dataframe=far)
    for kind, number in ((pa.timestamp("s"), 10**12), (pa.date32(), 2_932_897), (pa.date32(), -719_163)):
        late = pa.table({"t": pa.array([None, 0, number], kind)})
        with pytest.raises(TypeError, match="row 2, column 't': a time outside of the years 1 to 9999"):
            Table(dataframe=late)
    with pytest.raises(TypeError, match="row 1, column 'z': a value of type complex cannot be stored"):
        Table(dataframe=pd.DataFrame({"z": pd.Series([1, 1j], dtype=object)}))


def sample() -> Table:
    table = Table(columns=["n", "f", "b", "s", "t", "c", "v", "m", "image"])
    table.add_data(1, 1.5, True, "x", DAY, "a", np.ones(2, np.float32), 1, Image(np.eye(2)))
    table.add_data(None, None, None, None, DAY, "b", np.zeros(2, np.float32), "one", None)
    table.cast("c", "category")
    return table


def test_to_pandas() -> None:
    table = sample()
    frame = table.get_dataframe()
    assert [str(dtype) for dtype in frame.dtypes[:6]] == [
        "Int64",
        "float64",
        "boolean",
        "str" if pd.__version__ >= "3" else "object",
        "datetime64[us]",
        "category",
    ]
    assert frame["image"][0] == table.get_column("image")[0]
    assert frame["m"].tolist() == [1, "one"]
    assert list(table.to_pandas(columns=["c", "n"]).columns) == ["c", "n"]
    plain = ["n", "f", "b", "s", "t", "c"]
    again = Table(dataframe=frame[plain], dtype={"c": "category"})
    assert again.data[0] == table.data[0][:6]
    assert again.get_column("n") == [1, None]
    assert list(Table().get_dataframe().columns) == []


def test_to_polars() -> None:
    frame = sample().to_polars(columns=["n", "c", "v", "t", "m"])
    assert frame.schema["c"] == pl.Enum(["a", "b"])
    assert frame["m"].to_list() == ["1", '"one"']
    assert Table(dataframe=frame.select("n", "t")).data == [[1, DAY], [None, DAY]]


NUMPY: list[tuple[list[Any], Any]] = [
    ([1, 2], np.array([1, 2])),
    ([1.5, None], np.array([1.5, np.nan])),
    ([1, None], np.array([1, None], dtype=object)),
    (["a", "bc"], np.array(["a", "bc"])),
    ([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]])),
    ([np.ones((2, 2)), np.zeros((2, 2))], np.array([np.ones((2, 2)), np.zeros((2, 2))])),
    ([DAY], np.array([DAY], dtype="datetime64[us]")),
]


@pytest.mark.parametrize(("values", "expected"), NUMPY)
def test_a_column_as_an_array(values: list[Any], expected: np.ndarray[Any, Any]) -> None:
    made = Table(columns=["x"], data=[[v] for v in values]).get_column("x", convert_to="numpy")
    np.testing.assert_array_equal(made, expected)
    assert made.dtype.kind == expected.dtype.kind


def test_lists_of_several_lengths_as_an_array_of_objects() -> None:
    made = Table(columns=["x"], data=[[[1]], [[1, 2]]]).get_column("x", convert_to="numpy")
    assert (made.dtype, made[1]) == (np.dtype(object), [1, 2])
    with pytest.raises(ValueError, match="convert_to='list' is not known"):
        Table(columns=["x"]).get_column("x", convert_to="list")
