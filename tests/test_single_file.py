"""A site in one file: everything is in it, names are unique, links lead into it, and nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from reportgen.output import OutputError
from reportgen.single_file import HEAVY, SingleFile, SingleFileOutput
from reportgen.single_file.markup import spliced
from reportgen.single_file.weight import warning
from tests.conftest import Project, predictions

Make = Callable[..., Project]

REPORTS = {
    "reportgen.toml": """
        [project]
        title = "Pets"
        reports = ["index.md", "more/*.md"]
        base_url = "https://pets.example/base/"
        """,
    "index.md": """
        # Cats and dogs

        See [the other page](more/details.md), [its panel](more/details.md#details-panel),
        [above](#cats-and-dogs), [notes](notes.txt) and [elsewhere](https://example.org/x).

        ## Details

        :::{table-panel} predictions
        :rows: 5
        :::
        """,
    "more/details.md": """
        # Details

        Back to [the first page](../index.md) and [its part](../index.md#details).

        :::{table-panel} predictions
        :filter: score_cat > 0.5
        :::

        ![A picture](large.png)
        """,
    "notes.txt": "Notes\n",
}


class Elements(HTMLParser):
    """All start tags of a text with their attributes, and the texts of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            attributes, before = self.scripts[-1]
            self.scripts[-1] = attributes, before + data

    def values(self, name: str) -> list[str]:
        return [str(attrs[name]) for _, attrs in self.tags if attrs.get(name)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A built site of two pages."""
    project = Project(tmp_path_factory.mktemp("single"))
    for path, text in REPORTS.items():
        project.write(path, text)
    noise = np.random.default_rng(0).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    Image.fromarray(noise).save(project.root / "more" / "large.png")
    project.log(predictions=predictions(8, size=120))
    return project.build()[0]


def single(site: Mapping[str, bytes], path: Path, **options: Any) -> tuple[str, list[str]]:
    """The text of the file that the site becomes, and the warnings."""
    with SingleFileOutput(SingleFile(path, **options)) as output:
        for name, data in site.items():
            output.write(name, data)
    return path.read_text("utf-8"), output.warnings


@pytest.fixture(scope="module")
def live(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    return single(site, tmp_path_factory.mktemp("live") / "pets.html")[0]


@pytest.fixture(scope="module")
def static(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    return single(site, tmp_path_factory.mktemp("static") / "pets.html", live=False)[0]


@pytest.mark.parametrize("form", ["live", "static"])
def test_names_are_unique_and_links_lead_to_them(form: str, request: pytest.FixtureRequest) -> None:
    elements = Elements(request.getfixturevalue(form))
    ids = Counter(elements.values("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    links = elements.values("href")
    inside = [link[1:] for link in links if link.startswith("#")]
    assert set(inside) <= set(ids)
    # The title and one of three links to the other page, a panel of it, and back.
    assert {"rg-page-1", "rg-page-2", "rg-page-2-details-panel", "details"} <= set(inside)
    assert "https://example.org/x" in links
    outside = {link for link in links if not link.startswith(("https://", "#", "data:", "media/", "files/"))}
    assert outside == set()


def test_the_light_file_names_no_other_file_and_runs_nothing(static: str) -> None:
    elements = Elements(static)
    for name in ("href", "src", "poster", "data"):
        outside = [v for v in elements.values(name) if not v.startswith(("#", "data:", "http"))]
        assert outside == [], name
    assert [tag for tag, _ in elements.tags if tag == "script"] == []
    assert "script-src 'none'" in static
    assert "(scripting: none)" not in static
    notes = next(attrs for _, attrs in elements.tags if attrs.get("download") == "notes.txt")
    assert base64.b64decode(str(notes["href"]).partition(",")[2]) == b"Notes\n"


def test_everything_that_scripts_ask_for_is_in_the_file(live: str, site: Mapping[str, bytes]) -> None:
    elements = Elements(live)
    carried = {
        str(attrs["data-file"]): base64.b64decode(text)
        for attrs, text in elements.scripts
        if "data-file" in attrs
    }
    filled = {
        str(attrs["data-file"]): base64.b64decode(str(attrs["src"]).partition(",")[2])
        for tag, attrs in elements.tags
        if tag != "script" and "data-file" in attrs
    }
    assert {path for path in site if path.startswith(("media/", "data/", "assets/engine"))} <= (
        carried.keys() | filled.keys()
    )
    assert {path: site[path] for path in carried | filled} == carried | filled
    assert not carried.keys() & filled.keys()
    page = next(json.loads(text) for attrs, text in elements.scripts if attrs.get("id") == "reportgen-page")
    figures = [str(a["id"]) for tag, a in elements.tags if tag == "figure" and a.get("class") == "panel"]
    assert list(page["panels"]) == figures
    assert set(page["late"]) | set(page["engine"].values()) <= carried.keys()
    assert (page["root"], page["carried"]) == ("", True)


def test_the_policy_allows_the_scripts_and_styles_of_the_file_alone(live: str) -> None:
    policy = next(
        str(attrs["content"]) for _, attrs in Elements(live).tags if attrs.get("http-equiv") is not None
    )
    texts = re.findall(r"<script(?: data-index=[^>]*)?>(.*?)</script>", live, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", live, re.DOTALL
    )
    wanted = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    assert re.findall(r"'sha256-([^']+)'", policy) == wanted
    assert "'self'" not in policy
    assert "http" not in policy


def test_one_report_alone_links_to_the_published_others(site: Mapping[str, bytes], tmp_path: Path) -> None:
    options = {"only": "more/details.html", "live": False}
    text, _ = single(site, tmp_path / "a.html", published="https://pets.example/base/", **options)
    elements = Elements(text)
    assert "https://pets.example/base/index.html#details" in elements.values("href")
    assert elements.values("id").count("rg-page-1") == 1
    assert "rg-page-2" not in text
    assert "details-panel" in elements.values("id")
    alone = Elements(single(site, tmp_path / "b.html", **options)[0])
    assert [v for v in alone.values("href") if "index.html" in v] == []


def test_images_are_made_smaller_on_request(site: Mapping[str, bytes], tmp_path: Path) -> None:
    def sizes(text: str) -> list[int]:
        urls = [v for v in Elements(text).values("src") if v.startswith("data:image/")]
        images = [Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) for url in urls]
        return [max(image.size) for image in images]

    whole, _ = single(site, tmp_path / "a.html", live=False)
    small, _ = single(site, tmp_path / "b.html", live=False, max_image=50)
    before, after = sizes(whole), sizes(small)
    assert [new for old, new in zip(before, after, strict=True) if old == 400] == [50]
    assert all(new in (50, old) for old, new in zip(before, after, strict=True))
    assert len(small) < len(whole)


def test_the_same_site_gives_the_same_bytes(site: Mapping[str, bytes], live: str, tmp_path: Path) -> None:
    assert single(site, tmp_path / "again.html")[0] == live


def test_heavy_files_are_named() -> None:
    sizes = {
        "assets/engine/duckdb.gz": 9_000_000,
        "data/abc.parquet": 12_000_000,
        "media/a.png": 4_000_000,
        "media/b.jpg": 5_000_000,
        "files/film.mp4": 2_000_000,
    }
    site = json.dumps({"tables": [{"ref": "predictions:v4", "files": ["data/abc.parquet"]}]}).encode()
    assert warning("a.html", HEAVY, sizes, site) is None
    assert warning("a.html", 32_000_000, sizes, site) == (
        "'a.html' has 32 MB, more than many mail hosts take. Heaviest: the table predictions:v4 12 MB; "
        "2 images 9.0 MB; the engine 9.0 MB; 'files/film.mp4' 2.0 MB "
        "('--max-image 800' makes images smaller; "
        "'--engine none' leaves out the engine and the tables)."
    )


def test_what_is_not_ours_is_never_replaced(site: Mapping[str, bytes], tmp_path: Path, live: str) -> None:
    letter = tmp_path / "letter.html"
    letter.write_text("<p>Dear")
    with pytest.raises(OutputError, match="is not a file of reportgen"):
        single(site, letter)
    with pytest.raises(OutputError, match="is a folder"):
        single(site, tmp_path)
    assert letter.read_text() == "<p>Dear"
    ours = tmp_path / "ours.html"
    ours.write_text(live, "utf-8")
    with pytest.raises(ZeroDivisionError), SingleFileOutput(SingleFile(ours)):
        raise ZeroDivisionError
    assert ours.read_text("utf-8") == live
    assert single(site, ours, live=False)[0] != live
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.html", "ours.html"]


def test_the_command(make_project: Make) -> None:
    project = make_project({"index.md": "# One\n", "two.md": "# Two\n"}, tables={}, name="pets")
    done = project.run("build", "--single-file")
    assert (done.returncode, done.stdout[:24]) == (0, "2 pages, 0 panels, 0 tab")
    assert "Two</h1>" in (project.root / "pets.html").read_text("utf-8")
    assert project.run("build", "--single-file", "x/two.html", "--report", "two.md").returncode == 0
    assert "One</h1>" not in (project.root / "x" / "two.html").read_text("utf-8")
    assert not (project.root / "site").exists()


WRONG = {
    ("--single-file", "a.html", "--report", "tow.md"): "there is no report 'tow.md'; did you mean 'two.md'?",
    ("--max-image", "100"): "'--max-image' goes with '--single-file'",
    ("--engine", "none"): "'--engine' goes with '--single-file'",
    ("--out", "x", "--single-file", "a.html"): "'--out' names a folder",
    ("--single-file", "."): "'.' is a folder; name a file, such as 'report.html'",
}


@pytest.mark.parametrize(("options", "message"), WRONG.items())
def test_wrong_options_say_what_is_right(make_project: Make, options: tuple[str, ...], message: str) -> None:
    project = make_project({"index.md": "# One\n", "two.md": "# Two\n"}, tables={})
    done = project.run("build", *options)
    assert done.returncode == 1
    assert message in done.stderr


def test_edits_are_spliced_outermost_first() -> None:
    assert spliced("abcdefgh", [(1, 2, "B"), (3, 6, "-"), (4, 5, "x")], 0, 8) == "aBc-gh"
    assert spliced("abcdefgh", [(1, 2, "B"), (6, 7, "G")], 2, 6) == "cdef"
