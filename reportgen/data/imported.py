"""Files of other programs become artifacts: read, turned into our tables and media, logged."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.convert.formats import FORMATS, read_foreign
from reportgen.convert.model import (
    MAIN,
    ClassesRead,
    Content,
    FileRead,
    Foreign,
    Item,
    JoinedRead,
    MediaFile,
    Note,
    Notes,
    PartitionedRead,
    ReferenceRead,
    RunRead,
    TableRead,
)
from reportgen.data.artifact import Artifact
from reportgen.data.foreign import medium_of
from reportgen.data.foreign_table import table_of
from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.media.classes import Classes
from reportgen.data.project import CONFIG, find_store
from reportgen.data.run import Run
from reportgen.data.table import Table
from reportgen.store import Store
from reportgen.store.names import check_entry_path, check_name, name_from_key
from reportgen.store.runs import RunFile


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has logged."""

    versions: tuple[str, ...]
    """The artifact versions, `name:v3`, in the order in which they were logged."""
    notes: tuple[Note, ...]
    """What could not be taken over as it was."""


@dataclass(frozen=True, slots=True)
class _Version:
    """An artifact that is to be logged."""

    artifact: Artifact
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Growing:
    """A table that is to be logged increment by increment."""

    name: str
    table: Table
    increments: tuple[int, ...]


def import_path(
    store: Store | Path | str,
    path: Path | str,
    name: str | None = None,
    type: str | None = None,
    *,
    format: str | None = None,
) -> Imported:
    """Log files of another program as an artifact, or as several when they hold several.

    Args:
        store: The store, its folder, or the folder of a project.
        path: A file or a folder; what it is is recognised (the formats: `docs/import.md`).
        name: The artifact's name; where there are several, what their names begin with. When nothing is said,
            the names that they had, else that of the file.
        type: The artifact's type. The name of a format, such as "coco", says how to read instead.
        format: How to read the files, where that cannot be told from them.

    Returns:
        The versions, and notes on everything that could not be taken over as it was.

    Raises:
        ForeignError: The files are of no known format, may be of several, are damaged, or name a path that
            leaves their folder. Nothing has been logged.
        NameInvalid: The name is none that an artifact can have.
    """
    if name is not None:
        check_name(name)
    if format is None and type in {known.name for known in FORMATS}:
        format, type = type, None
    source = Path(path).expanduser()
    foreign = read_foreign(source, format)
    notes = Notes(found=list(foreign.notes))
    names = _names(foreign, name, source)
    things = [
        thing
        for content, own in zip(foreign.contents, names, strict=True)
        for thing in _things(content, own, type, notes)
    ]
    versions = _log(_store(store), things, foreign.run, source)
    return Imported(tuple(versions), tuple(notes))


def _store(store: Store | Path | str) -> Store:
    if isinstance(store, Store):
        return store
    folder = Path(store)
    return Store(find_store(folder) if (folder / CONFIG).is_file() else folder)


def _names(foreign: Foreign, name: str | None, source: Path) -> list[str]:
    """The names of the artifacts, in order."""
    own = [name_from_key(content.name or source.stem or "imported") for content in foreign.contents]
    if name is None:
        return own
    return [name] * len(own) if len(set(own)) == 1 else [check_name(f"{name}-{one}"[:128]) for one in own]


def _things(content: Content, name: str, type: str | None, notes: Notes) -> Iterator[_Version | _Growing]:
    """What is to be logged of one content: an artifact, or a table that grows."""
    items = _placed(content.items, name, notes)
    only = next(iter(items.values())) if len(items) == 1 else None
    if isinstance(only, TableRead) and len(only.increments) > 1 and only.columns:
        yield _Growing(name, table_of(only, notes.at(name)), tuple(only.increments))
        return
    artifact = Artifact(name, type or content.type or "dataset", content.description, content.metadata)
    tables = dict(_tables(items, notes))
    for path, table in tables.items():
        artifact.add(table, path)
    for path, item in items.items():
        _add(artifact, path, item, tables, notes.at(path))
    if artifact.contents:
        yield _Version(artifact, tuple(content.aliases))
    else:
        notes.at(name).add("nothing of it is at hand: no artifact is made of it")


