"""The spec of a panel: what it shows, as frozen dataclasses and as JSON."""

from __future__ import annotations

from reportgen.spec.json import spec_from_json, spec_to_json
from reportgen.spec.model import ROW_HEIGHTS, Column, Compare, SortKey, Spec, TableUse
from reportgen.spec.schema import SPEC_SCHEMA

__all__ = [
    "ROW_HEIGHTS",
    "SPEC_SCHEMA",
    "Column",
    "Compare",
    "SortKey",
    "Spec",
    "TableUse",
    "spec_from_json",
    "spec_to_json",
]
