"""Measure logging beside bare writing: `python -m benchmarks.logging` (for maintainers)."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image as Pillow

import reportgen
from benchmarks.figures import Figure, median, table, write
from reportgen import Image, Table
from reportgen.store.parquet import ROW_GROUP, dictionary_columns

HERE = Path(__file__).parent
COLUMNS = ["id", "truth", "text", *(f"score_{n}" for n in range(10))]
INCREMENTS = 1_000
IMAGES = 10_000
SIDE = 128
Work = Callable[[Path], float]
"""Does something in an empty folder, and returns the seconds of what counts."""


def main() -> int:
    """Measure, write, and say whether the limits hold."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.logging", description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--images", type=int, default=IMAGES)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--out", type=Path, default=HERE / "LOGGING.md")
    options.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.peak:
        print(peak_of_logging(given.rows))
        return 0
    before, started = os.getloadavg()[0], time.perf_counter()
    pairs = [
        *frame_works(given.rows),
        *image_works(given.images),
        *increment_works(given.rows),
    ]
    raw: dict[str, Any] = {}
    figures = [compared(*pair, repeat=given.repeat, raw=raw) for pair in pairs]
    figures.append(memory_figure(given.rows))
    about = {
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "pyarrow": pa.__version__,
        "repeats": given.repeat,
        "load average before, after": f"{before:.1f}, {os.getloadavg()[0]:.1f}",
        "time": f"{time.perf_counter() - started:.0f} s",
    }
    write(figures, about, raw, given.out, command="benchmarks.logging")
    print(table(figures), end="")
    return 0 if all(figure.holds is not False for figure in figures) else 1


