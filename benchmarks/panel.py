"""Measure a live panel of 1M rows × 13 columns: `python -m benchmarks.panel` (for maintainers)."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks import brushing
from benchmarks.figures import Figure, median, table, write
from benchmarks.project import CLASSES, PANEL, build_site
from benchmarks.run import HERE, facts, launch, load, say
from benchmarks.server import serving
from benchmarks.warm import apply, live_page, settle

ASKED = count()
RELATION = '() => globalThis.probe.statements.join(\' \').match(/FROM ("[^"]+")/)[1]'
BY_HAND = "(statements) => globalThis.probe.byHand(statements)"
SUMMARIES = """async ([id, filter]) => {
  const { panel } = document.getElementById(id);
  const started = performance.now();
  await panel.apply({ filter });
  await globalThis.probe.painted();
  const rows = performance.now() - started;
  while (!globalThis.probe.quiet(150)) await globalThis.probe.painted();
  return [rows, globalThis.probe.last - started];
}"""
GROUPS = """async ([id, filter]) => {
  const { panel } = document.getElementById(id);
  const started = performance.now();
  await panel.apply({ filter, group: ["guess"] });
  await globalThis.probe.painted();
  return performance.now() - started;
}"""
SCROLL = """() => {
  globalThis.tasks = [0];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ entryTypes: ["longtask"] });
}"""
SEEN = """(id) => {
  const figure = document.getElementById(id);
  const region = figure.querySelector(".rg-region");
  const frame = region.getBoundingClientRect();
  const bottom = frame.top + region.clientHeight;
  const head = region.querySelector("thead").getBoundingClientRect().bottom;
  const rows = [...region.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
  const { offset, filtered, rows: { length } } = figure.panel.frame;
  const share = region.scrollTop / (region.scrollHeight - region.clientHeight);
  return { blank: rows[0].top > head + 1 || rows.at(-1).bottom < bottom - 1, share,
    wrong: Math.abs(share * (filtered - length) - offset) > 0.001 * filtered + 2 * length };
}"""
"""Whether some of the frame is blank, and whether the rows are not those of the bar's place."""


def main() -> int:
    """Build, drive, write."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.panel", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument(
        "--operations", type=int, default=3000, help="of the use that memory is measured over"
    )
    options.add_argument("--out", type=Path, default=HERE / "PANEL.md")
    given = options.parse_args()
    started = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("building")
        site = build_site(given.rows, folder / str(given.rows), {brushing.NAME: brushing.REPORT})
        host = stack.enter_context(serving({str(site.rows): site.folder}))
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        about = facts(browser, given.repeat)
        figures: list[Figure] = []
        with live_page(browser, host, site) as page:
            for measure in (summary_figures, group_figures, scroll_figures):
                say(measure.__name__)
                figures += measure(page, given.repeat)
            say("memory")
            figures += memory_figures(page, given.operations)
        say("brushing")
        figures += brushing.brush_figures(browser, host, site, given.repeat)
    about["load average before, after"] = f"{about['load average before, after']}, {load()}"
    about["time"] = f"{time.perf_counter() - started:.0f} s"
    write(figures, about, {}, given.out, command="benchmarks.panel")
    print(table(figures), end="")
    return 0 if all(figure.holds is not False for figure in figures) else 1


def relation(page: Page) -> str:
    """What the panel asks now: its copy in memory."""
    page.evaluate("() => { globalThis.probe.statements.length = 0; }")
    # A question that was asked before would be answered without the engine.
    apply(page, f"{{filter: 'score_0 > 0.123{next(ASKED):03}', sort: [{{by: 'score_0'}}]}}")
    found: str = page.evaluate(RELATION)
    return found


def threshold(number: int) -> float:
    """A constant that was not asked for before."""
    return 0.1 + number * 0.007


def summary_figures(page: Page, repeat: int) -> Iterator[Figure]:
    """All headers after a filter change, beside one GROUP BY of the same rows."""
    apply(page, "{filter: null, sort: null, group: null, summaries: true}")
    settle(page)
    source = relation(page)
    settle(page)
    rows, last, hand = [], [], []
    for number in range(repeat + 1):
        least = threshold(number)
        first, end = page.evaluate(SUMMARIES, [PANEL, f"score_3 > {least:.3f}"])
        sql = f"SELECT guess, count(*) FROM {source} WHERE score_3 > {least:.3f} GROUP BY guess"
        rows.append(first)
        last.append(end)
        hand.append(page.evaluate(BY_HAND, [sql]))
    # The first is the first of its kind.
    one = median(hand[1:])
    yield Figure("filter change → rows on screen", "ms", median(rows[1:]), one)
    yield Figure(
        "filter change → summary of the last of 13 columns", "ms", median(last[1:]), one, "≤ 5×", 5 * one
    )
    apply(page, "{filter: null, sort: null, group: null, summaries: null}")


def plain_histograms(source: str, where: str) -> str:
    """The plain form: one GROUP BY key and bin a column."""
    parts = [
        f"SELECT {at} AS c, guess, CAST(floor(score_{at} * 20) AS INTEGER) AS bin, count(*) FROM {source}"
        f" WHERE {where} GROUP BY ALL"
        for at in range(CLASSES)
    ]
    return " UNION ALL ".join(parts)


def group_figures(page: Page, repeat: int) -> Iterator[Figure]:
    """Histograms of ten scores by ten classes, beside the plain form of the question."""
    source = relation(page)
    ours, hand = [], []
    for number in range(repeat + 1):
        where = f"score_4 < {1.2 - threshold(number):.3f}"
        apply(page, "{filter: null, sort: null, group: null}")
        settle(page)
        ours.append(page.evaluate(GROUPS, [PANEL, where]))
        hand.append(page.evaluate(BY_HAND, [plain_histograms(source, where)]))
    plain = median(hand[1:])
    yield Figure("grouped histograms, 10 × 10", "ms", median(ours[1:]), plain, "≤ 0.5×", 0.5 * plain)
    apply(page, "{filter: null, sort: null, group: null}")


def scroll_figures(page: Page, repeat: int) -> Iterator[Figure]:
    """All rows in one frame: what frames take, and whether 100 ms after the last input the rows are there."""
    apply(page, "{filter: null, sort: null, group: null, height: 600}")
    settle(page)
    region = page.locator(f"#{PANEL} .rg-region")
    region.hover()
    page.evaluate(SCROLL)
    for view, part in {"all rows": "{}", "sorted": "{sort: [{by: 'score_9', dir: 'desc'}]}"}.items():
        apply(page, part)
        settle(page)
        for name, act in inputs(page).items():
            page.evaluate("() => { globalThis.tasks.length = 1; }")
            late = 0
            for number in range(repeat):
                act(number)
                page.wait_for_timeout(100)
                seen = page.evaluate(SEEN, PANEL)
                late += int(seen["blank"] or seen["wrong"])
            longest = max(page.evaluate("() => globalThis.tasks"))
            yield Figure(f"{view}, {name}: longest task over 50 ms", "ms", longest, None, "none", 50)
            yield Figure(
                f"{view}, {name}: rows not there after 100 ms", "of " + str(repeat), late, None, "0", 0
            )


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


def memory_figures(page: Page, operations: int) -> Iterator[Figure]:
    """The heap after a long use beside that after a short one."""
    session = page.context.new_cdp_session(page)
    early = operations // 60
    heaps = []
    for number in range(operations):
        operate(page, number)
        if number in (early, operations - 1):
            settle(page)
            heaps.append(heap(session))
    yield Figure(f"heap after {operations:,} operations (rival: after {early})", "bytes", heaps[1], heaps[0],
                 "≤ 1.2×", 1.2 * heaps[0])  # fmt: skip


def operate(page: Page, number: int) -> None:
    """One of the things that readers do, each time with other constants."""
    least = (number * 0.00137) % 0.9
    parts = (
        f"{{filter: 'score_{number % 10} > {least:.4f}', group: null, sort: null}}",
        f"{{sort: [{{by: 'score_{number % 10}', dir: 'desc'}}]}}",
        "{sort: null, group: ['guess']}" if number % 60 == 2 else "{sort: null, group: null}",
        "{filter: null, group: null, sort: null}",
    )
    if number % 5 == 4:
        page.evaluate(
            "([id, share]) => { const r = document.querySelector(`#${id} .rg-region`);"
            " r.scrollTop = share * r.scrollHeight; }",
            [PANEL, (number * 0.37) % 1],
        )
    else:
        apply(page, parts[number % 5])


def heap(session: CDPSession) -> float:
    """Bytes that the page's scripts hold, after a collection."""
    session.send("HeapProfiler.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = session.send("Runtime.getHeapUsage")
    return float(used["usedSize"])


if __name__ == "__main__":
    sys.exit(main())
