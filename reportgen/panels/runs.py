"""Runs of the store, as sets of tables ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.store import Store
from reportgen.store.runs import RunFacts, RunFile, read_run, run_ids


def all_runs(store: Store) -> list[RunFacts]:
    """All runs, the first ones first."""
    found = [run for run in (read_run(store, id) for id in run_ids(store)) if run is not None]
    return sorted(found, key=lambda run: (run.created, run.id))


def row_of(run: RunFacts) -> dict[str, Any]:
    """What a condition can say of a run."""
    return {
        "id": run.id,
        "name": run.name,
        "state": run.state,
        "project": run.project,
        "job_type": run.job_type,
        "group": run.group,
        "tags": list(run.data.get("tags") or ()),
        "created": run.created,
        "config": dict(run.config),
        "summary": dict(run.summary),
    }


def steps_of(store: Store, run: str) -> dict[str, int]:
    """The step at which a run logged each artifact version (`name:v3`) under a key."""
    steps: dict[str, int] = {}
    file = RunFile(store, run)
    for line in file.history() if file.exists() else ():
        for value in line.values():
            if isinstance(value, Mapping) and value.keys() == {"artifact"}:
                steps[str(value["artifact"])] = int(line["_step"])
    return steps
