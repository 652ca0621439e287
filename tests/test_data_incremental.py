"""Log modes: what logging a table again does, and tables that grow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportgen
from reportgen import Artifact, Image, Table
from reportgen.data.incremental import increment_of
from reportgen.store import Store
from reportgen.store.maintenance import verify
from reportgen.store.parts import FAN, parts_of


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


def store() -> Store:
    return Store("store")


def rows(ref: str) -> list[list[Any]]:
    table = reportgen.use_artifact(ref).get(ref.partition(":")[0])
    assert isinstance(table, Table)
    return table.data


def growing(*columns: str) -> Table:
    return Table(columns=list(columns), log_mode="INCREMENTAL")


def test_an_immutable_table_that_changed_is_not_logged_again() -> None:
    table = Table(columns=["x"], data=[[1]])
    with reportgen.init() as run:
        run.log({"t": table, "loss": 1})
        run.log({"t": table})
        table.add_data(2)
        with pytest.warns(RuntimeWarning, match="the table under 't' has changed .* log_mode='MUTABLE'"):
            run.log({"t": table, "loss": 2})
        # Another key is another table: nothing is lost.
        run.log({"u": table})
        assert [(line.get("t"), line.get("loss")) for line in run.history()] == [
            ({"artifact": "t:v0"}, 1),
            ({"artifact": "t:v0"}, None),
            (None, 2),
            (None, None),
        ]
        assert (rows("t"), rows("u")) == ([[1]], [[1], [2]])
    assert store().versions("t") == [0]


def test_a_mutable_table_is_logged_whole_each_time() -> None:
    table = Table(columns=["x"], data=[[1]], log_mode="MUTABLE")
    with reportgen.init() as run:
        run.log({"t": table})
        table.add_data(2)
        table.add_column("y", [0.5, None])
        run.log({"t": table})
        run.log({"t": table})
        assert (rows("t:v0"), rows("t:v1")) == ([[1]], [[1, 0.5], [2, None]])
    assert store().versions("t") == [0, 1]


def test_an_incremental_table_logs_its_new_rows() -> None:
    table = growing("step", "x")
    count = FAN * FAN + FAN + 5  # some parts in segments of segments
    with reportgen.init(id="r") as run:
        for n in range(count):
            table.add_data(n, n / 2)
            run.log({"t": table}, step=10 * n)
        assert rows("t") == table.data == [[n, n / 2] for n in range(count)]
        assert rows("t:v0") == [[0, 0.0]]
        assert rows(f"t:v{FAN}") == table.data[: FAN + 1]
        last = run.use_artifact("t")
        assert last.metadata == {"increment": count - 1, "step": 10 * (count - 1)}
        assert last.increment().data == [[count - 1, (count - 1) / 2]]
        assert [one.version for one in last.increments()] == [f"v{n}" for n in range(count)]
    found = store()
    ref = found.resolve("t")
    assert len(found.table_paths(ref)) == count
    assert found.table_schema(ref)[1] == found.read_table(ref).num_rows == count
    # The list of parts of a version does not grow with their number.
    assert len(json.dumps(ref.entry.to_json())) < 6000
    assert verify(found) == []


def test_nothing_new_is_no_increment() -> None:
    table = growing("x")
    with reportgen.init() as run:
        run.log({"t": table})
        run.log({"t": table})
        table.add_data(1)
        run.log({"t": table})
        run.log({"t": table})
        assert [line["t"]["artifact"] for line in run.history()] == ["t:v0", "t:v0", "t:v1", "t:v1"]
        assert (rows("t:v0"), rows("t:v1")) == ([], [[1]])


def test_a_resumed_run_goes_on_and_another_begins_anew() -> None:
    for life, resume in [(0, None), (1, "must")]:
        with reportgen.init(id="one", resume=resume) as run:  # type: ignore[arg-type]
            table = growing("life", "n")
            for n in range(2):
                table.add_data(life, n)
                run.log({"t": table})
        with reportgen.init(id=f"other-{life}") as run:
            table = growing("life", "n")
            table.add_data("other", life)
            run.log({"t": table})
    with reportgen.init() as run:
        assert rows("t:v2") == [["other", 0]]
        assert rows("t:v4") == [[0, 0], [0, 1], [1, 0], [1, 1]]
        assert rows("t:latest") == [["other", 1]]
        assert [one.version for one in run.use_artifact("t:v4").increments()] == ["v0", "v1", "v3", "v4"]
        assert run.use_artifact("run-one-t:latest").name == "t:v4"
        assert run.use_artifact("run-one-t:v2").name == "t:v3"
        assert run.use_artifact("run-other-1-t:latest").get("t").data == [["other", 1]]
        assert run.use_artifact("run-one-incr-t").name == "t:v4"


def test_a_run_that_was_killed_between_a_version_and_its_note_goes_on_from_the_version() -> None:
    with reportgen.init(id="r") as run:
        table = growing("x")
        for n in range(3):
            table.add_data(n)
            run.log({"t": table})
    notes = Path("store/runs/r.artifacts.jsonl")
    notes.write_text("".join(notes.read_text().splitlines(keepends=True)[:1]))
    with reportgen.init(id="r", resume="must") as run:
        table = growing("x")
        table.add_data(3)
        run.log({"t": table})
        assert rows("t") == [[0], [1], [2], [3]]


def test_a_resumed_run_reads_no_old_rows() -> None:
    code = "import reportgen; t = reportgen.Table(['x'], log_mode='INCREMENTAL'); t.add_data({})"
    for value in (1, 2):
        script = f"{code.format(value)}; reportgen.init(id='r').log({{'t': t}})"
        subprocess.run([sys.executable, "-c", script], check=True)
    part = store().table_paths(store().resolve("t:v0"))[0]
    part.unlink()
    with reportgen.init(id="r", resume="must") as run:
        table = growing("x")
        table.add_data(3)
        run.log({"t": table})
    assert increment_of(store().lookup("t").entries["t"]).start == 2  # type: ignore[union-attr]


def test_a_run_goes_on_after_a_power_cut() -> None:
    with reportgen.init(id="r") as run:
        table = growing("x")
        for n in range(4):
            table.add_data(n)
            run.log({"t": table})
    # What a power cut can leave of the last second: a manifest without its rows, and an empty manifest.
    lost = store().table_paths(store().resolve("t:v2"))[-1]
    lost.chmod(0o644)
    lost.write_bytes(b"")
    Path("store/artifacts/t/v3.json").write_bytes(b"")
    assert store().versions("t") == [0, 1, 2]
    with reportgen.init(id="r", resume="must") as run:
        table = growing("x")
        table.add_data(9)
        run.log({"t": table})
        assert run.use_artifact("t").version == "v3"
        assert rows("t") == [[0], [1], [9]]


def test_without_a_summary_each_increment_is_a_table_of_its_own() -> None:
    with reportgen.init() as run:
        run.define_metric("t*", summary="none")
        table = growing("x")
        for n in range(3):
            table.add_data(n)
            run.log({"t": table})
        assert [rows(f"t:v{n}") for n in range(3)] == [[[0]], [[1]], [[2]]]


def test_an_incremental_table_belongs_to_one_key_and_run() -> None:
    table = growing("x")
    table.add_data(1)
    with reportgen.init(id="a") as run:
        run.log({"t": table})
        table.add_data(2)
        with pytest.raises(ValueError, match="was logged as 't:v0' and goes on there: make a new Table"):
            run.log({"u": table})
    with reportgen.init(id="b") as run, pytest.raises(ValueError, match="was logged as 't:v0'"):
        run.log({"t": table})
    with reportgen.init(id="a", resume="must") as run:
        run.log({"t": table})
        assert rows("t") == [[1], [2]]


def test_an_incremental_table_in_an_artifact_is_there_whole() -> None:
    table = growing("x")
    table.add_data(1)
    with reportgen.init() as run:
        run.log({"t": table})
        table.add_data(2)
        artifact = Artifact("a")
        artifact.add(table, "t")
        run.log_artifact(artifact)
        assert run.use_artifact("a").get("t").data == [[1], [2]]
        run.log({"t": table})
        assert rows("t:v1") == [[1], [2]]


TYPES: list[tuple[list[Any], str]] = [
    ([None, 1, 2.5], "float"),
    ([1, 2, None], "integer"),
    ([2.5, 1, None, 3], "float"),
    ([1, 2**60, 0.5], "mixed"),
    ([1, "a", 2], "mixed"),
    (["a", None, "b"], "text"),
    ([[1], [0.5], []], "list"),
    ([{"a": 1}, {"b": "x"}, {"a": 2}], "struct"),
    ([True, 1], "mixed"),
    ([1, 1.0], "float"),
    ([2**70, 1, 0], "decimal"),
]


@pytest.mark.parametrize(("values", "kind"), TYPES)
def test_increments_of_other_types_are_kept_without_loss(values: list[Any], kind: str) -> None:
    table = growing("x", "n")
    with reportgen.init() as run:
        for n, value in enumerate(values):
            table.add_data(value, n)
            run.log({"t": table})
        assert [row[0] for row in rows("t")] == values
        for n in range(len(values)):
            assert [row[0] for row in rows(f"t:v{n}")] == values[: n + 1]
    columns, _ = store().table_schema(store().resolve("t"))
    assert columns[0]["type"]["kind"] == kind
    # Whoever reads the files alone reads one table.
    schemas = {pq.read_schema(path).remove_metadata() for path in store().table_paths(store().resolve("t"))}
    assert len(schemas) == 1
    assert verify(store()) == []


def test_columns_that_a_later_increment_has_or_lacks_are_null_elsewhere() -> None:
    with reportgen.init(id="r") as run:
        first = growing("a", "b")
        first.add_data(1, "x")
        run.log({"t": first})
        second = growing("b", "c")
        second.add_data("y", 0.5)
        run.log({"t": second})
        table = run.use_artifact("t").get("t")
        assert table.columns == ["a", "b", "c"]
        assert table.data == [[1, "x", None], [None, "y", 0.5]]


def test_media_in_increments_are_stored_once() -> None:
    image = Image(np.eye(4), caption="eye")
    table = growing("image", "n")
    with reportgen.init() as run:
        for n in range(3):
            table.add_data(image if n else None, n)
            run.log({"t": table})
        assert rows("t") == [[None, 0], [image, 1], [image, 2]]
    assert sum(path.read_bytes()[:4] == b"\x89PNG" for path in Path("store/blobs").iterdir()) == 1
    assert verify(store()) == []


def test_new_categories_write_no_row_again() -> None:
    table = Table(columns=["size"], dtype="category", log_mode="INCREMENTAL")
    with reportgen.init() as run:
        for size in ("small", "large", None, "medium"):
            table.add_data(size)
            run.log({"sizes": table})
        found = run.use_artifact("sizes")
        assert found.get("sizes") == table
        assert list(found.get("sizes").to_pandas()["size"].cat.categories) == ["large", "medium", "small"]
        assert [part["rows"] for part in found.entries["sizes"].info["parts"]] == [1, 1, 1, 1]
        assert run.use_artifact("sizes:v0").get("sizes").to_pandas()["size"].cat.categories == ["small"]
        ordered = pd.CategoricalDtype(["large", "small"], ordered=True)
        for size, dtype in (("small", ordered), ("medium", "category")):
            frame = pd.DataFrame({"size": pd.Series([size], dtype=dtype)})
            run.log({"ordered": Table(dataframe=frame, log_mode="INCREMENTAL")})
        kind = run.use_artifact("ordered").get("ordered").to_arrow().schema.field("size").type
        assert kind == pa.string()  # where a new one belongs among ordered ones, nobody knows


def test_types_change_a_few_times_and_not_with_every_increment() -> None:
    table = growing("x")
    with reportgen.init() as run:
        for n in range(40):
            table.add_data(n if n % 2 else n / 2)
            run.log({"t": table})
    # Whole numbers fit into the floats that were there: nothing is written anew.
    assert len(store().table_paths(store().resolve("t"))) == 40


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=3),
    st.binary(max_size=2),
)


@settings(max_examples=40, deadline=None)
@given(batches=st.lists(st.lists(st.tuples(cells, st.lists(cells, max_size=2)), max_size=3), max_size=5))
def test_a_growing_table_is_what_one_log_of_all_rows_would_be(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[Any, Any]]]
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    table = growing("a", "b")
    with reportgen.init(dir=folder) as run:
        for batch in batches:
            for a, b in batch:
                table.add_data(a, b)
            run.log({"t": table})
        if not batches:
            return
        grown = run.use_artifact("t").get("t")
    whole = Table(columns=["a", "b"], data=table.data)
    assert Table(columns=["a", "b"], data=grown.data) == whole
    assert parts_of(Store(folder / "store").resolve("t").entry).rows == len(whole)
