"""Pages about artifact versions: what they say, whom they link to, and that no text of a store is markup."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reportgen
from reportgen.artifact_pages.markdown import plain, table
from reportgen.diagnostics import Source
from reportgen.document import ParseOptions, parse
from reportgen.render import render_prose
from tests.conftest import Project, predictions

Make = Callable[..., Project]
REPORT = "# Report\n\n:::{table-panel} predictions:v1\n:::\n"


@pytest.fixture
def project(make_project: Make) -> Project:
    project = make_project({"index.md": REPORT}, tables={})
    with reportgen.init(dir=project.root, id="prep", name="prepare", job_type="prepare", config={"lr": 0.1}):
        artifact = reportgen.Artifact(
            "dataset", description="Raw *data*", metadata={"rows": [1, {"a": None}]}
        )
        artifact.add(reportgen.Table(columns=["x|y", "<b>"], data=[[1, "a"]]), "some rows")
        artifact.add_file(project.write("notes.txt", "hello <b>```there```"), "odd *name*.txt")
        cells = [
            {"cell_type": "markdown", "source": ["# Title\n", "words"]},
            {"cell_type": "code", "source": "1 + 1", "outputs": [{"data": {"text/plain": ["2"]}}]},
            {"cell_type": "code", "source": "print(3)", "outputs": [{"name": "stdout", "text": ["three\n"]}]},
        ]
        artifact.add_file(project.write("made.ipynb", json.dumps({"cells": cells})), "made.ipynb")
        artifact.add_file(
            project.write("long.json", json.dumps(["é"] * 30_000, ensure_ascii=False)), "long.json"
        )
        artifact.add_file(project.write("no.ipynb", "[]"), "no.ipynb")
        (project.root / "raw.log").write_bytes(b"\xff\x00\xfe")
        artifact.add_file(project.root / "raw.log", "raw.log")
        reportgen.log_artifact(artifact, aliases=["raw"])
        reportgen.log({"unused": reportgen.Table(columns=["n"], data=[[1]])})
    with reportgen.init(dir=project.root, id="train", job_type="train"):
        reportgen.use_artifact("dataset:latest")
        reportgen.log({"predictions": predictions(3)})
        reportgen.log({"predictions": predictions(6)})
    return project


def build(project: Project, setting: str) -> dict[str, str]:
    project.write("reportgen.toml", f'[project]\ntitle = "Test"\nartifact_pages = "{setting}"\n')
    files, _ = project.build(strict=True)
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    return {
        path: text for path, text in pages.items() if path != "made.html" and not path.startswith("embed/")
    }


def text_of(page: str) -> str:
    article = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", article)).split())


def test_which_versions_have_a_page(project: Project) -> None:
    assert list(build(project, "none")) == ["index.html"]
    assert sorted(build(project, "used")) == [
        "artifacts/dataset/v0.html",
        "artifacts/index.html",
        "artifacts/predictions/v1.html",
        "index.html",
    ]
    assert "artifacts/unused/v0.html" in build(project, "all")
    assert "artifacts/predictions/v0.html" in build(project, "all")


def test_what_a_page_says(project: Project) -> None:
    pages = build(project, "used")
    page = pages["artifacts/dataset/v0.html"]
    said = text_of(page)
    for words in (
        "dataset:v0",
        "Raw *data*",
        "aliases latest, raw",
        "made by prepare (prep)",
        "used by train",
        "Table some rows",
        "1 rows, 2 columns",
        "x|y integer (64 bits)",
        "<b> text",
        "odd *name*.txt file 20 bytes",
        "odd *name*.txt # hello <b>```there``` ",
        "made.ipynb # # Title words 1 + 1 2 print ( 3 ) three ",
        "This is its beginning. ",
        "no.ipynb # [] ",
        '"lr" : 0.1',
    ):
        assert words in said, words
    assert said.count("This is its beginning") == 1
    assert said.count("raw.log") == 1
    assert "table-panel" not in said
    assert 'data-panel="table"' in page
    assert 'class="rg-lineage' in page
    made = pages["artifacts/predictions/v1.html"]
    assert '<a href="../dataset/v0.html">dataset:v0</a>' in made
    assert "made of dataset:v0" in text_of(made)
    assert "predictions:v0" in text_of(made)
    assert "predictions/v0.html" not in made


def test_the_navigation_has_the_index_alone(project: Project) -> None:
    pages = build(project, "used")
    (nav,) = re.findall(r'<nav class="rg-nav".*?</nav>', pages["index.html"], re.DOTALL)
    assert re.findall(r'href="([^"]*)"', nav) == ["index.html", "artifacts/index.html"]
    index = pages["artifacts/index.html"]
    assert '<a href="dataset/v0.html">v0</a> (latest, raw)' in index
    assert '<a href="predictions/v1.html">v1</a> (latest)' in index


def test_pictures_link_to_the_pages(project: Project) -> None:
    project.write("index.md", "# R\n\n:::{lineage} predictions\n:explode:\n:::\n")
    page = build(project, "used")["index.html"]
    assert '<a href="artifacts/dataset/v0.html" aria-label="dataset:v0 (dataset)">' in page
    assert (
        "<a href"
        not in re.findall(r"<svg xmlns.*?</svg>", build(project, "none")["index.html"], re.DOTALL)[0]
    )


def test_a_report_that_is_in_the_way(project: Project) -> None:
    project.write("artifacts/index.md", "# Mine\n")
    project.write("reportgen.toml", '[project]\nreports = ["**/*.md"]\nartifact_pages = "all"\n')
    done = project.run("build")
    assert done.returncode == 1
    assert (
        "error[name-duplicate]: 'artifacts/index.md' stands where the page of an artifact would"
        in done.stderr
    )


def test_the_setting_is_checked(project: Project) -> None:
    project.write("reportgen.toml", '[project]\nartifact_pages = "some"\n')
    assert "'artifact_pages' must be 'none', 'used' or 'all'" in project.run("check").stderr


def rendered(text: str) -> str:
    found = parse(Source("page.md", text), ParseOptions())
    assert found.diagnostics == ()
    return str(render_prose(found.document, {}, {}, lambda target: target))


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60))
@example("# no heading")
@example(":::{table-panel} x")
@example("`` {value}`x | count` `` $a$ [^1] <b> &amp; {.class} ~~s~~ | --- |")
@example("1. one")
@example("http://a.b www.a.b a@b.c")
def test_any_text_stays_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    wanted = " ".join(re.sub(r"[\x00-\x20\x7f\x85\u2028\u2029]+", " ", text).split(" ")).strip()
    cells = re.findall(r"<td>(.*?)</td>", rendered(table(["a"], [[plain(text)]])), re.DOTALL)
    assert [html.unescape(re.sub(r"<[^>]*>", "\0", cell)) for cell in cells] == [wanted]
