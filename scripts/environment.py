"""The checkout's own virtual environment: make it, fill it, and go on inside it.

Every script here starts with `environment.enter(...)`. It needs nothing but a Python: this file uses the
standard library only, and is written so that even an old Python can read it and say what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "reportgen-installed.json"
"""What was installed last: the digest of pyproject.toml, and the extras."""
OLDEST = (3, 10)
NEWER_PYTHONS = ["python3.%d" % minor for minor in range(14, 9, -1)]


def enter(*extras: str) -> None:
    """Return inside `.venv` with the project and its `extras` installed, starting it anew if need be."""
    if sys.version_info < OLDEST:
        _restart_newer()
    python = venv_python()
    if not _starts(python):
        _make_venv()
    _install(python, set(extras))
    if Path(sys.prefix).resolve() != VENV.resolve():
        _replace_process([str(python), *sys.argv])


def venv_python() -> Path:
    """The interpreter of `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def tool(name: str) -> str:
    """The path of a command that is installed in `.venv`."""
    return str(venv_python().parent / name)


def install_prefix() -> list[str] | None:
    """What to put before a command that installs system packages; None when that is not possible."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0
    return ["sudo", "-n"] if allowed else None


def apt_install(package: str) -> bool:
    """Install a package of a Debian-like distribution, where that can be done without a question."""
    prefix = install_prefix()
    if prefix is None:
        return False
    say("installing the system's package '%s'" % package)
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    _run_quietly([*environment, "apt-get", "update"])
    return _run_quietly([*environment, "apt-get", "install", "-y", "--no-install-recommends", package])


def say(text: str) -> None:
    """A line about what is being done; standard output is left to the work itself."""
    print("scripts: " + text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """End with a message."""
    raise SystemExit("scripts: " + text)


def _run_quietly(command: list[str]) -> bool:
    with open(os.devnull, "r+b") as nothing:
        return subprocess.call(command, stdin=nothing, stdout=nothing) == 0


def _restart_newer() -> NoReturn:
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found:
            _replace_process([found, *sys.argv])
    have = ".".join(str(part) for part in sys.version_info[:3])
    stop("Python 3.10 or newer is needed, and python3 is %s: install a newer one and try again" % have)


def _replace_process(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    if os.name == "nt":  # execv there gives the prompt back before the work is done
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)


def _starts(python: Path) -> bool:
    """Whether the interpreter runs and has pip."""
    if not python.exists():
        return False
    return subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def _make_venv() -> None:
    say("making a virtual environment in %s" % VENV)
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    first = subprocess.run(make, capture_output=True, text=True, check=False)
    if first.returncode == 0:
        return
    version = "python%d.%d-venv" % sys.version_info[:2]
    if (apt_install(version) or apt_install("python3-venv")) and subprocess.call(make) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    stop(
        "this Python (%s) cannot make virtual environments;"
        " on Debian and Ubuntu, install the package '%s'.\n%s"
        % (sys.executable, version, (first.stdout + first.stderr).strip())
    )


def _install(python: Path, extras: set[str]) -> None:
    """Install what is missing; nothing to do when pyproject.toml has not changed."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    try:
        done = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        done = {"extras": []}
    if done.get("pyproject") == digest and extras <= set(done["extras"]):
        return
    extras = extras | set(done["extras"])
    say("installing the project and what it needs (the first time takes a minute or two)")
    project = ".[%s]" % ",".join(sorted(extras)) if extras else "."
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", project]
    if subprocess.call(pip, cwd=str(ROOT), stdin=subprocess.DEVNULL) != 0:
        stop("pip could not install the project (see above); check the network and try again")
    STAMP.write_text(json.dumps({"pyproject": digest, "extras": sorted(extras)}) + "\n", "utf-8")
