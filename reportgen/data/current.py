"""The run that this process logs to, and the functions that act on it."""

from __future__ import annotations

import atexit
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from reportgen.data.artifact import Artifact
from reportgen.data.logged import LoggedArtifact
from reportgen.data.project import find_store
from reportgen.data.run import Run
from reportgen.store import Store
from reportgen.store.runs import RunFile

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

_runs: list[Run] = []
"""At most one: the run that module-level functions log to."""


def init(
    project: str | None = None,
    *,
    id: str | None = None,
    name: str | None = None,
    config: Any = None,
    job_type: str | None = None,
    dir: str | os.PathLike[str] | None = None,
    resume: Literal["allow", "must", "never"] | None = None,
    tags: Iterable[str] | None = None,
    notes: str | None = None,
    group: str | None = None,
) -> Run:
    """Begin a run, which `reportgen.log` and the like then act on; an earlier one is finished.

    The store is the folder that the environment variable `REPORTGEN_STORE` names; else the one that the
    nearest `reportgen.toml`, here or above, says; else `store` in the folder.

    Args:
        project: The project it belongs to.
        id: Names the run in the store; random when nothing is said. A run that is there already is continued.
        name: Shown to people; the id when nothing is said.
        config: Settings: a dict, or anything with attributes, such as an argparse namespace.
        job_type: What kind of work it is: "train", "evaluate"…
        dir: The folder to look for the project from; the working folder when nothing is said.
        resume: Whether the id "must" or must "never" be in the store already; "allow" either.
        tags: Words to find it by.
        notes: A longer text.
        group: What it belongs together with.

    Returns:
        The run, to be used in a `with` statement or ended by `finish()`.

    Raises:
        ValueError: `resume` is not met, or the id is none that a run can have.
    """
    finish()
    store = Store(find_store(Path(dir) if dir is not None else Path.cwd()))
    run_id = id or "".join(secrets.choice(_ID_LETTERS) for _ in range(8))
    _check_resume(RunFile(store, run_id).exists(), run_id, resume)
    facts = {
        "project": project,
        "name": name,
        "job_type": job_type,
        "tags": list(tags) if tags is not None else None,
        "notes": notes,
        "group": group,
    }
    run = Run(store, run_id, facts, _settings(config))
    _runs[:] = [run]
    atexit.register(run.finish)
    return run


def current() -> Run | None:
    """The run that has begun and not finished, or None."""
    return _runs[0] if _runs and not _runs[0].finished else None


def log(data: Mapping[str, Any], step: int | None = None) -> None:
    """`Run.log` of the current run."""
    _required("log").log(data, step=step)


def log_artifact(
    artifact_or_path: Artifact | str | os.PathLike[str],
    name: str | None = None,
    type: str | None = None,
    aliases: Iterable[str] = (),
) -> LoggedArtifact:
    """`Run.log_artifact` of the current run."""
    return _required("log_artifact").log_artifact(artifact_or_path, name=name, type=type, aliases=aliases)


def use_artifact(artifact: str | LoggedArtifact, type: str | None = None) -> LoggedArtifact:
    """`Run.use_artifact` of the current run."""
    return _required("use_artifact").use_artifact(artifact, type=type)


def finish() -> None:
    """End the current run, if there is one."""
    for run in _runs:
        run.finish()
        atexit.unregister(run.finish)
    _runs.clear()


def _required(name: str) -> Run:
    run = current()
    if run is None:
        raise RuntimeError(f"no run has begun: call reportgen.init() before reportgen.{name}()")
    return run


def _settings(config: Any) -> dict[str, Any]:
    if config is None:
        return {}
    given = config if isinstance(config, Mapping) else vars(config)
    return {str(key): value for key, value in given.items()}


def _check_resume(exists: bool, id: str, resume: str | None) -> None:
    if resume not in (None, "allow", "must", "never"):
        raise ValueError(f"resume={resume!r} is not known: use 'allow', 'must' or 'never'")
    if resume == "must" and not exists:
        raise ValueError(f"the store has no run {id!r} to resume")
    if resume == "never" and exists:
        raise ValueError(f"the store has a run {id!r} already: use another id, or resume='allow'")
