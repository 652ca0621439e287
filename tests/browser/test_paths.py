"""What a reader does with the rows of the example: filter, sort, columns, pages, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched
from tests.digits import Project


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with every panel ready."""
    return shared_window(digits_site, permissions=["clipboard-read", "clipboard-write"]).with_panels()


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    yield from alive.as_meant()


def test_a_filter_is_completed_applied_and_taken_back(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    first = browse.rows()
    browse.filter.click()
    page.keyboard.type("tru")
    options = browse.figure.get_by_role("listbox", name="Completions").get_by_role("option")
    expect(options.first).to_contain_text("truth")
    page.keyboard.press("Enter")
    expect(browse.filter).to_have_value("truth")
    expect(options).to_have_count(0)
    page.keyboard.type(" = 4 and guess != 4")
    page.keyboard.press("Enter")
    columns = digits.columns("baseline_predictions:v4")
    browse.filtered((columns["truth"] == 4) & (columns["guess"] != 4))
    assert set(browse.column("truth")) == {4}
    browse.button("Reset").click()
    browse.shows("1,198 of 1,198 rows")
    expect(browse.filter).to_have_value("")
    assert browse.rows() == first


def test_the_list_of_completions_goes_by_arrows_and_closes_by_escape(page: Page) -> None:
    browse = Panel(page, "browse")
    browse.filter.click()
    page.keyboard.type("score_")
    chosen = browse.figure.get_by_role("listbox", name="Completions").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("score_0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("score_2")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("score_1")
    active = browse.filter.get_attribute("aria-activedescendant")
    assert active == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(browse.figure.get_by_role("listbox", name="Completions")).to_have_count(0)
    expect(browse.filter).to_have_value("score_")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(browse.filter).to_have_value("score_0")
    page.keyboard.press("Escape")
    expect(browse.filter).to_have_value("")


MISTAKES = {
    "a column": ("thruth = 4", "thruth", "truth"),
    "a function": ("lenght(id) > 3", "lenght(id)", "length"),
    "an end": ("guess =", " ", ""),
    "a type": ("id + 1 > guess and", "", ""),
}


@pytest.mark.parametrize(("text", "marked", "help"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_shown_in_place(page: Page, digits: Project, text: str, marked: str, help: str) -> None:
    browse = Panel(page, "browse")
    before = browse.rows()
    browse.search(text)
    expect(browse.filter).to_have_attribute("aria-invalid", "true")
    mark = browse.problem.locator("mark")
    expect(mark.first).to_be_visible()
    if marked:
        expect(mark.first).to_have_text(marked)
    expect(browse.problem).to_contain_text(help)
    assert browse.rows() == before
    expect(browse.figure).to_have_attribute("data-state", "ready")
    browse.search("truth = 4")
    expect(browse.filter).not_to_have_attribute("aria-invalid", "true")
    browse.filtered(digits.columns("baseline_predictions:v4")["truth"] == 4)
    assert set(browse.column("truth")) == {4}


def test_sorting_by_one_column_and_then_another(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    browse.choose("truth", "Sort descending")
    expect(browse.figure.locator("th[aria-sort=descending]")).to_have_count(1)
    browse.choose("score_9", "Then sort ascending")
    expect(browse.figure.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert browse.sorts() == {"truth": "descending", "score_9": "ascending"}
    columns = digits.columns("baseline_predictions:v4")
    order = sorted(range(1198), key=lambda row: (-columns["truth"][row], columns["score_9"][row], row))
    assert browse.column("id") == [columns["id"][row] for row in order[:10]]
    browse.choose("truth", "Remove from the sort order")
    expect(browse.figure.locator("th[aria-sort=descending]")).to_have_count(0)
    assert browse.sorts() == {"score_9": "ascending"}
    browse.choose("score_9", "Remove from the sort order")
    expect(browse.figure.locator("th[aria-sort=ascending]")).to_have_count(0)


def test_a_press_on_a_header_sorts_up_then_down_then_not(page: Page) -> None:
    browse = Panel(page, "browse")
    header = browse.figure.locator("thead").get_by_role("button", name="score_3", exact=True)
    for order in ("ascending", "descending", None):
        header.click()
        expect(browse.figure.locator(f"th[aria-sort={order or 'none'}]").first).to_be_visible()
        wanted = {"score_3": order} if order else {}
        expect(browse.figure.locator("th:not([aria-sort=none])")).to_have_count(len(wanted))
        assert browse.sorts() == wanted


def test_a_column_is_added_by_expression_and_sorted_by(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    browse.choose("truth", "Add column right…")
    expect(browse.dialog).to_be_visible()
    browse.dialog.get_by_label("Expression").fill("score_0 + score_6 + score_8 + score_nine")
    browse.dialog.get_by_label("Name").fill("score_loops")
    browse.dialog.get_by_role("button", name="Add").click()
    expect(browse.dialog).to_contain_text("score_nine")
    expect(browse.dialog.get_by_label("Expression")).to_have_attribute("aria-invalid", "true")
    browse.dialog.get_by_label("Expression").fill("score_0 + score_6 + score_8 + score_9")
    browse.dialog.get_by_role("button", name="Add").click()
    expect(browse.dialog).to_have_count(0)
    expect(browse.button("Column menu: score_loops")).to_be_visible()
    headers = browse.headers()
    assert headers[headers.index("truth") + 1] == "score_loops"
    browse.choose("score_loops", "Sort descending")
    expect(browse.figure.locator("th[aria-sort=descending]")).to_contain_text("score_loops")
    columns = digits.columns("baseline_predictions:v4")
    loops = np.sum([columns[f"score_{digit}"] for digit in (0, 6, 8, 9)], axis=0)
    assert browse.column("score_loops") == pytest.approx(sorted(loops, reverse=True)[:10])
    browse.search("score_loops < 0.5")
    browse.shows(f"{int((loops < 0.5).sum())} of 1,198 rows")


def test_columns_are_hidden_moved_renamed_and_brought_back(page: Page) -> None:
    browse = Panel(page, "browse")
    author = browse.headers()
    browse.choose("guess", "Hide")
    expect(browse.button("Column menu: guess")).to_have_count(0)
    browse.choose("score_1", "Move left")
    expect(browse.figure.locator("thead .rg-name").nth(2)).to_have_text("score_1")
    browse.choose("truth", "Rename…")
    browse.dialog.get_by_label("Name in the header").fill("The true digit")
    browse.dialog.get_by_role("button", name="Save").click()
    expect(browse.button("Column menu: The true digit")).to_be_visible()
    browse.button("Columns").click()
    expect(browse.dialog.get_by_text("13 of 14 shown")).to_be_visible()
    browse.dialog.get_by_role("checkbox", name="guess").check()
    expect(browse.button("Column menu: guess")).to_be_visible()
    browse.dialog.get_by_role("checkbox", name="id").uncheck()
    browse.dialog.get_by_role("button", name="Move score_1 up").click()
    browse.dialog.get_by_role("button", name="Done").click()
    expect(browse.dialog).to_have_count(0)
    expect(browse.button("Column menu: id")).to_have_count(0)
    assert browse.headers()[:3] == ["image", "score_1", "The true digit"]
    browse.button("Reset").click()
    expect(browse.button("Column menu: id")).to_have_count(1)
    assert browse.headers() == author


def test_pages_are_turned_and_made_longer(page: Page) -> None:
    browse = Panel(page, "browse")
    ids = browse.column("id")
    range_ = browse.figure.locator(".rg-range")
    for button, shown in (
        ("Next", "11–20"),
        ("Last", "1,191–1,198"),
        ("Previous", "1,181–1,190"),
        ("First", "1–10"),
    ):
        browse.button(button).click()
        expect(range_).to_have_text(f"{shown} of 1,198")
    assert browse.column("id") == ids
    browse.figure.get_by_role("combobox", name="Rows per page").select_option("25")
    expect(range_).to_have_text("1–25 of 1,198")
    expect(browse.figure.locator("tbody tr")).to_have_count(25)
    browse.shows("1,198 of 1,198 rows")


def test_a_filter_in_the_spelling_of_other_tables(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    columns = digits.columns("baseline_predictions:v4")
    truth, guess = columns["truth"], columns["guess"]
    mistaken = 'row["truth"] = 4 and row["guess"] != 4'
    browse.search(f'{mistaken} or row["truth"] = row["guess"] && row["guess"] == 7')
    browse.filtered((truth == 4) & (guess != 4) | (truth == guess) & (guess == 7))


def test_a_row_is_gone_to_by_its_number(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    ids = digits.columns("baseline_predictions:v4")["id"]
    range_ = browse.figure.locator(".rg-range")
    range_.get_by_role("button").click()
    box = browse.figure.get_by_role("textbox", name="Go to row, 1 to 1198")
    expect(box).to_be_focused()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("1,005")
    page.keyboard.press("Enter")
    expect(range_).to_have_text("1,001–1,010 of 1,198")
    assert browse.column("id") == ids[1000:1010].tolist()
    expect(range_.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(range_).to_have_text("1,001–1,010 of 1,198")


def test_rows_are_made_higher_and_lower(page: Page) -> None:
    browse = Panel(page, "browse")
    heights = []
    for name in ("Small", "Medium", "Large", "Extra large"):
        button = browse.button(f"{name} rows")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        box = browse.figure.locator("tbody tr").first.bounding_box()
        assert box
        heights.append(round(box["height"]))
    assert heights == [28, 56, 112, 224]


def test_a_copied_link_shows_the_same_view_and_a_refresh_after_reset_the_authors(
    page: Page, alive: Watched, digits: Project
) -> None:
    browse = Panel(page, "browse")
    columns = digits.columns("baseline_predictions:v4")
    browse.search("truth = 4 or guess in [7, 9]")
    browse.filtered((columns["truth"] == 4) | (columns["guess"] == 7) | (columns["guess"] == 9))
    browse.choose("score_9", "Sort descending")
    expect(browse.figure.locator("th[aria-sort=descending]")).to_have_count(1)
    browse.choose("score_0", "Hide")
    expect(browse.button("Column menu: score_0")).to_have_count(0)
    browse.button("Copy link").click()
    expect(browse.figure.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(alive.origin) + r"index\.html#browse~[12][A-Za-z0-9_-]+", link)

    other = alive.context.new_page()
    other.goto(link)
    linked = Panel(other, "browse").ready()
    linked.shows(browse.status.inner_text())
    assert (linked.rows(), linked.headers(), linked.spec()) == (
        browse.rows(),
        browse.headers(),
        browse.spec(),
    )
    expect(linked.filter).to_have_value("truth = 4 or guess in [7, 9]")
    linked.button("Reset").click()
    linked.shows("1,198 of 1,198 rows")
    other.reload()
    linked.ready().shows("1,198 of 1,198 rows")
    other.close()


def test_an_image_opens_at_full_size(page: Page) -> None:
    browse = Panel(page, "browse")
    image = browse.figure.locator("tbody a.rg-image").nth(1)
    total = f"{browse.counted()[0]:,}"
    image.click()
    box = page.get_by_role("dialog", name="Image")
    expect(box).to_contain_text(f"2 of {total} · 8 × 8 pixels")
    source = box.get_by_role("img").get_attribute("src") or ""
    assert source.split("/")[-1] == (image.get_attribute("href") or "").split("/")[-1]
    expect(box.get_by_role("img")).to_have_js_property("naturalWidth", 8)
    box.get_by_role("button", name="Next image").click()
    expect(box).to_contain_text(f"3 of {total}")
    page.keyboard.press("ArrowLeft")
    expect(box).to_contain_text(f"2 of {total}")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(image).to_be_focused()
