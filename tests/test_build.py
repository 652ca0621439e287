"""Whole builds of small projects: what is in the site, that it is the same twice, and never half there."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reportgen
from reportgen.build import build
from reportgen.diagnostics import DiagnosticError
from reportgen.output import DirectoryOutput
from reportgen.query.wire import unpack
from tests.conftest import Project, predictions

Make = Callable[..., Project]

REPORTS = {
    "index.md": """
        ---
        title: Cats and dogs
        authors: [Ada]
        date: 2024-05-06
        description: A small report.
        ---

        {value}`predictions | truth != guess | count` of {value}`predictions | count` are wrong,
        {value}`predictions | share(truth != guess) | .1%`.

        ## All

        :::{table-panel} predictions
        :columns: image, truth, guess, score_*
        :rows: 5
        All *predictions*, {value}`predictions | count` of them.
        :::

        ## By guess

        :::{table-panel} predictions:v0
        :name: guesses
        :filter: truth != guess
        :group: guess
        :sort: count desc
        :row-height: large
        :::

        See [the other page](more/details.md#details-panel).
        """,
    "more/details.md": """
        # Details

        :::{table-panel} predictions
        :filter: score_cat > 0.5
        :sort: score_cat desc
        :::

        ![A picture](pixel.png)
        """,
    "reportgen.toml": """
        [project]
        title = "Pets"
        reports = ["index.md", "more/*.md"]
        """,
}

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def project(make_project: Make) -> Project:
    made = make_project(REPORTS)
    (made.root / "more" / "pixel.png").write_bytes(PIXEL)
    return made


def payload(page: bytes) -> dict[str, Any]:
    found = re.search(rb'<script type="application/json" id="reportgen-page">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = unpack(found[1].decode())
    return data


def text(page: bytes) -> str:
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", page.decode(), flags=re.DOTALL))
    return " ".join(html.unescape(plain).split())


def test_the_files_of_a_site(project: Project) -> None:
    files, result = project.build()
    names = [re.sub(r"[0-9a-f]{12,}", "#", name) for name in sorted(files)]
    assert sorted(set(names)) == [
        ".nojekyll",
        "assets/client-#.js",
        "assets/counting-#.js",
        "assets/embed-#.js",
        "assets/engine-#.js",
        "assets/engine/duckdb-browser-eh.worker.js-#.gz",
        "assets/engine/duckdb-eh.wasm-#.gz",
        "assets/engine/parquet.duckdb_extension.wasm-#.gz",
        "assets/find-#.js",
        "assets/formats-#.js",
        "assets/media-#.js",
        "assets/pivot-#.js",
        "assets/search-#.js",
        "assets/theme-#.css",
        "assets/tools-#.js",
        "data/#.parquet",
        "embed.js",
        "embed/index/all-panel.html",
        "embed/index/all-panel.svg",
        "embed/index/guesses.html",
        "embed/index/guesses.svg",
        "embed/more/details/details-panel.html",
        "embed/more/details/details-panel.svg",
        "files/more/pixel.png",
        "index.html",
        "made.html",
        "media/#.png",
        "more/details.html",
        "site.json",
    ]
    assert names.count("data/#.parquet") == 1
    assert names.count("media/#.png") == 12
    assert (result.pages, result.panels, result.tables) == (("index.html", "more/details.html"), 3, 1)
    assert result.diagnostics == ()
    for name, data in files.items():
        digest = re.search(r"([0-9a-f]{12,})", name)
        if digest and not name.startswith("media/"):
            assert hashlib.sha256(data).hexdigest().startswith(digest[1]), name
    assert gzip.decompress(files[next(n for n in files if "worker" in n)]).startswith(
        (b'"use strict"', b"var")
    )


def test_pages_say_what_their_authors_meant_without_any_script(project: Project) -> None:
    files, _ = project.build()
    index, details = text(files["index.html"]), text(files["more/details.html"])
    assert "4 of 12 are wrong, 33.3%." in index
    assert "All predictions , 12 of them." in index
    assert "12 of 12 rows" in index
    assert "2 groups, 4 of 12 rows" in index
    assert "5 of 12 rows" in details
    assert re.search(r"dog 2 .*cat 2", index.split("By guess")[-1]) or re.search(r"cat 2 .*dog 2", index)
    assert files["index.html"].count(b"<svg") > 0
    assert b'<img alt="image 0"' in files["index.html"] or b'alt="image 0"' in files["index.html"]


def test_panels_and_their_data(project: Project) -> None:
    files, _ = project.build()
    index = payload(files["index.html"])
    assert list(index["panels"]) == ["all-panel", "guesses"]
    assert index["root"] == "./"
    (schema,) = index["tables"].values()
    (file,) = schema["files"]
    assert (file["rows"], file["bytes"]) == (12, len(files[file["path"]]))
    assert all(path in files for path in index["engine"].values())
    assert index["panels"]["all-panel"]["answer"]["filtered"] == 12
    assert len(index["panels"]["all-panel"]["answer"]["rows"]) == 5
    assert index["panels"]["guesses"]["answer"]["groups"] == 2
    for name in ("all-panel", "guesses"):
        assert (
            f'<figure class="panel" id="{name}" data-panel="table" data-state="static">'.encode()
            in (files["index.html"])
        )
    assert payload(files["more/details.html"])["root"] == "../"


def references(page: bytes) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]*)"', page.decode())


def test_every_address_is_relative_and_leads_somewhere(project: Project) -> None:
    files, _ = project.build()
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        for reference in references(data):
            path, _, fragment = reference.partition("#")
            if path.startswith("data:"):
                continue
            assert not path.startswith(("/", "http")), reference
            parts = name.split("/")[:-1]
            for part in path.split("/") if path else []:
                parts = parts[:-1] if part == ".." else parts if part in (".", "") else [*parts, part]
            target = "/".join(parts) if path else name
            assert target in files, (name, reference)
            if fragment:
                assert f'id="{fragment}"'.encode() in files[target], (name, reference)


def test_a_page_without_panels_needs_no_script_and_no_engine(make_project: Make) -> None:
    files, result = make_project({"index.md": "# Hello\n"}, tables={}).build()
    assert {name.partition("-")[0] for name in files} == {
        ".nojekyll",
        "index.html",
        "made.html",
        "assets/theme",
        "site.json",
    }
    assert b"<script" not in files["index.html"]
    assert result.panels == 0


def test_files_around_the_project_are_copied_where_that_is_allowed(make_project: Make) -> None:
    text = "# T\n\n[script](../train.py), [dots](../.x/a..b/c.txt)\n\n![](../../above.png)\n"
    project = make_project({"index.md": text}, tables={})
    for path in ("../train.py", "../.x/a..b/c.txt"):
        project.write(path, "words")
    assert "error[path-outside]: '../train.py'" in project.problems()[0]
    project.write("reportgen.toml", '[project]\nlinked_files = ".."\n')
    assert [line.split(": ", 2)[1:] for line in "".join(project.problems()).splitlines()[:1]] == [
        ["error[path-outside]", "'../../above.png' leaves the project's folder"]
    ]
    project.write("index.md", text.split("!")[0])
    files, _ = project.build(strict=True)
    assert files["files/up/train.py"] == b"words"
    assert {"files/up/train.py", "files/up/.x/a..b/c.txt"} <= set(files)
    assert 'href="files/up/.x/a..b/c.txt"' in files["index.html"].decode()


def test_the_list_of_what_was_built(project: Project) -> None:
    files, _ = project.build()
    listed = json.loads(files["site.json"])
    data = next(name for name in files if name.startswith("data/"))
    source = (project.root / "index.md").read_bytes()
    assert listed["generator"] == "reportgen"
    assert listed["pages"][0] == {
        "path": "index.html",
        "report": "index.md",
        "sha256": hashlib.sha256(source).hexdigest(),
        "panels": [
            {"id": "all-panel", "table": "predictions:v0"},
            {"id": "guesses", "table": "predictions:v0"},
        ],
    }
    (table,) = listed["tables"]
    assert (table["ref"], table["rows"], table["files"]) == ("predictions:v0", 12, [data])
    assert (project.root / "store" / "blobs" / table["sha256"]).is_file()


def test_two_builds_in_two_folders_are_equal(make_project: Make) -> None:
    built = []
    for name in ("one", "two"):
        made = make_project(REPORTS, name=name, tables={"predictions": predictions(30, size=300)})
        (made.root / "more" / "pixel.png").write_bytes(PIXEL)
        built.append(made.build()[0])
    assert built[0].keys() == built[1].keys()
    differ = [name for name, data in built[0].items() if built[1][name] != data]
    assert differ == ["made.html"]  # it names the runs, of which there are two


class Counting:
    """Counts the tasks that were begun."""

    def __init__(self) -> None:
        self.labels: list[str] = []

    @contextmanager
    def task(self, label: str, total: int) -> Iterator[Any]:
        self.labels.append(label)
        yield lambda done: None


def test_a_second_build_makes_no_table_and_no_image(make_project: Make) -> None:
    project = make_project(
        {"index.md": ":::{table-panel} predictions\n:::\n"}, tables={"predictions": predictions(size=300)}
    )
    first, second, third = Counting(), Counting(), Counting()
    files, _ = project.build(progress=first)
    assert first.labels == ["media of predictions:v0", "data of predictions:v0"]
    again, _ = project.build(progress=second)
    assert second.labels == []
    assert again == files
    assert sum(name.endswith("-112.webp") for name in files) == 12

    # Another filter is another page, not another table; larger rows need larger thumbnails.
    project.write(
        "index.md", ":::{table-panel} predictions\n:filter: truth = 'cat'\n:row-height: large\n:::\n"
    )
    files, _ = project.build(progress=third)
    assert third.labels == first.labels
    assert sum(name.endswith("-224.webp") for name in files) == 12


def test_a_build_stops_at_the_first_stage_with_problems(make_project: Make) -> None:
    project = make_project({"index.md": ":::{table-panel} nothing\n:::\n\n[lost](lost.md)\n"})
    with pytest.raises(DiagnosticError) as caught:
        project.build()
    assert [d.code.value for d in caught.value.diagnostics] == ["file-missing"]
    assert [line.split(": ")[1] for line in project.problems()] == [
        "error[artifact-unknown]",
        "error[file-missing]",
    ]


def test_an_unknown_theme_is_said_where_it_is_named(make_project: Make) -> None:
    project = make_project({"index.md": "---\ntheme: defualt\n---\n# Hello\n"}, tables={})
    assert project.problems() == [
        "index.md:2:8: error[theme-unknown]: there is no theme 'defualt'\n"
        "  theme: defualt\n"
        "         ^^^^^^^\n"
        "  help: did you mean 'default'?"
    ]


def test_a_report_that_is_not_text(make_project: Make) -> None:
    project = make_project({"index.md": "# Hello\n"}, tables={})
    (project.root / "latin.md").write_bytes(b"caf\xe9")
    assert project.problems() == [
        "latin.md:1:1: error[file-unreadable]: cannot read 'latin.md': it is not UTF-8 text"
    ]


def test_a_broken_image_is_a_warning_and_the_original_is_shown(make_project: Make) -> None:
    project = make_project({"index.md": ":::{table-panel} predictions\n:::\n"}, tables={})
    project.log(predictions=predictions(3, size=300))
    blobs = [p for p in (project.root / "store" / "blobs").rglob("*") if p.is_file()]
    broken = next(p for p in blobs if p.read_bytes().startswith(b"\x89PNG"))
    broken.chmod(0o644)
    broken.write_bytes(b"\x89PNG broken")
    files, result = project.build()
    (problem,) = result.diagnostics
    assert re.fullmatch(
        r"the image in row \d, column 'image', of predictions:v0: it is not an image", problem.message
    )
    assert f"media/{broken.name[:20]}.png" in files
    with pytest.raises(DiagnosticError):
        project.build(strict=True)


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def test_hostile_texts_stay_texts(make_project: Make) -> None:
    image = reportgen.Image(np.zeros((8, 8), np.uint8), caption=HOSTILE)
    table = reportgen.Table(
        columns=["id", HOSTILE, "image"], data=[[HOSTILE, 1, image], ["javascript:alert(1)", 2, image]]
    )
    report = f"""
---
title: "{HOSTILE}"
---

## {HOSTILE}

{{value}}`hostile | max(id)`

:::{{table-panel}} hostile
{HOSTILE}
:::

:::{{table-panel}} hostile
:group: id
:::
"""
    project = make_project({"index.md": report}, tables={"hostile": table})
    page = project.build()[0]["index.html"].decode()
    without_data = re.sub(
        r'(<script type="application/json".*?>).*?(</script>)', r"\1\2", page, flags=re.DOTALL
    )
    assert re.findall(r"<script[^>]*>", without_data) == [
        '<script type="application/json" id="reportgen-page">',
        *re.findall(r'<script defer src="assets/(?:client|media)-[0-9a-f]+.js">', page)[:2],
    ]
    assert "<img src=x" not in page
    assert "alert(1)</script>" not in page
    assert "49" not in text(page.encode())


def test_columns_that_differ_in_case_only(make_project: Make) -> None:
    table = reportgen.Table(columns=["a", "A", "__row__"], data=[[1, 10, "x"], [2, 20, "y"]])
    project = make_project(
        {"index.md": ":::{table-panel} clash\n:filter: A = 20 and \"__row__\" = 'y'\n:::\n"},
        tables={"clash": table},
    )
    answer = payload(project.build()[0]["index.html"])["panels"]["panel"]["answer"]
    assert answer["rows"] == [[2, 20, "y"]]


def test_the_newest_version_is_pinned(make_project: Make) -> None:
    project = make_project({"index.md": ":::{table-panel} predictions\n:::\n"})
    project.log(predictions=predictions(20))
    data = payload(project.build()[0]["index.html"])
    assert data["panels"]["panel"]["spec"]["tables"] == [{"ref": "predictions:v1", "label": "predictions:v1"}]


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_build_leaves_the_last_good_site(project: Project) -> None:
    site = project.root / "site"
    sites = []
    for heading in ("One", "Two"):
        project.write("index.md", f"# {heading}\n\n:::{{table-panel}} predictions\n:::\n")
        begin = time.monotonic()
        with DirectoryOutput(site) as output:
            build(project.root, output)
        seconds = time.monotonic() - begin
        sites.append(tree(site))
    assert sites[0] != sites[1]
    moments = random.Random(3)
    for number in range(6):
        project.write("index.md", f"# {('One', 'Two')[number % 2]}\n\n:::{{table-panel}} predictions\n:::\n")
        child = subprocess.Popen([sys.executable, "-m", "reportgen", "build", "-q"], cwd=project.root)
        time.sleep(moments.uniform(0.3, 1) * (seconds + 0.7))
        child.kill()
        child.wait()
        assert tree(site) in sites
    with DirectoryOutput(site) as output:
        build(project.root, output)
    assert tree(site) == sites[1]
    assert not list(project.root.glob(".site*"))
