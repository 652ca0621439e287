"""Artifacts and a run that the real `wandb` package writes, offline, with everything that it can hold."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import enum
import functools
import http.server
import importlib
import json
import os
import shutil
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image as Pillow

BIG = 2**70 + 1
PDB = "HEADER    SMALL\nATOM      1  N   ALA A   1      11.104   6.134  -6.504  1.00  0.00           N\nEND\n"


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclass(frozen=True)
class Samples:
    """Where everything lies."""

    artifacts: Path
    """A folder for each artifact, as `download()` would lay it out."""
    run: Path
    """The folder of the offline run."""
    sources: Path
    """The files that were given."""


def samples(root: Path) -> Samples:
    """Everything, written by wandb in a process of its own."""
    # Its threads, hooks and warnings are no concern of the tests'.
    subprocess.run([sys.executable, __file__, str(root)], check=True, timeout=100)
    return Samples(root / "download", next((root / "w" / "wandb").glob("offline-run-*")), root / "sources")


def environment(root: Path) -> dict[str, str]:
    """What keeps wandb inside of a folder, without network and silent."""
    folders = {"DIR": "w", "DATA_DIR": "data", "CACHE_DIR": "cache", "CONFIG_DIR": "config"}
    paths = {f"WANDB_{name}": str(root / folder) for name, folder in folders.items()}
    for path in paths.values():
        Path(path).mkdir(parents=True, exist_ok=True)
    return {**paths, "WANDB_MODE": "offline", "WANDB_SILENT": "true", "WANDB_CONSOLE": "off"}


def lay_out(artifact: Any, root: Path) -> None:
    """Copy an artifact's staged files as `download()` would; references stay in the manifest only."""
    for name, entry in artifact.manifest.entries.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if entry.local_path is not None:
            shutil.copyfile(entry.local_path, target)
    (root / "wandb_manifest.json").write_text(json.dumps(artifact.manifest.to_manifest_json()))


def write(root: Path) -> None:
    """Have wandb write everything into a folder."""
    os.environ.update(environment(root))
    wandb = importlib.import_module("wandb")

    sources = _sources(root / "sources")
    with _served(root / "sources") as address:
        _write(wandb, root, sources, address)


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a folder, served on this machine: wandb asks for what is referred to."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _write(wandb: Any, root: Path, sources: dict[str, Path], address: str) -> None:
    run = wandb.init(project="demo", config={"lr": 0.5, "deep": {"a": 1}}, name="first", tags=["t"])
    made = {name: make(wandb, sources, address) for name, make in _ARTIFACTS.items()}
    _log(wandb, run, sources)
    run.log_artifact(made["tables"], aliases=["best"])
    run.finish()
    for name, artifact in made.items():
        lay_out(artifact, root / "download" / name)


def _sources(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    paths = {name: folder / name for name in ("cat.png", "rgb_mask.png", "tone.wav", "film.mp4", "small.pdb")}
    rng = np.random.default_rng(0)
    Pillow.fromarray(rng.integers(0, 255, (6, 8, 3), dtype=np.uint8)).save(paths["cat.png"])
    mask = np.zeros((6, 8, 3), np.uint8)
    mask[2:4, 3:5, 0] = 1
    Pillow.fromarray(mask).save(paths["rgb_mask.png"])
    with wave.open(str(paths["tone.wav"]), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.zeros(800, np.int16).tobytes())
    paths["film.mp4"].write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64))
    paths["small.pdb"].write_text(PDB)
    return paths


def _image(wandb: Any, sources: dict[str, Path], **more: Any) -> Any:
    labels = {0: "sky", 1: "cat"}
    return wandb.Image(
        str(sources["cat.png"]),
        caption="a cat",
        classes=wandb.Classes([{"id": 0, "name": "sky"}, {"id": 1, "name": "cat"}]),
        boxes={
            "pred": {
                "box_data": [
                    {
                        "position": {"minX": 0.1, "maxX": 0.2, "minY": 0.3, "maxY": 0.4},
                        "class_id": 1,
                        "box_caption": "cat .9",
                        "scores": {"acc": 0.9, "loss": 0.1},
                    },
                    {
                        "position": {"middle": [4, 3], "width": 2, "height": 2},
                        "domain": "pixel",
                        "class_id": 0,
                    },
                ],
                "class_labels": labels,
            }
        },
        masks={
            "gt": {"mask_data": np.pad(np.ones((2, 2), np.uint8), ((1, 3), (1, 5))), "class_labels": labels},
            "file": {"path": str(sources["rgb_mask.png"]), "class_labels": {1: "kitten"}},
        },
        **more,
    )


