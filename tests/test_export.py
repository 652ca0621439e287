"""Tables as files of other programs, and back: what a format can hold comes back equal, the rest is noted."""

from __future__ import annotations

import datetime
import decimal
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from pyarrow import feather

from reportgen.convert.model import ForeignError
from reportgen.data.artifact import Artifact
from reportgen.data.exported import export_table
from reportgen.data.imported import import_path
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.audio import Audio
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.image import Image
from reportgen.data.run import Run
from reportgen.data.table import Table
from reportgen.store import Store, StoreError

UTC = datetime.timezone.utc


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def log(store: Store, table: Table) -> str:
    artifact = Artifact("t")
    artifact.add(table, "t")
    return Run(store, "run", {}, {}).log_artifact(artifact).name


def back(store: Store, path: Path, **options: Any) -> Table:
    version = import_path(store, path, name="back", **options).versions[0]
    found = LoggedArtifact(store, store.lookup(version)).get("back")
    assert isinstance(found, Table)
    return found


def plain_table() -> Table:
    return Table(
        dataframe=None,
        columns=["n", "big", "x", "text", "flag", "day", "at", "aware"],
        data=[
            [1, 2**63, 0.1, "", True, datetime.date(2024, 1, 2), datetime.datetime(2024, 1, 2, 3), _aware(1)],
            [None, 5, math.inf, None, None, None, None, None],
            [
                -3,
                0,
                -1e-300,
                'a "b",\n;ü',
                False,
                datetime.date(1, 1, 1),
                datetime.datetime(1999, 9, 9),
                _aware(5),
            ],
        ],
    )


def _aware(micro: int) -> datetime.datetime:
    return datetime.datetime(2024, 1, 2, 3, 4, 5, micro, tzinfo=UTC)


def media_table(caption: str | None = "one") -> Table:
    pixels = np.arange(48, dtype=np.uint8).reshape(6, 8)
    mask = np.zeros((6, 8), np.uint8)
    mask[1:3, 2:5] = 2
    image = Image(
        pixels,
        caption=caption,
        classes={1: "cat", 2: "dog"},
        boxes={
            "p": {
                "box_data": [
                    {
                        "position": {"minX": 0.25, "maxX": 0.5, "minY": 0, "maxY": 0.5},
                        "class_id": 1,
                        "scores": {"p": 0.75},
                    },
                    {
                        "position": {"minX": 1, "maxX": 3, "minY": 2, "maxY": 6},
                        "domain": "pixel",
                        "class_id": 2,
                    },
                ],
            }
        },
        masks={"m": {"mask_data": mask}},
    )
    sound = Audio(np.zeros(100, np.int16), sample_rate=8000)
    table = Table(columns=["id", "image", "sound", "more"])
    table.add_data("a/b", image, sound, [Image(pixels.T)])
    table.add_data("c", None, None, [])
    return table


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.jsonl", "t.parquet", "t.arrow"])
def test_plain_values_come_back(store: Store, tmp_path: Path, name: str) -> None:
    table = plain_table()
    notes = export_table(store, log(store, table), tmp_path / "out" / name)
    found = back(store, tmp_path / "out" / name)
    if name == "t.jsonl":  # which has no times, and no infinity
        assert [note.where for note in notes] == ["column 'x', row 1"]
        assert found.get_column("text") == table.get_column("text")
        assert found.get_column("at")[0] == "2024-01-02T03:00:00"
        return
    assert notes == []
    assert found == table


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.none() | texts, st.none() | st.integers(-(2**63), 2**63 - 1)), max_size=5))
def test_any_text_comes_back_from_csv(store: Store, tmp_path: Path, rows: list[tuple[Any, Any]]) -> None:
    table = Table(columns=["t", "n"], data=[list(row) for row in rows], dtype={"t": str})
    notes = export_table(store, table, tmp_path / "t.csv")
    found = back(store, tmp_path / "t.csv")
    if not notes and any(row[0] is not None for row in rows):
        assert found.get_column("t") == table.get_column("t")
    assert found.get_column("n") == table.get_column("n")


