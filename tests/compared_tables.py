"""A project with versions and runs that can be compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import reportgen
from tests.conftest import CONFIG, Project, predictions


def made(shift: int, *, ids: bool = True) -> reportgen.Table:
    """Predictions of a network: the higher `shift`, the fewer are wrong."""
    table = reportgen.Table(columns=[*(["id"] if ids else []), "image", "truth", "guess", "score"])
    for number in range(12):
        pixels = np.full((8, 8), 20 * number, np.uint8)
        truth = number % 3
        guess = truth if number % (shift + 2) else (truth + 1) % 3
        row = [reportgen.Image(pixels), truth, guess, round(number / 12, 3) + shift]
        table.add_data(*([f"r{number}"] if ids else []), *row)
    return table


def compared_project(root: Path) -> Project:
    """Runs `small`, `large`, `odd` and `long`: three versions of `preds`, two of `sizes`, and some others."""
    project = Project(root)
    project.write("reportgen.toml", CONFIG)
    for name, hidden, rate in (("small", 16, 0.1), ("large", 64, "auto")):
        config = {"hidden": hidden, "rate": rate, "optimizer": {"name": "adam"}}
        with reportgen.init(project="test", dir=project.root, id=name, config=config) as run:
            if name == "small":
                for epoch in (1, 2, 3):
                    run.log({"preds": made(epoch)}, step=epoch)
            run.log({"sizes": made(hidden)}, step=7)
    with reportgen.init(project="test", dir=project.root, id="odd", config={"group": "other"}) as run:
        run.log({"anonymous": made(1, ids=False), "plain": predictions(4)})
        run.log({"words": reportgen.Table(columns=["word", "kind"], data=[["a", 1], ["b", 1], ["b", 2]])})
        run.log({"words": reportgen.Table(columns=["word", "kind"], data=[["a", 1], ["c", 1], ["d", 2]])})
    with reportgen.init(project="test", dir=project.root, id="long") as run:
        growing = reportgen.Table(columns=["id", "score"], log_mode="INCREMENTAL")
        for step in (10, 20, 30):
            for number in range(4 if step < 30 else 2):
                growing.add_data(f"r{number}", number + step)
            run.log({"growing": growing}, step=step)
    return project
