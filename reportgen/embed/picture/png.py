"""A scene as PNG, for services that show links and take no SVG."""

from __future__ import annotations

import functools
import io

from PIL import Image, ImageDraw, ImageFont

from reportgen.embed.picture.scene import HEIGHT, WIDTH, Box, Photo, Scene, Words
from reportgen.embed.picture.svg import COLORS, Read


def png(scene: Scene, read: Read) -> bytes:
    """The bytes of the file, light, `WIDTH` × `HEIGHT`."""
    image = Image.new("RGB", (WIDTH, HEIGHT), COLORS["paper"][0])
    pen = ImageDraw.Draw(image)
    for mark in scene.marks:
        if isinstance(mark, Box):
            right, bottom = mark.x + mark.width, mark.y + mark.height
            pen.rectangle(
                (round(mark.x), round(mark.y), round(right) - 1, round(bottom) - 1), COLORS[mark.color][0]
            )
        elif isinstance(mark, Words):
            _write(pen, mark)
        else:
            _paste(image, mark, read)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, mark: Words) -> None:
    place, color = (mark.x, mark.y), COLORS[mark.color][0]
    anchor = "rs" if mark.right else "ls"
    stroke = 0.4 if mark.bold and mark.size > 30 else 0
    pen.text(place, mark.text, color, font=_font(mark.size), anchor=anchor, stroke_width=stroke)


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that comes with Pillow: the same on every machine."""
    return ImageFont.load_default(size)


def _paste(image: Image.Image, photo: Photo, read: Read) -> None:
    found = read(photo.file)
    side = round(photo.side)
    if found is None:
        return
    try:
        with Image.open(io.BytesIO(found[1])) as opened:
            picture = opened.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):  # a format that Pillow does not read
        return
    scale = min(side / picture.width, side / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = picture.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.NEAREST)
    place = (round(photo.x) + (side - size[0]) // 2, round(photo.y) + (side - size[1]) // 2)
    image.paste(small, place, small)
