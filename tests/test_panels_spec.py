"""The specs that the core writes are those that Python reads and that the JSON Schema describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reportgen.query import Core
from reportgen.spec import SPEC_SCHEMA, Column, SortKey, Spec, TableUse, spec_from_json, spec_to_json

SCHEMA = {
    "ref": "predictions:v4",
    "label": "predictions:v4",
    "relation": "predictions:v4",
    "rows": 1797,
    "columns": [
        {"name": "image", "type": {"kind": "image"}},
        {"name": "truth", "type": {"kind": "text"}},
        {"name": "guess", "type": {"kind": "text"}},
        *({"name": f"score_{i}", "type": {"kind": "float", "bits": 32}} for i in range(3)),
    ],
}

OPTIONS: list[dict[str, str]] = [
    {},
    {"filter": "truth != guess", "rows": "25", "row-height": "large", "height": "400", "layout": "table"},
    {"group": "guess, round(score_0, 1)", "sort": "count desc, guess asc nulls first"},
    {"columns": 'image, guess as "the guess", score_0 + score_1 as loops, avg(score_2) as mean, *'},
    {"columns": "-score_*"},
    {"format": 'score_*: bar(percent(2)), score_1: custom(",.2f"), truth: diff("guess", lines)'},
    {"layout": "histogram", "x": "score_0", "color": "guess", "bins": "30"},
    {"layout": "scatter", "x": "score_0", "y": "score_1", "x-scale": "log", "size": "score_2"},
    {"layout": "heatmap", "group": "guess, truth", "share": "row", "height": "400"},
    {"layout": "roc", "score": "score_0", "truth": "truth", "positive": "cat"},
    {"selection": "one", "selects": "truth = 'cat'", "cells": "score_*: modules/cell.js"},
    {"module": "modules/my.js", "group": "guess"},
]


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


@pytest.mark.parametrize("options", OPTIONS)
def test_specs_of_the_core_round_trip_and_fit_the_schema(core: Core, options: dict[str, str]) -> None:
    result = core.call("specFromOptions", options, SCHEMA)
    assert result["problems"] == []
    spec = result["spec"]
    assert faults(spec, SPEC_SCHEMA) == []
    assert spec_to_json(spec_from_json(spec)) == spec
    assert core.call("normaliseSpec", spec_to_json(spec_from_json(spec)), SCHEMA)["spec"] == spec


def test_a_spec_in_python() -> None:
    spec = spec_from_json(
        {
            "v": 1,
            "tables": [{"ref": "p:v0", "label": "epoch 1"}],
            "sort": [{"by": "count", "dir": "desc"}],
            "columns": [{"name": "image"}, {"name": "x", "expr": "a + b", "hidden": True}],
            "rows": 5,
            "row_height": "xlarge",
        }
    )
    assert spec == Spec(
        tables=(TableUse("p:v0", "epoch 1"),),
        sort=(SortKey("count", "desc"),),
        columns=(Column("image"), Column("x", expr="a + b", hidden=True)),
        rows=5,
        row_height="xlarge",
    )
    assert spec.row_pixels == 224


def test_other_versions_and_unknown_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="a spec of version 2; this program reads version 1"):
        spec_from_json({"v": 2, "tables": []})
    with pytest.raises(ValueError, match="a spec has no 'colour'"):
        spec_from_json({"v": 1, "tables": [], "colour": "red"})


WRONG: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda spec: spec.update(v=2), "/v"),
    (lambda spec: spec.update(tables=[]), "/tables"),
    (lambda spec: spec.update(rows=0), "/rows"),
    (lambda spec: spec.update(rows="10"), "/rows"),
    (lambda spec: spec.update(more=1), "/more"),
    (lambda spec: spec.update(row_height="huge"), "/row_height"),
    (lambda spec: spec.update(columns=[{"expr": "a"}]), "/columns/0/name"),
    (lambda spec: spec.update(sort=[{"by": "a", "dir": "up"}]), "/sort/0/dir"),
]


@pytest.mark.parametrize(("change", "place"), WRONG)
def test_the_schema_refuses_what_is_wrong(change: Callable[[dict[str, Any]], Any], place: str) -> None:
    spec: dict[str, Any] = {"v": 1, "tables": [{"ref": "p", "label": "p"}]}
    assert faults(spec, SPEC_SCHEMA) == []
    change(spec)
    assert faults(spec, SPEC_SCHEMA) == [place]


TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Where a value does not fit the part of JSON Schema that the spec's schema uses."""
    kind = TYPES.get(schema.get("type", ""))
    if kind and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        return [place]
    wrong = "const" in schema and value != schema["const"]
    wrong |= "enum" in schema and value not in schema["enum"]
    if kind is int:
        wrong |= not schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if kind is list:
        wrong |= len(value) < schema.get("minItems", 0)
        return [place] * wrong + [
            f for i, item in enumerate(value) for f in faults(item, schema["items"], f"{place}/{i}")
        ]
    if kind is dict:
        names = [name for name in schema["required"] if name not in value]
        names += [name for name in value if name not in schema["properties"]]
        inside = [(name, part) for name, part in schema["properties"].items() if name in value]
        return [f"{place}/{name}" for name in names] + [
            f for name, part in inside for f in faults(value[name], part, f"{place}/{name}")
        ]
    return [place] * wrong


def test_the_example_in_the_documentation_fits_the_schema(request: pytest.FixtureRequest) -> None:
    import json

    page = (request.config.rootpath / "docs" / "table-panel.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert faults(json.loads(example), SPEC_SCHEMA) == []


def test_every_option_is_documented(request: pytest.FixtureRequest) -> None:
    from reportgen.panels.table import OPTIONS as NAMES

    pages = [
        request.config.rootpath / "docs" / name for name in ("table-panel.md", "plots.md", "comparison.md")
    ]
    page = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert {name for name in NAMES if f"## `:{name}:`" not in page} == set()
