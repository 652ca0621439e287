"""Train two small networks on handwritten digits, and log what they predict after every epoch.

The digits come with scikit-learn (1,797 images of 8 × 8 pixels), so nothing is downloaded. A third of them
trains the networks; the others are shown to them after each epoch. Seeds are fixed: a second run logs the
same tables, which the store recognises, so it makes no new versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

import reportgen

EPOCHS = 5
DIGITS = np.arange(10)
COLUMNS = ["id", "image", "guess", "truth", *(f"score_{digit}" for digit in DIGITS)]


@dataclass(frozen=True)
class Recipe:
    """What makes one network differ from the other."""

    name: str
    hidden: int
    """Units in the one hidden layer."""
    learning_rate: float


RECIPES = (
    Recipe("baseline", hidden=32, learning_rate=0.002),
    Recipe("double", hidden=64, learning_rate=0.004),
)


@dataclass(frozen=True)
class Examples:
    """Some of the digits."""

    numbers: NDArray[np.int64]
    """Their places in the whole data set: the ids."""
    pixels: NDArray[np.float64]
    """One row an image; 0 is paper, 1 is ink."""
    truth: NDArray[np.int64]


def load() -> tuple[Examples, Examples]:
    """The training third and the rest, on which the networks are judged."""
    digits = load_digits()
    numbers = np.arange(len(digits.target))
    everything = Examples(numbers, digits.data / 16, digits.target)
    trains = numbers % 3 == 0
    return select(everything, trains), select(everything, ~trains)


def select(examples: Examples, chosen: NDArray[np.bool_]) -> Examples:
    """The examples for which `chosen` is true."""
    return Examples(examples.numbers[chosen], examples.pixels[chosen], examples.truth[chosen])


def train(recipe: Recipe, examples: Examples) -> Iterator[MLPClassifier]:
    """The network as it is after each epoch: one pass over the examples each."""
    network = MLPClassifier(
        (recipe.hidden,), learning_rate_init=recipe.learning_rate, batch_size=32, random_state=0
    )
    for _ in range(EPOCHS):
        yield network.partial_fit(examples.pixels, examples.truth, classes=DIGITS)


def predictions(network: MLPClassifier, examples: Examples, images: list[reportgen.Image]) -> reportgen.Table:
    """One row an image: what the network guesses, what is true, and how sure it is of each digit."""
    table = reportgen.Table(columns=COLUMNS)
    scores = network.predict_proba(examples.pixels).round(4)
    rows = zip(examples.numbers, images, scores.argmax(axis=1), examples.truth, scores, strict=True)
    for number, image, guess, truth, row in rows:
        table.add_data(f"{number:04d}", image, int(guess), int(truth), *row.tolist())
    return table


def main() -> None:
    """Train both networks and log a table of predictions after each epoch."""
    training, validation = load()
    # White ink on black, as the data set draws it; each image is logged once and used by every table.
    images = [
        reportgen.Image((pixels.reshape(8, 8) * 255).round().astype(np.uint8)) for pixels in validation.pixels
    ]
    for recipe in RECIPES:
        config = {"hidden": recipe.hidden, "learning_rate": recipe.learning_rate}
        with reportgen.init(project="digits", id=recipe.name, name=recipe.name, config=config) as run:
            for epoch, network in enumerate(train(recipe, training), start=1):
                table = predictions(network, validation, images)
                run.log({f"{recipe.name}_predictions": table}, step=epoch)
                accuracy = network.score(validation.pixels, validation.truth)
                run.log({"accuracy": accuracy}, step=epoch)
                print(f"{recipe.name}, epoch {epoch}: {accuracy:.1%} right", flush=True)


if __name__ == "__main__":
    main()
