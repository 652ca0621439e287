"""Artifact versions copied into a folder, as files that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportgen.convert.media import file_ending
from reportgen.data.read import read_table
from reportgen.data.reference import target
from reportgen.data.stored_file import StoredFile
from reportgen.store import Entry, Manifest, Store, find_entry
from reportgen.store.blobs import copy_out
from reportgen.store.model import TABULAR
from reportgen.store.names import check_entry_path
from reportgen.store.parquet import write_table

REFERENCES = "references.json"
"""The file that says where the things are that were not copied."""

_FACTS = {"format", "width", "height", "seconds", "sample_rate", "points"}
"""What a medium's own bytes say again."""


def file_name(entry: Entry) -> str:
    """The name of an entry's file: what is no file by itself gets the ending of its format."""
    if entry.kind in ("file", "reference"):
        return entry.path
    if entry.kind == "classes":
        ending = ".classes.json"
    elif entry.kind in TABULAR:
        ending = ".parquet"
    else:
        ending = f".{file_ending(entry.info.get('format') or entry.kind)}"
    return entry.path if entry.path.endswith(ending) else entry.path + ending


def download(store: Store, manifest: Manifest, folder: Path, referred: Callable[[Entry], StoredFile]) -> None:
    """Copy what a version holds into a folder; `referred` says where a reference leads.

    Raises:
        ValueError: Two entries have one file name, or a local file has changed since it was referred to.
    """
    copies = _copies(store, manifest)
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in copies.items():
        copy_out(source, folder / check_entry_path(name))
    for name, entry in _merged(manifest):
        _write_merged(store, entry, folder / check_entry_path(name))
    for name, data in _descriptions(manifest):
        _write_json(folder / check_entry_path(name), data)
    _download_references(store, manifest, folder, referred)


def _copies(store: Store, manifest: Manifest) -> dict[str, Path]:
    """The files to copy, by their names in the folder."""
    copies: dict[str, Path] = {}
    for name, source in _files(store, manifest):
        if copies.setdefault(name, source) != source:
            raise ValueError(f"cannot download '{manifest.ref}': two of its entries are files named {name!r}")
    return copies


def _files(store: Store, manifest: Manifest) -> Iterator[tuple[str, Path]]:
    for entry in manifest.entries.values():
        if entry.sha256 and entry.kind != "reference" and "parts" not in entry.info:
            yield file_name(entry), store.entry_path(entry)
        if entry.kind == "table":
            for medium in read_table(store, entry).media():
                for sha256, ending in medium.files():
                    yield f"media/{sha256[:20]}.{ending}", store.blob_path(sha256)
        for mask in entry.info.get("masks", ()):
            yield f"media/{mask['sha256'][:20]}.png", store.blob_path(mask["sha256"])


def _merged(manifest: Manifest) -> Iterator[tuple[str, Entry]]:
    """Tables whose rows are in several files, and not under names of their own."""
    for entry in manifest.entries.values():
        if entry.kind == "table" and "parts" in entry.info:
            yield file_name(entry), entry


def _write_merged(store: Store, entry: Entry, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_table(read_table(store, entry).to_arrow(), path)


def _merged_target(store: Store, entry: Entry) -> Entry | None:
    """The table of several files in another artifact that a reference names, if it names one."""
    place = target(entry)
    found = None if place is None else find_entry(store.lookup(place[0]), place[1])
    return found if found is not None and "parts" in found.info else None


def _descriptions(manifest: Manifest) -> Iterator[tuple[str, Any]]:
    """What is said of media besides their bytes: captions, boxes, masks, counts of histograms."""
    for entry in manifest.entries.values():
        if entry.kind in TABULAR or entry.kind in ("file", "classes", "reference"):
            continue
        if not entry.sha256 or entry.info.keys() - _FACTS:
            yield f"{entry.path}.{entry.kind}.json", {"kind": entry.kind, **entry.info}


def _download_references(
    store: Store, manifest: Manifest, folder: Path, referred: Callable[[Entry], StoredFile]
) -> None:
    left: dict[str, Any] = {}
    for path, entry in manifest.entries.items():
        if entry.kind != "reference":
            continue
        file = referred(entry)
        merged = _merged_target(store, entry)
        if merged is not None:
            _write_merged(store, merged, folder / check_entry_path(path))
        elif file.path is not None and file.path.exists():
            file.download(folder)
        else:
            left[path] = {"uri": entry.info["uri"], "sha256": entry.sha256 or None}
    if left:
        _write_json(folder / REFERENCES, left)


def _write_json(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
