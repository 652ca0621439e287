"""A core that is asked the same things again and again, as when a preview follows an author's changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from reportgen.query.core import Core


class RememberingCore(Core):
    """A core that keeps what it has returned: it is pure, so that the same question has the same answer.

    Answers from data count too: a table's schema, which is part of every question about it, names its files
    by the digest of their bytes. What is returned is shared and must not be changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._now: dict[bytes, Any] = {}
        self._before: dict[bytes, Any] = {}

    def call(self, name: str, *args: Any) -> Any:
        """What the core's function `name` returns, or has returned for these arguments."""
        return self._remembered(f"call {name} ", args, lambda: super(RememberingCore, self).call(name, *args))

    def drive(self, name: str, *args: Any, execute: Callable[[str], bytes]) -> Any:
        """What the generator `name` returns, or has returned for these arguments."""
        ask = super().drive
        return self._remembered(f"drive {name} ", args, lambda: ask(name, *args, execute=execute))

    def forget(self) -> None:
        """Forget what was not asked since the last time that this was called."""
        self._before, self._now = self._now, {}

    def _remembered(self, kind: str, args: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        key = hashlib.sha256(f"{kind}{json.dumps(args)}".encode("ascii")).digest()
        for known in (self._now, self._before):
            if key in known:
                return self._now.setdefault(key, known[key])
        return self._now.setdefault(key, ask())
