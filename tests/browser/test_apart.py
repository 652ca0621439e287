"""Columns that compared tables have alike: one file of the site, fetched once, read with each table."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served

ROWS = 9000
NAMES = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(ROWS)]
SCORES = [np.random.default_rng(seed).random(ROWS) for seed in range(3)]
REPORT = """# Apart

:::{table-panel} big:v0 big:v1 big:v2
:name: all
:columns: name, score
:::

:::{table-panel} big:v1
:name: one
:::
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which three tables share a column of names."""
    root = tmp_path_factory.mktemp("apart")
    with reportgen.init(project="apart", dir=root) as run:
        for score in SCORES:
            frame = pd.DataFrame({"id": range(ROWS), "name": NAMES, "score": score})
            run.log({"big": reportgen.Table(dataframe=frame)})
    (root / "reportgen.toml").write_text('[project]\ntitle = "Apart"\n')
    (root / "index.md").write_text(REPORT)
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


def test_a_shared_column_is_fetched_once_and_read_in_every_table(site: str, window: Window) -> None:
    watched = window(site)
    page = watched.open("index.html")
    together, one = Panel(page, "all").ready(), Panel(page, "one").ready()
    together.apply(sort=[{"by": "2.score", "dir": "desc"}])
    order = np.argsort(-SCORES[2], kind="stable")[:10]
    assert together.column("name") == [NAMES[place] for place in order]
    scores = [[float(score[place]) for score in SCORES] for place in order]
    assert together.column("score") == scores
    one.apply(sort=[{"by": "name", "dir": "asc"}])
    assert one.column("name") == sorted(NAMES)[:10]
    assert one.column("score") == [SCORES[1][place] for place in np.argsort(NAMES)[:10]]
    data = Counter(url for url in watched.requests if url.endswith(".parquet"))
    assert len(data) == 4, "three tables, and what they share"
    assert set(data.values()) == {1}
