"""The example `comparison` as the tests use it: copied, trained and built once for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reportgen.store import Store
from tests.digits import Project, built_once

EXAMPLE = Path(__file__).parent.parent / "examples" / "comparison"


def built_comparison(folders: pytest.TempPathFactory) -> Project:
    """The example, trained and built; made at the first call of a test run, whichever process makes it."""
    return built_once(folders, "comparison", "train.py")


def frame(project: Project, reference: str) -> pd.DataFrame:
    """A logged table; its pictures as the digests of their bytes."""
    store = Store(project.root / "store")
    table = store.read_table(store.resolve(reference))
    columns: dict[str, Any] = {name: table[name].to_pylist() for name in table.column_names}
    columns["image"] = [picture["sha256"] for picture in columns["image"]]
    found: pd.DataFrame = pd.DataFrame(columns)
    return found
