"""The site's folder opened from disk, without a host: complete, says why it is static, and its links work."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.test_static import LOAD_IMAGES, MISSING_IMAGES
from tests.digits import Project


def says_why(page: Page, name: str) -> Panel:
    """That a panel stands as its author meant it, and in words why it is no more."""
    panel = Panel(page, name)
    panel.figure.scroll_into_view_if_needed()
    expect(panel.message).to_contain_text("this page was opened from disk")
    expect(panel.message).to_be_visible()
    expect(panel.figure).to_have_attribute("data-state", "static")
    return panel


def test_the_folder_opens_from_disk(window: Window, digits: Project) -> None:
    site = (digits.root / "site").as_uri()
    watched = window(f"{site}/")
    page = watched.open("index.html")
    for name, entry in digits.panels("index.html").items():
        panel = says_why(page, name)
        expect(panel.figure.locator("tbody tr")).to_have_count(len(entry["answer"]["rows"]))
        assert panel.headers() or entry["answer"]["kind"] == "pivot"
    page.evaluate(LOAD_IMAGES)
    assert page.evaluate(MISSING_IMAGES) == []

    page.get_by_role("navigation", name="Reports").get_by_role("link", name="The two networks").click()
    expect(page).to_have_url(f"{site}/model.html")
    says_why(page, "confidence")
    page.get_by_role("link", name="what they get wrong").click()
    expect(page).to_have_url(re.compile(r"/index\.html#the-mistakes-by-what-was-guessed$"))
    page.get_by_role("link", name="How this was made").click()
    page.get_by_role("link", name="What a digit classifier gets wrong").first.click()
    expect(page.locator("#browse")).to_be_visible()

    frame = watched.open("embed/model/confidence.html")
    says_why(frame, "confidence")
