"""Every example page for those who cannot see it or use no mouse: axe finds nothing, whatever is open."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel
from tests.browser.serving import served

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN = """([where, options]) => axe.run(where ?? document, options).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(" ")}: ${html.slice(0, 200)}`)))"""
IMAGES = Path(__file__).parents[2] / "examples" / "images"


CONTRAST: dict[str, Any] = {"runOnly": ["color-contrast"]}
LAYOUT: dict[str, Any] = {"rules": {"color-contrast": {"enabled": False}}}
"""The slow rule alone, for another scheme; all others, for another width."""


def violations(page: Page, where: str | None = None, **options: Any) -> list[str]:
    """What axe finds wrong with a page, or with a part of it."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE + ";0")
    found: list[str] = page.evaluate(RUN, [where, {"resultTypes": ["violations"], **options}])
    return found


@pytest.fixture(scope="module")
def images_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built example `images`."""
    folder = tmp_path_factory.mktemp("access") / "images"
    folder.mkdir()
    for source in filter(Path.is_file, IMAGES.iterdir()):
        shutil.copy(source, folder / source.name)
    for command in (["log.py"], ["-m", "reportgen", "build"]):
        subprocess.run([sys.executable, *command], cwd=folder, check=True, capture_output=True)
    with served(folder / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def pages(shared_window: Window, digits_site: str, images_site: str) -> dict[str, Page]:
    """Every page of the examples, alive."""
    found = {}
    for origin, paths in ((digits_site, ("index.html", "model.html")), (images_site, ("index.html",))):
        watched = shared_window(origin)
        for path in paths:
            page = watched.open(path)
            for figure in page.locator("[data-panel]").all():
                expect(figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
            found["images" if origin == images_site else path] = page
    return found


@pytest.mark.parametrize("name", ["index.html", "model.html", "images"])
def test_pages(pages: dict[str, Page], name: str) -> None:
    page = pages[name]
    page.bring_to_front()
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, **CONTRAST) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert violations(page, **LAYOUT) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def in_both_schemes(page: Page) -> list[str]:
    """What axe finds wrong with the panel and all that is open."""
    page.emulate_media(color_scheme="dark")
    found = violations(page, "#browse", **CONTRAST)
    page.emulate_media(color_scheme="light")
    return found + violations(page, "#browse")


def more(panel: Panel, item: str) -> None:
    """Run a command of the menu `More`."""
    panel.button("More").click()
    panel.menu.get_by_role("menuitem", name=item, exact=True).click()


def cell(panel: Panel) -> Any:
    return panel.figure.locator("tbody tr").first.locator("td").nth(3)


OPENED: dict[str, Callable[[Panel], object]] = {
    "menu of a column": lambda panel: panel.button("Column menu: score_0").click(),
    "menu of a cell": lambda panel: cell(panel).click(button="right"),
    "More": lambda panel: panel.button("More").click(),
    "columns": lambda panel: panel.button("Columns").click(),
    "filter of numbers": lambda panel: panel.choose("score_0", "Filter by this column…"),
    "filter of values": lambda panel: panel.choose("guess", "Filter by this column…"),
    "settings of a column": lambda panel: panel.choose("score_0", "Column settings…"),
    "a new column": lambda panel: panel.choose("score_0", "Add column right…"),
    "row": lambda panel: cell(panel).dblclick(),
    "keys": lambda panel: more(panel, "Keyboard…"),
    "export": lambda panel: more(panel, "Export…"),
    "picture": lambda panel: panel.figure.locator("tbody img").first.click(),
    "completion": lambda panel: panel.filter.press_sequentially("sco"),
}
"""How a reader opens each of what floats over a panel."""


@pytest.mark.parametrize("what", OPENED)
def test_what_floats_over_a_panel(pages: dict[str, Page], what: str) -> None:
    page = pages["index.html"]
    page.bring_to_front()
    panel = Panel(page, "browse").ready()
    panel.figure.scroll_into_view_if_needed()
    OPENED[what](panel)
    page.wait_for_timeout(200)  # what it comes in with is over
    found = in_both_schemes(page)
    page.keyboard.press("Escape")
    panel.filter.fill("")
    panel.filter.blur()
    expect(page.locator("dialog[open], [role=menu]")).to_have_count(0)
    assert found == []


VIEWS: dict[str, dict[str, Any]] = {
    "summaries": {"summaries": True},
    "all rows in a frame": {"height": 400},
    "groups": {"group": ["guess"]},
    "pivot": {"group": ["truth"], "pivot": "guess"},
    "gallery": {"layout": "gallery"},
    "groups as a gallery": {"layout": "gallery", "group": ["guess"]},
    "formats": {"columns": [{"name": "score_0", "format": "bar"}, {"name": "score_1", "format": "scale"}]},
    "nothing found": {"filter": "score_0 > 2"},
}


@pytest.mark.parametrize("what", VIEWS)
def test_views(pages: dict[str, Page], what: str) -> None:
    page = pages["index.html"]
    page.bring_to_front()
    panel = Panel(page, "browse").ready()
    panel.apply(**VIEWS[what])
    page.wait_for_timeout(300)  # summaries come after the rows
    found = in_both_schemes(page)
    panel.reset()
    assert found == []
