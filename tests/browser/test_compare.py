"""What a reader does with tables that are compared."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.browser.serving import served
from tests.compared import Compared, compared_project

PANELS = ("joined", "grouped", "apart", "listed")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """Three epochs, logged and built."""
    return compared_project(tmp_path_factory.mktemp("compared"))


@pytest.fixture(scope="module")
def site(compared: Compared) -> Iterator[str]:
    with served(compared.root / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def alive(shared_window: Window, site: str) -> Watched:
    """The page, with the panels ready."""
    return shared_window(site).with_panels(*PANELS)


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    yield from alive.as_meant()


def eye(panel: Panel, label: str) -> Locator:
    """What switches a member of the panel."""
    found = panel.button(f"Show {label}")
    bring_into_view(found)
    return found


def order(panel: Panel) -> list[str]:
    """The members in the bar, from first to last."""
    return panel.figure.locator(".rg-member .rg-member-label").all_inner_texts()


def way(panel: Panel, item: str) -> None:
    """Choose from the menu of how members are compared."""
    button = panel.figure.locator(".rg-way")
    bring_into_view(button)
    button.click()
    panel.menu.locator("[role^=menuitem]").get_by_text(item, exact=True).click()


def of_member(panel: Panel, label: str, item: str) -> None:
    """Choose from a member's menu."""
    button = panel.figure.get_by_role("button", name=label)
    name = button.and_(panel.figure.locator(".rg-member-name"))
    bring_into_view(name)
    name.click()
    panel.menu.locator("[role^=menuitem]").get_by_text(item, exact=True).click()


# Microtasks come before anything that the engine could say.
AT_ONCE = """
async (figure) => {
  const chips = () => [...figure.querySelectorAll("tbody tr:last-child .rg-chip")].map((one) => one.title);
  globalThis.answered = new Promise((done) =>
    figure.addEventListener("reportgen:change", () => done(true), { once: true }));
  [...figure.querySelectorAll(".rg-eye")].find((one) => one.ariaLabel === "Show epoch 2").click();
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return chips();
}
"""


def counts(panel: Panel) -> list[str]:
    """What each part of a split says of its rows."""
    return panel.figure.locator(".rg-part-count").all_inner_texts()


def test_the_page_takes_over_what_was_built(window: Window, site: str) -> None:
    still = window(site, java_script_enabled=False).open("index.html")
    page = window(site).open("index.html")
    for name in PANELS:
        alive = Panel(page, name).ready()
        for part in ("tbody", ".rg-member-list"):
            built = Panel(still, name).figure.locator(part).all_inner_texts()
            assert built
            assert alive.figure.locator(part).all_inner_texts() == built


def test_an_eye_switches_a_member_in_every_panel_of_the_set(page: Page, compared: Compared) -> None:
    joined, grouped, apart, listed = (Panel(page, name) for name in PANELS)
    eye(joined, "epoch 2").click()
    expect(eye(joined, "epoch 2")).to_have_attribute("aria-pressed", "false")
    # Without the first and the third epoch's gaps: 59 ids are in both.
    expect(joined.figure.locator("tbody tr").first.locator("td").nth(3).locator("li")).to_have_count(2)
    joined.shows("59 of 59 rows")
    for other in (grouped, listed):
        expect(eye(other, "epoch 2")).to_have_attribute("aria-pressed", "false")
    listed.shows(f"{len(compared.tables[0]) + len(compared.tables[2])} of 119 rows")
    assert counts(apart) == [f"{compared.wrong(0)} rows", f"{compared.wrong(2)} rows"]
    eye(listed, "epoch 2").click()
    joined.shows("59 of 59 rows")
    expect(eye(joined, "epoch 2")).to_have_attribute("aria-pressed", "true")


def test_a_member_goes_and_comes_back_before_the_engine_has_answered(page: Page) -> None:
    grouped = Panel(page, "grouped")
    assert "epoch 2" in grouped.figure.locator("tbody tr").last.inner_html()
    gone = grouped.figure.evaluate(AT_ONCE)
    assert set(gone) == {"epoch 1", "epoch 3"}
    page.evaluate("() => globalThis.answered")
    assert set(grouped.figure.evaluate(AT_ONCE)) == {"epoch 1", "epoch 2", "epoch 3"}


def test_without_a_member_the_panel_says_so(page: Page) -> None:
    joined = Panel(page, "joined")
    for label in ("epoch 1", "epoch 2", "epoch 3"):
        eye(joined, label).click()
    expect(joined.figure.get_by_text("No member is shown")).to_be_visible()
    eye(joined, "epoch 3").click()
    joined.shows("60 of 60 rows")


