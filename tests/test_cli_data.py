"""The commands about data: artifacts and queries, as people and programs use them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import reportgen
from tests.conftest import Project, predictions

Make = Callable[..., Project]


@pytest.fixture
def project(make_project: Make) -> Project:
    """Two versions of predictions, made from a dataset; a view."""
    project = make_project(tables={})
    with reportgen.init(dir=project.root, id="prepare", job_type="prepare"):
        artifact = reportgen.Artifact("dataset", "dataset", metadata={"rows": 3})
        artifact.add(reportgen.Table(columns=["x"], data=[[1], [2], [3]]), "rows")
        reportgen.log_artifact(artifact, aliases=["raw"])
    with reportgen.init(dir=project.root, id="train", job_type="train"):
        reportgen.use_artifact("dataset:latest")
        reportgen.log({"predictions": predictions(6)})
        reportgen.log({"predictions": predictions(12)})
    project.write("views/wrong.toml", 'tables = ["predictions:latest"]\nfilter = "truth != guess"\n')
    return project


def lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_list(project: Project) -> None:
    header, *rows = lines(project.run("artifacts", "list").stdout)
    assert header == ["name", "type", "latest", "versions", "aliases", "created"]
    assert [row[:5] for row in rows] == [
        ["dataset", "dataset", "v0", "1", "raw"],
        ["predictions", "run_table", "v1", "2", ""],
    ]
    found = json.loads(project.run("artifacts", "list", "--json").stdout)
    assert [one["name"] for one in found] == ["dataset", "predictions"]
    assert found[1]["versions"] == 2


def test_show(project: Project) -> None:
    text = project.run("artifacts", "show", "predictions").stdout
    assert "artifact:    predictions:v1\n" in text
    assert "logged by:   train\n" in text
    assert "from:        dataset:v0\n" in text
    assert "  predictions (table, 12 rows)\n" in text
    assert "used by:     train\n" in project.run("artifacts", "show", "dataset:raw").stdout
    found = json.loads(project.run("artifacts", "show", "dataset:v0", "--json").stdout)
    assert found["aliases"] == ["latest", "raw"]
    assert found["metadata"] == {"rows": 3}


def test_history_and_diff(project: Project) -> None:
    _, *rows = lines(project.run("artifacts", "history", "predictions").stdout)
    assert [row[:3] for row in rows] == [["v0", "", "1"], ["v1", "latest", "1"]]
    assert project.run("artifacts", "diff", "predictions:v0", "predictions").stdout.splitlines() == [
        "predictions:v0 → predictions:v1",
        "~ predictions (table): 6 → 12 rows",
    ]
    same = project.run("artifacts", "diff", "dataset", "dataset:v0").stdout
    assert same.endswith("no difference\n")


def test_diff_of_columns(project: Project) -> None:
    with reportgen.init(dir=project.root):
        reportgen.log({"predictions": reportgen.Table(columns=["id", "more"], data=[[1, 2]])})
    text = project.run("artifacts", "diff", "predictions:v1", "predictions:v2").stdout
    assert "    + column more\n" in text
    assert "    - column truth\n" in text
    assert "    ~ column id: text → integer64\n" in text
    for size in ("small", "large"):
        sizes = reportgen.Table(columns=["size"], data=[[size]], dtype="category")
        with reportgen.init(dir=project.root):
            reportgen.log({"sizes": sizes})
    text = project.run("artifacts", "diff", "sizes:v0", "sizes:v1").stdout
    assert "    ~ column size: other categories\n" in text


def test_aliases(project: Project) -> None:
    done = project.run("artifacts", "alias", "predictions:v0", "best")
    assert done.stdout == "'predictions:best' is 'predictions:v0'\n"
    assert project.run("query", "predictions:best", "--group", "true").stdout.startswith("true\tcount")
    assert project.run("artifacts", "unalias", "predictions:bets").stderr == (
        "error: the artifact 'predictions' has no alias 'bets'; did you mean 'best'?\n"
    )
    assert project.run("artifacts", "unalias", "predictions").returncode == 2
    assert project.run("artifacts", "unalias", "predictions:best").returncode == 0
    assert project.run("artifacts", "show", "predictions:best").returncode == 1


def test_verify_finds_what_is_broken(project: Project) -> None:
    good = project.run("artifacts", "verify")
    assert (good.returncode, good.stdout) == (0, "the store is whole: 2 artifacts\n")
    blob = max((project.root / "store" / "blobs").iterdir(), key=lambda path: path.stat().st_size)
    blob.chmod(0o644)
    blob.write_bytes(b"something else")
    broken = project.run("artifacts", "verify")
    assert broken.returncode == 1
    assert blob.name in broken.stderr
    assert broken.stderr.splitlines()[-1].endswith("problems") or broken.stderr.endswith("1 problem\n")


def test_gc_says_what_it_would_remove(project: Project) -> None:
    assert project.run("artifacts", "gc", "--dry-run").stdout == "would remove 0 files (0 B)\n"
    assert project.run("artifacts", "gc").stdout == "removed 0 files (0 B)\n"


UNKNOWN = [
    (("artifacts", "show", "predictons"), "did you mean 'predictions'?"),
    (("artifacts", "history", "nothing"), "the artifacts are 'dataset', 'predictions'"),
    (("artifacts", "diff", "predictions:v0", "predictions:v9"), "has no version 'v9'"),
    (("query", "predictons"), "did you mean 'predictions'?"),
    (("query", "--view", "rong"), "did you mean 'wrong'?"),
    (("query", "--sql", 'select * from "predictons"'), "did you mean 'predictions'?"),
    (("query", "predictions", "--filter", "gues = 'cat'"), "did you mean 'guess'?"),
]


@pytest.mark.parametrize(("args", "message"), UNKNOWN)
def test_unknown_names_are_exit_code_1(project: Project, args: tuple[str, ...], message: str) -> None:
    done = project.run(*args)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


USAGE = [
    (("query",), "give one of REF, --sql and --view"),
    (("query", "predictions", "--view", "wrong"), "give one of REF, --sql and --view"),
    (("query", "--sql", "select 1", "--filter", "true"), "--sql does not go with --filter"),
    (("query", "predictions", "--format", "parquet"), "Parquet needs a file"),
    (("query", "predictions", "--out", "rows.xls"), "say the format of 'rows.xls'"),
    (("artifacts", "shwo"), "No such command 'shwo'"),
]


@pytest.mark.parametrize(("args", "message"), USAGE)
def test_wrong_usage_is_exit_code_2(project: Project, args: tuple[str, ...], message: str) -> None:
    done = project.run(*args)
    assert done.returncode == 2
    assert message in done.stderr


def test_query_prints_lines_for_programs(project: Project) -> None:
    done = project.run(
        "query", "predictions", "--filter", "truth != guess", "--columns", "id, truth", "--sort", "id desc"
    )
    assert lines(done.stdout) == [["id", "truth"], ["r9", "dog"], ["r6", "cat"], ["r3", "dog"], ["r0", "cat"]]
    groups = project.run(
        "query", "predictions", "--group", "truth", "--columns", "max(score_cat) as most", "--limit", "1"
    )
    assert lines(groups.stdout) == [["truth", "count", "most"], ["cat", "6", "0.8333"]]


def test_a_view_can_be_narrowed(project: Project) -> None:
    done = project.run("query", "--view", "wrong", "--filter", "id > 'r5'", "--columns", "id")
    assert lines(done.stdout) == [["id"], ["r6"], ["r9"]]


def test_formats(project: Project) -> None:
    ask = ("query", "predictions", "--columns", "id, image, score_cat", "--limit", "2")
    rows = json.loads(project.run(*ask, "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["r0", "r1"]
    assert rows[1]["image"]["caption"] == "image 1"
    by_line = project.run(*ask, "--format", "jsonl").stdout
    assert [json.loads(line) for line in by_line.splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(project.run(*ask, "--format", "csv").stdout)))
    assert json.loads(table[0]["image"]) == rows[0]["image"]
    assert [row["score_cat"] for row in table] == ["0.0", "0.0833"]


def test_files(project: Project) -> None:
    done = project.run("query", "predictions", "--columns", "id", "--out", "rows.parquet")
    assert done.stdout == "wrote 12 rows to 'rows.parquet'\n"
    assert pq.read_table(project.root / "rows.parquet").column("id").to_pylist()[-1] == "r11"
    assert project.run("query", "predictions", "--columns", "id", "--out", "rows.csv").returncode == 0
    assert (project.root / "rows.csv").read_text().splitlines()[:2] == ["id", "r0"]


def test_sql(project: Project) -> None:
    sql = 'select truth, count(*) as n from "predictions:v0" group by all order by truth'
    assert lines(project.run("query", "--sql", sql).stdout) == [["truth", "n"], ["cat", "3"], ["dog", "3"]]
    refused = project.run("query", "--sql", "create table t as select 1")
    assert refused.returncode == 1
    assert "a CREATE statement could change things" in refused.stderr


def test_another_folder(project: Project, tmp_path: Path) -> None:
    elsewhere = Project(tmp_path)
    done = elsewhere.run("artifacts", "list", "--project", str(project.root / "store"))
    assert len(done.stdout.splitlines()) == 3
    assert elsewhere.run("artifacts", "list").stdout == "name\ttype\tlatest\tversions\taliases\tcreated\n"


def test_import_and_export(project: Project) -> None:
    project.write("scores.csv", "id,score\na,0.5\nb,1.5\n")
    done = project.run("import", "scores.csv", "--name", "scores")
    assert (done.returncode, done.stdout) == (0, "logged scores:v0\n")
    assert lines(project.run("query", "scores", "--sort", "score desc").stdout)[1] == ["b", "1.5"]
    assert project.run("export", "scores:v0", "out.jsonl").stdout == "wrote 'out.jsonl'\n"
    written = (project.root / "out.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in written] == [{"id": "a", "score": 0.5}, {"id": "b", "score": 1.5}]
    unknown = project.run("export", "scores:v0", "out.xyz")
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("error: ")
    assert project.run("export", "scors", "out.csv").stderr.endswith("did you mean 'scores'?\n")
    assert project.run("import", "nothing.csv", "--name", "x").returncode == 2
