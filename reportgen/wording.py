"""Counts and sizes in words, the same wherever they are said."""

from __future__ import annotations


def plural(count: int, what: str) -> str:
    """A number of things in words."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def bytes_text(size: int, smallest: str = "B") -> str:
    """A number of bytes as people read it; `smallest` is what a single byte is called."""
    value = float(size)
    for unit in (smallest, "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:,.0f} {unit}" if unit == smallest or value >= 10 else f"{value:,.1f} {unit}"
        value /= 1000
    return f"{value:,.1f} TB"
