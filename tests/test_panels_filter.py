"""The directive `filter` and panels that share a selection: what is painted, and where what is wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import reportgen
from reportgen.query.wire import unpack
from tests.conftest import Project

Make = Callable[..., Project]


def control(*lines: str, name: str = "filter", argument: str = "predictions:v0") -> str:
    return "\n".join([f":::{{{name}}} {argument}", *lines, ":::", ""])


WRONG = [
    (control(":column: truth", ":selection: s", argument=""), "1:1", "needs the table that it shows"),
    (control(":selection: s"), "1:1", "'filter' needs the option 'column'"),
    (control(":column: truth"), "1:1", "'filter' needs the option 'selection'"),
    (control(":column: trutz", ":selection: s"), "2:10", "did you mean 'truth'?"),
    (control(":column: truth", ":selection: 1 s"), "3:13", "'1 s' is not the name of a selection"),
    (control(":column: truth", ":selection: s", ":kind: rang"), "4:8", "did you mean 'range'?"),
    (
        control(":column: truth", ":selection: s", ":kind: range"),
        "4:8",
        "use 'search' or 'select' or 'checkbox'",
    ),
    (control(":column: image", ":selection: s"), "2:10", "choose another column"),
    (control(":column: truth", ":selection: s", ":selects: truht = 1"), "4:11", "did you mean 'truth'?"),
    (control(":colum: truth", ":column: truth", ":selection: s"), "2:2", "did you mean 'column'?"),
    (control(":selects: x > 1", name="table-panel"), "2:11", "there is no column 'x'"),
]


@pytest.mark.parametrize(("report", "place", "words"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    make_project: Make, report: str, place: str, words: str
) -> None:
    (problem,) = make_project({"index.md": report}).problems()
    assert problem.startswith(f"index.md:{place}: error")
    assert words in problem


def test_the_kind_follows_from_the_column(make_project: Make) -> None:
    frame = pd.DataFrame({"a": [1], "b": [True], "c": ["x"], "d": [pd.Timestamp("2024-01-01")]})
    report = "".join(control(f":column: {name}", f":name: {name}", ":selection: s") for name in "abcd")
    project = make_project({"index.md": report}, tables={"predictions": reportgen.Table(dataframe=frame)})
    panels = panels_of(project.build()[0]["index.html"])
    kinds = {name: panel["spec"]["control"] for name, panel in panels.items()}
    assert kinds == {"a": "range", "b": "checkbox", "c": "select", "d": "range"}


def panels_of(page: bytes) -> dict[str, Any]:
    found = re.search(rb'<script type="application/json" id="reportgen-page">(.*?)</script>', page, re.DOTALL)
    assert found
    panels: dict[str, Any] = unpack(found[1].decode())["panels"]
    return panels


def words(page: bytes) -> str:
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", page.decode(), flags=re.DOTALL))
    return " ".join(html.unescape(plain).split())


LINKED = """
:::{filter} a:v0
:name: kind
:column: kind
:selection: one
:selects: kind != 'x'
:::

:::{table-panel} a:v0
:name: scores
:columns: kind, score, score * 2 as double
:selection: one
:selects: double > 1
:::

:::{table-panel} a:v0
:name: groups
:group: kind
:columns: score
:selection: one
:::

:::{table-panel} b:v0
:name: other
:selection: one
:::

:::{table-panel} a:v0
:name: alone
:selection: two
:::
"""


def test_the_author_s_selections_are_painted(make_project: Make) -> None:
    rng = np.random.default_rng(3)
    kinds = np.array(["x", "y", "z", None], object)
    a = pd.DataFrame({"kind": rng.choice(kinds, 200), "score": rng.random(200).round(3)})
    b = pd.DataFrame({"score": rng.random(50).round(3), "more": range(50)})
    tables = {"a": reportgen.Table(dataframe=a), "b": reportgen.Table(dataframe=b)}
    page = make_project({"index.md": LINKED}, tables=tables).build()[0]["index.html"]
    panels = panels_of(page)
    counts = {name: panel["answer"]["filtered"] for name, panel in panels.items()}
    named = a.kind != "x"
    assert counts == {
        "kind": int((a.score * 2 > 1).sum()),
        "scores": int(named.sum()),
        "groups": int((named & (a.score * 2 > 1)).sum()),
        "other": int((b.score * 2 > 1).sum()),
        "alone": 200,
    }
    assert panels["groups"]["kept"]["texts"] == ["kind != 'x'", "score * 2 > 1"]
    assert panels["other"]["kept"]["foreign"] == ["kind != 'x'"]
    assert "kept" not in panels["alone"]
    choices = {one["value"]: one["n"] for one in panels["kind"]["answer"]["control"]["choices"]}
    wanted = a[a.score * 2 > 1].kind.value_counts(dropna=False)
    assert choices == {None if pd.isna(key) else key: int(n) for key, n in wanted.items()}
    assert "Selected elsewhere score * 2 > 1" in words(page)
    assert f"y ({choices['y']})" in words(page)


def test_scales_stay_as_they_are(make_project: Make) -> None:
    frame = pd.DataFrame({"x": np.arange(100.0), "kind": ["a", "b"] * 50})
    report = control(":name: all", ":layout: histogram", ":x: x", ":color: kind", name="table-panel")
    report += control(
        ":name: kept", ":layout: histogram", ":x: x", ":color: kind", ":selection: s", name="table-panel"
    )
    report += control(":column: x", ":selection: s", ":selects: x < 10")
    project = make_project({"index.md": report}, tables={"predictions": reportgen.Table(dataframe=frame)})
    panels = panels_of(project.build()[0]["index.html"])
    whole, kept = (panels[name]["answer"]["plot"] for name in ("all", "kept"))
    assert kept["x"] == whole["x"]
    assert [one["label"] for one in kept["series"]] == [one["label"] for one in whole["series"]]
    assert sum(bar["n"] for bar in kept["bars"]) == 10
