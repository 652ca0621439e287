"""Any table of supported values → logged → read in another process → equal."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Iterator
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reportgen import Image, Table
from reportgen.data.artifact import write_table
from reportgen.data.logged import LoggedArtifact
from reportgen.data.types import type_to_json
from reportgen.store import Store, Transaction

ANY_TEXT = st.text(st.characters(), max_size=6)
ZONES: st.SearchStrategy[Any] = st.sampled_from(
    [dt.timezone.utc, dt.timezone(dt.timedelta(hours=-7)), dt.timezone(dt.timedelta(minutes=20))]
)
MIDDLE: dict[str, Any] = {"min_value": dt.datetime(2, 1, 1), "max_value": dt.datetime(9998, 1, 1)}

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
    "images": st.integers(0, 3).map(lambda i: Image(np.full((2, 2), i, np.uint8), caption=str(i))),
}
KEYS = st.one_of(st.text(max_size=3), st.integers(-9, 9), st.booleans(), st.dates())
NESTED: dict[str, st.SearchStrategy[Any]] = {
    "mixed": st.one_of(*ATOMS.values()),
    "arrays": hnp.arrays(st.sampled_from([np.float32, np.int16, np.float64]), st.integers(0, 4)),
    "matrices": hnp.arrays(np.float32, st.tuples(st.integers(0, 2), st.integers(0, 2))),
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
    if isinstance(value, dict):
        return {("key", repr(k)): canonical(v) for k, v in value.items()}
    if isinstance(value, Image):
        return ("image", value.data(), value.caption, value.width, value.height, value.format)
    if isinstance(value, Decimal) and not value.is_finite():
        return ("decimal", str(value))
    if isinstance(value, (bool, type(None))):
        return ("constant", value)
    if isinstance(value, (int, float, Decimal)):
        return ("number", "nan" if value != value else value)
    return (type(value).__name__, value)


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
    write_table(transaction, "t", logged)
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
    write_table(again, "t", read)
    assert again.commit("t", type="run_table").digest == manifest.digest
