"""Saved views in reports, on pages of their own and on the command line."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.error import HTTPError

import pytest

from reportgen.configuration import load_config
from reportgen.diagnostics import DiagnosticError
from reportgen.preview import VIEWS, State, open_server
from reportgen.preview_site import PreviewSite
from reportgen.query import Core
from reportgen.saving import Saving
from reportgen.view_edit import rename_view, save_view
from tests.conftest import Project

Make = Callable[..., Project]

MISTAKES = """\
title = "What is wrong"
description = "Guesses that are not the truth."
note = "Mostly *dogs*.\\nLook at r9."
tables = ["predictions:latest"]
filter = "truth != guess"
sort = "score_cat desc"
rows = 3
"""
REPORT = """\
# Try

:::{view} mistakes
:name: first
:::

:::{view} mistakes
:name: second
:rows: 2
Ours.
:::
"""


@pytest.fixture
def project(make_project: Make) -> Project:
    return make_project({"index.md": REPORT, "views/mistakes.toml": MISTAKES})


def text_of(files: dict[str, bytes], path: str) -> str:
    return files[path].decode()


def test_a_report_shows_a_view_by_its_name_and_may_change_it(project: Project) -> None:
    files, result = project.build()
    assert result.diagnostics == ()
    page = text_of(files, "index.html")
    first, second = page.split('id="second"')
    assert [part.count("<tr data-row=") for part in (first, second)] == [3, 2]
    assert "<figcaption>Guesses that are not the truth.</figcaption>" in first
    assert "<figcaption>Ours.</figcaption>" in second
    assert first.count("4 of 12 rows") == 1


def test_views_have_a_page_each_and_a_page_of_all(project: Project) -> None:
    files, _ = project.build()
    page = text_of(files, "views/mistakes.html")
    assert '<h1 id="' not in page.split("<main")[0]
    assert "What is wrong" in page
    assert "Guesses that are not the truth." in page
    assert "Mostly *dogs*." in page
    listed = text_of(files, "views.html")
    assert 'href="views/mistakes.html"' in listed
    assert 'src="embed/mistakes.svg"' in listed
    assert 'href="views.html"' in text_of(files, "index.html")
    assert "4 of 12 rows" in text_of(files, "embed/mistakes.svg")


def test_without_views_there_is_no_page_of_them(make_project: Make) -> None:
    files, _ = make_project({"index.md": "# Try\n"}).build()
    assert "views.html" not in files
    assert not [path for path in files if path.startswith("embed")]


def test_a_picture_of_the_author_stands_for_the_drawn_one(project: Project) -> None:
    project.write("views/mistakes.toml", f'{MISTAKES}thumbnail = "pictures/dog.svg"\n')
    assert "mistakes.toml:8:14: error[file-missing]: there is no picture 'pictures/dog.svg'" in "\n".join(
        project.problems()
    )
    project.write("pictures/dog.svg", "<svg/>")
    files, _ = project.build()
    assert 'src="files/pictures/dog.svg"' in text_of(files, "views.html")
    assert files["files/pictures/dog.svg"] == b"<svg/>"


PROBLEMS = [
    ('filter = "gues = 1"', "views/mistakes.toml:5:11: error[column-unknown]: there is no column 'gues'"),
    ('sort = "score desc"', "views/mistakes.toml:6:9: error[column-unknown]: there is no column 'score'"),
    ("rows = 0", "views/mistakes.toml:7:8: error[option-value]: '0' is not a number of rows"),
    ('rowz = "1"', "views/mistakes.toml:7:1: error[view-invalid]: a view has no key 'rowz'"),
]


@pytest.mark.parametrize(("line", "problem"), PROBLEMS)
def test_a_lost_column_is_said_once_with_the_views_file_and_line(
    project: Project, line: str, problem: str
) -> None:
    name = line.split(" ")[0].replace("rowz", "rows")
    lines = [line if one.startswith(f"{name} ") else one for one in MISTAKES.splitlines()]
    project.write("views/mistakes.toml", "\n".join(lines) + "\n")
    assert [said.splitlines()[0] for said in project.problems() if problem in said] == [problem]
    with pytest.raises(DiagnosticError):
        project.build()


def test_a_wrong_name_is_said_where_it_stands(project: Project) -> None:
    project.write("index.md", "# Try\n\n:::{view} mistake\n:::\n\n:::{views} mistakes none\n:::\n")
    said = "\n".join(project.problems())
    assert "index.md:3:11: error[view-unknown]: the project has no view 'mistake'" in said
    assert "did you mean 'mistakes'?" in said
    assert "index.md:6:21: error[view-unknown]: the project has no view 'none'" in said


def test_the_command_lists_shows_compares_and_renames(project: Project) -> None:
    project.write("views/all.toml", 'tables = ["predictions"]\ngroup = "truth"\n')
    listed = project.run("views")
    assert listed.stdout.splitlines()[1:] == [
        "all\tall\tpredictions",
        "mistakes\tWhat is wrong\tpredictions:latest",
    ]
    assert ":filter: truth != guess" in project.run("views", "show", "mistakes").stdout
    assert json.loads(project.run("views", "show", "mistakes", "--json").stdout)["rows"] == 3
    assert project.run("views", "diff", "mistakes", "all").stdout.splitlines() == [
        "filter taken away: truth != guess",
        "grouping added: truth",
        "order taken away: score_cat descending",
        "rows on a page changed: 3 → 10",
    ]
    assert project.run("views", "diff", "all", "all").stdout == "both show the same\n"
    renamed = project.run("views", "rename", "mistakes", "wrong-ones")
    assert renamed.stdout == "renamed 'mistakes' to 'wrong-ones' and changed index.md\n"
    assert (project.root / "index.md").read_text() == REPORT.replace("mistakes", "wrong-ones")
    assert (project.root / "views" / "wrong-ones.toml").read_text() == MISTAKES
    assert not (project.root / "views" / "mistakes.toml").exists()
    assert project.problems() == []


def test_a_name_that_is_taken_or_none_loses_nothing(project: Project) -> None:
    config = load_config(project.root)
    for new in ("mistakes", "Mistakes", "../x", "", "a b", "9"):
        with pytest.raises(DiagnosticError):
            rename_view(config, "mistakes", new)
    for name in ("Mistakes", "mistakes", "../../x"):
        with pytest.raises(DiagnosticError):
            save_view(project.root, name, MISTAKES)
    assert sorted(path.name for path in (project.root / "views").iterdir()) == ["mistakes.toml"]
    assert (project.root / "views" / "mistakes.toml").read_text() == MISTAKES


BEFORE = {"filter": "guess = truth", "columns": "id, guess, score_cat + 1 as more"}
DIFFERENCES = [
    ({"columns": "id, guess, score_cat + 1 as more"}, ["filter taken away: guess = truth"]),
    ({**BEFORE, "search": "r"}, ["search added: r"]),
    (
        {**BEFORE, "columns": "guess, id, score_cat + 1 as more"},
        ["columns in another order: guess, id, more"],
    ),
    (
        {**BEFORE, "columns": "id, truth, score_cat + 1 as more"},
        ["column left out: guess", "column added: truth"],
    ),
    (
        {**BEFORE, "columns": "id, guess, score_cat + 2 as more"},
        ["expr of more changed: score_cat + 1 → score_cat + 2"],
    ),
    ({**BEFORE, "columns": 'id, guess as "G", score_cat + 1 as more'}, ["label of guess added: G"]),
    ({**BEFORE, "sort": "id, guess desc"}, ["order added: id, guess descending"]),
    (
        {**BEFORE, "layout": "bar", "x": "guess"},
        ["layout changed: table → bar", "x of the plot added: guess"],
    ),
]


@pytest.mark.parametrize(("after", "sentences"), DIFFERENCES)
def test_what_differs_is_said_in_words(project: Project, after: dict[str, str], sentences: list[str]) -> None:
    schema = {
        "ref": "p:v0",
        "relation": "p:v0",
        "rows": 3,
        "columns": [
            *({"name": name, "type": {"kind": "text"}} for name in ("id", "guess", "truth")),
            {"name": "score_cat", "type": {"kind": "float", "bits": 64}},
        ],
    }
    with closing(Core()) as core:
        one, two = (core.call("specFromOptions", said, schema)["spec"] for said in (BEFORE, after))
        assert core.call("specDifference", one, two) == sentences
        assert core.call("specDifference", two, two) == []


@pytest.fixture
def preview(project: Project) -> Iterator[tuple[str, Saving]]:
    """A preview's address, and who saves for it."""
    saving = Saving(project.root)
    server = open_server(PreviewSite(), State(), 0, saving)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.url.rstrip("/"), saving
    server.shutdown()
    server.server_close()
    thread.join()


