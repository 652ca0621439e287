"""The command line as people use it: what is printed, and the exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import reportgen
from reportgen import cli
from tests.conftest import Project

Make = Callable[..., Project]

REPORT = """
# Predictions

:::{table-panel} predictions
:filter: truth != guess
The wrong ones.
:::
"""

WRONG = """
# Predictions

:::{table-panel} predictons
:colums: id
:::

[lost](missing.md)
"""


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"reportgen {reportgen.__version__}\n"
    assert cli.run(["--help"]) == 0
    overview = capsys.readouterr().out
    assert "Exit codes" in overview
    for name in ("new", "build", "check", "serve", "query", "import", "export"):
        assert f"  {name} " in overview
        assert cli.run([name, "--help"]) == 0
        assert f"Examples:\n  reportgen {name}" in capsys.readouterr().out


USAGE = [
    (["bild"], "No such command 'bild'"),
    (["build", "--stric"], "No such option"),
    (["build", "no-such-folder"], "Directory 'no-such-folder' does not exist"),
    (["serve", "--port", "99999"], "99999 is not in the range"),
    (["new"], "Missing argument 'FOLDER'"),
]


@pytest.mark.parametrize(("args", "message"), USAGE)
def test_wrong_usage_is_exit_code_2(
    capsys: pytest.CaptureFixture[str], args: list[str], message: str
) -> None:
    assert cli.run(args) == 2
    assert message in capsys.readouterr().err


def test_build_writes_the_site_and_says_so(make_project: Make) -> None:
    project = make_project({"index.md": REPORT})
    done = project.run("build")
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.startswith("1 page, 1 panel, 1 table in 'site' (")
    assert (project.root / "site" / "index.html").is_file()

    quiet = project.run("build", "--quiet", "--out", "elsewhere")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert (project.root / "elsewhere" / "index.html").is_file()


def test_problems_are_exit_code_1_and_leave_the_last_good_site(make_project: Make) -> None:
    project = make_project({"index.md": REPORT})
    assert project.run("build").returncode == 0
    good = (project.root / "site" / "index.html").read_bytes()

    project.write("index.md", WRONG)
    checked = project.run("check")
    assert checked.returncode == 1
    assert checked.stdout == ""
    assert checked.stderr == (
        "index.md:3:18: error[artifact-unknown]: the store has no artifact 'predictons'\n"
        "  :::{table-panel} predictons\n"
        "                   ^^^^^^^^^^\n"
        "  help: did you mean 'predictions'?\n"
        "\n"
        "index.md:4:2: error[option-unknown]: unknown option 'colums' for panel 'table-panel'\n"
        "  :colums: id\n"
        "   ^^^^^^\n"
        "  help: did you mean 'columns'?\n"
        "\n"
        "index.md:7:8: error[file-missing]: there is no file 'missing.md'\n"
        "  [lost](missing.md)\n"
        "         ^^^^^^^^^^\n"
        "  help: the files are 'index.md', 'reportgen.toml'\n"
        "\n"
        "3 errors\n"
    )
    built = project.run("build")
    assert built.returncode == 1
    assert built.stderr.endswith("1 error\n")
    assert (project.root / "site" / "index.html").read_bytes() == good
    assert not list(project.root.glob(".site*"))


def test_check_of_a_good_project(make_project: Make) -> None:
    project = make_project({"index.md": REPORT, "more.md": "# More\n"})
    done = project.run("check", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems in 2 reports\n", "")
    assert not (project.root / "site").exists()
    assert not (project.root / ".reportgen").exists()


def test_strict_makes_warnings_errors(make_project: Make) -> None:
    project = make_project({"index.md": "A [word](other.md){style=color:red}.\n", "other.md": "# Other\n"})
    assert project.run("check").returncode == 0
    strict = project.run("check", "--strict")
    assert strict.returncode == 1
    assert strict.stderr.endswith("1 warning\n")
    assert project.run("build").returncode == 0
    assert project.run("build", "--strict").returncode == 1


def test_outside_of_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", str(tmp_path)]) == 1
    assert "error[config-invalid]: there is no reportgen.toml" in capsys.readouterr().err


def test_a_site_is_not_built_over_other_things(
    make_project: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project({"index.md": "# Hello\n"}, tables={})
    project.write("notes/diary.txt", "mine")
    for out, message in [
        (project.root / "notes", "is not empty and is not a site of reportgen"),
        (project.root, "the project lies inside of"),
        (project.root.parent, "the project lies inside of"),
        (project.root / "index.md", "is a file; choose a folder for the site"),
    ]:
        assert cli.run(["build", str(project.root), "--out", str(out)]) == 1
        error = capsys.readouterr().err
        assert error.startswith("error: ")
        assert message in error
    assert (project.root / "notes" / "diary.txt").read_text() == "mine"


def test_a_fault_of_ours_says_so(
    make_project: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("oops")

    project = make_project({"index.md": "# Hello\n"}, tables={})
    monkeypatch.setattr("reportgen.cli.build.build", broken)
    assert cli.run(["build", str(project.root)]) == 1
    error = capsys.readouterr().err
    assert "KeyError: 'oops'" in error
    assert (
        f"error: this is a fault of reportgen {reportgen.__version__}, not yours; please report it" in error
    )


def test_ctrl_c_during_a_build(
    make_project: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    project = make_project({"index.md": "# Hello\n"}, tables={})
    monkeypatch.setattr("reportgen.cli.build.build", interrupted)
    assert cli.run(["build", str(project.root)]) == 130
    assert capsys.readouterr().err.strip() == "stopped"
    assert not (project.root / "site").exists()


def test_new_and_the_steps_that_it_prints(tmp_path: Path) -> None:
    folder = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}

    def run(command: str, where: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, shell=True, cwd=where, env=env, capture_output=True, text=True, timeout=120
        )

    made = run("reportgen new 'my report'", tmp_path)
    assert made.returncode == 0, made.stderr
    steps = [line.split("#")[0].strip() for line in made.stdout.split("next:\n")[1].splitlines()]
    assert steps == ["cd 'my report'", "python log_example.py", "reportgen serve"]

    logged = run(f"{steps[0]} && {steps[1]}", tmp_path)
    assert logged.returncode == 0, logged.stderr
    for command in ("reportgen check --strict", "reportgen build --strict"):
        done = run(f"{steps[0]} && {command}", tmp_path)
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "my report" / "site" / "index.html").read_text(encoding="utf-8")
    assert "The model looked at 300 drawings and named" in page
    assert page.count('data-panel="table"') == 3

    again = run("reportgen new 'my report'", tmp_path)
    assert (again.returncode, again.stderr) == (
        1,
        "error: 'my report' exists and is not an empty folder; choose another name\n",
    )
