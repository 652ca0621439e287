"""Saved views of several tables from Python and the command line: what pandas computes of the tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reportgen.cli import run
from reportgen.diagnostics import DiagnosticError
from reportgen.project import Project as Opened
from reportgen.project import open_project
from reportgen.query import Core
from tests.compared_tables import compared_project
from tests.conftest import Project
from tests.test_project_written import built_panels, run_script

TABLES = 'tables = ["preds:v0", "preds:v2"]\n'
LABELLED = TABLES + 'labels = "first, last"\n'
VIEWS = {
    "rows": LABELLED
    + 'on = "id"\ncolumns = "id, guess, truth"\nfilter = "0.guess != 1.guess"\nsort = "id desc"',
    "derived": LABELLED + 'on = "id"\ncolumns = "id, 1.score - 0.score as change"',
    "groups": LABELLED + 'on = "id"\ngroup = "truth"\ncolumns = "truth, avg(score) as mean"',
    "long": LABELLED + 'compare = "concat"\ncolumns = "member, id, score"\nfilter = "score > 3.5"',
    "apart": TABLES + 'compare = "split"',
    "plot": TABLES + 'on = "id"\nlayout = "histogram"\nx = "score"',
    "wrong": TABLES + 'on = "idd"',
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = compared_project(tmp_path_factory.mktemp("compared"))
    for name, text in VIEWS.items():
        made.write(f"views/{name}.toml", text)
    return made


@pytest.fixture(scope="module")
def opened(project: Project) -> Iterator[Opened]:
    with open_project(project.root) as one:
        yield one


@pytest.fixture(scope="module")
def tables(opened: Opened) -> list[pd.DataFrame]:
    return [
        opened.table(ref).columns("id, truth, guess, score").to_pandas() for ref in ("preds:v0", "preds:v2")
    ]


def test_joined_rows_have_a_column_for_each_table(opened: Opened, tables: list[pd.DataFrame]) -> None:
    both = tables[0].merge(tables[1], on="id", suffixes=(" 0", " 1"))
    both = both[both["guess 0"] != both["guess 1"]].sort_values("id", ascending=False)
    query = opened.view("rows")
    assert query.names == ["id", "first.guess", "last.guess", "truth"]
    expected = both[["id", "guess 0", "guess 1", "truth 0"]].values.tolist()
    assert len(expected) > 1
    assert [list(row) for row in query.fetchall()] == expected
    assert query.count() == len(expected)
    assert [list(row) for row in query.limit(2).fetchall()] == expected[:2]
    assert query.to_arrow().column_names == query.to_duckdb().columns == query.names


def test_a_column_computed_of_several_tables(opened: Opened, tables: list[pd.DataFrame]) -> None:
    both = tables[0].merge(tables[1], on="id")
    found = opened.view("derived").to_pandas().set_index("id")["change"]
    assert found.to_dict() == pytest.approx((both.set_index("id").eval("score_y - score_x")).to_dict())


def test_groups_stand_once_for_each_table(opened: Opened, tables: list[pd.DataFrame]) -> None:
    found = opened.view("groups").to_pandas()
    assert set(found["member"]) == {"first", "last"}
    for label, table in zip(("first", "last"), tables, strict=True):
        mine = found[found["member"] == label].set_index("truth")
        assert mine["mean"].to_dict() == pytest.approx(table.groupby("truth")["score"].mean().to_dict())
        assert mine["count"].to_dict() == table.groupby("truth").size().to_dict()


def test_tables_one_after_another(opened: Opened, tables: list[pd.DataFrame]) -> None:
    both = pd.concat(
        [table.assign(member=name) for name, table in zip(("first", "last"), tables, strict=True)]
    )
    expected = both[both["score"] > 3.5][["member", "id", "score"]].values.tolist()
    assert len(expected) > 2
    assert [list(row) for row in opened.view("long").fetchall()] == expected


def test_it_answers_after_the_engines_were_freed(project: Project) -> None:
    with open_project(project.root) as opened:
        query = opened.view("rows")
        before = query.fetchall()
        opened.close()
        assert query.fetchall() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("apart", "this view shows its tables apart"),
        ("plot", "this view shows a plot ('histogram')"),
        ("wrong", "idd"),
    ],
)
def test_what_is_no_list_is_said_with_its_place(opened: Opened, name: str, said: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        opened.view(name)
    assert said in str(error.value)
    assert f"{name}.toml:" in str(error.value)


def test_it_is_asked_as_the_view_says(opened: Opened) -> None:
    with pytest.raises(DiagnosticError, match="cannot be narrowed"):
        opened.view("rows").filter("id = 'r1'")
    with pytest.raises(DiagnosticError, match="cannot be narrowed"):
        opened.view("rows").derive(twice="score * 2")


def test_the_command_writes_it(
    project: Project, opened: Opened, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rows.csv"
    assert run(["query", "--view", "rows", "--out", str(out), "-p", str(project.root)]) == 0
    written = pd.read_csv(io.StringIO(out.read_text()))
    assert list(map(tuple, written.values.tolist())) == opened.view("rows").fetchall()
    assert run(["query", "--view", "rows", "--filter", "id = 'r1'", "-p", str(project.root)]) == 1
    assert "cannot be narrowed" in capfd.readouterr().err


COPIED = [
    ":labels: first, last\n:on: id\n:filter: 0.guess != 1.guess\n:sort: id desc\n:columns: id, guess\n",
    ":how: outer\n:columns: id, score, 1.score - 0.score as change\n:reference: v2\n:members: [1] [0]\n",
    ":group: truth\n:columns: truth, avg(score) as mean\n:sort: mean desc\n:hide: v2\n",
    ":compare: concat\n:columns: member, id, score\n:filter: score > 3.5\n:search: r\n",
    ":compare: split\n:columns: id, score\n:filter: score > 3.5\n",
    ":compare: split\n:group: truth\n:columns: avg(score) as mean\n",
]
"""Options of panels whose rows fit on a page."""


def test_a_script_that_is_copied_of_a_panel_has_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = compared_project(tmp_path)
    directives = [f":::{{table-panel}} preds:v0 preds:v2\n:rows: 100\n{options}:::\n" for options in COPIED]
    monkeypatch.chdir(project.root)
    with closing(Core()) as core:
        for panel in built_panels(project, "\n".join(directives)):
            schema = core.call("compareSchema", panel["spec"], panel["schemas"])
            script = core.call("writePython", panel["spec"], schema)
            check_rows([list(row) for row in run_script(script).fetchall()], panel["answer"])


def check_rows(found: list[list[Any]], answer: dict[str, Any]) -> None:
    """What a query gave is what a panel shows."""
    labels = {member["index"]: member["label"] for member in answer["members"]}
    parts = answer.get("parts", [{"member": None, "answer": answer}])
    shown = [row for part in parts for row in lines(part["answer"], labels, labels.get(part["member"]))]
    assert len(found) > 1
    assert found == shown or sorted(map(str, found)) == sorted(map(str, shown))


def lines(answer: dict[str, Any], labels: dict[int, str], label: str | None) -> Iterator[list[Any]]:
    """The rows of an answer, or of its groups one for each table, as a query has them."""
    lists = ["members" in column for column in answer["columns"]]
    for row in answer["rows"]:
        if answer["kind"] == "rows":
            cells = [
                one for cell, is_list in zip(row, lists, strict=True) for one in (cell if is_list else [cell])
            ]
            yield cells if label is None else [label, *cells]
            continue
        for place, name in enumerate(labels.values() if label is None else [label]):
            key, *values = [cell[place] if many else cell for cell, many in zip(row, lists, strict=True)]
            if values[0]:
                yield [key, name, *values]
