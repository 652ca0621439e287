"""A page around its prose: what stands in it, and that it works wherever the site stands."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from reportgen.assets import THEMES, theme_styles
from reportgen.diagnostics import DiagnosticError, Source
from reportgen.document import Author, ParseOptions, parse
from reportgen.render import (
    NavLink,
    Page,
    environment,
    page_payload,
    page_urls,
    panel_figure,
    relative_url,
    render_body,
    render_page,
    render_title,
    theme_folders,
    toc_entries,
)
from tests.document_samples import PAGES, parsed

PLAIN = Page(
    path="index.html",
    project="Project",
    title="Title",
    heading=Markup("Title"),
    heading_id="title",
    prose=Markup("<p>text</p>\n"),
    stylesheets=("assets/theme-1.css",),
)
FULL = Page(
    path="runs/first.html",
    project="Project",
    title="First run",
    heading=Markup("First <em>run</em>"),
    heading_id="first-run",
    prose=Markup("<p>text</p>\n"),
    stylesheets=("assets/theme-1.css",),
    language="de",
    authors=(Author("Ann"), Author("Bo", "Lab", "https://example.org")),
    date=datetime.date(2024, 5, 3),
    description="About it",
    toc=toc_entries(parsed("# A\n\n## B\n\n### C\n\n#### D\n\n## E\n\n> ## F\n").document),
    nav=(NavLink("Home", "index.html"), NavLink("First run", "runs/first.html")),
    footer="Built from a:v1.",
    payload=page_payload("{}"),
    scripts=("assets/client-1.js",),
    base_url="https://example.org/reports/",
)


def page_html(page: Page) -> str:
    """A page of the default theme."""
    return render_page(environment([THEMES / "default"]), page)


def test_a_plain_page_has_only_what_it_needs() -> None:
    html = page_html(PLAIN)
    assert html.startswith('<!doctype html>\n<html lang="en">\n')
    assert "<title>Title · Project</title>" in html
    assert '<h1 id="title">Title</h1>' in html
    for absent in ("<script", "<nav", "rg-byline", 'name="description"', "canonical", "None"):
        assert absent not in html


def test_a_full_page() -> None:
    html = page_html(FULL)
    for part in (
        '<html lang="de">',
        '<meta name="description" content="About it">',
        '<link rel="canonical" href="https://example.org/reports/runs/first.html">',
        '<link rel="stylesheet" href="../assets/theme-1.css">',
        '<a class="rg-site-title" href="../index.html">Project</a>',
        '<li><a href="../index.html">Home</a></li>',
        '<li><a href="first.html" aria-current="page">First run</a></li>',
        '<h1 id="first-run">First <em>run</em></h1>',
        '<p class="rg-description">About it</p>',
        "<li><b>Ann</b></li>",
        '<li><a href="https://example.org" rel="noopener noreferrer"><b>Bo</b></a>, Lab</li>',
        '<time datetime="2024-05-03">2024-05-03</time>',
        '<ol><li><a href="#b">B</a><ol><li><a href="#c">C</a></li></ol></li><li><a href="#e">E</a></li></ol>',
        "<p>Built from a:v1.</p>",
        '<script defer src="../assets/client-1.js"></script>',
    ):
        assert part in html


@pytest.mark.parametrize(("pages", "first"), [(12, 12), (13, 7), (40, 7)])
def test_of_very_many_pages_the_first_stand_in_the_header(pages: int, first: int) -> None:
    links = tuple(NavLink(f"Page {number}", f"{number}.html") for number in range(pages))
    html = page_html(dataclasses.replace(PLAIN, nav=links))
    (nav,) = re.findall(r"<nav .*?</nav>", html, re.DOTALL)
    shown, _, folded = nav.partition("<details>")
    counts = [len(re.findall(r'<a href="\d+\.html">Page \d+</a>', part)) for part in (shown, folded)]
    assert counts == [first, pages - first]
    assert (f"<summary>{pages - first} more pages</summary>" in nav) == (pages > first)


def test_the_date_is_written_out_in_english() -> None:
    assert "3 May 2024" in page_html(dataclasses.replace(FULL, language="en-GB"))


def test_the_policy_allows_this_site_only() -> None:
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; "
        "img-src 'self' data: blob:; media-src 'self' blob:; frame-src 'self'; style-src 'self'; "
        "font-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
    html = page_html(FULL)
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html
    assert html.index("Content-Security-Policy") < html.index("<link")
    assert " style=" not in html


@pytest.mark.parametrize("page", [PLAIN, FULL])
def test_addresses_inside_the_site_are_relative(page: Page) -> None:
    addresses = re.findall(r'(?:href|src)="([^"]*)"', page_html(page))
    outside = [a for a in addresses if re.match(r"[a-z]+:|/", a) and not a.startswith("https://example.org")]
    assert outside == ["data:,"]


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index.html", "assets/a.css", "assets/a.css"),
        ("a/b.html", "assets/a.css", "../assets/a.css"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("index.html", "files/ü b.csv", "files/%C3%BC%20b.csv"),
        ("index.html", "files/a?b#c.csv", "files/a%3Fb%23c.csv"),
    ],
)
def test_relative_addresses(page: str, target: str, expected: str) -> None:
    assert relative_url(page, target) == expected


def test_a_page_in_a_folder_finds_its_links() -> None:
    options = ParseOptions("runs/first.md", reports=tuple(PAGES))
    text = "[a](../other.md#x) [b](../data.csv) ![c](/plot.svg) [d](#y)"
    document = parse(Source("first.md", text), options).document
    targets = [*(link.target for link in document.links), *(image.target for image in document.images)]
    url = page_urls(document, PAGES)
    assert [url(target) for target in targets] == [
        "../other.html#x",
        "../files/data.csv",
        "#y",
        "../files/plot.svg",
    ]


def test_a_panel_is_a_figure_with_its_caption() -> None:
    document = parsed(":::{table-panel} t\nA *caption* of {value}`t | count`.\n:::\n").document
    body = render_body(document, document.directives[0], {0: Markup("7")}, str)
    assert panel_figure("p-1", Markup("<table></table>"), body) == (
        '<figure class="panel" id="p-1" data-panel="table" data-state="static">\n'
        '<div class="panel-body"><table></table></div>\n'
        '<div class="panel-overlays"></div>\n'
        "<figcaption>A <em>caption</em> of 7.</figcaption>\n"
        "</figure>\n"
    )
    assert "figcaption" not in panel_figure("p", Markup(""), Markup(""))


def test_the_data_of_a_page_cannot_end_its_element() -> None:
    data = {"</script><script>alert(1)</script>": ["<!--", "\u2028\u2029", "]]>", "&amp;"]}
    html = str(page_payload(json.dumps(data, ensure_ascii=False)))
    inner = re.fullmatch(
        r'<script type="application/json" id="reportgen-page">(.*)</script>\n', html, re.DOTALL
    )
    assert inner is not None
    assert "<" not in inner[1]
    assert "\u2028" not in inner[1]
    assert json.loads(inner[1]) == data


def test_the_title_keeps_its_markup() -> None:
    assert render_title(parsed("# A *b* $x$").document, {}, str).startswith("A <em>b</em> <math")
    assert render_title(parsed("---\ntitle: A <b>\n---\n").document, {}, str) == "A &lt;b&gt;"


def test_a_project_can_change_one_template_and_name_its_own_theme(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own" / "templates" / "partials"
    own.mkdir(parents=True)
    (own / "footer.html").write_text("<footer>{{ page.project }} &amp; own</footer>\n")
    override = tmp_path / "theme" / "templates" / "partials"
    override.mkdir(parents=True)
    (override / "front.html").write_text("<h1>OVERRIDE {{ page.title }}</h1>\n")
    html = render_page(environment(theme_folders(tmp_path, "own")), PLAIN)
    assert "<footer>Project &amp; own</footer>" in html
    assert "<h1>OVERRIDE Title</h1>" in html
    assert '<header class="rg-header">' in html


def test_an_unknown_theme_is_reported_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "themes" / "paper").mkdir(parents=True)
    with pytest.raises(DiagnosticError) as caught:
        theme_folders(tmp_path, "papper")
    assert str(caught.value) == (
        "error[theme-unknown]: there is no theme 'papper'\n  help: did you mean 'paper'?"
    )
    with pytest.raises(DiagnosticError):
        theme_folders(tmp_path, "../themes/paper")


def test_every_style_sheet_that_the_theme_lists_is_there() -> None:
    assert "--rg-ink" in theme_styles(THEMES / "default")
