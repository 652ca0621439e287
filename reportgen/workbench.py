"""What one build leaves for the next in the same process, so that a preview follows a change at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.materialise import SiteTable
from reportgen.query import Core, RememberingCore


@dataclass(frozen=True, slots=True)
class Workbench:
    """Kept between builds of a project: answers, drawn panels and finished tables."""

    core: RememberingCore = field(default_factory=RememberingCore)
    tables: dict[Path, SiteTable] = field(default_factory=dict)
    """Finished tables by where the cache has its note of them."""

    def keep(self, used: Iterable[SiteTable]) -> None:
        """Let go of the tables that no report uses any more."""
        sources = {table.source for table in used}
        for note in [note for note, table in self.tables.items() if table.source not in sources]:
            del self.tables[note]

    def close(self) -> None:
        """Free the core."""
        self.core.close()


@contextmanager
def core_of(bench: Workbench | None) -> Iterator[Core]:
    """The bench's core, which stays, or one for this build alone."""
    if bench is None:
        with closing(Core()) as core:
            yield core
    else:
        yield bench.core
        bench.core.forget()
