"""The sdist and the wheel hold all that a report needs, without the checkout and without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NO_NETWORK = """
import socket


def refuse(self, address, *rest):
    raise AssertionError(f"a connection to {address} was tried")


socket.socket.connect = refuse
socket.socket.connect_ex = refuse
"""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """An environment of its own in which the wheel is installed."""

    scripts: Path
    variables: Mapping[str, str]

    def run(self, *command: str, cwd: Path) -> str:
        name = self.scripts / command[0]
        done = subprocess.run(
            [str(name), *command[1:]],
            cwd=cwd,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, the wheel made from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a fresh environment that borrows the dependencies of the one that runs the tests.

    The loan is a path file. Python adds the folder that it names, but does not read the path files in there,
    and the editable install of this checkout is one of those: so `reportgen` can only be the wheel's.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    (wheel,) = built.glob("*.whl")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-index",
        "--no-deps",
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", "utf-8")
    guard = tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REPORTGEN"))}
    return Installed(python.parent, kept | {"PYTHONPATH": str(guard)})


def test_the_wheel_holds_the_client_the_vendored_files_and_the_themes(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = [p for p in (ROOT / "reportgen").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    missing = {p.relative_to(ROOT).as_posix() for p in sources} - names
    assert missing == set()
    themes = [p for p in (ROOT / "themes").rglob("*") if p.is_file()]
    assert {f"reportgen/{p.relative_to(ROOT).as_posix()}" for p in themes} <= names
    assert {name for name in names if not name.startswith(("reportgen/", "reportgen-"))} == set()
    licences = {name for name in names if "/licenses/" in name}
    assert len(licences) >= 6


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    for wanted in ["pyproject.toml", "deno.json", "README.md", "LICENSE", "CHANGELOG.md", "scripts/test"]:
        assert wanted in names
    for wanted in ["tests/test_packaging.py", "examples/digits/index.md", "themes/default/theme.toml"]:
        assert wanted in names
    assert not any(name.startswith((".venv", "demo/", "examples/digits/s")) for name in names)


def test_an_installed_wheel_builds_a_report_without_network(installed: Installed, tmp_path: Path) -> None:
    where = installed.run("python", "-c", "import reportgen; print(reportgen.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.scripts.parent)
    installed.run("reportgen", "new", "first", cwd=tmp_path)
    project = tmp_path / "first"
    installed.run("python", "log_example.py", cwd=project)
    installed.run("reportgen", "build", cwd=project)
    page = (project / "site" / "index.html").read_text("utf-8")
    assert 'data-state="static"' in page
    engine = {path.name for path in (project / "site" / "assets" / "engine").iterdir()}
    assert len(engine) == 3
    assert all(name.endswith(".gz") for name in engine)
    assert list((project / "site" / "data").glob("*.parquet"))
