"""The steps of a run: what was logged at each, a line of JSON in a file that only grows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.data.settings import mapping_from_json
from reportgen.store.runs import RunFile


class History:
    """The history of a run.

    Attributes:
        step: The number of the next step.
        lines: How many lines there are.
    """

    def __init__(self, file: RunFile) -> None:
        self._file = file
        self._pending: dict[str, Any] = {}
        self.step = 0
        self.lines = 0

    def take_up(self, seen: int) -> Iterator[dict[str, Any]]:
        """Find where the history ends; the values of the lines after the first `seen`."""
        for line in self._file.history():
            self.lines += 1
            self.step = max(self.step, line["_step"] + 1)
            if self.lines > seen:
                yield values_of(line)

    def begin(self, step: int | None) -> None:
        """Say to which step belongs what is added from now on; None: to the next.

        Raises:
            ValueError: It is no step.
        """
        if step is None:
            return
        number = _whole(step)
        if number != self.step:
            self.flush()
            self.step = number

    def add(self, line: Mapping[str, Any]) -> None:
        """Add values, as JSON has them, to the step."""
        self._pending.update(line)

    def commit(self) -> None:
        """Write the step down; what is added later belongs to the next."""
        self._file.append({"_step": self.step, "_time": now(), **self._pending})
        self._pending = {}
        self.lines += 1
        self.step += 1

    def flush(self) -> None:
        """Write the step down if something was added to it."""
        if self._pending:
            self.commit()

    def read(self) -> list[dict[str, Any]]:
        """A dict for each step; a table stands as `{"artifact": "name:v3"}`."""
        steps: list[dict[str, Any]] = []
        for line in self._file.history():
            if steps and steps[-1]["_step"] == line["_step"]:
                steps[-1].update(mapping_from_json(line))
            else:
                steps.append(mapping_from_json(line))
        return steps


def _whole(step: object) -> int:
    """A step as a number; NumPy's and tensors' numbers are as good as Python's."""
    try:
        number = int(step)  # type: ignore[call-overload]
        if number == step:
            return int(number)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"a step is a whole number, not {step!r}")


def values_of(line: Mapping[str, Any]) -> dict[str, Any]:
    """What of a line was logged as a value: neither a table nor our own."""
    return mapping_from_json(
        {
            key: value
            for key, value in line.items()
            if not key.startswith("_") and not (isinstance(value, dict) and value.keys() == {"artifact"})
        }
    )


def now() -> str:
    """The time: UTC, ISO 8601, to the millisecond."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
