"""What a site holds for other pages: frames, pictures, descriptions, and the line of HTML that shows them."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image, ImageColor

import reportgen
from reportgen.diagnostics import DiagnosticError
from reportgen.embed import Embeddable, embed_html, embeds_of
from reportgen.embed.picture import Pictured, pictured
from reportgen.embed.picture.palette import colors
from reportgen.embed.picture.svg import Read
from reportgen.query import Core
from tests.conftest import Project, predictions

Make = Callable[..., Project]
TEXT = "{http://www.w3.org/2000/svg}text"
BASE = "https://example.org/reports/"
VIEWS = {
    "mistakes": 'title = "What & why <b>"\ntables = ["predictions"]\nfilter = "truth != guess"\n',
    "groups": 'tables = ["predictions"]\ngroup = "guess"\n',
    "scores": 'tables = ["predictions"]\nlayout = "histogram"\nx = "score_cat"\n',
}
REPORT = "# Try\n\n## Deep\n\n:::{table-panel} predictions\n:name: all\n:::\n"


def made(make_project: Make, settings: str = f'base_url = "{BASE}"') -> Project:
    files = {f"views/{name}.toml": text for name, text in VIEWS.items()}
    files |= {"index.md": REPORT, "reportgen.toml": f'[project]\ntitle = "Ours"\n{settings}\n'}
    return make_project(files)


class Heads(HTMLParser):
    """The attributes of what stands in a page's head."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta" and "property" in said:
            self.metas[said["property"]] = said["content"]
        if tag == "link":
            self.links[said.get("type", said["rel"])] = said["href"]


def test_every_panel_and_view_has_its_files(make_project: Make) -> None:
    project = made(make_project)
    files, _ = project.build()
    names = ["groups", "index/all", "mistakes", "scores"]
    for ending in ("html", "svg", "png", "json"):
        assert sorted(path for path in files if path.startswith("embed/") and path.endswith(ending)) == [
            f"embed/{name}.{ending}" for name in names
        ]
    assert b"reportgen-view" in files["embed.js"]
    listed = json.loads(files["site.json"])["embeds"]
    assert [one["name"] for one in listed] == ["index/all", "groups", "mistakes", "scores"]
    assert listed[0]["title"] == "Deep · Try"
    assert listed[0]["page"] == "index.html#all"
    assert files == project.build()[0]


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("all", ["index/all", "groups", "mistakes", "scores"]),
        ("views", ["groups", "mistakes", "scores"]),
        ("none", []),
    ],
)
def test_the_setting_says_what_can_be_embedded(make_project: Make, setting: str, names: list[str]) -> None:
    files, _ = made(make_project, f'embeds = "{setting}"').build()
    assert [one["name"] for one in json.loads(files["site.json"])["embeds"]] == names
    assert [path for path in files if path.endswith(".png") and path.startswith("embed")] == []
    assert ("embed.js" in files) == bool(names)
    assert (b'src="embed/groups.svg"' in files["views.html"]) == bool(names)


def test_pictures_say_what_the_panel_shows(make_project: Make) -> None:
    files, _ = made(make_project).build()
    space = "{http://www.w3.org/2000/svg}"
    drawn = ET.fromstring(files["embed/mistakes.svg"])
    texts = ["".join(one.itertext()) for one in drawn.iter(f"{space}text")]
    assert texts[:3] == ["What & why <b>", "4 of 12 rows", "truth != guess"]
    assert {"r0", "r3", "r6", "r9", "cat", "dog", "score_cat", "0.75"} <= set(texts)
    images = [one.get("href", "") for one in drawn.iter(f"{space}image")]
    assert len(images) == 4
    assert all(one.startswith("data:image/") for one in images)
    grouped = ET.fromstring(files["embed/groups.svg"])
    assert "2 groups, 12 of 12 rows" in {"".join(one.itertext()) for one in grouped.iter(f"{space}text")}
    plotted = ET.fromstring(files["embed/scores.svg"])
    assert plotted.find(f"{space}g/{space}svg") is not None
    for name in ("mistakes", "groups", "scores", "index/all"):
        with Image.open(io.BytesIO(files[f"embed/{name}.png"])) as picture:
            assert picture.size == (1200, 630)
            assert len(picture.getcolors(1 << 24) or []) > 8


PICTURED = {
    "joined": 'tables = ["predictions", "others"]\non = "id"\nfilter = "truth != guess"\n'
    'columns = "id, image, guess, score_cat"\n',
    "apart": 'tables = ["predictions", "others"]\ncompare = "split"\ncolumns = "id, guess"\n',
    "groups": 'tables = ["predictions", "others"]\non = "id"\ngroup = "truth"\n'
    'columns = "guess, score_cat"\n',
    "pivot": 'tables = ["predictions"]\ngroup = "truth"\npivot = "guess"\n',
    "bars": 'tables = ["predictions"]\nlayout = "bar"\nx = "truth"\ny = "avg(score_cat)"\ncolor = "guess"\n',
    "map": 'tables = ["predictions"]\nlayout = "map"\nof = "score_cat, score_dog"\nmethod = "given"\n',
}


