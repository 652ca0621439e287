"""Cases that Hypothesis draws once, the same in every run: for tests that show all of them on one page."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")


def sampled(strategy: SearchStrategy[Drawn], count: int, number: int) -> list[Drawn]:
    """So many cases of a strategy; the number names the sample."""
    found: list[Drawn] = []

    @seed(number)
    @settings(max_examples=count, phases=[Phase.generate], database=None, deadline=None)
    @given(case=strategy)
    def collect(case: Drawn) -> None:
        found.append(case)

    collect()
    return found