def test_members_are_reordered_by_keys_and_by_dragging(page: Page) -> None:
    joined = Panel(page, "joined")
    name = joined.button("Member 0: epoch 1")
    bring_into_view(name)
    name.focus()
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(joined.figure.locator(".rg-member-label").first).to_have_text("epoch 2")
    assert order(joined) == ["epoch 2", "epoch 1", "epoch 3"]
    expect(name).to_be_focused()
    first = (
        joined.figure.locator("tbody tr").first.locator(".rg-stack").first.locator(".rg-chip > :first-child")
    )
    expect(first.first).to_have_text("1")
    joined.button("Member 2: epoch 3").drag_to(
        joined.button("Member 1: epoch 2"), target_position={"x": 2, "y": 5}
    )
    expect(joined.figure.locator(".rg-member-label").first).to_have_text("epoch 3")
    assert joined.spec()["compare"]["order"] == [2, 1, 0]


def test_the_reference_is_what_texts_are_marked_against(page: Page) -> None:
    joined = Panel(page, "joined")
    of_member(joined, "Member 1: epoch 2", "Make it the reference")
    expect(joined.figure.locator(".rg-member[data-member='1'] .rg-reference")).to_be_visible()
    texts = joined.figure.locator("tbody tr").first.locator("td").last
    expect(texts.locator("li").nth(1).locator("ins")).to_have_count(0)
    expect(texts.locator("li").nth(0).locator("ins")).to_have_text("quick")
    other = Panel(page, "grouped").figure.locator(".rg-member[data-member='1'] .rg-reference")
    expect(other).to_be_visible()


def test_parts_have_their_own_counts_and_share_every_change(page: Page, compared: Compared) -> None:
    apart = Panel(page, "apart")
    assert counts(apart) == [f"{compared.wrong(0)} rows", f"{compared.wrong(2)} rows"]
    apart.search("truth = 'cat'")
    cats = [int((compared.tables[one]["truth"] == "cat").sum()) for one in (0, 2)]
    expect(apart.figure.locator(".rg-part-count").first).to_have_text(f"{cats[0]} rows")
    assert counts(apart) == [f"{count} rows" for count in cats]
    apart.apply(group=["guess"], filter="truth != guess")
    expect(apart.figure.locator(".rg-part-count").first).to_contain_text("groups")
    assert apart.figure.get_by_role("table").count() == 2
    way(apart, "Split inside groups")
    expect(apart.figure.get_by_role("table")).to_have_count(1)
    expect(apart.figure.locator("tbody .rg-counts-of-members")).to_have_count(3)


def test_tables_that_stand_apart_scroll_together(page: Page) -> None:
    apart = Panel(page, "apart")
    regions = apart.figure.locator(".rg-region")
    regions.first.evaluate("(region) => region.scrollTop = 40")
    expect(regions.last).to_have_js_property("scrollTop", 40)


def test_the_menu_changes_how_members_are_compared(page: Page, compared: Compared) -> None:
    joined = Panel(page, "joined")
    way(joined, "All rows")
    joined.shows("61 of 61 rows")
    expect(joined.figure.locator(".rg-way")).to_have_text("Joined on id, all rows")
    way(joined, "Split: tables beside each other")
    expect(joined.figure.get_by_role("table")).to_have_count(3)
    assert counts(joined) == ["59 rows", "61 rows", "60 rows"]
    way(joined, "Concatenated: one long list")
    joined.shows("180 of 180 rows")
    # The split says the same numbers.
    expect(joined.figure.locator("thead .rg-name").first).to_have_text("member")
    joined.button("Reset").click()
    joined.shows("59 of 59 rows")


def test_a_link_carries_who_is_shown_and_how(page: Page, window: Window, site: str) -> None:
    joined = Panel(page, "joined")
    way(joined, "All rows")
    eye(joined, "epoch 2").click()
    joined.shows("60 of 60 rows")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    joined.button("Copy link").click()
    address = page.evaluate("() => navigator.clipboard.readText()")
    other = window(site).open(address.removeprefix(site))
    linked = Panel(other, "joined").ready()
    linked.shows("60 of 60 rows")
    expect(eye(linked, "epoch 2")).to_have_attribute("aria-pressed", "false")
    expect(eye(Panel(other, "listed"), "epoch 2")).to_have_attribute("aria-pressed", "false")


