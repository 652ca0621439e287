"""From the static page to the live one: nothing moves, nothing is lost, no missing file breaks it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel
from tests.digits import Project

ENGINE = re.compile(r"/assets/engine/")
SCRIPT = re.compile(r"/assets/client-")
BOXES = """() => Object.fromEntries([...document.querySelectorAll("[data-panel]")].map((figure) => {
  const parts = "thead th, tbody tr, table, .rg-status, .rg-pager, figcaption";
  return [figure.id, [...figure.querySelectorAll(parts)].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height].map((one) => Math.round(one * 10) / 10);
  })];
}))"""
"""Where everything stands on the page."""
WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.shifts.push([entry.value, entry.sources.map(({ node }) => node?.parentElement?.className)]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
FORGET_SHIFTS = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts.length = 0))))"""


def texts(page: Page) -> dict[str, list[str]]:
    names = page.locator("[data-panel]").evaluate_all("all => all.map((figure) => figure.id)")
    return {name: Panel(page, name).rows() for name in names}


class Held:
    """Requests that wait until they are let go."""

    def __init__(self, page: Page, pattern: re.Pattern[str]) -> None:
        self.waiting: list[Route] = []
        self.free = False
        page.context.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.waiting.append(route)

    def release(self) -> None:
        self.free = True
        for route in self.waiting:
            route.continue_()


@pytest.mark.parametrize(("path", "width"), [("index.html", 390), ("index.html", 1200), ("model.html", 1200)])
def test_nothing_moves_when_the_page_comes_alive(
    window: Window, digits_site: str, path: str, width: int
) -> None:
    viewport = {"width": width, "height": 900}
    still = window(digits_site, viewport=viewport, java_script_enabled=False).open(path)
    rows = texts(still)

    watched = window(digits_site, viewport=viewport)
    page = watched.context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    held, script = Held(page, ENGINE), Held(page, SCRIPT)
    page.goto(digits_site + path, wait_until="commit")
    expect(page.locator("footer")).to_be_attached()
    page.evaluate(FORGET_SHIFTS)  # while the browser was still reading the page, it drew parts of it
    script.release()
    expect(page.locator("[data-panel]").first).to_have_attribute("data-state", "loading")
    assert texts(page) == rows
    before = page.evaluate(BOXES)
    assert before == still.evaluate(BOXES)

    held.release()
    for name in rows:
        Panel(page, name).ready()
    assert page.evaluate(BOXES) == before
    assert texts(page) == rows
    assert page.evaluate("window.shifts") == []


def test_what_is_done_before_the_engine_has_come_is_answered(
    window: Window, digits: Project, digits_site: str
) -> None:
    watched = window(digits_site)
    page = watched.context.new_page()
    held = Held(page, ENGINE)
    watched.open("index.html", page)
    browse, fours = Panel(page, "browse"), Panel(page, "fours")
    rows = browse.rows()
    browse.search("truth = 4 and guess != 4")
    browse.choose("score_9", "Sort descending")
    fours.figure.locator("thead").get_by_role("button", name="guess", exact=True).click()
    expect(browse.figure).to_have_attribute("data-state", "loading")
    assert browse.rows() == rows

    held.release()
    columns = digits.columns("baseline_predictions:v4")
    browse.ready().filtered((columns["truth"] == 4) & (columns["guess"] != 4))
    fours.ready()
    expect(browse.filter).to_have_value("truth = 4 and guess != 4")
    expect(browse.table.locator("th[aria-sort=descending]")).to_contain_text("score_9")
    assert set(browse.column("truth")) == {4}
    assert 4 not in browse.column("guess")
    scores = browse.column("score_9")
    assert scores == sorted(scores, reverse=True)
    assert fours.sorts()["guess"] == "ascending"
    guesses = fours.column("guess")
    assert guesses == sorted(guesses)


def test_a_filter_typed_before_the_script_ran_is_kept(
    window: Window, digits: Project, digits_site: str
) -> None:
    watched = window(digits_site)
    page = watched.context.new_page()
    held = Held(page, SCRIPT)
    page.goto(digits_site + "index.html", wait_until="commit")
    browse = Panel(page, "browse")
    browse.filter.click()
    page.keyboard.type("guess = 7")
    held.release()
    browse.ready()
    expect(browse.filter).to_have_value("guess = 7")
    browse.filtered(digits.columns("baseline_predictions:v4")["guess"] == 7)
    assert set(browse.column("guess")) == {7}


