"""A scene as SVG: one file, light and dark, that shows the same wherever it is put."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

from reportgen.embed.picture.scene import WIDTH, Box, Mark, Photo, Scene, Words

Read = Callable[[str], "tuple[str, bytes] | None"]
"""From the name of a medium to its type and its bytes."""

COLORS = {
    "paper": ("#ffffff", "#15181c"),
    "ink": ("#1d2126", "#e3e6ea"),
    "muted": ("#5b636e", "#a3abb6"),
    "faint": ("#828a96", "#767f8b"),
    "line": ("#e5e7eb", "#2b3138"),
    "accent": ("#2a5bbd", "#8db2ff"),
    "bar": ("#658ad0", "#6189d3"),
    "soft": ("#dfe8f8", "#26344f"),
}
"""Each with a light and a dark value: those of the default theme, since a picture stands on its own."""

_FACE = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif"


def svg(scene: Scene, title: str, read: Read, styles: str = "") -> str:
    """The text of the file; `styles` are those of a plot inside of it."""
    height = _number(scene.height)
    light = "".join(f".{name}{{fill:{pair[0]}}}" for name, pair in COLORS.items())
    dark = "".join(f".{name}{{fill:{pair[1]}}}" for name, pair in COLORS.items())
    marks = "".join(_mark(mark, read) for mark in scene.marks)
    inner = (
        f'<g class="rg-plot" transform="translate(44 {_number(scene.top)})">{scene.inner}</g>'
        if scene.inner
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<style>{styles}text{{font-family:{_FACE}}}.b{{font-weight:600}}{light}"
        f"@media(prefers-color-scheme:dark){{{dark}}}</style>"
        f'<rect class="paper" width="{WIDTH}" height="{height}" rx="12"/>{marks}{inner}</svg>\n'
    )


def _mark(mark: Mark, read: Read) -> str:
    if isinstance(mark, Box):
        place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" '
        size = f'width="{_number(mark.width)}" height="{_number(mark.height)}"'
        return f'<rect class="{mark.color}" {place}{size}/>'
    if isinstance(mark, Words):
        names = f"{mark.color} b" if mark.bold else mark.color
        end = ' text-anchor="end"' if mark.right else ""
        place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{mark.size}"{end}'
        return f'<text class="{names}" {place}>{_xml(mark.text)}</text>' if mark.text else ""
    return _photo(mark, read)


def _photo(photo: Photo, read: Read) -> str:
    found = read(photo.file)
    place = f'x="{_number(photo.x)}" y="{_number(photo.y)}"'
    size = f'width="{_number(photo.side)}" height="{_number(photo.side)}"'
    if found is None:
        return f'<rect class="line" {place} {size}/>'
    kind, data = found
    return f'<image {place} {size} href="data:{kind};base64,{base64.b64encode(data).decode("ascii")}"/>'


def _xml(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return escape(
        "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
