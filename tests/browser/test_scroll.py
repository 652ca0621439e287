"""Tables of many rows and of many columns: all can be scrolled to, and only those in sight are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel
from tests.browser.serving import served

ROWS, COLUMNS = 600_000, 300
REPORT = """---
title: Scale
---

:::{table-panel} tall
:name: tall
:height: 360
:::

:::{table-panel} wide
:name: wide
:::
"""
SEEN = """(figure) => {
  const region = figure.querySelector(".rg-region");
  const frame = region.getBoundingClientRect(), head = region.querySelector("thead").getBoundingClientRect();
  const bottom = frame.top + region.clientTop + region.clientHeight;
  const rows = [...region.querySelectorAll("tbody > tr")];
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const number = (text) => Number((text ?? "").replaceAll(",", ""));
  return {
    blank: boxes[0].top > head.bottom + 1 || boxes.at(-1).bottom < bottom - 3,
    rows: rows.filter((_, at) => boxes[at].bottom > head.bottom + 1 && boxes[at].top < bottom - 1)
      .map((row) => [number(row.getAttribute("aria-rowindex")) - 2, number(row.cells[1].innerText)]),
    busy: region.getAttribute("aria-busy") !== null,
  };
}"""
"""Whether some of the frame is blank; the places of the rows in sight, and their ids."""
WATCH = """() => {
  globalThis.frames = [];
  new PerformanceObserver((list) => frames.push(...list.getEntries().map((one) => one.duration)))
    .observe({ entryTypes: ["longtask"] });
}"""


def tall() -> pd.DataFrame:
    random = np.random.default_rng(4)
    score = random.random(ROWS).astype(np.float32)
    frame: pd.DataFrame = pd.DataFrame(
        {
            "id": np.arange(ROWS),
            "kind": np.array(["a", "b", "c"])[random.integers(0, 3, ROWS)],
            "score": score,
        }
    )
    return frame


def wide() -> pd.DataFrame:
    random = np.random.default_rng(5)
    frame: pd.DataFrame = pd.DataFrame({f"c{at:03}": random.integers(0, 1000, 40) for at in range(COLUMNS)})
    return frame


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("scale")
    (root / "reportgen.toml").write_text('[project]\ntitle = "Scale"\n', "utf-8")
    (root / "index.md").write_text(REPORT, "utf-8")
    with reportgen.init(project="scale", dir=root) as run:
        run.log({"tall": reportgen.Table(data=tall()), "wide": reportgen.Table(data=wide())})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def page(site: str, shared_window: Window) -> Page:
    page = shared_window(site).open("index.html")
    for name in ("tall", "wide"):
        Panel(page, name).ready()
    page.locator("#tall .rg-rail").wait_for(state="attached", timeout=PATIENCE)
    return page


@pytest.fixture
def panel(page: Page) -> Iterator[Panel]:
    found = Panel(page, "tall")
    found.figure.scroll_into_view_if_needed()
    yield found
    found.reset()
    page.evaluate("document.querySelector('#tall .rg-region').scrollTop = 0")


def seen(panel: Panel) -> dict[str, Any]:
    found: dict[str, Any] = panel.figure.evaluate(SEEN)
    return found


def settled(panel: Panel, ids: Any, share: float | None = None) -> list[int]:
    """Wait until the rows in sight are those of their places, and of that share of the list; the places."""
    for _ in range(200):
        now = seen(panel)
        places = [place for place, _ in now["rows"]]
        right = all(ids[place] == id_ for place, id_ in now["rows"])
        there = share is None or (places and abs(places[0] / len(ids) - share) < 0.001)
        if places and right and there and not now["blank"] and not now["busy"]:
            return places
        panel.page.wait_for_timeout(25)
    raise AssertionError(now)


def drag(panel: Panel, share: float) -> None:
    panel.figure.evaluate(
        "(e, share) => { const r = e.querySelector('.rg-region'); r.scrollTop = share * r.scrollHeight; }",
        share,
    )
    panel.page.wait_for_timeout(60)


def test_without_a_script_the_first_rows_stand_there(window: Window, site: str) -> None:
    page = window(site, java_script_enabled=False).open("index.html")
    expect(page.locator("#tall tbody tr")).to_have_count(360 // 28)
    expect(page.locator("#wide thead th")).to_have_count(50)
    expect(page.locator("#wide thead")).to_contain_text(f"{COLUMNS - 50} more columns")


def test_all_rows_are_in_one_frame(panel: Panel) -> None:
    ids = np.arange(ROWS)
    assert settled(panel, ids)[0] == 0
    expect(panel.table).to_have_attribute("aria-rowcount", str(ROWS + 1))
    panel.page.evaluate(WATCH)
    panel.figure.locator("tbody").hover()
    for _ in range(20):
        panel.page.mouse.wheel(0, 140)
        assert not seen(panel)["blank"]
        panel.page.wait_for_timeout(16)
    panel.page.wait_for_timeout(100)
    assert abs(settled(panel, ids)[0] - 20 * 140 // 28) <= 1
    for share in (0.3, 0.9, 0.5):
        drag(panel, share)
        assert not seen(panel)["blank"]
        settled(panel, ids, share)
    assert max(panel.page.evaluate("frames"), default=0) < 400  # of a machine that does other things too
    panel.figure.get_by_role("region").focus()
    pager = panel.figure.locator(".rg-pager")
    panel.page.keyboard.press("End")
    expect(pager).to_contain_text(f"–{ROWS:,} of {ROWS:,}")
    assert settled(panel, ids)[-1] == ROWS - 1
    panel.page.keyboard.press("Home")
    expect(pager).to_contain_text(re.compile(r"\b1–\d+ of"))
    assert settled(panel, ids)[0] == 0


def test_filtered_and_sorted_rows_are_those_of_their_places(panel: Panel) -> None:
    frame = tall()
    panel.apply(filter="kind != 'b'", sort=[{"by": "score", "dir": "desc"}])
    left = frame[frame.kind != "b"].sort_values(["score", "id"], ascending=[False, True])
    ids = left.id.to_numpy()
    panel.shows(f"{len(left):,} of {ROWS:,} rows")
    for share in (0, 0.4, 1, 0.7):
        drag(panel, share)
        settled(panel, ids, share)
    scores = panel.figure.locator("tbody tr td:last-child").all_inner_texts()
    assert scores == sorted(scores, reverse=True)


def test_buttons_and_keys_lead_through_all_rows(panel: Panel) -> None:
    ids = np.arange(ROWS)
    panel.button("Next").click()
    first = settled(panel, ids)[0]
    assert 8 <= first <= 12
    panel.button("Last").click()
    expect(panel.figure.locator(f"tr[aria-rowindex='{ROWS + 1}']")).to_be_visible()
    assert settled(panel, ids)[-1] == ROWS - 1
    panel.button("First").click()
    settled(panel, ids)
    panel.figure.locator(".rg-go").click()
    panel.page.keyboard.type("4321")
    panel.page.keyboard.press("Enter")
    expect(panel.figure.locator(".rg-go")).to_contain_text("4,321–")
    assert settled(panel, ids)[0] == 4320
    panel.button("First").click()
    settled(panel, ids)
    panel.figure.locator("tbody tr").first.locator("td").nth(2).click()
    for _ in range(25):
        panel.page.keyboard.press("ArrowDown")
        panel.page.evaluate("() => new Promise(requestAnimationFrame)")
    focus = panel.page.locator(":focus").locator("xpath=ancestor-or-self::tr")
    expect(focus).to_have_attribute("aria-rowindex", str(25 + 2))
    panel.page.keyboard.press("Control+End")
    expect(focus).to_have_attribute("aria-rowindex", str(ROWS + 1))
    settled(panel, ids)
    panel.page.keyboard.press("PageUp")
    expect(focus).not_to_have_attribute("aria-rowindex", str(ROWS + 1))
    assert ROWS - 14 < int(focus.get_attribute("aria-rowindex") or 0) < ROWS - 5
    settled(panel, ids)
    panel.page.keyboard.press("Control+Home")
    expect(focus).to_have_attribute("aria-rowindex", "2")


def test_rows_stay_in_their_order_when_they_are_selected_over_a_distance(panel: Panel) -> None:
    ids = np.arange(ROWS)
    settled(panel, ids)
    panel.button("Row 3").click()
    drag(panel, 0.01)
    last = settled(panel, ids, 0.01)[3]
    panel.button(f"Row {last + 1}").click(modifiers=["Shift"])
    expect(panel.status).to_contain_text(f"{last - 1:,} selected")


def test_a_panel_changes_between_pages_and_all_rows(panel: Panel) -> None:
    size = panel.figure.get_by_role("combobox", name="Rows per page")
    assert size.input_value() == "0"
    drag(panel, 0.5)
    settled(panel, np.arange(ROWS), 0.5)
    size.select_option("25")
    expect(panel.figure.locator("tbody tr")).to_have_count(25)
    expect(panel.figure.locator(".rg-pager")).to_contain_text("1–25 of")
    assert "height" not in panel.spec()
    size.select_option("all")
    panel.figure.locator(".rg-rail").wait_for(state="attached")
    drag(panel, 0.5)
    settled(panel, np.arange(ROWS), 0.5)


def test_of_many_columns_those_in_sight_are_drawn(page: Page) -> None:
    panel = Panel(page, "wide")
    region = panel.figure.get_by_role("region")
    region.scroll_into_view_if_needed()
    expect(panel.table).to_have_attribute("aria-colcount", str(COLUMNS + 1))
    assert panel.figure.locator("thead th").count() < 60
    last = panel.figure.get_by_role("columnheader", name=re.compile("^c299"))
    expect(last).to_have_count(0)
    region.evaluate("e => e.scrollLeft = e.scrollWidth")
    expect(last).to_be_in_viewport()
    expect(last).to_have_attribute("aria-colindex", str(COLUMNS + 1))
    assert panel.figure.locator("thead th").count() < 60
    assert panel.figure.locator("tbody tr").first.locator("td").last.inner_text() == str(wide()["c299"][0])
    region.evaluate("e => e.scrollLeft = e.scrollWidth / 2")
    middle = panel.figure.get_by_role("button", name="Column menu: c150")
    expect(middle).to_be_in_viewport()
    panel.choose("c150", "Sort descending")
    expect(panel.figure.get_by_role("columnheader", name=re.compile("^c150"))).to_have_attribute(
        "aria-sort", "descending"
    )
    cell = panel.figure.locator("tbody tr").first.locator("td[aria-colindex='152']")
    expect(cell).to_have_text(str(wide()["c150"].max()))
    cell.click()
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_have_attribute("aria-colindex", str(COLUMNS + 1))
    page.keyboard.press("Home")
    expect(page.locator(":focus")).to_have_attribute("aria-colindex", "2")
    panel.reset()
