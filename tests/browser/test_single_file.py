"""Sites in one file, opened from disk with the network cut: they answer, turn pages, search, show images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reportgen.single_file import SingleFile, SingleFileOutput
from tests.browser.driving import Panel
from tests.digits import Project
from tests.linked_example import Linked, built_linked, until


def single(site: Path, target: Path, *, live: bool = True) -> Path:
    """One file of a built site."""
    with SingleFileOutput(SingleFile(target, live)) as output:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                output.link(path.relative_to(site).as_posix(), path)
    return target


@pytest.fixture(scope="module")
def file(digits: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return single(digits.root / "site", tmp_path_factory.mktemp("single") / "site.html")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    return built_linked(tmp_path_factory)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab without a network, in which nothing may go wrong."""
    troubles: list[str] = []
    with browser.new_context(offline=True, viewport={"width": 1200, "height": 900}) as context:
        context.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: troubles.append(f"page: {error.error}"))
        context.on("request", lambda request: troubles.append(request.url) if _leaves(request.url) else None)
        yield context.new_page()
    assert troubles == []


def _leaves(url: str) -> bool:
    return not url.startswith(("data:", "blob:")) and not re.fullmatch(r"file://\S+/site\.html(#\S*)?", url)


def test_panels_answer_from_disk(page: Page, file: Path, digits: Project) -> None:
    columns = digits.columns("baseline_predictions")
    page.goto(file.as_uri())
    panel = Panel(page, "browse").ready()
    panel.search("truth = 4 and guess != 4")
    panel.filtered((columns["truth"] == 4) & (columns["guess"] != 4))
    panel.choose("guess", "Group by this column")
    expect(panel.table.get_by_role("columnheader", name="guess")).to_be_visible()
    found = sorted({int(v) for v in columns["guess"][(columns["truth"] == 4) & (columns["guess"] != 4)]})
    expect(panel.status).to_contain_text(f"{len(found)} groups")


def test_images_come_from_the_file(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    panel = Panel(page, "browse").ready()
    panel.button("Next").click()
    shown = panel.figure.locator("tbody img")
    expect(shown.first).to_have_attribute("src", re.compile("^(blob|data):"))
    page.wait_for_function("() => [...document.querySelectorAll('#browse tbody img')].every(i => i.complete)")
    assert shown.first.evaluate("e => e.naturalWidth") == 8
    shown.first.click()
    large = panel.dialog.locator("img").first
    expect(large).to_be_visible()
    assert large.evaluate("e => e.decode().then(() => e.naturalWidth)") == 8


def test_pages_turn_and_links_lead_to_panels(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    first, second = (page.locator(f"#rg-page-{number}") for number in (1, 2))
    expect(second).to_be_hidden()
    first.get_by_role("navigation", name="Reports").get_by_role("link", name="The two networks").click()
    expect(second).to_be_visible()
    expect(first).to_be_hidden()
    expect(page).to_have_title(re.compile("^The two networks"))
    panel = Panel(page, "rg-page-2-confidence").ready()
    panel.apply(filter="truth = 3")
    expect(panel.status).to_contain_text("of 1,198 rows")
    page.go_back()
    expect(first).to_be_visible()
    page.goto(f"{file.as_uri()}#rg-page-2-confidence~2")
    expect(second).to_be_visible()


def test_the_search_leads_to_places_of_the_file(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_role("searchbox").fill("networks")
    expect(dialog.get_by_role("status")).to_contain_text(re.compile("place"))
    hits = dialog.get_by_role("link")
    targets = [link.get_attribute("href") or "" for link in hits.all()]
    assert [name for name in targets if page.locator(name).count() != 1] == []
    hits.filter(has_text="The two networks").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#rg-page-2")).to_be_visible()
    page.locator("#rg-page-2").get_by_role("button", name="Search").click()
    expect(dialog).to_be_visible()


def test_modules_of_a_project_draw_from_disk(page: Page, linked: Linked, tmp_path: Path) -> None:
    page.goto(single(linked.root / "site", tmp_path / "site.html").as_uri())
    Panel(page, "rows").ready()
    page.locator("#bubbles").scroll_into_view_if_needed()
    wren = page.locator("#bubbles .rg-own").get_by_role("button", name=re.compile("^wren"))
    expect(wren).to_have_attribute("aria-label", f"wren: {(linked.rows.species == 'wren').sum()} rows")
    wren.press("Enter")
    Panel(page, "rows").shows(f"{(linked.rows.species == 'wren').sum()} of 600 rows")
    page.locator("#rows").scroll_into_view_if_needed()
    sure = linked.rows[linked.rows.species == "wren"].sure.head(5).tolist()
    until(page, "() => [...document.querySelectorAll('#rows meter')].map((one) => one.value)", sure)
    bad = Panel(page, "bad")
    bad.figure.scroll_into_view_if_needed()
    expect(bad.message).to_have_text(re.compile("The module modules/bad.js failed: no luck today"))


def test_the_light_file_turns_pages_without_a_script(page: Page, digits: Project, tmp_path: Path) -> None:
    file = single(digits.root / "site", tmp_path / "site.html", live=False)
    assert file.stat().st_size < 1_000_000
    page.goto(file.as_uri())
    expect(page.locator("#rg-page-2")).to_be_hidden()
    images = page.locator("#browse tbody img")
    assert images.first.evaluate("e => e.naturalWidth") == 8
    expect(page.locator("#browse .rg-toolbar")).to_be_hidden()
    link = page.get_by_role("navigation", name="Reports").get_by_role("link", name="The two networks")
    link.first.click()
    expect(page.locator("#rg-page-2")).to_be_visible()
    expect(page.locator("#rg-page-1")).to_be_hidden()
