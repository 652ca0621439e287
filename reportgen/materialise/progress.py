"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Advance = Callable[[int], None]
"""Called with the number of units that are done since the last call."""


class Progress(Protocol):
    """Somebody who shows progress."""

    def task(self, label: str, total: int) -> AbstractContextManager[Advance]:
        """Begin a task of `total` units; leaving the context ends it."""


class Silent:
    """Shows nothing."""

    @contextmanager
    def task(self, label: str, total: int) -> Iterator[Advance]:
        """A task that nobody watches."""
        yield lambda done: None


SILENT = Silent()
