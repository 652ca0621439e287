"""The JSON Schema of a spec, for other programs and for the tests."""

from __future__ import annotations

from typing import Any

from reportgen.spec.model import ROW_HEIGHTS, VERSION

_TEXT: dict[str, Any] = {"type": "string"}


def _object(required: list[str], **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


SPEC_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a panel of reportgen shows",
    **_object(
        ["v", "tables"],
        v={"const": VERSION},
        tables={"type": "array", "minItems": 1, "items": _object(["ref", "label"], ref=_TEXT, label=_TEXT)},
        filter=_TEXT,
        group={"type": "array", "items": _TEXT},
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
                show={"enum": ["value", "histogram", "distribution", "gallery"]},
            ),
        },
        rows={"type": "integer", "minimum": 1, "maximum": 1000},
        row_height={"enum": list(ROW_HEIGHTS)},
        height={"type": "integer", "minimum": 1},
        layout={"enum": ["table"]},
    ),
}
