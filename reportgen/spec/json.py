"""Specs ⇄ JSON: what is at its default is left out, as in the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.spec.model import VERSION, Column, Compare, SortKey, Spec, TableUse


def spec_from_json(value: Mapping[str, Any]) -> Spec:
    """The spec that a JSON object says; ValueError when it is of another version or has other keys."""
    if value.get("v") != VERSION:
        raise ValueError(f"a spec of version {value.get('v')!r}; this program reads version {VERSION}")
    known = {field: value[field] for field in Spec.__dataclass_fields__ if value.get(field) is not None}
    unknown = set(value) - set(Spec.__dataclass_fields__) - {"v"}
    if unknown:
        raise ValueError(f"a spec has no {', '.join(sorted(map(repr, unknown)))}")
    known["tables"] = tuple(TableUse(**table) for table in value["tables"])
    if "compare" in known:
        known["compare"] = _compare_from_json(value["compare"])
    known["group"] = tuple(value.get("group") or ())
    known["sort"] = tuple(SortKey(**key) for key in value.get("sort") or ())
    known["pinned"] = tuple(value.get("pinned") or ())
    known["columns"] = tuple(Column(**column) for column in value.get("columns") or ())
    return Spec(**known)


def spec_to_json(spec: Spec) -> dict[str, Any]:
    """The JSON object of a spec."""
    return {
        "v": VERSION,
        "tables": [
            _without_defaults(
                ref=table.ref, label=table.label, color=table.color, hidden=table.hidden or None
            )
            for table in spec.tables
        ],
        **({"set": spec.set} if spec.set else {}),
        **({} if spec.compare is None else {"compare": _compare_to_json(spec.compare)}),
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
                cell=column.cell,
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
        **({"selection": spec.selection} if spec.selection else {}),
        **({"control": spec.control} if spec.control else {}),
        **({"module": spec.module} if spec.module else {}),
        **({"selects": spec.selects} if spec.selects else {}),
    }


def _compare_from_json(value: Mapping[str, Any]) -> Compare:
    known: dict[str, Any] = {
        name: tuple(part) if isinstance(part, list) else part for name, part in value.items()
    }
    return Compare(as_=known.pop("as", "join"), **known)


def _compare_to_json(compare: Compare) -> dict[str, Any]:
    return _without_defaults(
        **{"as": compare.as_},
        on=list(compare.on) or None,
        how=compare.how,
        shared=None if compare.shared is None else list(compare.shared),
        reference=compare.reference or None,
        order=None if compare.order is None else list(compare.order),
        stack=None if compare.stack == "stacked" else compare.stack,
        split=None if compare.split == "beside" else compare.split,
        images=compare.images,
        over=compare.over,
        at=compare.at,
    )


def _sort_key(key: SortKey) -> dict[str, Any]:
    return _without_defaults(by=key.by, dir=key.dir, nulls=key.nulls)


def _without_defaults(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
