"""Artifacts: everything that they hold comes back equal, and references stay addresses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import reportgen
from reportgen import (
    Artifact,
    Audio,
    Classes,
    Histogram,
    Html,
    Image,
    JoinedTable,
    LoggedArtifact,
    Markdown,
    PartitionedTable,
    Table,
)
from reportgen.store import ArtifactUnknown, EntryUnknown, Store
from reportgen.store.maintenance import verify


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


def logged(artifact: Artifact) -> LoggedArtifact:
    """The artifact as another process would find it."""
    with reportgen.init() as run:
        run.log_artifact(artifact)
    with reportgen.init() as run:
        return run.use_artifact(artifact.name)


def boxed() -> Image:
    boxes = {"b": {"box_data": [{"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 0.5}, "class_id": 1}]}}
    masks = {"m": {"mask_data": np.eye(3, dtype=np.uint8), "class_labels": {1: "one"}}}
    return Image(np.eye(3), caption="x", boxes=boxes, masks=masks, classes=[{"id": 1, "name": "one"}])


OBJECTS: dict[str, Callable[[], Any]] = {
    "table": lambda: Table(columns=["a"], data=[[1], [None]]),
    "frame": lambda: Table(dataframe=pd.DataFrame({"a": [1, 2]})),
    "image": boxed,
    "elsewhere": lambda: Image("https://example.invalid/a.png", caption="far"),
    "audio": lambda: Audio(np.zeros(8), sample_rate=8),
    "html": lambda: Html("<p>hi</p>", inject=False),
    "histogram": lambda: Histogram([1, 2, 3], num_bins=2),
    "classes": lambda: Classes([{"id": 3, "name": "dog"}, {"id": 1, "name": "cat"}]),
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_what_is_added_comes_back_equal(kind: str) -> None:
    artifact = Artifact("a")
    added = artifact.add(OBJECTS[kind](), f"deep/{kind}")
    assert added.path == f"deep/{kind}"
    assert artifact.get(added.path) == artifact[added.path] == OBJECTS[kind]()
    found = logged(artifact)
    assert found.get(f"deep/{kind}") == found[f"deep/{kind}"] == OBJECTS[kind]()
    again = Artifact("again")
    again.add(found.get(f"deep/{kind}"), "x")
    assert logged(again).get("x") == OBJECTS[kind]()
    assert verify(Store("store")) == []


def test_a_joined_table_is_its_rows_and_its_making() -> None:
    left = Table(columns=["id", "image"], data=[[1, Image(np.eye(2))], [2, None]])
    right = Table(columns=["id", "guess"], data=[[2, "a"], [3, "b"]])
    artifact = Artifact("a")
    artifact.add(JoinedTable(left, right, "id"), "joined")
    artifact.add(left, "own")
    artifact.add(JoinedTable("own", "joined.table2", "id"), "by-name")
    found = logged(artifact)
    assert sorted(found.entries) == ["by-name", "joined", "joined.table2", "own"]
    assert found.get("joined") == JoinedTable(left, right, "id")
    assert found.get("by-name") == JoinedTable("own", "joined.table2", "id")
    rows = [[1, Image(np.eye(2)), None], [2, None, "a"], [3, None, "b"]]
    for name in ("joined", "by-name"):
        assert found.table(name).data == rows
        assert found.table(name).columns == ["id", "image", "guess"]
        ref = Store("store").resolve(f"a/{name}")
        assert [pq.read_table(path).num_rows for path in Store("store").table_paths(ref)] == [3]


def test_the_tables_of_a_join_can_be_in_other_artifacts() -> None:
    with reportgen.init() as run:
        run.log({"left": Table(columns=["id", "x"], data=[[1, 2]])})
        artifact = Artifact("a")
        artifact.add(Table(columns=["key", "y"], data=[[1, 3]]), "right")
        artifact.add(JoinedTable("left:v0", "right", ["id", "key"]), "joined")
        run.log_artifact(artifact)
        assert run.use_artifact("a").table("joined").data == [[1, 2, 1, 3]]
        run.log({"direct": JoinedTable("left", "a:v0/right", ["id", "key"])})
        assert run.use_artifact("direct").table("direct").data == [[1, 2, 1, 3]]


@pytest.mark.parametrize("second", [["c"], [0.5]])
def test_a_partitioned_table_is_the_rows_of_its_parts(second: list[Any]) -> None:
    artifact = Artifact("a")
    artifact.add(PartitionedTable("parts"), "whole")
    artifact.add(Table(columns=["x"], data=[second]), "parts/2")
    artifact.add(Table(columns=["x"], data=[["a"], ["b"]]), "parts/1")
    artifact.add(Table(columns=["x"], data=[["z"]]), "partsy")
    blobs = sum(1 for _ in Path().glob("store/blobs/*"))
    found = logged(artifact)
    assert found.get("whole") == PartitionedTable("parts")
    assert found.table("whole").data == [["a"], ["b"], second]
    # Parts with the same columns are stored no second time.
    assert sum(1 for _ in Path("store/blobs").iterdir()) - blobs == (3 if second == ["c"] else 4)
    ref = Store("store").resolve("a/whole")
    assert sum(pq.read_metadata(path).num_rows for path in Store("store").table_paths(ref)) == 3
    assert Store("store").table_schema(ref)[1] == 3
    empty = Artifact("e")
    empty.add(PartitionedTable("parts"), "whole")
    with reportgen.init() as run, pytest.raises(ValueError, match="has no parts: add tables under 'parts'"):
        run.log_artifact(empty)


def test_tables_that_keys_point_to_come_along() -> None:
    labels = Table(columns=["id", "name"], data=[[1, "cat"]])
    labels.set_pk("id")
    table = Table(columns=["label"], data=[[1]])
    table.set_fk("label", labels, "id")
    alone, together = Artifact("alone"), Artifact("together")
    alone.add(table, "t")
    together.add(table, "t")
    together.add(labels, "labels")
    assert sorted(logged(alone).entries) == ["t", "t.label"]
    found = logged(together)
    assert found.get("t.label" if "t.label" in found.entries else "labels") == labels
    columns, _ = Store("store").table_schema(Store("store").resolve("together/t"))
    assert columns[0]["type"]["key"]["table"] in ("labels", "alone:v0/t.label")
    assert columns[0]["type"]["key"]["column"] == "id"


def test_tables_that_point_to_one_another_are_stored_once_each() -> None:
    people = Table(columns=["name", "boss", "home"], data=[["Ada", None, "x"], ["Alan", "Ada", "y"]])
    homes = Table(columns=["id", "owner"], data=[["x", "Ada"], ["y", "Alan"]])
    people.set_fk("boss", people, "name")
    people.set_fk("home", homes, "id")
    homes.set_fk("owner", people, "name")
    likes = Table(columns=["who", "whom"], data=[["Ada", "Alan"]])
    likes.set_fk("who", people, "name")
    likes.set_fk("whom", people, "name")
    artifact = Artifact("a")
    artifact.add(likes, "likes")
    found = logged(artifact)
    assert sorted(found.entries) == ["likes", "likes.who", "likes.who.home"]
    assert found.get("likes.who") == people
    columns, _ = Store("store").table_schema(Store("store").resolve("a/likes.who"))
    keys = {column["name"]: column["type"].get("key") for column in columns}
    assert keys == {
        "name": None,
        "boss": {"table": "likes.who", "column": "name"},
        "home": {"table": "likes.who.home", "column": "id"},
    }


def test_references() -> None:
    Path("data/sub").mkdir(parents=True)
    Path("data/a.txt").write_text("a")
    Path("data/sub/b.txt").write_text("b")
    with reportgen.init() as run:
        run.log({"t": Table(columns=["x"], data=[[1]])})
    artifact = Artifact("refs")
    artifact.add_reference("s3://bucket/key/model.pt")
    artifact.add_reference("https://example.invalid/x?y=1", name="page")
    artifact.add_reference("data", name="local")
    (file,) = artifact.add_reference(Path("data/a.txt").absolute().as_uri(), name="uri.txt")
    artifact.add_reference("t:latest/t", name="table")
    artifact.add_reference("/nowhere/at/all.bin", checksum=False)
    assert (file.path, file.ref) == ("uri.txt", Path("data/a.txt").absolute().as_uri())
    found = logged(artifact)
    assert {path: entry.info["uri"] for path, entry in found.entries.items()} == {
        "model.pt": "s3://bucket/key/model.pt",
        "page": "https://example.invalid/x?y=1",
        "local/a.txt": Path("data/a.txt").absolute().as_uri(),
        "local/sub/b.txt": Path("data/sub/b.txt").absolute().as_uri(),
        "uri.txt": Path("data/a.txt").absolute().as_uri(),
        "table": "t:v0/t",
        "all.bin": "file:///nowhere/at/all.bin",
    }
    assert found.entries["local/a.txt"].sha256
    assert found.get("table") == Table(columns=["x"], data=[[1]])
    assert found.get_path("table").sha256 == found.entries["table"].sha256
    assert Path(found.get_path("uri.txt")).read_text() == "a"
    with pytest.raises(TypeError, match=r"refers to s3://bucket/key/model.pt, which is not in the store"):
        found.get("model.pt")
    with pytest.raises(ValueError, match=r"is at s3://bucket/key/model\.pt, and nothing here fetches it"):
        os.fspath(found.get_path("model.pt"))
    folder = found.download("out")
    assert (folder / "local/sub/b.txt").read_text() == "b"
    assert json.loads((folder / "references.json").read_text()) == {
        "all.bin": {"uri": "file:///nowhere/at/all.bin", "sha256": None},
        "model.pt": {"uri": "s3://bucket/key/model.pt", "sha256": None},
        "page": {"uri": "https://example.invalid/x?y=1", "sha256": None},
    }
    Path("data/a.txt").write_text("changed")
    with pytest.raises(ValueError, match=r"has changed since 'local/a\.txt' referred to it"):
        found.download("again")
    assert verify(Store("store")) == []


def test_references_that_are_refused() -> None:
    artifact = Artifact("a")
    with pytest.raises(
        ValueError, match="there is no such file; checksum=False refers to it without looking"
    ):
        artifact.add_reference("nothing.bin")
    with pytest.raises(ValueError, match="ends without a name: give name="):
        artifact.add_reference("s3://bucket")
    with pytest.raises(ValueError, match="cannot be the name of an entry"):
        artifact.add_reference("s3://bucket/x", name="../x")
    with pytest.raises(TypeError, match="a reference is an address or a path, not a int"):
        artifact.add_reference(3)
    artifact.add_reference("nobody:v3/x")
    with reportgen.init() as run, pytest.raises(ArtifactUnknown, match="the store has no artifact 'nobody'"):
        run.log_artifact(artifact)
    Path("d").mkdir()
    Path("d/out").symlink_to("/etc/hostname")
    with pytest.raises(ValueError, match="it is a link that leaves the folder"):
        Artifact("b").add_reference("d")


def test_a_file_of_another_artifact_is_a_reference_to_it() -> None:
    first = Artifact("first")
    with first.new_file("f.txt") as file:
        file.write("hello")
    second = Artifact("second")
    second.add_reference(logged(first).get_path("f.txt"), name="theirs")
    found = logged(second)
    assert found.entries["theirs"].info["uri"] == "first:v0/f.txt"
    assert Path(found.get_path("theirs")).read_text() == "hello"
    assert sum(1 for _ in Path("store/blobs").iterdir()) == 1


def test_entries_can_be_replaced_and_removed() -> None:
    artifact = Artifact("a")
    for name in ("x", "d/1", "d/2"):
        artifact.add(Table(columns=["n"], data=[[name]]), name)
    artifact.add(Table(columns=["n"], data=[["new"]]), "x", overwrite=True)
    artifact.remove("d")
    assert artifact.contents == ["x"]
    assert artifact.get_entry("x").local_path is None
    artifact.remove(artifact.get_entry("x"))
    assert artifact.entries == {}
    with pytest.raises(KeyError, match="has no entry 'x'; there is no entry"):
        artifact.remove("x")
    with pytest.raises(ValueError, match="has not been logged"):
        artifact.wait()


def test_what_is_said_of_a_version_can_change() -> None:
    artifact = Artifact("a", metadata={"n": 1})
    artifact.add(Table(columns=["x"]), "t")
    with reportgen.init(id="r") as run:
        run.log_artifact(artifact, aliases=["old"])
        assert (artifact.version, artifact.aliases, artifact.wait().name) == ("v0", ["latest", "old"], "a:v0")
        found = run.use_artifact("a")
        found.aliases.append("new")
        found.aliases.remove("old")
        found.description = "better"
        found.metadata["n"] = 2
        found.save()
        again = run.use_artifact("a:new")
        assert (again.aliases, again.description, again.metadata) == (["latest", "new"], "better", {"n": 2})
        assert again.digest == artifact.digest
        assert again.created_at.endswith("+00:00")
        assert again.size == again.entries["t"].size > 0
        assert again.logged_by().id == "r"  # type: ignore[union-attr]


def test_files_of_a_version(tmp_path: Path) -> None:
    artifact = Artifact("a")
    grown = Table(columns=["x"], log_mode="INCREMENTAL")
    artifact.add(boxed(), "image")
    artifact.add(Histogram([1, 2], num_bins=1), "histogram")
    artifact.add(Classes(["a"]), "names")
    with artifact.new_file("f.bin", "wb") as file:
        file.write(b"123")
    found = logged(artifact)
    assert {file.name: file.size for file in found.files()}["f.bin"] == 3
    folder = found.download(tmp_path / "out")
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert [name for name in names if not name.startswith("media/")] == [
        "f.bin",
        "histogram.histogram.json",
        "image.image.json",
        "image.png",
        "names.classes.json",
    ]
    assert len(names) == 6
    described = json.loads((folder / "image.image.json").read_text())
    assert (described["caption"], described["boxes"][0]["layer"]) == ("x", "b")
    with pytest.raises(TypeError, match="has no file of its own"):
        found.get_path("histogram")
    with pytest.raises(ValueError, match="has 4 entries"):
        found.file()
    with reportgen.init() as run:
        for n in range(2):
            grown.add_data(n)
            run.log({"g": grown})
        folder = run.use_artifact("g").download()
        referring = Artifact("r")
        referring.add_reference("g:latest/g", "grown.parquet")
        found = run.log_artifact(referring)
    assert [file.ref for file in found.files()] == ["g:v1/g"]
    assert pq.read_table(found.download() / "grown.parquet").to_pydict() == {"x": [0, 1]}
    assert folder == Path("artifacts/g-v1")
    assert pq.read_table(folder / "g.parquet").to_pydict() == {"x": [0, 1]}


def test_the_name_that_wandb_gives_an_entry() -> None:
    artifact = Artifact("a")
    artifact.add(Classes(["a"]), "names")
    artifact.add(Image(np.eye(2)), "val/x")
    found = logged(artifact)
    assert found.get("names.classes.json") == Classes(["a"])
    assert found.get("val/x.image-file.json") == Image(np.eye(2))
    with pytest.raises(EntryUnknown, match="did you mean 'names'"):
        found.get("name")
    with reportgen.init(id="my-run") as run:
        run.log({"val/preds": Table(columns=["x"], data=[[1]]), "note": Markdown("*hi*")})
        assert run.use_artifact("run-my-run-val/preds:latest".replace("/", "-")).get("val/preds").data == [
            [1]
        ]
        assert run.use_artifact("me/project/run-my-run-val-preds:v0").get("val/preds.table.json").data == [
            [1]
        ]
        assert run.use_artifact("note").get("note").data == [[Markdown("*hi*")]]
    assert Store("store").resolve("run-my-run-val-preds:latest/val/preds").ref == "val-preds:v0"


def test_equal_bytes_in_ten_artifacts_take_the_disk_of_one(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (500, 500, 3), np.uint8)

    def used() -> int:
        return sum(path.stat().st_size for path in Path("store/blobs").iterdir())

    sizes = []
    for n in range(10):
        artifact = Artifact(f"set-{n}")
        artifact.add(Table(columns=["image"], data=[[Image(pixels, caption=str(n))]]), "t")
        artifact.add(Image(pixels), "alone")
        Image(pixels).to_pil().save(tmp_path / "copy.png")
        logged(artifact)
        sizes.append(used())
    assert sizes[-1] - sizes[0] < 0.2 * sizes[0]
    assert len(os.listdir("store/blobs")) == 10 + 1
