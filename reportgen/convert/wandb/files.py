"""The files of an artifact by their paths in it: in a downloaded folder, or scattered by an offline run."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.convert.model import ForeignError
from reportgen.convert.places import checked_path, files_below
from reportgen.convert.wandb.records import LoggedEntry, LoggedRecord

MANIFEST = "wandb_manifest.json"
_OWN_SCHEMES = ("wandb-client-artifact://", "wandb-artifact://")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of an artifact."""

    path: Path
    home: Files
    """The artifact that the paths inside of the file are relative to."""
    name: str
    """Its path in that artifact."""


class Files(ABC):
    """The files of one artifact."""

    @abstractmethod
    def names(self) -> list[str]:
        """The paths of all entries, sorted."""

    @abstractmethod
    def find(self, name: str) -> Found | None:
        """The file at a path, or None when it is not at hand.

        Raises:
            ForeignError: The path leaves the artifact.
        """

    @abstractmethod
    def ref(self, name: str) -> str | None:
        """The address of an entry whose bytes are elsewhere."""


class FolderFiles(Files):
    """A folder that an artifact was downloaded to."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._inside = root.resolve()
        self._refs = _manifest_refs(root / MANIFEST)

    def names(self) -> list[str]:
        """The paths of all files and of all entries that the manifest, if there is one, lists besides."""
        return sorted(set(files_below(self._root)) - {MANIFEST} | set(self._refs))

    def find(self, name: str) -> Found | None:
        """The file at a path."""
        path = self._root / checked_path(name)
        if not path.exists():
            return None
        if not path.resolve().is_relative_to(self._inside):
            raise ForeignError(f"the path {name!r} is a link that leaves the folder: it is refused")
        return Found(path, self, name) if path.is_file() else None

    def ref(self, name: str) -> str | None:
        """The address that the manifest gives."""
        return self._refs.get(name)


class LoggedFiles(Files):
    """The files of an artifact that an offline run logged, wherever they lie."""

    def __init__(self, record: LoggedRecord, siblings: Mapping[str, Files], staging: Path) -> None:
        self._record = record
        self._siblings = siblings
        self._staging = staging

    def names(self) -> list[str]:
        """The paths of all entries."""
        return sorted(self._record.entries)

    def find(self, name: str) -> Found | None:
        """The file of an entry; one in another artifact of the run is looked for there."""
        entry = self._record.entries.get(checked_path(name))
        if entry is None:
            return None
        if entry.ref is not None and entry.local is None:
            return self._follow(entry.ref)
        path = self._path(entry)
        return Found(path, self, name) if path is not None else None

    def ref(self, name: str) -> str | None:
        """The address of the entry's bytes, if it has one."""
        entry = self._record.entries.get(name)
        return entry.ref if entry else None

    def _path(self, entry: LoggedEntry) -> Path | None:
        """Where the log says that the file is; else by its name in the staging folder of today."""
        if entry.local is None:
            return None
        places = (entry.local, self._staging / entry.local.name)
        return next((path for path in places if path.is_file()), None)

    def _follow(self, ref: str) -> Found | None:
        scheme = next((scheme for scheme in _OWN_SCHEMES if ref.startswith(scheme)), None)
        if scheme is None:
            return None
        client, _, name = ref.removeprefix(scheme).partition("/")
        sibling = self._siblings.get(client.partition(":")[0])
        return sibling.find(name) if sibling is not None and sibling is not self else None


def logged_files(records: Sequence[LoggedRecord], staging: Path) -> list[Files]:
    """The files of all artifacts of an offline run, which can refer to each other."""
    siblings: dict[str, Files] = {}
    made: list[Files] = [LoggedFiles(record, siblings, staging) for record in records]
    siblings.update({record.client_id: files for record, files in zip(records, made, strict=True)})
    return made


def _manifest_refs(path: Path) -> dict[str, str]:
    try:
        contents: Mapping[str, Any] = json.loads(path.read_bytes()).get("contents", {})
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError) as error:
        raise ForeignError(f"{path} is no manifest of an artifact: {error}") from error
    return {checked_path(name): entry["ref"] for name, entry in contents.items() if entry.get("ref")}
