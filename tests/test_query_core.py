"""The JavaScript core in the embedded engine, and native DuckDB behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reportgen.query import Core, CoreError, Engine, QueryError, answer, code_point_offset
from reportgen.query.wire import pack, unpack

TEXT, FLOAT = {"kind": "text"}, {"kind": "float", "bits": 64}


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    table = pa.table({"__row__": [0, 1, 2], "name": ["é😀", None, "it's"], "x": [0.5, 1.5, None]})
    pq.write_table(table, tmp_path / "it's.parquet")
    engine = Engine()
    engine.register('a "b"', [tmp_path / "it's.parquet"])
    yield engine
    engine.close()


def schema() -> dict[str, Any]:
    columns = [{"name": "name", "type": TEXT}, {"name": "x", "type": FLOAT}]
    return {"ref": "t:v0", "label": "t", "relation": 'a "b"', "rows": 3, "columns": columns}


VALUES = [
    None,
    True,
    0.5,
    -0.0,
    2**53 - 1,
    2**53,
    -(2**63),
    10**30,
    float("inf"),
    float("-inf"),
    "é😀\u2028\x00</script>",
    [],
    [[1], {}],
    {"$int": "1", "$": {"$$num": 2}, "": None, "__proto__": 1},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_cross_unchanged(core: Core, value: Any) -> None:
    assert unpack(pack(value)) == value
    assert repr(unpack(core.call("pack", value))) == repr(value)


def test_big_floats_stay_floats(core: Core) -> None:
    found = unpack(core.call("pack", [1e300, 1e17, float("nan")]))
    assert repr(found) == "[1e+300, 1e+17, nan]"


def test_what_cannot_be_packed_is_refused() -> None:
    for value in (object(), {1: 2}, b""):
        with pytest.raises(TypeError, match="cannot be"):
            pack(value)


def test_a_failing_core_shows_the_stack(core: Core) -> None:
    with pytest.raises(CoreError, match="the core has no function 'nothing'"):
        core.call("nothing")
    with pytest.raises(CoreError, match="at "):
        core.call("normaliseSpec", {}, None)
    assert core.call("pack", 1) == "1"


def test_any_thread_may_call(core: Core) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda n=n: found.append(core.call("pack", n))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [str(n) for n in range(8)]


def test_deep_expressions_are_problems_and_not_crashes(core: Core) -> None:
    for text in ("(" * 5000 + "x" + ")" * 5000, "not " * 2000 + "x", "-" * 3000 + "x", "[" * 4000):
        found = core.call("normaliseSpec", {"filter": text}, schema())
        assert [problem["code"] for problem in found["problems"]] == ["expression-syntax"]


def test_rows_and_groups(core: Core, engine: Engine) -> None:
    made = core.call("specFromOptions", {"columns": "name, x * 2 as y", "sort": "y desc"}, schema())
    assert made["problems"] == []
    rows = answer(core, engine, made["spec"], schema())
    assert rows["rows"] == [[None, 3], ["é😀", 1], ["it's", None]]
    assert rows["ids"] == [1, 0, 2]
    spec = core.call("specFromOptions", {"group": "x > 1", "filter": "x is not null"}, schema())["spec"]
    groups = answer(core, engine, spec, schema())
    assert groups["keys"] == [[False], [True]]
    assert core.call("statusText", groups, spec) == "2 groups, 2 of 3 rows"
    fact = core.drive("factQuery", "x > 0", "avg(x)", schema(), execute=engine.execute)
    assert fact == 1


def test_an_image_gallery(core: Core, tmp_path: Path) -> None:
    images = [{"file": f"{n}.png", "thumb": None, "width": 8, "height": 8, "caption": "é"} for n in range(30)]
    table = pa.table({"__row__": range(30), "image": images, "half": [n % 2 for n in range(30)]})
    pq.write_table(table, tmp_path / "t.parquet")
    engine = Engine()
    engine.register("images", [tmp_path / "t.parquet"])
    half = {"kind": "integer", "bits": 64, "unsigned": False}
    columns = [{"name": "image", "type": {"kind": "image", "thumb": 56}}, {"name": "half", "type": half}]
    shape = {"ref": "t:v0", "label": "t", "relation": "images", "rows": 30, "columns": columns}
    spec = core.call("specFromOptions", {"group": "half"}, shape)["spec"]
    found = answer(core, engine, spec, shape)
    assert found["rows"][1][2] == {"items": images[1:25:2], "n": 15}
    page = core.drive(
        "galleryPage", spec, shape, [1], "image", {"offset": 12, "limit": 9}, execute=engine.execute
    )
    assert page == {"items": images[25::2], "total": 15}
    engine.close()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'other.db'",
        "SET threads = 4",
        "SELECT * FROM tmp_path",
        "INSTALL httpfs",
    ],
)
def test_the_engine_reads_nothing_else(engine: Engine, sql: str) -> None:
    with pytest.raises(QueryError) as raised:
        engine.execute(sql)
    assert sql in str(raised.value)


def test_a_relation_can_be_added_later(engine: Engine, tmp_path: Path) -> None:
    first = engine.execute('SELECT count(*) FROM "a ""b"""')
    pq.write_table(pa.table({"__row__": [0]}), tmp_path / "more.parquet")
    engine.register("more", [tmp_path / "more.parquet"])
    assert pa.ipc.open_stream(engine.execute("SELECT * FROM more")).read_all().num_rows == 1
    assert engine.execute('SELECT count(*) FROM "a ""b"""') == first
    with pytest.raises(ValueError, match="no files"):
        engine.register("none", [])


def test_offsets_in_texts_with_emoji() -> None:
    text = "id = '😀' and gues"
    utf16 = text.encode("utf-16-le")[: text.encode("utf-16-le").index("gues".encode("utf-16-le"))]
    assert code_point_offset(text, len(utf16) // 2) == text.index("gues")
