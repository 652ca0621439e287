"""How long `reportgen serve` takes to build again, in a project of 20 panels over many images.

`python -m benchmarks.preview FOLDER [IMAGES]` logs tables into FOLDER unless it has them, prints seconds, and
writes PREVIEW.md.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

import reportgen
from benchmarks.figures import Figure, median, table, write
from benchmarks.run import HERE, load
from reportgen.build import BuildResult
from reportgen.materialise import SILENT
from reportgen.serve import Preview, rebuild

IMAGES = 100_000
PANELS = 20
ROUNDS = 7


class Clock:
    """Remembers how long builds took."""

    progress = SILENT

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def ready(self, url: str) -> None:
        """Nothing is served here."""

    def built(self, result: BuildResult, seconds: float) -> None:
        """Note the time."""
        self.seconds.append(seconds)

    def failed(self, problems: str) -> None:
        """A benchmark of a build that fails says nothing."""
        raise SystemExit(problems)


def log_images(root: Path, count: int) -> None:
    """Log a table of small images, all different."""
    with reportgen.init(project="preview", dir=root) as run:
        table = reportgen.Table(columns=["id", "image", "truth", "score"])
        for number in range(count):
            pixels = np.zeros((16, 16), np.uint8)
            pixels.flat[:8] = np.frombuffer(np.int64(number).tobytes(), np.uint8)
            table.add_data(number, reportgen.Image(pixels), number % 10, number / count)
        run.log({"images": table})


def log_numbers(root: Path, rows: int) -> None:
    """Log a table without images."""
    with reportgen.init(project="preview", dir=root) as run:
        table = reportgen.Table(columns=["a", "b"])
        for number in range(rows):
            table.add_data(number, number % 7)
        run.log({"numbers": table})


def write_report(root: Path, line: str) -> None:
    """A report of 20 panels; three in four show images."""
    parts = [
        f"## Part {number}\n\n:::{{table-panel}} images\n:filter: truth = {number % 10}\n:::\n"
        if number % 4
        else f"## Part {number}\n\n:::{{table-panel}} numbers\n:group: b\n:::\n"
        for number in range(PANELS)
    ]
    (root / "index.md").write_text(f"# Many images\n\n{line}\n\n" + "\n".join(parts), "utf-8")


def main(root: Path, images: int) -> None:
    """Build, change a line, change a table; print what each took."""
    if not (root / "store").is_dir():
        root.mkdir(parents=True, exist_ok=True)
        (root / "reportgen.toml").write_text('[project]\ntitle = "Many images"\n', "utf-8")
        log_images(root, images)
        log_numbers(root, 1000)
    write_report(root, "A line.")
    preview, clock = Preview(root), Clock()
    rebuild(preview, clock)
    for number in range(ROUNDS):
        write_report(root, f"A line {number}.")
        rebuild(preview, clock)
    first, lines = clock.seconds[0], clock.seconds[1:]
    log_numbers(root, 1000 + int(time.time()) % 1000)
    rebuild(preview, clock)
    preview.bench.close()
    figures = [
        Figure("the first build, every image made for the site before", "s", first),
        Figure("a line of text changed", "s", median(lines), limit="below 1 s", most=1),
        Figure(f"the same, worst of {ROUNDS}", "s", max(lines), limit="below 1 s", most=1),
        Figure("a table of 1,000 rows changed, which five panels show", "s", clock.seconds[-1]),
    ]
    about = {"project": f"{PANELS} panels, {images:,} images", "load average after": load()}
    write(figures, about, {"lines": lines}, HERE / "PREVIEW.md", command="benchmarks.preview")
    print(table(figures), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else IMAGES)
