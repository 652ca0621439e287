"""Panels that share a selection: what the others of a page keep of a panel's rows at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.panels.model import Panel
from reportgen.query.core import Core

Schemas = Mapping[str, Mapping[str, Any]]


def kept_of(panel: Panel, panels: Sequence[Panel], schemas: Schemas, core: Core) -> Mapping[str, Any] | None:
    """What the other panels keep of this one, if they keep anything; `schemas` are the tables', by reference.

    It has `texts` (conditions on the panel's columns), `foreign` (those on other columns) and `rows` (None).
    """
    name = panel.spec.get("selection")
    parts = [
        {"spec": other.spec, "schema": schemas[other.table.ref.ref]}
        for other in panels
        if other is not panel and name and other.spec.get("selection") == name and other.spec.get("selects")
    ]
    if not parts or len(panel.tables) > 1:
        return None
    kept: Mapping[str, Any] = core.call("keptBy", parts, schemas[panel.table.ref.ref])
    return kept


def kept_schema(schema: Mapping[str, Any], kept: Mapping[str, Any] | None, core: Core) -> Mapping[str, Any]:
    """The schema of the rows that are kept."""
    narrowed: Mapping[str, Any] = core.call("keptSchema", schema, kept) if kept else schema
    return narrowed
