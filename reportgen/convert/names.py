"""Names of columns that are all different, and not empty."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.convert.model import Notes


def distinct(names: Sequence[str], notes: Notes | None = None) -> list[str]:
    """The names, each as it is where it is the first of its kind, else with ` (2)` and so on after it."""
    taken = set(names)
    result: list[str] = []
    for i, name in enumerate(names):
        new = name or f"column {i}"
        number = 2
        while new in result or (new != name and new in taken):
            new, number = f"{name or f'column {i}'} ({number})", number + 1
        if new != name and notes is not None:
            said = f"is named {name!r}, as is another" if name else "has no name"
            notes.add(f"column {i} {said}: it becomes {new!r}")
        result.append(new)
    return result
