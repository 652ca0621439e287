"""The run that this process logs to, and the functions that act on it."""

from __future__ import annotations

import atexit
import inspect
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from reportgen.data.artifact import Artifact
from reportgen.data.config import chosen, read_config
from reportgen.data.logged import LoggedArtifact
from reportgen.data.project import find_store
from reportgen.data.run import Run
from reportgen.diagnostics import did_you_mean
from reportgen.store import Store
from reportgen.store.runs import RunFile, read_run, run_ids

Resume = bool | Literal["allow", "auto", "must", "never"] | None

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_RESUMES = ("allow", "auto", "must", "never")
_MODES = ("online", "offline", "shared", "disabled")

_runs: list[Run] = []
"""At most one: the run that module-level functions log to."""


def init(
    project: str | None = None,
    *,
    entity: str | None = None,
    id: str | None = None,
    name: str | None = None,
    config: Any = None,
    config_exclude_keys: Sequence[str] | None = None,
    config_include_keys: Sequence[str] | None = None,
    job_type: str | None = None,
    dir: str | os.PathLike[str] | None = None,
    resume: Resume = None,
    tags: Iterable[str] | None = None,
    notes: str | None = None,
    group: str | None = None,
    mode: str | None = None,
    **ignored: Any,
) -> Run:
    """Begin a run, which `reportgen.log` and the like then act on; an earlier one is finished.

    The store is the folder that the environment variable `REPORTGEN_STORE` names; else the one that the
    nearest `reportgen.toml`, here or above, says; else `store` in the folder.

    Args:
        project: The project it belongs to.
        entity: Whose project it is; kept with the run.
        id: Names the run in the store; random when nothing is said. A run that is there already is continued.
        name: Shown to people; the id when nothing is said.
        config: Settings: a dict, the path of a YAML or JSON file, a dataclass, or anything with attributes,
            such as an argparse namespace.
        config_exclude_keys: Settings to leave out.
        config_include_keys: The only settings to keep.
        job_type: What kind of work it is: "train", "evaluate"…
        dir: The folder to look for the project from; the working folder when nothing is said.
        resume: Whether the id "must" or must "never" be in the store already; "allow" either. True or "auto"
            without an id continues the newest run that has not finished, if there is one.
        tags: Words to find it by.
        notes: A longer text.
        group: What it belongs together with.
        mode: "disabled": everything works and nothing is kept. Others ("online", "offline") change nothing.
        **ignored: What else scripts give for accounts, uploads and the like changes nothing here: `settings`,
            `save_code`, `reinit`, `force`, `anonymous`, `sync_tensorboard`, `monitor_gym`, `magic`,
            `allow_val_change`.

    Returns:
        The run, to be used in a `with` statement or ended by `finish()`.

    Raises:
        TypeError: There is no such argument.
        ValueError: `resume` is not met, or the id is none that a run can have.
    """
    _check_ignored(ignored)
    finish()
    store = Store(_folder(dir, mode))
    run_id = id or _unfinished(store, project, resume) or _new_id()
    _check_resume(RunFile(store, run_id).exists(), id, resume)
    facts = {
        "project": project,
        "entity": entity,
        "name": name,
        "job_type": job_type,
        "tags": [tags] if isinstance(tags, str) else list(tags) if tags is not None else None,
        "notes": notes,
        "group": group,
    }
    settings = chosen(read_config(config), config_include_keys, config_exclude_keys)
    run = Run(store, run_id, facts, settings)
    _runs[:] = [run]
    atexit.register(run.finish)
    return run


def current() -> Run | None:
    """The run that has begun and not finished, or None."""
    return _runs[0] if _runs and not _runs[0].finished else None


def log(
    data: Mapping[str, Any], step: int | None = None, commit: bool | None = None, sync: bool | None = None
) -> None:
    """Log values under their keys to the current run, as `Run.log` does.

    Args:
        data: The values: tables, data frames, media, numbers, texts, lists, dicts of these.
        step: The step they belong to; the next one when nothing is said.
        commit: False: the next `log` belongs to the same step.
        sync: Accepted; all that is logged is on the disk when this returns.

    Raises:
        TypeError: A value can be neither a table nor in the history.
        RuntimeError: No run has begun.
    """
    _required("log").log(data, step=step, commit=commit, sync=sync)


