"""What a path of W&B's is, and everything that it leads to."""

from __future__ import annotations

from pathlib import Path

from reportgen.convert.model import Content, Foreign, ForeignError, Item, Notes
from reportgen.convert.wandb.artifact import read_entries, read_entry
from reportgen.convert.wandb.files import MANIFEST, FolderFiles
from reportgen.convert.wandb.run import is_run, read_run

_TABLES = (".table.json", ".joined-table.json", ".partitioned-table.json")


def is_wandb(path: Path) -> bool:
    """Whether a path is a table, a run's folder or log, or an artifact that was downloaded to a folder."""
    if path.is_file():
        return path.name.endswith((*_TABLES, ".wandb"))
    if is_run(path) or (path / MANIFEST).is_file():
        return True
    return any(next(path.rglob(f"*{ending}"), None) is not None for ending in _TABLES)


def read_wandb(path: Path) -> Foreign:
    """Everything at a path.

    Raises:
        ForeignError: It is nothing of W&B's, it is damaged, or a path in it leaves it.
    """
    if path.is_dir():
        return read_run(path) if is_run(path) else _artifact(path)
    if path.suffix == ".wandb":
        return read_run(path.parent)
    if not path.name.endswith(_TABLES):
        raise ForeignError(f"{path} is no file of a W&B table: it must end in {', '.join(_TABLES)}")
    notes = Notes()
    items = read_entry(FolderFiles(path.parent), path.name, notes)
    return Foreign([Content(items, _stem(path.name))], list(notes))


def _artifact(folder: Path) -> Foreign:
    notes = Notes()
    items: dict[str, Item] = read_entries(FolderFiles(folder), notes)
    if not items:
        raise ForeignError(f"{folder} is empty: there is nothing to import")
    return Foreign([Content(items, folder.name)], list(notes))


def _stem(name: str) -> str:
    return next(name.removesuffix(ending) for ending in _TABLES if name.endswith(ending))
