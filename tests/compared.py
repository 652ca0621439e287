"""A small project whose report compares tables: three epochs, with rows missing and keys repeated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput

EPOCHS = 3
ROWS = 60
CLASSES = ("cat", "dog", "fox")
WORDS = ("quick", "slow", "sleepy")

REPORT = """
# Epochs

:::{table-set} epochs
guesses:v0: epoch 1
guesses:v1: epoch 2
guesses:v2: epoch 3
:::

## Joined

:::{table-panel} @epochs
:name: joined
:on: id
:rows: 5
:columns: id, image, guess, truth, score, says
:::

## By guess

:::{table-panel} @epochs
:name: grouped
:compare: join
:on: id
:group: guess
:columns: truth, score
:::

## Apart

:::{table-panel} guesses:v0 guesses:v2
:name: apart
:compare: split
:filter: truth != guess
:rows: 5
:columns: id, guess, truth, score
:height: 140
:::

## One after another

:::{table-panel} @epochs
:name: listed
:compare: concat
:rows: 5
:::
"""


@dataclass(frozen=True)
class Compared:
    """The project on disk, and its tables as they were logged."""

    root: Path
    tables: list[pd.DataFrame]

    def wrong(self, member: int) -> int:
        """Rows of a member whose guess is not the truth."""
        table = self.tables[member]
        return int((table["guess"] != table["truth"]).sum())


def epoch_table(epoch: int) -> pd.DataFrame:
    """Guesses after an epoch: later, more are right. The first lacks a row, the second has one twice."""
    random = np.random.default_rng(epoch)
    ids = [row for row in range(ROWS) if (epoch, row) != (0, 7)]
    ids += [3] if epoch == 1 else []
    truth = np.array(CLASSES)[[row % 3 for row in ids]]
    other = np.array(CLASSES)[[(row + 1) % 3 for row in ids]]
    right = random.random(len(ids)) < 0.5 + epoch / 5
    says = [f"a {WORDS[(row + epoch) % 3]} animal on the mat" for row in ids]
    score = np.round(random.random(len(ids)), 4)
    table: pd.DataFrame = pd.DataFrame(
        {"id": ids, "guess": np.where(right, truth, other), "truth": truth, "score": score, "says": says}
    )
    return table


def pictures(row: int, epoch: int) -> tuple[reportgen.Image, reportgen.Image]:
    """A picture that is the same in every epoch, and what the model drew and marked on it."""
    pixels = np.zeros((16, 16, 3), np.uint8)
    pixels[..., 0] = row * 4
    pixels[2 : 6 + row % 8, 3:9] = (30, 160, 200)
    drawn = pixels.copy()
    drawn[8 : 10 + 2 * epoch, 4:12] = (240, 200, 40)
    box = {
        "position": {"minX": 0.2, "minY": 0.1, "maxX": 0.4 + epoch / 8, "maxY": 0.8},
        "class_id": 1,
    }
    names = {1: "beast"}
    marks = (drawn[..., 0] == 240).astype(np.uint8)
    image = reportgen.Image(
        Image.fromarray(drawn),
        boxes={"found": {"box_data": [box], "class_labels": names}},
        masks={"drawn": {"mask_data": marks, "class_labels": names}},
    )
    return reportgen.Image(Image.fromarray(pixels)), image


def compared_project(root: Path) -> Compared:
    """Log the tables and build the site."""
    tables = [epoch_table(epoch) for epoch in range(EPOCHS)]
    for epoch, frame in enumerate(tables):
        table = reportgen.Table(columns=["id", "image", "drawn", *frame.columns[1:]])
        for values in frame.to_dict("records"):
            image, drawn = pictures(values["id"], epoch)
            rest = [values[name] for name in frame.columns[1:]]
            table.add_data(values["id"], image, drawn, *rest)
        with reportgen.init(project="epochs", dir=root) as run:
            run.log({"guesses": table})
    (root / "reportgen.toml").write_text('[project]\ntitle = "Epochs"\n')
    (root / "index.md").write_text(REPORT)
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    return Compared(root, tables)
