"""The reader's paths again, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.digits import Project

FOCUSED = """() => {
  const one = document.activeElement;
  const label = one.labels?.[0];
  return one.getAttribute("aria-label") ?? (label?.querySelector("span") ?? label ?? one).innerText;
}"""


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with two panels ready."""
    return shared_window(digits_site).with_panels("browse", "loops")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it, with the focus on the first panel's filter."""
    for page in alive.as_meant():
        Panel(page, "browse").filter.focus()
        yield page


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Go on by Tab until the focus is on what has this name."""
    for _ in range(most):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab; the focus is on {page.evaluate(FOCUSED)}")


def test_every_control_is_reached_in_order(page: Page) -> None:
    names = [
        "Filter",
        "Columns",
        "Small rows",
        "Copy link",
        "Reset",
        "Table baseline_predictions:v4, browse",
        "image",
    ]
    for name in [*names, "Column menu: image", "guess", "Column menu: id", "First", "Next", "Rows per page"]:
        tab_to(page, name)


def test_filter_sort_and_group(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    page.keyboard.type("truth = 4")
    page.keyboard.press("Enter")
    browse.filtered(digits.columns("baseline_predictions:v4")["truth"] == 4)
    tab_to(page, "Column menu: score_9")
    page.keyboard.press("Enter")
    expect(browse.menu.get_by_role("menuitemradio", name="Sort ascending")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(browse.figure.locator("th[aria-sort=descending]")).to_contain_text("score_9")
    expect(browse.button("Column menu: score_9")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("End")
    expect(browse.menu.get_by_role("menuitem", name="Hide all to the right")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    expect(browse.menu.get_by_role("menuitem", name="Hide", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(browse.menu).to_have_count(0)
    expect(browse.button("Column menu: score_9")).to_be_focused()
    bring_into_view(browse.button("Column menu: guess"))
    browse.button("Column menu: guess").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    browse.shows("# groups, # of 1,198 rows")
    assert browse.headers()[:2] == ["guess", "count"]
    browse.filter.focus()
    tab_to(page, "Reset")
    page.keyboard.press("Enter")
    browse.shows("1,198 of 1,198 rows")


def test_a_column_is_added_and_columns_are_chosen(page: Page) -> None:
    browse = Panel(page, "browse")
    tab_to(page, "Column menu: truth")
    page.keyboard.press("Enter")
    for key in ("a", "a", "Enter"):
        page.keyboard.press(key)
    expect(browse.dialog.get_by_label("Expression")).to_be_focused()
    page.keyboard.type("score_4 + score_9")
    page.keyboard.press("Tab")
    page.keyboard.type("both")
    page.keyboard.press("Enter")
    expect(browse.dialog).to_have_count(0)
    expect(browse.button("Column menu: both")).to_be_visible()
    assert browse.headers()[browse.headers().index("truth") + 1] == "both"
    expect(browse.button("Column menu: truth")).to_be_focused()

    browse.filter.focus()
    tab_to(page, "Columns")
    page.keyboard.press("Enter")
    browse.dialog.get_by_role("checkbox", name="both").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(browse.figure.locator("thead .rg-name").nth(2)).to_have_text("both")
    page.keyboard.press("Space")
    expect(browse.button("Column menu: both")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(browse.button("Columns")).to_be_focused()


def test_pages_and_rows_per_page(page: Page) -> None:
    browse = Panel(page, "browse")
    shown = browse.figure.locator(".rg-range")
    browse.button("Next").focus()
    page.keyboard.press("Enter")
    expect(shown).to_have_text("11–20 of 1,198")
    page.keyboard.press("Enter")
    expect(shown).to_have_text("21–30 of 1,198")
    tab_to(page, "Last", 3)
    page.keyboard.press("Space")
    expect(shown).to_have_text("1,191–1,198 of 1,198")


def test_a_bar_is_chosen(page: Page) -> None:
    loops = Panel(page, "loops")
    chart = loops.figure.locator(".rg-histogram svg").first
    bring_into_view(chart)
    chart.focus()
    cells = loops.column("score_loops")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(loops.figure.locator("rect.rg-bin-active")).to_have_count(1)
    expect(loops.figure.locator(".rg-tooltip")).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    wanted = sum(cell["counts"][-1] for cell in cells)
    loops.shows(f"# groups, {wanted} of 1,198 rows")


def test_an_image_is_opened_and_closed(page: Page) -> None:
    browse = Panel(page, "browse")
    link = browse.figure.locator("tbody a.rg-image").first
    link.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Image")
    expect(box).to_contain_text("1 of 1,198")
    page.keyboard.press("ArrowRight")
    expect(box).to_contain_text("2 of 1,198")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(link).to_be_focused()
