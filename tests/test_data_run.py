"""Runs and artifacts: logging, using, and where the store is."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import reportgen
from reportgen import Artifact, Image, Table
from reportgen.data.project import find_store
from reportgen.store import NameInvalid, Store


def digest(image: Image) -> str:
    """Of an image whose bytes are here."""
    assert image.sha256 is not None
    return image.sha256


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


def test_what_a_run_keeps(tmp_path: Path) -> None:
    config = argparse.Namespace(lr=0.1, layers=[64, 10], path=Path("a"))
    with reportgen.init(
        project="p", id="r1", name="first", config=config, job_type="train", tags=["x"]
    ) as run:
        assert run.config.lr == run.config["lr"] == 0.1
        run.config.update(epochs=5)
        run.log({"loss": 2.0, "val": {"acc": np.float32(0.5)}})
        run.log({"loss": float("nan")}, step=10)
        run.log({"loss": 1.0, "note": "end"})
        run.summary["best"] = 0.5
    data = json.loads((tmp_path / "store" / "runs" / "r1.json").read_text())
    assert {k: data[k] for k in ("project", "id", "name", "job_type", "tags", "state")} == {
        "project": "p",
        "id": "r1",
        "name": "first",
        "job_type": "train",
        "tags": ["x"],
        "state": "finished",
    }
    assert data["config"] == {"lr": 0.1, "layers": [64, 10], "path": "a", "epochs": 5}
    assert data["summary"] == {"loss": 1.0, "val.acc": 0.5, "note": "end", "best": 0.5}
    assert [(line["_step"], line["loss"]) for line in run.history()] == [
        (0, 2.0),
        (10, pytest.approx(float("nan"), nan_ok=True)),
        (11, 1.0),
    ]


def test_a_run_is_continued(tmp_path: Path) -> None:
    with reportgen.init(id="r", config={"a": 1}) as run:
        run.log({"x": float("inf")})
    # A crash can cut the last line short.
    with (tmp_path / "store" / "runs" / "r.history.jsonl").open("a") as file:
        file.write('{"_step": 1, "x')
    with reportgen.init(id="r", resume="must", config={"b": 2}) as run:
        assert run.config == {"a": 1, "b": 2}
        assert run.summary == {"x": float("inf")}
        run.log({"x": 2})
    assert [(line["_step"], line["x"]) for line in run.history()] == [(0, float("inf")), (1, 2)]
    with pytest.raises(ValueError, match="has no run 'q' to resume"):
        reportgen.init(id="q", resume="must")
    with pytest.raises(ValueError, match="resume='must' wants the run's id"):
        reportgen.init(resume="must")
    with pytest.raises(ValueError, match="has a run 'r' already"):
        reportgen.init(id="r", resume="never")


def test_a_failure_is_noted(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), reportgen.init(id="r"):
        raise ZeroDivisionError
    assert json.loads((tmp_path / "store" / "runs" / "r.json").read_text())["state"] == "failed"


def test_the_module_s_functions_act_on_the_current_run() -> None:
    with pytest.raises(RuntimeError, match=r"call reportgen.init\(\) before reportgen.log\(\)"):
        reportgen.log({"a": 1})
    first = reportgen.init()
    assert reportgen.run is first
    second = reportgen.init()
    assert first.finished
    reportgen.log({"t": Table(columns=["x"], data=[[1]])})
    artifact = Artifact("a")
    artifact.add(Image(np.eye(2), caption="eye"), "eye")
    assert reportgen.log_artifact(artifact).wait().version == "v0"
    assert reportgen.use_artifact("a:v0").get("eye") == Image(np.eye(2), caption="eye")
    reportgen.finish()
    assert second.finished
    assert reportgen.run is None
    with pytest.raises(RuntimeError, match="has finished: nothing can be logged to it any more"):
        second.log({"a": 1})


def test_what_becomes_a_table() -> None:
    images = [Image(np.eye(2) * i, caption=str(i)) for i in range(2)]
    with reportgen.init() as run:
        run.log(
            {
                "frame": pd.DataFrame({"x": [1, 2]}),
                "one": images[0],
                "two": images,
                "deep": {"t": Table(["a"])},
            }
        )
        assert run.use_artifact("frame").get("frame").data == [[1], [2]]
        assert run.use_artifact("one").get("one").data == [[images[0]]]
        assert run.use_artifact("two").get("two").get_column("image") == images
        assert run.use_artifact("deep.t").get("deep.t").columns == ["a"]


def test_what_cannot_be_logged() -> None:
    with reportgen.init() as run:
        with pytest.raises(TypeError, match="the value of 'x': a value of type complex cannot be stored"):
            run.log({"x": 1j})
        with pytest.raises(TypeError, match="an image cannot stand among other values"):
            run.log({"x": [1, Image(np.eye(2))]})
        assert run.history() == []


def test_an_unfinished_run_is_finished_at_exit(tmp_path: Path) -> None:
    code = "import reportgen; reportgen.init(id='r').log({'x': 1})"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    data = json.loads((tmp_path / "store" / "runs" / "r.json").read_text())
    assert (data["state"], data["summary"]) == ("finished", {"x": 1})


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "d" / "sub").mkdir(parents=True)
    (tmp_path / "d" / "a.txt").write_text("a")
    (tmp_path / "d" / "sub" / "b.bin").write_bytes(b"b")
    (tmp_path / "d" / "link.txt").symlink_to("a.txt")
    artifact = Artifact("files", type="stuff")
    artifact.add_dir("d", name="data")
    artifact.add_file("d/a.txt", name="other.txt")
    with artifact.new_file("made/c.bin", mode="wb") as file:
        file.write(b"c")
    artifact.add(Table(columns=["image"], data=[[Image(np.eye(2))]]), "t")
    artifact.add(Image(np.eye(2)), "eye")
    with reportgen.init() as run:
        logged = run.log_artifact(artifact)
    assert sorted(logged.entries) == [
        "data/a.txt",
        "data/link.txt",
        "data/sub/b.bin",
        "eye",
        "made/c.bin",
        "other.txt",
        "t",
    ]
    folder = logged.download(tmp_path / "out")
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    image = f"media/{digest(Image(np.eye(2)))[:20]}.png"
    assert sorted(found) == sorted(
        [
            "data/a.txt",
            "data/link.txt",
            "data/sub/b.bin",
            "eye.png",
            image,
            "made/c.bin",
            "other.txt",
            "t.parquet",
        ]
    )
    assert found["data/sub/b.bin"].read_bytes() == b"b"
    with open(logged.get_path("made/c.bin"), "rb") as file:
        assert file.read() == b"c"
    assert logged.get_path("other.txt").download(tmp_path / "x").read_text() == "a"
    with pytest.raises(TypeError, match=r"is a file: use get_path\('other.txt'\)"):
        logged.get("other.txt")


def test_a_path_is_logged_as_an_artifact(tmp_path: Path) -> None:
    (tmp_path / "model 1.pt").write_bytes(b"weights")
    with reportgen.init() as run:
        logged = run.log_artifact("model 1.pt", type="model")
        assert (logged.name, logged.type, list(logged.entries)) == ("model-1.pt:v0", "model", ["model 1.pt"])
        assert run.use_artifact("model-1.pt", type="model").version == "v0"
        with pytest.raises(ValueError, match="is of type 'model', not 'dataset'"):
            run.use_artifact("model-1.pt", type="dataset")


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    (tmp_path / "out").mkdir()
    for name, target, message in [
        ("a", "../secret", "it is a link that leaves the folder"),
        ("b", str(tmp_path / "out"), "it is a link that leaves the folder"),
        ("c", "../c", "it is a link to a folder; add that folder by itself"),
    ]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "link").symlink_to(target)
        with pytest.raises(ValueError, match=message):
            Artifact("t").add_dir(folder)
    os.mkfifo(tmp_path / "out" / "pipe")
    with pytest.raises(ValueError, match="it is neither a file nor a folder"):
        Artifact("t").add_dir(tmp_path / "out")


def test_artifacts_refuse(tmp_path: Path) -> None:
    with pytest.raises(NameInvalid, match="'my set' cannot be the name of an artifact: use 1 to 128 letters"):
        Artifact("my set")
    artifact = Artifact("t")
    artifact.add(Image(np.eye(2)), "x")
    with pytest.raises(ValueError, match="has an entry 'x' already"):
        artifact.add(Image(np.eye(2)), "x")
    with pytest.raises(NameInvalid, match=r"'../x' cannot be the name of an entry"):
        artifact.add(Image(np.eye(2)), "../x")
    with pytest.raises(TypeError, match="cannot add a int to an artifact"):
        artifact.add(3, "y")
    with pytest.raises(ValueError, match="there is no such file"):
        artifact.add_file(tmp_path / "none")
    with pytest.raises(ValueError, match="there is no such folder"):
        artifact.add_dir(tmp_path / "none")
    with pytest.raises(ValueError, match="it is a folder: use add_dir"):
        artifact.add_file(tmp_path)
    with pytest.raises(ValueError, match="it is a file: use add_file"):
        artifact.add_dir(__file__)
    assert artifact.contents == ["x"]


def test_log_wants_a_dict() -> None:
    with reportgen.init() as run, pytest.raises(TypeError, match=r"log\(\) wants a dict .* not \[1\]"):
        run.log([1])  # type: ignore[arg-type]


def test_what_is_no_table_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    artifact = Artifact("t")
    artifact.add(Image(np.eye(2)), "cover")
    artifact.add_file(tmp_path / "notes.txt")
    with reportgen.init() as run:
        logged = run.log_artifact(artifact)
    with pytest.raises(TypeError, match=r"use get_path\('notes.txt'\)"):
        logged.table("notes.txt")
    with pytest.raises(TypeError, match=r"use get\('cover'\)"):
        logged.table("cover")


def test_images_of_a_logged_table_are_references(tmp_path: Path) -> None:
    with reportgen.init() as run:
        run.log({"a": Table(columns=["image"], data=[[Image(np.eye(2))]])})
        blobs = len(list((tmp_path / "store" / "blobs").iterdir()))
        image = run.use_artifact("a:v0").get("a").data[0][0]
        artifact = Artifact("b")
        artifact.add(Image(image, caption="again"), "image")
        run.log_artifact(artifact)
    assert len(list((tmp_path / "store" / "blobs").iterdir())) == blobs


def test_images_move_from_store_to_store(tmp_path: Path) -> None:
    with reportgen.init(dir=tmp_path / "one") as run:
        run.log({"a": Table(columns=["image"], data=[[Image(np.eye(2))]])})
        table = run.use_artifact("a").get("a")
    with reportgen.init(dir=tmp_path / "two") as run:
        run.log({"a": table})
    store = Store(tmp_path / "two" / "store")
    assert store.blob_path(digest(Image(np.eye(2)))).read_bytes() == Image(np.eye(2)).data()


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "project" / "a" / "b"
    deep.mkdir(parents=True)
    assert find_store(deep) == deep / "store"
    config = tmp_path / "project" / "reportgen.toml"
    for text, expected in [
        ("", "project/store"),
        ('[project]\nstore = "data/kept"', "project/data/kept"),
        ('[project]\nstore = "../kept"', "kept"),
        (f'[project]\nstore = "{tmp_path.as_posix()}/abs"', "abs"),
    ]:
        config.write_text(text)
        assert find_store(deep).resolve() == (tmp_path / expected).resolve()
    for text in ("[project", "[project]\nstore = 3", "project = 1"):
        config.write_text(text)
        with pytest.raises(ValueError, match=r"cannot read .*reportgen.toml: "):
            find_store(deep)
    monkeypatch.setenv("REPORTGEN_STORE", str(tmp_path / "env"))
    assert find_store(deep) == tmp_path / "env"


def test_code_written_for_wandb_runs_with_its_import_changed() -> None:
    wandb = reportgen
    classes = ["airplane", "automobile", "bird"]
    wandb.init(job_type="create-dataset")
    table = wandb.Table(("image", "label"))
    for n in range(3):
        table.add_data(wandb.Image(np.full((4, 4, 3), n, np.uint8)), classes[n])
    dataset = wandb.Artifact("my-dataset", type="dataset")
    dataset.add(table, "dataset")
    wandb.log_artifact(dataset)

    columns = ["id", "image", "guess", "truth"] + [f"score_{digit}" for digit in range(10)]
    test_data = wandb.Artifact("test_samples_" + str(wandb.run.id), type="predictions")
    test_table = wandb.Table(columns=columns)
    test_table.add_data(
        "img_0", wandb.Image(np.zeros((1, 28))), 3, 8, *np.linspace(0, 1, 10, dtype=np.float32)
    )
    test_data.add(test_table, "predictions")
    wandb.run.log_artifact(test_data)

    found = wandb.use_artifact("my-dataset:v0")
    assert found.get("dataset.table.json") == table
    assert wandb.use_artifact(f"test_samples_{wandb.run.id}:latest").get("predictions") == test_table
    wandb.finish()


@pytest.mark.parametrize("step", [3.5, "three", float("nan"), [1]])
def test_a_step_is_a_whole_number(step: object) -> None:
    with reportgen.init(project="p") as run:
        run.log({"loss": 1.0}, step=np.int64(3))
        run.log({"loss": 2.0}, step=4.0)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="a step is a whole number, not"):
            run.log({"loss": 9.0}, step=step)  # type: ignore[arg-type]
    assert [(line["_step"], line["loss"]) for line in run.history()] == [(3, 1.0), (4, 2.0)]
