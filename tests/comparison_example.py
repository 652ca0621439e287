"""The example `comparison` as the tests use it: copied, trained and built once for all of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import filelock
import pandas as pd
import pytest

from reportgen.store import Store
from tests.digits import Project

EXAMPLE = Path(__file__).parent.parent / "examples" / "comparison"


def built_comparison(folders: pytest.TempPathFactory) -> Project:
    """The example, trained and built; made at the first call of a test run, whichever process makes it."""
    base = folders.getbasetemp()
    # The processes of one run share what is beside their own folders.
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "comparison-example"
    with filelock.FileLock(str(root) + ".lock"):
        done = root / "site" / "index.html"
        if not done.is_file():
            root.mkdir(parents=True, exist_ok=True)
            for source in sorted(path for path in EXAMPLE.iterdir() if path.is_file()):
                shutil.copy(source, root / source.name)
            project = Project(root)
            project.run("train.py")
            project.run("-m", "reportgen", "build", "--strict")
    return Project(root)


def frame(project: Project, reference: str) -> pd.DataFrame:
    """A logged table; its pictures as the digests of their bytes."""
    store = Store(project.root / "store")
    table = store.read_table(store.resolve(reference))
    columns: dict[str, Any] = {name: table[name].to_pylist() for name in table.column_names}
    columns["image"] = [picture["sha256"] for picture in columns["image"]]
    found: pd.DataFrame = pd.DataFrame(columns)
    return found
