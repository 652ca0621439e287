"""Teach small networks to tell ten surfaces apart, and log what each of them says about each picture.

The pictures are pieces of photographs that come with scikit-image and scikit-learn, so nothing is
downloaded. The left of each photograph is for training, a strip beside it for validation and the right end
for the test, so that no network is asked about what it was shown. Seeds are fixed: a second run logs the
same tables, which the store recognises, so it makes no new versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage import color, data
from skimage.feature import local_binary_pattern
from sklearn.datasets import load_sample_image
from sklearn.neural_network import MLPClassifier

import reportgen

PHOTOGRAPHS: Mapping[str, Callable[[], NDArray[np.uint8]]] = {
    "brick": data.brick,
    "coffee": data.coffee,
    "flower": lambda: load_sample_image("flower.jpg"),
    "fur": data.cat,
    "galaxies": data.hubble_deep_field,
    "grass": data.grass,
    "gravel": data.gravel,
    "moon": data.moon,
    "retina": lambda: data.retina()[230:1180, 230:1180],  # what lies in the round of the lens
    "tissue": data.immunohistochemistry,
}
"""What each surface is cut from."""

SURFACES = np.array(sorted(PHOTOGRAPHS))
SIDE = 32
"""Pixels of a piece, in width and height."""
EPOCHS = 5
COLUMNS = ["image", "guess", "truth", *(f"score_{surface}" for surface in SURFACES)]


@dataclass(frozen=True)
class Recipe:
    """What makes one network differ from another."""

    name: str
    hidden: int = 64
    """Units in the one hidden layer."""
    learning_rate: float = 0.004
    pieces: int = 120
    """Pieces of each surface that it is trained with."""


BASELINE = Recipe("baseline")
DOUBLE = Recipe("double", hidden=128, learning_rate=0.008)
TINY = Recipe("tiny", pieces=24)
SIZES = [Recipe(f"size-{hidden}", hidden=hidden) for hidden in (16, 32, 64, 128, 256)]


@dataclass(frozen=True)
class Examples:
    """Pieces of all surfaces, those of one after those of the other."""

    name: str
    """Begins their ids."""
    pixels: list[NDArray[np.uint8]]
    numbers: NDArray[np.float64]
    """What a network knows of each piece: a row of `described`."""
    truth: NDArray[np.str_]

    def first(self, pieces: int) -> NDArray[np.int64]:
        """The places of so many pieces of each surface."""
        places = [np.flatnonzero(self.truth == surface)[:pieces] for surface in SURFACES]
        return np.concatenate(places)


def cut(name: str, pieces: int, left: float, right: float, seed: int) -> Examples:
    """Pieces from random places between two shares of each photograph's width."""
    random = np.random.default_rng(seed)
    pixels, truth = [], []
    for surface in SURFACES:
        photograph = PHOTOGRAPHS[surface]()
        height, width = photograph.shape[:2]
        tops = random.integers(0, height - SIDE, pieces)
        lefts = random.integers(int(left * width), int(right * width) - SIDE, pieces)
        pixels += [photograph[y : y + SIDE, x : x + SIDE] for y, x in zip(tops, lefts, strict=True)]
        truth += [surface] * pieces
    numbers = np.array([described(piece) for piece in pixels])
    return Examples(name, pixels, numbers, np.array(truth))


def described(piece: NDArray[np.uint8]) -> NDArray[np.float64]:
    """40 numbers about a piece, not its colors: shades, texture, how strong and how steep its edges are."""
    gray = (color.rgb2gray(piece) * 255).astype(np.uint8) if piece.ndim == 3 else piece
    down, right = np.gradient(gray.astype(float))
    edges = np.hypot(down, right)
    slopes = np.arctan2(down, right) % np.pi
    parts = (
        np.histogram(gray, 16, (0, 256))[0] / gray.size,
        np.histogram(local_binary_pattern(gray, 8, 1, "uniform"), 10, (0, 10))[0] / gray.size,
        np.histogram(edges, 8, (0, 64))[0] / gray.size,
        np.histogram(slopes, 6, (0, np.pi), weights=edges)[0] / max(edges.sum(), 1),
    )
    return np.concatenate(parts)


