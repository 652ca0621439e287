"""The example `digits` as the tests use it: copied, trained and built once for all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from reportgen.store import Store

EXAMPLE = Path(__file__).parent.parent / "examples" / "digits"


@dataclass(frozen=True)
class Project:
    """A copy of the example in which the training has run."""

    root: Path

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def columns(self, reference: str) -> dict[str, NDArray[Any]]:
        """The plain columns of a logged table."""
        store = Store(self.root / "store")
        table: pa.Table = store.read_table(store.resolve(reference))
        return {name: table[name].to_numpy() for name in table.column_names if name != "image"}

    def page(self, name: str) -> str:
        return (self.root / "site" / name).read_text("utf-8")

    def panels(self, page: str) -> dict[str, Any]:
        """What the page's script is given: panel name → spec, relation and answer."""
        found = re.search(r'<script[^>]*id="reportgen-page"[^>]*>(.*?)</script>', self.page(page), re.DOTALL)
        assert found
        panels: dict[str, Any] = json.loads(found.group(1))["panels"]
        return panels


def copy_of_the_example(target: Path) -> Project:
    """The example's own files in a new folder; what was trained or built in the checkout stays behind."""
    target.mkdir(parents=True)
    for source in sorted(EXAMPLE.iterdir()):
        if source.is_file():
            shutil.copy(source, target / source.name)
    shutil.copytree(EXAMPLE / "views", target / "views")
    return Project(target)


def built_example(folders: pytest.TempPathFactory) -> Project:
    """The example, trained and built; made at the first call of a test run."""
    root = folders.getbasetemp() / "digits-example"
    if root.exists():
        return Project(root)
    made = copy_of_the_example(root)
    made.run("train.py")
    made.run("-m", "reportgen", "build")
    return made


def built_once(folders: pytest.TempPathFactory, name: str, script: str) -> Project:
    """Another example, its script run and its site built, once a test run, whichever process does it."""
    base = folders.getbasetemp()
    # The processes of one run share what is beside their own folders.
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"{name}-example"
    with filelock.FileLock(str(root) + ".lock"):
        if not (root / "site" / "index.html").is_file():
            root.mkdir(parents=True, exist_ok=True)
            for source in sorted(path for path in (EXAMPLE.parent / name).iterdir() if path.is_file()):
                shutil.copy(source, root / source.name)
            if (EXAMPLE.parent / name / "views").is_dir():
                shutil.copytree(EXAMPLE.parent / name / "views", root / "views", dirs_exist_ok=True)
            project = Project(root)
            project.run(script)
            project.run("-m", "reportgen", "build", "--strict")
    return Project(root)
