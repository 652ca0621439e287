"""A project of one table and one panel, made with the public API, and how long that takes."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput

CLASSES = 10
PANEL = "predictions"
REPORT = f"""---
title: Predictions
---

:::{{table-panel}} predictions
:name: {PANEL}
:::
"""


@dataclass(frozen=True)
class Site:
    """A built site of one size."""

    rows: int
    folder: Path
    log_seconds: float
    build_seconds: float
    """The first build, with nothing cached."""
    rebuild_seconds: float
    """A second one of the same inputs."""
    bytes: int
    data: str
    """The table's Parquet file, relative to the site."""

    @property
    def page(self) -> dict[str, Any]:
        """What the page's script is given."""
        return payload(self.folder)


def payload(folder: Path) -> dict[str, Any]:
    """What the script of a built site's first page is given."""
    text = (folder / "index.html").read_text("utf-8")
    found = re.search(r'<script[^>]*id="reportgen-page"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found, "the page has no panel"
    page: dict[str, Any] = json.loads(found[1])
    return page


def predictions(rows: int) -> pd.DataFrame:
    """What a classifier of ten classes could have said: id, truth, guess and ten scores that sum to one."""
    random = np.random.default_rng(rows)
    scores = random.dirichlet(np.full(CLASSES, 0.4), rows).astype(np.float32)
    guess = scores.argmax(axis=1)
    truth = np.where(random.random(rows) < 0.8, guess, random.integers(0, CLASSES, rows))
    names = np.array([f"class {digit}" for digit in range(CLASSES)])
    columns: dict[str, Any] = {"id": np.arange(rows), "truth": names[truth], "guess": names[guess]}
    columns |= {f"score_{digit}": scores[:, digit] for digit in range(CLASSES)}
    frame: pd.DataFrame = pd.DataFrame(columns)
    return frame


def build_site(
    rows: int,
    root: Path,
    pages: Mapping[str, str] | None = None,
    tables: Mapping[str, reportgen.Table] | None = None,
) -> Site:
    """Log the table and more tables, write the report and more pages of it, build it twice."""
    root.mkdir(parents=True)
    for name, text in (pages or {}).items():
        (root / f"{name}.md").write_text(text, "utf-8")
    (root / "reportgen.toml").write_text('[project]\ntitle = "Benchmark"\n', "utf-8")
    (root / "index.md").write_text(REPORT, "utf-8")
    frame = predictions(rows)
    started = time.perf_counter()
    with reportgen.init(project="benchmark", dir=root) as run:
        run.log({"predictions": reportgen.Table(data=frame)})
    logged = time.perf_counter()
    if tables:
        with reportgen.init(project="benchmark", dir=root) as run:
            run.log(dict(tables))
    folder = root / "site"
    built = [timed_build(root, folder) for _ in range(2)]
    data = max((folder / "data").iterdir(), key=lambda path: path.stat().st_size)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Site(rows, folder, logged - started, built[0], built[1], size, f"data/{data.name}")


def timed_build(root: Path, folder: Path) -> float:
    """Seconds of one build."""
    started = time.perf_counter()
    with DirectoryOutput(folder) as output:
        build(root, output)
    return time.perf_counter() - started


def script_bytes(site: Site) -> int:
    """Our own script, gzipped as a host would send it."""
    text = (site.folder / "index.html").read_text("utf-8")
    names = [name for name in re.findall(r'<script[^>]*src="([^"]+)"', text) if "duckdb" not in name]
    return sum(len(gzip.compress((site.folder / name).read_bytes(), 9, mtime=0)) for name in names)


def engine_bytes(site: Site) -> int:
    """The engine, its worker and its Parquet reader as they lie in the site (gzipped)."""
    return sum((site.folder / name).stat().st_size for name in site.page["engine"].values())
