"""The growing tables of one run: which series a table with log_mode "INCREMENTAL" goes on with."""

from __future__ import annotations

from reportgen.data.incremental import Series, last_of_series
from reportgen.data.table import Table
from reportgen.store import Store
from reportgen.store.runs import RunFile


class GrowingTables:
    """The series of a run by the names they are logged under.

    Args:
        store: The store.
        run: The id of the run.
        resumed: Whether an earlier life of the run may have logged increments.
    """

    def __init__(self, store: Store, run: str, *, resumed: bool) -> None:
        self._store = store
        self._run = run
        self._resumed = resumed
        self._file = RunFile(store, run)
        self._series: dict[str, Series] = {}

    def log(self, name: str, table: Table, *, step: int, alone: bool, used: tuple[str, ...]) -> str:
        """Log the new rows of a table, and return the version that holds them: `name:v3`.

        Raises:
            ValueError: The table belongs to another name or run.
        """
        series = self._series_of(name)
        self._check_bound(table, series)
        rows = table.unlogged()
        if series.last is not None and table.has_been_logged() and not len(rows):
            return series.last.ref
        manifest = series.append(rows, step=step, alone=alone, used=used)
        table.mark_logged(f"{manifest.ref}/{name}")
        self._file.note("logged", manifest.ref)
        return manifest.ref

    def sync(self) -> None:
        """Bring everything to the disk."""
        for series in self._series.values():
            series.sync()

    def _series_of(self, name: str) -> Series:
        if name not in self._series:
            last = None
            if self._resumed:
                last = last_of_series(self._store, self._run, name, self._file.load()["created"])
            self._series[name] = Series(self._store, self._run, name, last)
        return self._series[name]

    def _check_bound(self, table: Table, series: Series) -> None:
        ref = (table.logged_as or "").partition("/")[0]
        if not table.has_been_logged() or (series.last is not None and ref == series.last.ref):
            return
        if not ref.startswith(f"{series.name}:") or self._store.lookup(ref).run != self._run:
            raise ValueError(
                f"the INCREMENTAL table was logged as '{ref}' and goes on there: "
                f"make a new Table to log under {series.name!r} in the run {self._run!r}"
            )
