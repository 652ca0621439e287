"""`reportgen new`: a small project that builds, to be changed into one's own."""

from __future__ import annotations

from pathlib import Path

from reportgen.output import OutputError

TEMPLATE = Path(__file__).parent / "project"
"""The files of a new project."""

PLACES = {"gitignore": ".gitignore", "pages.yml": ".github/workflows/pages.yml"}
"""Where files stand that would mean something where they lie."""


def new_project(folder: Path) -> list[str]:
    """Write the files of a new project into a folder that is empty or does not exist; their names."""
    if folder.exists() and (not folder.is_dir() or next(folder.iterdir(), None) is not None):
        raise OutputError(f"'{folder}' exists and is not an empty folder; choose another name")
    folder.mkdir(parents=True, exist_ok=True)
    files = {PLACES.get(path.name, path.name): path for path in sorted(TEMPLATE.iterdir()) if path.is_file()}
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())
    return list(files)
