"""Sites of reports that compare: facts over several tables, what stands once, and what is stored once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import reportgen
from tests.compared_tables import compared_project, made
from tests.conftest import CONFIG, Project

FACTS: dict[str, Callable[[list[int], list[int]], str]] = {
    "`@e | 0.guess != 1.guess | count`": lambda a, b: str(sum(x != y for x, y in zip(a, b, strict=True))),
    "`@e[last] | count`": lambda a, b: "12",
    "`@e concat | | count`": lambda a, b: "24",
    "`preds:v0 preds:v2 on image outer | count`": lambda a, b: "12",
    "`preds:v0 anonymous | not agree(*.guess) | count`": lambda a, b: "0",
    "`@e | | max(spread(*.score)) | .1f`": lambda a, b: "2.0",
    "`@grown outer | 2.score is null | count`": lambda a, b: "2",
}


def test_facts_and_panels_of_a_site(tmp_path: Path) -> None:
    """Facts over several tables, what stands once, and each table and each medium a file of its own."""
    project = compared_project(tmp_path)
    text = ":::{table-set} e\npreds:v0: first\npreds:v2: last\n:::\n\n"
    text += ":::{table-set} grown\nincrements of growing\n:::\n\n"
    text += "\n\n".join(f"{{value}}{fact}" for fact in FACTS).replace(" on image outer", " outer on image")
    text += "\n\n:::{table-panel} @e\n:name: joined\n:row-height: xlarge\n:::\n"
    text += "\n\n:::{table-panel} preds:v0 anonymous\n:name: by-image\n:compare: join\n:::\n"
    text += "\n\n:::{table-panel} preds:v0\n:name: single\n:::\n"
    text += "\n\n:::{table-panel} @grown\n:name: grown\n:over: step\n:::\n"
    project.write("index.md", text)
    files, result = project.build()
    page = files["index.html"].decode()
    guesses = [[int(row[3]) for row in made(epoch).data] for epoch in (1, 3)]
    texts = re.findall(r"<p>(.*?)</p>", page)
    assert texts[: len(FACTS)] == [say(*guesses) for say in FACTS.values()]

    payload = payload_of(page)
    joined = payload["panels"]["joined"]
    assert joined["relations"] == ["preds:v0", "preds:v2"]
    assert joined["spec"]["set"] == "e"
    assert joined["spec"]["compare"]["shared"] == ["image", "truth"]
    assert payload["tables"]["preds:v0"]["unique"] == ["id"]
    assert [member["label"] for member in joined["answer"]["members"]] == ["first", "last"]
    assert payload["panels"]["single"]["relations"] == ["preds:v0"]
    increments = [f"growing:v{place}#increment" for place in range(3)]
    assert payload["panels"]["grown"]["relations"] == increments
    assert [row[1] for row in payload["panels"]["grown"]["answer"]["rows"]] == [
        [number + 10, number + 20, number + 30 if number < 2 else None] for number in range(4)
    ]
    assert set(payload["tables"]) == {"preds:v0", "preds:v2", "anonymous:v0", *increments}
    assert sum(path.startswith("data/") for path in files) == 6
    assert sum(path.startswith("media/") for path in files) == 12
    assert result.tables == 6
    footer = page[page.rindex("<footer") :]
    assert all(ref in footer for ref in payload["tables"])
    site = json.loads(files["site.json"])
    panels = {panel["id"]: panel for panel in site["pages"][0]["panels"]}
    assert panels["joined"]["tables"] == ["preds:v0", "preds:v2"]
    assert panels["single"]["table"] == "preds:v0"


def payload_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script[^>]*id="reportgen-page"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    payload: dict[str, Any] = json.loads(found.group(1))
    return payload


def test_a_large_column_that_tables_share_is_one_file(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("reportgen.toml", CONFIG)
    rows = 9000
    names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(rows)]
    random = np.random.default_rng(0)
    scores = [random.random(rows) for _ in range(3)]
    with reportgen.init(project="test", dir=project.root) as run:
        for score in scores:
            columns = {"id": range(rows), "c.name": names, "score": score}
            run.log({"big": reportgen.Table(dataframe=pd.DataFrame(columns))})
        other = {"id": range(rows), "c.name": names[::-1], "score": scores[0]}
        run.log({"other": reportgen.Table(dataframe=pd.DataFrame(other))})
    panels = [":::{table-panel} big:v0 big:v1 big:v2\n:name: all\n:sort: 1.score desc\n:::\n"]
    panels += [":::{table-panel} big:v0 other\n:name: turned\n:filter: 0.`c.name` = 1.`c.name`\n:::\n"]
    project.write("index.md", "".join(panels))
    files, _ = project.build()
    payload = payload_of(files["index.html"].decode())
    apart = {}
    for ref, schema in payload["tables"].items():
        own, *beside = schema["files"]
        assert own["bytes"] == len(files[own["path"]])
        assert all(file["bytes"] == len(files[file["path"]]) for file in beside)
        apart[ref] = {file["column"]: file["path"] for file in beside}
    assert apart["big:v0"].keys() == {"c.name", "score"}, "other has the scores of the first"
    assert len({apart[ref]["c.name"] for ref in ("big:v0", "big:v1", "big:v2")}) == 1
    assert apart["other:v0"] == {"score": apart["big:v0"]["score"]}
    assert sum(path.startswith("data/") for path in files) == 4 + 2
    answer = payload["panels"]["all"]["answer"]
    order = np.argsort(-scores[1], kind="stable")[:10]
    texts = [row[[column["name"] for column in answer["columns"]].index("c.name")] for row in answer["rows"]]
    assert texts == [names[place] for place in order]
    assert payload["panels"]["turned"]["answer"]["filtered"] == 0
    assert json.loads(files["site.json"])["tables"][0]["files"] == [
        file["path"] for file in payload["tables"]["big:v0"]["files"]
    ]


def test_lacking_columns_single_tables_and_none_at_all(tmp_path: Path) -> None:
    project = compared_project(tmp_path)
    lost = ":::{table-panel} preds:v0 plain\n:name: lost\n:how: outer\n:columns: id, score, score_cat\n:::\n"
    none = ":::{table-panel} preds:v0 plain\n:name: none\n:hide: preds, plain\n:::\n"
    alone = (
        ":::{table-set} one\npreds:v0\n:::\n:::{table-panel} @one\n:name: alone\n:filter: 0.guess = 1\n:::\n"
    )
    project.write("index.md", lost + none + alone)
    files, result = project.build()
    panels = payload_of(files["index.html"].decode())["panels"]
    first = panels["lost"]["answer"]["rows"][0]
    assert first == ["r0", [1.0, None], [None, 0.0]]
    counts = [(member["rows"], member["alone"]) for member in panels["lost"]["answer"]["members"]]
    assert counts == [(12, 8), (4, 0)]
    assert panels["none"]["answer"]["rows"] == []
    assert [problem.message for problem in result.diagnostics] == [
        "all tables of this panel are switched off, so that it shows none"
    ]
    assert panels["alone"]["answer"]["filtered"] == sum(row[3] == 1 for row in made(1).data)
    assert "compare" not in panels["alone"]["spec"]
