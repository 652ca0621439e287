"""A page with every kind of panel on paper: all of them are in the PDF, whole, with a script and without."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pypdfium2
import pytest

import reportgen
from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.conftest import Project, filled

PETS = ("cat", "dog", "eel")
ROWS = 24
MODULE = "export function render({ el }) {\n  el.textContent = 'Drawn by a module of the project';\n}\n"

KINDS = {
    "table": ("table-panel} first", ":columns: id, image, truth, score\n:rows: 5", ["r0", "r4", "0.125"]),
    "groups": ("table-panel} first", ":group: truth", ["cat", "dog", "eel", "8"]),
    "pivot": ("table-panel} first", ":group: truth\n:pivot: guess", ["cat", "dog", "eel"]),
    "gallery": ("table-panel} first", ":layout: gallery\n:columns: image, id\n:rows: 6", ["r0", "r5"]),
    "histogram": ("table-panel} first", ":layout: histogram\n:x: score", ["score", "rows"]),
    "bar": ("table-panel} first", ":layout: bar\n:x: truth", ["cat", "dog", "eel"]),
    "line": ("table-panel} first", ":layout: line\n:x: step\n:y: score", ["step"]),
    "scatter": ("table-panel} first", ":layout: scatter\n:x: step\n:y: score", ["step", "score"]),
    "box": ("table-panel} first", ":layout: box\n:x: truth\n:y: score", ["cat", "eel"]),
    "heatmap": ("table-panel} first", ":layout: heatmap\n:x: guess\n:y: truth", ["cat", "eel"]),
    "calibration": ("table-panel} first", ":layout: calibration\n:score: score\n:truth: guess = truth", []),
    "roc": ("table-panel} first", ":layout: roc\n:score: score\n:truth: truth\n:positive: cat", ["AUC"]),
    "pr": ("table-panel} first", ":layout: pr\n:score: score\n:truth: truth\n:positive: cat", []),
    "map": ("table-panel} first", ":layout: map\n:of: score, step\n:color: truth\n:rows: 2", ["cat", "eel"]),
    "joined": ("table-panel} first second", ":columns: id, guess\n:rows: 3", ["first", "second", "r2"]),
    "split": (
        "table-panel} first second",
        ":compare: split\n:columns: id, guess\n:rows: 3",
        ["second", "r2"],
    ),
    "concat": (
        "table-panel} first second",
        ":compare: concat\n:columns: id\n:rows: 3",
        ["first", "r2"],
    ),
    "own": ("panel} modules/own.js first", ":group: truth", []),
    "filter": ("filter} first", ":selection: pets\n:column: truth", ["truth"]),
}
"""Of each kind of panel: what stands in its first line, its options, and some words that it shows."""


def predictions(shift: int) -> reportgen.Table:
    table = reportgen.Table(columns=["id", "image", "truth", "guess", "score", "step"])
    for row in range(ROWS):
        image = reportgen.Image(np.full((8, 8), row * 10, np.uint8))
        guess = PETS[(row + (row % 4 == shift)) % 3]
        table.add_data(f"r{row}", image, PETS[row % 3], guess, row / 32, row % 6)
    return table


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    panels = (
        f":::{{{first}\n:name: {name}\n{options}\nThe caption of {name} ends here.\n:::\n"
        for name, (first, options, _) in KINDS.items()
    )
    files = {
        "reportgen.toml": '[project]\ntitle = "Paper"\n',
        "index.md": "# On paper\n\n" + "\n".join(panels),
        "modules/own.js": MODULE,
    }
    tables = {"first": predictions(0), "second": predictions(1)}
    project: Project = filled(tmp_path_factory.mktemp("print"), files, tables)
    done = project.run("build")
    assert done.returncode == 0, done.stderr
    with served(project.root / "site") as origin:
        yield origin


class Paper:
    """The pages of a PDF, read from the top down."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.pages = [document[number].get_textpage() for number in range(len(document))]
        self.top = (0, 10_000.0)
        """The page that is read, and how high on it (points)."""

    def text_until(self, words: str) -> str:
        """The text from where reading stopped down to the line with these words, which are on one page."""
        first, top = self.top
        for number in range(first, len(self.pages)):
            found = self.pages[number].search(words).get_next()
            if found is not None:
                _, bottom, _, end = self.pages[number].get_charbox(found[0])
                self.top = (number, bottom)
                parts = (
                    page.get_text_bounded(
                        top=top if page is self.pages[first] else None,
                        bottom=end if page is self.pages[number] else None,
                    )
                    for page in self.pages[first : number + 1]
                )
                return " ".join(parts)
        raise AssertionError(f"'{words}' is not on paper")


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_every_kind_of_panel_is_on_paper(window: Window, site: str, script: bool) -> None:
    page = window(site, java_script_enabled=script).open("index.html")
    if script:
        Panel(page, "table").ready()
        page.locator("#own").scroll_into_view_if_needed()
        page.get_by_text("Drawn by a module").wait_for()
    document = pypdfium2.PdfDocument(page.pdf())
    paper = Paper(document)
    texts = {name: paper.text_until(f"The caption of {name} ends here.") for name in KINDS}
    missing = {
        name: [word for word in words if word not in texts[name]] for name, (_, _, words) in KINDS.items()
    }
    assert {name: words for name, words in missing.items() if words} == {}
    assert ("Drawn by a module of the project" in texts["own"]) == script
    for control in ("Copy link", "Reset", "Rows per page"):
        assert [name for name, text in texts.items() if control in text] == []
    document.close()
