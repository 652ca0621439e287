"""A scene as SVG: one file, light and dark, that shows the same wherever it is put."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

from reportgen.embed.picture.palette import colors
from reportgen.embed.picture.scene import WIDTH, Box, Mark, Photo, Scene, Words

Read = Callable[[str], "tuple[str, bytes] | None"]
"""From the name of a medium to its type and its bytes."""

_FACE = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif"


def svg(scene: Scene, title: str, read: Read, styles: str = "") -> str:
    """The text of the file; `styles` are those of a plot inside of it."""
    height = _number(scene.height)
    known = colors()
    used = dict.fromkeys(["paper", *(mark.color for mark in scene.marks if not isinstance(mark, Photo))])
    light = "".join(f".f-{name}{{fill:{known[name][0]}}}" for name in used)
    dark = "".join(f".f-{name}{{fill:{known[name][1]}}}" for name in used)
    marks = "".join(_mark(mark, read) for mark in scene.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<style>{styles}text{{font-family:{_FACE}}}.b{{font-weight:600}}{light}"
        f"@media(prefers-color-scheme:dark){{{dark}}}</style>"
        f'<rect class="f-paper" width="{WIDTH}" height="{height}" rx="12"/>{marks}{_inner(scene)}</svg>\n'
    )


def _inner(scene: Scene) -> str:
    """A plot; inside of a page it has no size of its own, so that it gets that of its place."""
    if not scene.inner:
        return ""
    x, y, width, height = map(_number, (scene.place.x, scene.place.y, scene.place.width, scene.place.height))
    sized = scene.inner.replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return f'<g class="rg-plot rg-map rg-map-stage" transform="translate({x} {y})">{sized}</g>'


def _mark(mark: Mark, read: Read) -> str:
    if isinstance(mark, Box):
        place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" '
        size = f'width="{_number(mark.width)}" height="{_number(mark.height)}"'
        shade = "" if mark.opacity == 1 else f' fill-opacity="{mark.opacity:.2f}"'
        return f'<rect class="f-{mark.color}" {place}{size}{shade}/>'
    if isinstance(mark, Words):
        names = f"f-{mark.color} b" if mark.bold else f"f-{mark.color}"
        end = ' text-anchor="end"' if mark.right else ""
        place = f'x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{mark.size}"{end}'
        return f'<text class="{names}" {place}>{_xml(mark.text)}</text>' if mark.text else ""
    return _photo(mark, read)


def _photo(photo: Photo, read: Read) -> str:
    found = read(photo.file)
    place = f'x="{_number(photo.x)}" y="{_number(photo.y)}"'
    size = f'width="{_number(photo.side)}" height="{_number(photo.side)}"'
    if found is None:
        return f'<rect fill="#8882" {place} {size}/>'
    kind, data = found
    return f'<image {place} {size} href="data:{kind};base64,{base64.b64encode(data).decode("ascii")}"/>'


def _xml(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return escape(
        "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
