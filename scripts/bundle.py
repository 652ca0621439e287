"""Join what is used of published modules into one classic script."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

ENTRIES = Path(__file__).parent / "bundles"
"""What each bundle exports, in a module named like the script."""

OPTIONS = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--legal-comments=none"]


def bundle(file: str, name: str, archives: Mapping[str, Path], bundler: bytes) -> bytes:
    """The script that defines the global `name` with the exports of the entry for `file` (`three.js.gz`).

    `archives` has the npm archives of the packages that the entry and these import; `bundler` is the program.
    """
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for package, archive in archives.items():
            unpack(archive, folder / "node_modules" / package)
        entry = folder / file.removesuffix(".gz")
        entry.write_bytes((ENTRIES / entry.name).read_bytes())
        program = folder / "bundler"
        program.write_bytes(bundler)
        program.chmod(0o700)
        command = [str(program), entry.name, *OPTIONS, f"--global-name={name}", "--log-level=warning"]
        return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE).stdout


def unpack(archive: Path, folder: Path) -> None:
    """The files of an npm archive, which all lie in a folder of it."""
    folder.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if member.isfile():
                source = tar.extractfile(member)
                target = folder / Path(*Path(member.name).parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                if source is not None:
                    target.write_bytes(source.read())
