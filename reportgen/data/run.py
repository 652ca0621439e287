"""`Run`: one execution that logs."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from reportgen.data.artifact import Artifact
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.image import Image
from reportgen.data.settings import Settings, mapping_from_json, mapping_to_json
from reportgen.data.table import Table, is_frame
from reportgen.store import Store, Transaction
from reportgen.store.names import name_from_key
from reportgen.store.runs import RunFile

TABLE_TYPE = "run_table"
"""The type of the artifacts that `Run.log` makes."""


class Run:
    """One execution that logs tables, artifacts and numbers; made by `reportgen.init`.

    Attributes:
        id: Names the run in the store.
        name: Shown to people.
        project: The project it belongs to, or None.
        job_type: What kind of work it is, or None.
        config: Its settings.
        summary: One value for each number that was logged: the last, or what you set.
        step: The number of the next step.
    """

    def __init__(self, store: Store, id: str, facts: Mapping[str, Any], config: Mapping[str, Any]) -> None:
        self._file = RunFile(store, id)
        self._store = store
        saved = self._file.load() if self._file.exists() else {}
        self._facts = {"created": _now(), **saved, **{key: v for key, v in facts.items() if v is not None}}
        self.id = id
        self.name: str = self._facts.setdefault("name", id)
        self.project: str | None = self._facts.get("project")
        self.job_type: str | None = self._facts.get("job_type")
        self.config = Settings({**mapping_from_json(saved.get("config", {})), **config})
        self.summary: dict[str, Any] = mapping_from_json(saved.get("summary", {}))
        self._used: list[str] = list(saved.get("used", []))
        self._logged: list[str] = list(saved.get("logged", []))
        self.step: int = max((line["_step"] for line in self._file.history()), default=-1) + 1
        self._state = "running"
        self._save()

    @property
    def dir(self) -> Path:
        """The store's folder."""
        return self._store.path

    def log(self, data: Mapping[str, Any], step: int | None = None) -> None:
        """Log values under their keys.

        A Table or a data frame becomes a version of the artifact that is named by the key (what a name
        cannot have becomes '-'), as does an Image or a list of them, as a table of one column `image`.
        Numbers, texts and lists are added to the run's history.

        Args:
            data: The values; nested dicts are flattened, with '.' between the keys.
            step: The step they belong to; the next one when nothing is said.

        Raises:
            TypeError: A value can be neither a table nor in the history.
        """
        self._check_running()
        values = dict(_flat(data))
        tables = {key: table for key, value in values.items() if (table := _table_of(value)) is not None}
        others = {key: value for key, value in values.items() if key not in tables}
        line = mapping_to_json(others, what="the value of")
        refs = {key: {"artifact": self._log_table(key, table)} for key, table in tables.items()}
        self.step = self.step if step is None else int(step)
        self._file.append({"_step": self.step, "_time": _now(), **line, **refs})
        self.summary.update(mapping_from_json(line))
        self.step += 1

    def log_artifact(
        self,
        artifact_or_path: Artifact | str | os.PathLike[str],
        name: str | None = None,
        type: str | None = None,
        aliases: Iterable[str] = (),
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
        if isinstance(artifact_or_path, Artifact):
            artifact = artifact_or_path
        else:
            artifact = _artifact_of(Path(os.fspath(artifact_or_path)), name, type)
        transaction = Transaction(self._store)
        artifact.write_to(transaction)
        manifest = transaction.commit(
            artifact.name,
            type=artifact.type,
            metadata=artifact.plain_metadata(),
            description=artifact.description,
            run=self.id,
            used=self._used,
            aliases=[aliases] if isinstance(aliases, str) else aliases,
        )
        logged = LoggedArtifact(self._store, manifest)
        self._note(self._logged, logged.name)
        return logged

    def use_artifact(self, artifact: str | LoggedArtifact, type: str | None = None) -> LoggedArtifact:
        """An artifact version of the store, noted as something that this run has used.

        Args:
            artifact: `name`, `name:v3` or `name:alias`.
            type: The type that it must have, if any.

        Raises:
            ArtifactUnknown: There is no such artifact.
            VersionUnknown: There is no such version or alias.
            ValueError: The artifact has another type.
        """
        self._check_running()
        ref = artifact.name if isinstance(artifact, LoggedArtifact) else artifact.rpartition("/")[2]
        found = LoggedArtifact(self._store, self._store.lookup(ref))
        if type is not None and found.type != type:
            raise ValueError(f"the artifact '{found.name}' is of type {found.type!r}, not {type!r}")
        self._note(self._used, found.name)
        return found

    def history(self) -> list[dict[str, Any]]:
        """What was logged, a dict for each step; a table stands as `{"artifact": "name:v3"}`."""
        return [mapping_from_json(line) for line in self._file.history()]

    def finish(self, *, state: str = "finished") -> None:
        """Say that the run has ended; what was logged is in the store already."""
        if self._state == "running":
            self._state = state
            self._save()

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(state="finished" if kind is None else "failed")

    def __repr__(self) -> str:
        return f"<Run {self.id} {self._state}>"

    @property
    def finished(self) -> bool:
        """Whether the run has ended."""
        return self._state != "running"

    def _log_table(self, key: str, table: Table) -> str:
        name = name_from_key(key)
        artifact = Artifact(name, TABLE_TYPE)
        artifact.add(table, name)
        return self.log_artifact(artifact).name

    def _note(self, names: list[str], name: str) -> None:
        if name not in names:
            names.append(name)
        self._save()

    def _check_running(self) -> None:
        if self.finished:
            raise RuntimeError(f"the run {self.id!r} has finished: nothing can be logged to it any more")

    def _save(self) -> None:
        ended = _now() if self.finished else None
        self._file.save(
            {
                **self._facts,
                "v": 1,
                "id": self.id,
                "state": self._state,
                "ended": ended,
                "config": mapping_to_json(self.config, what="the setting"),
                "summary": mapping_to_json(self.summary, what="the summary of"),
                "used": self._used,
                "logged": self._logged,
            }
        )


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


def _flat(data: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _table_of(value: Any) -> Table | None:
    """The table that a logged value is to be, or None when it is a number or the like."""
    if isinstance(value, Table):
        return value
    if is_frame(value):
        return Table(dataframe=value)
    images = value if isinstance(value, (list, tuple)) and value else [value]
    if all(isinstance(image, Image) for image in images):
        return Table(columns=["image"], data=[[image] for image in images])
    return None


def _artifact_of(path: Path, name: str | None, type: str | None) -> Artifact:
    artifact = Artifact(name or name_from_key(path.name), type or "file")
    if path.is_dir():
        artifact.add_dir(path)
    else:
        artifact.add_file(path)
    return artifact
