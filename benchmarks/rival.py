"""The rival's files: the stock engine as published, fetched once through the registries' own clients."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"


@dataclass(frozen=True)
class Package:
    """A published package, pinned by the digest of its archive."""

    name: str
    version: str
    source: str
    """`npm` or `wheel`."""
    sha256: str
    files: dict[str, str]
    """Where a file lies in the package → what it is called here."""

    @property
    def wanted(self) -> str:
        """Name and version as the registry's client wants them."""
        return f"{self.name}{'@' if self.source == 'npm' else '=='}{self.version}"


EXTENSION = "v1.5.1/wasm_eh/parquet.duckdb_extension.wasm"
PACKAGES = (
    Package(
        "@duckdb/duckdb-wasm",
        "1.33.1-dev45.0",
        "npm",
        "fe4e544d4f6e7d1d88efdba6852c7d33533c59749cf1aa2cbcd262773f3b9f2e",
        {
            f"package/dist/{name}": name
            for name in ("duckdb-browser.mjs", "duckdb-browser-eh.worker.js", "duckdb-eh.wasm")
        },
    ),
    # Its one-file build, which bundles flatbuffers 24.3.25 and tslib: a page would not load 100 modules.
    Package(
        "apache-arrow",
        "17.0.0",
        "npm",
        "3517f9ef256e9e5bf819f92652028545131660784c68818604e9025ec643b317",
        {"package/Arrow.es2015.min.js": "arrow.js"},
    ),
    Package(
        "embedding-atlas",
        "0.26.0",
        "wheel",
        "5a70ad1100e35034b5d87850a8548783b7a94f718fe84537a15d4141e2c80674",
        {f"embedding_atlas/static/duckdb-wasm/{EXTENSION}": EXTENSION},
    ),
)


def rival_files() -> Path:
    """The folder with the rival's files, fetched if they are not there."""
    folder = CACHE / "stock"
    for package in PACKAGES:
        if not all((folder / name).is_file() for name in package.files.values()):
            unpack(fetch(package), package, folder)
    return folder


def fetch(package: Package) -> Path:
    """The package's archive, checked."""
    archives = CACHE / "archives" / package.name.replace("/", "-")
    archives.mkdir(parents=True, exist_ok=True)
    if not any(archives.iterdir()):
        print(f"fetching {package.wanted}", file=sys.stderr, flush=True)
        subprocess.run(command(package, archives), check=True, stdout=subprocess.DEVNULL)
    (archive,) = archives.iterdir()
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise SystemExit(f"{archive} is not the pinned archive")
    return archive


def command(package: Package, folder: Path) -> list[str]:
    """How to fetch a package."""
    if package.source == "npm":
        return ["npm", "pack", "--silent", "--pack-destination", str(folder), package.wanted]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    return [*pip, "--python-version", "3.12", "--dest", str(folder), package.wanted]


def unpack(archive: Path, package: Package, folder: Path) -> None:
    """Put the files that are used into the folder."""
    for source, name in package.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(member(archive, source))


def member(archive: Path, path: str) -> bytes:
    """One file of an archive."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(path)
        assert file, f"{archive} has no {path}"
        return file.read()
