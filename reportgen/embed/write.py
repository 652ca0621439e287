"""Everything that a site holds so that it can be embedded: frames, pictures, descriptions, one script."""

from __future__ import annotations

import bisect
import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from reportgen.assets import CLIENT
from reportgen.configuration import Config
from reportgen.embed.model import Embeddable
from reportgen.embed.pages import embed_page
from reportgen.embed.picture import Pictured, pictured, recipe
from reportgen.embed.picture.svg import Read
from reportgen.materialise import Cache, SiteData
from reportgen.materialise.cache import digest
from reportgen.pages import view_of
from reportgen.query import Core
from reportgen.query.wire import pack
from reportgen.render import SIZE, environment
from reportgen.site import Assets

COMPONENT = "embed.js"
"""The script of the element `<reportgen-view>`, at the site's root: its address never changes."""

CHROME = 210
"""Pixels of a panel that are not its rows: controls, headers, caption."""
LEAST, MOST = 240, 760
"""Bounds of the height that a frame begins with."""


IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
}
"""What can stand inside of an SVG, by ending."""


@dataclass(frozen=True, slots=True)
class Written:
    """The files of embeds, and what `site.json` says of them."""

    files: dict[str, bytes]
    listed: list[dict[str, Any]]


def write_embeds(
    embeds: Sequence[Embeddable], data: SiteData, config: Config, assets: Assets, core: Core
) -> Written:
    """The files of all embeds."""
    if not embeds or assets.client is None:
        return Written({}, [])
    read = _reader(data)
    templates = functools.cache(environment)
    files = {COMPONENT: (CLIENT / "embed" / COMPONENT).read_bytes()}
    for one in embeds:
        files[one.path] = embed_page(one, config, assets, core, templates).encode()
        files.update(_pictures(one, core, read, config))
        if config.base_url is not None:
            files[one.file("json")] = _oembed(one, config, config.base_url.rstrip("/"))
    return Written(files, [_entry(one) for one in embeds])


def _pictures(one: Embeddable, core: Core, read: Read, config: Config) -> Iterator[tuple[str, bytes]]:
    """The pictures of a panel; what is drawn already is not drawn again."""
    cache = Cache(config.cache)
    key = digest(recipe(), one.title, one.status, pack(view_of(one.panel, "")))
    picture = functools.cache(lambda: pictured(one, core, read))
    forms = {"svg": Pictured.svg}
    if config.base_url is not None:  # Only an address that is whole can be unfolded by others.
        forms["png"] = Pictured.png
    for ending, draw in forms.items():
        path = cache.path("pictures", f"{key}.{ending}")
        if not path.is_file():
            with cache.create(path) as temporary:
                temporary.write_bytes(draw(picture()))
        yield one.file(ending), path.read_bytes()


def _reader(data: SiteData) -> Read:
    """What reads the bytes of a medium of the site by its name."""
    media = data.media  # sorted by name, and very many at times

    def read(name: str) -> tuple[str, bytes] | None:
        at = bisect.bisect_left(media, name, key=lambda file: file.name)
        kind = IMAGES.get(Path(name).suffix)
        known = at < len(media) and media[at].name == name
        return (kind, media[at].source.read_bytes()) if known and kind else None

    return read


def _height(one: Embeddable) -> int:
    rows = len(one.panel.answer.get("rows") or ())
    pixels = one.panel.panel.needs.row_pixels
    return min(MOST, max(LEAST, CHROME + rows * pixels))


def _entry(one: Embeddable) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "page": f"{one.page}#{one.panel.panel.id}",
        "height": _height(one),
        "alt": f"{one.title}: {one.status}",
    }


def _oembed(one: Embeddable, config: Config, base: str) -> bytes:
    """The answer that a page which shows links asks for (oembed.com, version 1.0, type rich)."""
    address, title = f"{base}/{one.path}", escape(one.title)
    frame = (
        f'<iframe src="{escape(address)}" title="{title}" width="100%" height="{_height(one)}" '
        'loading="lazy" style="border:0"></iframe>'
    )
    said = {
        "version": "1.0",
        "type": "rich",
        "provider_name": config.title,
        "provider_url": f"{base}/",
        "title": one.title,
        "html": frame,
        "width": SIZE[0],
        "height": _height(one),
        "thumbnail_url": f"{base}/{one.file('png')}",
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
