"""All rows in one frame: what the tasks of scrolling take, and whether the rows are there soon after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure
from benchmarks.project import PANEL
from benchmarks.warm import apply, settle

SEEN = """(id) => {
  const figure = document.getElementById(id);
  const region = figure.querySelector(".rg-region");
  const frame = region.getBoundingClientRect();
  const bottom = frame.top + region.clientHeight;
  const head = region.querySelector("thead").getBoundingClientRect().bottom;
  const rows = [...region.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
  const { offset, filtered, rows: { length } } = figure.panel.frame;
  const share = region.scrollTop / (region.scrollHeight - region.clientHeight);
  return rows[0].top > head + 1 || rows.at(-1).bottom < bottom - 1 ||
    Math.abs(share * (filtered - length) - offset) > 0.001 * filtered + 2 * length;
}"""
"""Whether some of the frame is blank, or the rows are not those of the bar's place."""
VIEWS = {
    "all rows": "{sort: null, filter: null}",
    "sorted": "{sort: [{by: 'score_9', dir: 'desc'}], filter: null}",
    "filtered": "{sort: null, filter: 'score_3 > 0.2'}",
}
TASK = "ThreadControllerImpl::RunTask"


def scroll_figures(browser: Browser, page: Page, repeat: int) -> Iterator[Figure]:
    """The longest task of the page's main thread, by that thread's own clock and by the wall's; late rows."""
    apply(page, "{filter: null, sort: null, group: null, height: 600}")
    settle(page)
    page.locator(f"#{PANEL} .rg-region").hover()
    for view, part in VIEWS.items():
        apply(page, part)
        settle(page)
        for name, act in inputs(page).items():
            late = 0
            with traced(browser, page) as tasks:
                for number in range(repeat):
                    act(number)
                    page.wait_for_timeout(100)
                    late += int(page.evaluate(SEEN, PANEL))
            ours, wall = (max(task[key] for task in tasks) / 1000 for key in ("tdur", "dur"))
            yield Figure(f"{view}, {name}: longest task (rival: with waiting for a core)", "ms", ours, wall,
                         "≤ 50 ms", 50)  # fmt: skip
            yield Figure(f"{view}, {name}: rows not there after 100 ms", f"of {repeat}", late, None, "0", 0)


@contextmanager
def traced(browser: Browser, page: Page) -> Iterator[list[dict[str, Any]]]:
    """The tasks of the main threads of pages, once it is over."""
    tasks: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    session = browser.new_browser_cdp_session()
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda end: ended.append(end))
    config = {"includedCategories": ["toplevel"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    yield tasks
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    session.detach()
    named = [event for event in events if event["name"] == "thread_name"]
    main = {(event["pid"], event["tid"]) for event in named if event["args"]["name"] == "CrRendererMain"}
    tasks += [
        event
        for event in events
        if event["name"] == TASK and "tdur" in event and (event["pid"], event["tid"]) in main
    ]


def inputs(page: Page) -> dict[str, Callable[[int], object]]:
    """What readers do in a frame that scrolls."""

    def wheel(_: int) -> None:
        for _step in range(30):
            page.mouse.wheel(0, 120)
            page.wait_for_timeout(16)

    def drag(number: int) -> None:
        for step in range(20):
            share = (number * 0.17 + step * 0.04) % 1
            page.evaluate(
                "([id, share]) => { const r = document.querySelector(`#${id} .rg-region`);"
                " r.scrollTop = share * r.scrollHeight; }",
                [PANEL, share],
            )
            page.wait_for_timeout(16)

    def press(key: str) -> Callable[[int], None]:
        def act(_: int) -> None:
            page.locator(f"#{PANEL} .rg-region").focus()
            page.keyboard.press(key)
            page.wait_for_timeout(400)  # the browser's own smooth scrolling

        return act

    return {
        "wheel": wheel,
        "drag": drag,
        "Page Down": press("PageDown"),
        "End": press("End"),
        "Home": press("Home"),
    }
