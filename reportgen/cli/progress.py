"""Progress on a terminal: a bar for every task."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from reportgen.materialise import SILENT, Progress
from reportgen.materialise.progress import Advance


class TerminalProgress:
    """Draws a bar for every task, and takes it away when the task is done."""

    @contextmanager
    def task(self, label: str, total: int) -> Iterator[Advance]:
        """A bar."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=total)
            yield lambda done: bar.advance(task, done)


def progress(*, quiet: bool) -> Progress:
    """Bars where somebody looks, nothing elsewhere."""
    return TerminalProgress() if not quiet and sys.stderr.isatty() else SILENT