def _tables(items: Mapping[str, Item], notes: Notes) -> Iterator[tuple[str, Table]]:
    for path, item in items.items():
        if isinstance(item, TableRead) and not item.columns:
            notes.at(path).add("the table has no columns: it is left out")
        elif isinstance(item, TableRead):
            yield path, table_of(item, notes.at(path))


def _placed(items: Mapping[str, Item], name: str, notes: Notes) -> dict[str, Item]:
    """The items by paths that an artifact can have: each valid, and none the folder of another."""
    placed: dict[str, Item] = {}
    folders = {path[:i] for path in items for i, letter in enumerate(path) if letter == "/"}
    for path, item in items.items():
        wanted = path if path != MAIN else name
        new = _valid(wanted)
        while new in folders or new in placed:
            new += ".table" if isinstance(item, TableRead) else "_"
        if new != wanted:
            notes.at(wanted).add(f"an entry cannot have this name beside the others: it becomes {new!r}")
        placed[new] = item
    return placed


def _valid(path: str) -> str:
    try:
        return check_entry_path(path)
    except ValueError:
        parts = (part for part in path.replace("\\", "/").split("/") if part not in ("", ".", ".."))
        return "/".join(name_from_key(part) for part in parts) or "entry"


def _add(artifact: Artifact, path: str, item: Item, tables: Mapping[str, Table], notes: Notes) -> None:
    match item:
        case MediaFile():
            artifact.add(medium_of(item, notes.add), path)
        case JoinedRead():
            _add_joined(artifact, path, item, tables, notes)
        case PartitionedRead(folder):
            if any(table.startswith(f"{folder}/") for table in tables):
                artifact.add(PartitionedTable(folder), path)
            else:
                notes.add(f"there are no tables in {folder!r}: the table of them is left out")
        case ClassesRead(names):
            artifact.add(Classes(names), path)
        case FileRead(file):
            artifact.add_file(file, path)
        case ReferenceRead(uri):
            if "://" in uri:
                artifact.add_reference(uri, path, checksum=False)


def _add_joined(
    artifact: Artifact, path: str, item: JoinedRead, tables: Mapping[str, Table], notes: Notes
) -> None:
    missing = [side for side in (item.left, item.right) if side not in tables]
    if missing:
        notes.add(f"the table {missing[0]!r} is not at hand: its join is left out")
        return
    try:
        artifact.add(JoinedTable(tables[item.left], tables[item.right], item.on), path)
    except ValueError as error:
        notes.add(f"{error}: the join is left out")


def _log(
    store: Store, things: list[_Version | _Growing], read: RunRead | None, source: Path
) -> Iterator[str]:
    """Log everything as a run: the one that made it, if it is not in the store, else one of its own."""
    with _run(store, read, source) as run:
        for thing in things:
            if isinstance(thing, _Version):
                yield run.log_artifact(thing.artifact, aliases=thing.aliases).name
            else:
                yield from _log_growing(run, thing)


def _run(store: Store, read: RunRead | None, source: Path) -> Run:
    known = read is not None and RunFile(store, read.id).exists()
    if read is None or known:
        config = {"imported": source.name, **({"from_run": read.id} if read else {})}
        return Run(store, f"import-{secrets.token_hex(4)}", {"job_type": "import"}, config)
    run = Run(store, read.id, dict(read.facts), dict(read.config))
    for line in read.history:
        run.log({key: value for key, value in line.items() if key != "_step"}, step=line["_step"])
    run.summary.update(read.summary)
    return run


def _log_growing(run: Run, growing: _Growing) -> Iterator[str]:
    whole = growing.table
    types = dict(zip(whole.columns, whole.types, strict=True))
    table = Table(columns=whole.columns, dtype=types, log_mode="INCREMENTAL")
    rows = iter(whole.data)
    for size in growing.increments:
        for _ in range(size):
            table.add_data(*next(rows))
        run.log({growing.name: table})
        yield str(table.logged_as).partition("/")[0]
