"""Images of the prose."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.common.utils import escapeHtml


def image_tag(attributes: Mapping[str, object]) -> str:
    """An `<img>` of a `src`, an `alt` and perhaps title, id, class, width, height and align."""
    kept = {name: str(value) for name, value in attributes.items() if name != "align"}
    if attributes.get("align"):
        kept["class"] = f"{kept.get('class', '')} {attributes['align']}".strip()
    for name in ("width", "height"):
        if name in kept:
            kept[name] = kept[name].removesuffix("px")
    text = "".join(f' {name}="{escapeHtml(value)}"' for name, value in kept.items())
    return f'<img{text} loading="lazy" decoding="async">'
