"""Rows as a reader works with them: cell menus, search, selection, open rows, pins, groups, exports, undo."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Locator, Page, expect

from reportgen.project import Query, open_project
from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, RESET_ALL, Panel, Watched, bring_into_view
from tests.digits import Project

TABLE = "baseline_predictions:v4"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with its first panel ready."""
    return shared_window(digits_site, permissions=CLIPBOARD).with_panels("browse", "mistakes")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    page = alive.context.pages[0]
    page.evaluate(RESET_ALL)
    yield page
    for dialog in page.get_by_role("dialog").all():
        dialog.page.keyboard.press("Escape")
    assert alive.complaints() == []


@pytest.fixture
def browse(page: Page) -> Panel:
    """Ungrouped, with nothing selected."""
    panel = Panel(page, "browse")
    while panel.figure.locator(".rg-row-button[aria-pressed=true]").count():
        more(panel, "Select none")
    return panel


@pytest.fixture
def truth(digits: Project) -> dict[str, Any]:
    return digits.columns(TABLE)


def cell(panel: Panel, row: int, column: str) -> Locator:
    """A cell of the page, by its row from 0 and its column."""
    place = panel.headers().index(column) + 1
    return panel.figure.locator("tbody:not(.rg-pinned) > tr").nth(row).locator(":scope > *").nth(place)


def handle(panel: Panel, number: int) -> Locator:
    return panel.figure.get_by_role("button", name=f"Row {number}", exact=True)


def cell_menu(panel: Panel, row: int, column: str, item: str) -> None:
    target = cell(panel, row, column)
    bring_into_view(target)
    target.click(button="right")
    panel.menu.get_by_role("menuitem", name=item, exact=True).click()


def more(panel: Panel, item: str) -> None:
    """Run a command of the panel's own menu."""
    button = panel.button("More")
    bring_into_view(button)
    button.click()
    panel.menu.get_by_role("menuitem", name=item, exact=True).click()


def clipboard(page: Page) -> str:
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def test_filters_from_a_cell(browse: Panel, truth: dict[str, Any]) -> None:
    value = int(cell(browse, 2, "guess").inner_text())
    cell_menu(browse, 2, "guess", "Only this value")
    browse.filtered(truth["guess"] == value)
    cell_menu(browse, 0, "truth", "Exclude this value")
    expect(browse.filter).to_have_value(re.compile(rf"^guess = {value} and truth != \d$"))
    said = int(browse.filter.input_value()[-1])
    browse.filtered((truth["guess"] == value) & (truth["truth"] != said))
    browse.reset()
    score = float(browse.column("score_0")[3])
    cell_menu(browse, 3, "score_0", "At least")
    browse.filtered(truth["score_0"] >= score)
    cell_menu(browse, 0, "score_0", "At most")
    expect(browse.filter).to_have_value(re.compile(r"^score_0 >= [\d.]+ and score_0 <= [\d.]+$"))


def test_cells_by_the_keyboard_and_their_copies(page: Page, browse: Panel) -> None:
    browse.figure.get_by_role("region").focus()
    page.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(cell(browse, 1, "guess")).to_be_focused()
    page.keyboard.press("Enter")
    expect(browse.menu.get_by_role("menuitem").first).to_have_text("Only this value")
    page.keyboard.press("Escape")
    expect(cell(browse, 1, "guess")).to_be_focused()
    page.keyboard.press("Control+c")
    expect(browse.figure.locator(".rg-toast")).to_have_text("Value copied")
    assert clipboard(page) == str(browse.column("guess")[1])
    page.keyboard.press("End")
    expect(cell(browse, 1, browse.headers()[-1])).to_be_focused()
    page.keyboard.press("PageDown")
    expect(browse.figure.locator(".rg-pager")).to_contain_text("11–20")
    cell_menu(browse, 0, "guess", "Copy row as JSON")
    expect(browse.figure.locator(".rg-toast")).to_have_text("Row copied")
    copied = json.loads(clipboard(page))
    assert (copied["guess"], copied["id"]) == (browse.column("guess")[0], browse.column("id")[0])
    assert list(copied) == browse.headers()


