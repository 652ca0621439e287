"""Views: TOML in the directive's words, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import reportgen
from reportgen.cli import COMMANDS
from reportgen.diagnostics import DiagnosticError
from reportgen.project import open_project
from tests.conftest import Project

Make = Callable[..., Project]
DOCS = Path(__file__).parent.parent / "docs"

GOOD = """
title = "Mistakes"
description = "What the model got wrong."
tables = ["predictions:latest"]
filter = "truth != guess"
sort = "score_cat desc"
columns = "id, truth, score_cat * 2 as twice"
rows = 2
"""


def asked(project: Project, text: str) -> list[tuple[object, ...]]:
    project.write("views/view.toml", text)
    with open_project(project.root) as opened:
        return opened.view("view").fetchall()


def test_a_view_is_a_query(make_project: Make) -> None:
    project = make_project()
    rows = asked(project, GOOD)
    assert [row[0] for row in rows] == ["r9", "r6", "r3", "r0"]
    with open_project(project.root) as opened:
        assert opened.views() == ["view"]
        view = opened.view("view")
        assert view.spec["rows"] == 2
        assert view.spec["tables"] == [{"ref": "predictions:v0", "label": "predictions:v0"}]
        table = opened.table("predictions").filter("truth != guess").sort("score_cat desc")
        assert view.fetchall() == table.columns("id, truth, score_cat * 2 as twice").fetchall()
        assert view.filter("truth = 'cat'").count() == 2


TABLE = 'tables = ["predictions"]\n'

PROBLEMS = [
    ('filter = "true"', ":1:1: error[view-invalid]: the view 'view' says no table"),
    ("tables = []", ":1:10: error[view-invalid]: 'tables' must be a list of tables"),
    (
        'tables = ["predictions", "labels"]',
        ":1:27: error[artifact-unknown]: the store has no artifact 'labels'",
    ),
    ('tables = ["predictons"]', ":1:12: error[artifact-unknown]: the store has no artifact 'predictons'"),
    (TABLE + 'filter = "gues = 1"', ":2:11: error[column-unknown]: there is no column 'gues'"),
    (TABLE + 'sort = "id, scor desc"', ":2:13: error[column-unknown]"),
    (TABLE + "rows = 0", ":2:8: error[option-value]: '0' is not a number of rows"),
    (TABLE + 'row-height = "huge"', ":2:15: error[option-value]: 'huge' is not a row height"),
    (TABLE + 'row-height = "medium"\nheight = 3', ":3:10: error[option-value]"),
    (TABLE + 'filtre = "x"', ":2:1: error[view-invalid]: a view has no key 'filtre'"),
    (TABLE + "filter = 3", ":2:10: error[view-invalid]: 'filter' must be a text"),
    (TABLE + "filter = ", ":2:10: error[view-invalid]: not TOML"),
    (TABLE + 'filter = "\\u0067ues = 1"', ":2:10: error[column-unknown]"),
]


@pytest.mark.parametrize(("text", "problem"), PROBLEMS)
def test_what_is_wrong(make_project: Make, text: str, problem: str) -> None:
    project = make_project()
    with pytest.raises(DiagnosticError) as error:
        asked(project, text)
    assert f"view.toml{problem}" in str(error.value)


def test_every_problem_of_a_view_is_said_at_once(make_project: Make) -> None:
    with pytest.raises(DiagnosticError) as error:
        asked(make_project(), 'tables = ["predictions"]\nfilter = "gues = 1"\nsort = "scor"\nrows = 0\n')
    assert len(error.value.diagnostics) == 3


def test_unknown_views(make_project: Make) -> None:
    project = make_project({"views/mistakes.toml": GOOD})
    with open_project(project.root) as opened:
        for name, help_ in (("mistaks", "did you mean 'mistakes'?"), ("../secret", "the only view is")):
            with pytest.raises(DiagnosticError, match=re.escape(help_)):
                opened.view(name)


def test_every_command_is_described() -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    for command in COMMANDS:
        assert re.search(rf"(?m)^## `reportgen {command.name}\b", text), command.name
        for parameter in command.params:
            for option in getattr(parameter, "opts", []):
                if option.startswith("--") and option != "--project":
                    assert option in text, (command.name, option)


def test_the_samples_of_the_page_about_queries_run(
    make_project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = ["id", "truth", "guess", "score"]
    labels = reportgen.Table(columns=["id", "name"], data=[[1, "one"]])
    project = make_project(tables={})
    for epoch in range(5):
        rows = [[1, "a", "b", 0.1 * (epoch + 1)], [2, "a", "a", 1.0]]
        project.log(predictions=reportgen.Table(columns=columns, data=rows))
    for number in range(3):
        project.log(labels=reportgen.Table(columns=["id", "name"], data=[[number, "x"]]))
    project.log(labels=labels)
    monkeypatch.chdir(project.root)
    names: dict[str, object] = {}
    for page in ("query.md", "lineage.md"):
        text = (DOCS / page).read_text("utf-8")
        for sample in re.findall(r"(?ms)^```python\n(.*?)^```", text):
            exec(compile(sample, page, "exec"), names)
    assert len(names["data"]) == 1  # type: ignore[arg-type]
    names["project"].close()  # type: ignore[attr-defined]
    (toml,) = re.findall(r"(?ms)^```toml\n(.*?)^```", (DOCS / "query.md").read_text("utf-8"))
    with pytest.raises(DiagnosticError, match="there is no column 'image'"):
        asked(project, toml)
