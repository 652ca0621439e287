"""What is counted in the page once columns are kept there: the cells that the engine would give."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched
from tests.browser.serving import served

ROWS = 6_000
REPORT = """---
title: Counting
---

:::{table-panel} sample
:name: sample
:::
"""
SPY = """(() => {
  globalThis.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message.type === "START_PENDING_QUERY") globalThis.asked.push(message.data[1]);
    return post.call(this, message, transfer);
  };
})()"""
"""Hears what the engine is asked; before any script of the page."""
SHOW = """async (e, part) => {
  globalThis.asked.length = 0;
  await e.panel.reset();
  await e.panel.apply(part);
  return e.panel.frame.rows;
}"""
HEADS = """(e) => [...e.querySelectorAll("thead .rg-summary")].map((one) =>
  [...one.querySelectorAll("title")].map((bar) => bar.textContent).join("; ") + one.textContent)"""
ASKED = "() => globalThis.asked"


def sample() -> pd.DataFrame:
    """Numbers with all that goes wrong in them, a text of few values, whole numbers, moments."""
    random = np.random.default_rng(5)
    score = random.normal(size=ROWS).astype(np.float32)
    score[::97], score[::89], score[::83] = np.nan, np.inf, -np.inf
    kind = pd.Series(random.choice(["cat", "dog", "owl"], ROWS)).mask(random.random(ROWS) < 0.1)
    frame: pd.DataFrame = pd.DataFrame(
        {
            "kind": kind,
            "sure": random.random(ROWS) < 0.7,
            "score": score,
            "weight": pd.Series(random.exponential(size=ROWS)).round(3),
            "seen": pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 10**6, ROWS), "s"),
            "large": random.integers(2**60, 2**62, ROWS),
        }
    )
    return frame


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("counting")
    (root / "reportgen.toml").write_text('[project]\ntitle = "Counting"\n', "utf-8")
    (root / "index.md").write_text(REPORT, "utf-8")
    with reportgen.init(project="counting", dir=root) as run:
        run.log({"sample": reportgen.Table(data=sample())})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def alive(shared_window: Window, site: str) -> Watched:
    watched = shared_window(site)
    watched.context.add_init_script(SPY)
    return watched.with_panels("sample")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    yield from alive.as_meant()


def show_counted(panel: Panel, part: dict[str, Any]) -> Any:
    """The rows of a view once the engine is not asked for bins any more."""
    until = time.monotonic() + 20
    while True:
        rows = panel.figure.evaluate(SHOW, part)
        panel.page.wait_for_timeout(100)
        asked = panel.page.evaluate(ASKED)
        if not any("floor(" in sql for sql in asked):
            return rows
        assert time.monotonic() < until, asked


def differences(one: Any, other: Any, place: str = "") -> list[str]:
    """Where two cells differ; sums of floats may differ in their last digits."""
    if isinstance(one, dict):
        return [line for key in one for line in differences(one[key], other[key], f"{place}.{key}")]
    if isinstance(one, list):
        pairs = zip(one, other, strict=True)
        return [line for at, pair in enumerate(pairs) for line in differences(*pair, f"{place}[{at}]")]
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return [] if math.isclose(one, other, rel_tol=1e-9) else [f"{place}: {one!r} and {other!r}"]
    return [] if one == other else [f"{place}: {one!r} and {other!r}"]


def test_groups_are_counted_as_the_engine_counts_them(page: Page) -> None:
    panel = Panel(page, "sample")
    columns = [{"name": name} for name in ("score", "weight", "seen")]
    part = {"filter": "score > -1 or score is null", "group": ["kind", "sure"], "columns": columns}
    asked = panel.figure.evaluate(SHOW, part)
    assert any("floor(" in sql for sql in page.evaluate(ASKED))
    counted = show_counted(panel, part)
    assert len(counted) == 8
    assert differences(asked, counted) == []


def test_headers_are_counted_as_pandas_counts_them(page: Page) -> None:
    panel = Panel(page, "sample")
    data = sample()
    names = [{"name": name} for name in ("kind", "sure", "weight", "seen")]
    show_counted(panel, {"filter": "weight < 1.5", "columns": names, "summaries": True})
    kept = data[data["weight"] < 1.5]
    expect(panel.status).to_contain_text(f"{len(kept):,} of {ROWS:,} rows")
    kind, sure, weight, seen = panel.figure.evaluate(HEADS)
    for value, count in kept["kind"].value_counts().items():
        assert f"{value}: {count:,} (" in kind
    assert f"true: {int(kept['sure'].sum()):,} (" in sure
    bins, _ = np.histogram(kept["weight"], bins=20, range=(data["weight"].min(), data["weight"].max()))
    assert re.findall(r": ([\d,]+)(?:;|[\d,]+ distinct|$)", weight)[:1] == [f"{bins[0]:,}"]
    assert f"{kept['weight'].nunique():,} distinct" in weight
    assert f"{kept['seen'].nunique():,} distinct" in seen


def test_what_doubles_cannot_tell_apart_stays_with_the_engine(page: Page) -> None:
    panel = Panel(page, "sample")
    part = {"filter": "weight < 1", "columns": [{"name": "large"}], "summaries": True}
    distinct = sample().query("weight < 1")["large"].nunique()
    for _ in range(2):
        panel.figure.evaluate(SHOW, part)
        expect(panel.figure.locator(".rg-summary-note")).to_have_text(f"{distinct:,} distinct")
    assert any('"large"' in sql and "DISTINCT" in sql for sql in page.evaluate(ASKED))
