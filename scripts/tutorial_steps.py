"""The steps of `docs/tutorial.md`, as a reader does them: files to save, and commands to type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

STEP = re.compile(
    r"^(?:Save this as `(?P<file>[^`]+)`:\n\n)?(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


class Step(NamedTuple):
    """One thing to do."""

    file: str | None
    """The file to save the text in; None for commands."""
    text: str


def steps(tutorial: str) -> Iterator[Step]:
    """Everything that the tutorial says is to be done, in its order."""
    for found in STEP.finditer(tutorial):
        if found["file"] or found["language"] == "sh":
            yield Step(found["file"], found["text"])


def saved_files(tutorial: str) -> dict[str, str]:
    """The files that a reader saves, by name."""
    return {step.file: step.text for step in steps(tutorial) if step.file}
