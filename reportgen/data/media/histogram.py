"""`Histogram`: how often values fall into bins, in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np

from reportgen.data.media.base import BlobPath, Media
from reportgen.data.media.source import array_in

if TYPE_CHECKING:
    from typing_extensions import Self

    from reportgen.store.blobs import BlobWriter

Array: TypeAlias = np.ndarray[Any, Any]


class Histogram(Media):
    """A histogram, to be put in a cell of a table; it has no bytes of its own.

    Args:
        sequence: The values: a list, an array or a tensor of any shape of finite numbers.
        np_histogram: Counts and edges, as `numpy.histogram` gives them, instead of values.
        num_bins: How many bins of equal width the values are put into.

    Attributes:
        counts: What is in each bin: n numbers.
        edges: Where the bins begin and end: n + 1 numbers, ascending.

    Raises:
        ValueError: There are no values and no counts, or they are no histogram's.
    """

    __slots__ = ("counts", "edges")

    kind: ClassVar[str] = "histogram"

    def __init__(self, sequence: Any = None, np_histogram: Any = None, num_bins: int = 64) -> None:
        if (sequence is None) == (np_histogram is None):
            raise ValueError(
                "a Histogram is made of values or of np_histogram=(counts, edges): give one of them"
            )
        if np_histogram is not None:
            counts, edges = _counted(np_histogram)
        else:
            counts, edges = np.histogram(_numbers(sequence), bins=_checked_bins(num_bins))
        self.counts: list[float] = counts.astype(np.float64).tolist()
        self.edges: list[float] = edges.astype(np.float64).tolist()

    @property
    def histogram(self) -> list[float]:
        """The counts, under another name."""
        return self.counts

    @property
    def bins(self) -> list[float]:
        """The edges, under another name."""
        return self.edges

    def describe(self) -> dict[str, Any]:
        """What its cell says: `counts` and `edges`."""
        return {"counts": self.counts, "edges": self.edges}

    def store(self, blobs: BlobWriter) -> None:
        """Nothing: its cell says everything."""

    @classmethod
    def stored(cls, info: Mapping[str, Any], blob_path: BlobPath) -> Self:
        """The histogram that `describe` told of."""
        histogram = cls.__new__(cls)
        histogram.counts, histogram.edges = list(info["counts"]), list(info["edges"])
        return histogram

    def __hash__(self) -> int:
        return hash((tuple(self.counts), tuple(self.edges)))

    def __repr__(self) -> str:
        return f"<Histogram {len(self.counts)} bins from {self.edges[0]:g} to {self.edges[-1]:g}>"


def _numbers(values: Any) -> Array:
    array = array_in(values)
    try:
        numbers = np.asarray(values if array is None else array).astype(np.float64).ravel()
    except (TypeError, ValueError):
        raise ValueError("the values of a Histogram must be numbers") from None
    if not np.isfinite(numbers).all():
        raise ValueError("NaN and infinite values are in no bin: leave them out, with numpy.isfinite")
    return numbers


def _counted(given: Any) -> tuple[Array, Array]:
    try:
        counts, edges = given
    except (TypeError, ValueError):
        raise ValueError("np_histogram= wants (counts, edges), as numpy.histogram gives them") from None
    counts, edges = _numbers(counts), _numbers(edges)
    if not len(counts) or len(edges) != len(counts) + 1:
        raise ValueError(
            f"a Histogram of {len(counts)} counts has {len(counts) + 1} edges, and one bin or more; "
            f"there are {len(edges)}"
        )
    if (np.diff(edges) < 0).any():
        raise ValueError("the edges of a Histogram must ascend")
    return counts, edges


def _checked_bins(num_bins: int) -> int:
    if num_bins < 1:
        raise ValueError(f"num_bins is {num_bins}: a Histogram has one bin or more")
    return num_bins