def test_comparisons_pivots_plots_and_maps_are_drawn_in_both_forms(make_project: Make) -> None:
    files = {f"views/{name}.toml": text for name, text in PICTURED.items()}
    files |= {"index.md": "# Try\n", "reportgen.toml": f'[project]\nbase_url = "{BASE}"\n'}
    others = reportgen.Table(columns=["id", "truth", "guess", "score_cat"])
    for number in range(9):
        others.add_data(f"r{number}", ("cat", "dog")[number % 2], "cat", 1 - number / 9)
    tables = {"predictions": predictions(), "others": others}
    built, _ = make_project(files, tables=tables).build()
    said = {
        name: ["".join(one.itertext()) for one in ET.fromstring(built[f"embed/{name}.svg"]).iter(TEXT)]
        for name in PICTURED
    }
    assert [text for text in said["joined"] if text in ("predictions", "others")] == ["predictions", "others"]
    assert {"0", "1", "r3", "dog"} <= set(said["joined"])
    assert (said["apart"].count("id"), said["apart"].count("r8")) == (2, 2)
    assert {"cat 3 · dog 2", "cat 5", "2 groups, 18 of 21 rows"} <= set(said["groups"])
    assert said["pivot"][-6:] == ["cat", "4", "2", "dog", "2", "4"]
    for name, color in {
        "joined": "rg-slot-0",
        "groups": "rg-slot-1",
        "bars": "rg-s1",
        "map": "rg-m0",
    }.items():
        with Image.open(io.BytesIO(built[f"embed/{name}.png"])) as picture:
            counts = {pixel: count for count, pixel in picture.getcolors(1 << 24) or []}
        light = ImageColor.getrgb(colors()[color][0])
        near = [pixel for pixel in counts if max(abs(a - b) for a, b in zip(pixel, light, strict=True)) < 100]
        assert sum(counts[pixel] for pixel in near) > 20, name


def test_what_is_drawn_already_is_not_drawn_again(
    make_project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = made(make_project)
    first, _ = project.build()
    drawn: list[str] = []

    def counted(one: Embeddable, core: Core, read: Read) -> Pictured:
        drawn.append(one.name)
        return pictured(one, core, read)

    monkeypatch.setattr("reportgen.embed.write.pictured", counted)
    assert project.build()[0] == first
    assert drawn == []
    project.write("views/groups.toml", 'tables = ["predictions"]\ngroup = "truth"\n')
    project.build()
    assert drawn == ["groups"]


def test_links_unfold(make_project: Make) -> None:
    files, _ = made(make_project).build()
    for path in ("embed/mistakes.html", "views/mistakes.html"):
        head = Heads(files[path])
        assert head.metas["og:title"] == "What & why <b>"
        assert head.metas["og:image"] == f"{BASE}embed/mistakes.png"
        assert head.metas["og:image:alt"] == "What & why <b>: 4 of 12 rows"
        assert head.metas["og:url"] == BASE + path
        assert head.links["application/json+oembed"] == f"{BASE}embed/mistakes.json"
    assert Heads(files["index.html"]).metas["og:image"] == f"{BASE}embed/index/all.png"
    said = json.loads(files["embed/mistakes.json"])
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "What & why <b>")
    assert f'src="{BASE}embed/mistakes.html"' in said["html"]
    assert "<b>" not in said["html"]
    assert said["thumbnail_url"].removeprefix(BASE) in files


def test_without_an_address_nothing_pretends_to_have_one(make_project: Make) -> None:
    files, _ = made(make_project, "").build()
    assert Heads(files["embed/mistakes.html"]).metas == {}
    assert not [path for path in files if path.startswith("embed/") and path.endswith(("json", "png"))]


@pytest.fixture
def site(make_project: Make) -> Path:
    project = made(make_project)
    assert project.run("build", "--quiet").returncode == 0
    return project.root / "site"


def test_one_line_shows_a_view(site: Path) -> None:
    assert list(embeds_of(site)) == ["index/all", "groups", "mistakes", "scores"]
    line = embed_html(site, "mistakes", address="../reports", theme="dark")
    assert line.startswith('<reportgen-view src="../reports/embed/mistakes.html" height="')
    assert 'label="What &amp; why &lt;b&gt;"' in line
    assert 'theme="dark"' in line
    assert '<img src="../reports/embed/mistakes.svg" alt="What &amp; why &lt;b&gt;: 4 of 12 rows"' in line
    assert line.endswith('<script async src="../reports/embed.js"></script>')
    assert "\n" not in line
    assert "<script" not in embed_html(site, "mistakes", address="x/", script=False)
    frame = embed_html(site, "index/all", address=BASE, form="frame", height=300, theme="light")
    assert frame.startswith(f'<iframe src="{BASE}embed/index/all.html?theme=light"')
    assert 'height="300"' in frame
    assert embed_html(site, "groups", address="", form="picture").startswith(
        '<a href="embed/groups.html"><img'
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"name": "mistake"}, "did you mean 'mistakes'?"),
        ({"name": "mistakes", "form": "fram"}, "did you mean 'frame'?"),
        ({"name": "mistakes", "theme": "black"}, "'black' is no theme"),
    ],
)
def test_what_is_wrong_is_said(site: Path, arguments: dict[str, str], problem: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        embed_html(site, address="", **arguments)  # type: ignore[arg-type]
    assert problem in str(error.value)
    with pytest.raises(DiagnosticError, match="is not a built site"):
        embeds_of(site.parent)
