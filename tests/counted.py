"""Answers as the page gives them once columns are kept there: counted, and not asked of the engine."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportgen.query import Core
from reportgen.query.wire import pack

SCRIPT = Path(__file__).parent / "js" / "counted.js"


class CountingCore(Core):
    """A core that can also answer from kept columns."""

    def __init__(self) -> None:
        super().__init__()
        self._thread.submit(self._load).result()

    def _load(self) -> None:
        assert self._context is not None
        self._context.eval(f"{{{SCRIPT.read_text('utf-8')}}}")

    def count(self, name: str, *args: Any, execute: Callable[[str], bytes]) -> tuple[Any, int]:
        """What the question `name` is answered, and how many of its statements were counted."""
        state = self._ask("countedBegin", name, pack(list(args)))
        while "sql" in state:
            state = self._ask("countedGo", base64.b64encode(execute(state["sql"])).decode("ascii"))
        return state["answer"], state["counted"]