def define_metric(name: str, **said: Any) -> None:
    """Say how a metric of the current run is summed up.

    Args:
        name: The metric, or a pattern with '*'.
        **said: What `Run.define_metric` takes: `summary`, `goal`, `step_metric`…

    Raises:
        RuntimeError: No run has begun.
        ValueError: `summary` or `goal` is not known.
    """
    _required("define_metric").define_metric(name, **said)


def log_artifact(
    artifact_or_path: Artifact | str | os.PathLike[str],
    name: str | None = None,
    type: str | None = None,
    aliases: Iterable[str] | None = None,
) -> LoggedArtifact:
    """Log an artifact, or a file or a folder as one, to the current run.

    Args:
        artifact_or_path: The artifact, or a path.
        name: The artifact's name, for a path; its own name when nothing is said.
        type: The artifact's type, for a path; "file" when nothing is said.
        aliases: Names for the version besides `latest`.

    Returns:
        The version that holds it, an old one when its content is not new.

    Raises:
        RuntimeError: No run has begun.
        ValueError: There is no such file, or a name or an alias is none that can be had.
    """
    return _required("log_artifact").log_artifact(artifact_or_path, name=name, type=type, aliases=aliases)


def use_artifact(
    artifact_or_name: str | LoggedArtifact | Artifact, type: str | None = None
) -> LoggedArtifact:
    """An artifact version of the store, noted as something that the current run has used.

    Args:
        artifact_or_name: `name`, `name:v3` or `name:alias`, also with `entity/project/` before it.
        type: The type that it must have, if any.

    Raises:
        RuntimeError: No run has begun.
        ArtifactUnknown: There is no such artifact.
        VersionUnknown: There is no such version or alias.
        ValueError: The artifact has another type.
    """
    return _required("use_artifact").use_artifact(artifact_or_name, type=type)


def finish(exit_code: int | None = None, quiet: bool | None = None) -> None:
    """End the current run, if there is one.

    Args:
        exit_code: Anything but 0 and None says that the run has failed.
        quiet: Accepted.
    """
    for run in _runs:
        run.finish(exit_code, quiet)
        atexit.unregister(run.finish)
    _runs.clear()


_IGNORED = (
    "allow_val_change",
    "anonymous",
    "force",
    "magic",
    "monitor_gym",
    "reinit",
    "save_code",
    "settings",
    "sync_tensorboard",
    "tensorboard",
)
"""Arguments of `init` that change nothing here."""


def _check_ignored(given: Mapping[str, Any]) -> None:
    for name in given:
        if name not in _IGNORED:
            known = [*inspect.signature(init).parameters, *_IGNORED]
            raise TypeError(f"init() has no argument {name!r}; {did_you_mean(name, known, what='argument')}")


def _folder(dir: str | os.PathLike[str] | None, mode: str | None) -> Path:
    if mode not in (None, *_MODES):
        raise ValueError(f"mode={mode!r} is not known; {did_you_mean(str(mode), _MODES, what='mode')}")
    if mode == "disabled":
        return _thrown_away()
    return find_store(Path(dir) if dir is not None else Path.cwd())


def _thrown_away() -> Path:
    """A folder that is gone when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="reportgen-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _required(name: str) -> Run:
    run = current()
    if run is None:
        raise RuntimeError(f"no run has begun: call reportgen.init() before reportgen.{name}()")
    return run


def _new_id() -> str:
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def _unfinished(store: Store, project: str | None, resume: Resume) -> str | None:
    """The newest run of the project that was cut short, when it is to be continued."""
    if resume not in (True, "auto"):
        return None
    runs = [run for id in run_ids(store) if (run := read_run(store, id)) is not None]
    cut = [run for run in runs if run.state == "running" and project in (None, run.project)]
    return max(cut, key=lambda run: (run.created, run.id)).id if cut else None


def _check_resume(exists: bool, id: str | None, resume: Resume) -> None:
    if resume not in (None, True, False, *_RESUMES):
        hint = did_you_mean(str(resume), _RESUMES, what="word")
        raise ValueError(f"resume={resume!r} is not known; {hint}")
    if resume == "must" and id is None:
        raise ValueError("resume='must' wants the run's id: init(id=…, resume='must')")
    if resume == "must" and not exists:
        raise ValueError(f"the store has no run {id!r} to resume")
    if resume == "never" and exists:
        raise ValueError(f"the store has a run {id!r} already: use another id, or resume='allow'")


def login(*arguments: Any, **options: Any) -> bool:
    """True: there is no account. Scripts that logged in elsewhere run unchanged.

    Args:
        *arguments: Accepted.
        **options: Accepted.
    """
    return True
