"""Static pictures of panels, for places where nothing runs: SVG, and PNG for services that show links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.assets import THEMES
from reportgen.embed.model import Embeddable
from reportgen.embed.picture.layout import COLUMNS, EDGE, ROWS, Head, head_marks, table_scene
from reportgen.embed.picture.png import png
from reportgen.embed.picture.scene import HEIGHT, WIDTH, Scene
from reportgen.embed.picture.svg import Read, svg
from reportgen.pages import view_of
from reportgen.query import Core

__all__ = ["Pictured", "pictured"]

_DRAWING = re.compile(r'<svg class="rg-drawing rg-drawing-wide".*?</svg>', re.DOTALL)
_STYLES = ("tokens.css", "plots.css")


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
        """As PNG; of a plot, what it says of itself."""
        return png(self.scene, self.read)


def pictured(one: Embeddable, core: Core, read: Read) -> Pictured:
    """The picture of a panel as its author meant it; `read` gives the bytes of media."""
    return Pictured(_scene(one, core), f"{one.title}: {one.status}", read)


def _scene(one: Embeddable, core: Core) -> Scene:
    view = view_of(one.panel, "")
    answer = one.panel.answer
    head = Head(one.title, one.status, str(one.panel.panel.spec.get("filter") or ""))
    if answer["kind"] in ("rows", "groups"):
        data = core.call("pictureOf", view, {"rows": ROWS, "columns": COLUMNS})
        return table_scene(Head(one.title, data["status"], data["filter"]), data)
    found = _DRAWING.search(core.call("renderPanelHtml", view))
    if found is None:
        return Scene(150, tuple(head_marks(head)))
    # A drawing has no namespace inside of a page; its size is that of its view box.
    drawing = found[0].replace("<svg ", f'<svg width="{WIDTH - 2 * EDGE}" height="{HEIGHT - 150}" ', 1)
    return Scene(HEIGHT, tuple(head_marks(head)), drawing, 136)


def _plot_styles() -> str:
    """What colors a plot: the default theme's."""
    text = "".join((THEMES / "default" / "static" / name).read_text("utf-8") for name in _STYLES)
    return re.sub(r"/\*.*?\*/|\s*\n\s*", "", text, flags=re.DOTALL).replace("<", "")
