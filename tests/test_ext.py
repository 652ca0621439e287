"""Views inside the documents of other tools: what is written, and what is said when something is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from reportgen.ext.built import build_site
from reportgen.ext.mkdocs import with_panels
from tests.embedded import MKDOCS, SPHINX, mkdocs, pandoc, sphinx, write, write_report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tmp_path_factory.mktemp("ext"))


def test_sphinx_has_words_where_there_is_no_page(report: Path) -> None:
    folder = write(report.parent / "text", SPHINX)
    done = sphinx(folder, "text")
    assert done.returncode == 0, done.stderr
    assert "*Mistakes*" in (folder / "out/text/index.txt").read_text("utf-8")


SPHINX_PAGE = "Guide\n=====\n\n.. reportgen-view:: mistaks\n\n.. reportgen-view:: mistakes\n   :theme: drak\n"


def test_sphinx_says_what_is_wrong(report: Path, tmp_path: Path) -> None:
    conf = SPHINX["conf.py"].replace("../report", report.as_posix())
    done = sphinx(write(tmp_path, {"conf.py": conf, "index.rst": SPHINX_PAGE}))
    assert done.returncode != 0
    said = " ".join(done.stderr.split())
    assert re.search(r"index\.rst:4:.*no view 'mistaks'; did you mean 'mistakes'\?", said)
    assert re.search(r"index\.rst:6:.*\"drak\" unknown; choose from \"auto\"", said)


def test_sphinx_needs_a_project(tmp_path: Path) -> None:
    done = sphinx(write(tmp_path, {"conf.py": SPHINX["conf.py"], "index.rst": SPHINX_PAGE}))
    assert done.returncode != 0
    assert "Configuration error" in done.stderr
    assert "/report' is no project of reportgen: it has no reportgen.toml" in done.stderr


def test_pandoc_has_a_picture_where_there_is_no_page(tmp_path: Path) -> None:
    assert r"{report/embed/mistakes.svg}" in pandoc(tmp_path, "latex").read_text("utf-8")


MKDOCS_PROBLEMS = [
    (
        "::reportgen-view[mistaks]",
        r"the site has no view 'mistaks'; did you mean 'mistakes'\?",
    ),
    ("::reportgen-view[mistakes]{hight=3}", r"unknown option 'hight'; did you mean 'height'\?"),
    ("::reportgen-view[mistakes]{height=tall}", r"a height is a number of pixels, not 'tall'"),
    ("::reportgen-view[mistakes]{theme=drak}", r"'drak' is no theme; did you mean 'dark'\?"),
]


@pytest.fixture(scope="module")
def site(report: Path) -> Path:
    return build_site(report, report.parent / "site")


@pytest.mark.parametrize(("line", "said"), MKDOCS_PROBLEMS)
def test_mkdocs_says_what_is_wrong(site: Path, line: str, said: str) -> None:
    with pytest.raises(PluginError, match=rf"^index\.md, line 3: {said}"):
        with_panels(f"# Guide\n\n{line}\n", site, "", "index.md")


def test_lines_in_code_stay_as_they_are(site: Path) -> None:
    line = "::reportgen-view[mistakes]"
    for mark in ("```", "~~~~"):
        code = f"{mark}\n{line}\n{mark}"
        assert with_panels(code, site, "", "index.md") == code
        after = with_panels(f"{code}\n\n{line}", site, "../", "index.md")
        assert after.startswith(code)
        assert '<reportgen-view src="../embed/mistakes.html"' in after


def test_the_project_has_problems(tmp_path: Path) -> None:
    report = write_report(tmp_path)
    (report / "index.md").write_text("# Report\n\n:::{table-panel} predictons\n:::\n", encoding="utf-8")
    done = mkdocs(write(tmp_path / "docs", MKDOCS))
    assert done.returncode != 0
    assert re.search(r"index\.md:3:\d+: error\[artifact-unknown\]", "".join(done.stderr.split("\n")))
    assert "Traceback" not in done.stderr
