"""What the log of an offline run says: the run, its history, and where the files of its artifacts lie.

Source of the field numbers: `wandb_internal.proto` of the package's version 0.31.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.convert.model import Notes
from reportgen.convert.wandb.log import read_log
from reportgen.convert.wandb.wire import Fields, decode, messages, text, texts, whole

_HISTORY, _SUMMARY, _CONFIG, _ARTIFACT, _RUN, _REQUEST = 2, 3, 5, 8, 17, 100
_LOG_ARTIFACT = 13
"""In a request: artifacts that the script itself logged."""


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One entry of an artifact that an offline run logged."""

    local: Path | None
    """Where its bytes lie on the machine that ran."""
    ref: str | None
    """Where they are, when they are not in the artifact."""


@dataclass(frozen=True, slots=True)
class LoggedRecord:
    """One version of an artifact, as an offline run logged it."""

    name: str
    type: str
    client_id: str
    description: str | None
    metadata: Mapping[str, Any]
    aliases: tuple[str, ...]
    entries: Mapping[str, LoggedEntry]
    user_created: bool


@dataclass(slots=True)
class RunLog:
    """What the log of a run says."""

    id: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    history: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[LoggedRecord] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


def read_run_log(path: Path, notes: Notes) -> RunLog:
    """Everything of interest in `run-<id>.wandb`."""
    run = RunLog(notes=notes)
    for record in read_log(path, notes):
        fields = decode(record)
        for number, take in _TAKERS.items():
            for message in messages(fields, number):
                take(run, message)
    return run


def _take_run(run: RunLog, message: Fields) -> None:
    run.id = text(message, 1)
    names = {"project": 3, "group": 6, "job_type": 7, "name": 8, "notes": 9}
    run.facts.update({name: text(message, number) for name, number in names.items() if number in message})
    if tags := texts(message, 10):
        run.facts["tags"] = tags
    for config in messages(message, 4):
        _take_config(run, config)


def _take_config(run: RunLog, message: Fields) -> None:
    for keys, value in _items(message, 1):
        _put(run.config, keys, value)
    for item in messages(message, 2):
        run.config.pop(text(item, 1), None)


def _take_summary(run: RunLog, message: Fields) -> None:
    for keys, value in _items(message, 1):
        _put(run.summary, keys, value)
    for item in messages(message, 2):
        run.summary.pop(text(item, 1), None)


def _take_history(run: RunLog, message: Fields) -> None:
    line: dict[str, Any] = {}
    for keys, value in _items(message, 1):
        _put(line, keys, value)
    steps = [whole(step, 1) for step in messages(message, 2)]
    line.setdefault("_step", next((step for step in steps if step is not None), len(run.history)))
    run.history.append(line)


def _take_request(run: RunLog, message: Fields) -> None:
    for request in messages(message, _LOG_ARTIFACT):
        for artifact in messages(request, 1):
            _take_artifact(run, artifact)


def _take_artifact(run: RunLog, message: Fields) -> None:
    manifests = messages(message, 12)
    entries = _entries(manifests[0], run.notes) if manifests else {}
    run.artifacts.append(
        LoggedRecord(
            name=text(message, 5),
            type=text(message, 4),
            client_id=text(message, 15),
            description=text(message, 7) or None,
            metadata=_json(text(message, 8)) or {},
            aliases=tuple(texts(message, 11)),
            entries=entries,
            user_created=bool(whole(message, 9)),
        )
    )


_TAKERS = {
    _RUN: _take_run,
    _CONFIG: _take_config,
    _SUMMARY: _take_summary,
    _HISTORY: _take_history,
    _ARTIFACT: _take_artifact,
    _REQUEST: _take_request,
}


def _entries(manifest: Fields, notes: Notes) -> dict[str, LoggedEntry]:
    if listed := text(manifest, 5):
        return dict(_listed_entries(Path(listed), notes))
    return {text(entry, 1): _entry(text(entry, 6), text(entry, 3)) for entry in messages(manifest, 4)}


def _listed_entries(path: Path, notes: Notes) -> Iterator[tuple[str, LoggedEntry]]:
    """The entries of a manifest that was too long for the log: JSON, a line each."""
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    except (OSError, EOFError) as error:
        notes.add(f"the list of an artifact's files cannot be read: {error}")
        return
    for line in lines:
        entry = json.loads(line)
        yield entry["path"], _entry(entry.get("local_path"), entry.get("ref"))


def _entry(local: str | None, ref: str | None) -> LoggedEntry:
    return LoggedEntry(Path(local) if local else None, ref or None)


def _items(message: Fields, number: int) -> Iterator[tuple[list[str], Any]]:
    for item in messages(message, number):
        keys = texts(item, 2) or [text(item, 1)]
        yield keys, _json(text(item, 16))


def _put(target: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        inner = target.setdefault(key, {})
        if not isinstance(inner, dict):
            inner = target[key] = {}
        target = inner
    target[keys[-1]] = value


def _json(value: str) -> Any:
    try:
        return json.loads(value) if value else None
    except ValueError:
        return value
