"""Maps of a table: the coordinates are those of the libraries, kept by content; mistakes have a sentence."""

from __future__ import annotations

import importlib.util
import math
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

import reportgen
from reportgen.build import build
from reportgen.diagnostics import DiagnosticError
from reportgen.materialise import projection as module
from reportgen.materialise.cache import Cache
from reportgen.materialise.projection import Projection, ProjectionError, coordinates
from reportgen.output import DirectoryOutput
from reportgen.query import Core
from reportgen.query.wire import unpack

ROWS = 60
NAMES = ("x", "y")


def vectors(rows: int = ROWS) -> np.ndarray[Any, np.dtype[np.float32]]:
    numbers = np.random.default_rng(7).normal(size=(rows, 8)).astype(np.float32)
    numbers[: rows // 2] += 4
    return numbers


def batch(**columns: Any) -> list[pa.RecordBatch]:
    found: list[pa.RecordBatch] = pa.table(columns).to_batches(max_chunksize=25)
    return found


def placed(batches: list[pa.RecordBatch], of: tuple[str, ...], method: str, folder: Path) -> Any:
    x, y = coordinates(batches, Projection(of, method, NAMES), Cache(folder))
    return np.array([x.to_pylist(), y.to_pylist()], dtype=object).T


def test_pca_and_tsne_are_those_of_scikit_learn(tmp_path: Path) -> None:
    numbers = vectors()
    given_ = batch(vector=pa.array(list(numbers), pa.list_(pa.float32())))
    pca = placed(given_, ("vector",), "pca", tmp_path).astype(float)
    np.testing.assert_allclose(pca, PCA(2, random_state=0).fit_transform(numbers), rtol=1e-4, atol=1e-4)
    tsne = placed(given_, ("vector",), "tsne", tmp_path).astype(float)
    wanted = TSNE(perplexity=(ROWS - 1) / 3, init="pca", random_state=0).fit_transform(numbers)
    np.testing.assert_allclose(tsne, wanted, rtol=1e-3, atol=1e-3)


def test_several_columns_are_one_vector_and_rows_without_a_value_have_no_place(tmp_path: Path) -> None:
    numbers = vectors().astype(float)
    a, b = (list[Any](numbers[:, i]) for i in (0, 1))
    a[3], b[10], b[11] = None, math.nan, math.inf
    found = placed(batch(a=a, b=b, c=list(range(ROWS))), ("a", "b", "c"), "pca", tmp_path)
    empty = [row for row, (x, y) in enumerate(found) if x is None or y is None]
    assert empty == [3, 10, 11]
    kept = [row for row in range(ROWS) if row not in empty]
    wanted = PCA(2, random_state=0).fit_transform(np.array([[a[i], b[i], i] for i in kept], float))
    np.testing.assert_allclose(found[kept].astype(float), wanted, rtol=1e-4, atol=1e-3)


def test_a_map_is_made_once_for_each_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    package, make = module.METHODS["pca"]

    def counted(values: Any) -> Any:
        made.append(len(values))
        return make(values)

    monkeypatch.setattr(module, "METHODS", {**module.METHODS, "pca": (package, counted)})
    first = placed(batch(a=list(range(9)), b=[0] * 9), ("a", "b"), "pca", tmp_path)
    again = placed(batch(c=list(range(9)), d=[0] * 9), ("c", "d"), "pca", tmp_path)
    assert made == [9]
    assert (first == again).all()
    placed(batch(a=list(range(9)), b=[1] * 8 + [0]), ("a", "b"), "pca", tmp_path)
    assert made == [9, 9]
    kept = next((tmp_path).rglob("*.npy"))
    kept.write_bytes(b"half a fi")
    placed(batch(a=list(range(9)), b=[0] * 9), ("a", "b"), "pca", tmp_path)
    placed(batch(a=list(range(9)), b=[1] * 8 + [0]), ("a", "b"), "pca", tmp_path)
    assert made == [9, 9, 9]


@pytest.mark.parametrize(
    ("columns", "of", "said"),
    [
        ({"v": [[1.0, 2.0], [1.0], [2.0, 3.0]]}, ("v",), "'v' holds vectors of different lengths (1 and 2)"),
        ({"a": [1, 2], "b": [3, 4]}, ("a", "b"), "3 rows with values, and 2 rows have some"),
        (
            {"a": [1, None, None], "b": [3, 4, 5]},
            ("a", "b"),
            "a map needs 3 rows with values, and 1 row has some",
        ),
        (
            {"v": pa.array([], pa.list_(pa.float32()))},
            ("v",),
            "a map needs 3 rows with values, and 0 rows have some",
        ),
    ],
)
def test_what_cannot_be_mapped_is_said(columns: Any, of: tuple[str, ...], said: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectionError) as error:
        placed(batch(**columns), of, "pca", tmp_path)
    assert said in str(error.value)


def test_a_missing_library_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "METHODS", {"umap": ("a-package-that-nobody-has", module._umap)})
    with pytest.raises(ProjectionError, match=r"needs a-package-that-nobody-has.*reportgen\[projection\]"):
        placed(batch(a=[1, 2, 3], b=[1, 5, 2]), ("a", "b"), "umap", tmp_path)


