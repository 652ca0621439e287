"""Formats in the page: as they were built, chosen in the column's settings, and carried by a link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel, bring_into_view
from tests.browser.serving import served

ROWS = 12
LONG = "word " * 3000
REPORT = """
# Formats

:::{table-panel} runs:latest
:name: written
:rows: 5
:row-height: large
:columns: id, loss, lift, out, "json", prose
:format: loss: bar(percent(1)), lift: scale(diverging), out: diff(wanted), "json": json, prose: plain
:::

:::{table-panel} runs:latest
:name: plain
:rows: 5
:columns: id, loss, lift, out, "json", prose
:::
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with a panel that has formats, and one that has none."""
    root: Path = tmp_path_factory.mktemp("formats")
    table = reportgen.Table(columns=["id", "loss", "lift", "out", "wanted", "json", "prose"])
    for row in range(ROWS):
        said = json.dumps({"row": row, "scores": [row / 10, None]})
        words = f"see https://example.org/{row} {LONG}"
        table.add_data(row, row / 16, row - 4.0, f"the quick fox {row}", f"the slow fox {row}", said, words)
    with reportgen.init(project="formats", dir=root) as run:
        run.log({"runs": table})
    (root / "reportgen.toml").write_text('[project]\ntitle = "Formats"\n')
    (root / "index.md").write_text(REPORT)
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


def cells(panel: Panel, column: str) -> Any:
    """The cells of a column that are in view."""
    expect(panel.button(f"Column menu: {column}")).to_have_count(1)
    place = panel.figure.locator("thead th").evaluate_all(
        "(all, name) => all.findIndex((th) => th.querySelector('.rg-name')?.innerText === name)", column
    )
    return panel.figure.locator(f"tbody tr > :nth-last-child({len(panel.headers()) - place})")


def texts(panel: Panel, column: str) -> list[str]:
    return [" ".join(text.split()) for text in cells(panel, column).all_inner_texts()]


def test_the_page_comes_alive_as_it_was_built(window: Window, site: str) -> None:
    still = Panel(window(site, java_script_enabled=False).open("index.html"), "written")
    page = window(site).open("index.html")
    alive = Panel(page, "written").ready()
    built = still.figure.locator("tbody").inner_text()
    assert alive.figure.locator("tbody").inner_text() == built
    assert texts(alive, "loss") == [f"{row / 16:.1%}" for row in range(5)]
    assert cells(alive, "lift").nth(0).locator(".rg-div-2").count() == 1
    assert cells(alive, "out").nth(0).locator("del").inner_text() == "slow"
    alive.button("Next").click()
    expect(cells(alive, "loss").nth(0)).to_have_text(f"{5 / 16:.1%}")
    assert cells(alive, "lift").nth(4).locator(".rg-div-7").count() == 1


def test_long_text_and_json_open_in_place(window: Window, site: str) -> None:
    panel = Panel(window(site).open("index.html"), "written").ready()
    prose = cells(panel, "prose").nth(1)
    before = prose.evaluate("e => e.getBoundingClientRect().height")
    assert len(prose.locator(".rg-text").inner_text()) < 5000
    prose.get_by_text("Show more").click()
    expect(prose.get_by_text("Show less")).to_be_visible()
    expect(prose.locator(".rg-text")).to_contain_text(LONG.strip())
    assert prose.evaluate("e => e.getBoundingClientRect().height") > before
    link = prose.get_by_role("link")
    assert link.get_attribute("href") == "https://example.org/1"
    assert link.get_attribute("rel") == "noopener noreferrer"
    prose.get_by_text("Show less").click()
    expect(prose.get_by_text("Show more")).to_be_visible()
    tree = cells(panel, "json").nth(2)
    expect(tree.locator(".rg-json-key").first).to_be_visible()
    scores = tree.locator("details details > summary")
    scores.focus()
    scores.press("Enter")
    expect(tree.get_by_text("0.2", exact=True)).to_be_visible()


def test_a_format_is_chosen_with_the_keyboard_alone(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    panel = Panel(page, "plain").ready()
    opener = panel.button("Column menu: loss")
    bring_into_view(opener)
    opener.focus()
    opener.press("Enter")
    expect(panel.menu).to_be_visible()
    item = panel.menu.get_by_role("menuitem", name="Column settings…")
    while not item.evaluate("e => e === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    form = panel.dialog
    expect(form.get_by_label("Format", exact=True)).to_be_focused()
    form.get_by_label("Format", exact=True).select_option("Percent")
    shown = form.get_by_role("group", name="Preview")
    expect(shown).to_contain_text("6.2%")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Digits after the point")).to_be_focused()
    page.keyboard.type("3")
    expect(shown).to_contain_text("6.250%")
    page.keyboard.type("3")
    expect(form.locator(".rg-problems")).to_contain_text("'33' is no number of digits")
    page.keyboard.press("Enter")
    expect(form).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(cells(panel, "loss").nth(1)).to_have_text("6.250%")
    assert {"name": "loss", "format": "percent(3)"} in panel.spec()["columns"]
    panel.choose("loss", "Column settings…")
    form.get_by_label("Format", exact=True).select_option("Automatic")
    form.get_by_label("Name in the header").fill("cost")
    form.get_by_role("button", name="Save").click()
    expect(cells(panel, "cost").nth(1)).to_have_text("0.0625")
    assert {"name": "loss", "label": "cost"} in panel.spec()["columns"]


def test_amounts_of_money_and_long_text_without_a_format(window: Window, site: str) -> None:
    panel = Panel(window(site).open("index.html"), "plain").ready()
    panel.choose("loss", "Column settings…")
    form = panel.dialog
    form.get_by_label("Format", exact=True).select_option("Currency")
    form.get_by_label("Currency").select_option("EUR")
    form.get_by_role("button", name="Save").click()
    expect(cells(panel, "loss").nth(3)).to_have_text("€0.19")
    assert {"name": "loss", "format": "currency(EUR)"} in panel.spec()["columns"]
    prose = cells(panel, "prose").nth(1)
    assert prose.get_by_role("link").get_attribute("href") == "https://example.org/1"
    before = prose.evaluate("e => e.getBoundingClientRect().height")
    prose.hover()
    prose.get_by_text("Show more").click()
    expect(prose.locator(".rg-text")).to_contain_text(LONG.strip())
    assert prose.evaluate("e => e.getBoundingClientRect().height") > before


def test_a_custom_pattern_and_a_difference_are_chosen(window: Window, site: str) -> None:
    panel = Panel(window(site).open("index.html"), "plain").ready()
    panel.choose("loss", "Column settings…")
    form = panel.dialog
    form.get_by_label("Format", exact=True).select_option("Custom pattern")
    form.get_by_label("Pattern, as in Python").fill("+.2e")
    form.get_by_role("button", name="Save").click()
    expect(cells(panel, "loss").nth(1)).to_have_text("+6.25e-02")
    panel.choose("out", "Column settings…")
    form.get_by_label("Format", exact=True).select_option("Difference from another column")
    form.get_by_label("Compared with").select_option("wanted")
    form.get_by_label("By").select_option("characters")
    form.get_by_role("button", name="Save").click()
    expect(cells(panel, "out").nth(0).locator("ins").first).to_be_visible()
    assert "wanted" not in panel.headers()


def test_the_groups_of_a_column_are_written_in_its_format(window: Window, site: str) -> None:
    panel = Panel(window(site).open("index.html"), "written").ready()
    panel.apply(group=["id % 2"])
    panel.shows("2 groups, 12 of 12 rows")
    expect(cells(panel, "loss").nth(0)).to_contain_text("mean 31.2%")
    expect(panel.figure.locator("thead").get_by_text("68.8%")).to_be_visible()


def test_a_link_carries_formats_to_a_page_that_has_none(window: Window, site: str) -> None:
    watched = window(site, permissions=["clipboard-read", "clipboard-write"])
    page = watched.open("index.html")
    panel = Panel(page, "plain").ready()
    columns = [
        {"name": "loss", "format": "scale(fixed(1))"},
        {"name": "out", "format": "diff(wanted, lines)"},
    ]
    panel.apply(columns=columns)
    expect(cells(panel, "loss").nth(1).locator(".rg-shade")).to_have_text("0.1")
    panel.button("Copy link").click()
    expect(panel.figure.get_by_text("Link copied")).to_be_visible()
    address: str = page.evaluate("navigator.clipboard.readText()")
    again = watched.context.new_page()
    again.goto(address)
    other = Panel(again, "plain").ready()
    expect(cells(other, "loss").nth(1).locator(".rg-shade")).to_have_text("0.1")
    expect(cells(other, "out").nth(1).locator("ins")).to_have_text("the quick fox 1")
    assert other.spec()["columns"] == columns


def narrow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_does_not_scroll_sideways(window: Window, site: str, scheme: Any) -> None:
    page = window(site, viewport={"width": 390, "height": 800}, color_scheme=scheme).open("index.html")
    Panel(page, "written").ready()
    assert narrow(page) <= 0
    shade = page.locator(".rg-shade").first
    assert re.match(r"rgb", shade.evaluate("e => getComputedStyle(e).backgroundColor"))
