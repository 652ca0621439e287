"""What several tests share: small projects, with a store and reports, that are built for real."""

from __future__ import annotations

import contextlib
import io
import os
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reportgen
from reportgen import cli
from reportgen.build import BuildResult, build, check
from reportgen.diagnostics import format_diagnostic
from reportgen.output import MemoryOutput

CONFIG = '[project]\ntitle = "Test reports"\n'


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        """Write a file of the project; the text may be indented."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return file

    def log(self, **tables: reportgen.Table) -> None:
        """Log tables, each as an artifact of its name."""
        with reportgen.init(project="test", dir=self.root) as run:
            run.log(dict(tables))

    def build(self, **options: Any) -> tuple[dict[str, bytes], BuildResult]:
        """The files of the site, and what the build says about it."""
        output = MemoryOutput()
        result = build(self.root, output, **options)
        return output.files, result

    def problems(self) -> list[str]:
        """What `check` says, as people read it, with the project's folder left out of the paths."""
        return [format_diagnostic(d).replace(f"{self.root}/", "") for d in check(self.root)]

    def run(self, *args: str) -> Done:
        """Run the command in the project's folder, in this process."""
        out, err = io.StringIO(), io.StringIO()
        here = Path.cwd()
        os.chdir(self.root)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = cli.run(args)
        finally:
            os.chdir(here)
        return Done(code, out.getvalue(), err.getvalue())


def predictions(rows: int = 12, *, size: int = 8) -> reportgen.Table:
    """A table of predictions with images: every third is wrong."""
    table = reportgen.Table(columns=["id", "image", "truth", "guess", "score_cat", "score_dog"])
    for number in range(rows):
        truth = ("cat", "dog")[number % 2]
        guess = truth if number % 3 else ("dog", "cat")[number % 2]
        score = round(number / rows, 4)
        pixels = np.full((size, size), 20 * number % 256, np.uint8)
        image = reportgen.Image(pixels, caption=f"image {number}")
        table.add_data(f"r{number}", image, truth, guess, score, 1 - score)
    return table


def filled(root: Path, files: dict[str, str], tables: dict[str, reportgen.Table]) -> Project:
    """A project in a folder that is there, with these files and logged tables."""
    project = Project(root)
    for path, text in files.items():
        project.write(path, text)
    if tables:
        project.log(**tables)
    return project


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes projects from files; `predictions` is logged unless `tables` says something else."""

    def make(
        files: dict[str, str] | None = None,
        *,
        tables: dict[str, reportgen.Table] | None = None,
        name: str = "project",
    ) -> Project:
        root = tmp_path / name
        root.mkdir()
        logged = {"predictions": predictions()} if tables is None else tables
        return filled(root, {"reportgen.toml": CONFIG, **(files or {})}, logged)

    return make
