"""`BlobMedia`: media that have bytes of their own, or the address where their bytes are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from reportgen.convert.media import file_ending
from reportgen.data.media.base import BlobPath, Media
from reportgen.data.media.payload import Payload

if TYPE_CHECKING:
    from typing_extensions import Self

    from reportgen.store.blobs import BlobWriter


class BlobMedia(Media):
    """A medium with bytes of one format, kept by their digest.

    Attributes:
        format: How the bytes are kept, such as "png"; None when only their address is known.
        caption: A line of text shown with it, or None.
        uri: The address of the bytes where they are not in the store, or None. Nothing ever fetches it.
    """

    __slots__ = ("_payload", "caption", "format", "uri")

    facts: ClassVar[tuple[str, ...]] = ()
    """The attributes that a cell says besides, in the order of the struct of the kind."""

    def __init__(self, payload: Payload | None, format: str | None, caption: object, uri: str | None) -> None:
        self._payload = payload
        self.format = format
        self.caption = checked_caption(caption)
        self.uri = uri

    @property
    def sha256(self) -> str | None:
        """The digest of the bytes as they are kept, in hexadecimal; None when they are elsewhere."""
        return None if self._payload is None else self._payload.sha256

    def data(self) -> bytes:
        """The bytes as they are kept.

        Raises:
            ValueError: They are elsewhere, or the file that they came from has changed or gone.
        """
        if self._payload is None:
            raise ValueError(f"the bytes of the {self.kind} are at {self.uri!r} and not in the store")
        return self._payload.data()

    def describe(self) -> dict[str, Any]:
        """What its cell says: the fields of the struct of its kind."""
        facts = {name: getattr(self, name) for name in self.facts}
        return {
            "sha256": self.sha256,
            "format": self.format,
            "caption": self.caption,
            "uri": self.uri,
            **facts,
        }

    def store(self, blobs: BlobWriter) -> None:
        """Put the bytes into a store and hold on to them there instead of in memory."""
        if self._payload is not None:
            self._payload.put(blobs)

    @classmethod
    def stored(cls, info: Mapping[str, Any], blob_path: BlobPath) -> Self:
        """The medium that `describe` told of, whose bytes are in a store."""
        medium = cls.__new__(cls)
        sha256 = info.get("sha256")
        payload = None if sha256 is None else Payload.blob(blob_path(sha256), sha256, cls.kind)
        BlobMedia.__init__(medium, payload, info.get("format"), info.get("caption"), info.get("uri"))
        for name in cls.facts:
            setattr(medium, name, info.get(name))
        return medium

    def files(self) -> Iterator[tuple[str, str]]:
        """The digest and the file ending (`jpg`) of everything that it keeps in the store."""
        if self._payload is not None:
            yield self._payload.sha256, file_ending(self.format or self.kind)

    def __hash__(self) -> int:
        return hash((self.kind, self.sha256, self.caption))

    def __repr__(self) -> str:
        said = [self.format, self.uri, repr(self.caption) if self.caption else None]
        return f"<{type(self).__name__} {' '.join(text for text in said if text)}>"


def checked_caption(caption: object) -> str | None:
    """A caption as text that is valid Unicode."""
    return None if caption is None else str(caption).encode("utf-8", "replace").decode()
