"""The search over the site's text: what is in the index, by real MiniSearch, and on which pages it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import quickjs

from reportgen.surroundings.search import Searched, parts_of
from tests.conftest import Project, filled, predictions

Make = Callable[..., Project]

REPORTS = {
    "reportgen.toml": '[project]\ntitle = "Pets"\nreports = ["index.md", "runs/*.md"]\n',
    "index.md": """
        # Cats

        Whiskers are sensors. There are {value}`predictions | count` of them.

        ## Sleep & dreams

        Zebras never dream.

        :::{table-panel} predictions
        The caption speaks of tortoises.
        :::
        """,
    "runs/first.md": "---\ntitle: The first run\n---\n\nIt was short.\n\n```python\nimport numpy\n```\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    project = filled(tmp_path_factory.mktemp("search"), REPORTS, {"predictions": predictions(4)})
    return project.build()[0]


def find(site: Mapping[str, bytes], text: str) -> list[dict[str, Any]]:
    """What the site's own script finds."""
    (script,) = (data for name, data in site.items() if re.fullmatch(r"assets/search-\w{12}\.js", name))
    context = quickjs.Context()
    context.eval("globalThis.reportgenSearch = (index) => { globalThis.found = index; };")
    context.eval(script.decode())
    context.eval("globalThis.ask = (text) => JSON.stringify(found.search(text, { prefix: true }))")
    hits: list[dict[str, Any]] = json.loads(str(context.get("ask")(text)))
    return hits


FOUND = {
    "whisk": ("Cats", "index.html#cats"),
    "zebras": ("Sleep & dreams", "index.html#sleep--dreams"),
    "tortoises": ("Sleep & dreams", "index.html#sleep--dreams"),
    "dreams": ("Sleep & dreams", "index.html#sleep--dreams"),
    "numpy": ("The first run", "runs/first.html"),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_texts_captions_and_headings_are_found(
    site: Mapping[str, bytes], text: str, expected: tuple[str, str]
) -> None:
    first = find(site, text)[0]
    assert (first["heading"], first["url"]) == expected


def test_facts_are_found_and_rows_are_not(site: Mapping[str, bytes]) -> None:
    assert "There are 4 of them." in find(site, "whiskers")[0]["text"]
    assert find(site, "r2") == []
    assert find(site, "unicorn") == []


def test_every_page_names_the_scripts_from_where_it_stands(site: Mapping[str, bytes]) -> None:
    for page, way in (("index.html", ""), ("runs/first.html", "../"), ("made.html", "")):
        found = r'<script defer src="([^"]+)" data-index="([^"]+)" data-root="([^"]+)">'
        tag = re.search(found, site[page].decode())
        assert tag is not None, page
        assert tag[1].startswith(f"{way}assets/find-")
        assert {tag[1].removeprefix(way), tag[2].removeprefix(way)} <= site.keys()
        assert tag[3] == (way or "./")


def test_the_index_is_named_by_what_is_in_it(make_project: Make) -> None:
    def name(text: str) -> str:
        project.write("two.md", text)
        return next(path for path in project.build()[0] if path.startswith("assets/search-"))

    project = make_project({"index.md": "# One\n", "two.md": "# Two\n"}, tables={})
    assert name("# Two\n") == name("# Two\n")
    assert name("# Two\n") != name("# Three\n")


def test_one_page_needs_no_search_and_a_project_can_do_without(make_project: Make) -> None:
    one = make_project({"index.md": "# One\n"}, tables={}, name="one").build()[0]
    off = {"reportgen.toml": "[project]\nsearch = false\n", "index.md": "# One\n", "two.md": "# Two\n"}
    for files in (one, make_project(off, tables={}, name="off").build()[0]):
        assert [path for path in files if "search" in path or "find" in path] == []
        assert b"data-index" not in files["index.html"]


def test_parts_are_cut_at_headings() -> None:
    article = (
        '<h1>Title <a class="rg-anchor" href="#t">¶</a></h1><p>One &amp; <b>two</b>.</p><p>Three.</p>'
        '<h2 id="x">Sub <em>part</em></h2><svg><text>drawn</text></svg><ul><li>a</li><li>b</li></ul>'
    )
    parts = parts_of([Searched("Title", "a.html", article)])
    assert [(one.heading, one.url, one.text) for one in parts] == [
        ("Title", "a.html", "One & two. Three."),
        ("Sub part", "a.html#x", "a b"),
    ]
