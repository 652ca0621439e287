"""What makes a single file heavy, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from reportgen.wording import bytes_text, plural

HEAVY = 25_000_000
"""Bytes past which many mail hosts refuse a file."""
NAMED = 4
"""How many of the heaviest parts a warning names."""


def warning(name: str, total: int, sizes: Mapping[str, int], site: bytes) -> str | None:
    """What to say of a file of `total` bytes; None when it is light enough.

    Args:
        name: What the file is called.
        total: Its bytes.
        sizes: The bytes that each file of the site takes in it.
        site: The site's `site.json`, which knows whose the tables are.
    """
    if total <= HEAVY:
        return None
    parts = heaviest(sizes, site)
    listed = "; ".join(f"{label} {bytes_text(size)}" for label, size in parts[:NAMED])
    advice = [
        text
        for word, text in (("image", "'--max-image 800' makes images smaller"), ("engine", ENGINE_ADVICE))
        if any(word in label for label, _ in parts[:NAMED])
    ]
    help_ = f" ({'; '.join(advice)})" if advice else ""
    return f"'{name}' has {bytes_text(total)}, more than many mail hosts take. Heaviest: {listed}{help_}."


ENGINE_ADVICE = "'--engine none' leaves out the engine and the tables"


def heaviest(sizes: Mapping[str, int], site: bytes) -> list[tuple[str, int]]:
    """The parts of a site with their sizes in bytes, the heaviest first."""
    tables = _tables(site)
    weights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path, size in sizes.items():
        part = _part(path, tables)
        weights[part] += size
        counts[part] += 1
    named = [(_named(part, counts[part]), size) for part, size in weights.items()]
    return sorted(named, key=lambda one: (-one[1], one[0]))


def _part(path: str, tables: Mapping[str, str]) -> str:
    if path in tables:
        return f"the table {tables[path]}"
    if path.startswith("assets/engine/"):
        return "the engine"
    if path.startswith("assets/"):
        return "scripts and styles"
    if path.startswith("media/"):
        return {"webp": "image", "png": "image", "jpg": "image", "jpeg": "image"}.get(
            path.rpartition(".")[2], "other medium"
        )
    return f"'{path}'"


def _named(part: str, count: int) -> str:
    return {"image": plural(count, "image"), "other medium": plural(count, "other file") + " of media"}.get(
        part, part
    )


def _tables(site: bytes) -> dict[str, str]:
    """Whose table each file is."""
    built = json.loads(site)
    return {file: table["ref"] for table in built.get("tables", ()) for file in table.get("files", ())}
