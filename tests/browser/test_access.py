"""Every example page for those who cannot see it or use no mouse: axe finds nothing, whatever is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel
from tests.browser.serving import served
from tests.comparison_example import built_comparison
from tests.digits import built_example, built_once
from tests.linked_example import built_linked

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN = """async ([where, options]) => {
  const { violations } = await axe.run(where.length ? { include: where } : document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(" ")}: ${html.slice(0, 200)}`));
}"""
ALONE = """() => [...document.querySelectorAll(".rg-toolbar")].filter((bar) => {
  const tops = [...bar.querySelectorAll(".rg-tools > .rg-button")].map((one) => one.offsetTop);
  return bar.offsetHeight && tops.at(-1) !== tops.at(-2);
}).map((bar) => bar.closest("[data-panel]").id)"""
"""Panels whose last button stands in a line of its own."""
CONTRAST: dict[str, Any] = {"runOnly": ["color-contrast"]}
LAYOUT: dict[str, Any] = {"rules": {"color-contrast": {"enabled": False}}}
"""The slow rule alone, in both schemes; all others, once."""


def violations(page: Page, *where: str, **options: Any) -> list[str]:
    """What axe finds wrong with a page, or with parts of it."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE + ";0")
    found: list[str] = page.evaluate(
        RUN, [[[one] for one in where], {"resultTypes": ["violations"], **options}]
    )
    return found


EXAMPLES: dict[str, Callable[[pytest.TempPathFactory], Path]] = {
    "digits": lambda folders: built_example(folders).root,
    "images": lambda folders: built_once(folders, "images", "log.py").root,
    "comparison": lambda folders: built_comparison(folders).root,
    "linked": lambda folders: built_linked(folders).root,
}
COLORS = {"comparison/index.html": ["#joined", "#split-first", "#tiny-by-truth", "#retina-picked"]}
"""Where the slow rule looks, on a page with thousands of bars; elsewhere everywhere."""
PAGES = [f"{name}/index.html" for name in EXAMPLES] + ["digits/model.html", "digits/made.html"]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the built examples."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(served(built(tmp_path_factory) / "site"))
            for name, built in EXAMPLES.items()
        }


@pytest.fixture(scope="module")
def opened(shared_window: Window, sites: dict[str, str]) -> Callable[[str], Page]:
    """Opens a page of an example; it is alive, and the same one each time."""
    found: dict[str, Page] = {}

    def page(path: str) -> Page:
        name, _, file = path.partition("/")
        if path not in found:
            found[path] = shared_window(sites[name]).open(file)
            for figure in found[path].locator("[data-panel]").all():
                expect(figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
        found[path].bring_to_front()
        return found[path]

    return page


@pytest.mark.parametrize("path", PAGES)
def test_pages(opened: Callable[[str], Page], path: str) -> None:
    page = opened(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, *COLORS.get(path, []), **CONTRAST) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(ALONE) == []
    assert violations(page, **LAYOUT) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def in_both_schemes(panel: Panel, part: str = "") -> list[str]:
    """What axe finds wrong with the panel and all that is open, or with a part of them."""
    page, where = panel.page, f"#{panel.figure.get_attribute('id')} {part}"
    page.emulate_media(color_scheme="dark")
    found = violations(page, where, **CONTRAST)
    page.emulate_media(color_scheme="light")
    return found + violations(page, where)


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


@pytest.fixture
def browse(opened: Callable[[str], Page]) -> Iterator[Panel]:
    """The first panel of `digits`."""
    panel = Panel(opened("digits/index.html"), "browse").ready()
    panel.figure.scroll_into_view_if_needed()
    yield panel
    panel.reset()


@pytest.mark.parametrize("what", OPENED)
def test_what_floats_over_a_panel(browse: Panel, what: str) -> None:
    panel, page = browse, browse.page
    OPENED[what](panel)
    page.wait_for_timeout(200)  # what it comes in with is over
    found = in_both_schemes(panel)
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
def test_views(browse: Panel, what: str) -> None:
    browse.apply(**VIEWS[what])
    browse.page.wait_for_timeout(300)  # summaries come after the rows
    assert in_both_schemes(browse) == []


ELSEWHERE = {
    "overlays": ("images/index.html", "coarse", "image", "Overlays…"),
    "a joined column": ("comparison/index.html", "joined", "score_brick", "Column settings…"),
}
"""What opens elsewhere: the page, the panel, the column, and the command of its menu."""


@pytest.mark.parametrize("what", ELSEWHERE)
def test_menus_of_other_panels(opened: Callable[[str], Page], what: str) -> None:
    path, name, column, command = ELSEWHERE[what]
    page = opened(path)
    panel = Panel(page, name).ready()
    panel.choose(column, command)
    page.wait_for_timeout(200)
    found = in_both_schemes(panel, ".panel-overlays")
    page.keyboard.press("Escape")
    assert found == []
