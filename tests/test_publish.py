"""A published slice: what a view does not show is in none of its bytes."""

from __future__ import annotations

import gzip
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reportgen
from reportgen.configuration import load_config
from reportgen.diagnostics import DiagnosticError
from reportgen.output import MemoryOutput
from reportgen.publish import Part, publish_views
from reportgen.store import Store
from tests.conftest import Project

Make = Callable[..., Project]
ROWS = 40


def secret_table() -> reportgen.Table:
    """Every value tells its column and row, and so does every image."""
    table = reportgen.Table(columns=["name", "secret", "image", "other", "split", "score", "depth"])
    for row in range(ROWS):
        images = [
            reportgen.Image(np.full((6, 6), 6 * row + kind, np.uint8), caption=f"caption-{kind}-{row:02}")
            for kind in (0, 1)
        ]
        split = f"split-{row % 4}"
        table.add_data(
            f"name-{row:02}-x", f"secret-{row:02}-x", images[0], images[1], split, row / ROWS, row * row
        )
    table.cast("split", "category")
    return table


VIEWS = {
    "rows": """
        title = "Some"
        note = "a note"
        tables = ["people:latest"]
        filter = "split = 'split-1' and secret != 'secret-05-x'"
        sort = "secret desc"
        search = "name"
        columns = "name, image, length(secret) + score as twice, split as part"
        pinned = "9, 2"
        rows = 3
    """,
    "groups": """
        tables = ["people:latest"]
        filter = "score >= 0.5"
        group = "split"
        sort = "count desc"
        columns = "score, max(score) as best"
    """,
    "plot": """
        tables = ["people"]
        filter = "split = 'split-3'"
        layout = "histogram"
        x = "score"
        columns = "name"
    """,
    "map": """
        tables = ["people"]
        filter = "split = 'split-2' and depth > 100"
        layout = "map"
        of = "score, depth"
        color = "split"
        image = "image"
        columns = "name"
        pinned = "6, 14"
    """,
    "linked": """
        tables = ["people"]
        filter = "split = 'split-0'"
        selection = "ours"
        selects = "depth > 77.125"
        cells = "name: modules/mark.js"
        columns = "name"
    """,
}
MODULE = "export const cell = { mount() {} };\n"


@pytest.fixture
def project(make_project: Make) -> Project:
    files = {f"views/{name}.toml": text for name, text in VIEWS.items()}
    files["modules/mark.js"] = MODULE
    files["index.md"] = "# All\n\nThe secret page.\n\n:::{table-panel} people\n:::\n"
    return make_project(files, tables={"people": secret_table()})


def published(project: Project, *names: str) -> tuple[dict[str, bytes], list[Part]]:
    output = MemoryOutput()
    _, parts = publish_views(load_config(project.root), names, output)
    return output.files, parts


def everything(files: dict[str, bytes]) -> bytes:
    """All bytes, with what is packed unpacked too, and the cells of tables written out."""
    texts = []
    for path, data in files.items():
        texts.append(path.encode() + data)
        if path.endswith(".gz"):
            texts.append(gzip.decompress(data))
        if path.endswith(".parquet"):
            texts.append(repr(pq.read_table(io.BytesIO(data)).to_pylist()).encode())
            metadata = pq.read_metadata(io.BytesIO(data))
            texts.append(repr(metadata.to_dict()).encode() + repr(metadata.metadata).encode())
    return b"\n".join(texts)


