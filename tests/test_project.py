"""A project asked from Python: the answers are those of the panel, of pandas, and of plain SQL."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import reportgen
from reportgen.diagnostics import DiagnosticError
from reportgen.project import Project, SqlError, open_project
from reportgen.query.wire import unpack
from reportgen.store import ArtifactUnknown, TableUnknown, VersionUnknown
from tests import conftest

Make = Callable[..., conftest.Project]
UTC = dt.timezone.utc


@pytest.fixture
def logged(make_project: Make) -> conftest.Project:
    return make_project()


@pytest.fixture
def project(logged: conftest.Project) -> Iterator[Project]:
    with open_project(logged.root) as project:
        yield project


def frame(project: Project) -> pd.DataFrame:
    """The predictions without their images."""
    found = project.table("predictions").columns("-image").to_pandas()
    assert isinstance(found, pd.DataFrame)
    return found


def test_rows_are_what_pandas_says(project: Project) -> None:
    data = frame(project)
    query = project.table("predictions:latest").columns("-image")
    wrong = data[data.truth != data.guess].sort_values("score_cat", ascending=False)
    asked = query.filter("truth != guess").sort("score_cat desc")
    pd.testing.assert_frame_equal(asked.to_pandas(), wrong.reset_index(drop=True))
    assert asked.count() == len(wrong)
    assert asked.limit(2).fetchall() == list(wrong.head(2).itertuples(index=False, name=None))
    assert [row["id"] for row in asked] == list(wrong.id)


def test_groups_are_what_pandas_says(project: Project) -> None:
    data = frame(project)
    query = project.table("predictions").derive(mean="avg(score_cat)").group("guess", "truth")
    found = query.columns("mean").sort("mean desc").to_pandas()
    wanted = data.groupby(["guess", "truth"]).agg(count=("id", "size"), mean=("score_cat", "mean"))
    wanted = wanted.sort_values("mean", ascending=False).reset_index()
    pd.testing.assert_frame_equal(found, wanted)
    histogram = project.table("predictions").group("guess").columns("score_cat").to_pandas()
    cats = data[data.guess == "cat"].score_cat
    edges = np.linspace(data.score_cat.min(), data.score_cat.max(), 21)
    cell = histogram.score_cat[0]
    assert list(cell["counts"]) == list(np.histogram(cats, edges)[0])
    assert (cell["lo"], cell["hi"], cell["n"]) == (edges[0], edges[-1], len(cats))


OPTIONS = [
    {},
    {"filter": "truth != guess", "sort": "score_cat desc, id"},
    {"columns": "id as name, score_cat * 2 as twice, image", "sort": "twice desc"},
    {"group": "guess"},
    {"group": "guess, truth", "filter": "score_cat > 0.2", "sort": "count desc"},
    {"group": "round(score_cat, 1)", "columns": "image, truth, avg(score_dog) as dogs", "sort": "dogs"},
    {"group": "image", "columns": "id"},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_a_query_means_what_a_panel_means(make_project: Make, options: dict[str, str]) -> None:
    lines = "".join(f":{name}: {text}\n" for name, text in options.items())
    made = make_project({"index.md": f"# Report\n\n:::{{table-panel}} predictions\n{lines}:::\n"})
    pages, _ = made.build()
    found = re.search(r'id="reportgen-page">(.*?)</script>', pages["index.html"].decode(), re.DOTALL)
    assert found
    panel = next(iter(unpack(found[1])["panels"].values()))
    with open_project(made.root) as project:
        query = project.table("predictions")
        for name in ("group", "columns", "filter", "sort"):
            query = getattr(query, name)(options[name]) if name in options else query
        assert query.spec == {**panel["spec"], "row_height": query.spec["row_height"]}
        assert query.names == [column["label"] for column in panel["answer"]["columns"]]
        rows = query.limit(10).fetchall()
    shows = [column["show"] for column in panel["answer"]["columns"]]
    assert len(rows) == len(panel["answer"]["rows"])
    for given, shown in zip(rows, panel["answer"]["rows"], strict=True):
        for value, cell, show in zip(given, shown, shows, strict=True):
            check_cell(value, cell, show)


def check_cell(value: Any, cell: Any, show: str) -> None:
    if show == "histogram":
        assert value["counts"] == cell["counts"]
        assert all(value[name] == pytest.approx(cell[name]) for name in cell if name != "counts")
    elif show == "distribution":
        assert [[top["value"], top["count"]] for top in value["values"]] == cell["values"]
        assert all(value[name] == cell[name] for name in ("distinct", "nulls", "n"))
    elif show == "gallery":
        assert [image["file"] for image in value["items"]] == [image["file"] for image in cell["items"]]
        assert value["n"] == cell["n"]
    elif isinstance(cell, dict):
        assert (value["file"], value["caption"]) == (cell["file"], cell["caption"])
    else:
        assert value == pytest.approx(cell) if isinstance(cell, float) else value == cell


def test_nan_is_between_no_numbers(tmp_path: Path) -> None:
    with reportgen.init(project="test", dir=tmp_path) as run:
        run.log({"scores": reportgen.Table(data=pd.DataFrame({"score": [2.5, float("nan"), 2.75]}))})
    with open_project(tmp_path) as project:
        query = project.table("scores").filter("score > 2 and score < 3").columns("score")
        assert query.fetchall() == [(2.5,), (2.75,)]


def test_a_query_never_changes(project: Project) -> None:
    query = project.table("predictions")
    before = json.dumps(query.spec)
    narrowed = query.filter("truth = 'cat'").filter("guess = 'dog'").sort("id desc").columns("id").limit(3)
    assert json.dumps(query.spec) == before
    assert query.count() == 12
    assert narrowed.spec["filter"] == "truth = 'cat' and guess = 'dog'"
    assert [row["id"] for row in narrowed] == ["r6", "r0"]
    assert narrowed.limit(1).limit(5).count() == 1
    assert [row["id"] for row in narrowed.sort("id")] == ["r0", "r6"]


def test_derived_columns_stay_known_when_they_are_not_shown(project: Project) -> None:
    query = project.table("predictions").derive(both="score_cat + score_dog", more="both * 2").columns("id")
    assert query.names == ["id"]
    assert query.filter("more > 1.9").count() == 12
    assert query.columns("id, more as m").names == ["id", "m"]
    assert query.columns("*").names[-2:] == ["both", "more"]
    grouped = query.derive(n="count(*)").group("truth").sort("n desc").columns("n")
    assert grouped.names == ["truth", "n"]


ERRORS: list[tuple[Callable[[Project], object], str]] = [
    (
        lambda p: p.table("predictions").filter("id = 'a' and gues = 1"),
        "filter:1:14: error[column-unknown]: there is no column 'gues'",
    ),
    (lambda p: p.table("predictions").sort("id", "scor"), "sort:1:5: error[column-unknown]"),
    (lambda p: p.table("predictions").columns("id", "scor_*"), "columns:1:5: error[column-unknown]"),
    (lambda p: p.table("predictions").group("count(*)"), "group:1:1: error[expression-function]"),
    (lambda p: p.table("predictions").derive(x="id +"), "derive x:1:1: error[expression-syntax]"),
    (lambda p: p.table("predictions").derive(id="1"), "the table has a column 'id' already"),
    (lambda p: p.table("predictions").derive(x="truth + 1"), "derive x:1:1: error[expression-type]"),
]


@pytest.mark.parametrize(("ask", "message"), ERRORS)
def test_errors_point_into_the_text(project: Project, ask: Callable[[Project], object], message: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        ask(project)
    assert message in str(error.value)


def test_wrong_arguments(project: Project, tmp_path: Path) -> None:
    query = project.table("predictions")
    for rows in (-1, True, 1.5, "3"):
        with pytest.raises(ValueError, match="give a whole number of rows"):
            query.limit(rows)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="give a whole number of rows"):
            project.sql("select 1").limit(rows)  # type: ignore[arg-type]
    asks: list[Callable[..., object]] = [query.group, query.filter, query.sort, query.columns]
    for ask in asks:
        with pytest.raises(TypeError, match="give expressions as texts, not 3"):
            ask(3)
    with pytest.raises(TypeError, match="give expressions as texts, not 3"):
        query.derive(x=3)  # type: ignore[arg-type]
    with pytest.raises(ArtifactUnknown, match="did you mean 'predictions'"):
        project.table("predicitons")
    with pytest.raises(VersionUnknown):
        project.table("predictions:v7")
    with pytest.raises(TableUnknown):
        project.table("predictions:v0/other")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        open_project(tmp_path / "nowhere")


def test_the_store_is_found(logged: conftest.Project, tmp_path: Path) -> None:
    inside = logged.root / "some" / "folder"
    inside.mkdir(parents=True)
    for path in (logged.root, inside, logged.root / "store", str(logged.root)):
        with reportgen.open_project(path) as project:
            assert project.artifacts() == ["predictions"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert open_project(empty).artifacts() == []


def test_plain_sql_over_all_tables(logged: conftest.Project) -> None:
    logged.log(labels=reportgen.Table(columns=["truth", "name"], data=[["cat", "Cat"], ["dog", "Dog"]]))
    with open_project(logged.root) as project:
        joined = project.sql(
            'select l.name, count(*) as n from "predictions:latest" p '
            'join "labels:v0" l using (truth) group by all order by all'
        )
        assert joined.fetchall() == [("Cat", 6), ("Dog", 6)]
        assert joined.limit(1).to_arrow().num_rows == 1
        assert project.sql("with x as (select 1 as a) select * from x").fetchall() == [(1,)]
        query = project.table("predictions").filter("truth = 'cat'").sort("id").columns("id, image")
        assert project.sql(query.sql).fetchall() == query.fetchall()
        assert project.sql('select max(__row__) as last from "predictions"').fetchall() == [(11,)]
        assert query.to_duckdb().filter("id > 'r3'").fetchall()[0][0] == "r4"


def test_columns_of_one_name_are_all_there(project: Project) -> None:
    query = project.sql("select 1 as a, 2 as a, 3 as b, 4 as a")
    assert query.to_arrow().column_names == ["a", "a (2)", "b", "a (3)"]
    assert list(query) == [{"a": 1, "a (2)": 2, "b": 3, "a (3)": 4}]
    assert list(query.to_pandas().columns) == ["a", "a (2)", "b", "a (3)"]


REFUSED = [
    ("copy (select 1) to 'x.csv'", "a COPY statement could change things"),
    ("create table t as select 1", "a CREATE statement could change things"),
    ("select 1; drop table t", "give one statement, not 2"),
    ("selec 1", "syntax error"),
    ('select * from "predicitons:v0"', "did you mean 'predictions'?"),
    ("select nothing from predictions", "nothing"),
]


@pytest.mark.parametrize(("statement", "message"), REFUSED)
def test_plain_sql_that_is_refused(project: Project, statement: str, message: str) -> None:
    with pytest.raises(SqlError, match=re.escape(message)):
        project.sql(statement).to_arrow()


def test_latest_moves(logged: conftest.Project) -> None:
    with open_project(logged.root) as project:
        statement = project.sql('select count(*) from "predictions:latest"')
        pinned = project.table("predictions:latest")
        assert statement.fetchall() == [(12,)]
        logged.log(predictions=conftest.predictions(3))
        assert statement.fetchall() == [(3,)]
        assert pinned.count() == 12
        assert project.table("predictions").count() == 3


def test_types_come_back(make_project: Make) -> None:
    table = reportgen.Table(
        columns=["Id", "id", "when", "day", "long", "big", "ratio", "blob", "list", "number"],
        data=[
            [
                1,
                "a",
                dt.datetime(2024, 1, 2, 3, tzinfo=UTC),
                dt.date(2024, 1, 2),
                dt.timedelta(seconds=90),
                2**64,
                float("nan"),
                b"\x00",
                [1, None],
                7,
            ],
            [None] * 10,
        ],
    )
    made = make_project(tables={"t": table})
    with open_project(made.root) as project:
        found = project.table("t").to_arrow()
        assert found.column_names == table.columns
        assert found.schema.field("when").type == pa.timestamp("us", "UTC")
        assert found.schema.field("long").type == pa.duration("us")
        row, empty = found.to_pylist()
        assert empty == dict.fromkeys(table.columns)
        assert row["when"] == dt.datetime(2024, 1, 2, 3, tzinfo=UTC)
        assert (row["Id"], row["id"], int(row["big"])) == (1, "a", 2**64)
        assert (row["long"], row["blob"], row["list"]) == (dt.timedelta(seconds=90), b"\x00", [1, None])
        query = project.table("t").filter('Id = 1 and id = "a"')
        assert query.count() == 1
        assert query.columns("id").fetchall() == [("a",)]
        sums = project.table("t").derive(total="sum(number)").group("id").columns("total")
        assert sums.sort("total").fetchall()[0] == ("a", 1, 7)


def test_pandas_rounds_no_whole_number(make_project: Make) -> None:
    columns = {"big": [2**62 + 1, None], "small": [np.uint8(7), None], "yes": [True, None]}
    table = reportgen.Table(data={**columns, "list": [[2**62 + 1, None], None]})
    made = make_project(tables={"t": table})
    with open_project(made.root) as project:
        found = project.table("t").to_pandas()
    assert list(map(str, found.dtypes)) == ["Int64", "UInt8", "boolean", "object"]
    assert (found.big[0], found.small[0], found.yes[0]) == (2**62 + 1, 7, True)
    assert list(found["list"][0]) == [2**62 + 1, None]


def test_media_anywhere(make_project: Make) -> None:
    images = [reportgen.Image(np.full((4, 4), value, np.uint8)) for value in (1, 2)]
    table = reportgen.Table(
        columns=["list", "struct"], data=[[images, {"image": images[0], "n": 1}], [None, None], [[], None]]
    )
    made = make_project(tables={"t": table})
    with open_project(made.root) as project:
        rows = project.table("t").fetchall()
        first, second = rows[0][0]
        assert first["file"] == f"{first['sha256'][:20]}.png"
        assert project.store.blob_path(second["sha256"]).is_file()
        assert rows[0][1]["image"]["file"] == first["file"]
        assert rows[1:] == [(None, None), ([], None)]


def test_what_media_say_can_be_asked(make_project: Make) -> None:
    box = {"position": {"minX": 1, "minY": 1, "maxX": 3, "maxY": 3}, "class_id": 1, "domain": "pixel"}
    boxes = {"found": {"box_data": [box], "class_labels": {1: "dog"}}}
    pixels = np.zeros((4, 4), np.uint8)
    table = reportgen.Table(
        columns=["image", "sound", "kind"],
        data=[
            [reportgen.Image(pixels, boxes=boxes), reportgen.Audio(np.zeros(800), 8000), "a"],
            [reportgen.Image(pixels + 1), None, "b"],
        ],
    )
    made = make_project(tables={"t": table})
    with open_project(made.root) as project:
        query = project.table("t")
        assert query.filter("len(image.boxes) > 0").columns("kind").fetchall() == [("a",)]
        assert query.filter("sound.seconds < 1 and sound.sample_rate = 8000").count() == 1
        first = query.fetchall()[0]
        assert first[0]["boxes"][0]["label"] == "dog"
        assert first[1]["file"] == f"{first[1]['sha256'][:20]}.wav"
        assert query.group("sound").count() == 2


def test_categories_come_back(make_project: Make) -> None:
    sizes = pd.Categorical(["m", "s", None, "m"], categories=["s", "m", "l"], ordered=True)
    made = make_project(tables={"t": reportgen.Table(dataframe=pd.DataFrame({"size": sizes, "n": range(4)}))})
    with open_project(made.root) as project:
        found = project.table("t").to_pandas()
        assert list(found["size"].cat.categories) == ["s", "m", "l"]
        assert found["size"].cat.ordered
        assert found["size"].tolist()[:2] == ["m", "s"]
        assert project.table("t").filter("size = 'm'").columns("n").fetchall() == [(0,), (3,)]


def test_an_empty_table(make_project: Make) -> None:
    made = make_project(tables={"t": reportgen.Table(columns=["x"], data=[], dtype=int)})
    with open_project(made.root) as project:
        query = project.table("t")
        assert (query.count(), query.fetchall(), list(query)) == (0, [], [])
        assert query.group("x").fetchall() == []


def test_a_query_without_columns_has_rows(project: Project) -> None:
    query = project.table("predictions").columns("-*")
    assert query.filter("truth = 'cat'").fetchall() == [(row,) for row in range(0, 12, 2)]
    assert query.count() == 12


def test_increments_are_one_table(logged: conftest.Project) -> None:
    with reportgen.init(dir=logged.root, id="inc"):
        table = reportgen.Table(columns=["step", "loss"], log_mode="INCREMENTAL")
        for step in range(3):
            table.add_data(step, 1 / (step + 1))
            table.add_data(step, 2 / (step + 1))
            reportgen.log({"curve": table})
    with open_project(logged.root) as project:
        query = project.table("curve:latest").columns("step")
        assert query.fetchall() == [(0,), (0,), (1,), (1,), (2,), (2,)]
        assert query.sort("step desc").limit(1).fetchall() == [(2,)]
        assert project.sql('select __row__ from "curve:latest" order by all').fetchall() == [
            (row,) for row in range(6)
        ]
        assert project.table("curve:v0").count() == 2


def test_other_libraries(project: Project) -> None:
    query = project.table("predictions").columns("id, score_cat").limit(2)
    assert pa.table(query).equals(query.to_arrow())
    text = repr(query)
    assert text.splitlines()[0] == "columns: id (string), score_cat (double)"
    assert text.splitlines()[-1].split() == ["r1", "0.0833"]
    assert repr(project.table("predictions")).endswith("\n…")
    assert repr(project).endswith("1 artifacts, 0 views>")


def test_polars(project: Project) -> None:
    polars = pytest.importorskip("polars")
    query = project.table("predictions").columns("id, score_cat")
    assert isinstance(query.to_polars(), polars.DataFrame)
    assert query.to_polars()["id"].to_list() == [row["id"] for row in query]


def test_a_closed_project_starts_again(project: Project) -> None:
    query = project.table("predictions").group("guess")
    before = query.fetchall()
    project.close()
    assert query.fetchall() == before
    assert project.table("predictions").count() == 12
