"""Cold visits: every one is made by a new browser context, which has cached nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from benchmarks.project import PANEL, Site
from benchmarks.server import Host

PROBE = f"(() => {{{Path(__file__).with_name('pages').joinpath('probe.js').read_text('utf-8')}}})();"
FILTER = ("score_3 > 0.5 and truth != guess", "score_3 > 0.5 AND truth <> guess")
"""The first question: in our language, and in SQL."""
TIMES = """async () => {
  const moment = await globalThis.benchmark;
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const { instantiated } = globalThis.probe;
  const { timeOrigin } = performance;
  return { moment, arrival: page.responseStart, paint: paint?.startTime ?? 0, instantiated, timeOrigin };
}"""


@dataclass(frozen=True)
class Visit:
    """What one visit took; times in ms since the visitor asked for the page."""

    rows: float
    """From the HTML's arrival until the first rows were on screen."""
    answer: float
    """Until the answer to the question was on screen; the engine's readiness where there is no question."""
    rows_bytes: int
    answer_bytes: int
    instantiated: float
    """How long the engine's instantiation took."""


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """A page of a visitor who was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(PROBE)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(browser: Browser, host: Host, path: str, *, rows_at_first_paint: bool = True) -> Visit:
    """One visit, to its end."""
    host.sent.clear()
    with visitor(browser) as page:
        page.goto(host.address + path)
        times: dict[str, Any] = page.evaluate(TIMES)
    rows = times["paint"] if rows_at_first_paint else times["moment"]
    since = times["timeOrigin"]
    return Visit(
        rows=rows - times["arrival"],
        answer=times["moment"],
        rows_bytes=host.sent_until((since + rows) / 1000),
        answer_bytes=host.sent_until((since + times["moment"]) / 1000),
        instantiated=times["instantiated"],
    )


def our_visit(browser: Browser, host: Host, site: Site) -> Visit:
    """Our page, asked as soon as its panel can be."""
    return visit(browser, host, f"/{site.rows}/index.html?show={quote(f'{PANEL}:{FILTER[0]}')}")


def rival_rows(browser: Browser, host: Host, site: Site) -> Visit:
    """The rival's page without a filter: what a reader sees first."""
    path = f"/pages/stock.html?data=/{site.rows}/{site.data}&filter=true"
    return visit(browser, host, path, rows_at_first_paint=False)


def rival_answer(browser: Browser, host: Host, site: Site) -> Visit:
    """The rival's page with the question."""
    return visit(browser, host, f"/pages/stock.html?data=/{site.rows}/{site.data}&filter={quote(FILTER[1])}")


def our_engine(browser: Browser, host: Host, site: Site) -> Visit:
    """Our engine alone, until it can read Parquet."""
    return visit(browser, host, "/pages/engine.html")


def rival_engine(browser: Browser, host: Host, site: Site) -> Visit:
    """The stock engine alone, until it can read Parquet."""
    return visit(browser, host, "/pages/stock.html")