def own(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that the program has not brought."""
    return {path: data for path, data in files.items() if not path.startswith("assets/")}


def table_of(files: dict[str, bytes]) -> pa.Table:
    (path,) = [path for path in files if path.endswith(".parquet")]
    return pq.read_table(io.BytesIO(files[path]))


def test_a_slice_holds_what_its_view_shows_and_nothing_else(project: Project) -> None:
    files, parts = published(project, "rows")
    shown = [row for row in range(ROWS) if row % 4 == 1 and row != 5]
    assert parts == [Part("rows", len(shown), ("name", "image", "split", "twice"))]
    table = table_of(files)
    assert table.column_names == ["__row__", "name", "image", "split", "twice"]
    assert table["name"].to_pylist() == [f"name-{row:02}-x" for row in reversed(shown)]
    assert table["twice"].to_pylist() == pytest.approx([11 + row / ROWS for row in reversed(shown)])
    found = everything(files)
    for row in range(ROWS):
        assert f"secret-{row:02}".encode() not in found
        assert f"caption-1-{row:02}".encode() not in found
        assert (f"name-{row:02}".encode() in found) == (row in shown)
        assert (f"caption-0-{row:02}".encode() in found) == (row in shown)
    assert [f"split-{n}".encode() in found for n in range(4)] == [False, True, False, False]
    assert b"secret" not in everything(own(files))
    media = {path for path in files if path.startswith("media/")}
    assert len(media) == len(shown)


def test_media_are_those_of_the_rows_byte_by_byte(project: Project) -> None:
    files, _ = published(project, "rows")
    store = Store(project.root / "store")
    ref = store.resolve("people")
    images = store.read_table(ref)
    blobs = {
        (name, row): store.blob_path(images[name][row].as_py()["sha256"]).read_bytes()
        for name in ("image", "other")
        for row in range(ROWS)
    }
    for (name, row), data in blobs.items():
        is_shown = name == "image" and row % 4 == 1 and row != 5
        assert any(data in one for one in files.values()) == is_shown, (name, row)


def test_groups_and_plots_keep_the_columns_that_they_draw(project: Project) -> None:
    files, parts = published(project, "groups", "plot")
    assert parts == [Part("groups", 20, ("split", "score")), Part("plot", 10, ("name", "score"))]
    found = everything(files)
    for row in range(ROWS):
        assert f"secret-{row:02}".encode() not in found
        assert (f"name-{row:02}".encode() in found) == (row % 4 == 3)
    page = files["views/groups.html"].decode()
    assert "4 groups, 20 of 20 rows" in page
    assert {path for path in files if path.endswith(".html") and "/" not in path} == {
        "index.html",
        "made.html",
    }


def test_the_rest_of_the_project_stays_at_home(project: Project) -> None:
    project.write("notes.md", "# Private\n")
    files, _ = published(project, "rows")
    found = everything(own(files))
    assert b"Private" not in found
    assert b"people" not in found
    assert str(project.root).encode() not in found


def test_a_map_keeps_the_places_of_its_points_and_not_what_they_are_made_of(project: Project) -> None:
    files, parts = published(project, "map")
    shown = [row for row in range(ROWS) if row % 4 == 2 and row * row > 100]
    assert parts == [Part("map", len(shown), ("name", "image", "split", "map_x", "map_y"))]
    whole, _ = project.build()
    drawn = [re.findall(rb' d="((?:M[0-9. -]+h0)+)"', site["views/map.html"]) for site in (whole, files)]
    assert drawn[0] == drawn[1]
    assert sum(path.count(b"h0") for path in drawn[1]) == len(shown)
    table = table_of(files)
    assert table["name"].to_pylist() == [f"name-{row:02}-x" for row in shown]
    mine = everything(own(files))
    assert b"depth" not in mine
    assert b"score" not in mine


def test_a_linked_view_keeps_its_name_and_not_what_it_selects_by(project: Project) -> None:
    files, parts = published(project, "linked")
    assert parts == [Part("linked", 10, ("name",))]
    mine = everything(own(files))
    assert b"ours" in mine
    assert b"77.125" not in mine
    assert any(
        path.startswith("assets/own/mark-") and data == MODULE.encode() for path, data in files.items()
    )


REFUSED = [
    ('group = "split"\ncolumns = "name, max(score) as best"', "no column 'score'"),
    ('group = "bin(score, 0.1)"\ncolumns = "name"', "no column 'score'"),
    ('columns = "name"\nlayout = "scatter"\nx = "score * 2"\ny = "score"', "score"),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_a_view_that_needs_what_it_hides_is_refused(project: Project, text: str, problem: str) -> None:
    project.write("views/bad.toml", f'tables = ["people"]\n{text}\n')
    if "x = " in text:
        # What a plot draws of a column is shown by it.
        assert published(project, "bad")[1][0].columns == ("name", "score")
        return
    with pytest.raises(DiagnosticError) as error:
        published(project, "bad")
    assert "a slice of the view 'bad' cannot be made" in str(error.value)
    assert problem in str(error.value)
    assert "bad.toml:" in str(error.value)


def test_the_command_tells_what_becomes_public(project: Project) -> None:
    done = project.run("publish", "--only", "rows", "--out", "public")
    assert done.returncode == 0, done.stderr
    assert "view    rows: 9 rows with name, image, split, twice" in done.stdout
    assert Path(project.root, "public", "views", "rows.html").is_file()
    wrong = project.run("publish", "--only", "row", "--out", "public")
    assert wrong.returncode == 1
    assert "did you mean 'rows'?" in wrong.stderr
    assert project.run("publish").returncode == 2


def test_slices_are_the_same_every_time(project: Project) -> None:
    assert published(project, "rows", "groups")[0] == published(project, "rows", "groups")[0]


def test_a_slice_is_deployed_like_a_site(project: Project, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    for arguments in (["init", "--quiet", "--bare", str(remote)], ["init", "--quiet", str(project.root)]):
        subprocess.run(["git", *arguments], check=True)
    subprocess.run(["git", "-C", str(project.root), "remote", "add", "origin", str(remote)], check=True)
    done = project.run("deploy", "github-pages", "--only", "plot", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "view    plot: 10 rows with name, score" in done.stdout
    assert "table   plot:v0, all 10 rows and every column" in done.stdout
    assert "people" not in done.stdout
