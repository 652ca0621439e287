"""Care for a store: is it whole, what is garbage, how do versions differ, and what do aliases name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportgen.convert.arrow import TypeJson
from reportgen.store.errors import AliasUnknown
from reportgen.store.files import sync_folder, write_json
from reportgen.store.garbage import GRACE, Garbage, gc
from reportgen.store.model import TABULAR, Entry, Manifest, TableRef
from reportgen.store.names import check_alias
from reportgen.store.store import Store
from reportgen.store.verify import Problem, verify

__all__ = [
    "GRACE",
    "Change",
    "Diff",
    "Garbage",
    "Problem",
    "annotate",
    "diff",
    "gc",
    "history",
    "remove_alias",
    "set_alias",
    "verify",
]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that two versions hold with different content."""

    path: str
    before: Entry
    after: Entry
    rows: tuple[int, int] | None
    """The numbers of rows, if both are tables."""
    added: tuple[str, ...]
    """Columns that only the second has."""
    removed: tuple[str, ...]
    """Columns that only the first has."""
    retyped: tuple[tuple[str, TypeJson, TypeJson], ...]
    """Columns whose type differs, with both types."""


@dataclass(frozen=True, slots=True)
class Diff:
    """How two artifact versions differ."""

    before: Manifest
    after: Manifest
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Change, ...]
    metadata: tuple[tuple[str, Any, Any], ...]
    """Keys of the metadata whose values differ; None where there is none."""


def history(store: Store, name: str) -> list[Manifest]:
    """The versions of an artifact, oldest first.

    Raises:
        ArtifactUnknown: There is no such artifact.
    """
    newest = store.lookup(name)
    return [store.manifest(newest.name, version) for version in store.versions(newest.name)]


def diff(store: Store, before: str, after: str) -> Diff:
    """How two artifact versions (`name[:vN|alias]`) differ; of tables, in which rows' number and columns."""
    one, other = store.lookup(before), store.lookup(after)
    shared = [path for path in one.entries if path in other.entries]
    keys = sorted(one.metadata.keys() | other.metadata.keys())
    pairs = [(key, one.metadata.get(key), other.metadata.get(key)) for key in keys]
    return Diff(
        before=one,
        after=other,
        added=tuple(entry for path, entry in sorted(other.entries.items()) if path not in one.entries),
        removed=tuple(entry for path, entry in sorted(one.entries.items()) if path not in other.entries),
        changed=tuple(
            _change(store, one, other, path)
            for path in sorted(shared)
            if one.entries[path] != other.entries[path]
        ),
        metadata=tuple(pair for pair in pairs if pair[1] != pair[2]),
    )


def _change(store: Store, one: Manifest, other: Manifest, path: str) -> Change:
    before, after = one.entries[path], other.entries[path]
    if before.kind not in TABULAR or after.kind not in TABULAR:
        return Change(path, before, after, None, (), (), ())
    old, rows_before = _columns(store, one, path)
    new, rows_after = _columns(store, other, path)
    return Change(
        path,
        before,
        after,
        (rows_before, rows_after),
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        retyped=tuple((name, old[name], new[name]) for name in old if name in new and old[name] != new[name]),
    )


def _columns(store: Store, manifest: Manifest, path: str) -> tuple[dict[str, TypeJson], int]:
    entry = manifest.entries[path]
    columns, rows = store.table_schema(TableRef(manifest.name, manifest.version, path, entry, manifest.ref))
    return {column["name"]: column["type"] for column in columns}, rows


def set_alias(store: Store, ref: str, alias: str) -> Manifest:
    """Have an alias name an artifact version (`name[:vN|alias]`), and return the version."""
    manifest = store.lookup(ref)
    check_alias(alias)
    with store.lock(manifest.name):
        said = store.said_aliases(manifest.name)
        _write(store, manifest.name, said, said | {alias: manifest.version})
    return manifest


def annotate(
    store: Store, manifest: Manifest, metadata: Mapping[str, Any], description: str | None
) -> Manifest:
    """Replace the metadata and the description of a version; its content stays."""
    with store.lock(manifest.name):
        old = store.manifest(manifest.name, manifest.version)
        new = replace(old, metadata=dict(metadata), description=description)
        if new != old:
            folder = store.path / "artifacts" / manifest.name
            write_json(folder / f"v{manifest.version}.json", new.to_json(), tmp=store.path / "tmp")
            sync_folder(folder)
    return new


def remove_alias(store: Store, name: str, alias: str) -> None:
    """Take an alias away from an artifact. `latest` then names the newest version again.

    Raises:
        ArtifactUnknown: There is no such artifact.
        AliasUnknown: It has no such alias.
    """
    store.lookup(name)
    with store.lock(name):
        said = store.said_aliases(name)
        if alias not in said:
            message = f"the artifact {name!r} has no alias {alias!r}"
            raise AliasUnknown(message, name=alias, known=sorted(said))
        _write(store, name, said, {key: version for key, version in said.items() if key != alias})


def _write(store: Store, name: str, old: dict[str, int], new: dict[str, int]) -> None:
    if new.get("latest") == store.newest(name):
        del new["latest"]
    if new != old:
        folder = store.path / "artifacts" / name
        write_json(folder / "aliases.json", new, tmp=store.path / "tmp")
        sync_folder(folder)
