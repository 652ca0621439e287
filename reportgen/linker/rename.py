"""Short names for what a module binds; what others see of it, and properties, keep theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reportgen.linker.positions import KEYWORDS, Position, declared, positions
from reportgen.linker.scan import Token

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = _LETTERS + "0123456789_"
_NAMED = (Position.NAME, Position.BOTH)
# A module may bind one of these in one place and mean the platform's in another.
_PLATFORM = frozenset(
    [
        "document",
        "event",
        "fetch",
        "history",
        "location",
        "name",
        "navigator",
        "performance",
        "self",
        "window",
    ]
)


def short_names() -> Iterator[str]:
    """a, b, …, Z, aa, ab, … without keywords."""
    number = 0
    while True:
        rest, name = number // len(_LETTERS), _LETTERS[number % len(_LETTERS)]
        while rest:
            rest, digit = divmod(rest - 1, len(_DIGITS))
            name += _DIGITS[digit]
        number += 1
        if name not in KEYWORDS:
            yield name


class Names:
    """The words of a stretch of code by what they are."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        said = [token for token in tokens if token.kind not in ("space", "comment")]
        self._positions = positions(said)
        self.bound = declared(said, self._positions)
        pairs = zip(said, self._positions, strict=True)
        self.counts = Counter(token.text for token, position in pairs if position in _NAMED)

    def renamed(self, names: Mapping[str, str]) -> Iterator[Token]:
        """The code with other names."""
        places = iter(self._positions)
        for token in self._tokens:
            position = Position.NOTHING if token.kind in ("space", "comment") else next(places)
            name = names.get(token.text) if position in _NAMED else None
            if name is None:
                yield token
            else:
                yield token._replace(text=name if position is Position.NAME else f"{token.text}:{name}")


def local_names(names: Names, outer: Mapping[str, str], free: frozenset[str]) -> dict[str, str]:
    """Short names for what is bound inside, the most frequent first; never one that means something else."""
    words = sorted(
        names.bound - outer.keys() - free - _PLATFORM, key=lambda word: (-names.counts[word], word)
    )
    taken = free | (names.counts.keys() - set(words))
    fresh = (name for name in short_names() if name not in taken)
    return dict(zip(words, fresh, strict=False))
