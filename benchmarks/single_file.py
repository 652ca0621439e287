"""How soon a site answers as one file from disk, against the same site on a host.

`python -m benchmarks.single_file PROJECT` builds the project into a temporary folder, opens both in turn,
prints the median time from the visit to the first grouped answer of the first panel, and writes
SINGLE_FILE.md.
"""

from __future__ import annotations

import functools
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures import Figure, median, table, write
from benchmarks.run import HERE, facts, launch
from reportgen.build import build
from reportgen.output import DirectoryOutput
from reportgen.single_file import SingleFile, SingleFileOutput

ROUNDS = 7
GROUPED = """async () => {
  const figure = document.querySelector("[data-panel]");
  const column = figure.panel.frame.columns.find((one) => one.type.kind === "integer").name;
  await figure.panel.apply({ group: [column] });
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def seconds(browser: Browser, address: str) -> float:
    """From the visit to the first grouped answer, with nothing cached."""
    with browser.new_context() as context:
        page = context.new_page()
        begin = time.monotonic()
        page.goto(address, wait_until="domcontentloaded")
        page.evaluate(GROUPED)
        return time.monotonic() - begin


def main(project: Path) -> None:
    """Build both, visit both in turn, print."""
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        site, file = Path(work, "site"), Path(work, "site.html")
        with DirectoryOutput(site) as folder:
            build(project, folder)
        with SingleFileOutput(SingleFile(file)) as single:
            build(project, single)
        handler = functools.partial(Quiet, directory=str(site))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        times: dict[str, list[float]] = {
            f"http://127.0.0.1:{server.server_port}/index.html": [],
            file.as_uri(): [],
        }
        for _ in range(ROUNDS):
            for address, found in times.items():
                found.append(seconds(browser, address))
        about = facts(browser, ROUNDS)
        browser.close()
        server.shutdown()
        served, from_disk = (median(found) for found in times.values())
        name = f"`{project.resolve().name}`: visit → first grouped answer, one file and served folder"
        figures = [
            Figure(name, "s", from_disk, served, "2 × the folder's", 2 * served),
            Figure("the file", "bytes", file.stat().st_size),
        ]
        raw = dict(zip(("served", "file"), times.values(), strict=True))
        write(figures, about, raw, HERE / "SINGLE_FILE.md", command="benchmarks.single_file")
        print(table(figures), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