def test_ready_made_filters_and_columns_stand_in_the_menus(page: Page, compared: Compared) -> None:
    joined = Panel(page, "joined")
    tables = [table.drop_duplicates("id").set_index("id") for table in compared.tables]
    both = pd.concat([table.add_suffix(f" {at}") for at, table in enumerate(tables)], axis=1, join="inner")
    wrong = [both[f"guess {at}"] != both["truth 0"] for at in range(3)]
    joined.choose("guess", "All wrong")
    joined.shows(f"{int((wrong[0] & wrong[1] & wrong[2]).sum())} of 59 rows")
    joined.reset()
    joined.choose("guess", "Members differ")
    differ = (both["guess 0"] != both["guess 1"]) | (both["guess 0"] != both["guess 2"])
    joined.shows(f"{int(differ.sum())} of 59 rows")
    joined.reset()
    joined.choose("guess", "Only epoch 1 wrong")
    joined.shows(f"{int((wrong[0] & ~wrong[1] & ~wrong[2]).sum())} of 59 rows")
    joined.reset()
    joined.choose("score", "Add: epoch 3 against epoch 1")
    expect(joined.figure.get_by_role("columnheader")).to_have_count(7)
    deltas = joined.column("score Δ epoch 3")
    assert deltas == pytest.approx(list((both["score 2"] - both["score 0"]).head(5)))
    bars = joined.figure.locator("tbody .rg-in-bar")
    expect(bars).to_have_count(5)
    assert [text.strip()[0] for text in bars.all_inner_texts()] == ["-" if d < 0 else "+" for d in deltas]
    joined.choose("score", "Add: Rank change, epoch 3 against epoch 1")
    expect(bars).to_have_count(10)
    places = [
        table.set_index("id")["score"].rank(ascending=False, method="min") for table in compared.tables[::2]
    ]
    assert joined.column("score rank Δ epoch 3") == list((places[1] - places[0]).loc[both.index].head(5))


def test_what_a_row_went_through_is_a_choice_in_the_menus(page: Page) -> None:
    joined = Panel(page, "joined")
    joined.choose("guess", "Add: Right or wrong, from member to member")
    expect(joined.figure.locator("tbody .rg-flips")).to_have_count(5)
    joined.choose("score", "Lines from member to member")
    expect(joined.figure.locator("tbody .rg-trajectory")).to_have_count(5)
    marked = joined.figure.locator("tbody tr").nth(1).locator("td").last.locator("li ins")
    expect(marked.first).to_have_text("sleepy")
    joined.choose("says", "Mark differences by characters")
    expect(marked.first).to_have_text("eepy")
    joined.choose("says", "Mark no differences")
    expect(marked).to_have_count(0)


def test_the_columns_of_a_table_are_offered_after_its_name(page: Page) -> None:
    joined = Panel(page, "joined")
    bring_into_view(joined.filter)
    joined.filter.click()
    options = joined.figure.get_by_role("listbox", name="Completions").get_by_role("option")
    page.keyboard.type("epo")
    expect(options.first).to_contain_text("epoch 1")
    page.keyboard.press("Enter")
    expect(joined.filter).to_have_value('"epoch 1".')
    expect(options.filter(has_text="guess")).to_be_visible()
    page.keyboard.type("gu")
    page.keyboard.press("Enter")
    page.keyboard.type(" != 1.gu")
    page.keyboard.press("Enter")
    expect(joined.filter).to_have_value('"epoch 1".guess != 1.guess')
    page.keyboard.press("Enter")
    expect(joined.status).not_to_have_text("59 of 59 rows")


def test_a_repeated_key_is_marked_and_explained(page: Page) -> None:
    joined = Panel(page, "joined")
    way(joined, "All rows")
    joined.apply(filter="id = 3")
    joined.shows("2 of 61 rows")
    marks = joined.figure.locator(".rg-copy")
    expect(marks).to_have_count(1)
    expect(marks).to_contain_text("×2")
    said = joined.figure.locator(".rg-member[data-member='1'] .rg-member-counts")
    expect(said).to_contain_text("2 with a repeated key")
    assert "none is multiplied" in (said.get_attribute("title") or "")


def test_a_slider_goes_through_the_members_and_plays(page: Page) -> None:
    joined = Panel(page, "joined")
    way(joined, "Step through the members")
    slider = joined.figure.get_by_role("slider", name="member")
    bring_into_view(slider)
    expect(slider).to_have_attribute("aria-valuetext", "all steps")
    expect(joined.figure.locator("tbody .rg-trajectory")).to_have_count(5)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "epoch 2")
    first = joined.figure.locator("tbody tr").first.locator("td").nth(3)
    expect(first.locator("li")).to_have_count(1)
    joined.button("Play").click()
    expect(slider).to_have_attribute("aria-valuetext", "epoch 3")
    expect(joined.button("Play")).to_be_visible()
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "epoch 1")
    joined.button("All steps").click()
    expect(slider).to_have_attribute("aria-valuetext", "all steps")


