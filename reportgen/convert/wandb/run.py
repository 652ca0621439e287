"""The folder of a run: its artifacts where they still are, else the shortened copies of its tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.convert.model import Content, Foreign, ForeignError, Item, Notes, RunRead, TableRead
from reportgen.convert.wandb.artifact import concatenate, read_entries
from reportgen.convert.wandb.files import FolderFiles, logged_files
from reportgen.convert.wandb.history import HistoryMedia, is_pointer, split_history
from reportgen.convert.wandb.media import MediaReader
from reportgen.convert.wandb.records import LoggedRecord, RunLog, read_run_log
from reportgen.convert.wandb.table import SUFFIX, TableReader, load_table

_RUN_TABLE, _INCREMENTS = "run_table", "wandb-run-incremental-table"
_LOSSY = (
    "this is the copy in the run's folder, of at most 10,000 rows and without media; "
    "import the artifact to have all of it"
)


def run_logs(folder: Path) -> list[Path]:
    """The logs in a run's folder."""
    return sorted(folder.glob("*.wandb"))


def is_run(folder: Path) -> bool:
    """Whether a folder is a run's, whole or only its `files/`."""
    return bool(run_logs(folder)) or (folder / "files" / "media" / "table").is_dir()


def read_run(folder: Path) -> Foreign:
    """Everything that a run's folder leads to.

    Raises:
        ForeignError: It is no run's folder.
    """
    notes = Notes(folder.name)
    logs = run_logs(folder)
    if len(logs) > 1:
        raise ForeignError(f"{folder} holds the logs of {len(logs)} runs: name the folder of one")
    log = read_run_log(logs[0], notes) if logs else RunLog()
    lines, objects = split_history(log.history)
    contents = list(_artifacts(log, notes))
    known = {path for content in contents for path in content.items}
    contents += _lossy(folder, objects, known, notes, seen=bool(logs))
    contents += _media(folder, log, objects, notes)
    return Foreign(contents, list(notes), _run(log, lines) if logs else None)


def _run(log: RunLog, lines: Sequence[Mapping[str, Any]]) -> RunRead:
    config = {key: value for key, value in log.config.items() if key != "_wandb"}
    summary = {
        key: value
        for key, value in log.summary.items()
        if key != "_wandb" and not (isinstance(value, Mapping) and "_type" in value)
    }
    return RunRead(log.id, log.facts, config, summary, lines)


def _artifacts(log: RunLog, notes: Notes) -> Iterator[Content]:
    staging = Path(os.environ.get("WANDB_DATA_DIR", ".")) / "artifacts" / "staging"
    series: dict[str, list[Mapping[str, Item]]] = {}
    for record, files in zip(log.artifacts, logged_files(log.artifacts, staging), strict=True):
        items = read_entries(files, notes.at(record.name))
        if record.type == _INCREMENTS:
            series.setdefault(record.name, []).append(items)
        else:
            yield _content(record, items)
    for name, versions in series.items():
        yield _grown(name, versions, notes)


def _content(record: LoggedRecord, items: Mapping[str, Item]) -> Content:
    """An artifact; that of a logged table is named by the key of the table."""
    name = record.name
    if record.type == _RUN_TABLE and len(items) == 1:
        name = next(iter(items))
    aliases = tuple(alias for alias in record.aliases if alias != "latest")
    return Content(items, name, record.type, record.description, record.metadata, aliases)


def _grown(name: str, versions: Sequence[Mapping[str, Item]], notes: Notes) -> Content:
    """The table whose increments an offline run logged as artifacts of one name."""
    key = next((key for items in versions for key in items), name)
    tables = [item for items in versions for item in items.values() if isinstance(item, TableRead)]
    table = concatenate(tables, notes.at(key))
    return Content({key: table}, key, _RUN_TABLE)


def _lossy(
    folder: Path,
    objects: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]],
    known: set[str],
    notes: Notes,
    *,
    seen: bool,
) -> Iterator[Content]:
    """The copies of the tables whose artifacts are gone, each of a key a version."""
    root = folder / "files"
    if not root.is_dir():
        return
    files = FolderFiles(root)
    reader = TableReader(files)
    pointed = _pointed(objects)
    for path in files.names():
        if not (path.startswith("media/table/") and path.endswith(SUFFIX)):
            continue
        key = pointed.get(path) or _key_of(path)
        if seen and key in known:
            continue
        found = files.find(path)
        assert found is not None
        where = notes.at(path)
        where.add(_LOSSY)
        yield Content({key: reader.read(load_table(found.path).data, where)}, key, _RUN_TABLE)


def _pointed(objects: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]]) -> dict[str, str]:
    """The keys of the tables that the history points to, by their paths in the run's folder."""
    return {
        str(value.get("path")): key
        for key, values in objects.items()
        for _, value in values
        if is_pointer(value)
    }


def _key_of(path: str) -> str:
    """`preds` of `media/table/preds_0_178f809bcf579c14f7d1.table.json`."""
    return path.removeprefix("media/table/").removesuffix(SUFFIX).rsplit("_", 2)[0]


def _media(
    folder: Path,
    log: RunLog,
    objects: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]],
    notes: Notes,
) -> Iterator[Content]:
    labels = log.config.get("_wandb")
    reader = HistoryMedia(
        MediaReader(FolderFiles(folder / "files")), labels if isinstance(labels, Mapping) else {}
    )
    for key, values in objects.items():
        media = [(step, value) for step, value in values if not is_pointer(value)]
        table = reader.table(key, media, notes.at(key))
        if table is not None:
            yield Content({key: table}, key, _RUN_TABLE)
