"""The example `linked` as the tests use it: copied, logged and built once for all of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

from reportgen.store import Store

EXAMPLE = Path(__file__).parent.parent / "examples" / "linked"


@dataclass(frozen=True)
class Linked:
    """A copy of the example that has been built."""

    root: Path

    @property
    def rows(self) -> pd.DataFrame:
        """The logged table."""
        store = Store(self.root / "store")
        rows: pd.DataFrame = store.read_table(store.resolve("sightings:v0")).to_pandas()
        return rows


def built_linked(folders: pytest.TempPathFactory) -> Linked:
    """The example, built; made at the first call of a test run."""
    root = folders.getbasetemp() / "linked-example"
    if root.exists():
        return Linked(root)
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("store", "site", ".*", "__pycache__"))
    with (root / "index.md").open("a", encoding="utf-8") as report:
        report.write(MORE)
    (root / "modules" / "bad.js").write_text(BAD, encoding="utf-8")
    for command in (["log.py"], ["-m", "reportgen", "build"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return Linked(root)


BAD = 'export default { render() { throw new Error("no luck today"); } };\n'
MORE = """
:::{panel} modules/bad.js sightings:v0
:name: bad
:rows: 3
:::
"""


def until(page: Page, script: str, wanted: Any, patience: float = 30) -> None:
    """Wait (s) until a script of the page gives a value."""
    end = time.monotonic() + patience
    while (found := page.evaluate(script)) != wanted:
        assert time.monotonic() < end, f"{script} gives {found}, not {wanted}"
        page.wait_for_timeout(40)
