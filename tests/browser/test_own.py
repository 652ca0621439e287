"""Panels and cells that a project's own modules draw: what they are given and change, and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.linked_example import Linked, built_linked, until

OO = "o'o"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    return built_linked(tmp_path_factory)


@pytest.fixture(scope="module")
def site(example: Linked) -> Iterator[str]:
    with served(example.root / "site") as origin:
        yield origin


def bubbles(page: Page) -> dict[str, int]:
    """The bubbles by name, as they are announced."""
    labels = page.locator("#bubbles .rg-own [role=button]").evaluate_all("all => all.map((e) => e.ariaLabel)")
    found = (re.fullmatch(r"(.*): (\d+) rows", label) for label in labels)
    return {one[1]: int(one[2]) for one in found if one}


def test_modules_draw_follow_and_select(window: Window, site: str, example: Linked) -> None:
    page = window(site).open("index.html")
    for name in ("bubbles", "rows"):
        Panel(page, name).ready()
    rows = example.rows
    page.locator("#bubbles").scroll_into_view_if_needed()
    expect(page.locator("#bubbles .rg-own [role=button]")).to_have_count(4)
    assert bubbles(page) == rows.species.value_counts().to_dict()

    Panel(page, "bubbles").search("ringed")
    Panel(page, "bubbles").shows(f"4 groups, {rows.ringed.sum()} of 600 rows")
    expect(page.locator("#bubbles").get_by_role("button", name=re.compile("^robin"))).to_have_attribute(
        "aria-label", f"robin: {(rows.ringed & (rows.species == 'robin')).sum()} rows"
    )
    page.locator("#bubbles").get_by_role("button", name=re.compile("^o'o")).press("Enter")
    Panel(page, "rows").shows(f"{(rows.species == OO).sum()} of 600 rows")

    page.locator("#rows").scroll_into_view_if_needed()
    meters = page.locator("#rows meter")
    expect(meters).to_have_count(5)
    sure = rows[rows.species == OO].sure.head(5).tolist()
    until(page, "() => [...document.querySelectorAll('#rows meter')].map((one) => one.value)", sure)


def test_a_module_that_fails_is_named_in_its_panel_alone(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    bad = Panel(page, "bad")
    bad.figure.scroll_into_view_if_needed()
    expect(bad.message).to_have_text(re.compile("The module modules/bad.js failed: no luck today"))
    bad.ready()
    assert len(bad.rows()) == 3
    expect(Panel(page, "rows").message).to_have_count(0)


def test_without_a_script_the_table_stands_there(window: Window, site: str, example: Linked) -> None:
    page = window(site, java_script_enabled=False).open("index.html")
    cells = page.locator("#bubbles tbody tr").all_inner_texts()
    counts = example.rows.species.value_counts()
    assert {cell.split()[0] for cell in cells} == set(counts.index)
    assert page.locator("#rows meter").count() == 0
    expect(page.locator("#rows tbody tr").first).to_contain_text("wren")
