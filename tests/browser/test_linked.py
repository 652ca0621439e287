"""Panels that share a selection, and controls in the text, as readers use them; pandas has the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.browser.serving import served
from tests.linked_example import Linked, built_linked, until

NAMES = ("ringed", "seen", "find", "weights", "sureness", "bubbles", "rows")
RESET = """async () => {
  for (const one of document.querySelectorAll("[data-panel]")) await one.panel.reset();
}"""
DRAG = """([first, last, step]) => new Promise((done) => {
  const drawn = document.querySelector("#weights svg.rg-drawing-wide");
  const bars = [...drawn.querySelectorAll("rect.rg-bin")].map((bar) => bar.getBoundingClientRect());
  const { top, bottom } = drawn.getBoundingClientRect();
  const at = (type, bar) => new PointerEvent(type, {
    bubbles: true, button: 0, clientX: (bars[bar].left + bars[bar].right) / 2, clientY: (top + bottom) / 2,
  });
  if (step === "down") drawn.dispatchEvent(at("pointerdown", first));
  else window.dispatchEvent(at(step === "up" ? "pointerup" : "pointermove", last));
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
"""One step of a drag over the bars of the weights, from the middle of one to that of another."""
SHOWN = """(e) => e.panel.frame.plot.bars.map(({ at, series, n }) => [at, series, n])"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    return built_linked(tmp_path_factory)


@pytest.fixture(scope="module")
def birds(example: Linked) -> pd.DataFrame:
    return example.rows


@pytest.fixture(scope="module")
def site(example: Linked) -> Iterator[str]:
    with served(example.root / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def alive(shared_window: Window, site: str) -> Watched:
    return shared_window(site).with_panels(*NAMES)


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """The page, as its author meant it."""
    page = alive.context.pages[0]
    page.evaluate(RESET)
    for name in NAMES:
        until(page, f"() => document.getElementById('{name}').panel.frame.filtered", 600)
    yield page
    assert alive.complaints() == []


def keeps(page: Page, name: str, where: Any) -> None:
    """Wait until a panel counts so many rows."""
    until(page, f"() => document.getElementById('{name}').panel.frame.filtered", int(where.sum()))


def test_a_control_keeps_rows_of_all_that_share_its_selection(page: Page, birds: pd.DataFrame) -> None:
    box = page.locator("#ringed").get_by_role("checkbox", name="true")
    box.focus()
    page.keyboard.press("Space")
    for name in NAMES[1:]:
        keeps(page, name, birds.ringed)
    assert page.locator("#ringed").evaluate("e => e.panel.frame.filtered") == len(birds)
    Panel(page, "rows").shows(f"{birds.ringed.sum()} of 600 rows")
    chip = page.locator("#rows .rg-linked-chip")
    expect(chip).to_have_text(re.compile("Selected elsewhere ringed = true"))
    chip.get_by_role("button", name="Clear ringed = true").click()
    keeps(page, "rows", birds.id.notna())
    expect(box).not_to_be_checked()


def test_controls_of_each_kind_and_by_the_keyboard(page: Page, birds: pd.DataFrame) -> None:
    page.locator("#find").get_by_role("searchbox", name="id").fill("S01")
    found = birds.id.str.contains("s01")
    keeps(page, "rows", found)
    keeps(page, "seen", found)
    least = page.locator("#seen").get_by_role("slider", name="seen at least")
    least.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    selects = page.locator("#seen").evaluate("e => e.panel.spec.selects")
    limit = re.fullmatch(r"day >= '(.*)'", selects)
    assert limit
    keeps(page, "rows", found & (birds.day >= pd.Timestamp(limit[1])))
    most = page.locator("#seen").get_by_role("textbox", name="seen: most value")
    most.fill("tomorrow")
    most.press("Enter")
    expect(most).to_have_attribute("aria-invalid", "true")
    last = f"{birds.day.max() - pd.Timedelta(days=2):%Y-%m-%d}"
    most.fill(last)
    most.press("Enter")
    keeps(page, "rows", found & (birds.day >= pd.Timestamp(limit[1])) & (birds.day <= pd.Timestamp(last)))
    page.locator("#seen").get_by_role("button", name="Clear seen").click()
    keeps(page, "rows", found)
    expect(most).to_have_value("")


def test_bars_are_picked_and_picked_again(page: Page, birds: pd.DataFrame) -> None:
    weights = Panel(page, "weights")
    chart = weights.figure.locator("svg.rg-drawing-wide")
    bring_into_view(chart)
    chart.hover()
    bar = chart.locator("rect.rg-bin").first
    term = weights.figure.evaluate("e => e.panel.frame.plot.terms[e.panel.frame.plot.bars[0].term]")
    low, high = map(float, re.findall(r"[\d.]+", term))
    where = (birds.weight >= low) & (birds.weight < high)
    bar.click(force=True)
    keeps(page, "sureness", where)
    keeps(page, "rows", where)
    assert weights.spec()["selects"] == term
    assert weights.figure.evaluate("e => e.panel.frame.filtered") == len(birds)
    expect(bar).to_have_class(re.compile("rg-bin-selected"))
    bar.click(force=True)
    keeps(page, "sureness", birds.id.notna())


def test_a_drag_shows_on_its_way_what_is_asked_for_at_its_end(page: Page, birds: pd.DataFrame) -> None:
    terms = page.locator("#weights").evaluate("e => e.panel.frame.plot.terms")
    low, high = (float(re.findall(r"[\d.]+", term)[end]) for term, end in ((terms[1], 0), (terms[3], 1)))
    sureness = page.locator("#sureness")
    page.evaluate(DRAG, [1, 1, "down"])
    for last in (2, 4, 3):
        page.evaluate(DRAG, [1, last, "move"])
        most = float(re.findall(r"[\d.]+", terms[last])[1])
        keeps(page, "sureness", (birds.weight >= low) & (birds.weight < most))
    shown = sureness.evaluate(SHOWN)
    page.evaluate(DRAG, [1, 3, "up"])
    weights = Panel(page, "weights")
    assert weights.spec()["selects"] == f"weight >= {low:g} and weight < {high:g}"
    where = (birds.weight >= low) & (birds.weight < high)
    for name in ("sureness", "rows", "bubbles", "seen"):
        keeps(page, name, where)
    assert sureness.evaluate(SHOWN) == shown
    expect(weights.figure.locator(".rg-linked-chip")).to_have_text(re.compile("Selected here weight >="))
    weights.figure.get_by_role("button", name=re.compile("^Clear weight")).click()
    keeps(page, "sureness", birds.id.notna())


def test_selections_add_up_and_a_link_carries_them_all(page: Page, site: str, birds: pd.DataFrame) -> None:
    page.locator("#ringed").get_by_role("checkbox", name="false").check()
    Panel(page, "weights").apply(selects="weight < 30")
    where = ~birds.ringed & (birds.weight < 30)
    keeps(page, "rows", where)
    keeps(page, "weights", ~birds.ringed)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Panel(page, "rows").button("Copy link").click()
    until(page, "() => navigator.clipboard.readText().then((text) => text.includes('#rows~'))", True)
    link = page.evaluate("() => navigator.clipboard.readText()")
    other = page.context.new_page()
    other.goto(link)
    keeps(other, "rows", where)
    assert Panel(other, "weights").spec()["selects"] == "weight < 30"
    expect(other.locator("#ringed").get_by_role("checkbox", name="false")).to_be_checked()
    other.close()


def test_selected_rows_are_those_of_the_other_panels(page: Page, birds: pd.DataFrame) -> None:
    rows = Panel(page, "rows")
    rows.figure.get_by_role("button", name="Row 2", exact=True).click()
    rows.figure.get_by_role("button", name="Row 4", exact=True).click()
    for name in ("weights", "bubbles", "find"):
        keeps(page, name, birds.index.isin([1, 3]))
    rows.figure.get_by_role("button", name="Clear 2 rows").click()
    keeps(page, "weights", birds.id.notna())


def test_what_another_table_cannot_know_is_said(page: Page, birds: pd.DataFrame) -> None:
    rows = Panel(page, "rows")
    rows.apply(columns=[{"name": "id"}, {"name": "heavy", "expr": "weight > 50"}], selects="heavy")
    keeps(page, "weights", birds.weight > 50)
    expect(page.locator("#weights .rg-linked-chip")).to_have_text(re.compile("weight > 50"))
    failed = page.locator("#weights").evaluate(
        "e => e.panel.apply({ selects: 'nothing > 1' }).catch((error) => error.message)"
    )
    assert "nothing" in failed


def test_the_menu_of_a_group_s_key_selects_and_filters_by_its_range(page: Page, birds: pd.DataFrame) -> None:
    rows = Panel(page, "rows")
    rows.apply(group=["bin(weight, 20)"], columns=[{"name": "sure"}])
    key = rows.figure.locator("tbody th[scope=row]").nth(1)
    where = (birds.weight >= 20) & (birds.weight < 40)
    for item, panel in (("Select in linked panels", "weights"), ("Only this value", "rows")):
        bring_into_view(key)
        key.click(button="right")
        rows.menu.get_by_text(item, exact=True).click()
        keeps(page, panel, where)
    assert rows.spec()["selects"] == rows.spec()["filter"] == "weight >= 20 and weight < 40"
