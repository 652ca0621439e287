"""Charts → a small picture: their words where there is room for them, and their series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from reportgen.materialise.preview.bokeh import read_bokeh
from reportgen.materialise.preview.colors import AXIS, Color
from reportgen.materialise.preview.encode import SCALE, shrunk
from reportgen.materialise.preview.figure import Figure
from reportgen.materialise.preview.marks import Plane, draw_series
from reportgen.materialise.preview.plotly import read_plotly
from reportgen.materialise.preview.vega import read_vega

_READ: Mapping[str, Callable[[bytes], Figure]] = {
    "plotly": read_plotly,
    "vega": read_vega,
    "vega-lite": read_vega,
    "bokeh": read_bokeh,
}

ASPECT = 1.5
"""How much wider than high; `ChartCell` of the page has the same."""
_WORDS = 300
"""Pixels of height from which on there are words in the picture; pages draw it half as large."""
_LETTERS = 0.05
"""Their size, as a part of the height."""
_LETTERS_A_LINE = 50
_NAMED = 5
"""Names of series in the legend at most."""


def chart_picture(format: str, data: bytes, px: int) -> Image.Image | None:
    """The chart, `px` high."""
    if format not in _READ:
        return None
    figure = _READ[format](data)
    picture = Image.new("RGBA", (round(px * ASPECT) * SCALE, px * SCALE))
    writer = Writer(picture, px * SCALE * _LETTERS)
    plane = _frame(writer, figure, written=px >= _WORDS)
    if not draw_series(ImageDraw.Draw(picture), figure, plane):
        if px < _WORDS:
            return None
        middle = ((plane.left + plane.right) / 2, (plane.top + plane.bottom) / 2)
        writer.write(f"{figure.words} chart".strip(), middle, "mm")
    return shrunk(picture)


def _frame(writer: Writer, figure: Figure, *, written: bool) -> Plane:
    """Words and axes; what is left for the series."""
    width, height = writer.picture.size
    edge, line = 3 * SCALE, round(writer.size * 1.5)
    names = [(figure.color(at), one.name) for at, one in enumerate(figure.series) if one.name][:_NAMED]
    names = names if written and len(figure.series) > 1 else []
    top = edge + (line if written and figure.title else 0) + (line if names else 0)
    left = edge + (line if written and figure.y_title else 0)
    bottom = height - edge - (line if written and figure.x_title else 0)
    plane = Plane(left, top, width - edge, bottom, stroke=max(SCALE, round(height / 120)))
    if written:
        middle = (plane.left + plane.right) / 2
        writer.write(figure.title, (middle, edge), "ma")
        writer.write(figure.x_title, (middle, height - edge), "md")
        writer.write_upright(figure.y_title, (edge, (plane.top + plane.bottom) / 2))
        writer.legend(names, plane.left, top - line, plane.right)
    return plane


@dataclass(frozen=True, slots=True)
class Writer:
    """Words in a picture."""

    picture: Image.Image
    size: float
    """Of the letters, in pixels."""

    def write(self, text: str, at: tuple[float, float], anchor: str) -> None:
        """A line of text; `anchor` says which of its points is the place, as Pillow does."""
        text = _line(text)
        if text:
            pen = ImageDraw.Draw(self.picture)
            pen.text(at, text, fill=(*AXIS, 255), font=ImageFont.load_default(self.size), anchor=anchor)

    def write_upright(self, text: str, at: tuple[float, float]) -> None:
        """Text that reads upwards, its middle at a place on the left."""
        if not text:
            return
        slip = Image.new("RGBA", (round(self.width(text)) + 2, round(self.size * 1.4)))
        Writer(slip, self.size).write(text, (0, 0), "la")
        turned = slip.transpose(Image.Transpose.ROTATE_90)
        top = max(0, round(at[1] - turned.height / 2))
        self.picture.alpha_composite(turned, (round(at[0]), top))

    def legend(self, names: list[tuple[Color, str]], left: float, top: float, end: float) -> None:
        """A square and a name for each series, while there is room."""
        side = self.size * 0.7
        pen = ImageDraw.Draw(self.picture)
        for color, name in names:
            width = self.width(name)
            if left + side * 2 + width > end:
                return
            pen.rectangle([left, top + side * 0.4, left + side, top + side * 1.4], fill=(*color, 255))
            self.write(name, (left + side * 1.5, top), "la")
            left += side * 3 + width

    def width(self, text: str) -> float:
        """Of a line of text, in pixels."""
        return float(ImageFont.load_default(self.size).getbbox(_line(text))[2])


def _line(text: str) -> str:
    """One line, as long as fits."""
    return " ".join(text.replace("<br>", " ").split())[:_LETTERS_A_LINE]