def test_two_images_lie_over_each_other_in_cells_and_at_full_size(page: Page) -> None:
    joined = Panel(page, "joined")
    joined.apply(columns=[{"name": "id"}, {"name": "drawn"}])
    expect(joined.figure.locator("tbody .rg-beside img:not(.rg-mask)")).to_have_count(15)
    way(joined, "Two images: difference")
    over = joined.figure.locator(".rg-over-difference")
    expect(over).to_have_count(5)
    expect(over.first.locator(".rg-over-two")).to_have_css("mix-blend-mode", "difference")
    # What is drawn on the images lies in the same layers.
    for layer in (".rg-over-one", ".rg-over-two"):
        expect(over.first.locator(layer).locator(".rg-boxes")).to_have_count(1)
        expect(over.first.locator(layer).locator(".rg-mask")).to_have_count(1)
    way(joined, "Two images: flicker")
    flickering = joined.figure.locator(".rg-over-flicker .rg-over-two").first
    expect(flickering).to_have_css("animation-name", "rg-flicker")
    expect(flickering).to_have_css("animation-iteration-count", "infinite")
    way(joined, "Two images: difference")
    over.first.locator("a").last.click()
    dialog = joined.dialog
    expect(dialog.get_by_role("button", name="Difference")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Swipe").click()
    reach = dialog.get_by_role("slider", name="How much of the second image")
    reach.fill("0.25")
    expect(dialog.locator(".rg-over-two")).to_have_css("clip-path", "inset(0px 0px 0px 75%)")
    before = dialog.locator("img").first.bounding_box()
    dialog.get_by_role("button", name="Zoom in").click()
    boxes = [one.bounding_box() for one in dialog.locator("img, .rg-boxes").all()]
    assert len(boxes) == 6  # of each an image, its mask and its boxes
    assert all(one == boxes[0] for one in boxes)
    assert boxes[0]
    assert before
    assert boxes[0]["width"] > before["width"]
    dialog.get_by_role("combobox", name="Second image").select_option(label="2 · epoch 3")
    expect(dialog.locator("figcaption")).to_have_text("0 · epoch 1 and 2 · epoch 3")
    dialog.get_by_role("button", name="Flicker").click()
    dialog.get_by_role("button", name="Swap").click()
    expect(dialog.locator(".rg-over-two")).to_have_css("visibility", "hidden")
    dialog.get_by_role("button", name="Overlay").click()
    dialog.get_by_role("slider", name="Opacity of the second image").fill("0.25")
    expect(dialog.locator(".rg-over-two")).to_have_css("opacity", "0.25")
    page.keyboard.press("Escape")
    expect(joined.figure.locator(".rg-over-overlay")).to_have_count(5)


def test_rows_are_selected_and_opened_where_tables_stand_apart(page: Page, compared: Compared) -> None:
    apart = Panel(page, "apart")
    apart.apply(filter=None)
    parts = apart.figure.locator(".rg-part")
    first, last = parts.first, parts.last
    for part, row in ((first, 1), (last, 2), (last, 4)):
        button = part.get_by_role("button", name=f"Row {row}", exact=True)
        bring_into_view(button)
        button.click(modifiers=["Shift"] if row == 4 else [])
    expect(first.locator("tr.rg-selected")).to_have_count(1)
    expect(last.locator("tr.rg-selected")).to_have_count(3)
    rows = apart.figure.evaluate(
        "(e) => [...e.querySelectorAll('tr.rg-selected')].map((tr) => +tr.dataset.row)"
    )
    assert len(set(rows)) == 4
    assert min(rows[1:]) >= len(compared.tables[0])
    last.get_by_role("button", name="Select all rows").click()
    expect(last.locator("tr.rg-selected")).to_have_count(5)
    expect(first.locator("tr.rg-selected")).to_have_count(1)
    apart.apply(pinned=[rows[1]])
    expect(apart.figure.locator("tbody.rg-pinned tr")).to_have_count(1)
    expect(last.locator("tbody.rg-pinned tr")).to_have_count(1)
    last.locator("tbody.rg-pinned tr td").nth(1).dblclick()
    expect(apart.dialog.locator("dd").first).to_have_text(str(int(compared.tables[2]["id"].iloc[1])))


def test_images_are_turned_through_where_tables_stand_apart(page: Page, compared: Compared) -> None:
    apart = Panel(page, "apart")
    apart.apply(columns=[{"name": "id"}, {"name": "image"}])
    picture = apart.figure.locator(".rg-part").last.locator("tbody a").nth(1)
    bring_into_view(picture)
    picture.click()
    dialog = apart.dialog
    expect(dialog).to_contain_text(f"2 of {compared.wrong(2)}")
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text(f"3 of {compared.wrong(2)}")
    page.keyboard.press("Escape")
    apart.apply(group=["truth"], filter=None)
    gallery = apart.figure.locator(".rg-part").last.locator(".rg-gallery").first
    bring_into_view(gallery)
    gallery.get_by_role("button", name="Next images").click()
    expect(gallery.locator(".rg-note")).to_contain_text("7–12")
    gallery.locator("a").first.click()
    expect(dialog).to_contain_text("7 of 20")
