"""Where a script's store is: beside the nearest `reportgen.toml`, else in the working folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONFIG = "reportgen.toml"
VARIABLE = "REPORTGEN_STORE"
"""The environment variable that names the store, before everything else."""


def find_store(start: Path) -> Path:
    """The folder of the store for a script that runs in `start`."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    start = start.expanduser().absolute()
    for folder in (start, *start.parents):
        file = folder / CONFIG
        if file.is_file():
            return folder / _store_setting(file)
    return start / "store"


def _store_setting(file: Path) -> str:
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ValueError(f"cannot read {file}: {error}") from error
    project = settings.get("project", {})
    store = project.get("store", "store") if isinstance(project, dict) else None
    if not isinstance(store, str) or not store:
        raise ValueError(f"cannot read {file}: [project] store must be a path in quotes")
    return store
