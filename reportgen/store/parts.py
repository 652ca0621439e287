"""Tables of several Parquet files: their parts, in order, all with the same columns.

A manifest has the newest parts; older ones are folded into segments, which are blobs that list them. So a
version of a table with many parts is small, and the next one is made of it without reading what is folded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.store.model import Blob, Entry

FAN = 16
"""So many parts, or segments of one length, make a segment."""


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table."""

    sha256: str
    size: int
    rows: int

    def to_json(self) -> dict[str, Any]:
        """The part as it stands in a manifest or a segment."""
        return {"sha256": self.sha256, "size": self.size, "rows": self.rows}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Part:
        """The part that `to_json` wrote."""
        return Part(data["sha256"], data["size"], data["rows"])


@dataclass(frozen=True, slots=True)
class Segment:
    """A blob that lists parts, or segments that do."""

    sha256: str
    size: int
    """Bytes of the list."""
    count: int
    """Parts below it."""

    def to_json(self) -> dict[str, Any]:
        """The segment as it stands in a manifest or in a longer one."""
        return {"sha256": self.sha256, "size": self.size, "count": self.count}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Segment:
        """The segment that `to_json` wrote."""
        return Segment(data["sha256"], data["size"], data["count"])


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a table: segments of older ones, longest first, then the newest."""

    segments: tuple[Segment, ...] = ()
    newest: tuple[Part, ...] = ()
    sha256: str = ""
    """Over the digests of all parts, in order."""
    size: int = 0
    rows: int = 0

    def plus(self, part: Part, put: Callable[[bytes], Blob]) -> Parts:
        """These parts and one more; `put` stores the bytes of a segment."""
        segments, newest = self.segments, self.newest
        if len(newest) == FAN:
            segments, newest = (*segments, _fold("parts", newest, FAN, put)), ()
            while len(segments) >= FAN and segments[-FAN].count == segments[-1].count:
                longer = _fold("segments", segments[-FAN:], FAN * segments[-1].count, put)
                segments = (*segments[:-FAN], longer)
        digest = hashlib.sha256((self.sha256 + part.sha256).encode()).hexdigest()
        return Parts(segments, (*newest, part), digest, self.size + part.size, self.rows + part.rows)

    def info(self) -> dict[str, Any]:
        """What an entry's info says of the parts."""
        folded = {"segments": [segment.to_json() for segment in self.segments]} if self.segments else {}
        return {"rows": self.rows, "parts": [part.to_json() for part in self.newest], **folded}

    def walk(self, read: Callable[[str], bytes]) -> Iterator[Part]:
        """Every part, in order; `read` gives the bytes of a blob."""
        for segment in self.segments:
            yield from _unfold(segment, read)
        yield from self.newest

    def blobs(self, read: Callable[[str], bytes], known: set[str]) -> Iterator[Blob]:
        """The blobs of parts and segments, without what is below `known` segments; new ones are added."""
        for segment in self.segments:
            yield from _blobs(segment, read, known)
        yield from (Blob(part.sha256, part.size) for part in self.newest)


def parts_of(entry: Entry) -> Parts:
    """The parts of a table's entry; one that says nothing of parts is its own only part."""
    if "parts" not in entry.info:
        part = Part(entry.sha256, entry.size, entry.info["rows"])
        return Parts((), (part,), entry.sha256, entry.size, part.rows)
    return Parts(
        tuple(map(Segment.from_json, entry.info.get("segments", ()))),
        tuple(map(Part.from_json, entry.info["parts"])),
        entry.sha256,
        entry.size,
        entry.info["rows"],
    )


def newest_part(entry: Entry) -> Entry:
    """A table's entry with its last part alone."""
    part = parts_of(entry).newest[-1]
    alone = Parts((), (part,), part.sha256, part.size, part.rows)
    info = {key: value for key, value in entry.info.items() if key != "segments"}
    return Entry(entry.path, part.sha256, part.size, "table", {**info, **alone.info()})


def joined(parts: Iterable[Part], put: Callable[[bytes], Blob]) -> Parts:
    """A list of parts from its beginning."""
    result = Parts()
    for part in parts:
        result = result.plus(part, put)
    return result


def _fold(key: str, items: tuple[Part, ...] | tuple[Segment, ...], count: int, put: Any) -> Segment:
    text = json.dumps({key: [item.to_json() for item in items]}, separators=(",", ":"))
    blob = put(text.encode())
    return Segment(blob.sha256, blob.size, count)


def _unfold(segment: Segment, read: Callable[[str], bytes]) -> Iterator[Part]:
    data = json.loads(read(segment.sha256))
    yield from map(Part.from_json, data.get("parts", ()))
    for inner in data.get("segments", ()):
        yield from _unfold(Segment.from_json(inner), read)


def _blobs(segment: Segment, read: Callable[[str], bytes], known: set[str]) -> Iterator[Blob]:
    if segment.sha256 in known:
        return
    known.add(segment.sha256)
    yield Blob(segment.sha256, segment.size)
    data = json.loads(read(segment.sha256))
    for part in map(Part.from_json, data.get("parts", ())):
        yield Blob(part.sha256, part.size)
    for inner in data.get("segments", ()):
        yield from _blobs(Segment.from_json(inner), read, known)
