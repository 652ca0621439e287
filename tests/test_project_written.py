"""What the page copies of a view: a directive that builds to the same panel, a script with the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from reportgen.project import Query, open_project
from reportgen.query import Core
from reportgen.query.wire import unpack
from tests import conftest

Make = Callable[..., conftest.Project]

VIEWS: list[dict[str, str]] = [
    {},
    {
        "filter": "truth != guess and score_cat > 0.1",
        "search": "IMAGE 3",
        "sort": "score_cat desc nulls first",
    },
    {"columns": 'twice + 1 as more, score_cat * 2 as twice, id as "the, id"', "pinned": "3, 1", "rows": "4"},
    {"columns": 'score_cat * 2 as "for", *', "filter": '"for" > 0.2', "row-height": "small"},
    {"group": "guess, round(score_cat, 1)", "columns": "avg(score_dog) as dogs, id", "sort": "dogs desc"},
    {"group": "truth", "columns": "score_*", "sort": "count desc, truth"},
]


def built_panels(project: conftest.Project, directives: str) -> list[dict[str, Any]]:
    """The panels of a report, each with the schemas of its tables."""
    project.write("index.md", f"# Report\n\n{directives}")
    pages, _ = project.build()
    found = re.search(r'id="reportgen-page">(.*?)</script>', pages["index.html"].decode(), re.DOTALL)
    assert found
    page = unpack(found[1])
    schemas = page["tables"]
    return [
        {**panel, "schemas": [schemas[relation] for relation in panel["relations"]]}
        for panel in page["panels"].values()
    ]


def run_script(script: str) -> Query:
    """The query that a script makes."""
    names: dict[str, Any] = {}
    exec(script.replace("print(query.to_pandas())", ""), names)
    query = names["query"]
    assert isinstance(query, Query)
    return query


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_copied_means_the_same_view(
    make_project: Make, view: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_project()
    options = "".join(f":{name}: {text}\n" for name, text in view.items())
    [panel] = built_panels(made, f":::{{table-panel}} predictions\n{options}:::\n")
    [schema] = panel["schemas"]
    core = Core()
    directive = core.call("writeDirective", panel["spec"], schema)
    script = core.call("writePython", panel["spec"], schema)
    core.close()
    [again] = built_panels(made, directive)
    assert again["spec"] == panel["spec"]
    assert again["answer"] == panel["answer"]
    monkeypatch.chdir(made.root)
    query = run_script(script)
    with open_project(made.root) as project:
        asked = project.table("predictions")
        for name in ("group", "columns", "filter", "sort"):
            asked = getattr(asked, name)(view[name]) if name in view else asked
        if "search" in view:
            asked = asked.filter("contains(lower(image.caption), 'image 3')")
        assert query.names == asked.names
        assert str(query.fetchall()) == str(asked.fetchall())
