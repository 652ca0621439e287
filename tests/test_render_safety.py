"""Nothing that an author writes runs: it stands in the page as text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markupsafe import Markup, escape

from reportgen.assets import THEMES
from reportgen.render import (
    NavLink,
    Page,
    environment,
    page_payload,
    page_urls,
    panel_figure,
    render_body,
    render_page,
    render_prose,
    render_title,
    toc_entries,
)
from tests.document_samples import PAGES, parsed

TEMPLATES = environment([THEMES / "default"])
ATTACKS = {
    "script": "</script><script>alert(1)</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "single": "'><svg onload=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "title": "</title></textarea><script>alert(1)</script>",
    "comment": "<!-- --><iframe srcdoc='<script>alert(1)</script>'>",
}
PLACES = {
    "paragraph": "@@",
    "heading": "## @@",
    "title heading": "# @@",
    "link text": "[@@](other.md)",
    "link title": "[a](other.md '@@')",
    "link target": "[a](<other.md#@@>)",
    "image alt": "![@@](plot.svg)",
    "image title": "![a](plot.svg '@@')",
    "emphasis": "*@@*",
    "code": "`` @@ ``",
    "code block": "    @@",
    "fence": "```\n@@\n```",
    "fence language": "~~~ @@\nx\n~~~",
    "highlighted": "```html\n@@\n```",
    "highlighted script": "```python\nx = @@\n```",
    "code caption": ":::{code-block} python\n:caption: @@\nx\n:::",
    "code language": ':::{code-block} "@@"\nx\n:::',
    "table": "| a |\n|---|\n| @@ |",
    "quotation": "> @@",
    "list": "- [ ] @@",
    "term": "@@\n: @@",
    "footnote": "a[^1]\n\n[^1]: @@",
    "footnote label": "a[^@@]\n\n[^@@]: b",
    "admonition": ":::{note} @@\n@@\n:::",
    "figure alt": ":::{figure} plot.svg\n:alt: @@\n@@\n:::",
    "class": ":::{note}\n:class: @@\n:::",
    "attribute": '![](plot.svg){title="@@" class="@@" onerror="alert(1)" style="a"}',
    "caption": ":::{table-panel} t\n@@\n:::",
    "contents": ":::{toc} @@\n:::",
    "maths": "$\\text{{}}$",
    "maths colour": "$\\color{{}}{x}$",
    "maths class": "$\\class{{}}{x} \\style{{}}{x} \\href{javascript:alert(1)}{x}$",
    "front title": "---\ntitle: >-\n  @@\n---\n",
    "front author": "---\nauthors:\n- >-\n  @@\n---\n",
    "front affiliation": "---\nauthors:\n- name: a\n  affiliation: >-\n    @@\n---\n",
    "front description": "---\ndescription: >-\n  @@\n---\n",
    "unsafe link": "[@@](javascript:alert(1)) <javascript:alert(1)>",
    "unsafe reference": "[a][b]\n\n[b]: javascript:alert(1) '@@'",
    "unsafe image": "![@@](javascript:alert(1)) ![x](data:text/html,<script>alert(1)</script>)",
    "unsafe hidden": "[a](java&#x73;cript:alert(1)) [b](\tjavascript:alert(1)) [c](&#x6A;avascript:alert(1))",
}


class Audit(HTMLParser):
    """Collects everything in a page that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        allowed = values.get("id") == "reportgen-page" or values.get("src") == "assets/client.js"
        if tag in ("script", "iframe", "object", "embed", "svg", "base", "form") and not allowed:
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            unsafe = address.startswith(("javascript:", "vbscript:", "data:")) and address != "data:,"
            if name.startswith("on") or name in ("style", "srcdoc") or (name in ("href", "src") and unsafe):
                self.found.append(f"{tag} {name}={value}")


def whole_page(text: str) -> str:
    """A report as a page of the default theme, errors or not."""
    document = parsed(text).document
    urls = page_urls(document, PAGES)
    roles = {role.key: escape(role.text) for role in document.roles}
    blocks = {
        d.key: panel_figure("p", Markup(""), render_body(document, d, roles, urls))
        for d in document.directives
    }
    page = Page(
        path="index.html",
        project=document.title,
        title=document.title,
        heading=render_title(document, roles, urls),
        heading_id=document.headings[0].anchor if document.title_tokens else None,
        prose=render_prose(document, blocks, roles, urls),
        stylesheets=("assets/a.css",),
        authors=document.front.authors,
        description=document.front.description,
        toc=toc_entries(document),
        nav=(NavLink(document.title, "index.html"), NavLink(document.title, "other.html")),
        footer=document.title,
        payload=page_payload("{}"),
        scripts=("assets/client.js",),
    )
    return render_page(TEMPLATES, page)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_nothing_runs(place: str, attack: str) -> None:
    audit = Audit()
    html = whole_page(place.replace("@@", attack))
    audit.feed(html)
    audit.close()
    assert audit.found == []
    assert "49" not in html


def test_text_stays_as_it_was_written() -> None:
    html = whole_page("# {{ 7*7 }} <b>\n\n{% include 'x' %} `</script>`\n")
    assert '<h1 id="-77--b">{{ 7*7 }} &lt;b&gt;</h1>' in html
    assert "{% include 'x' %} <code>&lt;/script&gt;</code>" in html