def train(recipe: Recipe, examples: Examples) -> Iterator[MLPClassifier]:
    """The network as it is after each epoch: one pass over its pieces each."""
    network = MLPClassifier(
        (recipe.hidden,), learning_rate_init=recipe.learning_rate, batch_size=32, random_state=0
    )
    chosen = examples.first(recipe.pieces)
    for _ in range(EPOCHS):
        yield network.partial_fit(examples.numbers[chosen], examples.truth[chosen], classes=SURFACES)


@dataclass(frozen=True)
class Album:
    """Examples with their pictures, which are logged once and used by every table."""

    examples: Examples
    pictures: list[reportgen.Image]

    @staticmethod
    def of(examples: Examples) -> Album:
        """The album of some examples."""
        return Album(examples, [reportgen.Image(piece) for piece in examples.pixels])

    def predictions(self, network: MLPClassifier) -> reportgen.Table:
        """One row a picture: what the network guesses, what is true, and how sure it is of each surface."""
        table = reportgen.Table(columns=["id", *COLUMNS])
        for place, row in enumerate(self._rows(network)):
            table.add_data(f"{self.examples.name}-{place:03d}", *row)
        return table

    def anonymous_predictions(self, network: MLPClassifier, pieces: int) -> reportgen.Table:
        """The same for some pieces of each surface, without ids: only the pictures tell which they are."""
        table = reportgen.Table(columns=COLUMNS)
        rows = self._rows(network)
        for place in self.examples.first(pieces):
            table.add_data(*rows[place])
        return table

    def _rows(self, network: MLPClassifier) -> list[list[object]]:
        scores = network.predict_proba(self.examples.numbers).round(4)
        guesses = SURFACES[scores.argmax(axis=1)]
        rows = zip(self.pictures, guesses, self.examples.truth, scores, strict=True)
        return [[picture, str(guess), str(truth), *row.tolist()] for picture, guess, truth, row in rows]


def log_epochs(recipe: Recipe, training: Examples, validation: Album, test: Album | None = None) -> None:
    """Train a network and log what it predicts after every epoch; of the test, after the first and last."""
    with reportgen.init(project="surfaces", id=recipe.name, config=config(recipe, "epochs")) as run:
        for epoch, network in enumerate(train(recipe, training), start=1):
            run.log({f"{recipe.name}_predictions": validation.predictions(network)}, step=epoch)
            if test is not None and epoch in (1, EPOCHS):
                run.log({f"{recipe.name}_test": test.predictions(network)}, step=epoch)
            said(recipe, epoch, network, validation)


def log_end(recipe: Recipe, study: str, training: Examples, validation: Album) -> None:
    """Train a network and log its predictions after the last epoch."""
    with reportgen.init(project="surfaces", id=recipe.name, config=config(recipe, study)) as run:
        *_, network = train(recipe, training)
        tiny = study == "amount"
        table = validation.anonymous_predictions(network, 20) if tiny else validation.predictions(network)
        run.log({f"{study}_predictions": table}, step=EPOCHS)
        said(recipe, EPOCHS, network, validation)


def config(recipe: Recipe, study: str) -> dict[str, object]:
    """What the run of a recipe remembers."""
    return {
        "study": study,
        "hidden": recipe.hidden,
        "learning_rate": recipe.learning_rate,
        "pieces": recipe.pieces,
    }


def said(recipe: Recipe, epoch: int, network: MLPClassifier, validation: Album) -> None:
    """Tell how good a network is."""
    share = network.score(validation.examples.numbers, validation.examples.truth)
    print(f"{recipe.name}, epoch {epoch}: {share:.1%} right", flush=True)


def main() -> None:
    """Cut the photographs up, train all networks and log what they say."""
    training = cut("train", BASELINE.pieces, 0, 0.6, seed=0)
    validation = Album.of(cut("val", 50, 0.6, 0.8, seed=1))
    test = Album.of(cut("test", 50, 0.8, 1, seed=2))
    log_epochs(BASELINE, training, validation, test)
    log_epochs(DOUBLE, training, validation)
    log_end(TINY, "amount", training, validation)
    for recipe in SIZES:
        log_end(recipe, "size", training, validation)


if __name__ == "__main__":
    main()
