"""Texts that would be code elsewhere are shown as texts, wherever they stand, and nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.browser.hostile import ATTACKS, write_project
from tests.browser.serving import served

RUNS = """() => [
  window.pwned, document.querySelectorAll("[onerror], [onload], [style*=url], iframe, object, embed").length,
  [...document.scripts].filter((one) => one.type !== "application/json" && !one.src).length,
  [...document.querySelectorAll("[href], [src]")].filter((one) =>
    /^\\s*javascript/i.test(one.getAttribute("href") ?? one.getAttribute("src"))).length,
]"""
NOTHING_RUNS = [None, 0, 0, 0]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("hostile")
    write_project(root)
    site: Path = root / "site"
    with DirectoryOutput(site) as output:
        build(root, output)
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def alive(shared_window: Window, origin: str) -> Watched:
    watched = shared_window(origin)
    page = watched.open("index.html")
    Panel(page, "rows").ready()
    Panel(page, "groups").ready()
    return watched


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    page = alive.context.pages[0]
    yield page
    assert page.evaluate(RUNS) == NOTHING_RUNS
    assert "49" not in page.locator("article").inner_text().replace(ATTACKS["template"], "")
    assert alive.complaints() == []


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_everything_stands_there_as_text(window: Window, origin: str, script: bool) -> None:
    page = window(origin, java_script_enabled=script).open("index.html")
    attacks = list(ATTACKS.values())
    assert page.title().startswith(attacks[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(attacks[0])
    expect(page.locator(".rg-description")).to_have_text(attacks[1])
    for author in attacks[2:5]:
        expect(page.locator(".rg-front")).to_contain_text(author)
    for attack in attacks:
        expect(page.get_by_role("heading", level=2, name=attack, exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=attack, exact=True).first).to_be_visible()
        expect(
            page.locator(
                "article > p > img",
            ).first
        ).to_be_attached()
        assert attack in page.locator("article img:not(figure img)").evaluate_all(
            "all => all.map((one) => one.alt)"
        )
        for name in ("rows", "groups"):
            panel = Panel(page, name)
            assert attack in panel.headers()
            expect(panel.figure.locator("figcaption")).to_contain_text(attack)
            assert attack in panel.figure.locator("tbody").inner_text()
            assert attack in panel.figure.locator("tbody img").evaluate_all(
                "all => all.map((one) => one.alt)"
            )
    assert (
        page.locator("article img:not(figure img)").first.evaluate("one => one.complete && one.naturalWidth")
        == 5
    )
    assert page.get_by_role("link", name=attacks[0], exact=True).first.get_attribute("href")
    assert page.evaluate(RUNS) == NOTHING_RUNS


def test_after_the_engine_has_answered(page: Page) -> None:
    rows, groups = Panel(page, "rows"), Panel(page, "groups")
    for attack in ATTACKS.values():
        name = '"' + attack.replace('"', '""') + '"'
        rows.apply(filter=f"{name} is not null and {name} != 'a'", sort=[{"by": name, "dir": "desc"}])
        assert sorted(rows.column(attack), reverse=True) == rows.column(attack)
        groups.apply(group=[name])
        groups.shows("6 groups, 18 of 18 rows")
        expect(groups.figure.locator("tbody th[scope=row]").filter(has_text=attack)).to_have_count(1)
    rows.apply(filter="contains(" + name + ", 'pwned')")
    rows.shows("18 of 18 rows")


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
def test_menus_dialogs_and_completions(page: Page, attack: str) -> None:
    rows = Panel(page, "rows")
    rows.reset()
    button = rows.figure.locator("thead .rg-menu-button").nth(rows.headers().index(attack))
    assert button.get_attribute("aria-label") == f"Column menu: {attack}"
    bring_into_view(button)
    button.click()
    assert rows.menu.get_attribute("aria-label") == f"Column {attack}"
    rows.menu.get_by_role("menuitem", name="Rename…").click()
    expect(rows.dialog.get_by_role("heading")).to_have_text(f"Rename {attack}")
    rows.dialog.get_by_label("Name in the header").fill(f"{attack}{attack}")
    rows.dialog.get_by_role("button", name="Save").click()
    expect(rows.figure.locator("thead .rg-name", has_text=f"{attack}{attack}")).to_be_visible()
    rows.button("Columns").click()
    expect(rows.dialog.get_by_role("list")).to_contain_text(f"{attack}{attack}")
    page.keyboard.press("Escape")
    expect(rows.dialog).to_have_count(0)
    bring_into_view(rows.filter)
    rows.filter.fill("")
    rows.filter.press_sequentially('"' + attack[:3].replace('"', '""'))
    options = rows.figure.get_by_role("listbox", name="Completions").get_by_role("option")
    expect(options.filter(has_text=attack).first).to_be_visible()
    rows.filter.fill(attack)
    rows.filter.blur()
    expect(rows.problem).to_contain_text(attack[:8])


def test_tooltips_images_and_links(page: Page) -> None:
    rows, groups = Panel(page, "rows"), Panel(page, "groups")
    rows.reset()
    groups.reset()
    rows.figure.locator("tbody a.rg-image").nth(1).click()
    box = page.get_by_role("dialog", name="Image")
    expect(box).to_contain_text(ATTACKS["handler"])
    expect(box.get_by_role("img")).to_have_attribute("alt", ATTACKS["handler"])
    page.keyboard.press("Escape")
    bar = groups.figure.locator("rect.rg-bin").first
    bring_into_view(bar)
    bar.hover()
    expect(groups.figure.locator(".rg-tooltip")).to_be_visible()
    groups.figure.locator("button.rg-value", has_text="pwned").first.click()
    groups.shows("# groups, # of 18 rows")
    page.evaluate("location.hash = '#rows~<img src=x onerror=window.pwned=1>'")
    expect(rows.message).to_contain_text("link")