@pytest.mark.skipif(importlib.util.find_spec("umap") is None, reason="umap-learn is an optional extra")
@pytest.mark.filterwarnings("ignore")
def test_umap_keeps_groups_apart(tmp_path: Path) -> None:
    numbers = vectors(80)
    found = placed(batch(v=pa.array(list(numbers), pa.list_(pa.float32()))), ("v",), "umap", tmp_path).astype(
        float
    )
    middles = found[:40].mean(0), found[40:].mean(0)
    assert np.linalg.norm(middles[0] - middles[1]) > found[:40].std()


REPORT = """# Maps

:::{{table-panel}} points
:name: one
:layout: map
{options}
:::

:::{{table-panel}} points
:name: plain
:::
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a table of vectors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reportgen.toml").write_text('[project]\ntitle = "Maps"\n')
    numbers = vectors()
    data = [
        [f"k{row % 3}", numbers[row], float(numbers[row][0]), float(numbers[row][1])] for row in range(ROWS)
    ]
    with reportgen.init(project="maps") as run:
        run.log({"points": reportgen.Table(columns=["kind", "vector", "score_a", "score_b"], data=data)})
    return tmp_path


def built(project: Path, options: str) -> dict[str, Any]:
    """The page's payload."""
    (project / "index.md").write_text(REPORT.format(options=options), encoding="utf-8")
    with DirectoryOutput(project / "site") as output:
        build(project, output)
    page = (project / "site" / "index.html").read_text("utf-8")
    text = page.partition('id="reportgen-page">')[2].partition("</script>")[0]
    payload: dict[str, Any] = unpack(text)
    return payload


def test_the_site_s_table_holds_the_coordinates(project: Path) -> None:
    payload = built(project, ":of: vector\n:color: kind")
    page = (project / "site" / "index.html").read_text("utf-8")
    assert "map of vector by PCA: 60 points, colored by kind; k0: 20; k1: 20; k2: 20" in page
    (file,) = (project / "site" / "data").glob("*.parquet")
    table = pq.read_table(file)
    wanted = PCA(2, random_state=0).fit_transform(vectors())
    found = np.array([table["pca_vector_x"], table["pca_vector_y"]]).T
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-4)
    one, plain = (payload["panels"][name] for name in ("one", "plain"))
    assert one["spec"]["plot"] == {
        "of": "vector", "method": "pca", "x": "pca_vector_x", "y": "pca_vector_y", "color": "kind"
    }  # fmt: skip
    # The coordinates are no columns of the table: other panels do not show them.
    names = ["kind", "vector", "score_a", "score_b"]
    assert [column["name"] for column in plain["answer"]["columns"]] == names
    assert [column["name"] for column in one["answer"]["columns"]] == names
    points = one["answer"]["map"]["points"]
    np.testing.assert_allclose(np.array([points["x"], points["y"]]).T, wanted, rtol=1e-3, atol=1e-3)
    assert points["ids"] == list(range(ROWS))
    first = (project / "site" / "index.html").read_bytes()
    built(project, ":of: vector\n:color: kind")
    assert (project / "site" / "index.html").read_bytes() == first


