"""What the commands about artifacts say of versions and of how they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.store import Entry, Manifest, Store
from reportgen.store.lineage import runs_that_used
from reportgen.store.maintenance import Change, Diff
from reportgen.wording import bytes_text, plural


def summary_of(store: Store, name: str) -> dict[str, Any]:
    """An artifact in a line."""
    newest = store.lookup(name)
    return {
        "name": name,
        "type": newest.type,
        "latest": f"v{store.aliases(name).get('latest', newest.version)}",
        "versions": len(store.versions(name)),
        "aliases": [alias for alias in store.aliases(name) if alias != "latest"],
        "created": newest.created,
    }


def aliases_of(store: Store, manifest: Manifest) -> list[str]:
    """The aliases that name a version."""
    return [alias for alias, version in store.aliases(manifest.name).items() if version == manifest.version]


def show_lines(store: Store, manifest: Manifest) -> Iterator[str]:
    """A version with everything that the store knows of it."""
    used_by = [run.id for run in runs_that_used(store, manifest.ref)]
    facts = {
        "artifact": manifest.ref,
        "type": manifest.type,
        "aliases": ", ".join(aliases_of(store, manifest)),
        "description": manifest.description or "",
        "created": manifest.created,
        "digest": manifest.digest,
        "logged by": manifest.run or "",
        "from": ", ".join(manifest.used),
        "used by": ", ".join(used_by),
    }
    for name, text in facts.items():
        if text:
            yield f"{name + ':':13}{text}"
    if manifest.metadata:
        yield "metadata:"
        lines = json.dumps(dict(manifest.metadata), ensure_ascii=False, indent=2).splitlines()
        yield from (f"  {line}" for line in lines[1:-1])
    yield "entries:"
    yield from (f"  {_entry_text(entry)}" for entry in manifest.entries.values())


def diff_lines(found: Diff) -> Iterator[str]:
    """How two versions differ: `+` is new, `-` is gone, `~` has changed."""
    yield f"{found.before.ref} → {found.after.ref}"
    yield from (f"+ {_entry_text(entry)}" for entry in found.added)
    yield from (f"- {_entry_text(entry)}" for entry in found.removed)
    for change in found.changed:
        yield from _change_lines(change)
    for key, before, after in found.metadata:
        yield f"~ metadata {key}: {json.dumps(before)} → {json.dumps(after)}"
    if not (found.added or found.removed or found.changed or found.metadata):
        yield "no difference"


def _change_lines(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    sizes = f"{bytes_text(before.size)} → {bytes_text(after.size)}"
    if change.rows is None:
        yield f"~ {change.path} ({after.kind}): {sizes}"
        return
    rows = f"{change.rows[0]:,} → {plural(change.rows[1], 'row')}" if _differ(change.rows) else "other values"
    yield f"~ {change.path} ({after.kind}): {rows}"
    yield from (f"    + column {name}" for name in change.added)
    yield from (f"    - column {name}" for name in change.removed)
    for name, old, new in change.retyped:
        yield f"    ~ column {name}: {_retyped_text(old, new)}"


def _differ(rows: tuple[int, int]) -> bool:
    return rows[0] != rows[1]


def _entry_text(entry: Entry) -> str:
    rows = entry.info.get("rows")
    what = plural(rows, "row") if isinstance(rows, int) else bytes_text(entry.size)
    return f"{entry.path} ({entry.kind}, {entry.info.get('uri') or what})"


def _retyped_text(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    before, after = _type_text(old), _type_text(new)
    if before != after:
        return f"{before} → {after}"
    return "other " + ", ".join(sorted(key for key in {*old, *new} if old.get(key) != new.get(key)))


def _type_text(kind: Mapping[str, Any]) -> str:
    name = str(kind["kind"])
    return f"{name}{kind['bits']}" if "bits" in kind else name
