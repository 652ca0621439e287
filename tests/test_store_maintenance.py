"""Care for a store: verify, gc, history, diff, aliases, and the graph of what was made of what."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reportgen
from reportgen import Artifact, Audio, Image, Table
from reportgen.store import AliasUnknown, ArtifactUnknown, Store, VersionUnknown
from reportgen.store.lineage import Edge, lineage, runs_that_used
from reportgen.store.maintenance import diff, gc, history, remove_alias, set_alias, verify


def filled(folder: Path) -> Store:
    """A store with a table, a growing one, media in cells and alone, a mixed column, and a file."""
    grown = Table(columns=["n", "image"], log_mode="INCREMENTAL")
    with reportgen.init(dir=folder, id="maker", job_type="make") as run:
        for n in range(20):
            grown.add_data(n, Image(np.full((3, 3), n, np.uint8)))
            run.log({"grown": grown})
        artifact = Artifact("things")
        mask = {"mask_data": np.eye(3, dtype=np.uint8), "class_labels": {1: "one"}}
        artifact.add(Image(np.eye(3), masks={"m": mask}, caption="eye"), "alone")
        artifact.add(Table(columns=["x"], data=[[1], [Image(np.ones((2, 2)))], ["a"]]), "mixed")
        artifact.add(Table(columns=["x"], data=[[[Audio(np.zeros(9), sample_rate=9)]]]), "sounds")
        with artifact.new_file("notes/a.txt") as file:
            file.write("hello")
        run.log_artifact(artifact, aliases=["best"])
    return Store(run.dir)


@pytest.fixture(name="store")
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    return filled(tmp_path)


def blob_of(store: Store, ref: str, path: str) -> Path:
    return store.blob_path(store.lookup(ref).entries[path].sha256)


def change(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def damage_blob(store: Store) -> str:
    path = blob_of(store, "things", "notes/a.txt")
    change(path, b"jello")
    return f"things:v0/notes/a.txt: the bytes of the blob {path.name} have changed"


def shorten_blob(store: Store) -> str:
    path = blob_of(store, "things", "notes/a.txt")
    change(path, b"")
    return f"things:v0/notes/a.txt: the blob {path.name} has 0 bytes instead of 5"


def lose_blob(store: Store) -> str:
    path = blob_of(store, "things", "alone")
    path.unlink()
    return f"things:v0/alone: the blob {path.name} is missing"


def lose_image_in_cell(store: Store) -> str:
    sha256 = Image(np.full((3, 3), 0, np.uint8)).sha256
    assert sha256 is not None
    store.blob_path(sha256).unlink()
    return f"grown:v0/grown: of what it shows, the blob {sha256} is missing"


def lose_image_in_mixed_cell(store: Store) -> str:
    sha256 = Image(np.ones((2, 2))).sha256
    assert sha256 is not None
    store.blob_path(sha256).unlink()
    return f"things:v0/mixed: of what it shows, the blob {sha256} is missing"


def lose_mask(store: Store) -> str:
    sha256 = str(store.lookup("things").entries["alone"].info["masks"][0]["sha256"])
    store.blob_path(sha256).unlink()
    return f"things:v0/alone: of what it shows, the blob {sha256} is missing"


def lose_manifest(store: Store) -> str:
    (store.path / "artifacts/grown/v3.json").unlink()
    return "grown:v3: there is no manifest of this version"


def break_manifest(store: Store) -> str:
    (store.path / "artifacts/things/v0.json").write_text("{")
    return "things:v0: its manifest cannot be read: "


def change_manifest(store: Store) -> str:
    file = store.path / "artifacts/things/v0.json"
    file.write_text(file.read_text().replace('"caption": "eye"', '"caption": "ear"'))
    return "things:v0: its entries are not those that its digest was made of"


def lead_alias_nowhere(store: Store) -> str:
    (store.path / "artifacts/things/aliases.json").write_text('{"best": 7}')
    return "things:best: the alias names v7, which is not there"


def break_run(store: Store) -> str:
    (store.path / "runs/maker.json").write_text("no")
    return "run maker: its file cannot be read: "


def forge_blob(store: Store) -> str:
    name = "0" * 64
    (store.path / "blobs" / name).write_bytes(b"forged")
    return f"blob {name}: the bytes of the blob {name} have changed"


@pytest.mark.parametrize(
    "harm",
    [
        damage_blob,
        shorten_blob,
        lose_blob,
        lose_image_in_cell,
        lose_image_in_mixed_cell,
        lose_mask,
        lose_manifest,
        break_manifest,
        change_manifest,
        lead_alias_nowhere,
        break_run,
        forge_blob,
    ],
)
def test_verify_finds(store: Store, harm: Any) -> None:
    assert verify(store) == []
    expected = harm(store)
    found = [str(problem) for problem in verify(store)]
    assert any(text.startswith(expected) for text in found), found


def test_garbage_is_what_nothing_names(store: Store) -> None:
    def everything() -> set[Path]:
        return {path for path in store.path.rglob("*") if path.is_file()}

    kept = everything()
    lost = store.path / "blobs" / ("1" * 64)
    lost.write_bytes(b"1" * 10)
    (store.path / "tmp" / "draft").write_bytes(b"22")
    young = store.path / "tmp" / "young"
    young.write_bytes(b"3")
    for path in everything() - {young}:
        os.utime(path, (0, 0))
    found = gc(store, dry_run=True)
    assert ({path.name for path in found.files}, found.size, found.removed) == (
        {lost.name, "draft"},
        12,
        False,
    )
    assert everything() == kept | {lost, store.path / "tmp" / "draft", young}
    assert gc(store, dry_run=False).removed
    assert everything() == kept | {young}
    assert verify(store) == []


def test_what_is_logged_again_is_no_garbage(store: Store) -> None:
    data = b"nothing names it yet"
    with reportgen.init(dir=store.path.parent):
        pass
    path = store.path / "blobs" / "lost"
    from reportgen.store import Transaction

    transaction = Transaction(store)
    blob = transaction.blobs.put_bytes(data)
    path = store.blob_path(blob.sha256)
    os.utime(path, (0, 0))
    assert Transaction(store).blobs.put_bytes(data) == blob
    assert time.time() - path.stat().st_mtime < 60
    assert gc(store, dry_run=False).files == ()


def test_what_cannot_be_read_is_not_collected(store: Store) -> None:
    lost = store.path / "blobs" / ("1" * 64)
    lost.write_bytes(b"1")
    os.utime(lost, (0, 0))
    break_manifest(store)
    with pytest.raises(ValueError, match="Expecting property name"):
        gc(store, dry_run=False)
    assert lost.exists()


def test_history_and_aliases(store: Store) -> None:
    assert [manifest.version for manifest in history(store, "grown")] == list(range(20))
    with pytest.raises(ArtifactUnknown, match="did you mean 'grown'"):
        history(store, "grow")
    set_alias(store, "grown:v3", "good")
    set_alias(store, "grown:good", "latest")
    assert store.aliases("grown") == {"good": 3, "latest": 3}
    remove_alias(store, "grown", "latest")
    remove_alias(store, "grown", "good")
    assert store.aliases("grown") == {"latest": 19}
    with pytest.raises(AliasUnknown, match="has no alias 'good'; there is no alias name"):
        remove_alias(store, "grown", "good")
    with pytest.raises(VersionUnknown):
        set_alias(store, "grown:v20", "x")
    with pytest.raises(ValueError, match="are the names of versions"):
        set_alias(store, "grown:v2", "v3")


def test_diff(tmp_path: Path, store: Store) -> None:
    with reportgen.init(dir=tmp_path) as run:
        for n, columns in enumerate((["a", "b"], ["b", "c"])):
            artifact = Artifact("d", metadata={"n": n, "same": 1})
            artifact.add(Table(columns=columns, data=[[1, 2 if n else 0.5]] * (n + 1)), "t")
            artifact.add(Image(np.eye(2)), "same")
            artifact.add(Image(np.eye(2)), f"only-{n}")
            run.log_artifact(artifact)
    found = diff(store, "d:v0", "d")
    assert [entry.path for entry in found.added] == ["only-1"]
    assert [entry.path for entry in found.removed] == ["only-0"]
    (table,) = found.changed
    assert (table.path, table.rows, table.added, table.removed) == ("t", (1, 2), ("c",), ("a",))
    assert [(name, one["kind"], other["kind"]) for name, one, other in table.retyped] == [
        ("b", "float", "integer")
    ]
    assert found.metadata == (("n", 0, 1),)


@pytest.fixture(name="family")
def _family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """raw → (split) → train, test → (train, twice) → model → (evaluate) → scores."""
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    steps: list[tuple[str, str, list[str], list[tuple[str, int]]]] = [
        ("load", "load", [], [("raw", 0)]),
        ("split", "split", ["raw"], [("train", 0), ("test", 0)]),
        ("train-1", "train", ["train"], [("model", 1)]),
        ("train-2", "train", ["train:v0"], [("model", 2)]),
        ("eval", "evaluate", ["model:v1", "test"], [("scores", 0)]),
        ("other", "", [], [("stranger", 0)]),
    ]
    for id, job, used, made in steps:
        with reportgen.init(dir=tmp_path, id=id, job_type=job or None) as run:
            for ref in used:
                run.use_artifact(ref)
            for name, value in made:
                run.log({name: Table(columns=["x"], data=[[value]])})
    return Store(run.dir)


def test_lineage_of_everything(family: Store) -> None:
    graph = lineage(family)
    assert {node.id for node in graph.nodes if node.kind == "artifact"} == {
        f"artifact {ref}"
        for ref in ("raw:v0", "train:v0", "test:v0", "model:v0", "model:v1", "scores:v0", "stranger:v0")
    }
    assert Edge("run split", "artifact train:v0") in graph.edges
    assert Edge("artifact test:v0", "run eval") in graph.edges
    assert len(graph.edges) == 12
    grouped = graph.grouped()
    (train,) = [node for node in grouped.nodes if node.id == "runs train"]
    assert (train.label, train.members) == ("train", ("train-1", "train-2"))
    (model,) = [node for node in grouped.nodes if node.id == "artifact model"]
    assert model.members == ("model:v0", "model:v1")
    assert Edge("runs train", "artifact model") in grouped.edges
    assert [node.label for node in grouped.nodes if node.kind == "run"] == [
        "evaluate",
        "load",
        "other",
        "split",
        "train",
    ]


@pytest.mark.parametrize(
    ("ref", "options", "expected"),
    [
        ("model:v0", {}, {"raw:v0", "load", "split", "train:v0", "train-1", "model:v0"}),
        (
            "train",
            {"direction": "down"},
            {"train:v0", "train-1", "train-2", "model:v0", "model:v1", "eval", "scores:v0"},
        ),
        ("scores", {"direction": "up", "depth": 2}, {"scores:v0", "eval", "model:v1", "test:v0"}),
        ("model:v1", {"depth": 1}, {"model:v1", "train-2", "eval"}),
        ("stranger", {}, {"stranger:v0", "other"}),
    ],
)
def test_lineage_of_a_version(family: Store, ref: str, options: Any, expected: set[str]) -> None:
    assert {node.members[0] for node in lineage(family, ref, **options).nodes} == expected


def test_who_used_it(family: Store) -> None:
    assert [run.id for run in runs_that_used(family, "train:v0")] == ["train-1", "train-2"]
    with reportgen.init(dir=family.path.parent, id="z") as run:
        train = run.use_artifact("train")
        assert [user.job_type for user in train.used_by()][:2] == ["train", "train"]
        maker = train.logged_by()
    assert maker is not None
    assert (maker.id, maker.used, maker.logged) == ("split", ("raw:v0",), ("train:v0", "test:v0"))
