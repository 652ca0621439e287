"""Any table of supported values → logged → read in another process, or by other tools alone → equal."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reportgen import Image, Table
from reportgen.data.contents import write_contents
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.base import Media
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.markdown import Markdown
from reportgen.data.mixed import to_text
from reportgen.data.plain import plain
from reportgen.data.type_json import type_to_json
from reportgen.data.types import ColumnType, List, Map, MediaType, Mixed, Struct, Timestamp
from reportgen.store import Store, Transaction

ANY_TEXT = st.text(st.characters(), max_size=6)
ZONES: st.SearchStrategy[Any] = st.sampled_from(
    [dt.timezone.utc, dt.timezone(dt.timedelta(hours=-7)), dt.timezone(dt.timedelta(minutes=20))]
)
MIDDLE: dict[str, Any] = {"min_value": dt.datetime(2, 1, 1), "max_value": dt.datetime(9998, 1, 1)}


def box(number: int) -> dict[str, Any]:
    corners = {"minX": 0, "maxX": number + 1, "minY": 0, "maxY": 1}
    return {"position": corners, "domain": "pixel", "class_id": number % 2, "scores": {"iou": number / 4}}


ATOMS: dict[str, st.SearchStrategy[Any]] = {
    "integers": st.integers(-(2**63), 2**63 - 1),
    "big integers": st.integers(-(10**40), 10**40),
    "floats": st.floats(),
    "float32": st.floats(width=32).map(np.float32),
    "numbers": st.one_of(st.integers(-(2**60), 2**60), st.floats()),
    "booleans": st.booleans(),
    "text": st.text(max_size=6),
    "any text": ANY_TEXT,
    "binary": st.binary(max_size=6),
    "decimals": st.decimals(-(10**9), 10**9, places=4),
    "any decimals": st.decimals(),
    "naive": st.datetimes(),
    "aware": st.datetimes(**MIDDLE, timezones=ZONES),
    "datetimes": st.one_of(st.datetimes(), st.datetimes(**MIDDLE, timezones=ZONES)),
    "dates": st.dates(),
    "times": st.times(),
    "durations": st.timedeltas(),
    "markdown": st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Markdown),
    "small integers": st.integers(-128, 127).map(np.int8),
    "pages": st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Html),
    "histograms": st.lists(st.integers(0, 9), min_size=1, max_size=3).map(Histogram),
    "boxes": st.integers(0, 3).map(lambda i: Image(np.eye(4), boxes={"truth": [box(i)]}, classes=["a", "b"])),
    "images": st.integers(0, 3).map(lambda i: Image(np.full((2, 2), i, np.uint8), caption=str(i))),
}
KEYS = st.one_of(st.text(max_size=3), st.integers(-9, 9), st.booleans(), st.dates())
NESTED: dict[str, st.SearchStrategy[Any]] = {
    "mixed": st.one_of(*ATOMS.values()),
    "arrays": hnp.arrays(st.sampled_from([np.float32, np.int16, np.float64]), st.integers(0, 4)),
    "matrices": hnp.arrays(np.float32, st.tuples(st.integers(0, 2), st.integers(0, 2))),
    "vectors": hnp.arrays(np.float16, 3),
    "flags": hnp.arrays(bool, st.integers(0, 3)),
    "tables": st.lists(st.integers(0, 9), max_size=2).map(lambda v: Table(data={"n": v})),
    "lists of text": st.lists(st.text(max_size=3), max_size=3),
    "lists of images": st.lists(ATOMS["images"], max_size=2),
    "dicts": st.dictionaries(st.sampled_from(["a", "b", "B", "$num", ""]), st.none() | st.integers(0, 9)),
    "records": st.fixed_dictionaries(
        {"id": ATOMS["aware"], "x": st.none() | st.floats(), "im": ATOMS["images"]}
    ),
    "anything": st.recursive(
        st.none() | st.one_of(*ATOMS.values()),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=6,
    ),
}
COLUMNS = ATOMS | NESTED


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Any]]]:
    """Names and rows."""
    names = draw(st.lists(st.text(max_size=5), min_size=1, max_size=4, unique=True))
    rows = draw(st.integers(0, 5))
    kinds = [COLUMNS[draw(st.sampled_from(sorted(COLUMNS)))] for _ in names]
    columns = [draw(st.lists(st.none() | kind, min_size=rows, max_size=rows)) for kind in kinds]
    return names, [list(row) for row in zip(*columns, strict=True)] if rows else []


def canonical(value: Any) -> Any:
    """What must be equal: numbers by value, images by their bytes and captions, NaN like NaN."""
    if isinstance(value, (np.generic, np.ndarray)):
        return canonical(value.tolist())
    if isinstance(value, (list, tuple)):
        return [canonical(v) for v in value]
    if isinstance(value, Table):
        return canonical(value.as_cell())
    if isinstance(value, dict):
        return {("key", repr(k)): canonical(v) for k, v in value.items()}
    if isinstance(value, Image):
        return ("image", value.data(), value.caption, value.width, value.height, value.format)
    if isinstance(value, Media):
        return ("media", value.kind, repr(value.describe()))
    if isinstance(value, Decimal) and not value.is_finite():
        return ("decimal", str(value))
    if isinstance(value, (bool, type(None))):
        return ("constant", value)
    if isinstance(value, (int, float, Decimal)):
        return ("number", "nan" if value != value else value)
    return ("text" if isinstance(value, str) else type(value).__name__, value)


def serve(connection: Connection) -> None:
    """The other process: reads tables from a store until it is told to end."""
    while (request := connection.recv()) is not None:
        path, version = request
        store = Store(path)
        artifact = LoggedArtifact(store, store.manifest("t", version))
        table = artifact.get("t")
        assert isinstance(table, Table)
        kinds = [type_to_json(kind) for kind in table.types]
        connection.send((table.columns, kinds, [[canonical(cell) for cell in row] for row in table.data]))


@pytest.fixture(scope="module", name="reader")
def _reader() -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,))
    process.start()
    theirs.close()  # so that the other process's end is noticed
    yield mine
    mine.send(None)
    process.join(20)
    assert process.exitcode == 0


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
@example((["x"], [[{"": None, "b": None}], [{}]]))
@example((["x"], [[[[None], []]], [[[]]]]))
def test_round_trip(reader: Connection, folder: Path, table: tuple[list[str], list[list[Any]]]) -> None:
    names, rows = table
    logged = Table(columns=names, data=rows)
    transaction = Transaction(Store(folder))
    write_contents(transaction, {"t": logged})
    manifest = transaction.commit("t", type="run_table")
    reader.send((folder, manifest.version))
    columns, kinds, data = reader.recv()
    assert columns == names
    assert kinds == [type_to_json(kind) for kind in logged.types]
    assert data == [[canonical(cell) for cell in row] for row in rows]
    read = LoggedArtifact(Store(folder), manifest).get("t")
    assert read == logged
    # What was read is logged again without a new version.
    again = Transaction(Store(folder))
    assert isinstance(read, Table)
    write_contents(again, {"t": read})
    assert again.commit("t", type="run_table").digest == manifest.digest


ARRAYS = st.sampled_from([np.float16, np.float32, np.float64, np.int8, np.uint64, np.bool_])


@st.composite
def arrays(draw: st.DrawFn) -> list[np.ndarray[Any, Any] | None]:
    """A column of arrays of one dtype and number of axes; shapes differ in the first."""
    dtype, inner = draw(ARRAYS), draw(hnp.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3))
    shapes = st.integers(0, 3).map(lambda length: (length, *inner))
    return draw(st.lists(st.none() | hnp.arrays(dtype, shapes), min_size=1, max_size=4))


@settings(max_examples=60, deadline=None)
@given(column=arrays())
def test_arrays_come_back_as_arrays(folder: Path, column: list[np.ndarray[Any, Any] | None]) -> None:
    transaction = Transaction(Store(folder))
    write_contents(transaction, {"t": Table(columns=["x"], data=[[cell] for cell in column])})
    read = LoggedArtifact(Store(folder), transaction.commit("arrays", type="run_table")).get("t")
    for before, after in zip(column, read.get_column("x"), strict=True):
        if before is None:
            assert after is None
        else:
            assert (after.dtype, after.shape) == (before.dtype, before.shape)
            np.testing.assert_array_equal(after, before)


SAID = ("sha256", "format", "caption", "width", "counts", "edges")
"""What is compared of media: the fields that are no maps, which each tool reads in its own way."""


def stored(value: Any, kind: ColumnType) -> Any:
    """What stands in the Parquet file for a value, as plain as it can be said."""
    match kind:
        case _ if value is None:
            return canonical(None)
        case Mixed():
            return canonical(to_text(value))
        case MediaType():
            return canonical({name: value.describe().get(name) for name in SAID})
        case Timestamp(utc=True):
            return canonical(value.astimezone(dt.timezone.utc).replace(tzinfo=None))
        case List(item):
            return [stored(v, item) for v in value]
        case Struct(fields):
            return {("key", repr(f.name)): stored(value.get(f.name), f.type) for f in fields}
        case Map(key, item):
            return sorted(([stored(k, key), stored(v, item)] for k, v in value.items()), key=repr)
        case _:
            return canonical(value)


def seen(value: Any, kind: ColumnType) -> Any:
    """What another tool says of it, in the same form: missing values, pairs and lengths of time differ."""
    if value is None or value is pd.NA or value is pd.NaT:
        return canonical(None)
    match kind:
        case MediaType():
            return canonical({name: value.get(name) for name in SAID})
        case List(item):
            return [seen(v, item) for v in value]
        case Struct(fields):
            return {("key", repr(f.name)): seen(value[f.name], f.type) for f in fields}
        case Map(key, item):
            pairs = value.items() if isinstance(value, dict) else map(_pair, value)
            return sorted(([seen(k, key), seen(v, item)] for k, v in pairs), key=repr)
        case _:
            return canonical(_python(value, kind))


def _pair(value: Any) -> tuple[Any, Any]:
    return (value["key"], value["value"]) if isinstance(value, dict) else value


def _python(value: Any, kind: ColumnType) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, pd.Timedelta):
        return value.to_pytimedelta()
    if type_to_json(kind)["kind"] == "duration" and isinstance(value, int):
        return dt.timedelta(microseconds=value)
    return value


def by_duckdb(path: Path) -> list[list[Any]]:
    rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return [list(row) for row in rows]


def by_pandas(path: Path) -> list[list[Any]]:
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    columns = [frame.iloc[:, i].tolist() for i in range(frame.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)]


def by_polars(path: Path) -> list[list[Any]]:
    return [list(row) for row in pl.read_parquet(path).rows()]


def by_pyarrow(path: Path) -> list[list[Any]]:
    columns = [column.to_pylist() for column in pq.read_table(path).columns]
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_other_tools_read_the_same_values(folder: Path, table: tuple[list[str], list[list[Any]]]) -> None:
    names, rows = table
    logged = Table(columns=names, data=rows)
    store = Store(folder)
    transaction = Transaction(store)
    write_contents(transaction, {"t": logged})
    path = store.entry_path(transaction.commit("t", type="run_table").entries["t"])
    kinds = logged.types
    expected = [[stored(plain(v), k) for v, k in zip(row, kinds, strict=True)] for row in rows]
    for read in (by_pyarrow, by_pandas, by_polars, by_duckdb):
        found = read(path)
        assert [[seen(v, k) for v, k in zip(row, kinds, strict=True)] for row in found] == expected, read


def test_categories_are_read_by_all(folder: Path) -> None:
    logged = Table(columns=["c", "n"], data=[["b", 3], [None, 1], ["a", None]], dtype="category")
    store = Store(folder)
    transaction = Transaction(store)
    write_contents(transaction, {"t": logged})
    manifest = transaction.commit("categories", type="run_table")
    path = store.entry_path(manifest.entries["t"])
    for read in (by_pyarrow, by_pandas, by_polars, by_duckdb):
        assert [[None if v is pd.NA else v for v in row] for row in read(path)] == logged.data
    assert LoggedArtifact(store, manifest).get("t") == logged
    assert pd.read_parquet(path)["c"].cat.categories.tolist() == ["a", "b"]
