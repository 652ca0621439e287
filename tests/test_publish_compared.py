"""Slices of views that compare tables: they show what the view shows, and hold nothing else."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

import reportgen
from reportgen.configuration import load_config
from reportgen.diagnostics import DiagnosticError
from reportgen.output import MemoryOutput
from reportgen.publish import publish_views
from reportgen.query.wire import unpack
from tests.conftest import CONFIG, Project
from tests.test_publish import everything, own

ROWS, TABLES = 36, 3
CLASSES = ("cat", "dog", "eel")


def cell(kind: str, table: int, row: int) -> str:
    """A text that tells where it is from."""
    return f"{kind}-{table}-{row:02}-x"


def truth(row: int) -> str:
    return CLASSES[row % 3]


def guess(table: int, row: int) -> str:
    """The more tables, the fewer are wrong."""
    return truth(row) if row % (table + 2) else CLASSES[(row + 1) % 3]


def has(table: int, row: int) -> bool:
    """The second table lacks every fifth row."""
    return table != 1 or row % 5 != 4


def score(table: int, row: int) -> float:
    return round((7 * row + 5 * table) % 36 / 36, 4)


def secrets(table: int) -> reportgen.Table:
    made = reportgen.Table(columns=["id", "image", "truth", "guess", "name", "secret", "score", "other"])
    for row in range(ROWS):
        if has(table, row):
            picture = reportgen.Image(np.full((4, 4), 5 * row, np.uint8), caption=f"caption-{row:02}-x")
            other = reportgen.Image(np.full((4, 4), 5 * row + table + 1, np.uint8), caption="other")
            texts = [cell("name", table, row), cell("secret", table, row)]
            key = f"id-{row:02}-x"
            made.add_data(key, picture, truth(row), guess(table, row), *texts, score(table, row), other)
    made.cast("truth", "category")
    return made


PAIR = 'tables = ["preds:v0", "preds:v1"]\n'
VIEWS = {
    # Joined on what is hidden, sorted by what is hidden, computed of what is hidden.
    "joined": PAIR
    + 'on = "id"\nfilter = "0.guess != 1.guess"\nsort = "1.score - 0.score desc"\n'
    + 'columns = "image, truth, name, guess, 1.score - 0.score as gained, score * 100 as percent"\nrows = 40',
    "on-shown": PAIR
    + 'on = "id"\nfilter = "truth = \'eel\' and 1.guess != truth"\nsort = "id desc"\ncolumns = "id, name"',
    "outer": PAIR
    + 'on = "id"\nhow = "outer"\nfilter = "truth = \'dog\'"\ncolumns = "truth, name"\nrows = 40',
    "groups": PAIR
    + 'on = "id"\nfilter = "truth != guess"\ngroup = "guess"\ncolumns = "name, score, max(score) as best"',
    "pivot": PAIR + 'on = "id"\nfilter = "score > 0.5"\ngroup = "truth"\npivot = "guess"\ncolumns = "truth"',
    "concat": PAIR
    + 'compare = "concat"\nfilter = "truth != guess"\nsort = "score desc"\n'
    + 'columns = "member, name, guess"\nrows = 40',
    "listed": PAIR + 'compare = "concat"\nfilter = "truth = \'cat\'"\ngroup = "member"\ncolumns = "score"',
    "split": PAIR + 'compare = "split"\nfilter = "truth != guess"\nsort = "score"\ncolumns = "name, image"',
    "sections": PAIR
    + 'compare = "split groups"\nfilter = "score < 0.3"\ngroup = "truth"\n'
    + 'sort = "count desc"\ncolumns = "name"',
    # Of three tables two, in another order, and what names them by number.
    "fewer": 'tables = ["preds:v0", "preds:v1", "preds:v2"]\nlabels = "one, two, three"\non = "id"\n'
    + 'members = "[2] [0]"\nfilter = "2.guess != truth"\ngroup = "truth"\n'
    + 'columns = "score, avg(2.score) as last, name"',
    "histogram": PAIR
    + 'on = "id"\nfilter = "score > 0.6"\nlayout = "histogram"\nx = "score"\ncolumns = "guess"',
    "scatter": PAIR
    + 'on = "id"\nfilter = "0.score > 0.7"\nlayout = "scatter"\nx = "0.score"\ny = "1.score"\n'
    + 'columns = "name"',
    "steps": 'tables = ["preds:v0", "preds:v1", "preds:v2"]\non = "id"\nover = "epoch"\n'
    + 'filter = "truth = \'eel\'"\ncolumns = "name, score, flips(*.guess) as flips"\nsort = "flips desc"',
}


@dataclass(frozen=True)
class Sites:
    """A project, its whole site, and the slice of all views."""

    project: Project
    whole: dict[str, bytes]
    slice: dict[str, bytes]

    def answers(self, view: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the view's page shows in both."""
        whole, part = (
            unpack(
                re.findall(rb'type="application/json"[^>]*>(.*?)</script>', site[f"views/{view}.html"], re.S)[
                    0
                ].decode()
            )["panels"][view]
            for site in (self.whole, self.slice)
        )
        return whole, part

    def tables(self, view: str) -> list[dict[str, list[Any]]]:
        """The tables of the slice of a view, as the site has them."""
        listed = json.loads(self.slice["site.json"])["tables"]
        files = [one["files"] for one in listed if one["ref"].startswith(f"{view}:v0/")]
        return [pq.read_table(io.BytesIO(self.slice[file[0]])).to_pydict() for file in files]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    project = Project(tmp_path_factory.mktemp("compared"))
    project.write("reportgen.toml", CONFIG)
    project.write("index.md", "# All\n\nNothing.\n")
    for table in range(TABLES):
        project.log(preds=secrets(table))
    for name, text in VIEWS.items():
        project.write(f"views/{name}.toml", text + "\n")
    output = MemoryOutput()
    publish_views(load_config(project.root), list(VIEWS), output)
    return Sites(project, project.build()[0], output.files)