def posted(url: str, body: object, **headers: str) -> tuple[int, dict[str, object]]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{url}{VIEWS}", data, said, method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"{}")


def test_a_page_of_the_preview_saves_a_view(project: Project, preview: tuple[str, Saving]) -> None:
    url, saving = preview
    own = {"Origin": url, "Content_Type": "application/json", "X_Reportgen_Token": saving.token}
    view = {"name": "fresh", "text": 'title = "Fresh"\ntables = ["predictions"]\n'}
    assert posted(url, view, **own) == (200, {"saved": "views/fresh.toml"})
    assert (project.root / "views" / "fresh.toml").read_text() == view["text"]
    status, said = posted(url, view, **own)
    assert (status, said["taken"]) == (422, True)
    assert posted(url, {**view, "replace": True}, **own)[0] == 200
    assert posted(url, {"name": "../up", "text": 'tables = ["p"]'}, **own)[0] == 422
    assert posted(url, {"name": "bad", "text": "tables = 3"}, **own)[0] == 422
    assert posted(url, b"[1]", **own)[0] == 400
    assert sorted(path.name for path in (project.root / "views").iterdir()) == ["fresh.toml", "mistakes.toml"]


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Content_Type": "text/plain"},
        {"X_Reportgen_Token": "wrong"},
        {"X_Reportgen_Token": None},
    ],
)
def test_nobody_else_can_save_one(
    project: Project, preview: tuple[str, Saving], change: dict[str, str | None]
) -> None:
    url, saving = preview
    own = {"Origin": url, "Content_Type": "application/json", "X_Reportgen_Token": saving.token, **change}
    headers = {name: value for name, value in own.items() if value is not None}
    assert posted(url, {"name": "x", "text": MISTAKES}, **headers)[0] == 403
    assert not (project.root / "views" / "x.toml").exists()
