"""Logs a table of predictions, so that index.md has something to show. Put your own model here."""

from __future__ import annotations

import numpy as np

import reportgen

SHAPES = ("disc", "ring", "square")
SIZE = 24


def draw(shape: str, rng: np.random.Generator) -> np.ndarray:
    """A noisy drawing of a shape, somewhere near the middle."""
    y, x = np.mgrid[0:SIZE, 0:SIZE] - (SIZE - 1) / 2 - rng.uniform(-2, 2, size=(2, 1, 1))
    radius = rng.uniform(5, 9)
    distance = np.maximum(abs(x), abs(y)) if shape == "square" else np.hypot(x, y)
    ink = (distance < radius) & ((shape != "ring") | (distance > radius * rng.uniform(0.2, 0.6)))
    gray = np.clip(0.8 * ink + rng.normal(0.1, 0.12, ink.shape), 0, 1)
    return np.asarray(255 * gray, dtype=np.uint8)


def guess(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The scores of a modest model: how dark the centre is, and how much ink stands in the corners."""
    ink = image / 255
    half = SIZE // 2
    hole = 1 - ink[half - 2 : half + 2, half - 2 : half + 2].mean()
    rows, columns = np.where(ink > 0.5)
    box = (np.ptp(rows) + 1) * (np.ptp(columns) + 1)
    fill = len(rows) / box
    logits = np.array([2.5, 7 * hole, 12 * (fill - 0.72)]) + rng.normal(0, 0.9, 3)
    return np.asarray(np.exp(logits) / np.exp(logits).sum())


def main() -> None:
    """Draw 300 shapes, let the model guess, log what came out."""
    rng = np.random.default_rng(7)
    table = reportgen.Table(columns=["id", "image", "truth", "guess", *(f"score_{s}" for s in SHAPES)])
    for number in range(300):
        truth = SHAPES[rng.integers(len(SHAPES))]
        image = draw(truth, rng)
        scores = guess(image, rng)
        cells = [float(score) for score in scores.round(4)]
        table.add_data(f"shape {number}", reportgen.Image(image), truth, SHAPES[scores.argmax()], *cells)
    with reportgen.init(project="shapes") as run:
        run.log({"predictions": table})


if __name__ == "__main__":
    main()
