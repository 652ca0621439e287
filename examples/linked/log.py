"""Logs a made-up survey of birds: what each sighting was, how heavy, and how sure the observer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

import reportgen

SPECIES = {"robin": (18, 0.92), "wren": (9, 0.81), "blackbird": (100, 0.95), "o'o": (34, 0.55)}
ROWS = 600


def survey() -> pd.DataFrame:
    """One row a sighting."""
    rng = np.random.default_rng(7)
    species = rng.choice(list(SPECIES), ROWS, p=[0.4, 0.3, 0.2, 0.1])
    weight = np.array([SPECIES[one][0] for one in species]) * rng.normal(1, 0.12, ROWS)
    sure = np.clip([rng.normal(SPECIES[one][1], 0.1) for one in species], 0, 1)
    day = pd.Timestamp("2024-03-01") + pd.to_timedelta(rng.integers(0, 90, ROWS), unit="D")
    columns = {
        "id": [f"s{number:03}" for number in range(ROWS)],
        "species": species,
        "weight": np.round(weight, 1),
        "sure": np.round(sure, 3),
        "day": day,
        "ringed": rng.random(ROWS) < 0.3,
    }
    rows: pd.DataFrame = pd.DataFrame(columns)
    return rows


if __name__ == "__main__":
    with reportgen.init(project="birds", dir=Path(__file__).parent) as run:
        run.log({"sightings": reportgen.Table(dataframe=survey())})
