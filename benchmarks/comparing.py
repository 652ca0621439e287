"""Measure panels that compare tables: `python -m benchmarks.comparing` (for maintainers)."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import models
from benchmarks.figures import Figure, median, p95, table, write
from benchmarks.models import GROUPED, JOINED, Models
from benchmarks.run import HERE, facts, launch, load, say
from benchmarks.server import Host, serving
from benchmarks.visits import Visit, visit, visitor
from benchmarks.warm import PATIENCE, settle
from reportgen import assets

FILTER = "0.guess != 1.guess"
FIRST = """async ([id, part]) => {
  const started = performance.now();
  await document.getElementById(id).panel.apply(part);
  await globalThis.probe.painted();
  return performance.now() - started;
}"""
STATEMENTS = "() => globalThis.probe.statements"
COPY = re.compile(r'^CREATE TABLE "([^"]+)" .* FROM "([^"]+)"$', re.DOTALL)
BY_HAND = "(statements) => globalThis.probe.byHand(statements)"
TOGGLE = """async ([id, member]) => {
  const figure = document.getElementById(id);
  const eye = figure.querySelectorAll(".rg-eye")[member];
  const drawn = new Promise((done) =>
    new MutationObserver((_, watcher) => done(watcher.disconnect())).observe(
      figure.querySelector("tbody"), { childList: true, subtree: true, characterData: true }));
  const answered = new Promise((done) =>
    figure.addEventListener("reportgen:change", done, { once: true }));
  const started = performance.now();
  eye.click();
  await drawn;
  await globalThis.probe.painted();
  const repainted = performance.now() - started;
  await answered;
  await globalThis.probe.painted();
  return [repainted, performance.now() - started];
}"""
"""Until something else is on screen, and until that is what the engine says."""
HANDS, TOGGLES = 3, 12
SECOND = 1000
REPAINT = 300
"""ms"""


@dataclass(frozen=True)
class Ready:
    """Our page when its tables are there: times (ms) of first questions, and of the same join by hand."""

    first: float
    hand: float


def main() -> int:
    """Build, visit, write."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.comparing", description=__doc__)
    options.add_argument("--members", type=int, default=12)
    options.add_argument("--rows", type=int, default=100_000, help="of each table")
    options.add_argument("--repeat", type=int, default=3, help="visits of each kind")
    options.add_argument("--site", type=Path, help="a folder to keep the project in, or one that has it")
    options.add_argument("--out", type=Path, default=HERE / "COMPARING.md")
    given = options.parse_args()
    started = time.perf_counter()
    with ExitStack() as stack:
        folder = given.site or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("building")
        site = models.build_models(folder / "models", given.members, given.rows)
        host = stack.enter_context(serving({"models": site.folder, "pages": HERE / "pages"}))
        host.texts["/made/joined.js"] = joined_script(site)
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        about = facts(browser, given.repeat)
        say("cold visits")
        cold = cold_visits(browser, host, given.repeat)
        say("questions")
        ready = [ready_times(browser, host, site) for _ in range(given.repeat)]
        say("members, groups")
        toggles = {name: toggle_times(browser, host, name) for name in (JOINED, GROUPED)}
        groups = group_times(browser, host, given.repeat)
    about |= {"tables": f"{given.members} of {given.rows:,} rows"}
    about["load average before, after"] = f"{about['load average before, after']}, {load()}"
    about["time"] = f"{time.perf_counter() - started:.0f} s"
    figures = [*first_figures(cold, ready), *toggle_figures(toggles), *group_figures(groups)]
    raw = {
        "cold": {kind: [asdict(one) for one in visits] for kind, visits in cold.items()},
        "ready": [asdict(one) for one in ready],
        "toggles": toggles,
        "groups": groups,
    }
    write(figures, about, raw, given.out, command="benchmarks.comparing")
    print(table(figures), end="")
    return 0 if all(figure.holds is not False for figure in figures) else 1


def joined_script(site: Models) -> bytes:
    """What the page by hand has: our engine, and which files to join how."""
    engine = {name: f"/models/{path}" for name, path in site.engine.items()}
    question = {"engine": engine, "tables": site.files(), "sql": site.by_hand(site.views)}
    page = (HERE / "pages" / "joined.js").read_text("utf-8")
    script = assets.link("app/engine/engine.js", "benchmarkEngine")
    return f"{script}globalThis.question = {json.dumps(question)};\n{page}".encode()


