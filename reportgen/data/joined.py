"""`JoinedTable` and `PartitionedTable`: tables that are made of other tables."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from reportgen.data.mixed import to_json
from reportgen.data.table import Table
from reportgen.diagnostics import did_you_mean

Pair: TypeAlias = tuple[int | None, int | None]
"""The numbers of two rows that belong together; None where there is none."""


class JoinedTable:
    """Two tables, row by row where their keys are equal.

    Args:
        table1: A Table, or its path in the same artifact, or its reference (`name:v3`, `name:v3/path`).
        table2: Likewise.
        join_key: The column that both have, or the two columns.

    Raises:
        TypeError: A table or the key is something else.
        ValueError: A table has no such column.
    """

    def __init__(self, table1: Table | str, table2: Table | str, join_key: str | Sequence[str]) -> None:
        self.table1 = _checked_side(table1, "table1")
        self.table2 = _checked_side(table2, "table2")
        self.join_key = _checked_key(join_key)
        for table, column in zip((table1, table2), self.on, strict=True):
            if isinstance(table, Table) and column not in table.columns:
                near = did_you_mean(column, table.columns, what="column")
                raise ValueError(f"the table has no column {column!r} to join on; {near}")

    @property
    def on(self) -> tuple[str, str]:
        """The column of the first table, and that of the second, whose values are compared."""
        key = self.join_key
        return (key, key) if isinstance(key, str) else (key[0], key[1])

    def to_table(self, load: Callable[[str], Table] | None = None) -> Table:
        """The joined rows, as a full outer join: each pair of rows with equal keys, and the rest.

        Rows are in the order of the first table; those of the second that match none come last. A null or NaN
        matches nothing. One column of the name stands for both keys when they have one name. Another column
        of the second table whose name the first one has is named `name (2)`. Media are not copied.

        Args:
            load: Gives the table of a path or reference, where a table is one.
        """
        left, right = (_loaded(table, load) for table in (self.table1, self.table2))
        keys = left.get_column(self.on[0]), right.get_column(self.on[1])
        pairs = list(_pairs(*keys))
        merged = self.on[0] == self.on[1]
        joined = Table()
        for name in left.columns:
            values = _taken(left.get_column(name), [pair[0] for pair in pairs])
            if merged and name == self.on[0]:
                values = [keys[1][j] if i is None and j is not None else keys[0][i or 0] for i, j in pairs]
            joined.add_column(name, values)
        for name in right.columns:
            if not (merged and name == self.on[1]):
                values = _taken(right.get_column(name), [pair[1] for pair in pairs])
                joined.add_column(_free(name, joined.columns), values)
        return joined

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, JoinedTable):
            return NotImplemented
        mine, theirs = (self.table1, self.table2, self.on), (other.table1, other.table2, other.on)
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"JoinedTable({self.table1!r}, {self.table2!r}, {self.join_key!r})"


class PartitionedTable:
    """The rows of every table of an artifact whose path begins with a folder, in the order of their paths.

    Args:
        parts_path: The folder, such as "parts".
    """

    def __init__(self, parts_path: str) -> None:
        if not isinstance(parts_path, str) or not parts_path.strip("/"):
            raise TypeError(f"parts_path={parts_path!r} is not the path of a folder in an artifact")
        self.parts_path = parts_path.rstrip("/")

    def is_part(self, path: str) -> bool:
        """Whether the table at a path is one of the parts."""
        return path.startswith(f"{self.parts_path}/")

    def to_table(self, parts: Iterable[Table]) -> Table:
        """The rows of the parts; where a part lacks a column of another, its cells are None."""
        tables = list(parts)
        names = list(dict.fromkeys(name for table in tables for name in table.columns))
        whole = Table()
        for name in names:
            values: list[Any] = []
            for table in tables:
                values += table.get_column(name) if name in table.columns else [None] * len(table)
            whole.add_column(name, values)
        return whole

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartitionedTable) and self.parts_path == other.parts_path

    def __hash__(self) -> int:
        return hash(self.parts_path)

    def __repr__(self) -> str:
        return f"PartitionedTable({self.parts_path!r})"


def _checked_side(table: Any, what: str) -> Table | str:
    if isinstance(table, (Table, str)):
        return table
    raise TypeError(
        f"{what} wants a Table, a path in the artifact or a reference, not a {type(table).__name__}"
    )


def _checked_key(key: Any) -> str | tuple[str, str]:
    if isinstance(key, str):
        return key
    if isinstance(key, (list, tuple)) and len(key) == 2 and all(isinstance(name, str) for name in key):
        return (key[0], key[1])
    raise TypeError(f"join_key={key!r} is neither the name of a column nor a list of two")


def _loaded(table: Table | str, load: Callable[[str], Table] | None) -> Table:
    if isinstance(table, Table):
        return table
    if load is None:
        raise ValueError(f"the table {table!r} must be loaded: give load=, or join Tables")
    return load(table)


def _pairs(left: Sequence[Any], right: Sequence[Any]) -> Iterator[Pair]:
    places: defaultdict[Any, list[int]] = defaultdict(list)
    for row, value in enumerate(right):
        places[_comparable(value)].append(row)
    places.pop(None, None)
    matched: set[int] = set()
    for row, value in enumerate(left):
        found = places.get(_comparable(value), [])
        matched.update(found)
        yield from ((row, other) for other in found)
        if not found:
            yield row, None
    yield from ((None, row) for row in range(len(right)) if row not in matched)


def _comparable(value: Any) -> Any:
    """A value that is equal to another and has its hash when both are the same key; None for no key."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool):
        return ("boolean", value)
    try:
        hash(value)
    except TypeError:
        return ("nested", json.dumps(to_json(value), sort_keys=True))
    return value


def _taken(values: Sequence[Any], rows: Sequence[int | None]) -> list[Any]:
    return [None if row is None else values[row] for row in rows]


def _free(name: str, taken: Sequence[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
