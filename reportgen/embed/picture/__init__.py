"""Static pictures of panels, for places where nothing runs: SVG, and PNG for services that show links."""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.assets import core_script
from reportgen.embed.model import Embeddable
from reportgen.embed.picture.layout import COLUMNS, ROWS, picture_scene
from reportgen.embed.picture.palette import SHEETS, sheet
from reportgen.embed.picture.png import png
from reportgen.embed.picture.scene import Scene
from reportgen.embed.picture.svg import Read, svg
from reportgen.pages import view_of
from reportgen.query import Core

__all__ = ["Pictured", "pictured", "recipe"]

_DRAWING = re.compile(r'<svg class="rg-drawing rg-(?:drawing-wide|map-drawing)".*?</svg>', re.DOTALL)
_STYLES = ("tokens.css", "plots.css", "map.css")


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture that can be written in either form."""

    scene: Scene
    title: str
    read: Read

    def svg(self) -> bytes:
        """As SVG."""
        styles = _plot_styles() if self.scene.inner else ""
        return svg(self.scene, self.title, self.read, styles).encode("utf-8", "replace")

    def png(self) -> bytes:
        """As PNG."""
        return png(self.scene, self.read)


def pictured(one: Embeddable, core: Core, read: Read) -> Pictured:
    """The picture of a panel as its author meant it; `read` gives the bytes of media."""
    return Pictured(_scene(one, core), f"{one.title}: {one.status}", read)


def _scene(one: Embeddable, core: Core) -> Scene:
    view = view_of(one.panel, "")
    data = core.call("pictureOf", view, {"rows": ROWS, "columns": COLUMNS})
    found = None if data["tables"] else _DRAWING.search(core.call("renderPanelHtml", view))
    return picture_scene(one.title, data, found[0] if found else "")


@functools.cache
def recipe() -> str:
    """What tells whether a picture of the same panel would be another: a digest of all that draws it."""
    drawn = hashlib.sha256(core_script().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        drawn.update(path.read_bytes())
    for name in SHEETS:
        drawn.update(sheet(name).encode())
    return drawn.hexdigest()


@functools.cache
def _plot_styles() -> str:
    """What colors a plot: the default theme's."""
    return re.sub(r"\s*\n\s*", "", "".join(map(sheet, _STYLES))).replace("<", "")
