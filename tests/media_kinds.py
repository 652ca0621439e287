"""Small media of every kind, and a store to put them in."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from reportgen.data import media
from reportgen.data.media.base import Media
from reportgen.data_types import (
    Audio,
    Bokeh,
    Histogram,
    Html,
    Image,
    Molecule,
    Object3D,
    Plotly,
    Vega,
    Video,
)
from reportgen.store.blobs import BlobWriter

PDB = "ATOM      1  N   ALA A   1      11.104   6.134  -6.504  1.00  0.00           N\nEND\n"
LINES = {"data": [{"type": "scatter", "y": [1, 2]}], "layout": {"title": {"text": "Lines"}}}
BARS = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar", "data": {"values": []}}
DOCUMENT = {"version": "3.4.0", "title": "Dots", "roots": []}


def pixels(height: int = 4, width: int = 6) -> np.ndarray[Any, Any]:
    return np.arange(height * width * 3, dtype=np.uint8).reshape(height, width, 3)


def frames(count: int = 3, height: int = 4, width: int = 6) -> np.ndarray[Any, Any]:
    return (np.arange(count * 3 * height * width) % 256).astype(np.uint8).reshape(count, 3, height, width)


def wav(seconds: float = 0.5, rate: int = 8000) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\0\1" * round(seconds * rate))
    return buffer.getvalue()


def flac(seconds: int = 2, rate: int = 44100) -> bytes:
    """The header of a FLAC file."""
    info = (rate << 44) | (15 << 36) | (seconds * rate)
    body = struct.pack(">HH", 4096, 4096) + bytes(6) + info.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + bytes([0x80, 0, 0, len(body)]) + body


def scene() -> dict[str, Any]:
    corners = [[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    box = {"corners": corners, "label": "car", "color": [255, 0, 0], "score": 0.5}
    vector = {"start": [0, 0, 0], "end": [1, 1, 1]}
    points = np.array([[0.1, 0.2, 0.3, 1], [1, 1, 1, 2]], np.float32)
    return {"type": "lidar/beta", "points": points, "boxes": [box], "vectors": [vector]}


def annotated() -> Image:
    box = {
        "position": {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.75},
        "class_id": 1,
        "box_caption": "a dog",
        "scores": {"confidence": 0.5},
    }
    far = {"position": {"middle": [3, 2], "width": 2, "height": 2}, "domain": "pixel"}
    return Image(
        pixels(),
        caption="two layers",
        grouping=3,
        classes={0: "nothing", 1: "dog"},
        boxes={"truth": [box], "guess": {"box_data": [box, far], "class_labels": {1: "wolf", 7: "fox"}}},
        masks={"truth": {"mask_data": np.eye(4, 6, dtype=np.int64), "class_labels": {1: "leg"}}},
    )


SAMPLES: list[tuple[str, Callable[[], Media]]] = [
    ("image", lambda: Image(pixels(), caption="c")),
    ("annotated image", annotated),
    ("image elsewhere", lambda: Image("s3://bucket/a.JPG", caption="far")),
    ("audio", lambda: Audio(np.sin(np.arange(800) / 5), sample_rate=8000, caption="c")),
    ("audio file", lambda: Audio(wav())),
    ("audio elsewhere", lambda: Audio("https://example.org/a.mp3?x=1")),
    ("video", lambda: Video(frames(), fps=10, caption="c")),
    ("html", lambda: Html("<h1>Hé</h1>")),
    ("points", lambda: Object3D(np.eye(3), caption="c")),
    ("scene", lambda: Object3D(scene())),
    ("mesh", lambda: Object3D(io.BytesIO(b"v 0 0 0\n"), file_type="obj")),
    ("molecule", lambda: Molecule(io.StringIO(PDB), caption="c", file_type="pdb")),
    ("plotly", lambda: Plotly(LINES)),
    ("vega", lambda: Vega(BARS, caption="c")),
    ("bokeh", lambda: Bokeh(DOCUMENT)),
    ("histogram", lambda: Histogram([1, 2, 2, 5], num_bins=4)),
]


class Shelf:
    """A store's blobs alone."""

    def __init__(self, folder: Path) -> None:
        (folder / "tmp").mkdir(parents=True)
        self.blobs = folder / "blobs"
        self.writer = BlobWriter(self.blobs, folder / "tmp")

    def path(self, sha256: str) -> Path:
        return self.writer.path(sha256)

    def names(self) -> set[str]:
        return {path.name for path in self.blobs.rglob("*") if path.is_file()}

    def read(self, medium: Media, info: dict[str, Any]) -> Media:
        return media.stored(medium.kind, info, self.path)
