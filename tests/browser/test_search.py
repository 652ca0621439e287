"""The search as readers use it: by keyboard, below any base path, and in a folder opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.serving import served
from tests.conftest import Project

REPORTS = {
    "reportgen.toml": '[project]\ntitle = "Pets"\nreports = ["index.md", "runs/*.md"]\n',
    "index.md": "# Cats\n\nWhiskers are sensors.\n",
    "runs/first.md": "# First run\n\n## Sleep\n\nZebras never dream of whiskers.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("search"))
    for path, text in REPORTS.items():
        project.write(path, text)
    assert project.run("build").returncode == 0
    return project.root / "site"


@pytest.fixture(params=["served", "from disk"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    if request.param == "from disk":
        yield f"{site.as_uri()}/"
    else:
        with served(site) as origin:
            yield origin


def test_a_slash_opens_the_search_and_keys_lead_to_the_place(window: Window, address: str) -> None:
    watched = window(address)
    page = watched.open("runs/first.html")
    assert not any("search-" in url for url in watched.requests)
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    box = dialog.get_by_role("searchbox", name="Search this site")
    expect(box).to_be_focused()
    box.fill("whisk")
    expect(dialog.get_by_role("status")).to_have_text("2 places")
    links = dialog.get_by_role("link")
    assert sorted(link.get_attribute("href") or "" for link in links.all()) == [
        "../index.html#cats",
        "../runs/first.html#sleep",
    ]
    assert {mark.lower() for mark in dialog.locator("mark").all_inner_texts()} == {"whiskers"}
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Search").click()
    box.fill("sensors")
    expect(dialog.get_by_role("status")).to_have_text("1 place")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#cats")
    expect(page.get_by_role("heading", name="Cats")).to_be_visible()


def test_nothing_found_is_said(window: Window, address: str) -> None:
    page = window(address).open("index.html")
    page.get_by_role("button", name="Search").click()
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_role("searchbox").fill("unicorns")
    expect(dialog.get_by_role("status")).to_have_text("Nothing about “unicorns”")
    expect(dialog.get_by_role("link")).to_have_count(0)
