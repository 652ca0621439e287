"""Train a small network to tell surfaces apart, and log what it says of new pieces after every epoch.

The left half of each picture trains the network; it is judged on pieces of the right half. Seeds are fixed: a
second run logs the same tables, which the store recognises, so it makes no new versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import data
from skimage.feature import hog
from sklearn.neural_network import MLPClassifier

import reportgen

Pixels = NDArray[Any]

SURFACES = ("brick", "coin", "grass", "gravel", "moon")
SIDE = 32
"""Pixels of a piece, across and down."""
TRAINING, JUDGED = 250, 120
"""Pieces of each surface."""
EPOCHS = 5
COLUMNS = ["id", "image", "guess", "truth", *(f"score_{name}" for name in SURFACES), "brightness", "contrast"]


@dataclass(frozen=True)
class Pieces:
    """Pieces of pictures, and what each shows."""

    pixels: list[Pixels]
    truth: NDArray[np.int64]
    """Places in SURFACES."""

    def features(self) -> NDArray[np.float64]:
        """What the network sees of each: which way its edges run, and how many pixels are how bright."""
        edges = [hog(one, pixels_per_cell=(16, 16), cells_per_block=(2, 2)) for one in self.pixels]
        grays = [np.histogram(one, bins=8, range=(0, 256))[0] / one.size for one in self.pixels]
        return np.hstack([edges, grays])


def cut(random: np.random.Generator, side: str, count: int) -> Pieces:
    """Pieces from random places in one half of each picture."""
    pixels = []
    for name in SURFACES:
        picture = data.coins() if name == "coin" else getattr(data, name)()
        halves = np.array_split(picture, 2, axis=1)
        half = halves[0 if side == "left" else 1]
        for _ in range(count):
            y, x = (int(random.integers(length - SIDE)) for length in half.shape)
            pixels.append(half[y : y + SIDE, x : x + SIDE])
    return Pieces(pixels, np.repeat(np.arange(len(SURFACES)), count))


def predictions(network: MLPClassifier, pieces: Pieces, images: list[reportgen.Image]) -> reportgen.Table:
    """One row a piece: what the network guesses, what is true, how sure it is of each, and two facts."""
    table = reportgen.Table(columns=COLUMNS)
    scores = network.predict_proba(pieces.features()).round(4)
    rows = zip(images, pieces.pixels, scores.argmax(axis=1), pieces.truth, scores, strict=True)
    for number, (image, piece, guess, truth, row) in enumerate(rows):
        facts = (round(float(piece.mean()), 1), round(float(piece.std()), 1))
        table.add_data(f"piece-{number:03d}", image, SURFACES[guess], SURFACES[truth], *row.tolist(), *facts)
    return table


def log_surfaces() -> None:
    """Train, and log a table after each epoch; each image is logged once and used by every table."""
    random = np.random.default_rng(3)
    training, judged = cut(random, "left", TRAINING), cut(random, "right", JUDGED)
    images = [reportgen.Image(piece) for piece in judged.pixels]
    network = MLPClassifier((32,), learning_rate_init=0.002, batch_size=32, random_state=0)
    with reportgen.init(project="images", id="surfaces", job_type="train") as run:
        for epoch in range(1, EPOCHS + 1):
            network.partial_fit(training.features(), training.truth, classes=np.arange(len(SURFACES)))
            run.log({"surfaces": predictions(network, judged, images)}, step=epoch)
            right = network.score(judged.features(), judged.truth)
            print(f"surfaces, epoch {epoch}: {right:.1%} right", flush=True)
