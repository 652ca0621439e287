"""Measure our page beside the stock engine: `python -m benchmarks.run` (for maintainers)."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks import visits
from benchmarks.figures import Figure, median, p95, table, thousands, write
from benchmarks.project import Site, build_site, engine_bytes, script_bytes
from benchmarks.rival import rival_files
from benchmarks.server import Host, serving
from benchmarks.visits import Visit
from benchmarks.warm import Warm, warm_times
from reportgen import assets

HERE = Path(__file__).parent
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
COLD: dict[str, Callable[[Browser, Host, Site], Visit]] = {
    "ours": visits.our_visit,
    "rival": visits.rival_answer,
    "rival rows": visits.rival_rows,
}
ENGINE: dict[str, Callable[[Browser, Host, Site], Visit]] = {
    "ours": visits.our_engine,
    "rival": visits.rival_engine,
}
WARM_REPEATS = 3
"""Key presses of a kind for each cold visit: they are short, and p95 needs many."""


def main() -> int:
    """Build, visit, write."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    options.add_argument("--rows", default="10000,200000,1000000", help="sizes of the table")
    options.add_argument("--repeat", type=int, default=5, help="cold visits of each kind")
    options.add_argument("--out", type=Path, default=HERE / "RESULTS.md", help="the table; JSON beside it")
    given = options.parse_args()
    sizes = [int(size) for size in given.rows.split(",")]
    started = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say("building")
        sites = [build_site(rows, folder / str(rows)) for rows in sizes]
        mounts = {str(site.rows): site.folder for site in sites}
        host = stack.enter_context(serving(mounts | {"pages": HERE / "pages", "stock": rival_files()}))
        host.texts["/made/engine.js"] = engine_script(sites[0])
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        about = facts(browser, given.repeat)
        figures, raw = measure(browser, host, sites, given.repeat)
    about["load average before, after"] = f"{about['load average before, after']}, {load()}"
    about["time"] = f"{time.perf_counter() - started:.0f} s"
    write(figures, about, raw, given.out)
    print(table(figures), end="")
    return 0 if all(figure.holds is not False for figure in figures) else 1


def say(text: str) -> None:
    """A line about what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def load() -> str:
    """The load average of the last minute: a busy machine's times are not worth keeping."""
    return f"{os.getloadavg()[0]:.1f}"


def facts(browser: Browser, repeat: int) -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "browser": f"Chromium {browser.version}, headless, over loopback",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "cold visits of each kind": repeat,
        "key presses of each kind": repeat * WARM_REPEATS,
        "load average before, after": load(),
    }


