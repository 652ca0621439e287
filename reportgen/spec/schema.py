"""The JSON Schema of a spec, for other programs and for the tests."""

from __future__ import annotations

from typing import Any

from reportgen.spec.model import CONTROLS, LAYOUTS, ROW_HEIGHTS, VERSION

SHOWS = (
    *("value", "histogram", "distribution", "gallery"),
    *("count", "share", "sum", "mean", "median", "min", "max", "stddev", "distinct", "first", "list"),
)
"""How a column may stand in a group, besides quantiles: `p25`."""

_TEXT: dict[str, Any] = {"type": "string"}


def _object(required: list[str], **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_OVERLAYS = _object(
    [],
    hide_layers={"type": "array", "items": _TEXT},
    hide_classes={"type": "array", "items": {"type": "integer"}},
    opacity={"type": "number", "minimum": 0, "maximum": 1},
    labels={"const": False},
    line={"enum": ["solid", "dashed", "dotted"]},
    score={
        "type": "object",
        "additionalProperties": _object([], min={"type": "number"}, max={"type": "number"}),
    },
    image={"const": False},
    tiles={"enum": ["beside", "split"]},
)

_INDEX = {"type": "integer", "minimum": 0}
_COMPARE = _object(
    ["as"],
    **{"as": {"enum": ["join", "concat", "split"]}},
    on={"type": "array", "items": _TEXT},
    how={"enum": ["inner", "outer"]},
    shared={"type": "array", "items": _TEXT},
    reference=_INDEX,
    order={"type": "array", "items": _INDEX},
    stack={"enum": ["stacked", "overlaid"]},
    split={"enum": ["beside", "below", "groups"]},
    images={"enum": ["beside", "swipe", "overlay", "difference", "flicker"]},
    over=_TEXT,
    at=_INDEX,
)

SPEC_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a panel of reportgen shows",
    **_object(
        ["v", "tables"],
        v={"const": VERSION},
        tables={
            "type": "array",
            "minItems": 1,
            "items": _object(
                ["ref", "label"],
                ref=_TEXT,
                label=_TEXT,
                hidden={"const": True},
                color={"type": "integer", "minimum": 0},
            ),
        },
        set=_TEXT,
        compare=_COMPARE,
        filter=_TEXT,
        search=_TEXT,
        group={"type": "array", "items": _TEXT},
        pivot=_TEXT,
        cell=_TEXT,
        sort={
            "type": "array",
            "items": _object(
                ["by", "dir"],
                by=_TEXT,
                dir={"enum": ["asc", "desc"]},
                nulls={"enum": ["first", "last"]},
            ),
        },
        columns={
            "type": "array",
            "items": _object(
                ["name"],
                name=_TEXT,
                expr=_TEXT,
                label=_TEXT,
                hidden={"type": "boolean"},
                show={"anyOf": [{"enum": list(SHOWS)}, {"type": "string", "pattern": "^p[0-9]{1,2}$"}]},
                format=_TEXT,
                width={"type": "integer", "minimum": 24, "maximum": 2000},
                pin={"const": True},
                cell=_TEXT,
                overlays=_OVERLAYS,
            ),
        },
        pinned={"type": "array", "items": {"type": "integer", "minimum": 0}},
        rows={"type": "integer", "minimum": 1, "maximum": 1000},
        row_height={"enum": list(ROW_HEIGHTS)},
        height={"type": "integer", "minimum": 1},
        summaries={"const": True},
        selection={"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},
        control={"enum": list(CONTROLS)},
        module=_TEXT,
        selects=_TEXT,
        layout={"enum": list(LAYOUTS)},
        plot=_object(
            [],
            **dict.fromkeys(
                ("x", "y", "color", "size", "score", "truth", "positive", "image", "of", "hide", "window"),
                _TEXT,
            ),
            method={"enum": ["pca", "umap", "tsne", "given"]},
            bins={"type": "integer", "minimum": 1, "maximum": 200},
            share={"enum": ["row", "column", "all"]},
            x_scale={"enum": ["log"]},
            y_scale={"enum": ["log"]},
        ),
    ),
}
