"""Measure a live panel of 1M rows × 13 columns: `python -m benchmarks.panel` (for maintainers)."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import atlas, brushing, memory, scrolling
from benchmarks.figures import Figure, median, table, write
from benchmarks.project import CLASSES, PANEL, Site, build_site
from benchmarks.run import HERE, facts, launch, load, say
from benchmarks.server import Host, serving
from benchmarks.warm import apply, live_page, settle

ASKED = count()
RELATION = '() => globalThis.probe.statements.join(\' \').match(/FROM ("[^"]+")/)[1]'
BY_HAND = "(statements) => globalThis.probe.byHand(statements)"
SUMMARIES = """async ([id, filter]) => {
  const figure = document.getElementById(id);
  let last = 0;
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(figure, { subtree: true, childList: true, attributes: true, characterData: true });
  const started = performance.now();
  await figure.panel.apply({ filter });
  await globalThis.probe.painted();
  const rows = performance.now() - started;
  while (!globalThis.probe.quiet(150) || performance.now() - last < 150) await globalThis.probe.painted();
  watch.disconnect();
  return [rows, last - started];
}"""
"""When the rows were on screen, and when the last header changed: counting in the page asks no engine."""
GROUPS = """async ([id, filter]) => {
  const { panel } = document.getElementById(id);
  const started = performance.now();
  await panel.apply({ filter, group: ["guess"] });
  await globalThis.probe.painted();
  return performance.now() - started;
}"""


def main() -> int:
    """Build, drive, write."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.panel", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument(
        "--operations", type=int, default=3000, help="of the use that memory is measured over"
    )
    options.add_argument("--parts", default=",".join(PARTS), help="what is measured, separated by commas")
    options.add_argument("--out", type=Path, default=HERE / "PANEL.md")
    given = options.parse_args()
    started = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("building")
        site = build_site(
            given.rows,
            folder / str(given.rows),
            {brushing.NAME: brushing.REPORT, memory.NAME: memory.REPORT},
            {"pictures": memory.pictures()},
        )
        host = stack.enter_context(serving({str(site.rows): site.folder}))
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        about = facts(browser, given.repeat)
        bench = Bench(browser, host, site, given.repeat, given.operations)
        figures: list[Figure] = []
        for name in given.parts.split(","):
            say(name)
            figures += PARTS[name](bench)
    about["load average before, after"] = f"{about['load average before, after']}, {load()}"
    about["time"] = f"{time.perf_counter() - started:.0f} s"
    write(figures, about, {}, given.out, command="benchmarks.panel")
    print(table(figures), end="")
    return 0 if all(figure.holds is not False for figure in figures) else 1


@dataclass(frozen=True)
class Bench:
    """What is measured, and how often."""

    browser: Browser
    host: Host
    site: Site
    repeat: int
    operations: int


def live_figures(bench: Bench, measure: Callable[[Page], Iterator[Figure]]) -> list[Figure]:
    """Figures of a page that has all that it loads and copies."""
    with live_page(bench.browser, bench.host, bench.site) as page:
        return list(measure(page))


PARTS: dict[str, Callable[[Bench], Iterable[Figure]]] = {
    "summaries": lambda b: live_figures(b, lambda page: summary_figures(page, b.repeat)),
    "groups": lambda b: live_figures(b, lambda page: group_figures(page, b.repeat)),
    "scrolling": lambda b: live_figures(b, lambda page: scrolling.scroll_figures(b.browser, page, b.repeat)),
    "memory": lambda b: memory.memory_figures(b.browser, b.host, b.site, b.operations),
    "brushing": lambda b: brushing.brush_figures(b.browser, b.host, b.site, b.repeat),
    "atlas": lambda b: atlas.atlas_figures(
        b.browser, b.site.folder.parent / "atlas", b.site.folder / b.site.data, b.repeat
    ),
}
"""What `--parts` may name."""


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


if __name__ == "__main__":
    sys.exit(main())
