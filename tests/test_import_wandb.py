"""What the real `wandb` package writes is imported without loss; what cannot be resolved is noted."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reportgen.convert.model import ForeignError
from reportgen.data.imported import Imported, import_path
from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.audio import Audio
from reportgen.data.media.chart import Plotly
from reportgen.data.media.classes import Classes
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.image import Image
from reportgen.data.media.molecule import Molecule
from reportgen.data.media.object3d import Object3D
from reportgen.data.media.video import Video
from reportgen.data.type_json import type_to_json
from reportgen.store import Store
from reportgen.store.runs import RunFile
from tests import wandb_samples
from tests.wandb_samples import BIG, PDB, Samples

UTC = datetime.timezone.utc


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    if not (importlib.util.find_spec("wandb") and importlib.util.find_spec("plotly")):
        pytest.skip("wandb and plotly are not installed")
    return wandb_samples.samples(tmp_path_factory.mktemp("wandb"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def read(store: Store, ref: str) -> LoggedArtifact:
    return LoggedArtifact(store, store.lookup(ref))


def notes_of(imported: Imported) -> list[str]:
    return [str(note) for note in imported.notes]


def kinds_of(table: Any) -> dict[str, Any]:
    return {name: type_to_json(kind) for name, kind in zip(table.columns, table.types, strict=True)}


def test_plain_values(samples: Samples, store: Store) -> None:
    imported = import_path(store, samples.artifacts / "plain", name="plain")
    assert imported.versions == ("plain:v0",)
    table = read(store, "plain:v0").get("values")
    given = wandb_samples.plain_columns()
    assert table.columns == list(given)
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    # What wandb itself changes when it writes: sets and tuples to lists, NaN to null, times to milliseconds,
    # decimals to floats, and names for enums and functions.
    changed = {
        "nan": [None, 1.0, 2.0],
        "aware": [moment.replace(microsecond=678000)] * 3,
        "naive": [moment] * 3,
        "date": [datetime.datetime(2024, 1, 2, tzinfo=UTC)] * 3,
        "datetime64": [moment.replace(microsecond=123000)] * 3,
        "Timestamp": [moment] * 3,
        "decimal": [1.25] * 3,
        "bytes": ["xy"] * 3,
        "set": [[1], [1, 2], [3]],
        "tuple": [[1, 2], [3, 4], [5, 6]],
        "enum": ["RED", "BLUE", "RED"],
        "function": ["builtins.len"] * 3,
        "vector": [[0.0, 1, 2, 3], [1.0, 2, 3, 4], [2.0, 3, 4, 5]],
    }
    for name, values in {**given, **changed}.items():
        assert list(table.get_column(name)) == values, name


def test_plain_types(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "plain", name="plain")
    kinds = {name: kind["kind"] for name, kind in kinds_of(read(store, "plain:v0").get("values")).items()}
    assert kinds == {
        **dict.fromkeys(["text", "bytes", "enum", "function"], "text"),
        **dict.fromkeys(["integer", "wide"], "integer"),
        **dict.fromkeys(["float", "nan", "decimal", "numpy"], "float"),
        **dict.fromkeys(["aware", "naive", "date", "datetime64", "Timestamp"], "timestamp"),
        **dict.fromkeys(["set", "tuple", "list", "texts", "vector"], "list"),
        "big": "decimal",
        "boolean": "boolean",
        "dict": "struct",
        "empty": "null",
    }


def test_infinity_and_big_integers_survive(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "plain", name="plain")
    table = read(store, "plain:v0").get("values")
    assert table.get_column("float") == [0.5, math.inf, -math.inf]
    assert table.get_column("big") == [BIG, 1, -BIG]


def test_arrays_in_files_of_their_own(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "plain", name="plain")
    table = read(store, "plain:v0").get("arrays")
    matrix = np.stack(table.get_column("matrix"))
    assert matrix.dtype == np.float32
    assert np.array_equal(matrix, np.arange(12, dtype=np.float32).reshape(2, 2, 3))
    assert np.array_equal(np.stack(table.get_column("long")), np.arange(400).reshape(2, 200))


def test_names_of_columns(samples: Samples, store: Store) -> None:
    imported = import_path(store, samples.artifacts / "plain", name="plain")
    artifact = read(store, "plain:v0")
    assert artifact.get("odd").columns == ["0", "1"]
    twice = artifact.get("twice")
    assert twice.columns == ["a", "a (3)", "a (2)"]
    assert twice.data == [[1, "x", 0.5]]
    assert "odd.table.json: the name of column 0, 0, is no text: it becomes '0'" in notes_of(imported)
    assert "twice.table.json: column 1 is named 'a', as is another: it becomes 'a (3)'" in notes_of(imported)


def test_mixed_nested_and_empty_tables(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "plain", name="plain")
    artifact = read(store, "plain:v0")
    assert artifact.get("mixed").data == [[1], ["x"], [[1, "y"]], [{"z": 1}]]
    assert artifact.get("deep/er/nested").data == [[[{"n": 1, "t": "u"}, {"n": 2, "t": "v"}]]]
    assert artifact.get("none").columns == ["x", "y"]
    assert len(artifact.get("none")) == 0


def test_files_and_references(samples: Samples, store: Store) -> None:
    imported = import_path(store, samples.artifacts / "plain", name="plain")
    artifact = read(store, "plain:v0")
    assert Path(artifact.get_path("notes.txt")).read_text() == "hello"
    reference = artifact.entries["far.csv"]
    assert reference.kind == "reference"
    assert reference.info["uri"].endswith("/small.pdb")
    assert any("far.csv: it is a reference to http" in note for note in notes_of(imported))
    assert not [path for path in artifact.entries if path.startswith("media/")]


def test_overlays_of_images(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "media", name="media")
    artifact = read(store, "media:v0")
    for image in (artifact.get("media").get_column("image")[0], artifact.get("alone")):
        assert isinstance(image, Image)
        assert image.data() == (samples.sources / "cat.png").read_bytes()
        assert image.caption == "a cat"
        assert image.classes == Classes({0: "sky", 1: "cat"})
        first, second = image.boxes["pred"]
        assert (first.x_min, first.x_max, first.y_min, first.y_max) == (0.1, 0.2, 0.3, 0.4)
        assert (first.domain, first.class_id, first.label, first.caption) == ("fraction", 1, "cat", "cat .9")
        assert first.scores == {"acc": 0.9, "loss": 0.1}
        assert (second.x_min, second.y_min, second.x_max, second.y_max) == (3, 2, 5, 4)
        assert second.domain == "pixel"
        assert np.array_equal(
            image.masks["gt"].to_numpy(), np.pad(np.ones((2, 2), np.uint8), ((1, 3), (1, 5)))
        )
        assert image.masks["file"].data() == (samples.sources / "rgb_mask.png").read_bytes()
        assert image.masks["file"].to_numpy()[2, 3] == 1
    table = artifact.get("media")
    assert table.get_column("image")[0].masks["gt"].class_labels == Classes({0: "sky", 1: "cat"})


def test_every_kind_of_media(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "media", name="media")
    table = read(store, "media:v0").get("media")
    kinds = {name: kind["kind"] for name, kind in kinds_of(table).items()}
    assert kinds == {
        "image": "image",
        "far": "image",
        "audio": "audio",
        "video": "video",
        "html": "html",
        "object3d": "object3d",
        "molecule": "molecule",
        "histogram": "histogram",
        "images": "list",
        "chart": "chart",
        "named": "struct",
    }
    first = dict(zip(table.columns, table.data[0], strict=True))
    second = dict(zip(table.columns, table.data[1], strict=True))
    for name, kind in {"audio": Audio, "video": Video, "html": Html, "molecule": Molecule}.items():
        assert isinstance(first[name], kind)
    assert first["audio"].data() == (samples.sources / "tone.wav").read_bytes()
    assert (first["audio"].caption, first["audio"].sample_rate) == ("beep", 8000)
    assert first["video"].data() == (samples.sources / "film.mp4").read_bytes()
    assert first["molecule"].data().decode() == PDB
    assert b"<p>hi</p>" in first["html"].data()
    assert second["html"].data() == b"<b>ho</b>"
    assert isinstance(first["object3d"], Object3D)
    assert json.loads(first["object3d"].data()) == [[0, 0, 0], [1, 2, 3]]
    assert json.loads(second["object3d"].data())["boxes"][0]["label"] == "car"
    assert first["histogram"] == Histogram(np_histogram=([1, 2], [0.0, 0.5, 1.0]))
    assert isinstance(first["chart"], Plotly)
    assert first["chart"].spec()["layout"]["title"]["text"] == "bars"
    assert [image.to_numpy().tolist() for image in first["images"]] == [[[0, 0]] * 2, [[1, 1]] * 2]
    assert isinstance(first["named"]["a"], Image)
    assert second["audio"] is second["molecule"] is second["histogram"] is second["chart"] is None
    assert second["images"] == []


def test_an_image_elsewhere_keeps_its_address(samples: Samples, store: Store) -> None:
    imported = import_path(store, samples.artifacts / "media", name="media")
    image = read(store, "media:v0").get("media").get_column("far")[0]
    assert image.sha256 is None
    assert image.uri.startswith("http://127.0.0.1")
    assert any("column 'far', row 0: the file" in note for note in notes_of(imported))


def test_objects_by_themselves(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "media", name="media")
    artifact = read(store, "media:v0")
    assert artifact.get("labels") == Classes({0: "sky", 7: "cat"})
    assert isinstance(artifact.get("sound"), Audio)
    # wandb keeps the image's bytes under the name that the file had first: both are there.
    assert sorted(artifact.entries) == ["alone", "labels", "media", "original.png", "sound"]


def test_joined_and_partitioned_tables(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "tables", name="tables")
    artifact = read(store, "tables:v0")
    joined = artifact.get("joined")
    assert isinstance(joined, JoinedTable)
    rows = {tuple(row) for row in joined.to_table().data}
    assert rows == {("a", 1, 10.5), ("b", 2, None), ("c", 3, 30.5), ("d", None, 40.5)}
    assert artifact.get("whole") == PartitionedTable("parts")
    ref = store.resolve("tables:v0/whole")
    assert store.read_table(ref).to_pydict() == {"n": [0, 1, 2, 3], "t": ["p0", "p0", "p1", "p1"]}


def test_keys_and_class_ids(samples: Samples, store: Store) -> None:
    import_path(store, samples.artifacts / "tables", name="tables")
    artifact = read(store, "tables:v0")
    people = kinds_of(artifact.get("people"))
    assert people["name"]["key"] == "primary"
    assert people["kind"]["classes"] == {"0": "sky", "1": "cat"}
    assert kinds_of(artifact.get("pets"))["owner"]["key"] == {"table": "people", "column": "name"}
    assert kinds_of(artifact.get("visits"))["who"]["key"] == {"table": "people"}
    assert artifact.get("visits").get_column("who") == [0, 1]


def test_an_offline_run(samples: Samples, store: Store) -> None:
    imported = import_path(store, samples.run)
    assert notes_of(imported) == []
    names = [ref.partition(":")[0] for ref in imported.versions]
    assert set(names) == {"predictions", "tables", "growing", "picture", "pictures", "tone", "spread"}
    table = read(store, "predictions:v0").get("predictions")
    assert table.get_column("image")[0].boxes["pred"][0].scores == {"acc": 0.9, "loss": 0.1}
    assert read(store, "tables:best").get("left").data == [["a", 1], ["b", 2], ["c", 3]]
    pictures = read(store, "pictures:v0").get("pictures")
    assert pictures.columns == ["step", "image"]
    assert [image.boxes["pred"][0].label for image in pictures.get_column("image")] == ["cat", "cat"]
    run_id = samples.run.name.rpartition("-")[2]
    saved = RunFile(store, run_id).load()
    assert saved["config"] == {"lr": 0.5, "deep": {"a": 1}}
    assert (saved["name"], saved["project"], saved["tags"]) == ("first", "demo", ["t"])
    losses = [line["loss"] for line in RunFile(store, run_id).history() if "loss" in line]
    assert losses == [0.5, *(0.1 * step for step in range(12))]


def test_increments_can_be_looked_back_at(samples: Samples, store: Store) -> None:
    import_path(store, samples.run)
    for version in (0, 4, 11):
        table = read(store, f"growing:v{version}").get("growing")
        assert table.data == [[step, f"w{step}"] for step in range(version + 1)]


def test_an_incremental_folder(samples: Samples, store: Store, tmp_path: Path) -> None:
    folder = increments(tmp_path / "downloaded", 12)
    imported = import_path(store, folder, name="series")
    assert len(imported.versions) == 12
    assert read(store, "series:latest").get("series").data == [[n] for n in range(12)]
    assert read(store, "series:v2").get("series").data == [[0], [1], [2]]


def increments(folder: Path, count: int) -> Path:
    """Files as wandb names them: the first has no number, and 10 comes after 9."""
    folder.mkdir()
    for n in range(count):
        data = {
            "_type": "table",
            "columns": ["n"],
            "data": [[n]],
            "log_mode": "INCREMENTAL",
            "increment_num": n,
        }
        name = f"{n or None}-{1700000000000 + n}.my key.table.json"
        (folder / name).write_text(json.dumps(data))
    return folder


def test_a_run_whose_artifacts_are_gone_gives_its_short_copies(
    samples: Samples, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / samples.run.name
    shutil.copytree(samples.run / "files", folder / "files")
    imported = import_path(store, folder)
    assert "growing:v11" in imported.versions
    assert all("at most 10,000 rows and without media" in note for note in notes_of(imported))
    assert read(store, "predictions:v0").get("predictions").data == [["a", "Image"]]


def test_a_run_whose_data_folder_is_gone_says_so_and_gives_the_short_copies(
    samples: Samples, store: Store
) -> None:
    data = samples.artifacts.parent / "data"
    data.rename(data.with_name("moved"))
    try:
        imported = import_path(store, samples.run)
    finally:
        data.with_name("moved").rename(data)
    notes = notes_of(imported)
    assert any(note.endswith("predictions.table.json: its file is not there") for note in notes)
    assert "tables: nothing of it is at hand: no artifact is made of it" in notes
    assert read(store, "predictions:v0").get("predictions").data == [["a", "Image"]]
    # Media that were logged by themselves lie in the run's own folder.
    assert read(store, "picture:v0").get("picture").get_column("image")[0].sha256 is not None


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("left.table.json", ["left"]),
        ("joined.joined-table.json", ["joined", "left", "right"]),
        ("whole.partitioned-table.json", ["parts/part-0", "parts/part-1", "whole"]),
    ],
)
def test_a_single_file(samples: Samples, store: Store, name: str, tables: list[str]) -> None:
    import_path(store, samples.artifacts / "tables" / name, name="one")
    assert sorted(read(store, "one:v0").entries) == tables


def table_file(folder: Path, columns: list[Any], rows: list[Any], **types: Any) -> Path:
    folder.mkdir(exist_ok=True)
    node = {"wb_type": "typedDict", "params": {"type_map": types}}
    data = {"_type": "table", "columns": columns, "data": rows, "column_types": node}
    (folder / "t.table.json").write_text(json.dumps(data))
    return folder


def image_cell(path: str, data: bytes = b"", **more: Any) -> dict[str, Any]:
    return {"_type": "image-file", "path": path, "sha256": hashlib.sha256(data).hexdigest(), **more}


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/hostname", "a/../../secret.png", "..\\secret.png", "C:/x"]
)
def test_a_path_that_leaves_the_artifact_is_refused(store: Store, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = table_file(tmp_path / "in", ["image"], [[image_cell(path)]])
    with pytest.raises(ForeignError, match=r"column 'image', row 0: the path .* it is refused"):
        import_path(store, folder, name="x")
    assert store.artifacts() == []


def test_a_link_that_leaves_the_artifact_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = table_file(tmp_path / "in", ["image"], [[image_cell("link.png")]])
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(ForeignError, match=r"'link\.png' is a link that leaves the folder"):
        import_path(store, folder, name="x")


def test_missing_and_changed_files_are_noted(samples: Samples, store: Store, tmp_path: Path) -> None:
    cells = [[image_cell("gone.png", caption="lost")], [image_cell("cat.png", b"other bytes")]]
    folder = table_file(tmp_path / "in", ["image"], cells)
    shutil.copy(samples.sources / "cat.png", folder / "cat.png")
    imported = import_path(store, folder, name="x")
    first, second = read(store, "x:v0").get("t").get_column("image")
    assert (first.sha256, first.uri, first.caption) == (None, "gone.png", "lost")
    assert second.data() == (samples.sources / "cat.png").read_bytes()
    assert any("row 0: the file 'gone.png' is not there" in note for note in notes_of(imported))
    assert any("row 1: the file 'cat.png' is not the one" in note for note in notes_of(imported))


def test_bytes_that_are_no_picture_are_noted(store: Store, tmp_path: Path) -> None:
    folder = table_file(tmp_path / "in", ["image"], [[image_cell("bad.png", b"nothing", caption="broken")]])
    (folder / "bad.png").write_bytes(b"nothing")
    imported = import_path(store, folder, name="x")
    image = read(store, "x:v0").get("t").get_column("image")[0]
    assert (image.sha256, image.uri, image.caption) == (None, "bad.png", "broken")
    assert len(imported.notes) == 1
    assert "a placeholder stands for it" in notes_of(imported)[0]
    # The file itself is kept beside the table.
    assert read(store, "x:v0").entries["bad.png"].kind == "file"


def test_a_file_that_only_looks_like_a_table_is_kept(store: Store, tmp_path: Path) -> None:
    folder = table_file(tmp_path / "in", ["a"], [[1]])
    (folder / "mine.table.json").write_text("[1, 2]")
    imported = import_path(store, folder, name="x")
    assert {path: entry.kind for path, entry in read(store, "x:v0").entries.items()} == {
        "t": "table",
        "mine.table.json": "file",
    }
    assert "it is kept as a file" in notes_of(imported)[0]


def test_boxes_that_are_none_are_noted_one_by_one(samples: Samples, store: Store, tmp_path: Path) -> None:
    good = {"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 1}, "class_id": 3}
    bad = {"position": {"minX": 1, "maxX": 0, "minY": 0, "maxY": 1}, "class_id": 4}
    picture = (samples.sources / "cat.png").read_bytes()
    folder = table_file(
        tmp_path / "in", ["image"], [[image_cell("cat.png", picture, boxes={"p": [good, bad]})]]
    )
    (folder / "cat.png").write_bytes(picture)
    imported = import_path(store, folder, name="x")
    image = read(store, "x:v0").get("t").get_column("image")[0]
    assert [box.class_id for box in image.boxes["p"]] == [3]
    assert len(imported.notes) == 1
    assert "is left out" in notes_of(imported)[0]


def test_legacy_files(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bare.table.json").write_text('{"columns": ["a"], "data": [[1], [Infinity], [NaN]]}')
    node = {"wb_type": "wandb.Image"}
    types = {"wb_type": "dictionary", "params": {"type_map": {"0.0": node, "1.0": {"wb_type": "timestamp"}}}}
    old = {"_type": "table", "columns": [0, 1], "data": [[None, 1000.5]], "column_types": types}
    (folder / "old.table.json").write_text(json.dumps(old))
    import_path(store, folder, name="x")
    artifact = read(store, "x:v0")
    bare = artifact.get("bare").get_column("a")
    assert bare[:2] == [1, math.inf]
    assert math.isnan(bare[2])
    assert kinds_of(artifact.get("old"))["0"] == {"kind": "image"}
    assert artifact.get("old").get_column("1") == [datetime.datetime(1970, 1, 1, 0, 0, 1, 500, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("value", "kept", "note"),
    [
        (1.0005, datetime.datetime(1970, 1, 1, 0, 0, 0, 1000, tzinfo=UTC), "is rounded"),
        (1e300, 1e300, "outside of the years 1 to 9999"),
    ],
)
def test_times_that_do_not_fit(store: Store, tmp_path: Path, value: float, kept: Any, note: str) -> None:
    folder = table_file(tmp_path / "in", ["t"], [[value]], t={"wb_type": "timestamp"})
    imported = import_path(store, folder, name="x")
    assert read(store, "x:v0").get("t").get_column("t") == [kept]
    assert note in notes_of(imported)[0]


def test_a_log_that_was_cut_short_gives_what_is_whole(samples: Samples, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / samples.run.name
    shutil.copytree(samples.run, folder)
    log = next(folder.glob("*.wandb"))
    log.write_bytes(log.read_bytes()[:-2000])
    imported = import_path(store, folder)
    assert "predictions:v0" in imported.versions
    assert any("the log is damaged at byte" in note for note in notes_of(imported))


def test_importing_again_makes_no_new_version(samples: Samples, store: Store) -> None:
    first = import_path(store, samples.artifacts / "media", name="media")
    again = import_path(store, samples.artifacts / "media", name="media")
    assert first.versions == again.versions == ("media:v0",)
