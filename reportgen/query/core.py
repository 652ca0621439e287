"""The JavaScript core, run by an embedded engine: the same code that the page runs."""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import quickjs

from reportgen.assets import core_script
from reportgen.query.wire import pack, unpack

_STACK_BYTES = 4 * 1024 * 1024
"""Enough for the deepest expression that the parser lets through."""


class CoreError(RuntimeError):
    """The core failed: a fault of this package, with the JavaScript stack; never a user's mistake."""


class Core:
    """One JavaScript context with the core in it.

    An engine's context belongs to the thread that made it, so a thread of its own does all the work; any
    thread may call.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reportgen-core")
        self._context: quickjs.Context | None = self._thread.submit(_context).result()

    def call(self, name: str, *args: Any) -> Any:
        """What the core's function `name` returns; names of nested functions are dotted."""
        return self._ask("call", name, pack(list(args)))

    def drive(self, name: str, *args: Any, execute: Callable[[str], bytes]) -> Any:
        """Run the generator `name`: answer each list of SQL that it yields by `execute`; what it returns.

        `execute` turns one SQL text into an Arrow IPC stream; it runs in the calling thread.
        """
        state = self._ask("start", name, pack(list(args)))
        try:
            while not state["done"]:
                results = [base64.b64encode(execute(sql)).decode("ascii") for sql in state["value"]]
                state = self._ask("step", state["id"], "\n".join(results))
        except BaseException:
            self._ask("stop", state["id"])
            raise
        return state["value"]

    def close(self) -> None:
        """Free the engine, in the thread that it belongs to."""
        if self._context is not None:
            self._thread.submit(self._drop).result()
            self._thread.shutdown()

    def _drop(self) -> None:
        self._context = None

    def _ask(self, function: str, *args: str | int) -> Any:
        answer = unpack(self._thread.submit(self._run, function, args).result())
        if "error" in answer:
            raise CoreError(answer["error"].strip())
        return answer.get("value")

    def _run(self, function: str, args: tuple[str | int, ...]) -> str:
        if self._context is None:
            raise CoreError("the core has been closed")
        return cast(str, self._context.get(f"reportgen_{function}")(*args))


def code_point_offset(text: str, offset: int) -> int:
    """The character offset in Python of an offset that the core gave (it counts UTF-16 units)."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * offset].decode("utf-16-le", "replace"))


@functools.cache
def _scripts() -> tuple[str, str]:
    return core_script(), (Path(__file__).parent / "prelude.js").read_text("utf-8")


def _context() -> quickjs.Context:
    core, prelude = _scripts()
    context = quickjs.Context()
    context.set_max_stack_size(_STACK_BYTES)
    context.eval(prelude)
    context.eval(core)
    for install in ("Plots", "Media", "Formats", "Pivot", "Maps", "Linked", "Compare"):
        context.eval(f"reportgenCore.install{install}()")
    return context
