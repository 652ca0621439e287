"""What earlier builds made, kept by recipe and digest of the input, so that it is made once."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RECIPE = "4"
"""Raised whenever the same input would give other bytes than before."""


def digest(*parts: object) -> str:
    """A short name for a list of plain values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of finished files; a file is there whole or not at all."""

    root: Path
    finished: dict[Path, Any] = field(default_factory=dict, compare=False)
    """What was read from it or put into it while this process runs, by the place of its note."""

    def path(self, kind: str, name: str) -> Path:
        """Where a file of this kind and name is kept."""
        return self.root / RECIPE / kind / name

    @contextmanager
    def temporary(self, folder: Path) -> Iterator[Path]:
        """A path in a folder for a file on its way to its name; what is left there is removed."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f".new-{secrets.token_hex(8)}"
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def create(self, path: Path) -> Iterator[Path]:
        """A temporary path that becomes `path` when the block ends well."""
        with self.temporary(path.parent) as temporary:
            yield temporary
            os.replace(temporary, path)

    def read_json(self, path: Path) -> Any:
        """The JSON of a file, or None when there is none that can be read."""
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None

    def write_json(self, path: Path, value: Mapping[str, Any]) -> None:
        """Keep a JSON object."""
        with self.create(path) as temporary:
            temporary.write_text(json.dumps(value), encoding="utf-8")
