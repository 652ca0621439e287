"""What the text files of an artifact hold, as Markdown of code blocks: nothing in it is followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from reportgen.artifact_pages.markdown import plain
from reportgen.store import Entry, Store

LANGUAGES = {
    ".txt": "",
    ".log": "",
    ".csv": "",
    ".tsv": "",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
    ".py": "python",
    ".sh": "bash",
    ".toml": "toml",
    ".ini": "ini",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "xml",
    ".ipynb": "json",
}
"""The files that are shown, by their suffix, and the language that they are colored as."""

SHOWN = 20_000
"""Characters of a file that stand on the page."""

READ = 4_000_000
"""Bytes that are read of a notebook, which is understood as a whole or not at all."""


def previews(entries: Iterable[Entry], store: Store) -> Iterator[str]:
    """A heading and code blocks for each file of text."""
    for entry in entries:
        suffix = PurePosixPath(entry.path).suffix.lower()
        if entry.kind != "file" or suffix not in LANGUAGES:
            continue
        text = _text(entry, store, READ if suffix == ".ipynb" else 4 * SHOWN)
        if text is None:
            continue
        cells = _cells(text) if suffix == ".ipynb" else None
        yield f"### {plain(entry.path)}\n"
        yield from _blocks(cells if cells is not None else [(LANGUAGES[suffix], text)])
        if entry.size > len(text.encode()) or len(text) > SHOWN:
            yield "This is its beginning.\n"


def _text(entry: Entry, store: Store, most: int) -> str | None:
    """The beginning of a file, None where it is no text in UTF-8."""
    with store.entry_path(entry).open("rb") as file:
        data = file.read(most)
    # The last character may be cut.
    text = data.decode("utf-8", "ignore" if entry.size > most else "replace")
    return None if "\0" in text or "\N{REPLACEMENT CHARACTER}" in text else text


def _blocks(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Code blocks of a language and a text each, up to as much as is shown."""
    left = SHOWN
    for language, text in parts:
        if left <= 0:
            return
        shown = text[:left].rstrip("\n")
        left -= len(shown)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
        yield f"{fence}{language}\n{shown}\n{fence}\n"


def _cells(text: str) -> list[tuple[str, str]] | None:
    """The cells of a notebook and what they wrote, None where it is no notebook."""
    try:
        found = json.loads(text)
        return [part for cell in found["cells"] for part in _cell(cell)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _cell(cell: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The source of a cell, and its output that is text."""
    yield ("python" if cell["cell_type"] == "code" else "markdown", "".join(cell["source"]))
    for output in cell.get("outputs", ()):
        written = output.get("text") or output.get("data", {}).get("text/plain") or ""
        if written:
            yield ("", "".join(written))