def compared(
    name: str, ours: Work, rival: Work, most: float | None, *, repeat: int, raw: dict[str, Any]
) -> Figure:
    """Ours and the rival in turn; a first round does not count."""
    seconds: dict[str, list[float]] = {"ours": [], "rival": []}
    for number in range(1 + repeat):
        for kind, work in (("rival", rival), ("ours", ours)):
            with folder() as empty:
                one = work(empty)
            if number:
                seconds[kind].append(one)
    raw[name] = seconds
    one, other = median(seconds["ours"]), median(seconds["rival"])
    if most is None:
        return Figure(name, "s", one, other)
    return Figure(name, "s", one, other, f"≤ {most:g}×", most * other)


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="benchmark-"))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def seconds_of(work: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def make_frame(rows: int) -> pd.DataFrame:
    """A row number, one of ten classes, a text of its own, and ten scores."""
    random = np.random.default_rng(0)
    classes = np.array([f"class {n}" for n in range(10)], dtype=object)
    columns: dict[str, Any] = {
        "id": np.arange(rows),
        "truth": classes[random.integers(0, 10, rows)],
        "text": [f"sample {n}" for n in range(rows)],
    }
    made: pd.DataFrame = pd.DataFrame(columns | {f"score_{n}": random.random(rows) for n in range(10)})
    return made


def frame_works(rows: int) -> Iterator[tuple[str, Work, Work, float | None]]:
    """A data frame logged, beside the same Arrow table written bare with the same settings."""
    frame = make_frame(rows)
    arrow = pa.Table.from_pandas(frame, preserve_index=False)

    def ours(empty: Path) -> float:
        with reportgen.init(dir=empty) as run:
            return seconds_of(lambda: run.log({"frame": frame}))

    def bare(empty: Path) -> float:
        return seconds_of(lambda: write_bare(arrow, empty / "bare.parquet"))

    def converted(empty: Path) -> float:
        return seconds_of(
            lambda: write_bare(pa.Table.from_pandas(frame, preserve_index=False), empty / "bare.parquet")
        )

    yield f"{rows:,} rows of a frame (rival: write_table of its Arrow table)", ours, bare, 2.0
    yield f"{rows:,} rows of a frame (rival: from_pandas, then write_table)", ours, converted, 2.0


def write_bare(arrow: pa.Table, path: Path) -> None:
    """What the store does with a table, without the store."""
    pq.write_table(
        arrow,
        path,
        compression="zstd",
        use_dictionary=dictionary_columns(arrow.slice(0, ROW_GROUP)),
        row_group_size=ROW_GROUP,
        write_page_index=True,
        store_schema=True,
    )


def image_works(count: int) -> Iterator[tuple[str, Work, Work, float | None]]:
    """Pictures logged in a table, beside a loop that writes the same files."""
    random = np.random.default_rng(0)
    waves = np.sin(np.linspace(0, 9, SIDE))[:, None, None] * 60 + 128

    def picture(n: int) -> np.ndarray[Any, Any]:
        noise = random.normal(0, 12, (SIDE, SIDE, 3))
        return np.clip(np.roll(waves, n, axis=0) + noise, 0, 255).astype(np.uint8)

    pictures = [picture(n) for n in range(count)]

    def logged(empty: Path) -> float:
        with reportgen.init(dir=empty) as run:
            return seconds_of(
                lambda: run.log({"t": Table(columns=["image"], data=[[Image(p)] for p in pictures])})
            )

    def saved(empty: Path) -> float:
        def loop() -> None:
            for n, pixels in enumerate(pictures):
                Pillow.fromarray(pixels).save(empty / f"{n}.png", compress_level=6)

        return seconds_of(loop)

    yield f"{count:,} images of {SIDE}×{SIDE} pixels (rival: a loop of save)", logged, saved, 1.25


def increment_works(rows: int) -> Iterator[tuple[str, Work, Work, float | None]]:
    """A table made and logged in increments, beside one made and logged at once; and the logging alone."""
    frame = make_frame(rows)
    data = list(zip(*(frame[name].tolist() for name in COLUMNS), strict=True))
    size = rows // INCREMENTS

    def increments(empty: Path, *, adding: bool) -> float:
        seconds = 0.0
        grown = Table(columns=COLUMNS, log_mode="INCREMENTAL")
        with reportgen.init(dir=empty) as run:
            for start in range(0, rows, size):
                added = seconds_of(lambda: add_rows(grown, data[start : start + size]))  # noqa: B023
                seconds += seconds_of(lambda: run.log({"t": grown})) + added * adding
        return seconds

    def once(empty: Path, *, adding: bool) -> float:
        whole = Table(columns=COLUMNS)
        added = seconds_of(lambda: add_rows(whole, data))
        with reportgen.init(dir=empty) as run:
            return seconds_of(lambda: run.log({"t": whole})) + added * adding

    name = f"{INCREMENTS:,} increments of {size:,} rows (rival: one log of all)"
    yield name, partial(increments, adding=True), partial(once, adding=True), 2.0
    yield f"{name}, without add_data", partial(increments, adding=False), partial(once, adding=False), None


def add_rows(table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """What a loop of the user's does."""
    for row in rows:
        table.add_data(*row)


def memory_figure(rows: int) -> Figure:
    """The peak of memory of a process that makes an Arrow table and logs it."""
    command = [sys.executable, "-m", "benchmarks.logging", "--peak", "--rows", str(rows * 4)]
    peak, size = map(int, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    return Figure(
        "peak memory with an Arrow table (rival: the table)", "bytes", peak, size, "≤ 1.5×", 1.5 * size
    )


def peak_of_logging(rows: int) -> str:
    """How far memory grew, and what the table takes of it, in bytes."""
    with folder() as empty:
        with reportgen.init(dir=empty) as run:
            run.log({"small": make_frame(10)})  # imports are not what is measured
            before = resident()
            arrow = pa.table({f"x{n}": np.random.default_rng(n).random(rows) for n in range(12)})
            run.log({"t": arrow})
        return f"{peak() - before} {arrow.nbytes}"


def resident() -> int:
    """The memory that the process has now, in bytes."""
    return status("VmRSS")


def peak() -> int:
    """The most memory that the process has had so far, in bytes."""
    return status("VmHWM")


def status(name: str) -> int:
    """A number of bytes that Linux tells of the process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    raise SystemExit(main())
