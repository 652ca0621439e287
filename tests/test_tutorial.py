"""The tutorial and the guides, run as they are written, from an empty folder to a published site."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from tutorial_steps import saved_files, steps

from reportgen.build import build
from reportgen.cli import run
from reportgen.output import DirectoryOutput

DOCS = Path(__file__).parent.parent / "docs"
TUTORIAL = (DOCS / "tutorial.md").read_text("utf-8")
PATIENCE = 100
"""Seconds for a first build, on a busy machine."""
DOWNLOADED = '{"columns": ["truth", "guess"], "data": [["cat", "dog"], ["cat", "cat"]], "column_types": {}}'
"""A table's file, as W&B writes it."""
REMOTE = "https://github.com/you/digits.git"


class Reader:
    """Somebody who saves and types what the tutorial says, in a folder that is empty at first."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "here"
        self.folder.mkdir()
        self.remote = root / "remote.git"
        self.said = self.served = ""
        subprocess.run(["git", "init", "--bare", "--quiet", str(self.remote)], check=True)
        self.variables = os.environ | {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            # The tutorial's repository is the one here.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.remote.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": REMOTE,
            **{
                f"GIT_{who}_{what}": "you@here"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }

    def follow(self, tutorial: str) -> None:
        """Do all of it."""
        top = self.folder
        for step in steps(tutorial):
            if step.file:
                (top / step.file).parent.mkdir(exist_ok=True)
                (top / step.file).write_text(step.text, encoding="utf-8")
            elif step.text == "reportgen serve\n":
                self.look()
            else:
                self.type(step.text)

    def type(self, commands: str) -> None:
        """Type commands; where they end, the next ones begin."""
        done = subprocess.run(
            ["bash", "-e", "-c", f"{commands}\necho; pwd"],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        assert done.returncode == 0, f"{commands}{done.stdout}{done.stderr}"
        *said, where = done.stdout.strip().splitlines()
        self.folder = Path(where)
        self.said += "\n".join([*said, done.stderr])

    def look(self) -> None:
        """Open the preview, and end it with Ctrl-C."""
        command = ["reportgen", "serve"]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, cwd=self.folder, env=self.variables, stdout=pipe, text=True
        ) as process:
            assert process.stdout
            try:
                address = next(
                    found[0] for line in process.stdout if (found := re.search(r"http://\S+", line))
                )
                self.served = fetched(address)
            finally:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


def fetched(address: str) -> str:
    """A page of the preview, which has none before the first build is done."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                text: str = answer.read().decode()
                return text
        except HTTPError as error:
            if error.code != 503 or time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who has come to the end."""
    reader = Reader(tmp_path_factory.mktemp("reader"))
    reader.follow(TUTORIAL)
    return reader


def test_from_an_empty_folder_to_a_hosted_site(reader: Reader) -> None:
    built = (reader.folder / "site" / "index.html").read_text("utf-8")
    assert "Which digits does the network misread?" in built
    assert "Which digits does the network misread?" in reader.served
    git = ["git", "--git-dir", str(reader.remote), "show", "gh-pages:index.html"]
    assert subprocess.run(git, capture_output=True, text=True, check=True).stdout == built
    assert re.search(r"predictions:v4|v4", reader.said)


def here(line: str) -> int:
    """The exit code of a command, run in this process where that can be."""
    program, *words = shlex.split(line)
    if program == "reportgen":
        return run(words)
    if program == "python" and words[0].endswith(".py"):
        runpy.run_path(words[0], run_name="__main__")
        return 0
    return subprocess.run(
        [sys.executable if program == "python" else program, *words], check=False
    ).returncode


MADE = {
    "add-your-own-cell": ("site/meters.html", "modules/meter.js"),
    "embed-in-sphinx": ("guide/out/index.html", '<reportgen-view src="_reportgen/embed/sure-mistakes.html"'),
    "find-label-errors": ("suspects.csv", "truth,guess,score,id"),
    "import-from-wandb": ("store/artifacts/imported/v0.json", '"dataset"'),
    "log-from-a-training-loop": ("store/artifacts/losses/v2.json", '"increment"'),
    "make-one-file": ("small.html", "Which digits does the network misread?"),
    "share-a-slice": ("public/views/sure-mistakes.html", "Sure, and wrong"),
    "theme-it": ("site/index.html", "© The digits group"),
}
"""What some guides make, and a text in it."""


@pytest.mark.parametrize("guide", sorted((DOCS / "how-to").glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_works_as_written(
    guide: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "digits"
    shutil.copytree(reader.folder, project, ignore=shutil.ignore_patterns("site", "views"))
    if guide.stem == "import-from-wandb":
        (project / "downloads" / "predictions").mkdir(parents=True)
        (project / "downloads" / "predictions" / "predictions.table.json").write_text(DOWNLOADED)
    monkeypatch.chdir(project)
    for name in reader.variables.keys() - {"PATH"}:
        monkeypatch.setenv(name, reader.variables[name])
    for step in steps(guide.read_text("utf-8")):
        if step.file:
            (project / step.file).parent.mkdir(parents=True, exist_ok=True)
            (project / step.file).write_text(step.text, encoding="utf-8")
        else:
            assert [line for line in step.text.splitlines() if here(line) != 0] == []
    if guide.stem in MADE:
        path, text = MADE[guide.stem]
        assert text in (project / path).read_text("utf-8")


def test_the_documentation_is_a_site(reader: Reader, tmp_path: Path) -> None:
    """Every page of it is built, none is left out of the list, and no link leads nowhere."""
    project = tmp_path / "docs"
    shutil.copytree(DOCS, project, ignore=shutil.ignore_patterns("store", "site", ".reportgen"))
    shutil.copytree(reader.folder / "store", project / "store")
    # The census links to tests.
    shutil.copytree(DOCS.parent / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    with DirectoryOutput(tmp_path / "site") as output:
        result = build(project, output, strict=True)
    pages = {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")}
    assert pages <= {*result.pages}
    index = (DOCS / "index.md").read_text("utf-8")
    names = {page.relative_to(DOCS).as_posix() for page in (*DOCS.glob("*.md"), *DOCS.glob("how-to/*.md"))}
    assert {name for name in names if f"({name})" not in index} == {"index.md"}


def test_the_tutorial_saves_what_it_needs() -> None:
    assert {"digits/train.py", "digits/index.md", "digits/reportgen.toml"} <= {*saved_files(TUTORIAL)}
