"""What the store knows: blobs, entries, manifests and references to tables, as frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TABULAR = frozenset({"table", "joined", "partitioned"})
"""The kinds of entries that are read as tables."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes in the store."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in an artifact version."""

    path: str
    """Its name inside the artifact, with '/'."""
    sha256: str
    """The digest of its bytes; of a table of several parts, over their digests; '' where there are none."""
    size: int
    """Bytes of the blob, or of all parts."""
    kind: str
    """`table`, `joined`, `partitioned`; a kind of media; `classes`, `file` or `reference`."""
    info: Mapping[str, Any] = field(default_factory=dict)
    """Of a table `rows` and, if it has them, `parts`; of media what describes them; of a reference `uri`."""

    def to_json(self) -> dict[str, Any]:
        """The entry as it stands in a manifest."""
        shape = {"sha256": self.sha256 or None, "size": self.size, "kind": self.kind}
        return shape | ({"info": dict(self.info)} if self.info else {})

    @staticmethod
    def from_json(path: str, data: Mapping[str, Any]) -> Entry:
        """The entry that `to_json` wrote."""
        return Entry(path, data["sha256"] or "", data["size"], data["kind"], data.get("info", {}))


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of an artifact; its content never changes."""

    name: str
    version: int
    type: str
    digest: str
    """Over the entries: equal content, equal digest."""
    entries: Mapping[str, Entry]
    metadata: Mapping[str, Any]
    description: str | None
    run: str | None
    """The id of the run that logged it."""
    used: tuple[str, ...]
    """The artifact versions (`name:v3`) that the run had used by then."""
    created: str
    """UTC, ISO 8601."""

    @property
    def ref(self) -> str:
        """Name and version: `predictions:v3`."""
        return f"{self.name}:v{self.version}"

    def to_json(self) -> dict[str, Any]:
        """The manifest as it stands in `artifacts/<name>/v<N>.json`."""
        return {
            "v": 1,
            "name": self.name,
            "version": self.version,
            "type": self.type,
            "digest": self.digest,
            "entries": {path: self.entries[path].to_json() for path in sorted(self.entries)},
            "metadata": dict(self.metadata),
            "description": self.description,
            "run": self.run,
            "used": list(self.used),
            "created": self.created,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Manifest:
        """The manifest that `to_json` wrote."""
        return Manifest(
            name=data["name"],
            version=data["version"],
            type=data["type"],
            digest=data["digest"],
            entries={path: Entry.from_json(path, entry) for path, entry in data["entries"].items()},
            metadata=data["metadata"],
            description=data["description"],
            run=data["run"],
            used=tuple(data["used"]),
            created=data["created"],
        )

    def tables(self) -> list[str]:
        """The paths of its tables (plain, joined and partitioned), sorted."""
        return sorted(path for path, entry in self.entries.items() if entry.kind in TABULAR)


@dataclass(frozen=True, slots=True)
class TableRef:
    """A table of an artifact version; `Store.table_paths` has its files."""

    artifact: str
    version: int
    table: str
    entry: Entry
    ref: str
    """The shortest exact reference: `name:v3`, or `name:v3/table` where the version has several tables."""


def digest_of(entries: Mapping[str, Entry]) -> str:
    """A digest of what the entries hold: paths, kinds, bytes and what describes them."""
    text = json.dumps([[path, entries[path].to_json()] for path in sorted(entries)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