@pytest.mark.parametrize("name", ["t.parquet", "t.arrow"])
def test_media_come_back_with_parquet_and_arrow(store: Store, tmp_path: Path, name: str) -> None:
    table = media_table()
    extra = Image(np.ones((3, 3), np.uint8))
    table.add_column("mixed", [7, {"a": [extra, "x"]}])
    table.add_column("struct", [{"image": extra, "n": 1}, None])
    export_table(store, log(store, table), tmp_path / "out" / name)
    assert back(Store(tmp_path / "other"), tmp_path / "out" / name) == table
    assert len(list((tmp_path / "out" / "media").iterdir())) == 5


def test_parquet_without_its_media_says_what_is_missing(store: Store, tmp_path: Path) -> None:
    export_table(store, media_table(), tmp_path / "out" / "t.parquet")
    (tmp_path / "out" / "media").rename(tmp_path / "elsewhere")
    with pytest.raises(ForeignError, match="the folder 'media' beside it lacks 4 of its media"):
        back(store, tmp_path / "out" / "t.parquet")


def test_other_tools_read_it(store: Store, tmp_path: Path) -> None:
    ref = log(store, plain_table())
    for name in ("t.parquet", "t.csv", "t.feather"):
        export_table(store, ref, tmp_path / name)
    for frame in (
        pq.read_table(tmp_path / "t.parquet").to_pandas(),
        pd.read_csv(tmp_path / "t.csv"),
        feather.read_table(tmp_path / "t.feather").to_pandas(),
    ):
        assert frame["x"].tolist() == [0.1, math.inf, -1e-300]


def test_csv_names_the_files_of_media(store: Store, tmp_path: Path) -> None:
    notes = export_table(store, log(store, media_table()), tmp_path / "out" / "t.csv")
    frame = pd.read_csv(tmp_path / "out" / "t.csv")
    path = tmp_path / "out" / frame["image"][0]
    assert path.parent.name == "media"
    assert np.asarray(Pillow.open(path)).shape == (6, 8)
    assert frame["sound"][0].endswith(".wav")
    assert json.loads(frame["more"][0])[0]["file"].startswith("media/")
    assert [str(note) for note in notes] == [
        "column 'image': images are written as files: captions, boxes and masks do not go into CSV",
        "column 'more': its values are written as JSON text",
    ]


def test_json_lines_tell_all_of_media(store: Store, tmp_path: Path) -> None:
    export_table(store, log(store, media_table()), tmp_path / "t.jsonl")
    first, second = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    image = first["image"]
    assert (tmp_path / image["file"]).is_file()
    assert (tmp_path / image["masks"][0]["file"]).is_file()
    assert (image["caption"], image["boxes"][0]["class_id"]) == ("one", 1)
    assert image["classes"] == {"1": "cat", "2": "dog"}
    assert second == {"id": "c", "image": None, "sound": None, "more": []}


LOSSY = [
    ([1.5, math.nan], "t.jsonl", "column 'v', row 1: the number nan is written as the text 'NaN'"),
    (
        [1.5, math.inf, math.inf],
        "t.jsonl",
        "column 'v', row 1: the number inf is written as the text 'Infinity'; 2 rows have it",
    ),
    (["1", "2"], "t.csv", "column 'v': its texts look like numbers or dates, and are read back as such"),
    ([b"\0", b"x"], "t.csv", "column 'v': bytes are written as text in Base64"),
    ([datetime.timedelta(1), None], "t.csv", "column 'v': durations are written as seconds"),
    ([decimal.Decimal("1.50"), None], "t.jsonl", "column 'v': its values are written as text"),
    ([{"a": 1}, None], "t.csv", "column 'v': its values are written as JSON text"),
]


@pytest.mark.parametrize(("values", "name", "note"), LOSSY)
def test_what_a_format_cannot_hold_is_noted(
    store: Store, tmp_path: Path, values: list[Any], name: str, note: str
) -> None:
    notes = export_table(store, Table(columns=["v"], data=[[v] for v in values]), tmp_path / name)
    assert [str(one) for one in notes] == [note]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet", "t.arrow", "folder"])
def test_media_can_be_left_out(store: Store, tmp_path: Path, name: str) -> None:
    notes = export_table(store, log(store, media_table()), tmp_path / "out" / name, media=False)
    assert [str(note) for note in notes] == [
        f"column {column!r}: it holds media and is left out" for column in ("image", "sound", "more")
    ]
    assert not list((tmp_path / "out").rglob("*.png"))


