"""What a reader does with aggregates, ranges and pivots."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.digits import Project

TABLE = "baseline_predictions:v4"


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with the panels ready."""
    return shared_window(digits_site).with_panels("browse", "mistakes", "confusion")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    yield from alive.as_meant()


def further(panel: Panel, column: str, item: str, choice: str) -> None:
    """Choose from the menu that an item of a column's menu opens."""
    panel.choose(column, item)
    panel.menu.locator("[role^=menuitem]").get_by_text(choice, exact=True).click()


def numbers(panel: Panel) -> list[list[str]]:
    """The texts of a pivot's cells, without keys and totals."""
    rows = panel.figure.locator(".rg-pivot tbody tr").all()
    return [row.locator("td:not(.rg-total)").all_inner_texts() for row in rows]


def confusion(digits: Project) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    columns = digits.columns(TABLE)
    found = np.zeros((10, 10), dtype=np.int64)
    np.add.at(found, (columns["truth"], columns["guess"]), 1)
    return found


def test_a_cell_of_a_confusion_matrix_opens_its_rows_and_leads_back(page: Page, digits: Project) -> None:
    panel = Panel(page, "confusion")
    expected = confusion(digits)
    assert numbers(panel) == [[str(n) for n in row] for row in expected]
    expect(panel.figure.locator(".rg-diagonal")).to_have_count(10)
    cell = panel.button(f"truth 5, guess 9: {expected[5, 9]} rows")
    bring_into_view(cell)
    cell.click()
    panel.shows(f"{expected[5, 9]} of 1,198 rows")
    expect(panel.filter).to_have_value("truth = 5 and guess = 9")
    expect(panel.figure.get_by_role("region")).to_be_focused()
    panel.button("Back to the pivot").click()
    panel.shows("10 groups, 1,198 of 1,198 rows")
    expect(panel.button("Back to the pivot")).to_have_count(0)
    total = panel.button(f"guess 3: {expected[:, 3].sum()} rows")
    total.click()
    panel.shows(f"{expected[:, 3].sum()} of 1,198 rows")


def test_a_pivot_is_read_and_opened_by_keys(page: Page, digits: Project) -> None:
    panel = Panel(page, "confusion")
    expected = confusion(digits)
    region = panel.figure.get_by_role("region")
    bring_into_view(region)
    region.focus()
    page.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    panel.shows(f"{expected[1, 1]} of 1,198 rows")
    expect(panel.filter).to_have_value("truth = 1 and guess = 1")


def test_groups_become_a_pivot_and_groups_again(page: Page, digits: Project) -> None:
    panel = Panel(page, "browse")
    expected = confusion(digits)
    panel.choose("guess", "Group by this column")
    panel.shows("10 groups, 1,198 of 1,198 rows")
    panel.choose("truth", "Pivot: values as columns")
    expect(panel.figure.locator(".rg-pivot")).to_be_visible()
    assert numbers(panel) == [[str(n) for n in row] for row in expected.T]
    menu = panel.button("Pivot menu: truth")
    menu.click()
    panel.menu.get_by_text("Share of row", exact=True).click()
    share = expected[0, 0] / expected[:, 0].sum()
    expect(panel.figure.locator(".rg-diagonal").first).to_have_text(f"{100 * share:.0f}%")
    menu.click()
    panel.menu.get_by_text("Swap rows and columns", exact=True).click()
    expect(panel.button("Pivot menu: guess")).to_be_visible()
    panel.button("Pivot menu: guess").click()
    panel.menu.get_by_text("Columns back into groups", exact=True).click()
    panel.shows(f"{np.count_nonzero(expected)} groups, 1,198 of 1,198 rows")


def test_the_cells_say_an_aggregate(page: Page, digits: Project) -> None:
    panel = Panel(page, "confusion")
    bring_into_view(panel.button("Pivot menu: guess"))
    panel.button("Pivot menu: guess").click()
    panel.menu.get_by_text("An aggregate…", exact=True).click()
    panel.dialog.get_by_role("textbox").fill("max(score_9)")
    panel.dialog.get_by_role("button", name="Save").click()
    columns = digits.columns(TABLE)
    fives = columns["score_9"][(columns["truth"] == 5) & (columns["guess"] == 9)]
    name = re.compile(rf"^truth 5, guess 9: {fives.max():.3f}\d* \({len(fives)} rows\)$")
    expect(panel.figure.get_by_role("button", name=name)).to_be_visible()


def test_a_column_is_shown_as_its_mean_and_sorts_the_groups(page: Page, digits: Project) -> None:
    panel = Panel(page, "mistakes")
    further(panel, "score_3", "Show as…", "Mean")
    head = panel.figure.locator("thead th").filter(has=page.get_by_text("score_3", exact=True))
    expect(head.locator(".rg-hint")).to_have_text("mean")
    columns = digits.columns(TABLE)
    wrong = columns["truth"] != columns["guess"]
    guesses = sorted(set(columns["guess"][wrong].tolist()))
    means = [columns["score_3"][wrong & (columns["guess"] == guess)].mean() for guess in guesses]
    assert panel.column("score_3") == pytest.approx(means)
    head.locator(".rg-sort").click()
    expect(head).to_have_attribute("aria-sort", re.compile("ending"))
    panel.figure.evaluate("(e) => e.panel.apply({})")
    found = panel.column("score_3")
    assert found in (sorted(found), sorted(found, reverse=True))
    assert found == pytest.approx(sorted(means, reverse=found[0] > found[-1]))


def test_numbers_are_grouped_in_bins_and_a_bin_filters(page: Page, digits: Project) -> None:
    panel = Panel(page, "browse")
    further(panel, "score_9", "Group in bins…", "About 5 bins")
    scores = digits.columns(TABLE)["score_9"]
    bins = np.unique(np.floor(scores / 0.1)).astype(int)
    panel.shows(f"{len(bins)} groups, 1,198 of 1,198 rows")
    keys = panel.figure.locator("tbody .rg-range-key")
    assert keys.all_inner_texts() == [f"{n / 10:.1f} to {(n + 1) / 10:.1f}" for n in bins]
    bring_into_view(keys.nth(3))
    keys.nth(3).click()
    panel.shows(f"1 group, {(np.floor(scores / 0.1) == bins[3]).sum()} of 1,198 rows")
    # The edges are those of the division: 0.3 / 0.1 is a little less than 3.
    expect(panel.filter).to_have_value(re.compile(r"^score_9 >= 0\.30*4? and score_9 < 0\.4$"))


def test_a_page_without_pivots_learns_them(window: Window, digits_site: str) -> None:
    page = window(digits_site).open("model.html")
    figure = page.locator("figure[data-panel]").first
    figure.evaluate("(e) => e.panel.apply({ group: ['truth'], pivot: 'guess', filter: null })")
    expect(figure.locator(".rg-pivot .rg-diagonal")).to_have_count(10)
