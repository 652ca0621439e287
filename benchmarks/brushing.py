"""A drag over the bars of one histogram: how soon each of its steps is seen in a linked one."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, median, p95
from benchmarks.project import Site
from benchmarks.server import Host
from benchmarks.visits import visitor
from benchmarks.warm import PATIENCE, settle

NAME = "brushing"
BRUSHED, LINKED = "brushed", "linked"
REPORT = f"""---
title: Brushing
---

:::{{table-panel}} predictions
:name: {BRUSHED}
:layout: histogram
:x: score_0
:selection: rows
:::

:::{{table-panel}} predictions
:name: {LINKED}
:layout: histogram
:x: score_1
:color: guess
:selection: rows
:::
"""
FRAME = 50
"""ms: 20 frames a second."""
DRAG = """async ([brushed, linked, first, steps]) => {
  const { panel } = document.getElementById(linked);
  const drawn = document.querySelector(`#${brushed} svg.rg-drawing-wide`);
  drawn.scrollIntoView({ block: "center" });
  await globalThis.probe.painted();
  const boxes = [...drawn.querySelectorAll("rect.rg-bin")].map((bar) => bar.getBoundingClientRect());
  const { top, bottom } = drawn.getBoundingClientRect();
  const at = (type, { left, right }) => new PointerEvent(type, {
    bubbles: true, button: 0, clientX: (left + right) / 2, clientY: (top + bottom) / 2,
  });
  drawn.dispatchEvent(at("pointerdown", boxes[first]));
  const spent = [];
  for (let step = 1; step <= steps; step++) {
    const before = panel.frame.filtered;
    const started = performance.now();
    window.dispatchEvent(at("pointermove", boxes[first + step]));
    while (panel.frame.filtered === before) {
      if (performance.now() - started > 30_000) throw new Error(`step ${step} of the drag is not seen`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await globalThis.probe.painted();
    spent.push(performance.now() - started);
  }
  window.dispatchEvent(at("pointerup", boxes[first + steps]));
  await globalThis.probe.painted();
  await document.getElementById(brushed).panel.reset();
  return spent;
}"""
"""Each step waits for the one before to be on screen, as a hand that watches would."""
SOURCE = """async ([brushed, linked]) => {
  globalThis.probe.statements.length = 0;
  await document.getElementById(linked).panel.apply({ filter: "score_2 < 2" });
  const source = globalThis.probe.statements.join(" ").match(/FROM ("[^"]+")/)[1];
  await document.getElementById(linked).panel.reset();
  return source;
}"""
BY_HAND = "(statements) => globalThis.probe.byHand(statements)"
STEPS = 12


def brush_figures(browser: Browser, host: Host, site: Site, repeat: int) -> Iterator[Figure]:
    """Steps of drags, beside the linked chart's plain question for the rows of each step."""
    with visitor(browser) as page:
        page.goto(f"{host.address}/{site.rows}/{NAME}.html")
        for name in (BRUSHED, LINKED):
            page.locator(f"#{name}[data-state=ready]").wait_for(timeout=PATIENCE)
        settle(page)
        drags = [drag(page, first) for first in range(repeat)]
        source = page.evaluate(SOURCE, [BRUSHED, LINKED])
        hand = [
            page.evaluate(BY_HAND, [plain(source, first, first + step)])
            for first in range(repeat)
            for step in range(STEPS)
        ]
    # In the first the linked panel's rows are counted by the bars; the others only add up.
    rival = median(hand)
    later = [step for steps in drags for step in steps[1:]]
    yield Figure("brushing a linked histogram: first step", "ms", median(one[0] for one in drags), rival)
    yield Figure(
        "brushing a linked histogram: later steps, p50", "ms", median(later), rival, "≤ 50 ms", FRAME
    )
    yield Figure("brushing a linked histogram: later steps, p95", "ms", p95(later), p95(hand))


def drag(page: Page, first: int) -> list[float]:
    """One drag that grows by a bar at each step (ms)."""
    spent: list[float] = page.evaluate(DRAG, [BRUSHED, LINKED, first, STEPS])
    settle(page)
    return spent


def plain(source: str, first: int, last: int) -> str:
    """The linked chart's question for the rows of some bars."""
    return (
        f"SELECT CAST(floor(score_1 * 20) AS INTEGER) AS bin, guess, count(*) FROM {source}"
        f" WHERE score_0 >= {first / 20} AND score_0 < {(last + 1) / 20} GROUP BY ALL"
    )
