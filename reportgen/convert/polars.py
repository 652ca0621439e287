"""polars data frames: what Arrow cannot carry, and what is not read yet."""

from __future__ import annotations

import sys
from typing import Any


def is_polars(value: object) -> bool:
    """Whether a value is a DataFrame or LazyFrame of polars."""
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(value, (polars.DataFrame, polars.LazyFrame))


def is_lazy(value: object) -> bool:
    """Whether a value is a LazyFrame of polars."""
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(value, polars.LazyFrame)


def is_series(value: object) -> bool:
    """Whether a value is a Series of polars."""
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(value, polars.Series)


def prepared(frame: Any) -> Any:
    """The frame as it can be read by Arrow: computed, and without objects.

    Raises:
        TypeError: A column holds Python objects, which polars cannot hand on.
    """
    frame = frame.collect() if is_lazy(frame) else frame
    polars = sys.modules["polars"]
    for name, dtype in frame.schema.items():
        if dtype == polars.Object:
            raise TypeError(
                f"row 0, column {name!r}: polars keeps Python objects to itself: "
                f"give the rows as data=frame.rows(), columns=frame.columns"
            )
    return frame
