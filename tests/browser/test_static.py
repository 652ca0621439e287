"""Before there is a script: every panel is complete in the HTML, and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.digits import Project

PAGES = ["index.html", "model.html"]
WORDS = ".rg-sort, .rg-value, .rg-handle > .rg-row-button, .rg-open-cell, .rg-member-name, .rg-go"
"""Controls that are words without a script."""
MISSING_IMAGES = (
    """() => [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src)"""
)
LOAD_IMAGES = """async () => {
  for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => {}); }
}"""


def names(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-panel]").evaluate_all("all => all.map((figure) => figure.id)")
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_panel_is_complete(window: Window, digits: Project, digits_site: str, path: str) -> None:
    page = window(digits_site, java_script_enabled=False).open(path)
    panels = digits.panels(path)
    assert names(page) == list(panels)
    for name, entry in panels.items():
        panel, answer = Panel(page, name), entry["answer"]
        panel.figure.scroll_into_view_if_needed()
        expect(panel.figure).to_have_attribute("data-state", "static")
        groups = "" if answer["groups"] is None else f"{answer['groups']} groups, "
        panel.shows(f"{groups}{answer['filtered']:,} of {answer['total']:,} rows")
        expect(panel.figure.locator("tbody tr")).to_have_count(len(answer["rows"]))
        firsts = [key[0] for key in answer["keys"]] if groups else []
        shown = panel.figure.locator("tbody th[scope=row]").all_inner_texts()
        assert [text.strip() for text in shown] == [str(first).lower() for first in firsts]
        expect(panel.figure.locator("figcaption")).to_be_visible()
        controls = panel.figure.locator(f"input, select, button:not({WORDS})")
        assert controls.count() > 5
        assert not any(control.is_visible() for control in controls.all())
        if answer["kind"] == "pivot":  # whose head and cells tests of its own look at
            continue
        assert panel.headers() == [column["label"] for column in answer["columns"]]
        histograms = sum(column["show"] == "histogram" for column in answer["columns"]) * len(answer["rows"])
        expect(panel.figure.get_by_role("img", name=re.compile("^histogram of "))).to_have_count(histograms)
        expect(panel.figure.locator("tbody img").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_every_image_can_be_seen_by_scrolling(window: Window, digits_site: str, path: str) -> None:
    page = window(digits_site).open(path)
    images = page.locator("figure tbody img")
    assert images.count() > 5
    page.evaluate(LOAD_IMAGES)
    assert page.evaluate(MISSING_IMAGES) == []


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_on_paper_all_rows_and_images_stand_without_controls(
    window: Window, digits: Project, digits_site: str, script: bool
) -> None:
    page = window(digits_site, java_script_enabled=script).open("index.html")
    page.emulate_media(media="print")
    assert len(page.pdf()) > 50_000  # making it loads what is lazy
    for name, entry in digits.panels("index.html").items():
        panel = Panel(page, name)
        expect(panel.filter).to_be_hidden()
        for button in ("Columns", "Copy link", "Reset", "Next"):
            expect(panel.button(button)).to_be_hidden()
        rows = panel.figure.locator("tbody tr")
        expect(rows).to_have_count(len(entry["answer"]["rows"]))
        frame = panel.figure.bounding_box()
        assert frame
        for row in rows.all():
            box = row.bounding_box()
            assert box
            assert box["height"] > 5
            assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
        sizes = panel.figure.locator("tbody img").evaluate_all(
            "all => all.map((image) => image.offsetHeight)"
        )
        assert sizes or entry["answer"]["kind"] == "pivot"
        assert all(size > 5 for size in sizes)


@pytest.mark.parametrize("width", [390, 768, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_its_window(window: Window, digits_site: str, width: int, scheme: str) -> None:
    options = {
        "viewport": {"width": width, "height": 900},
        "color_scheme": scheme,
        "java_script_enabled": True,
    }
    page = window(digits_site, **options).open("index.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((c) => c < 90)"
    )
    assert dark == (scheme == "dark")