def test_search_finds_text_and_is_in_counts_groups_and_links(
    page: Page, browse: Panel, truth: dict[str, Any], alive: Watched
) -> None:
    box = browse.figure.get_by_role("searchbox", name="Search all texts")
    browse.figure.get_by_role("region").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("012")
    found = [value for value in truth["id"] if "012" in value]
    browse.shows(f"{len(found)} of {len(truth['id']):,} rows")
    assert browse.column("id") == found[: len(browse.column("id"))]
    browse.apply(group=["guess"])
    browse.shows(f"# groups, {len(found)} of {len(truth['id']):,} rows")
    browse.apply(group=None)
    browse.button("Copy link").click()
    expect(browse.figure.locator(".rg-toast")).to_have_text("Link copied")
    other = Panel(alive.open(clipboard(page).removeprefix(alive.origin)), "browse").ready()
    other.shows(f"{len(found)} of {len(truth['id']):,} rows")
    expect(other.figure.get_by_role("searchbox")).to_have_value("012")
    other.page.close()


def test_selected_rows_stay_selected_and_are_copied(
    page: Page, browse: Panel, truth: dict[str, Any], alive: Watched
) -> None:
    ids = list(truth["id"])
    handle(browse, 2).click()
    handle(browse, 4).click(modifiers=["Shift"])
    expect(browse.status).to_have_text(re.compile(r", 3 selected$"))
    browse.button("Next").click()
    handle(browse, 12).click(modifiers=["Shift"])
    expect(browse.status).to_have_text(re.compile(r", 11 selected$"))
    browse.apply(sort=[{"by": "id", "dir": "desc"}])
    expect(browse.status).to_have_text(re.compile(r", 11 selected$"))
    more(browse, "Copy 11 selected rows")
    expect(browse.figure.locator(".rg-toast")).to_have_text("11 rows copied")
    table = [line.split("\t") for line in clipboard(page).split("\n")]
    assert table[0] == browse.headers()
    assert [line[-1] for line in table[1:]] == ids[1:12]
    browse.button("Copy link").click()
    expect(browse.figure.locator(".rg-toast")).to_have_text("Link copied")
    other = Panel(alive.open(clipboard(page).removeprefix(alive.origin)), "browse").ready()
    expect(other.status).to_have_text(re.compile(r", 11 selected$"))
    other.page.close()
    browse.apply(filter="truth = 4")
    browse.button("Select all rows").click()
    count = int((truth["truth"] == 4).sum())
    expect(browse.status).to_have_text(re.compile(rf", {count} selected$"))
    browse.button("Select all rows").click()
    expect(browse.status).not_to_contain_text("selected")


