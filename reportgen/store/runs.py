"""Runs on disk: a JSON file each, and a line of JSON for each step that was logged."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from reportgen.store.files import read_json, write_json
from reportgen.store.names import check_name
from reportgen.store.store import Store
from reportgen.store.transaction import begin


class RunFile:
    """`runs/<id>.json` and `runs/<id>.history.jsonl` of one run."""

    def __init__(self, store: Store, id: str) -> None:
        check_name(id, what="run")
        self._store = store
        self._path = store.path / "runs" / f"{id}.json"
        self._history = store.path / "runs" / f"{id}.history.jsonl"

    def exists(self) -> bool:
        """Whether the store has the run."""
        return self._path.is_file()

    def load(self) -> dict[str, Any]:
        """What was saved."""
        data: dict[str, Any] = read_json(self._path)
        return data

    def save(self, data: Mapping[str, Any]) -> None:
        """Replace the run's file, in one step."""
        begin(self._store)
        write_json(self._path, data, tmp=self._store.path / "tmp")

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line to the history."""
        text = json.dumps(line, ensure_ascii=True, allow_nan=False) + "\n"
        handle = os.open(self._history, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(handle, (_mend(handle) + text).encode())
        finally:
            os.close(handle)

    def history(self) -> list[dict[str, Any]]:
        """The lines of the history; one that was cut short by a crash is left out."""
        try:
            lines = self._history.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return []
        return [line for line in map(_parsed, lines) if line is not None]


def _mend(handle: int) -> str:
    """A line end, if a crash cut the last line short."""
    size = os.fstat(handle).st_size
    if size == 0:
        return ""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return "" if os.read(handle, 1) == b"\n" else "\n"


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