def plain(value: Any) -> Any:
    """Without what tells the tables' files apart."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in ("sha256", "thumb", "file")}
    return [plain(one) for one in value] if isinstance(value, list) else value


def cells(answer: dict[str, Any]) -> list[Any]:
    """What stands in the rows, without their numbers, and in what is drawn."""
    parts = answer.get("parts")
    if parts:
        return [cells(part["answer"]) for part in parts]
    width = len(answer.get("columns", ()))
    ids = answer["kind"] == "rows"
    rows = [row[:width] if ids else row for row in answer.get("rows", ())]
    drawn = {key: one for key, one in answer.items() if key in ("plot", "cells", "series", "pivot", "keys")}
    return [answer["kind"], plain(rows), plain(drawn)]


@pytest.mark.parametrize("view", VIEWS)
def test_a_slice_shows_what_its_view_shows(sites: Sites, view: str) -> None:
    whole, part = sites.answers(view)
    assert cells(part["answer"]) == cells(whole["answer"])
    labels = [table["label"] for table in whole["spec"]["tables"]]
    shown = [table["label"] for table in part["spec"]["tables"]]
    assert set(shown) <= set(labels)
    assert "filter" not in part["spec"]


def wrong(table: int, row: int) -> bool:
    return guess(table, row) != truth(row)


def both(row: int) -> bool:
    return has(0, row) and has(1, row)


SHOWN: dict[str, Any] = {
    "joined": lambda _, row: both(row) and guess(0, row) != guess(1, row),
    "on-shown": lambda _, row: both(row) and truth(row) == "eel" and wrong(1, row),
    "outer": lambda _, row: truth(row) == "dog",
    "groups": lambda table, row: both(row) and wrong(table, row),
    "concat": lambda table, row: wrong(table, row),
    "split": lambda table, row: wrong(table, row),
    "sections": lambda table, row: score(table, row) < 0.3,
    "scatter": lambda _, row: both(row) and score(0, row) > 0.7,
}


@pytest.mark.parametrize("view", SHOWN)
def test_its_tables_have_the_rows_of_the_view_alone(sites: Sites, view: str) -> None:
    tables = sites.tables(view)
    assert len(tables) == 2
    for number, table in enumerate(tables):
        rows = [row for row in range(ROWS) if has(number, row) and SHOWN[view](number, row)]
        assert sorted(table["name"]) == [cell("name", number, row) for row in rows]


def test_a_hidden_table_is_not_published(sites: Sites) -> None:
    tables = sites.tables("fewer")
    assert len(tables) == 2
    assert {name.split("-")[1] for table in tables for name in table["name"]} == {"0", "2"}


def test_no_byte_tells_of_what_is_hidden(sites: Sites) -> None:
    found = everything(sites.slice)
    named = {name for view in VIEWS for table in sites.tables(view) for name in table.get("name", ())}
    for table in range(TABLES):
        for row in range(ROWS):
            assert cell("secret", table, row).encode() not in found
            name = cell("name", table, row)
            assert (name.encode() in found) == (name in named)
    ids = {key for table in sites.tables("on-shown") for key in table["id"]}
    captions = {
        row
        for row in range(ROWS)
        if SHOWN["joined"](0, row) or wrong(0, row) or (has(1, row) and wrong(1, row))
    }
    for row in range(ROWS):
        assert (f"id-{row:02}-x".encode() in found) == (f"id-{row:02}-x" in ids)
        assert (f"caption-{row:02}-x".encode() in found) == (row in captions)
    mine = everything(own(sites.slice))
    assert b"secret" not in mine
    assert b"preds" not in mine
    assert str(sites.project.root).encode() not in mine
    assert len([path for path in sites.slice if path.startswith("media/")]) == len(captions)


REFUSED = [
    ('group = "truth"\ncolumns = "name, max(score) as best"', "no column 'score'"),
    ('hide = "v1"\ncolumns = "name"', "all but one"),
    (
        'tables = ["preds:v0", "preds:v1", "preds:v2"]\nhide = "v1"\ngroup = "truth"\n'
        'columns = "max(1.score) as best, score"',
        "switched off",
    ),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_what_cannot_be_kept_apart_is_refused(sites: Sites, text: str, problem: str) -> None:
    tables = "" if text.startswith("tables") else PAIR
    file = sites.project.write("views/bad.toml", f'{tables}{text}\non = "id"\n')
    with pytest.raises(DiagnosticError) as error:
        publish_views(load_config(sites.project.root), ["bad"], MemoryOutput())
    file.unlink()
    assert problem in str(error.value)
    assert "bad.toml:" in str(error.value)
