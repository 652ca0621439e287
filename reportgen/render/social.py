"""How a link to a page unfolds in chats and in other pages."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = (1200, 630)
"""Of a picture: what services that show links ask for (ogp.me, and the sizes that chats crop to)."""


@dataclass(frozen=True, slots=True)
class Social:
    """What Open Graph and oEmbed say of a page; paths are from the site's root."""

    picture: str | None
    """A PNG."""
    alt: str
    """What it shows, in words."""
    oembed: str | None
    """The oEmbed answer, if there is one."""
    width: int = SIZE[0]
    """Of the picture, in pixels."""
    height: int = SIZE[1]
    """Of the picture, in pixels."""
