"""Documents of other tools that embed a saved view: their sources, written and built by the real tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypandoc
from tutorial_steps import saved_files

import reportgen

DOCS = Path(__file__).parent.parent / "docs"

VIEW = """\
title = "Mistakes"
description = "What the model got wrong."
tables = ["predictions:latest"]
filter = "truth != guess"
columns = "id, truth, guess"
rows = 5
"""
ROWS = 60
"""Of which every fourth is a mistake."""
CLASSES = ("cat", "dog", "eel")
MISTAKES = ROWS // 4

SPHINX_CONF = """\
project = "Guide"
extensions = ["reportgen.ext.sphinx", "myst_parser"]
reportgen_project = "../report"
html_theme = "alabaster"
"""
SPHINX = {
    "conf.py": SPHINX_CONF,
    "index.rst": "Guide\n=====\n\n.. toctree::\n\n   deep/page\n\n.. reportgen-view:: mistakes\n",
    "deep/page.md": "# Deeper\n\n```{reportgen-view} mistakes\n:height: 300\n:theme: dark\n```\n",
}

MKDOCS = {
    "mkdocs.yml": "site_name: Guide\nplugins:\n  - search\n  - reportgen:\n      project: ../report\n",
    "docs/index.md": "# Guide\n\n::reportgen-view[mistakes]\n\n```\n::reportgen-view[in code]\n```\n",
    "docs/deep/page.md": "# Deeper\n\n::reportgen-view[mistakes]{height=300 theme=dark}\n",
}


QUARTO_PAGE = '# Guide\n\n::: {.reportgen-view name="mistakes" height="300"}\n:::\n'
"""Quarto hands its documents to Pandoc, with the filters that they name."""


def write_report(root: Path) -> Path:
    """A project with a table and a view of it."""
    folder = root / "report"
    folder.mkdir(parents=True)
    table = reportgen.Table(columns=["id", "truth", "guess"])
    for row in range(ROWS):
        truth = CLASSES[row % 3]
        table.add_data(row, truth, CLASSES[(row + 1) % 3] if row % 4 == 0 else truth)
    with reportgen.init(project="guide", dir=folder) as run:
        run.log({"predictions": table})
    (folder / "reportgen.toml").write_text('[project]\ntitle = "Report"\n', encoding="utf-8")
    (folder / "index.md").write_text("# Report\n", encoding="utf-8")
    (folder / "views").mkdir()
    (folder / "views" / "mistakes.toml").write_text(VIEW, encoding="utf-8")
    return folder


def write(folder: Path, files: dict[str, str]) -> Path:
    """The sources of a document."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A tool's own command."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False, timeout=240
    )


def sphinx(folder: Path, builder: str = "html") -> subprocess.CompletedProcess[str]:
    """Build with Sphinx, to whom a warning is an error, into `out/<builder>`."""
    return run("sphinx", "-W", "-q", "-b", builder, ".", f"out/{builder}", cwd=folder)


def pandoc(folder: Path, form: str = "html") -> Path:
    """Write the page by Pandoc with the filter that the documentation has for Quarto; the file."""
    files = saved_files((DOCS / "from-quarto.md").read_text("utf-8"))
    write(folder, {**files, "index.md": QUARTO_PAGE})
    made = folder / f"index.{form}"
    options = ["--standalone", "--metadata=title:Guide", f"--lua-filter={folder / 'reportgen.lua'}"]
    pypandoc.convert_file(folder / "index.md", form, outputfile=made, extra_args=options)
    return made


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    """Build with MkDocs, to which a warning is an error, into `site`."""
    return run("mkdocs", "build", "--strict", "--quiet", cwd=folder)
