"""How much the columns of a table tell its rows apart, asked of the store's own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

KINDS = frozenset(["text", "integer", "date", "timestamp", "time", "decimal"])
"""Kinds of columns that can be keys."""


def distinct_counts(paths: Sequence[Path], columns: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many different values each column has that can be a key; -1 where some value is missing.

    `columns` are all of the files' columns, in order. Files whose columns differ say nothing.
    """
    wanted = [(place, column["name"]) for place, column in enumerate(columns) if _can_be_key(column)]
    if not paths or not wanted:
        return {}
    files = ", ".join("'" + str(path.absolute()).replace("'", "''") + "'" for path in paths)
    # By position, for names may differ in case alone.
    names = ", ".join(f"c{place}" for place in range(len(columns)))
    asked = ", ".join(
        f"CASE WHEN count(*) = count(c{place}) THEN count(DISTINCT c{place}) ELSE -1 END"
        for place, _ in wanted
    )
    with duckdb.connect(":memory:") as connection:
        try:
            found = connection.execute(f"SELECT {asked} FROM read_parquet([{files}]) AS file({names})")
            row = found.fetchone()
        except duckdb.Error:
            return {}
    return {name: int(count) for (_, name), count in zip(wanted, row or (), strict=True)}


def _can_be_key(column: Mapping[str, Any]) -> bool:
    return column["type"]["kind"] in KINDS and not column["type"].get("categories")
