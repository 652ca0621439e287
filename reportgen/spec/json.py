"""Specs ⇄ JSON: what is at its default is left out, as in the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.spec.model import VERSION, Column, SortKey, Spec, TableUse


def spec_from_json(value: Mapping[str, Any]) -> Spec:
    """The spec that a JSON object says; ValueError when it is of another version or has other keys."""
    if value.get("v") != VERSION:
        raise ValueError(f"a spec of version {value.get('v')!r}; this program reads version {VERSION}")
    known = {field: value[field] for field in Spec.__dataclass_fields__ if value.get(field) is not None}
    unknown = set(value) - set(Spec.__dataclass_fields__) - {"v"}
    if unknown:
        raise ValueError(f"a spec has no {', '.join(sorted(map(repr, unknown)))}")
    known["tables"] = tuple(TableUse(**table) for table in value["tables"])
    known["group"] = tuple(value.get("group") or ())
    known["sort"] = tuple(SortKey(**key) for key in value.get("sort") or ())
    known["pinned"] = tuple(value.get("pinned") or ())
    known["columns"] = tuple(Column(**column) for column in value.get("columns") or ())
    return Spec(**known)


def spec_to_json(spec: Spec) -> dict[str, Any]:
    """The JSON object of a spec."""
    return {
        "v": VERSION,
        "tables": [{"ref": table.ref, "label": table.label} for table in spec.tables],
        **({"filter": spec.filter} if spec.filter else {}),
        **({"search": spec.search} if spec.search else {}),
        **({"group": list(spec.group)} if spec.group else {}),
        **({"pivot": spec.pivot} if spec.pivot else {}),
        **({"cell": spec.cell} if spec.cell else {}),
        **({"sort": [_sort_key(key) for key in spec.sort]} if spec.sort else {}),
        "columns": [
            _without_defaults(
                name=column.name,
                expr=column.expr,
                label=column.label,
                hidden=column.hidden or None,
                show=column.show,
                format=column.format,
                width=column.width,
                pin=column.pin or None,
                overlays=None if column.overlays is None else dict(column.overlays),
            )
            for column in spec.columns
        ],
        **({"pinned": list(spec.pinned)} if spec.pinned else {}),
        "rows": spec.rows,
        "row_height": spec.row_height,
        "layout": spec.layout,
        **({} if spec.plot is None else {"plot": dict(spec.plot)}),
        **({} if spec.height is None else {"height": spec.height}),
        **({"summaries": True} if spec.summaries else {}),
    }


def _sort_key(key: SortKey) -> dict[str, Any]:
    return _without_defaults(by=key.by, dir=key.dir, nulls=key.nulls)


def _without_defaults(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