def test_the_part_in_sight_is_drawn_around_its_middle(project: Path) -> None:
    at = PCA(2, random_state=0).fit_transform(vectors())[0]
    payload = built(project, f":of: vector\n:window: {at[0]:.5f},{at[1]:.5f}, 20")
    assert payload["panels"]["one"]["spec"]["plot"]["window"].endswith(", 20")
    (drawing,) = re.findall(
        r'rg-map-drawing" viewBox="0 0 640 440".*?</svg>', (project / "site/index.html").read_text(), re.S
    )
    places = [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", drawing)]
    assert len(places) == ROWS
    assert min(abs(x - 320) + abs(y - 220) for x, y in places) < 2
    assert any(not 0 <= x <= 640 for x, _ in places)


@pytest.mark.parametrize(
    ("options", "said", "line"),
    [
        (":of: vektor", "there is no column 'vektor'", "vektor"),
        (":of: kind", "'kind' holds neither numbers nor vectors", "kind"),
        (":of: score_a", "a map is made of a column of vectors, or of two", "score_a"),
        (":of: score_*\n:method: pka", "'pka' is no way to make a map", "pka"),
        (":color: kind", "a map needs 'of'", "map"),
        (":of: vector\n:size: score_a", "a map has no 'size'", "score_a"),
        (":of: vector\n:window: 1, 2", "'1, 2' is no part of a map", "1, 2"),
        (":of: vector\n:image: kind", "there is no column of media 'kind'", "kind"),
    ],
)
def test_mistakes_have_their_place(project: Path, options: str, said: str, line: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        built(project, options)
    (problem,) = error.value.diagnostics
    assert said in problem.message
    assert problem.span is not None
    assert problem.span.source.text[problem.span.start : problem.span.end] == line
    assert not (project / "site").exists()


def test_vectors_of_different_lengths_are_a_mistake_of_the_option(project: Path) -> None:
    with reportgen.init(project="maps") as run:
        data = [[[1.0] * (2 + row % 2)] for row in range(9)]
        run.log({"uneven": reportgen.Table(columns=["v"], data=data)})
    (project / "index.md").write_text(
        ":::{table-panel} uneven\n:layout: map\n:of: v\n:::\n", encoding="utf-8"
    )
    with pytest.raises(DiagnosticError) as error, DirectoryOutput(project / "site") as output:
        build(project, output)
    (problem,) = error.value.diagnostics
    assert "'v' holds vectors of different lengths (2 and 3)" in problem.message
    assert problem.span is not None
    assert problem.span.start == problem.span.source.text.index("v\n:::")


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def is_inside(x: float, y: float, corners: list[tuple[float, float]]) -> bool:
    """The even-odd rule, by winding through the corners."""
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 12))
def test_a_lasso_keeps_what_lies_inside(core: Core, seed: int, count: int) -> None:
    chance = random.Random(seed)
    corners = [(chance.randint(-9, 9) / 2, chance.randint(-9, 9) / 2) for _ in range(count)]
    rows = [(chance.uniform(-5, 5), chance.uniform(-5, 5)) for _ in range(200)] + [(math.nan, 0.0)]
    text = ", ".join(f"{x} {y}" for x, y in corners)
    columns = [{"name": name, "type": {"kind": "float", "bits": 64}} for name in "xy"]
    schema = {"ref": "t", "label": "t", "relation": "t", "rows": len(rows), "columns": columns}
    spec = core.call("specFromOptions", {"filter": f"inside(x, y, '{text}')"}, schema)
    assert spec["problems"] == []
    points = pa.table({"__row__": range(len(rows)), "x": [x for x, _ in rows], "y": [y for _, y in rows]})
    engine = duckdb.connect().register("t", points)
    sql = core.call("panelSql", {**spec["spec"], "rows": 1000}, schema)
    found = {row for row in engine.sql(sql).fetchall()}
    assert {(x, y) for x, y in rows if is_inside(x, y, corners)} == {row[-2:] for row in found}


@pytest.mark.parametrize("text", ["", "0 0, 1 1", "0 0, 1 1, a b", "0 0, 1 1, 1e999 2", "0 0; 1 1; 2 2"])
def test_a_polygon_that_is_none_is_refused(core: Core, text: str) -> None:
    columns = [{"name": "x", "type": {"kind": "float", "bits": 64}}]
    schema = {"ref": "t", "label": "t", "relation": "t", "rows": 1, "columns": columns}
    (problem,) = core.call("specFromOptions", {"filter": f"inside(x, x, '{text}')"}, schema)["problems"]
    assert "corners" in problem["message"]