def launch(playwright: Playwright) -> Browser:
    """The Chromium that the tests would use."""
    names = (os.environ.get("REPORTGEN_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *sandbox])


def engine_script(site: Site) -> bytes:
    """A script that starts our engine alone, with the files of a site."""
    files = {name: f"/{site.rows}/{path}" for name, path in site.page["engine"].items()}
    start = f"benchmarkEngine.startEngine({files}).then(() => performance.now())"
    return (
        f"{assets.link('app/engine/engine.js', 'benchmarkEngine')}globalThis.benchmark = {start};\n".encode()
    )


def measure(
    browser: Browser, host: Host, sites: list[Site], repeat: int
) -> tuple[list[Figure], dict[str, Any]]:
    """All figures, and the values that they are made of."""
    say("the engine alone")
    engine = alternate(ENGINE, browser, host, sites[0], repeat)
    figures = [*size_figures(sites[0]), *engine_figures(engine)]
    raw: dict[str, Any] = {"engine": plain(engine)}
    for site in sites:
        name = thousands(site.rows)
        say(f"{name}: cold visits")
        cold = alternate(COLD, browser, host, site, repeat)
        say(f"{name}: key presses")
        warm = list(warm_times(browser, host, site, repeat * WARM_REPEATS))
        figures += [*build_figures(site, name), *cold_figures(cold, name), *warm_figures(warm, name)]
        raw[name] = {"cold": plain(cold), "warm": [asdict(one) for one in warm]}
    return figures, raw


def alternate(
    kinds: dict[str, Callable[[Browser, Host, Site], Visit]],
    browser: Browser,
    host: Host,
    site: Site,
    repeat: int,
) -> dict[str, list[Visit]]:
    """Visits of every kind in turn, so that what changes on the machine meets all of them.

    A first round does not count: in it the host compresses what it will keep.
    """
    made: dict[str, list[Visit]] = {kind: [] for kind in kinds}
    for number in range(1 + repeat):
        for kind, visit in kinds.items():
            one = visit(browser, host, site)
            if number:
                made[kind].append(one)
    return made


def plain(made: dict[str, list[Visit]]) -> dict[str, Any]:
    """Visits as JSON."""
    return {kind: [asdict(visit) for visit in several] for kind, several in made.items()}


def size_figures(site: Site) -> Iterator[Figure]:
    """What the page's code weighs."""
    yield Figure("own script, gzipped", "bytes", script_bytes(site), None, "≤ 80 kB", 80_000)
    engine = engine_bytes(site)
    yield Figure("engine and Parquet reader, gzipped", "bytes", engine, None, "≤ 7.1 MB", 7_100_000)


def engine_figures(made: dict[str, list[Visit]]) -> Iterator[Figure]:
    """The engine alone."""
    ours, rival = (median(visit.instantiated for visit in made[kind]) for kind in ("ours", "rival"))
    yield Figure("engine: instantiation", "ms", ours, rival, "≤ 0.45×", 0.45 * rival)
    ours, rival = (median(visit.answer for visit in made[kind]) for kind in ("ours", "rival"))
    yield Figure("engine: page asked for → can read Parquet", "ms", ours, rival)


def build_figures(site: Site, name: str) -> Iterator[Figure]:
    """What the author waits for and puts on the host."""
    yield Figure(f"{name}: logging the table", "s", site.log_seconds)
    yield Figure(f"{name}: first build", "s", site.build_seconds)
    yield Figure(f"{name}: second build", "s", site.rebuild_seconds)
    yield Figure(f"{name}: site", "bytes", site.bytes)


def cold_figures(made: dict[str, list[Visit]], name: str) -> Iterator[Figure]:
    """What a new visitor waits for."""
    ours, rival, first = made["ours"], made["rival"], made["rival rows"]
    rows, rival_rows = (median(visit.rows for visit in kind) for kind in (ours, first))
    yield Figure(f"{name}: HTML arrived → first rows", "ms", rows, rival_rows, "≤ 300 ms", 300)
    rows, rival_rows = (median(visit.rows_bytes for visit in kind) for kind in (ours, first))
    yield Figure(f"{name}: bytes before first rows", "bytes", rows, rival_rows)
    answer, rival_answer = (median(visit.answer for visit in kind) for kind in (ours, rival))
    limit = ("≤ 0.6×", 0.6 * rival_answer) if name == "1M" else ("", None)
    yield Figure(f"{name}: page asked for → first filtered answer", "ms", answer, rival_answer, *limit)
    answer, rival_answer = (median(visit.answer_bytes for visit in kind) for kind in (ours, rival))
    yield Figure(f"{name}: bytes before first filtered answer", "bytes", answer, rival_answer)


def warm_figures(made: list[Warm], name: str) -> Iterator[Figure]:
    """What a reader waits for after a key press; the rival is the same SQL by hand."""
    for one in made:
        for label, of in (("p50", median), ("p95", p95)):
            panel, hand = of(one.panel), of(one.hand)
            title = f"{name}: {one.action}, {label} (rival: by hand)"
            yield Figure(title, "ms", panel, hand, "≤ 1.5× + 50 ms", 1.5 * hand + 50)


if __name__ == "__main__":
    sys.exit(main())
