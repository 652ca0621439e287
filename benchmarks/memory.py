"""What a page holds after a long use, beside what it holds after a short one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page

import reportgen
from benchmarks.figures import Figure
from benchmarks.project import Site
from benchmarks.server import Host
from benchmarks.visits import visitor
from benchmarks.warm import PATIENCE, settle

NAME = "use"
ROWS, PICTURES = "all", "pictures"
REPORT = f"""---
title: An hour of use
---

:::{{table-panel}} predictions
:name: {ROWS}
:height: 500
:::

:::{{table-panel}} pictures
:name: {PICTURES}
:::
"""
FORGET = "() => { globalThis.probe.statements.length = 0; }"
"""The benchmark's own diary would grow."""
SAMPLES = 10
"""Times at which the memory is looked at, so that growth can be told from a jump."""


@dataclass(frozen=True)
class Held:
    """Bytes of a page."""

    scripts: float
    """The heap of the page's scripts, after a collection."""
    process: float
    """What the page's process has to itself, the engine's memory with it."""


def pictures() -> reportgen.Table:
    """A small table with images, to open and leaf through."""
    random = np.random.default_rng(7)
    table = reportgen.Table(columns=["number", "picture"])
    for number in range(60):
        table.add_data(number, reportgen.Image(random.integers(0, 255, (64, 64, 3), np.uint8)))
    return table


def memory_figures(browser: Browser, host: Host, site: Site, operations: int) -> Iterator[Figure]:
    """The memory after all operations beside that after a sixtieth of them: an hour and a minute."""
    with visitor(browser) as page:
        page.goto(f"{host.address}/{site.rows}/{NAME}.html")
        for name in (ROWS, PICTURES):
            page.locator(f"#{name}[data-state=ready]").wait_for(timeout=PATIENCE)
        settle(page)
        session = page.context.new_cdp_session(page)
        process = renderer(browser)
        early = max(len(ACTS), operations // 60)
        moments = {early, *(operations * part // SAMPLES for part in range(1, SAMPLES + 1))}
        found: list[Held] = []
        for number in range(1, operations + 1):
            ACTS[number % len(ACTS)](page, number)
            page.evaluate(FORGET)
            if number in moments and number >= early:
                ask(page, "{filter: null, group: null, sort: null, summaries: null}")
                settle(page)
                found.append(held(session, process))
    first, last = found[0], found[-1]
    after = f"after {operations:,} operations (rival: after {early})"
    limit = "≤ 1.2×"
    yield Figure(f"heap of scripts {after}", "bytes", last.scripts, first.scripts, limit, 1.2 * first.scripts)
    yield Figure(
        f"memory of the page {after}", "bytes", last.process, first.process, limit, 1.2 * first.process
    )
    most = max(one.process for one in found)
    yield Figure(f"memory of the page, most at {len(found)} moments", "bytes", most, first.process)


def ask(page: Page, part: str) -> None:
    """Show a view of the large table, and wait for its answer."""
    page.evaluate(f"() => document.getElementById({ROWS!r}).panel.apply({part}).then(() => 0)")


def least(number: int) -> float:
    """A constant, another one almost every time."""
    return (number * 0.00137) % 0.7


def scroll(page: Page, number: int) -> None:
    """A drag of the bar to another place."""
    page.evaluate(
        "([id, share]) => { const r = document.querySelector(`#${id} .rg-region`);"
        " r.scrollTop = share * r.scrollHeight; }",
        [ROWS, (number * 0.37) % 1],
    )


def undo(page: Page, _: int) -> None:
    """Two steps back and forth again, by keys."""
    page.locator(f"#{ROWS} .rg-region").focus()
    for key in ("Control+z", "Control+z", "Control+y", "Control+y"):
        page.keyboard.press(key)


def type_filter(page: Page, number: int) -> None:
    """A filter by the keyboard, letter after letter."""
    box = page.locator(f"#{ROWS}").get_by_role("textbox", name="Filter")
    box.fill("")
    box.press_sequentially(f"score_{number % 10} > {least(number):.3f}")
    box.press("Enter")


def open_row(page: Page, _: int) -> None:
    """A row with all of its fields, and the one after it."""
    ask(page, "{group: null}")
    page.locator(f"#{ROWS} tbody tr[data-row]").first.locator("td").nth(3).dispatch_event("dblclick")
    leaf(page, 1)


def open_picture(page: Page, number: int) -> None:
    """A picture enlarged, and some after it, also from other pages."""
    page.locator(f"#{PICTURES} tbody img").nth(number % 10).click()
    leaf(page, 3)


def leaf(page: Page, times: int) -> None:
    """Go on in what is open, and close it."""
    opened = page.locator("dialog[open]")
    opened.wait_for()
    for _ in range(times):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    opened.wait_for(state="detached")


ACTS: tuple[Callable[[Page, int], None], ...] = (
    lambda page, number: ask(page, f"{{filter: 'score_{number % 10} > {least(number):.4f}'}}"),
    lambda page, number: ask(page, f"{{sort: [{{by: 'score_{number // 10 % 10}', dir: 'desc'}}]}}"),
    scroll,
    lambda page, number: ask(page, f"{{sort: null, group: ['{('guess', 'truth')[number // 10 % 2]}']}}"),
    lambda page, _: ask(page, "{filter: null, group: null, summaries: true}"),
    undo,
    type_filter,
    open_row,
    open_picture,
    lambda page, _: ask(page, "{filter: null, group: null, sort: null, summaries: null}"),
)
"""What readers do, in turn."""


def renderer(browser: Browser) -> Path:
    """Where the kernel tells of the page's process, the one that has worked most."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    busiest = max((one for one in processes if one["type"] == "renderer"), key=lambda one: one["cpuTime"])
    return Path(f"/proc/{busiest['id']}/smaps_rollup")


def held(session: CDPSession, process: Path) -> Held:
    """Now, after a collection."""
    session.send("HeapProfiler.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    scripts = session.send("Runtime.getHeapUsage")["usedSize"]
    lines = process.read_text("utf-8").splitlines()
    private = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return Held(float(scripts), private * 1024.0)
