"""A project with a table that has a column of every kind of media and of every type that is drawn apart."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np

import reportgen
from reportgen import data_types as types

ROWS = 6
CLASSES = {0: "background", 1: "disc", 2: "ring", 3: "square"}
MOLECULE = """HETATM    1  O   HOH A   1       0.000   0.000   0.117  1.00  0.00           O
HETATM    2  H   HOH A   1       0.000   0.757  -0.471  1.00  0.00           H
HETATM    3  H   HOH A   1       0.000  -0.757  -0.471  1.00  0.00           H
END
"""
PAGE = """<h1 style="color: #246">Report {row}</h1>
<table><tr><td>loss</td><td>0.{row}</td></tr></table>
<p style="background: #eef">The end.</p>
"""
NOTE = """## Row {row}

A *short* note with `code`, a [link](https://example.org/a?b=1), <b>raw HTML</b> &amp; a list:

- [x] first
- second
"""

REPORT = """---
title: Media
---

# Media

:::{{table-panel}} samples:latest
:name: rows
:rows: 6
:row-height: {height}
All kinds.
:::

:::{{table-panel}} samples:latest
:name: groups
:group: kind
:columns: image, audio, video, page, embedding, note, counts, parts, label
:::
"""


def picture(row: int, width: int = 320, height: int = 240) -> tuple[Any, Any]:
    """An image with shapes in it, and the ids of their classes."""
    y, x = np.mgrid[0:height, 0:width]
    shade = 90 + 60 * np.sin(x / (23 + row)) * np.cos(y / 31)
    pixels = np.stack([shade + 30, shade + 5 * row, 170 - shade / 2], axis=2)
    ids = np.zeros((height, width), np.uint8)
    distance = np.hypot(x - 90 - 10 * row, y - 110)
    ids[distance < 60] = 1
    ids[(np.abs(np.hypot(x - 220, y - 90) - 45)) < 12] = 2
    ids[150:220, 230:300] = 3
    pixels[ids > 0] = 255 - pixels[ids > 0] / 2
    return np.clip(pixels, 0, 255).astype(np.uint8), ids


def image(row: int) -> types.Image:
    """A picture with boxes in pixels and fractions, and a mask."""
    pixels, ids = picture(row)
    boxes = [
        {
            "position": {"minX": 30 + 10 * row, "maxX": 150 + 10 * row, "minY": 50, "maxY": 170},
            "domain": "pixel",
            "class_id": 1,
            "box_caption": "disc 0.91",
            "scores": {"score": 0.91},
        },
        {"position": {"middle": [0.69, 0.38], "width": 0.36, "height": 0.48}, "class_id": 2},
    ]
    found = [{"position": {"minX": 0.7, "maxX": 0.95, "minY": 0.6, "maxY": 0.93}, "class_id": 3}]
    return types.Image(
        pixels,
        caption=f"shapes <{row}>",
        boxes={
            "truth": {"box_data": boxes, "class_labels": CLASSES},
            "found": {"box_data": found, "class_labels": CLASSES},
        },
        masks={"truth": {"mask_data": ids, "class_labels": CLASSES}},
    )


def audio(row: int) -> types.Audio:
    """A fading tone."""
    time = np.arange(8000 * 2) / 8000
    tone = np.sin(2 * np.pi * (220 + 40 * row) * time) * np.exp(-2 * time)
    return types.Audio(tone.astype(np.float32), sample_rate=8000, caption=f"tone {row}")


def video(row: int) -> types.Video:
    """A square that moves; kept as an animated GIF."""
    frames = np.zeros((8, 3, 48, 64), np.uint8)
    for at in range(8):
        frames[at, :, 10:30, 4 + 5 * at : 20 + 5 * at] = 200
        frames[at, row % 3] += 40
    return types.Video(frames, fps=4, format="gif", caption=f"moving {row}")


def cells(row: int) -> dict[str, Any]:
    """The cells of one row."""
    rng = np.random.default_rng(row)
    small, _ = picture(row, 64, 48)
    plotly = {
        "data": [{"type": "bar", "x": ["a", "b"], "y": [row + 1, 3]}],
        "layout": {"title": {"text": "Bars"}},
    }
    when = datetime.datetime(2024, 5, 1, 12, row, tzinfo=datetime.timezone.utc)
    mixed = [3, "text", [1, "a"], {"image": types.Image(small)}, when, None]
    return {
        "id": f"row-{row}",
        "kind": "odd" if row % 2 else "even",
        "image": image(row),
        "plain": types.Image(small),
        "audio": audio(row),
        "video": video(row),
        "page": types.Html(PAGE.format(row=row)),
        "note": types.Markdown(NOTE.format(row=row)),
        "counts": types.Histogram(rng.normal(size=400), num_bins=24),
        "points": types.Object3D(rng.normal(size=(200, 3))),
        "molecule": None,
        "chart": types.Plotly(plotly),
        "embedding": np.sin(np.arange(64) / (3 + row)).astype(np.float32),
        "parts": [types.Image(small, caption=f"part {n}") for n in range(row)],
        "mixed": mixed[row % len(mixed)],
        "away": types.Image("s3://bucket/folder/picture.png") if row else None,
        "when": when,
        "label": row % 3,
    }


def logged(root: Path, height: str = "medium") -> None:
    """Log the table and write the report."""
    rows = [cells(row) for row in range(ROWS)]
    columns = list(rows[0])
    molecule = root / "water.pdb"
    root.mkdir(parents=True, exist_ok=True)
    molecule.write_text(MOLECULE)
    for row in rows:
        row["molecule"] = types.Molecule(molecule)
    with reportgen.init(project="media", dir=root) as run:
        table = reportgen.Table(
            columns=columns, data=[list(row.values()) for row in rows], allow_mixed_types=True
        )
        artifact = reportgen.Artifact("samples", type="dataset")
        artifact.add(table, "samples")
        run.log_artifact(artifact)
    (root / "reportgen.toml").write_text('[project]\ntitle = "Media"\n')
    (root / "index.md").write_text(REPORT.format(height=height))
