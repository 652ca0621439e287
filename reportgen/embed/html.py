"""One line of HTML for where people write: a panel of a built site inside another page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, did_you_mean
from reportgen.embed.model import FOLDER
from reportgen.output import MARKER

FORMS = ("component", "frame", "picture")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Embed:
    """A panel or a saved view that a built site lets others embed."""

    name: str
    title: str
    page: str
    """The place in the site that it is from: `index.html#by-guess`."""
    picture: str
    """Its picture in the site."""
    height: int
    """Pixels that a frame begins with."""
    alt: str
    """What it shows, in words."""


def embeds_of(site: Path) -> dict[str, Embed]:
    """Everything that a built site lets others embed, by name.

    Raises:
        DiagnosticError: The folder is no site of ours.
    """
    try:
        return read_embeds((site / MARKER).read_bytes())
    except (OSError, ValueError, AttributeError):
        message = f"'{site.name}' is not a built site"
        raise DiagnosticError(
            Diagnostic(Code.FILE_MISSING, message, None, "'reportgen build' makes one")
        ) from None


def read_embeds(marker: bytes) -> dict[str, Embed]:
    """The embeds that a site's `site.json` lists, by name.

    Raises:
        ValueError: It is no JSON.
    """
    listed: Mapping[str, Any] = json.loads(marker)
    return {
        one["name"]: Embed(picture=f"{FOLDER}/{one['name']}.svg", **one) for one in listed.get("embeds", ())
    }


def find_embed(embeds: Mapping[str, Embed], name: str) -> Embed:
    """The embed of this name.

    Raises:
        DiagnosticError: There is none.
    """
    if name not in embeds:
        help_ = did_you_mean(name, embeds, what="embed")
        raise DiagnosticError(Diagnostic(Code.VIEW_UNKNOWN, f"the site has no view '{name}'", None, help_))
    return embeds[name]


def embed_html(
    site: Path,
    name: str,
    *,
    address: str,
    theme: str = "auto",
    height: int | None = None,
    form: str = "component",
    script: bool = True,
) -> str:
    """The HTML that shows a panel or a saved view of a built site in another page.

    Args:
        site: The built site's folder.
        name: A saved view, or a panel as `page/id`.
        address: Where the site is, as seen from the page that gets the HTML.
        theme: `auto` follows the reader, `light` and `dark` do not.
        height: Pixels that the frame begins with; it grows with what is in it.
        form: `component` for the element `<reportgen-view>`, `frame` for an `<iframe>` that needs no script
            and does not grow, `picture` for a picture that leads to the panel.
        script: Whether the element's script comes with it; a page needs it once.

    Raises:
        DiagnosticError: The site has no such panel or view, or another argument is wrong.
    """
    one = find_embed(embeds_of(site), name)
    for what, said, known in (("form", form, FORMS), ("theme", theme, THEMES)):
        if said not in known:
            help_ = did_you_mean(said, known, what=what)
            raise DiagnosticError(Diagnostic(Code.OPTION_VALUE, f"'{said}' is no {what}", None, help_))
    base = address if not address or address.endswith("/") else f"{address}/"
    source = f"{base}{FOLDER}/{quote(name)}"
    if form == "picture":
        return picture_html(one, source)
    query = "" if theme == "auto" else f"?theme={theme}"
    size = height or one.height
    if form == "frame":
        return frame_html(one, f"{source}.html{query}", size)
    inside = picture_html(one, source)
    attributes = f'src="{escape(source)}.html" height="{size}" label="{escape(one.title)}"'
    attributes += "" if theme == "auto" else f' theme="{theme}"'
    loader = f'<script async src="{escape(base)}embed.js"></script>' if script else ""
    return f"<reportgen-view {attributes}>{inside}</reportgen-view>{loader}"


def picture_html(one: Embed, source: str) -> str:
    """The picture, as a link to the panel."""
    picture = f'<img src="{escape(source)}.svg" alt="{escape(one.alt)}" width="600">'
    return f'<a href="{escape(source)}.html">{picture}</a>'


def frame_html(one: Embed, address: str, height: int) -> str:
    """The frame."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(one.title)}" width="100%" height="{height}" '
        'loading="lazy" style="border:0"></iframe>'
    )