def plain_columns() -> dict[str, list[Any]]:
    """What the table `values` of the artifact `plain` is given."""
    utc = datetime.timezone.utc
    return {
        "text": ["a", "ü\n", None],
        "integer": [1, 2, 3],
        "float": [0.5, float("inf"), float("-inf")],
        "nan": [float("nan"), 1.0, 2.0],
        "big": [BIG, 1, -BIG],
        "wide": [2**63 + 5, 1, 2],
        "boolean": [True, False, None],
        "aware": [datetime.datetime(2024, 1, 2, 3, 4, 5, 678000, tzinfo=utc)] * 3,
        "naive": [datetime.datetime(2024, 1, 2, 3, 4, 5)] * 3,
        "date": [datetime.date(2024, 1, 2)] * 3,
        "datetime64": [np.datetime64("2024-01-02T03:04:05.123456")] * 3,
        "Timestamp": [pd.Timestamp("2024-01-02T03:04:05")] * 3,
        "decimal": [decimal.Decimal("1.25")] * 3,
        "bytes": [b"xy"] * 3,
        "set": [{1}, {1, 2}, {3}],
        "tuple": [(1, 2), (3, 4), (5, 6)],
        "numpy": [np.float32(0.5), np.float32(1.5), np.float32(2.5)],
        "list": [[1, 2], [3], []],
        "texts": [["a"], ["b", "c"], ["d"]],
        "dict": [{"a": 1, "b": {"c": "x"}}] * 3,
        "enum": [Colour.RED, Colour.BLUE, Colour.RED],
        "function": [len, len, len],
        "vector": [np.arange(4, dtype=np.float64) + i for i in range(3)],
        "empty": [None, None, None],
    }


def _plain(wandb: Any, sources: dict[str, Path], address: str) -> Any:
    columns = plain_columns()
    table = wandb.Table(
        columns=list(columns), data=[list(row) for row in zip(*columns.values(), strict=True)]
    )
    mixed = wandb.Table(columns=["any"], data=[[1], ["x"], [[1, "y"]], [{"z": 1}]], allow_mixed_types=True)
    arrays = wandb.Table(columns=["id"], data=[[0], [1]])
    arrays.add_column("matrix", np.arange(12, dtype=np.float32).reshape(2, 2, 3))
    arrays.add_column("long", np.arange(400, dtype=np.int64).reshape(2, 200))
    odd = wandb.Table(columns=[0, 1], data=[["p", 1], ["q", 2]])
    twice = wandb.Table(columns=["a", "a", "a (2)"], data=[[1, "x", 0.5]])
    nested = wandb.Table(
        columns=["inner"], data=[[wandb.Table(columns=["n", "t"], data=[[1, "u"], [2, "v"]])]]
    )
    artifact = wandb.Artifact("plain", "dataset", description="plain values", metadata={"k": [1, 2]})
    for name, made in {
        "values": table,
        "mixed": mixed,
        "arrays": arrays,
        "odd": odd,
        "twice": twice,
        "deep/er/nested": nested,
        "none": wandb.Table(columns=["x", "y"]),
    }.items():
        artifact.add(made, name)
    with artifact.new_file("notes.txt") as file:
        file.write("hello")
    artifact.add_reference(address + "/small.pdb", "far.csv")
    return artifact


