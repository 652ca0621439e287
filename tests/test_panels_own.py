"""The directive `panel` and the option `cells`: the project's modules in the site, and their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Project
from tests.test_panels_filter import panels_of

Make = Callable[..., Project]

MODULE = "export default { render({ el }) { el.textContent = 'mine'; } };\n"
WRONG = [
    (":::{panel} predictions:v0\n:::\n", "1:12", "needs the module that draws it"),
    (":::{panel}\n:::\n", "1:1", "':::{panel} modules/my.js predictions:v0'"),
    (":::{panel} modules/my.js\n:::\n", "1:1", "needs the table that it shows"),
    (":::{panel} modules/mine.js predictions:v0\n:::\n", "1:12", "did you mean 'modules/my.js'?"),
    (":::{panel} ../my.js predictions:v0\n:::\n", "1:12", "outside of the project"),
    (":::{panel} modules/my.js predictions:v0\n:gruop: truth\n:::\n", "2:2", "did you mean 'group'?"),
    (":::{table-panel} predictions:v0\n:cells: truth: modules/my.ts\n:::\n", "2:16", "is not a module"),
    (":::{table-panel} predictions:v0\n:cells: truth: modules/no.js\n:::\n", "2:16", "there is no file"),
    (":::{table-panel} predictions:v0\n:cells: trutz: modules/my.js\n:::\n", "2:9", "did you mean 'truth'?"),
]


@pytest.mark.parametrize(("report", "place", "words"), WRONG)
def test_what_is_wrong_is_said_with_its_place(
    make_project: Make, report: str, place: str, words: str
) -> None:
    (problem,) = make_project({"index.md": report, "modules/my.js": MODULE}).problems()
    assert problem.startswith(f"index.md:{place}: error")
    assert words in problem


def test_modules_are_in_the_site_once_by_their_content(make_project: Make) -> None:
    report = (
        ":::{panel} modules/my.js predictions:v0\n:name: one\n:group: truth\n:::\n\n"
        ":::{table-panel} predictions:v0\n:name: two\n:cells: score_*: modules/my.js\n:::\n\n"
        ":::{table-panel} predictions:v0\n:name: three\n:::\n"
    )
    files, _ = make_project({"index.md": report, "modules/my.js": MODULE}).build()
    (path,) = [name for name in files if name.startswith("assets/own/")]
    assert files[path] == MODULE.encode()
    panels = panels_of(files["index.html"])
    assert panels["one"]["spec"]["module"] == "modules/my.js"
    assert panels["one"]["modules"] == panels["two"]["modules"] == {"modules/my.js": f"./{path}"}
    cells = {column["name"]: column.get("cell") for column in panels["two"]["spec"]["columns"]}
    assert cells["score_cat"] == cells["score_dog"] == "modules/my.js"
    assert cells["truth"] is None
    assert "modules" not in panels["three"]
    page = files["index.html"].decode()
    assert page.count("assets/own/") == 2
    assert page.count('data-panel="table"') == 3
