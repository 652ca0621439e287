"""embedding-atlas's static export of the same file: a brush over a chart until all of them have followed."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.figures import Figure, median
from benchmarks.rival import PACKAGES, fetch

PREFIX = "embedding_atlas/static/"
METADATA = {
    "props": {"data": {"table": "dataset", "id": "__row__"}},
    "isStatic": True,
    "database": {"type": "wasm", "load": True},
}
"""What its `export_to_folder` writes beside the data; its Python needs much that the export does not."""
PATIENCE = 120_000
QUIET = 400
"""ms without a change of the page after which all of its charts are taken to have followed."""
CHART = """() => {
  const wide = [...document.querySelectorAll("svg, canvas")].map((one) => one.getBoundingClientRect())
    .find(({ left, width, height }) => left > innerWidth / 2 && width > 250 && height > 100);
  return wide ? [wide.left, wide.top, wide.width, wide.height] : null;
}"""
WATCH = """() => {
  globalThis.seen = { moved: 0, last: 0 };
  addEventListener("mousemove", (event) => { seen.moved = event.timeStamp; }, { capture: true });
  new MutationObserver(() => { seen.last = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
SETTLED = "(quiet) => performance.now() - Math.max(seen.last, seen.moved) > quiet"
SPENT = "() => seen.last - seen.moved"


def export(folder: Path, data: Path) -> Path:
    """Its exported application over a Parquet file."""
    (package,) = (one for one in PACKAGES if one.name == "embedding-atlas")
    with zipfile.ZipFile(fetch(package)) as wheel:
        for name in wheel.namelist():
            if name.startswith(PREFIX) and not name.endswith("/"):
                target = folder / name.removeprefix(PREFIX)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(wheel.read(name))
    (folder / "data").mkdir()
    (folder / "data" / "metadata.json").write_text(json.dumps(METADATA), "utf-8")
    shutil.copy(data, folder / "data" / "dataset.parquet")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a log."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def atlas_figures(browser: Browser, folder: Path, data: Path, repeat: int) -> Iterator[Figure]:
    """Steps of a brush over its first chart, of the ids: its other charts are what our headers are."""
    with hosted(export(folder, data)) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}/index.html")
        page.wait_for_function(CHART, timeout=PATIENCE)
        page.evaluate(WATCH)
        settle(page)
        steps = brushed(page, repeat)
        page.close()
    yield Figure("embedding-atlas: a brush's first step → its charts", "ms", steps[0])
    yield Figure("embedding-atlas: a brush's later steps → its charts, p50", "ms", median(steps[1:]))


def brushed(page: Page, repeat: int) -> list[float]:
    """How long after each step of a drag the last of the charts changed (ms)."""
    left, top, width, height = page.evaluate(CHART)
    middle = top + height / 2
    page.mouse.move(left + 0.3 * width, middle)
    page.mouse.down()
    spent = []
    for step in range(1 + 2 * repeat):
        page.mouse.move(left + (0.4 + 0.03 * step) * width, middle)
        settle(page)
        spent.append(float(page.evaluate(SPENT)))
    page.mouse.up()
    return spent


def settle(page: Page) -> None:
    """Wait until nothing of the page changes any more."""
    page.wait_for_function(SETTLED, arg=QUIET, timeout=PATIENCE)
