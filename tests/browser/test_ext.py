"""Views inside the documents of other tools, built by the real ones: they answer there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import FrameLocator, Page, expect

from reportgen.ext.built import build_site
from tests.browser.conftest import Window
from tests.browser.serving import served
from tests.embedded import MISTAKES, MKDOCS, ROWS, SPHINX, mkdocs, pandoc, sphinx, write, write_report

CELLS = [
    'from reportgen.ext.notebook import View\n\nView("mistakes", project="report")',
    'View("mistakes", project="report", engine=False)',
]
"""The second view takes the engine of the first."""
FRAME = "reportgen-view iframe, div > iframe"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder with documents of all tools."""
    root: Path = tmp_path_factory.mktemp("documents")
    write_report(root)
    for done in (sphinx(write(root / "sphinx", SPHINX)), mkdocs(write(root / "mkdocs", MKDOCS))):
        assert done.returncode == 0, done.stderr
    (root / "notebook.html").write_text(executed(root), encoding="utf-8")
    build_site(root / "report", root / "quarto" / "report")
    pandoc(root / "quarto")
    with served(root) as origin:
        yield origin


def executed(folder: Path) -> str:
    """A notebook, run by Jupyter's own tools, as the page that they make of it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    body: str = HTMLExporter(template_name="basic").from_notebook_node(notebook)[0]
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title>'
    return f"{head}<body>{body}</body></html>"


@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ("sphinx/out/html/index.html", "light"),
        ("sphinx/out/html/deep/page.html", "dark"),
        ("mkdocs/site/index.html", "light"),
        ("mkdocs/site/deep/page/index.html", "dark"),
        ("notebook.html", "light"),
        ("quarto/index.html", "light"),
    ],
)
def test_an_embedded_view_answers(shared_window: Window, documents: str, path: str, theme: str) -> None:
    page = shared_window(documents).open(path)
    frame = page.frame_locator(FRAME).last
    status = frame.get_by_role("status")
    expect(status).to_have_text(f"{MISTAKES} of {ROWS} rows")
    box = frame.get_by_role("textbox", name="Filter")
    box.fill("truth = 'cat'")
    box.press("Enter")
    expect(status).to_have_text(f"{ROWS // 3} of {ROWS} rows", timeout=30_000)
    assert background(frame) == theme
    fits(page)


def background(frame: FrameLocator) -> str:
    bright = frame.locator("body").evaluate(
        "(body) => getComputedStyle(body).backgroundColor.match(/[0-9]+/g).slice(0, 3).every((c) => c > 90)"
    )
    return "light" if bright else "dark"


def fits(page: Page) -> None:
    """Wait until the frame is as high as what is in it."""
    page.wait_for_function(
        """(selector) => {
          const frame = document.querySelector(selector);
          const inside = frame?.contentDocument?.querySelector(".rg-embed");
          return inside && Math.abs(inside.getBoundingClientRect().bottom - frame.clientHeight) <= 2;
        }""",
        arg=FRAME,
    )


def test_what_is_written_as_code_stays(shared_window: Window, documents: str) -> None:
    page = shared_window(documents).open("mkdocs/site/index.html")
    expect(page.locator("code")).to_have_text("::reportgen-view[in code]")
