"""What a reader does with columns: widths, places, pins, the chooser, filter controls, header summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.digits import Project


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with a panel of rows ready."""
    return shared_window(digits_site).with_panels("browse")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    yield from alive.as_meant()


@pytest.fixture
def browse(page: Page) -> Panel:
    """The panel with all rows."""
    return Panel(page, "browse")


def head(panel: Panel, name: str) -> Locator:
    """The header of a column."""
    button = panel.page.get_by_role("button", name=f"Column menu: {name}", exact=True)
    return panel.figure.locator("thead th").filter(has=button)


def width_of(panel: Panel, name: str) -> float:
    """The width of a column as it is drawn."""
    box = head(panel, name).bounding_box()
    assert box
    return box["width"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> None:
    """Press, move in steps, let go."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    if drop:
        page.mouse.up()


def edge(panel: Panel, name: str) -> tuple[float, float]:
    """The middle of a header's right edge."""
    bring_into_view(head(panel, name))
    box = head(panel, name).bounding_box()
    assert box
    return box["x"] + box["width"] - 4, box["y"] + box["height"] / 2


def entry(panel: Panel, name: str) -> dict[str, object]:
    """What the spec says of a column."""
    found: dict[str, object] = next(one for one in panel.spec()["columns"] if one["name"] == name)
    return found


def test_an_edge_is_dragged_and_the_rows_are_not_asked_again(page: Page, browse: Panel) -> None:
    x, y = edge(browse, "score_3")
    before = width_of(browse, "score_3")
    frame = browse.figure.evaluate("e => (e.asked = e.panel.frame, null)")
    assert frame is None
    drag(page, (x, y), (x + 80, y))
    page.wait_for_function(
        "e => e.panel.spec.columns.some((c) => c.width)", arg=browse.figure.element_handle()
    )
    assert width_of(browse, "score_3") == pytest.approx(before + 80, abs=4)
    assert entry(browse, "score_3")["width"] == pytest.approx(before + 80, abs=4)
    assert browse.figure.evaluate("e => e.asked === e.panel.frame")
    assert "width" not in entry(browse, "score_4")
    x, y = edge(browse, "score_3")
    drag(page, (x, y), (x - 50, y), drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert entry(browse, "score_3")["width"] == pytest.approx(before + 80, abs=4)
    assert width_of(browse, "score_3") == pytest.approx(before + 80, abs=4)


def test_keys_and_the_menu_set_widths_and_two_presses_fit(page: Page, browse: Panel) -> None:
    before = width_of(browse, "guess")
    browse.button("guess").focus()
    page.keyboard.press("Alt+ArrowRight")
    browse.button("guess").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(browse.figure.locator(".rg-spoken")).to_have_text(re.compile(r"^guess: \d+ pixels wide$"))
    assert width_of(browse, "guess") == pytest.approx(before + 32, abs=3)
    browse.choose("guess", "Width…")
    browse.dialog.get_by_role("textbox").fill("300")
    page.keyboard.press("Enter")
    expect(browse.dialog).to_have_count(0)
    assert width_of(browse, "guess") == pytest.approx(300, abs=3)
    assert entry(browse, "guess")["width"] == 300
    page.mouse.dblclick(*edge(browse, "guess"))
    page.wait_for_function(
        "e => e.panel.spec.columns.find((c) => c.name === 'guess').width < 200",
        arg=browse.figure.element_handle(),
    )
    assert 40 < width_of(browse, "guess") < 200


def test_headers_are_dragged_to_other_places(page: Page, browse: Panel) -> None:
    names = browse.headers()
    assert names[:3] == ["image", "guess", "truth"]
    bring_into_view(head(browse, "image"))
    start, end = head(browse, "truth").bounding_box(), head(browse, "image").bounding_box()
    assert start
    assert end
    drag(page, (start["x"] + 20, start["y"] + 12), (end["x"] + 4, end["y"] + 12), drop=False)
    expect(browse.figure.locator(".rg-drop-mark")).to_be_visible()
    page.mouse.up()
    expect(browse.figure.locator(".rg-drop-mark")).to_have_count(0)
    expect(browse.figure.locator("thead .rg-name").first).to_have_text("truth")
    assert browse.headers() == ["truth", "image", "guess", *names[3:]]
    assert browse.sorts() == {}
    browse.button("truth").focus()
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(browse.figure.locator("thead .rg-name").first).to_have_text("image")
    expect(browse.figure.locator(".rg-spoken")).to_have_text(re.compile(r"^truth: column 2 of \d+$"))


def test_a_pinned_column_stays_in_sight(page: Page, browse: Panel) -> None:
    browse.choose("truth", "Pin to the left")
    expect(browse.figure.locator("thead .rg-name").first).to_have_text("truth")
    browse.choose("guess", "Pin to the left")
    expect(browse.figure.locator("thead .rg-frozen")).to_have_count(2)
    region = browse.figure.locator(".rg-region")
    region.evaluate("e => { e.scrollLeft = 400; }")
    page.wait_for_timeout(100)
    left = region.bounding_box()
    boxes = [head(browse, name).bounding_box() for name in ("truth", "guess", "score_9")]
    assert left
    assert all(boxes)
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] < left["x"] + 60
    assert boxes[1]["x"] == pytest.approx(boxes[0]["x"] + boxes[0]["width"], abs=2)
    region.evaluate("e => { e.scrollLeft = 0; }")
    link = browse.figure.evaluate("e => JSON.stringify(e.panel.spec.columns.filter((c) => c.pin))")
    assert [one["name"] for one in browse.spec()["columns"][:2]] == ["truth", "guess"], link
    browse.choose("truth", "Unpin")
    expect(browse.figure.locator("thead .rg-frozen")).to_have_count(1)


def test_all_columns_to_a_side_are_hidden(browse: Panel) -> None:
    names = browse.headers()
    browse.choose("score_2", "Hide all to the right")
    expect(browse.figure.locator("thead .rg-name").last).to_have_text("score_2")
    browse.choose("score_1", "Hide all to the left")
    expect(browse.figure.locator("thead .rg-name").first).to_have_text("score_1")
    assert browse.headers() == names[names.index("score_1") : names.index("score_2") + 1]


def test_numbers_are_filtered_by_a_range(page: Page, browse: Panel, digits: Project) -> None:
    scores = digits.columns("baseline_predictions:v4")["score_3"]
    browse.choose("score_3", "Filter by this column…")
    control = browse.figure.get_by_role("dialog", name="Filter by score_3")
    low = control.get_by_role("textbox", name="Least value")
    low.fill("0.5")
    low.press("Enter")
    browse.filtered(scores >= 0.5)
    expect(browse.filter).to_have_value("score_3 >= 0.5")
    high = control.get_by_role("slider", name="At most")
    high.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(browse.filter).to_have_value(re.compile(r"^score_3 >= 0\.5 and score_3 <= 0\.\d+$"))
    control.get_by_role("button", name="Clear").click()
    browse.shows("1,198 of 1,198 rows")
    page.keyboard.press("Escape")
    expect(control).to_have_count(0)
    expect(browse.button("Column menu: score_3")).to_be_focused()


def test_values_are_listed_with_counts_and_read_back(browse: Panel, digits: Project) -> None:
    columns = digits.columns("baseline_predictions:v4")
    browse.choose("guess", "Add column right…")
    browse.dialog.get_by_label("Expression").fill("concat('digit ', guess)")
    browse.dialog.get_by_label("Name").fill("said")
    browse.dialog.get_by_role("button", name="Add").click()
    browse.search("score_0 < 0.5 and said in ('digit 3', 'digit 5')")
    browse.choose("said", "Filter by this column…")
    control = browse.figure.get_by_role("dialog", name="Filter by said")
    small = columns["score_0"] < 0.5
    for digit in (3, 5, 7):
        box = control.get_by_role("checkbox", name=re.compile(f"^digit {digit} "))
        count = int((small & (columns["guess"] == digit)).sum())
        row = control.get_by_role("listitem").filter(has_text=f"digit {digit}")
        expect(row).to_have_text(f"digit {digit} {count}")
        assert box.is_checked() == (digit in (3, 5))
    control.get_by_role("checkbox", name=re.compile("^digit 3 ")).uncheck()
    browse.filtered(small & (columns["guess"] == 5))
    expect(browse.filter).to_have_value("score_0 < 0.5 and said = 'digit 5'")
    control.get_by_role("checkbox", name="leave out").check()
    browse.filtered(small & (columns["guess"] != 5))
    control.get_by_role("searchbox", name="Search values").fill("7")
    expect(control.get_by_role("listitem")).to_have_count(1)
    control.get_by_role("button", name="Done").click()
    expect(control).to_have_count(0)


def test_summaries_follow_the_filter_and_filter(page: Page, browse: Panel, digits: Project) -> None:
    columns = digits.columns("baseline_predictions:v4")
    browse.button("More").click()
    browse.menu.get_by_text("Summaries in the headers").click()
    bars = head(browse, "score_3").locator(".rg-summary-bars rect.rg-bin")
    expect(bars).to_have_count(20)
    counted = [
        int((title or "").split(": ")[1].replace(",", ""))
        for title in bars.locator("title").all_text_contents()
    ]
    assert sum(counted) == 1198
    expect(head(browse, "score_3").locator(".rg-summary-note")).to_have_text(
        f"{len(set(columns['score_3'].tolist())):,} distinct"
    )
    browse.search("truth != guess")
    wrong = columns["truth"] != columns["guess"]
    browse.filtered(wrong)
    wait_for_sum(page, browse, "score_3", int(wrong.sum()))
    bring_into_view(head(browse, "score_3"))
    first, last = bars.nth(10).bounding_box(), bars.nth(19).bounding_box()
    assert first
    assert last
    drag(page, (first["x"] + 2, first["y"] + 8), (last["x"] + 3, last["y"] + 8))
    browse.filtered(wrong & (columns["score_3"] >= float(threshold(browse))))
    assert browse.spec()["filter"].startswith("truth != guess and score_3 >= ")


def threshold(panel: Panel) -> str:
    """Where the range in the filter begins."""
    expect(panel.filter).to_have_value(re.compile("score_3 >= "))
    found = re.search(r"score_3 >= ([\d.e-]+)", panel.filter.input_value())
    assert found
    return found.group(1)


def wait_for_sum(page: Page, panel: Panel, name: str, wanted: int) -> None:
    """Wait until the bars of a header count so many rows."""
    titles = head(panel, name).locator(".rg-summary-bars title")
    for _ in range(100):
        texts = titles.all_text_contents()
        if texts and sum(int((text or "").split(": ")[1].replace(",", "")) for text in texts) == wanted:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the bars of {name} never counted {wanted}")


def test_the_chooser_searches_in_three_ways(page: Page, browse: Panel) -> None:
    browse.button("Columns").click()
    rows = browse.dialog.get_by_role("listitem")
    search = browse.dialog.get_by_role("searchbox", name="Search columns")
    search.fill("ore_3")
    expect(rows).to_have_count(1)
    way = browse.dialog.get_by_role("combobox", name="How to search")
    way.select_option("fuzzy")
    search.fill("sc3")
    expect(rows).to_have_count(1)
    way.select_option("regular expression")
    search.fill("^score_[0-4]$")
    expect(rows).to_have_count(5)
    browse.dialog.get_by_role("button", name="Hide found").click()
    search.fill("")
    page.keyboard.press("Escape")
    assert not {f"score_{n}" for n in range(5)} & set(browse.headers())


def test_a_menu_goes_along_with_the_page_until_its_button_is_out_of_sight(page: Page, browse: Panel) -> None:
    button = browse.button("Column menu: guess")
    bring_into_view(button)
    page.evaluate("() => scrollBy(0, -200)")
    button.click()
    before = browse.menu.bounding_box()
    page.evaluate("() => scrollBy(0, 60)")
    page.wait_for_timeout(100)
    after = browse.menu.bounding_box()
    assert before
    assert after
    assert before["y"] - after["y"] == pytest.approx(60, abs=2)
    page.evaluate("() => scrollBy(0, 3000)")
    expect(browse.menu).to_have_count(0)