def _media(wandb: Any, sources: dict[str, Path], address: str) -> Any:
    go = importlib.import_module("plotly.graph_objects")
    points = np.array([[0, 0, 0], [1, 2, 3]], dtype=float)
    box = {"corners": np.eye(8, 3).tolist(), "label": "car", "color": [1, 2, 3]}
    cloud = {"type": "lidar/beta", "points": points, "boxes": np.array([box]), "vectors": np.array([])}
    figure = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"title": {"text": "bars"}}}
    cells: dict[str, list[Any]] = {
        "image": [_image(wandb, sources), wandb.Image(np.zeros((4, 5), np.uint8))],
        "far": [wandb.Image(address + "/cat.png")] * 2,
        "audio": [wandb.Audio(str(sources["tone.wav"]), caption="beep"), None],
        "video": [wandb.Video(str(sources["film.mp4"]), caption="film", format="mp4")] * 2,
        "html": [wandb.Html("<p>hi</p>"), wandb.Html("<b>ho</b>", inject=False)],
        "object3d": [wandb.Object3D(points), wandb.Object3D(cloud)],
        "molecule": [wandb.Molecule(str(sources["small.pdb"]), caption="mol"), None],
        "histogram": [wandb.Histogram(np_histogram=([1, 2], [0.0, 0.5, 1.0])), None],
        "images": [[wandb.Image(np.full((2, 2), i, np.uint8)) for i in range(2)], []],
        "chart": [wandb.Plotly(go.Figure(figure)), None],
        "named": [{"a": wandb.Image(np.zeros((2, 2), np.uint8)), "n": 1}] * 2,
    }
    table = wandb.Table(columns=list(cells), data=[list(row) for row in zip(*cells.values(), strict=True)])
    artifact = wandb.Artifact("media", "dataset")
    artifact.add_file(str(sources["cat.png"]), "original.png")
    artifact.add(table, "media")
    artifact.add(_image(wandb, sources), "alone")
    artifact.add(wandb.Audio(str(sources["tone.wav"])), "sound")
    artifact.add(wandb.Classes([{"id": 0, "name": "sky"}, {"id": 7, "name": "cat"}]), "labels")
    return artifact


def _tables(wandb: Any, sources: dict[str, Path], address: str) -> Any:
    del sources, address
    artifact = wandb.Artifact("tables", "dataset")
    left = wandb.Table(columns=["id", "x"], data=[["a", 1], ["b", 2], ["c", 3]])
    right = wandb.Table(columns=["id", "y"], data=[["a", 10.5], ["c", 30.5], ["d", 40.5]])
    artifact.add(left, "left")
    artifact.add(right, "right")
    artifact.add(wandb.JoinedTable(left, right, "id"), "joined")
    for number in range(2):
        part = wandb.Table(columns=["n", "t"], data=[[number * 2 + i, f"p{number}"] for i in range(2)])
        artifact.add(part, f"parts/part-{number}")
    artifact.add(importlib.import_module("wandb.data_types").PartitionedTable(parts_path="parts"), "whole")
    classes = wandb.Classes([{"id": 0, "name": "sky"}, {"id": 1, "name": "cat"}])
    artifact.add(classes, "classes")
    people = wandb.Table(columns=["name", "kind"], data=[["ann", 0], ["bob", 1]])
    people.set_pk("name")
    people.cast("kind", classes.get_type())
    pets = wandb.Table(columns=["pet", "owner"], data=[["rex", "ann"], ["tom", "bob"]])
    pets.set_fk("owner", people, "name")
    visits = wandb.Table(columns=["who", "cost"], data=[[index, 5] for index, _ in people.iterrows()])
    artifact.add(people, "people")
    artifact.add(pets, "pets")
    artifact.add(visits, "visits")
    return artifact


def _log(wandb: Any, run: Any, sources: dict[str, Path]) -> None:
    run.log(
        {
            "predictions": wandb.Table(columns=["id", "image"], data=[["a", _image(wandb, sources)]]),
            "loss": 0.5,
        }
    )
    growing = wandb.Table(columns=["step", "word"], log_mode="INCREMENTAL")
    for step in range(12):
        growing.add_data(step, f"w{step}")
        run.log({"growing": growing, "loss": 0.1 * step})
    run.log({"picture": _image(wandb, sources), "pictures": [_image(wandb, sources)] * 2})
    run.log({"tone": wandb.Audio(str(sources["tone.wav"])), "spread": wandb.Histogram([1, 2, 3])})


_ARTIFACTS = {"plain": _plain, "media": _media, "tables": _tables}


if __name__ == "__main__":
    write(Path(sys.argv[1]))
