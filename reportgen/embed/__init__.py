"""Panels and saved views inside other pages: frames, pictures, one line of HTML."""

from __future__ import annotations

from reportgen.embed.html import Embed, embed_html, embeds_of, find_embed, read_embeds
from reportgen.embed.model import Embeddable, embeddable
from reportgen.embed.write import Written, write_embeds

__all__ = [
    "Embed",
    "Embeddable",
    "Written",
    "embed_html",
    "embeddable",
    "embeds_of",
    "find_embed",
    "read_embeds",
    "write_embeds",
]