def test_an_open_row_has_every_field_and_neighbors_on_other_pages(
    page: Page, browse: Panel, truth: dict[str, Any], alive: Watched
) -> None:
    browse.apply(columns=[{"name": "guess"}], sort=[{"by": "score_9", "dir": "desc"}])
    order = (-truth["score_9"]).argsort(kind="stable")
    opened = cell(browse, 9, "guess")
    bring_into_view(opened)
    opened.click()
    page.keyboard.press("Shift+Enter")
    expect(browse.dialog).to_contain_text(f"10 of {len(order):,}".replace(",", ""))
    expect(field(browse, "id")).to_have_text(str(truth["id"][order[9]]))
    expect(field(browse, "image").locator("img")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(field(browse, "id")).to_have_text(str(truth["id"][order[10]]))
    assert float(field(browse, "score_9").inner_text()) == pytest.approx(truth["score_9"][order[10]])
    browse.dialog.get_by_role("button", name="Copy link").click()
    expect(browse.figure.locator(".rg-toast").first).to_have_text("Link copied")
    address = clipboard(page)
    page.keyboard.press("Escape")
    expect(browse.figure.locator(".rg-pager")).to_contain_text("11–20")
    other = Panel(alive.open(address.removeprefix(alive.origin)), "browse").ready()
    expect(field(other, "id")).to_have_text(str(truth["id"][order[10]]), timeout=PATIENCE)
    expect(other.dialog).to_contain_text("11 of")
    other.dialog.get_by_role("button", name="Previous row").click()
    expect(field(other, "id")).to_have_text(str(truth["id"][order[9]]))
    other.page.keyboard.press("Escape")
    expect(other.dialog).to_have_count(0)
    other.page.close()


def field(panel: Panel, name: str) -> Locator:
    """A field of the open row."""
    row = panel.dialog.locator(".rg-row-field").filter(has=panel.page.get_by_text(name, exact=True))
    return row.locator("dd")


def test_pinned_rows_stay_on_top(browse: Panel, truth: dict[str, Any]) -> None:
    ids = truth["id"]
    cell_menu(browse, 2, "guess", "Pin row")
    pinned = browse.figure.locator("tbody.rg-pinned > tr")
    expect(pinned).to_have_count(1)
    browse.apply(sort=[{"by": "id", "dir": "desc"}], filter="truth = 9", columns=[{"name": "id"}])
    browse.filtered(truth["truth"] == 9)
    expect(pinned).to_have_text(re.compile(str(ids[2])))
    browse.button("Next").click()
    expect(browse.figure.locator(".rg-pager")).to_contain_text("11–20")
    expect(pinned).to_have_text(re.compile(str(ids[2])))
    target = pinned.locator("td").last
    bring_into_view(target)
    target.click(button="right")
    browse.menu.get_by_role("menuitem", name="Unpin row").click()
    expect(pinned).to_have_count(0)


def test_a_group_opens_into_its_rows_without_losing_place(page: Page, truth: dict[str, Any]) -> None:
    panel = Panel(page, "mistakes").ready()
    panel.apply(group=["guess"], filter=None, sort=[{"by": "guess", "dir": "asc"}])
    button = panel.figure.get_by_role("button", name="Rows of this group").nth(1)
    bring_into_view(button)
    button.click()
    opened = panel.figure.locator("tr.rg-opened")
    expect(opened.locator("tbody > tr")).to_have_count(5)
    expect(button).to_have_attribute("aria-expanded", "true")
    guesses = truth["guess"]
    key = sorted(set(guesses))[1]
    first = [int(row) for row in (guesses == key).nonzero()[0][:5]]
    rows = opened.locator("tbody > tr").evaluate_all("all => all.map((tr) => Number(tr.dataset.row))")
    assert rows == first
    count = int((guesses == key).sum())
    opened.get_by_role("button", name=f"Show all {count}").click()
    panel.filtered(guesses == key)
    assert panel.spec()["filter"] == f"guess = {key}"
    page.keyboard.press("Control+z")
    panel.shows(f"{len(set(guesses))} groups, {len(guesses):,} of {len(guesses):,} rows")
    button.click()
    button.click()
    expect(opened).to_have_count(0)


@pytest.mark.parametrize("form", ["CSV", "JSON Lines", "Parquet"])
def test_filtered_rows_are_exported_whole(browse: Panel, truth: dict[str, Any], form: str) -> None:
    browse.apply(filter="truth != guess", sort=[{"by": "score_9", "dir": "desc"}], columns=["id", "score_9"])
    wrong = truth["truth"] != truth["guess"]
    browse.filtered(wrong)
    kept = wrong.nonzero()[0]
    order = kept[(-truth["score_9"][kept]).argsort(kind="stable")]
    saved = exported(browse, form)
    rows: list[dict[str, Any]]
    if form == "Parquet":
        rows = pq.read_table(io.BytesIO(saved)).to_pylist()
    elif form == "CSV":
        rows = list(csv.DictReader(io.StringIO(saved.decode())))
    else:
        rows = [json.loads(line) for line in saved.decode().splitlines()]
    assert [row["id"] for row in rows] == list(truth["id"][order])
    assert [float(row["score_9"]) for row in rows] == pytest.approx(list(truth["score_9"][order]))


def test_selected_rows_are_exported_with_their_media(browse: Panel, truth: dict[str, Any]) -> None:
    handle(browse, 3).click()
    handle(browse, 1).click()
    archive = zipfile.ZipFile(io.BytesIO(exported(browse, "Zip: CSV and media", "Selected rows (2)")))
    assert archive.testzip() is None
    rows = list(csv.DictReader(io.StringIO(archive.read("rows.csv").decode())))
    assert [row["id"] for row in rows] == [truth["id"][0], truth["id"][2]]
    images = sorted(name for name in archive.namelist() if name != "rows.csv")
    assert images == sorted({row["image"] for row in rows})
    assert all(archive.read(name).startswith(b"\x89PNG") for name in images)


def test_groups_are_exported_with_their_means(browse: Panel, truth: dict[str, Any]) -> None:
    browse.apply(group=["guess"], columns=["score_9"], sort=[{"by": "guess", "dir": "asc"}])
    rows = list(csv.DictReader(io.StringIO(exported(browse, "CSV").decode())))
    for row in rows:
        mine = truth["guess"] == int(row["guess"])
        assert int(row["count"]) == int(mine.sum())
        assert float(row["score_9.mean"]) == pytest.approx(truth["score_9"][mine].mean())


def exported(panel: Panel, form: str, what: str | None = None) -> bytes:
    """The file that the dialog saves."""
    more(panel, "Export…")
    if what:
        panel.dialog.get_by_label(what).check()
    panel.dialog.get_by_label(form, exact=True).check()
    with panel.page.expect_download() as saved:
        panel.dialog.get_by_role("button", name="Save").click()
    expect(panel.dialog).to_have_count(0)
    return saved.value.path().read_bytes()


def test_the_view_in_other_words(page: Page, browse: Panel, digits: Project) -> None:
    browse.apply(filter="truth != guess", sort=[{"by": "id", "dir": "asc"}], columns=["id", "guess"], rows=5)
    texts = {}
    for name in ("SQL", "as directive", "as Python query", "spec (JSON)"):
        more(browse, f"Copy {name}")
        expect(browse.figure.locator(".rg-toast")).to_have_text("Copied")
        texts[name] = clipboard(page)
    options = ":filter: truth != guess\n:sort: id\n:columns: id, guess\n:rows: 5\n"
    assert texts["as directive"] == f":::{{table-panel}} {TABLE}\n{options}:::\n"
    assert json.loads(texts["spec (JSON)"]) == browse.spec()
    assert texts["SQL"] == browse.figure.evaluate("e => e.panel.sql")
    names: dict[str, Any] = {"print": lambda *_: None}
    script = texts["as Python query"].replace('open_project(".")', f"open_project({str(digits.root)!r})")
    exec(script, names)
    query = names["query"]
    assert isinstance(query, Query)
    with open_project(digits.root) as project:
        asked = project.table(TABLE).columns("id, guess").filter("truth != guess").sort("id")
        assert query.fetchall() == asked.fetchall()
    more(browse, "Show as text…")
    expect(browse.dialog.get_by_label("as directive", exact=True)).to_have_value(texts["as directive"])


def test_undo_and_redo(page: Page, browse: Panel) -> None:
    author = browse.spec()
    browse.choose("guess", "Sort descending")
    browse.filter.focus()
    page.keyboard.type("truth = 4", delay=200)
    expect(browse.filter).to_have_value("truth = 4")
    browse.filter.blur()
    whole = browse.spec()
    browse.figure.get_by_role("region").focus()
    page.keyboard.press("Control+z")
    expect(browse.filter).to_have_value("")
    assert browse.sorts() == {"guess": "descending"}
    page.keyboard.press("Control+z")
    assert browse.spec() == author
    page.keyboard.press("Control+Shift+Z")
    page.keyboard.press("Control+y")
    expect(browse.filter).to_have_value("truth = 4")
    assert browse.spec() == whole
    more(browse, "Undo")
    expect(browse.filter).to_have_value("")


def test_the_keys_are_listed(page: Page, browse: Panel) -> None:
    browse.figure.get_by_role("region").focus()
    page.keyboard.press("?")
    expect(browse.dialog).to_contain_text("Undo the last change of the view")
    page.keyboard.press("Escape")
    expect(browse.figure.get_by_role("region")).to_be_focused()
    page.keyboard.press("/")
    expect(browse.figure.get_by_role("searchbox")).to_be_focused()
