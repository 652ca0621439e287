"""Tables in memory: how they are made, what they refuse, what they give back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from reportgen import Image, Table


def test_columns_may_be_positional() -> None:
    table = Table(("image", "label"))
    table.add_data(Image(np.zeros((2, 2))), "cat")
    assert table.columns == ["image", "label"]
    assert len(table) == 1


def test_rows_columns_and_cells() -> None:
    table = Table(columns=["a", "b"], data=[["a1", 1], ["a2", 2]])
    table.add_data("a3", 3)
    table.add_column("c", np.array([1.5, 2.5, 3.5]))
    assert table.data == [["a1", 1, 1.5], ["a2", 2, 2.5], ["a3", 3, 3.5]]
    assert table.get_column("b") == [1, 2, 3]
    assert list(table.iterrows())[1] == (1, ["a2", 2, 2.5])
    assert Table(columns=table.columns, data=table.data) == table


class Stream:
    """Has the Arrow PyCapsule interface and nothing else, as data frames of other libraries do."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return pa.table({"a": [1, 2]}).__arrow_c_stream__(requested_schema)


MADE: list[tuple[dict[str, Any], list[str], list[list[Any]]]] = [
    ({"columns": ["a"], "rows": [[1]]}, ["a"], [[1]]),
    ({"columns": [0, 1], "data": np.array([[1, 2]])}, ["0", "1"], [[1, 2]]),
    ({"data": [{"a": 1}, {"b": 2, "a": 3}]}, ["a", "b"], [[1, None], [3, 2]]),
    ({"columns": ["b", "a"], "data": [{"a": 1}]}, ["b", "a"], [[None, 1]]),
    ({"dataframe": pd.DataFrame({"a": [1, 2], "b": ["x", None]})}, ["a", "b"], [[1, "x"], [2, None]]),
    ({"data": pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "columns": ["b"]}, ["b"], [[3], [4]]),
    ({"dataframe": pd.DataFrame({"v": [5]}, index=pd.Index(["k"], name="key"))}, ["key", "v"], [["k", 5]]),
    ({"dataframe": pd.DataFrame({"v": [1, 2, 3]}).iloc[::2]}, ["v"], [[1], [3]]),
    ({"dataframe": pa.table({"a": pa.array(["x", "x"]).dictionary_encode()})}, ["a"], [["x"], ["x"]]),
    ({"dataframe": pa.record_batch({"a": [1]})}, ["a"], [[1]]),
    ({"dataframe": Stream()}, ["a"], [[1], [2]]),
    ({"dataframe": pa.table({"a": pa.array([[1]], pa.large_list(pa.int8()))})}, ["a"], [[[1]]]),
]


@pytest.mark.parametrize(("arguments", "columns", "data"), MADE)
def test_made_of(arguments: dict[str, Any], columns: list[str], data: list[list[Any]]) -> None:
    table = Table(**arguments)
    assert (table.columns, table.data) == (columns, data)


def test_a_mixed_object_column_of_pandas_is_kept() -> None:
    values = [1, "a", None, [2.5], float("nan")]
    table = Table(dataframe=pd.DataFrame({"x": pd.Series(values, dtype=object)}))
    assert table.get_column("x") == [1, "a", None, [2.5], None]


def test_nan_of_numpy_stays_and_null_of_pandas_stays() -> None:
    frame = pd.DataFrame({"numpy": [1.0, float("nan")], "nullable": pd.array([1.0, None], dtype="Float64")})
    arrow = Table(dataframe=frame).to_arrow()
    assert arrow["numpy"].null_count == 0
    assert arrow["nullable"].null_count == 1


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    (
        "few",
        {"columns": ["a", "b"], "data": [[1, 2], [3]]},
        "row 1 has 1 cell and the table has 2 columns (a, b)",
    ),
    ("many", {"columns": ["a"], "data": [[1, 2]]}, "row 0 has 2 cells and the table has 1 column (a)"),
    ("same", {"columns": ["a", "a"]}, "two columns are named 'a': rename one"),
    ("unnamed", {"data": [[1]]}, "rows that are no dicts need columns=[…], the names of the columns"),
    ("key", {"columns": ["a"], "data": [{"c": 1}]}, "row 0 has a cell for 'c', which is no column"),
    ("twice", {"data": [[1]], "rows": [[1]]}, "give the rows once: data=, rows= or dataframe="),
    ("name", {"columns": ["\ud800"]}, "'\\ud800' cannot be the name of a column: it is not valid Unicode"),
]


@pytest.mark.parametrize(
    ("arguments", "message"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        Table(**arguments)
    assert str(caught.value) == message


def test_a_column_of_another_length_is_refused() -> None:
    table = Table(columns=["a"], data=[[1], [2]])
    with pytest.raises(ValueError, match="column 'b' has 1 values and the table has 2 rows"):
        table.add_column("b", [1])


def test_an_unknown_column_is_named_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="the table has no column 'gues'; did you mean 'guess'"):
        Table(columns=["guess"]).get_column("gues")


def test_a_time_finer_than_microseconds_in_a_frame_names_its_row() -> None:
    frame = pa.table({"t": pa.array([1000, 1001], pa.timestamp("ns"))})
    with pytest.raises(TypeError, match="row 1, column 't': a time finer than a microsecond"):
        Table(dataframe=frame)


def test_cells_do_not_change_with_what_they_were_made_of() -> None:
    pixels, numbers, listed = np.zeros((2, 2), np.uint8), np.zeros(2), [1]
    table = Table(columns=["image", "numbers", "list"], data=[[Image(pixels), numbers, listed]])
    pixels[:], numbers[:] = 255, 7
    listed.append(2)
    image, kept, items = table.data[0]
    assert image.to_numpy().max() == 0
    assert list(kept) == [0, 0]
    assert items == [1]


def test_equality() -> None:
    table = Table(columns=["x"], data=[[float("nan")], [1.0]])
    assert table == Table(columns=["x"], data=[[float("nan")], [1.0]])
    assert table != Table(columns=["y"], data=[[float("nan")], [1.0]])
    assert table != Table(columns=["x"], data=[[float("nan")], [2.0]])
    assert table != Table(columns=["x"], data=[[float("nan")]])


def test_a_pillow_image_in_a_cell_becomes_an_image() -> None:
    picture = Image(np.eye(3)).to_pil()
    assert Table(columns=["x"], data=[[picture]]).data[0][0] == Image(np.eye(3))
