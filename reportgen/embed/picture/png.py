"""A scene as PNG, for services that show links and take no SVG."""

from __future__ import annotations

import io

from PIL import Image, ImageColor, ImageDraw

from reportgen.embed.picture.drawing import font, paint
from reportgen.embed.picture.palette import colors
from reportgen.embed.picture.scene import HEIGHT, WIDTH, Box, Photo, Scene, Words
from reportgen.embed.picture.svg import Read


def png(scene: Scene, read: Read) -> bytes:
    """The bytes of the file, light, `WIDTH` × `HEIGHT`."""
    image = Image.new("RGB", (WIDTH, HEIGHT), colors()["paper"][0])
    pen = ImageDraw.Draw(image)
    for mark in scene.marks:
        if isinstance(mark, Box):
            _fill(pen, mark)
        elif isinstance(mark, Words):
            _write(pen, mark)
        else:
            _paste(image, mark, read)
    if scene.inner:
        paint(image, scene.inner, scene.place)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fill(pen: ImageDraw.ImageDraw, box: Box) -> None:
    left, top = round(box.x), round(box.y)
    right, bottom = round(box.x + box.width) - 1, round(box.y + box.height) - 1
    # What is thinner than a pixel is seen as well.
    pen.rectangle((left, min(top, bottom), max(left, right), bottom), _shade(box))


def _shade(box: Box) -> tuple[int, ...]:
    """The color on paper."""
    ink, paper = (ImageColor.getrgb(colors()[name][0]) for name in (box.color, "paper"))
    return tuple(round(p + (i - p) * box.opacity) for i, p in zip(ink, paper, strict=True))


def _write(pen: ImageDraw.ImageDraw, mark: Words) -> None:
    place, color = (mark.x, mark.y), colors()[mark.color][0]
    anchor = "rs" if mark.right else "ls"
    stroke = 0.4 if mark.bold and mark.size > 30 else 0
    pen.text(place, mark.text, color, font=font(mark.size), anchor=anchor, stroke_width=stroke)


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