def cold_visits(browser: Browser, host: Host, repeat: int) -> dict[str, list[Visit]]:
    """Visits of our page and of the one by hand, in turn; the first round does not count."""
    paths = {
        "ours": f"/models/index.html?show={quote(f'{JOINED}:{FILTER}')}",
        "by hand": "/pages/joined.html",
    }
    made: dict[str, list[Visit]] = {kind: [] for kind in paths}
    for number in range(1 + repeat):
        for kind, path in paths.items():
            one = visit(browser, host, path)
            if number:
                made[kind].append(one)
    return made


@contextmanager
def live(browser: Browser, host: Host, name: str) -> Iterator[Page]:
    """The page of a panel when all that it loads and copies is done."""
    with visitor(browser) as page:
        page.goto(f"{host.address}/models/{'index' if name == JOINED else name}.html")
        page.locator(f"#{name}[data-state=ready]").wait_for(timeout=PATIENCE)
        settle(page)
        yield page


def ready_times(browser: Browser, host: Host, site: Models) -> Ready:
    """The first question of all, which joins the tables, and the same join by hand of the same copies."""
    with live(browser, host, JOINED) as page:
        copies = dict(match[::-1] for sql in page.evaluate(STATEMENTS) for match in COPY.findall(sql))
        first = page.evaluate(FIRST, [JOINED, {"filter": FILTER}])
        settle(page)
        sql = site.by_hand([copies[relation] for relation in site.relations])
        hand = [page.evaluate(BY_HAND, [[sql]]) for _ in range(HANDS)]
    return Ready(first, median(hand))


def toggle_times(browser: Browser, host: Host, name: str) -> list[list[float]]:
    """Members switched off one after another, and on again: until repainted, until answered (ms)."""
    with live(browser, host, name) as page:
        page.evaluate(FIRST, [name, {"rows": 10 if name == JOINED else 12}])
        settle(page)
        spent = []
        # Off, on, off …: the first of all finds what the engine has never done.
        for number in range(TOGGLES):
            spent.append(page.evaluate(TOGGLE, [name, 1 + number * 3 // 2 % 4]))
            settle(page)
    return spent[1:]


def group_times(browser: Browser, host: Host, repeat: int) -> list[float]:
    """Histograms of all members' scores by the truth, each time of other rows (ms)."""
    with live(browser, host, GROUPED) as page:
        spent = []
        for number in range(repeat + 1):
            settle(page)
            spent.append(page.evaluate(FIRST, [GROUPED, {"filter": f"score_1 > {0.01 * number:.2f}"}]))
    return spent[1:]


def first_figures(cold: dict[str, list[Visit]], ready: list[Ready]) -> Iterator[Figure]:
    """First answers beside the join by hand."""
    ours, hand = (median(one.answer for one in cold[kind]) for kind in ("ours", "by hand"))
    yield Figure("page asked for → first joined answer", "ms", ours, hand, "≤ 1.5×", 1.5 * hand)
    first, hand = median(one.first for one in ready), median(one.hand for one in ready)
    yield Figure("tables there → first joined answer", "ms", first, hand, "≤ 1.5×", 1.5 * hand)


def toggle_figures(toggles: dict[str, list[list[float]]]) -> Iterator[Figure]:
    """A member switched."""
    for name, spent in toggles.items():
        for word, of in (("p50", median), ("p95", p95)):
            shown, answered = ([one[at] for one in spent] for at in (0, 1))
            yield Figure(
                f"{name}: member toggled → repainted, {word}", "ms", of(shown), None, "≤ 300 ms", REPAINT
            )
            yield Figure(
                f"{name}: member toggled → answered, {word}", "ms", of(answered), None, "≤ 300 ms", REPAINT
            )


def group_figures(groups: list[float]) -> Iterator[Figure]:
    """Groups with a histogram for each member."""
    yield Figure(
        "grouped by the truth, histograms of each member", "ms", median(groups), None, "≤ 1 s", SECOND
    )


if __name__ == "__main__":
    sys.exit(main())