def test_a_folder_of_files(store: Store, tmp_path: Path) -> None:
    export_table(store, log(store, media_table()), tmp_path / "out")
    assert sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").glob("[its]*/*")
    ) == [
        "image/a_b.m.mask.png",
        "image/a_b.png",
        "sound/a_b.wav",
    ]
    frame = pd.read_csv(tmp_path / "out" / "table.csv")
    assert frame["image"][0] == "image/a_b.png"
    assert (tmp_path / "out" / json.loads(frame["more"][0])[0]["file"]).is_file()


def test_a_folder_that_is_not_empty_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x")
    with pytest.raises(ValueError, match="is there and not empty"):
        export_table(store, media_table(), tmp_path / "out")


def test_coco(store: Store, tmp_path: Path) -> None:
    notes = export_table(store, log(store, media_table()), tmp_path / "out", format="coco")
    data = json.loads((tmp_path / "out" / "annotations.json").read_text())
    assert data["images"] == [
        {"id": 1, "source_id": "a/b", "caption": "one", "width": 8, "height": 6, "file_name": "a_b.png"}
    ]
    assert (tmp_path / "out" / "images" / "a_b.png").is_file()
    first, second, region = data["annotations"]
    assert (first["bbox"], first["category_id"], first["score"], first["layer"]) == (
        [2, 0, 2, 3],
        1,
        0.75,
        "p",
    )
    assert (second["bbox"], second["area"], second["iscrowd"]) == ([1, 2, 2, 4], 8, 0)
    assert (region["bbox"], region["area"], region["iscrowd"], region["layer"]) == ([2, 1, 3, 2], 6, 1, "m")
    assert data["categories"] == [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]
    assert [str(note) for note in notes] == [
        "column 'sound': COCO has no place for it: it is left out",
        "column 'more': COCO has no place for it: it is left out",
        "column 'id': ids in COCO are numbers: it is written as 'source_id'",
        "row 1: there is no image: the row is left out",
    ]


def test_coco_comes_back(store: Store, tmp_path: Path) -> None:
    export_table(store, media_table(caption=None), tmp_path / "out", format="coco")
    image = back(store, tmp_path / "out").get_column("image")[0]
    original = media_table().get_column("image")[0]
    assert np.array_equal(image.masks["ground_truth"].to_numpy(), original.masks["m"].to_numpy())
    boxes = [(box.x_min, box.y_min, box.x_max, box.y_max) for box in image.boxes["ground_truth"]]
    assert boxes[:2] == [(2, 0, 4, 3), (1, 2, 3, 6)]
    again = tmp_path / "again"
    export_table(store, "back", again, format="coco")
    first, second = (
        json.loads((path / "annotations.json").read_text()) for path in (tmp_path / "out", again)
    )
    assert second == first


def test_a_chart_of_counts_in_csv(store: Store, tmp_path: Path) -> None:
    table = Table(columns=["h"], data=[[Histogram(np_histogram=([1, 2], [0.0, 1.0, 2.0]))]])
    export_table(store, table, tmp_path / "t.csv")
    cell = pd.read_csv(tmp_path / "t.csv")["h"][0]
    assert json.loads(cell) == {"counts": [1.0, 2.0], "edges": [0.0, 1.0, 2.0]}


@pytest.mark.parametrize(
    ("table", "name", "format", "error", "message"),
    [
        ("t", "t.xlsx", None, ValueError, "there is no format 'xlsx' to export to"),
        ("t", "t", "parqet", ValueError, "did you mean 'parquet'?"),
        ("none", "t.csv", None, StoreError, "the store has no artifact 'none'"),
        ("t", "out", "coco", ValueError, "the table has no column of images"),
    ],
)
def test_wrong_words(
    store: Store,
    tmp_path: Path,
    table: str,
    name: str,
    format: str | None,
    error: type[Exception],
    message: str,
) -> None:
    log(store, plain_table())
    with pytest.raises(error) as caught:
        export_table(store, table, tmp_path / name, format)
    assert message in str(caught.value)
