"""What the page says of several tables equals native DuckDB, which `test_compare_sql` checks by pandas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from markupsafe import Markup

from reportgen.assets import THEMES
from reportgen.query import Core, Engine
from reportgen.query.wire import pack
from reportgen.render import Page, environment, page_payload, panel_figure, render_page
from tests.browser.conftest import Window
from tests.browser.serving import served
from tests.browser.test_equal import differences
from tests.compared import compared_project
from tests.comparisons import Comparison, comparisons
from tests.sampled import sampled

Spec: TypeAlias = dict[str, Any]

CASES = 8
ASKED = """async ([id, spec]) => {
  const { panel } = document.getElementById(id);
  await panel.apply(spec);
  return panel.frame;
}"""
SAME = ("kind", "total", "filtered", "groups", "offset", "rows", "keys", "ids", "members", "whole", "parts")


@dataclass(frozen=True)
class Question:
    """A view of a case, and what native DuckDB says of it."""

    panel: str
    spec: dict[str, Any]
    answer: dict[str, Any]


def views(case: Comparison) -> list[dict[str, Any]]:
    """Joined, grouped, in one list and each for itself."""
    columns = [{"name": name} for name in ("id", "truth", "guess", "score", "note", "flag")]
    known = {name for member in case.members for name in member.kinds}
    own = [column for column in columns if column["name"] in known]
    plain = {} if "." in case.filter else {"filter": case.filter or None}
    return [
        case.spec("join", columns=own),
        case.spec("join", columns=own[2:], group=["guess"], filter=None),
        {**case.spec("concat", columns=own), "filter": None, **plain},
        {**case.spec("split", columns=own), "filter": None, **plain},
    ]


def whole(spec: dict[str, Any]) -> dict[str, Any]:
    """Without the parts that are not there."""
    return {key: value for key, value in spec.items() if value is not None}


class Site:
    """A page with a panel for each case, around the assets of a site that was built."""

    def __init__(self, folder: Path, built: Path, core: Core, engine: Engine) -> None:
        self.folder, self.core, self.engine = folder, core, engine
        self.page = (built / "index.html").read_text("utf-8")
        self.questions: list[Question] = []
        self.figures: list[str] = []
        self.tables: dict[str, Any] = {}
        self.panels: dict[str, Any] = {}

    def ask(
        self, spec: dict[str, Any], schemas: list[dict[str, Any]]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        found = self.core.call("compareSpec", whole(spec), schemas)
        answer = self.core.drive(
            "answerComparison", found["spec"], schemas, {"offset": 0}, execute=self.engine.execute
        )
        return found["spec"], answer

    def add(self, number: int, case: Comparison) -> None:
        folder = self.folder / "data" / str(number)
        folder.mkdir(parents=True)
        schemas = []
        for schema, written in zip(case.schemas, case.write(folder), strict=True):
            # As those of a site, no two files have one name.
            path = written.rename(folder / f"{number}-{written.name}")
            # Tables of two cases are not the same table.
            ref = f"case-{number}-{schema['ref']}"
            file = {"path": str(path.relative_to(self.folder)), "bytes": path.stat().st_size, "rows": 0}
            schemas.append({**schema, "ref": ref, "relation": ref, "files": [file], "media": "media/"})
            self.engine.register(ref, [path])
        name = f"p{number}"
        tables = [{**table, "ref": one["ref"]} for table, one in zip(case.tables, schemas, strict=True)]
        asked = [{**view, "tables": tables} for view in views(case)]
        author, first = self.ask(asked[0], schemas)
        schema = self.core.call("compareSchema", author, schemas)
        view = {"id": name, "spec": author, "author": author, "schema": schema, "answer": first}
        rest = {"state": "static", "media": "./media/", "busy": False, "progress": None, "message": None}
        html = self.core.call("renderPanelHtml", {**view, **rest, "problems": [], "draft": None})
        self.figures.append(panel_figure(name, Markup(html), Markup("")))
        self.tables |= {one["relation"]: one for one in schemas}
        relations = [one["relation"] for one in schemas]
        entry = {"spec": author, "relation": relations[0], "relations": relations, "answer": first}
        self.panels[name] = entry
        self.questions += [Question(name, spec, self.ask(spec, schemas)[1]) for spec in asked]

    def write(self) -> None:
        payload = re.search(r'id="reportgen-page">(.*?)</script>', self.page, re.DOTALL)
        assert payload
        kept = {key: json.loads(payload.group(1))[key] for key in ("engine", "late")}
        packed = {"root": "./", "tables": self.tables, "panels": self.panels, **kept}
        page = Page(
            path="index.html",
            project="Equal",
            title="Equal",
            heading=Markup("Equal"),
            heading_id=None,
            prose=Markup("\n").join(self.figures),
            stylesheets=tuple(re.findall(r'<link rel="stylesheet" href="([^"]+)"', self.page)),
            payload=page_payload(pack(packed)),
            scripts=tuple(re.findall(r'<script defer src="([^"]+)"', self.page)),
        )
        html = str(render_page(environment([THEMES / "default"]), page))
        (self.folder / "index.html").write_text(html, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Question]]]:
    """The address of the page, and what its panels must answer."""
    built = compared_project(tmp_path_factory.mktemp("built")).root / "site"
    folder = tmp_path_factory.mktemp("equal")
    (folder / "assets").symlink_to(built / "assets")
    with closing(Core()) as core, closing(Engine()) as engine:
        made = Site(folder, built, core, engine)
        for number, case in enumerate(sampled(comparisons(), CASES, 5)):
            made.add(number, case)
        made.write()
    with served(folder) as origin:
        yield origin, made.questions


def test_the_page_answers_as_the_build_does(window: Window, site: tuple[str, list[Question]]) -> None:
    origin, questions = site
    page = window(origin).open("index.html")
    assert len(questions) == 4 * CASES
    for one in questions:
        missing = {key: None for key in ("filter", "group", "sort") if key not in one.spec}
        frame = page.evaluate(ASKED, [one.panel, {**missing, **one.spec}])
        for key in SAME:
            assert differences(one.answer.get(key), frame.get(key)) == [], (one.panel, one.spec, key)
