"""What every kind of media is: a value that describes itself in a cell and brings its bytes to the store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

if TYPE_CHECKING:
    from reportgen.store.blobs import BlobWriter

BlobPath: TypeAlias = Callable[[str], Path]
"""The file of a blob, by its digest."""


class Media(ABC):
    """A value of a cell that is more than numbers and text.

    Two are equal when they describe themselves equally: the same bytes, and the same said of them.
    """

    __slots__ = ()

    kind: ClassVar[str]
    """The kind of its column type; `reportgen.convert.media.MEDIA` has the struct."""

    @abstractmethod
    def describe(self) -> dict[str, Any]:
        """What its cell says: the fields of the struct of its kind."""

    @abstractmethod
    def store(self, blobs: BlobWriter) -> None:
        """Put the bytes into a store and hold on to them there instead of in memory."""

    @classmethod
    @abstractmethod
    def stored(cls, info: Mapping[str, Any], blob_path: BlobPath) -> Media:
        """The value that `describe` told of, whose bytes are in a store."""

    def files(self) -> Iterator[tuple[str, str]]:
        """The digest and the file ending (`jpg`) of everything that it keeps in the store."""
        return iter(())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Media) or type(self) is not type(other):
            return NotImplemented
        return self.describe() == other.describe()

    def __hash__(self) -> int:
        return hash(self.kind)
