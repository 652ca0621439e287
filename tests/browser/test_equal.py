"""What the page's engine answers equals native DuckDB and plain Python: random views of random tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from PIL import Image
from playwright.sync_api import Page as BrowserPage

from reportgen.assets import THEMES
from reportgen.query import Core, Engine, answer
from reportgen.query.wire import pack
from reportgen.render import Page, environment, page_payload, panel_figure, render_page
from tests.browser.conftest import Window
from tests.browser.driving import Watched
from tests.browser.serving import served
from tests.digits import Project
from tests.query_reference import same
from tests.query_tables import KINDS
from tests.sampled import sampled
from tests.test_query_properties import Case, cases, expected

CASES = 60
GROWN = 84
"""How many times the largest tables are repeated: then their texts become ENUMs in the page's copy."""
PICTURES = [value for kind in KINDS if kind.name == "image" for value in kind.pool]
ANSWERED = """async ([id, spec]) => {
  window.statements.length = 0;
  const { panel } = document.getElementById(id);
  await panel.apply(spec);
  const questions = window.statements.filter((sql) => !/^(CREATE|DROP)/.test(sql));
  const copied = questions.some((sql) => sql.includes('"reportgen memory'));
  return [{ ...panel.frame }, copied];
}"""
WATCH_STATEMENTS = """
  window.statements = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message?.type === "START_PENDING_QUERY") {
      const [connection, sql, ...rest] = message.data;
      window.statements.push(sql);
      if (window.noCopies && sql.startsWith("CREATE TABLE")) {
        message = { ...message, data: [connection, "SELECT error('no copy is wanted')", ...rest] };
      }
    }
    return post.call(this, message, transfer);
  };
"""


@dataclass(frozen=True)
class Sample:
    """A case in the page: its panel, and what must be shown."""

    id: str
    case: Case
    schema: dict[str, Any]
    author: dict[str, Any]
    first: dict[str, Any]
    """The answer to the author's view."""
    wanted: dict[str, Any]
    """What plain Python computes for the case."""
    native: dict[str, Any]
    """The answer of the same core over native DuckDB."""


def drawn() -> list[Case]:
    """The same cases in every run."""
    return [grown(replace(case, offset=0)) for case in sampled(cases(), CASES, 20)]


def grown(case: Case) -> Case:
    """A case of 60 rows has them many times over; its terms look into the same lists."""
    if case.table.rows < 60:
        return case
    for values in {
        id(column.values): column.values for column in [*case.table.columns, *case.columns]
    }.values():
        values.extend(values * (GROWN - 1))
    return replace(case, table=replace(case.table, rows=case.table.rows * GROWN))


def sample(number: int, case: Case, site: Path, core: Core, engine: Engine) -> Sample:
    """Writes a case's files into the site and asks native DuckDB."""
    folder = site / "data" / str(number)
    folder.mkdir(parents=True)
    written = [
        path.rename(folder / f"{number}-{part}.parquet")
        for part, path in enumerate(case.table.write(folder, 1 + number % 3))
    ]
    files = [
        {"path": str(path.relative_to(site)), "bytes": path.stat().st_size, "rows": 0} for path in written
    ]
    schema = {**case.table.schema, "relation": f'{number} "t"', "files": files, "media": "media/"}
    engine.register(schema["relation"], written)
    raw = {"columns": [{"name": case.table.columns[0].name}], "rows": 2}
    author = core.call("normaliseSpec", raw, schema)["spec"]
    spec = core.call("normaliseSpec", case.spec, schema)["spec"]
    first = answer(core, engine, author, schema)
    return Sample(
        f"p{number}", case, schema, author, first, expected(case), answer(core, engine, spec, schema)
    )


