"""`Run`: one execution that logs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from reportgen.data.artifact import Artifact
from reportgen.data.config import Config
from reportgen.data.growing import GrowingTables
from reportgen.data.history import History, now, values_of
from reportgen.data.incremental import TABLE_TYPE
from reportgen.data.loggable import Loggable, artifact_of, flat, is_refused, loggable, warn_of_change
from reportgen.data.logged import LoggedArtifact
from reportgen.data.metrics import Metrics
from reportgen.data.settings import Settings, mapping_from_json, mapping_to_json
from reportgen.data.table import Table
from reportgen.store import Store, Transaction
from reportgen.store.names import name_from_key
from reportgen.store.runs import RunFile


class Run:
    """One execution that logs tables, artifacts and numbers; made by `reportgen.init`.

    Args:
        store: The store that it logs to.
        id: Names the run in the store; a run that is there already is continued.
        facts: What else there is to say of it: `project`, `name`, `job_type`…
        config: Settings, beside those of the run that is continued.

    Attributes:
        id: Names the run in the store.
        name: Shown to people.
        project: The project it belongs to, or None.
        job_type: What kind of work it is, or None.
        group: What it belongs together with, or None.
        tags: Words to find it by.
        notes: A longer text, or None.
        config: Its settings, a dict with attributes.
        summary: One value for each number that was logged: the last, or what `define_metric` or you say.
    """

    def __init__(self, store: Store, id: str, facts: Mapping[str, Any], config: Mapping[str, Any]) -> None:
        self._file = RunFile(store, id)
        self._store = store
        resumed = self._file.exists()
        saved = self._file.load() if resumed else {}
        self._facts = {"created": now(), **saved, **{key: v for key, v in facts.items() if v is not None}}
        self.id = id
        self.name: str = self._facts.setdefault("name", id)
        self.project: str | None = self._facts.get("project")
        self.job_type: str | None = self._facts.get("job_type")
        self.group: str | None = self._facts.get("group")
        self.tags: list[str] = list(self._facts.get("tags") or ())
        self.notes: str | None = self._facts.get("notes")
        self.config = Config({**mapping_from_json(saved.get("config", {})), **config})
        self.summary = Settings(mapping_from_json(saved.get("summary", {})))
        self._metrics = Metrics(saved.get("metrics", {}), self.summary)
        self._history = History(self._file)
        for values in self._history.take_up(saved.get("lines", 0)):
            self._metrics.saw(values)
        self._used: list[str] = self._file.noted("used")
        self._growing = GrowingTables(store, id, resumed=resumed)
        self._state = "running"
        self._save()

    @property
    def step(self) -> int:
        """The number of the next step."""
        return self._history.step

    @property
    def dir(self) -> Path:
        """The store's folder."""
        return self._store.path

    @property
    def url(self) -> str:
        """The address of the run's file on this machine."""
        return self._file.path.absolute().as_uri()

    def log(
        self,
        data: Mapping[str, Any],
        step: int | None = None,
        commit: bool | None = None,
        sync: bool | None = None,
    ) -> None:
        """Log values under their keys.

        A Table, a data frame, media or a list of media becomes a version of the artifact that is named by the
        key (what a name cannot have becomes '-'). Numbers, texts and lists are added to the run's history.

        Args:
            data: The values; nested dicts are flattened, with '.' between the keys.
            step: The step they belong to; the next one when nothing is said.
            commit: False: the next `log` belongs to the same step.
            sync: Accepted; what is logged is in the store when this returns.

        Raises:
            TypeError: A value can be neither a table nor in the history.
            ValueError: The step is no whole number; nothing is logged.
        """
        self._check_running()
        if not isinstance(data, Mapping):
            raise TypeError(f"log() wants a dict of values by key, such as {{'loss': 0.5}}, not {data!r}")
        things: dict[str, Loggable] = {}
        values: dict[str, Any] = {}
        for key, value in flat(data):
            thing = loggable(value)
            if thing is None:
                values[key] = value
            else:
                things[key] = thing
        line = mapping_to_json(values, what="the value of")
        self._save_config()
        self._history.begin(step)
        for key, thing in things.items():
            ref = self._log_thing(key, thing)
            if ref is not None:
                line[key] = {"artifact": ref}
        self._metrics.saw(values_of(line))
        self._history.add(line)
        if commit is not False:
            self._history.commit()

    def define_metric(
        self,
        name: str,
        step_metric: str | None = None,
        step_sync: bool | None = None,
        hidden: bool | None = None,
        summary: str | None = None,
        goal: str | None = None,
        overwrite: bool | None = None,
    ) -> None:
        """Say how a metric is summed up, from the next log on.

        Args:
            name: The metric, or a pattern with '*'.
            step_metric: The metric that is its x axis; kept with the run.
            step_sync: Accepted.
            hidden: Accepted.
            summary: "last", "first", "min", "max", "mean" or "best", or several with ',' between them; "none"
                for no summary. Of a table with log_mode "INCREMENTAL", "none" makes each log a version of its
                new rows alone.
            goal: "minimize" or "maximize", for "best".
            overwrite: Accepted; what is said last counts.

        Raises:
            ValueError: `summary` or `goal` is not known.
        """
        self._metrics.define(name, step_metric, summary, goal)
        self._save()

    def log_artifact(
        self,
        artifact_or_path: Artifact | str | os.PathLike[str],
        name: str | None = None,
        type: str | None = None,
        aliases: Iterable[str] | None = None,
    ) -> LoggedArtifact:
        """Log an artifact, or a file or a folder as one, and return the version that holds it.

        Content that a version of the artifact has already makes no new one: that version is returned, and the
        aliases name it from now on.

        Args:
            artifact_or_path: The artifact, or a path.
            name: The artifact's name, for a path; its own name when nothing is said.
            type: The artifact's type, for a path; "file" when nothing is said.
            aliases: Names for the version besides `latest`.
        """
        self._check_running()
        self._save_config()
        if isinstance(artifact_or_path, Artifact):
            artifact = artifact_or_path
        else:
            artifact = artifact_of(Path(os.fspath(artifact_or_path)), name, type)
        transaction = Transaction(self._store)
        artifact.write_to(transaction)
        manifest = transaction.commit(
            artifact.name,
            type=artifact.type,
            metadata=artifact.plain_metadata(),
            description=artifact.description,
            run=self.id,
            used=self._used,
            aliases=[aliases] if isinstance(aliases, str) else aliases or (),
        )
        self._file.note("logged", manifest.ref)
        logged = LoggedArtifact(self._store, manifest)
        artifact.mark_logged(logged)
        return logged

    def use_artifact(
        self, artifact_or_name: str | LoggedArtifact | Artifact, type: str | None = None
    ) -> LoggedArtifact:
        """An artifact version of the store, noted as something that this run has used.

        Args:
            artifact_or_name: `name`, `name:v3` or `name:alias`; `run-<run id>-<key>:…` for what that run
                logged under a key; with or without `entity/project/` before it.
            type: The type that it must have, if any.

        Raises:
            ArtifactUnknown: There is no such artifact.
            VersionUnknown: There is no such version or alias.
            ValueError: The artifact has another type.
        """
        self._check_running()
        if isinstance(artifact_or_name, str):
            ref = artifact_or_name.rpartition("/")[2]
        else:
            ref = artifact_or_name.wait().name
        found = LoggedArtifact(self._store, self._store.lookup(ref))
        if type is not None and found.type != type:
            raise ValueError(f"the artifact '{found.name}' is of type {found.type!r}, not {type!r}")
        if found.name not in self._used:
            self._used.append(found.name)
            self._file.note("used", found.name)
        return found

    def history(self) -> list[dict[str, Any]]:
        """What was logged, a dict for each step; a table stands as `{"artifact": "name:v3"}`."""
        return self._history.read()

    def finish(self, exit_code: int | None = None, quiet: bool | None = None) -> None:
        """Say that the run has ended; what was logged is in the store already.

        Args:
            exit_code: Anything but 0 and None says that the run has failed.
            quiet: Accepted.
        """
        if self._state == "running":
            self._history.flush()
            self._growing.sync()
            self._state = "failed" if exit_code else "finished"
            self._save()

    @property
    def finished(self) -> bool:
        """Whether the run has ended."""
        return self._state != "running"

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(0 if kind is None else 1)

    def __repr__(self) -> str:
        return f"<Run {self.id} {self._state}>"

    def _log_thing(self, key: str, thing: Loggable) -> str | None:
        """Log a table under its key, and return the version; None when it is refused."""
        name = name_from_key(key)
        if isinstance(thing, Table) and thing.log_mode == "INCREMENTAL":
            alone = self._metrics.keeps_no_summary(key)
            return self._growing.log(name, thing, step=self.step, alone=alone, used=tuple(self._used))
        if isinstance(thing, Table) and is_refused(thing, name):
            warn_of_change(key)
            return None
        artifact = Artifact(name, TABLE_TYPE)
        artifact.add(thing, name)
        return self.log_artifact(artifact).name

    def _check_running(self) -> None:
        if self.finished:
            raise RuntimeError(f"the run {self.id!r} has finished: nothing can be logged to it any more")

    def _save_config(self) -> None:
        if mapping_to_json(self.config, what="the setting") != self._saved["config"]:
            self._save()

    def _save(self) -> None:
        self._saved = {
            **self._facts,
            "v": 1,
            "id": self.id,
            "state": self._state,
            "ended": now() if self.finished else None,
            "config": mapping_to_json(self.config, what="the setting"),
            "summary": mapping_to_json(self.summary, what="the summary of"),
            "metrics": self._metrics.rules,
            "lines": self._history.lines,
        }
        self._file.save(self._saved)
