"""What the readers of foreign files hand over: tables, media and files as neutral values, with notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from reportgen.convert.arrow import TypeJson

MAIN = ""
"""The path of the one table of a file: it is to have the artifact's name."""


class ForeignError(ValueError):
    """A file or a folder that cannot be read as what it should be; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that could not be taken over as it was."""

    where: str
    """The file, and the row and column where there are any."""
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Notes:
    """Collects notes while one thing is read; `at` gives a view that knows where it is."""

    def __init__(self, where: str = "", found: list[Note] | None = None) -> None:
        self._where = where
        self._found: list[Note] = [] if found is None else found

    def at(self, where: str) -> Notes:
        """The same collection, for notes about a part of what this one is about."""
        return Notes(f"{self._where}, {where}" if self._where else where, self._found)

    def add(self, message: str) -> None:
        """Note something about the place."""
        self._found.append(Note(self._where, message))

    def __iter__(self) -> Iterator[Note]:
        return iter(self._found)

    @property
    def where(self) -> str:
        """The place, as people read it."""
        return self._where


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A medium that is described, not loaded."""

    kind: str
    """A kind of `reportgen.convert.media.MEDIA`."""
    path: Path | None = None
    """Where its bytes are, if they are in a file."""
    data: bytes | None = None
    """Its bytes, if they came along."""
    uri: str | None = None
    """Where its bytes are, if they are not at hand."""
    format: str | None = None
    """Its format where that is not to be found in the bytes: "plotly", "pdb"…"""
    caption: str | None = None
    info: Mapping[str, Any] = field(default_factory=dict)
    """More fields of the struct of its kind: `width`, `counts`…"""
    boxes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Layers of boxes: `{"box_data": [{"position", "class_id", …}], "class_labels": {id: name}}`."""
    masks: Mapping[str, MaskFile] = field(default_factory=dict)
    """Layers of masks."""
    classes: Mapping[int, str] = field(default_factory=dict)
    """The names of class ids."""


@dataclass(frozen=True, slots=True)
class MaskFile:
    """A mask on an image: a picture whose first channel is class ids, or the ids themselves."""

    path: Path | None = None
    pixels: Any = None
    """A NumPy array, height × width, of class ids."""
    classes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """One column of a foreign table."""

    name: str
    values: Sequence[Any] | pa.ChunkedArray
    """Python values, among them `MediaFile`s (also inside lists and dicts), or Arrow data."""
    hint: TypeJson | None = None
    """Its type in case the values do not say; `key` and `classes` in it hold in any case."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A foreign table."""

    columns: Sequence[ColumnRead]
    increments: Sequence[int] = ()
    """For a table that grew: how many rows each increment has, in order."""
    blobs: Path | None = None
    """For a table that this package wrote: the folder of its media, as `<sha256[:20]>.<ending>`."""


@dataclass(frozen=True, slots=True)
class NestedTable:
    """A table in a cell of another."""

    columns: Sequence[ColumnRead]


@dataclass(frozen=True, slots=True)
class JoinedRead:
    """A table that is the join of two others of the same content, by their entry paths."""

    left: str
    right: str
    on: str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class PartitionedRead:
    """A table that is all tables under a folder of the same content, one after the other."""

    folder: str


@dataclass(frozen=True, slots=True)
class ClassesRead:
    """The names of class ids, by themselves."""

    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that is kept as it is."""

    path: Path


@dataclass(frozen=True, slots=True)
class ReferenceRead:
    """Something that is elsewhere."""

    uri: str


Item: TypeAlias = (
    TableRead | MediaFile | JoinedRead | PartitionedRead | ClassesRead | FileRead | ReferenceRead
)


@dataclass(frozen=True, slots=True)
class Content:
    """What becomes one artifact version."""

    items: Mapping[str, Item]
    """By the path that each is to have in the artifact."""
    name: str | None = None
    """The name that it had; None: it has none of its own."""
    type: str | None = None
    description: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RunRead:
    """The run that made what was read."""

    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    """`name`, `project`, `job_type`, `notes`, `group` and `tags`, where they are known."""
    config: Mapping[str, Any] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()
    """Numbers and texts, a dict for each step, which is under `_step`."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Everything that was read from one path."""

    contents: Sequence[Content]
    notes: Sequence[Note] = ()
    run: RunRead | None = None