def page_of(samples: list[Sample], core: Core, example: Project) -> str:
    """A page with a panel for each sample, around the assets of a site that was built."""
    built = example.page("index.html")
    payload = re.search(r'id="reportgen-page">(.*?)</script>', built, re.DOTALL)
    assert payload
    figures = []
    for one in samples:
        view = {
            "id": one.id,
            "spec": one.author,
            "author": one.author,
            "schema": one.schema,
            "answer": one.first,
        }
        rest = {"state": "static", "media": "./media/", "busy": False, "progress": None, "message": None}
        html = core.call("renderPanelHtml", {**view, **rest, "problems": [], "draft": None})
        figures.append(panel_figure(one.id, Markup(html), Markup("")))
    packed = {
        "root": "./",
        "tables": {one.schema["relation"]: one.schema for one in samples},
        "panels": {
            one.id: {"spec": one.author, "relations": [one.schema["relation"]], "answer": one.first}
            for one in samples
        },
        "engine": json.loads(payload.group(1))["engine"],
        "late": json.loads(payload.group(1))["late"],
    }
    page = Page(
        path="index.html",
        project="Equal",
        title="Equal",
        heading=Markup("Equal"),
        heading_id=None,
        prose=Markup("\n").join(figures),
        stylesheets=tuple(re.findall(r'<link rel="stylesheet" href="([^"]+)"', built)),
        payload=page_payload(pack(packed)),
        scripts=tuple(re.findall(r'<script defer src="([^"]+)"', built)),
    )
    return str(render_page(environment([THEMES / "default"]), page))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, digits: Project) -> Iterator[tuple[str, list[Sample]]]:
    """The address of a site of random tables, and what its panels must answer."""
    site = tmp_path_factory.mktemp("equal")
    (site / "assets").symlink_to(digits.root / "site" / "assets")
    (site / "media").mkdir()
    for name in {value["file"] for value in PICTURES} | {
        value["thumb"] for value in PICTURES if value["thumb"]
    }:
        Image.new("L", (8, 9)).save(site / "media" / name)
    with closing(Core()) as core, closing(Engine()) as engine:
        found = [sample(number, case, site, core, engine) for number, case in enumerate(drawn())]
        (site / "index.html").write_text(page_of(found, core, digits), "utf-8")
    with served(site) as origin:
        yield origin, found


def opened(watched: Watched, *, copies: bool) -> BrowserPage:
    page = watched.context.new_page()
    page.add_init_script(f"window.noCopies = {json.dumps(not copies)}; {WATCH_STATEMENTS}")
    return watched.open("index.html", page)


def parts(case: Case) -> dict[str, Any]:
    """The case's spec; parts that it has not got are taken from the author's."""
    return {"filter": None, "group": None, "sort": None, **case.spec}


def differences(ours: Any, theirs: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """Where two answers differ."""
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs: list[tuple[Any, Any, Any]] = [
            (at, *pair) for at, pair in enumerate(zip(ours, theirs, strict=True))
        ]
    elif isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        pairs = [(key, ours[key], theirs[key]) for key in ours]
    else:
        # A number without a fraction comes out of the page as an integer, shortened as JavaScript writes it.
        number = isinstance(ours, float) and type(theirs) is int
        return [] if same(ours, float(theirs) if number else theirs) else [(path, ours, theirs)]
    return [found for at, one, other in pairs for found in differences(one, other, f"{path}.{at}")]


def check(one: Sample, frame: dict[str, Any]) -> None:
    """The answer in the page against both others."""
    for key, value in one.wanted.items():
        assert differences(value, frame[key]) == [], (one.id, one.case.spec, key)
    for key in ("kind", "total", "filtered", "groups", "offset", "rows", "keys", "ids"):
        assert differences(one.native.get(key), frame.get(key)) == [], (one.id, one.case.spec, key)
    domains = [[column["name"], column.get("domain")] for column in one.native["columns"]]
    assert differences(domains, [[column["name"], column.get("domain")] for column in frame["columns"]]) == []


def test_from_the_files(window: Window, samples: tuple[str, list[Sample]]) -> None:
    origin, all_ = samples
    page = opened(window(origin), copies=False)
    for one in all_:
        frame, copied = page.evaluate(ANSWERED, [one.id, parts(one.case)])
        assert not copied
        check(one, frame)


def test_from_the_copy_in_memory(window: Window, samples: tuple[str, list[Sample]]) -> None:
    origin, all_ = samples
    page = opened(window(origin), copies=True)
    for one in all_:  # the first answer starts the copying
        page.evaluate(ANSWERED, [one.id, {"rows": 1}])
    copies = 0
    for one in all_:
        copied = False
        for rows in range(3, 40):  # the copy is made in the background: ask until it is in use
            frame, copied = page.evaluate(ANSWERED, [one.id, parts(one.case)])
            if copied:
                break
            page.evaluate(ANSWERED, [one.id, {**parts(one.case), "rows": rows}])
        check(one, frame)
        copies += copied
    # What a copy cannot answer, such as texts that no ENUM has, the files do.
    assert copies >= 0.9 * len(all_)
