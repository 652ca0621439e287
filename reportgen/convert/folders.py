"""Folders of files by class, `cat/001.png`, also by split first, `train/cat/001.png`."""

from __future__ import annotations

from pathlib import Path

from reportgen.convert.model import MAIN, ColumnRead, Content, Foreign, ForeignError, Notes, TableRead
from reportgen.convert.places import files_below, media_file, media_kind

_SPLITS = frozenset({"train", "training", "val", "valid", "validation", "dev", "test", "testing", "eval"})

_TABLES = frozenset({".parquet", ".pq", ".arrow", ".feather"})


def is_media_folder(folder: Path) -> bool:
    """Whether a folder has media in it, and no tables that they may belong to."""
    endings = {path.suffix.lower() for path in folder.rglob("*") if path.is_file()}
    return not endings & _TABLES and any(media_kind(Path(f"a{ending}")) for ending in endings)


def read_folders(folder: Path) -> Foreign:
    """The media of a folder, a row each: their class is the name of the folder that they are in.

    Raises:
        ForeignError: There are none, they are of several kinds, or a link leaves the folder.
    """
    notes = Notes()
    found = [Path(name) for name in files_below(folder) if not _is_hidden(Path(name))]
    paths = [path for path in found if media_kind(path)]
    for path in found:
        if not media_kind(path):
            notes.at(path.as_posix()).add("it is no medium of a known kind: it is left out")
    kinds = sorted({kind for path in paths if (kind := media_kind(path))})
    if len(kinds) != 1:
        said = f"media of several kinds ({', '.join(kinds)})" if kinds else "no media"
        raise ForeignError(f"{folder} holds {said}: a folder by class holds files of one kind")
    depth = 1 if _has_splits(paths) else 0
    labels = ["/".join(path.parts[depth:-1]) or None for path in paths]
    classes = sorted({label for label in labels if label is not None})
    columns = [ColumnRead(kinds[0], [media_file(folder / path) for path in paths], {"kind": kinds[0]})]
    if classes:
        columns.append(ColumnRead("label", labels, {"kind": "text", "categories": classes}))
    if depth:
        columns.append(ColumnRead("split", [path.parts[0] for path in paths]))
    columns.append(ColumnRead("path", [path.as_posix() for path in paths]))
    return Foreign([Content({MAIN: TableRead(columns)}, folder.name, "dataset")], list(notes))


def _has_splits(paths: list[Path]) -> bool:
    return all(len(path.parts) > 2 and path.parts[0].lower() in _SPLITS for path in paths)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)
