"""The colors of tables that are compared: each has one in the whole report, and neighbors never share one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

SLOTS = 12
"""Colors of the palette; the theme says what they are."""


def color_slots(comparisons: Iterable[Sequence[str]]) -> Mapping[str, int]:
    """A slot for each reference, given the references that stand together in each comparison, in order.

    Each gets the first slot that none of its companions has, of those the least used; where all are taken,
    the least used of all.
    """
    together = [tuple(refs) for refs in comparisons]
    companions: dict[str, set[str]] = {ref: set() for refs in together for ref in refs}
    for refs in together:
        for ref in refs:
            companions[ref].update(refs)
    slots: dict[str, int] = {}
    for ref, others in companions.items():
        near = [slots[other] for other in others if other in slots]
        used = list(slots.values())
        slots[ref] = min(range(SLOTS), key=lambda slot: (near.count(slot), used.count(slot), slot))
    return slots
