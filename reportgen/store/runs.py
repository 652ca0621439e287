"""Runs on disk: what they are, what they logged and used, and a line of JSON for each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.store.files import read_json, write_json
from reportgen.store.lines import Lines
from reportgen.store.names import check_name
from reportgen.store.store import Store
from reportgen.store.transaction import begin

Deed = Literal["logged", "used"]
"""What a run does with an artifact version."""


class RunFile:
    """`runs/<id>.json`, `runs/<id>.history.jsonl` and `runs/<id>.artifacts.jsonl` of one run."""

    def __init__(self, store: Store, id: str) -> None:
        check_name(id, what="run")
        self._store = store
        folder = store.path / "runs"
        self.path = folder / f"{id}.json"
        self._history = Lines(folder / f"{id}.history.jsonl")
        self._artifacts = Lines(folder / f"{id}.artifacts.jsonl")

    def exists(self) -> bool:
        """Whether the store has the run."""
        return self.path.is_file()

    def load(self) -> dict[str, Any]:
        """What was saved."""
        data: dict[str, Any] = read_json(self.path)
        return data

    def save(self, data: Mapping[str, Any]) -> None:
        """Replace the run's file, in one step."""
        begin(self._store)
        write_json(self.path, data, tmp=self._store.path / "tmp")

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line to the history."""
        self._history.append(line)

    def history(self) -> Iterator[dict[str, Any]]:
        """The lines of the history."""
        return self._history.read()

    def note(self, deed: Deed, ref: str) -> None:
        """Say that the run has logged or used an artifact version (`name:v3`)."""
        self._artifacts.append({deed: ref})

    def noted(self, deed: Deed) -> list[str]:
        """The artifact versions that the run logged or used, each once, in the order of the first time."""
        found = (line.get(deed) for line in self._artifacts.read())
        return list(dict.fromkeys(ref for ref in found if isinstance(ref, str)))


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the store knows of a run."""

    id: str
    name: str
    state: str
    """`running` (also when it was killed), `finished` or `failed`."""
    project: str | None
    job_type: str | None
    group: str | None
    created: str
    """UTC, ISO 8601."""
    config: Mapping[str, Any]
    summary: Mapping[str, Any]
    logged: tuple[str, ...]
    """The artifact versions (`name:v3`) that it logged."""
    used: tuple[str, ...]
    """Those that it used."""
    data: Mapping[str, Any] = field(repr=False)
    """Everything in its file."""


def read_run(store: Store, id: str) -> RunFacts | None:
    """A run of the store, or None when there is none of this id."""
    file = RunFile(store, id)
    try:
        data = file.load()
    except FileNotFoundError:
        return None
    return RunFacts(
        id=id,
        name=data.get("name") or id,
        state=data.get("state", "running"),
        project=data.get("project"),
        job_type=data.get("job_type"),
        group=data.get("group"),
        created=data.get("created", ""),
        config=data.get("config", {}),
        summary=data.get("summary", {}),
        logged=tuple(file.noted("logged")),
        used=tuple(file.noted("used")),
        data=data,
    )


def run_ids(store: Store) -> list[str]:
    """The ids of all runs, sorted."""
    folder = store.path / "runs"
    return sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []
