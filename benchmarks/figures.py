"""What was measured against what had to be reached, as a table and as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the results."""

    name: str
    unit: str
    ours: float
    rival: float | None = None
    limit: str = ""
    """What was to be reached, in words; nothing where no limit is set."""
    most: float | None = None
    """The greatest value of `ours` that is within the limit."""

    @property
    def ratio(self) -> float | None:
        """Ours as a part of the rival's."""
        return self.ours / self.rival if self.rival else None

    @property
    def holds(self) -> bool | None:
        """Whether the limit holds; None where there is none."""
        return None if self.most is None else self.ours <= self.most


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(list(values))


def p95(values: Sequence[float]) -> float:
    """The value that 95 % stay below, interpolated."""
    return statistics.quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]


def thousands(rows: int) -> str:
    """10k, 200k, 1M."""
    return f"{rows // 1_000_000}M" if rows % 1_000_000 == 0 else f"{rows / 1000:g}k"


def number(value: float | None, unit: str) -> str:
    """A value with its unit."""
    if value is None:
        return ""
    if unit == "bytes":
        return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} kB"
    if unit.startswith("of "):
        return f"{value:.0f} {unit}"
    return f"{value:.2f} s" if unit == "s" else f"{value:.0f} ms"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| figure | ours | rival | ratio | limit | holds |", "|---|---:|---:|---:|---|---|"]
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        holds = {None: "", True: "yes", False: "**no**"}[figure.holds]
        values = (number(figure.ours, figure.unit), number(figure.rival, figure.unit))
        lines.append(f"| {figure.name} | {' | '.join(values)} | {ratio} | {figure.limit} | {holds} |")
    return "\n".join(lines) + "\n"


def write(
    figures: Sequence[Figure],
    about: dict[str, Any],
    raw: dict[str, Any],
    out: Path,
    *,
    command: str = "benchmarks.run",
) -> None:
    """The table to `out`, and all values beside it as JSON."""
    facts = "".join(f"- {name}: {value}\n" for name, value in about.items())
    head = f"# Results\n\nWritten by `python -m {command}`; what it means: [README](README.md).\n\n"
    out.write_text(f"{head}{facts}\n{table(figures)}", "utf-8")
    lines = [asdict(figure) | {"ratio": figure.ratio, "holds": figure.holds} for figure in figures]
    content = {"about": about, "figures": lines, "raw": raw}
    out.with_name(f"{out.stem.lower()}.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
