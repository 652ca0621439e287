"""What stands around the reports: the feed, the page on how the site was made, provenance, comments."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import pytest

from tests.conftest import Project, filled, predictions

Make = Callable[..., Project]
ATOM = {"a": "http://www.w3.org/2005/Atom"}

REPORTS = {
    "reportgen.toml": """
        [project]
        title = "Pets & co"
        reports = ["index.md", "runs/*.md"]
        base_url = "https://pets.example/base"
        """,
    "index.md": """
        ---
        title: All <pets>
        date: 2024-05-06
        authors: [Ada]
        description: Cats & dogs.
        ---

        Hello.
        """,
    "runs/first.md": """
        ---
        title: First run
        date: 2024-07-01
        ---

        :::{table-panel} predictions
        :::
        """,
    "runs/undated.md": "# Undated\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    project = filled(tmp_path_factory.mktemp("feeds"), REPORTS, {"predictions": predictions(4)})
    return project.build()[0]


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [one.text for one in element.findall(path, ATOM)]


def test_reports_with_dates_are_in_the_feed_the_newest_first(site: Mapping[str, bytes]) -> None:
    feed = ET.fromstring(site["feed.xml"])
    base = "https://pets.example/base/"
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    assert texts(feed, "a:title") == ["Pets & co"]
    assert texts(feed, "a:id") == [base]
    assert texts(feed, "a:updated") == ["2024-07-01T00:00:00Z"]
    assert [link.get("href") for link in feed.findall("a:link", ATOM)] == [f"{base}feed.xml", base]
    assert texts(feed, "a:entry/a:title") == ["First run", "All <pets>"]
    assert texts(feed, "a:entry/a:id") == [f"{base}runs/first.html", base]
    assert texts(feed, "a:entry/a:updated") == ["2024-07-01T00:00:00Z", "2024-05-06T00:00:00Z"]
    assert texts(feed, "a:entry/a:author/a:name") == ["Pets & co", "Ada"]
    assert texts(feed, "a:entry/a:summary") == ["Cats & dogs."]


def test_pages_name_the_feed_where_there_is_one(site: Mapping[str, bytes], make_project: Make) -> None:
    link = 'type="application/atom+xml" title="Pets &amp; co" href="../feed.xml"'
    assert link in site["runs/first.html"].decode()
    unknown = make_project({"index.md": REPORTS["index.md"]}, tables={}).build()[0]
    assert "feed.xml" not in unknown
    assert b"atom+xml" not in unknown["index.html"]


def test_the_footer_says_what_a_page_was_made_of(site: Mapping[str, bytes]) -> None:
    footer = re.search(r"<footer.*</footer>", site["runs/first.html"].decode(), re.DOTALL)
    assert footer is not None
    digest = re.search(rb'"sha256": "([0-9a-f]{8})[^"]*",\s*"rows": 4', site["site.json"])
    assert digest is not None
    tables = rf"predictions:v0 \({digest[1].decode()}\), logged 2\d{{3}}-\d\d-\d\d\."
    said = rf"Built with reportgen [\d.]+ from {tables}"
    assert re.search(said, footer[0])
    assert '<a href="../made.html">How this was made</a>' in footer[0]


def test_how_the_site_was_made(site: Mapping[str, bytes]) -> None:
    page = site["made.html"].decode()
    for said in (
        '<a href="runs/first.html">First run</a>',
        "<code>runs/first.md</code>",
        "predictions:v0",
        "https://pets.example/base",
        "reportgen</th>",
        "duckdb</th>",
        "@duckdb/duckdb-wasm (in the page)",
    ):
        assert said in page, said
    assert "/tmp" not in page
    assert re.findall(r"<script[^>]*src=\"([a-z/]+)-", page) == ["assets/find"]


def test_a_report_keeps_its_place(make_project: Make) -> None:
    site = make_project({"index.md": "# One\n", "made.md": "# My own\n"}, tables={}).build()[0]
    assert b"My own" in site["made.html"]
    assert b"How this was made" not in site["index.html"]


COMMENTS = {
    'comments = { service = "utterances", repo = "ada/pets" }': (
        '<script src="https://utteranc.es/client.js" async issue-term="pathname" '
        'theme="preferred-color-scheme" repo="ada/pets" crossorigin="anonymous"></script>'
    ),
    'comments = { service = "giscus", repo = "a/b", repo-id = "R", category = "C", category-id = "I" }': (
        '<script src="https://giscus.app/client.js" async data-mapping="pathname" '
        'data-theme="preferred_color_scheme" data-loading="lazy" data-repo="a/b" data-repo-id="R" '
        'data-category="C" data-category-id="I" crossorigin="anonymous"></script>'
    ),
}


@pytest.mark.parametrize(("setting", "script"), COMMENTS.items())
def test_comments_come_from_the_service_that_is_set_and_from_no_other(
    make_project: Make, setting: str, script: str
) -> None:
    config = f'[project]\ntitle = "x"\n{setting}\n'
    page = make_project({"reportgen.toml": config, "index.md": "# One\n"}, tables={}).build()[0]["index.html"]
    assert script in page.decode()
    host = re.search(r"https://[^/]+", script)
    assert host is not None
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.decode())
    assert policy is not None
    widened = {part.split()[0] for part in policy[1].split(";") if host[0] in part}
    assert widened == {"script-src", "style-src", "frame-src"}
    assert set(re.findall(r"https?://[^\s;\"]+", policy[1])) == {host[0]}


def test_without_the_setting_there_are_none(site: Mapping[str, bytes]) -> None:
    assert b"rg-comments" not in site["index.html"]
    assert b"http" not in re.findall(rb'Content-Security-Policy" content="([^"]*)"', site["index.html"])[0]


WRONG = {
    'comments = "utterances"': "a table of texts",
    'comments = { service = "disqus" }': "whose 'service' is one of 'utterances', 'giscus'",
    'comments = { service = "giscus", repo = "a/b" }': "with 'category', 'category-id', 'repo-id' too",
    'comments = { service = "utterances", repo = "a/b", "on load" = "x" }': "none called 'on load'",
    'theme_variables = { accent = "red; } body { display: none" }': "a table of variables and CSS values",
    'theme_variables = { accent = "url(https://x)" }': "a table of variables and CSS values",
}


@pytest.mark.parametrize(("setting", "message"), WRONG.items())
def test_wrong_settings_say_what_is_right(make_project: Make, setting: str, message: str) -> None:
    project = make_project({"reportgen.toml": f"[project]\n{setting}\n", "index.md": "# One\n"}, tables={})
    done = project.run("build")
    assert done.returncode == 1
    assert message in done.stderr
    assert "reportgen.toml:2:" in done.stderr