def test_it_answers_with_the_network_cut(window: Window, digits_site: str) -> None:
    watched = window(digits_site)
    page = watched.open("index.html")
    for name in texts(page):
        Panel(page, name).ready()
    asked = len(watched.requests)
    watched.context.set_offline(True)
    browse, worst = Panel(page, "browse"), Panel(page, "worst")
    browse.apply(filter="guess != truth", columns=[{"name": "id"}, {"name": "guess"}])
    worst.apply(filter="score_9 > 0.5", sort=None, columns=[{"name": "score_9"}])
    assert browse.counted()[0] < 1198
    worst.shows("1 group, 1 of 1,198 rows")
    assert watched.requests[asked:] == []


def break_engine(page: Page) -> None:
    page.context.route(ENGINE, lambda route: route.fulfill(status=404, body="no such file"))


def break_data(page: Page) -> None:
    page.context.route(re.compile(r"/data/"), lambda route: route.fulfill(status=404, body="no such file"))


def break_bytes(page: Page) -> None:
    page.context.route(re.compile(r"/data/"), lambda route: route.fulfill(body="these are not the bytes"))


def break_worker(page: Page) -> None:
    page.context.route(re.compile(r"worker"), lambda route: route.fulfill(status=404, body="no such file"))


def spoil_worker(page: Page) -> None:
    script = gzip.compress(b"this is no script")
    page.context.route(re.compile(r"worker"), lambda route: route.fulfill(body=script))


def spoil_module(page: Page) -> None:
    module = gzip.compress(b"this is no module")
    page.context.route(re.compile(r"/engine/.*eh\.wasm"), lambda route: route.fulfill(body=module))


def forbid_modules(page: Page) -> None:
    def with_policy(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": "script-src 'self'; worker-src blob:"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    page.context.route(re.compile(r"index\.html$"), with_policy)


BREAKAGES: dict[str, tuple[Callable[[Page], Any], str]] = {
    "no engine": (break_engine, "could not be loaded (status 404)"),
    "no data": (break_data, "could not be loaded (status 404)"),
    "other bytes": (break_bytes, "parquet"),
    "no worker": (break_worker, "could not be loaded (status 404)"),
    "a worker that is no script": (spoil_worker, "SyntaxError"),
    "an engine that is no module": (spoil_module, "WebAssembly"),
    "WebAssembly is not allowed": (forbid_modules, "WebAssembly"),
}


@pytest.mark.parametrize(("damage", "words"), BREAKAGES.values(), ids=list(BREAKAGES))
def test_what_cannot_be_loaded_is_said_and_the_page_stays(
    window: Window, digits: Project, digits_site: str, damage: Callable[[Page], Any], words: str
) -> None:
    watched = window(digits_site)
    page = watched.context.new_page()
    damage(page)
    watched.open("index.html", page)
    before = texts(page)
    browse = Panel(page, "browse")
    expect(browse.figure).to_have_attribute("data-state", "error", timeout=PATIENCE)
    expect(browse.message).to_contain_text(re.compile(re.escape(words), re.IGNORECASE))
    expect(browse.message).to_contain_text("The next change tries again.")
    assert texts(page) == before
    # The browser itself reports every 404, and what a policy forbids.
    said = ("status of 404", "Content Security Policy")
    watched.troubles = [line for line in watched.troubles if not any(word in line for word in said)]

    page.context.unroute_all()
    if damage is forbid_modules:
        watched.open("index.html", page)
    browse.search("truth = 4")
    browse.ready().filtered(digits.columns("baseline_predictions:v4")["truth"] == 4)
    expect(browse.message).to_have_count(0)
    assert set(browse.column("truth")) == {4}


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker"])
def test_a_device_that_cannot_run_the_engine_keeps_the_page_and_is_told(
    window: Window, digits_site: str, missing: str
) -> None:
    watched = window(digits_site)
    page = watched.context.new_page()
    page.add_init_script(f"delete globalThis.{missing};")
    watched.open("index.html", page)
    browse, worst = Panel(page, "browse"), Panel(page, "worst")
    before = texts(page)
    browse.search("truth = 4")
    for panel in (browse, worst):
        expect(panel.message).to_contain_text("The table stays as it is: this browser has no")
        expect(panel.figure).to_have_attribute("data-state", "static")
    assert texts(page) == before


def test_from_disk_the_page_stays_as_it_is(window: Window, digits: Project) -> None:
    origin = f"{(digits.root / 'site').as_uri()}/"
    watched = window(origin)
    page = watched.open("index.html")
    browse = Panel(page, "browse")
    before = texts(page)
    assert len(before["browse"]) == 10
    browse.search("truth = 4")
    expect(browse.message).to_contain_text("opened from disk")
    expect(browse.figure).to_have_attribute("data-state", "static")
    assert texts(page) == before
    page.goto(f"{origin}model.html")
    assert Path(page.url).name == "model.html"
