"""Panels in frames of other pages: their height, their theme, and one engine for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

import reportgen
from reportgen.build import build
from reportgen.embed import embed_html
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE
from tests.browser.serving import BASE, served
from tests.conftest import predictions

COUNT = 20
VIEW = """
title = "Mistakes"
description = "What is wrong."
tables = ["predictions"]
filter = "truth != guess"
"""
REPORT = "# Try\n\n:::{table-panel} predictions\n:name: all\n:::\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with a site in `reports/` and pages around it, and its address."""
    root = tmp_path_factory.mktemp("embed")
    project, folder = root / "project", root / "host"
    (project / "views").mkdir(parents=True)
    (project / "reportgen.toml").write_text("[project]\n")
    (project / "index.md").write_text(REPORT)
    (project / "views" / "mistakes.toml").write_text(VIEW)
    with reportgen.init(project="test", dir=project) as run:
        run.log({"predictions": predictions(60)})
    folder.mkdir()
    with DirectoryOutput(folder / "reports") as output:
        build(project, output)
    with served(folder) as origin:
        yield folder, origin


def page_of(host: tuple[Path, str], name: str, body: str) -> str:
    head = '<!doctype html><meta charset=utf-8><link rel=icon href="data:,"><title>Host</title>'
    (host[0] / name).write_text(f"{head}<body>{body}</body>")
    return name


def panel_in(frame: FrameLocator) -> FrameLocator:
    expect(frame.locator("figure.panel")).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    return frame


def filtered(frame: FrameLocator, condition: str, status: str) -> None:
    box = frame.get_by_role("textbox", name="Filter")
    box.fill(condition)
    box.press("Enter")
    expect(frame.locator(".panel-body").get_by_role("status")).to_have_text(status, timeout=PATIENCE)


def test_twenty_embeds_share_one_engine(window: Window, host: tuple[Path, str]) -> None:
    names = ["mistakes", "index/all"]
    body = "".join(
        embed_html(host[0] / "reports", names[n % 2], address="reports", script=not n) for n in range(COUNT)
    )
    watched = window(host[1], viewport={"width": 1000, "height": 14_000})
    page = watched.open(page_of(host, "twenty.html", body))
    frames = [page.frame_locator("reportgen-view iframe").nth(n) for n in range(COUNT)]
    for frame in frames:
        panel_in(frame)
    assert len(page.workers) == 1
    assert sum(url.endswith(".gz") and "eh.wasm" in url for url in watched.requests) == 1
    filtered(frames[3], "truth = 'cat'", "30 of 60 rows")
    filtered(frames[18], "truth = 'dog' and guess = 'dog'", "20 of 60 rows")
    assert len(page.workers) == 1


def test_another_frame_takes_over_when_the_one_with_the_engine_goes(
    window: Window, host: tuple[Path, str]
) -> None:
    body = embed_html(host[0] / "reports", "mistakes", address="reports") * 3
    page = window(host[1]).open(page_of(host, "three.html", body))
    for n in range(3):
        panel_in(page.frame_locator("reportgen-view iframe").nth(n))
    page.evaluate(
        "() => [...document.querySelectorAll('reportgen-view')]"
        ".find((one) => one.frame.contentWindow.reportgenShared).remove()"
    )
    frames = page.frame_locator("reportgen-view iframe")
    filtered(frames.nth(0), "truth = 'cat'", "30 of 60 rows")
    filtered(frames.nth(1), "truth = 'cat' and guess = 'cat'", "20 of 60 rows")
    assert len(page.workers) == 1


def test_a_frame_is_as_high_as_its_panel_and_follows_the_theme(
    window: Window, host: tuple[Path, str]
) -> None:
    body = embed_html(host[0] / "reports", "mistakes", address="reports/", height=100, theme="dark")
    page = window(host[1]).open(page_of(host, "one.html", body))
    frame = panel_in(page.frame_locator("iframe"))
    expect(page.locator("iframe")).not_to_have_css("height", "100px")
    tall = height(page)
    assert abs(tall - page.frames[1].evaluate("document.body.scrollHeight")) <= 2
    frame.get_by_role("combobox", name="Rows per page").select_option("5")
    expect(frame.locator("tbody tr")).to_have_count(5)
    page.wait_for_timeout(300)
    assert height(page) < tall - 100
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("document.querySelector('reportgen-view').setAttribute('theme', 'light')")
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    expect(frame.locator("tbody tr")).to_have_count(5)


def height(page: Page) -> int:
    found: int = page.locator("iframe").evaluate("e => e.clientHeight")
    return found


def test_an_element_shows_nothing_but_pages(window: Window, host: tuple[Path, str]) -> None:
    element = '<reportgen-view src="javascript:alert(1)">kept</reportgen-view>'
    body = f'<script src="reports/embed.js"></script>{element}'
    page = window(host[1]).open(page_of(host, "bad.html", body))
    assert page.locator("iframe").count() == 0
    assert page.locator("reportgen-view").inner_text() == "kept"


def test_without_scripts_the_picture_leads_to_the_panel(window: Window, host: tuple[Path, str]) -> None:
    body = embed_html(host[0] / "reports", "index/all", address="reports", form="component")
    page = window(host[1], java_script_enabled=False).open(page_of(host, "still.html", body))
    picture = page.get_by_role("img", name="Try: 60 of 60 rows")
    assert picture.evaluate("e => [e.complete, e.naturalWidth]") == [True, 1200]
    page.get_by_role("link").click()
    assert page.url.endswith(f"{BASE}reports/embed/index/all.html")
    assert page.locator("tbody tr").count() == 10
