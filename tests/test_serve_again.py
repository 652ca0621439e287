"""Building again in a preview: only what changed is made, and the pages are those of a build from nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.build import build
from reportgen.output import MemoryOutput
from reportgen.query import RememberingCore
from reportgen.serve import Preview, rebuild
from tests.conftest import Project, predictions
from tests.test_serve import Remembering

Make = Callable[..., Project]

REPORT = """
    # Two tables

    A line.

    :::{table-panel} predictions
    :filter: truth != guess
    :::

    :::{table-panel} numbers
    :group: b
    :::

    {value}`numbers | count` rows.
    """


def numbers(rows: int) -> reportgen.Table:
    table = reportgen.Table(columns=["a", "b"])
    for number in range(rows):
        table.add_data(number, number % 3)
    return table


@pytest.fixture
def project(make_project: Make) -> Project:
    tables = {"predictions": predictions(), "numbers": numbers(9)}
    return make_project({"index.md": REPORT}, tables=tables)


@pytest.fixture
def preview(project: Project) -> Iterator[Preview]:
    made = Preview(project.root)
    yield made
    made.bench.close()


def again(preview: Preview) -> dict[str, bytes]:
    """Rebuild in another thread, as the server does; the bytes of the site."""
    listener = Remembering()
    thread = threading.Thread(target=rebuild, args=(preview, listener))
    thread.start()
    thread.join()
    assert listener.news == ["built"]
    files = preview.site.files
    return {name: one if isinstance(one, bytes) else one.read_bytes() for name, one in files.items()}


def from_nothing(project: Project) -> dict[str, bytes]:
    output = MemoryOutput()
    build(project.root, output)
    return output.files


def cached(project: Project) -> dict[Path, tuple[int, int]]:
    """Every file below the project's cache, and when it was written."""
    folder = project.root / ".reportgen"
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def test_a_preview_is_the_site_that_a_build_makes(project: Project, preview: Preview) -> None:
    assert again(preview) == from_nothing(project)
    project.write("index.md", REPORT.replace("A line.", "Another line.\n\n## A part").replace("9", "8"))
    second = again(preview)
    assert b"Another line." in second["index.html"]
    assert second == from_nothing(project)


def test_a_changed_text_writes_nothing_and_asks_no_table(
    project: Project, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(preview)
    before = cached(project)
    monkeypatch.setattr("duckdb.connect", lambda *_, **__: pytest.fail("the engine was asked"))
    project.write("index.md", REPORT.replace("A line.", "Another line."))
    assert b"Another line." in again(preview)["index.html"]
    assert cached(project) == before
    assert not (project.root / ".reportgen" / "preview").exists()
    assert not (project.root / "site").exists()


def test_a_changed_table_writes_that_tables_files_alone(project: Project, preview: Preview) -> None:
    first = again(preview)
    before = cached(project)
    project.log(numbers=numbers(10))
    second = again(preview)
    after = cached(project)
    assert {path: after[path] for path in before} == before
    new = sorted(path.suffix for path in after.keys() - before.keys())
    assert new == [".json", ".parquet", ".svg"]
    changed = {name for name in second if second[name] != first.get(name)}
    pages = {"index.html", "made.html", "site.json"}
    assert {name.split("/")[0] for name in changed} == {*pages, "data", "embed"}
    assert {name.split(".")[0] for name in changed if name.startswith("embed/")} == {
        "embed/index/two-tables-panel-2"
    }
    assert len([name for name in changed if name.startswith("data/")]) == 1
    assert second == from_nothing(project)


def test_tables_that_nobody_shows_any_more_are_let_go(project: Project, preview: Preview) -> None:
    again(preview)
    for rows in (10, 11, 12):
        project.log(numbers=numbers(rows))
        again(preview)
    assert sorted(table.rows for table in preview.bench.tables.values()) == [12, 12]


def test_a_failed_build_forgets_nothing(project: Project, preview: Preview) -> None:
    first = again(preview)
    project.write("index.md", REPORT + "\n[lost](missing.md)\n")
    listener = Remembering()
    rebuild(preview, listener)
    assert "error[file-missing]" in listener.news[0]
    assert preview.state.problems == listener.news[0]
    project.write("index.md", REPORT)
    assert again(preview) == first
    assert preview.state.problems is None


def test_what_is_remembered_is_what_was_asked() -> None:
    core = RememberingCore()
    asked: list[str] = []

    def execute(sql: str) -> bytes:
        asked.append(sql)
        raise ZeroDivisionError

    schema: dict[str, Any] = {
        "ref": "t",
        "label": "t",
        "relation": "t",
        "rows": 1,
        "columns": [{"name": "a", "type": {"kind": "integer", "bits": 64, "signed": True}}],
        "files": [{"path": "data/a.parquet", "bytes": 1, "rows": 1}],
    }
    for _ in range(2):  # a failure is not an answer
        with pytest.raises(ZeroDivisionError):
            core.drive("factQuery", "", "count", schema, execute=execute)
    assert len(asked) == 2
    one = core.call("normaliseSpec", {"tables": [{"ref": "t"}]}, schema)
    assert core.call("normaliseSpec", {"tables": [{"ref": "t"}]}, schema) is one
    assert core.call("normaliseSpec", {"tables": [{"ref": "t"}], "rows": 3}, schema) != one
    core.forget()
    assert core.call("normaliseSpec", {"tables": [{"ref": "t"}]}, schema) is one
    core.forget()
    core.forget()
    assert core.call("normaliseSpec", {"tables": [{"ref": "t"}]}, schema) is not one
    core.close()
