"""What a value given to `Run.log` becomes: a table of its own, or a value in the history."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from reportgen.convert.dataframe import is_frame
from reportgen.data.artifact import Artifact
from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.media import as_media
from reportgen.data.media.markdown import Markdown
from reportgen.data.table import Table
from reportgen.store.names import name_from_key

Loggable: TypeAlias = Table | JoinedTable
"""What is logged as an artifact of its own."""


def flat(data: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The values of nested dicts, with '.' between the keys."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def loggable(value: Any) -> Loggable | None:
    """The table that a value is logged as, or None when it is a number or the like.

    Media, and lists of media of one kind, become a column that is named for the kind.

    Raises:
        TypeError: The value belongs into an artifact.
    """
    if isinstance(value, (Table, JoinedTable)):
        return value
    if isinstance(value, PartitionedTable):
        raise TypeError("a PartitionedTable says which tables of an artifact are its parts: add it to that")
    if is_frame(value):
        return Table(dataframe=value)
    if isinstance(value, Markdown):
        return Table(columns=["markdown"], data=[[value]])
    listed = value if isinstance(value, (list, tuple)) and value else [value]
    media = [as_media(item) for item in listed]
    kinds = {None if medium is None else medium.kind for medium in media}
    kind = kinds.pop()
    return None if kinds or kind is None else Table(columns=[kind], data=[[medium] for medium in media])


def artifact_of(path: Path, name: str | None, type: str | None) -> Artifact:
    """A file or a folder as an artifact of its own."""
    artifact = Artifact(name or name_from_key(path.name), type or "file")
    if path.is_dir():
        artifact.add_dir(path)
    else:
        artifact.add_file(path)
    return artifact


def is_refused(table: Table, name: str) -> bool:
    """Whether the table was logged under this name already, and was not to change."""
    logged = (table.logged_as or "").startswith(f"{name}:")
    return table.log_mode == "IMMUTABLE" and logged and table.changed_since_logged


def warn_of_change(key: str) -> None:
    """Tell the caller of `Run.log` that a table was refused, and what to do."""
    warnings.warn(
        f"the table under {key!r} has changed since it was logged and is not logged again: "
        "make it with log_mode='MUTABLE' to log all rows anew, with 'INCREMENTAL' to log the new ones, "
        "or make a new Table",
        RuntimeWarning,
        stacklevel=4,
    )
