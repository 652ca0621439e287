"""Files of other programs, recognised and imported: delimited text, JSON, Arrow, detections, folders."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from pyarrow import feather

from reportgen.convert.formats import FORMATS, recognise
from reportgen.convert.model import ForeignError
from reportgen.convert.regions import bounds_of, paint, to_runs
from reportgen.data.imported import Imported, import_path
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.classes import Classes
from reportgen.data.media.image import Image
from reportgen.data.table import Table
from reportgen.data.type_json import type_to_json
from reportgen.store import Store
from reportgen.store.errors import NameInvalid


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def table_at(store: Store, ref: str) -> Table:
    manifest = store.lookup(ref.partition("/")[0])
    found = LoggedArtifact(store, manifest).get(store.resolve(ref).table)
    assert isinstance(found, Table)
    return found


def imported(store: Store, path: Path, **options: Any) -> tuple[Table, list[str]]:
    found: Imported = import_path(store, path, name="x", **options)
    return table_at(store, found.versions[-1]), [str(note) for note in found.notes]


def kinds(table: Table) -> list[str]:
    return [type_to_json(kind)["kind"] for kind in table.types]


def picture(path: Path, size: tuple[int, int] = (8, 6), value: int = 7) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Pillow.new("RGB", size, (value, 0, 0)).save(path)
    return path


CSV_COLUMNS = [
    (["1", "-20", ""], "integer", [1, -20, None]),
    (["9223372036854775808", "1"], "integer", [2**63, 1]),
    (["99999999999999999999", "1"], "decimal", [99999999999999999999, 1]),
    (["1.5", "2", "1e3"], "float", [1.5, 2.0, 1000.0]),
    (["inf", "-inf"], "float", [math.inf, -math.inf]),
    (["007", "1"], "text", ["007", "1"]),
    (["1_000", "1"], "text", ["1_000", "1"]),
    (["+1", "1"], "text", ["+1", "1"]),
    (["true", "FALSE"], "boolean", [True, False]),
    (["2024-02-29", "2024-03-01"], "date", [datetime.date(2024, 2, 29), datetime.date(2024, 3, 1)]),
    (["2023-02-29", "2024-03-01"], "text", ["2023-02-29", "2024-03-01"]),
    (["2024-01-02T03:04:05.5", "2024-01-02 03:04"], "timestamp", None),
    (
        ["2024-01-02T03:04:05+02:00"],
        "timestamp",
        [datetime.datetime(2024, 1, 2, 1, 4, 5, tzinfo=datetime.timezone.utc)],
    ),
    (['""', "", '" a "'], "text", ["", None, " a "]),
    (['"two\nlines"', '"a ""quote"""'], "text", ["two\nlines", 'a "quote"']),
]


@pytest.mark.parametrize(("cells", "kind", "values"), CSV_COLUMNS)
def test_cells_of_csv(store: Store, tmp_path: Path, cells: list[str], kind: str, values: Any) -> None:
    path = tmp_path / "t.csv"
    lines = "\n".join(f"{number},{cell}" for number, cell in enumerate(cells))
    path.write_text(f"n,value\n{lines}\n")
    table, notes = imported(store, path)
    assert kinds(table)[1] == kind
    assert notes == []
    if values is not None:
        assert table.get_column("value") == values


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.tsv", "a\tb\n1\tx,y\n"),
        ("t.csv", "a;b\n1;x,y\n"),
        ("t.csv", "\ufeffa;b\r\n1;x,y\r\n"),
        ("t.csv", "a|b\n1|x,y\n"),
    ],
)
def test_delimiters_and_marks_of_csv(store: Store, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode())
    table, _ = imported(store, tmp_path / name)
    assert table.columns == ["a", "b"]
    assert table.data == [[1, "x,y"]]


def test_headers_of_csv(store: Store, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,a,"b\nc",\n1,2,3,4\n')
    table, notes = imported(store, tmp_path / "t.csv")
    assert table.columns == ["a", "a (2)", "b\nc", "column 3"]
    assert notes == [
        "t.csv: column 1 is named 'a', as is another: it becomes 'a (2)'",
        "t.csv: column 3 has no name: it becomes 'column 3'",
    ]


BAD_FILES = [
    ("t.csv", b"a,b\n1,2\n1,2,3\n", "row 1 has 3 cells and the header 2"),
    ("t.csv", b"", "is empty: its first line must name the columns"),
    ("t.csv", b"a\n\xff\xfe\n", "is not UTF-8"),
    ("t.jsonl", b'{"a": 1}\n{"a"\n', "line 2 is not JSON"),
    ("t.jsonl", b"[1]\n", "row 0 is no object with the columns as keys"),
    ("t.json", b'{"a": 1}', "holds no table"),
    ("t.parquet", b"nothing", "cannot be read as Parquet"),
    ("t.arrow", b"nothing", "cannot be read as Arrow"),
    ("t.table.json", b'{"columns": 1}', 'must be an object with "columns" and "data"'),
    ("t.bin", b"", "cannot tell what"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES)
def test_files_that_are_damaged(store: Store, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ForeignError) as caught:
        import_path(store, tmp_path / name, name="x")
    assert message in str(caught.value)
    assert store.artifacts() == []


def test_json_lines(store: Store, tmp_path: Path) -> None:
    rows = ['{"a": 1, "b": {"c": [1, 2]}}', "", '{"a": 36893488147419103233, "d": Infinity}']
    (tmp_path / "t.jsonl").write_text("\n".join(rows))
    table, _ = imported(store, tmp_path / "t.jsonl")
    assert table.columns == ["a", "b", "d"]
    assert table.data == [[1, {"c": [1, 2]}, None], [2**65 + 1, None, math.inf]]


@pytest.mark.parametrize(
    "data", [[{"a": 1, "b": "x"}, {"a": 2}], {"columns": ["a", "b"], "data": [[1, "x"], [2, None]]}]
)
def test_json(store: Store, tmp_path: Path, data: Any) -> None:
    (tmp_path / "t.json").write_text(json.dumps(data))
    table, _ = imported(store, tmp_path / "t.json")
    assert table.data == [[1, "x"], [2, None]]


ROWS = pa.table(
    {"n": pa.array([1, 2], pa.int16()), "t": ["x", None], "d": pa.array(["a", "b"]).dictionary_encode()}
)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("t.parquet", lambda path: pq.write_table(ROWS, path)),
        ("t.feather", lambda path: feather.write_feather(ROWS, path)),
        ("t.arrow", lambda path: _stream(ROWS, path)),
    ],
)
def test_arrow_and_parquet(store: Store, tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    write(tmp_path / name)
    table, notes = imported(store, tmp_path / name)
    assert table.data == [[1, "x", "a"], [2, None, "b"]]
    assert type_to_json(table.types[0])["bits"] == 16
    assert notes == []


def _stream(table: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)


def test_a_folder_of_parquet_with_partitions(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    pq.write_to_dataset(
        pa.table({"year": [2023, 2024, 2024], "n": [1, 2, 3]}), folder, partition_cols=["year"]
    )
    table, _ = imported(store, folder)
    assert sorted(zip(table.get_column("year"), table.get_column("n"), strict=True)) == [
        (2023, 1),
        (2024, 2),
        (2024, 3),
    ]


def test_nanoseconds_are_rounded_with_a_note(store: Store, tmp_path: Path) -> None:
    frame = pd.DataFrame({"t": pd.to_datetime(["2024-01-01T00:00:00.000001001"])})
    frame.to_parquet(tmp_path / "t.parquet")
    table, notes = imported(store, tmp_path / "t.parquet")
    assert table.get_column("t") == [datetime.datetime(2024, 1, 1, 0, 0, 0, 1)]
    assert "times finer than a microsecond, the first in row 0, are rounded down" in notes[0]


def test_a_folder_of_csv_is_a_table_each(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text("n\n1\n")
    (tmp_path / "in" / "deep" / "b.csv").write_text("n\n2\n")
    import_path(store, tmp_path / "in", name="x")
    assert store.lookup("x").tables() == ["a", "deep/b"]


def coco_folder(root: Path) -> Path:
    picture(root / "images" / "one.png")
    data = {
        "images": [
            {"id": 10, "file_name": "one.png", "width": 8, "height": 6, "license": 3},
            {"id": 11, "file_name": "gone.png", "width": 8, "height": 6, "coco_url": "http://h/gone.png"},
        ],
        "annotations": [
            {"id": 1, "image_id": 10, "category_id": 2, "bbox": [1, 2, 3, 2], "area": 6, "iscrowd": 0,
             "segmentation": [[1, 2, 4, 2, 4, 4, 1, 4]]},
            {"id": 2, "image_id": 10, "category_id": 5, "bbox": [0, 0, 1, 1], "area": 1, "iscrowd": 1,
             "segmentation": {"size": [6, 8], "counts": [0, 1, 47]}},
            {"id": 3, "image_id": 99, "category_id": 5, "bbox": [0, 0, 1, 1]},
        ],
        "categories": [{"id": 2, "name": "cat", "supercategory": "animal"}, {"id": 5, "name": "dog"}],
    }  # fmt: skip
    (root / "instances.json").write_text(json.dumps(data))
    return root


def test_coco(store: Store, tmp_path: Path) -> None:
    table, notes = imported(store, coco_folder(tmp_path / "coco"))
    assert table.columns == [
        "id",
        "image",
        "file_name",
        "width",
        "height",
        "license",
        "coco_url",
        "annotations",
    ]
    image, gone = table.get_column("image")
    assert image.classes == Classes({2: "cat", 5: "dog"})
    first, second = image.boxes["ground_truth"]
    assert (first.x_min, first.y_min, first.x_max, first.y_max, first.domain) == (1, 2, 4, 4, "pixel")
    assert (first.label, second.label) == ("cat", "dog")
    expected = np.zeros((6, 8), np.uint8)
    expected[2:4, 1:4] = 2
    expected[0, 0] = 5
    assert np.array_equal(image.masks["ground_truth"].to_numpy(), expected)
    assert (gone.sha256, gone.uri) == (None, "http://h/gone.png")
    kept = table.get_column("annotations")[0]
    assert [annotation["bbox"] for annotation in kept] == [[1, 2, 3, 2], [0, 0, 1, 1]]
    assert json.loads(kept[1]["segmentation"]) == {"size": [6, 8], "counts": [0, 1, 47]}
    assert sorted(store.lookup("x").entries) == ["source/instances.json", "x"]
    assert notes == [
        "instances.json, annotation 2: there is no image 99: it is left out",
        "instances.json, row 1: the file 'gone.png' is not there: a placeholder stands for it",
    ]


def test_coco_from_its_file_in_a_folder_of_annotations(store: Store, tmp_path: Path) -> None:
    root = coco_folder(tmp_path / "coco")
    (root / "annotations").mkdir()
    (root / "instances.json").rename(root / "annotations" / "instances.json")
    table, _ = imported(store, root / "annotations" / "instances.json")
    assert table.get_column("image")[0].sha256 is not None


# From the fourth run on, what is packed is the difference to the one before last.
@pytest.mark.parametrize(
    ("packed", "size", "runs"), [("512T1", [5, 9], [5, 1, 2, 37]), ("5:2I", [4, 5], [5, 10, 2, 3])]
)
def test_packed_runs_of_coco(packed: str, size: list[int], runs: list[int]) -> None:
    mask = np.zeros(size, np.uint8)
    paint(mask, {"size": size, "counts": packed}, 3)
    assert mask.T.reshape(-1).tolist() == [0] * runs[0] + [3] * runs[1] + [0] * runs[2] + [3] * runs[3]


def test_regions_come_back() -> None:
    inside = np.random.default_rng(1).random((7, 5)) > 0.5
    mask = np.zeros((7, 5), np.uint8)
    paint(mask, to_runs(inside), 1)
    assert np.array_equal(mask == 1, inside)
    assert bounds_of(mask[:0] == 1) == [0, 0, 0, 0]


VOC = """<annotation><folder>VOC</folder><filename>one.jpg</filename>
<object><name>dog</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult>
<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>4</xmax><ymax>5</ymax></bndbox></object></annotation>"""


def test_voc(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "voc"
    picture(root / "JPEGImages" / "one.jpg")
    (root / "Annotations").mkdir()
    (root / "Annotations" / "one.xml").write_text(VOC)
    mask = Pillow.new("P", (8, 6), 12)
    mask.putpalette([0, 0, 0] * 12 + [64, 0, 128])
    (root / "SegmentationClass").mkdir()
    mask.save(root / "SegmentationClass" / "one.png")
    table, notes = imported(store, root)
    image = table.get_column("image")[0]
    (box,) = image.boxes["ground_truth"]
    assert (box.x_min, box.y_min, box.x_max, box.y_max, box.label, box.class_id) == (0, 1, 4, 5, "dog", 12)
    assert np.array_equal(image.masks["ground_truth"].to_numpy(), np.full((6, 8), 12))
    assert table.get_column("objects")[0][0]["pose"] == "Left"
    assert notes == []


def test_folders_of_masks(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "seg"
    for name in ("a", "b"):
        picture(root / "images" / f"{name}.png")
    (root / "masks").mkdir()
    Pillow.new("L", (8, 6), 1).save(root / "masks" / "a_mask.png")
    Pillow.new("L", (8, 6), 1).save(root / "masks" / "z.png")
    (root / "classes.txt").write_text("ground\nroad\n")
    table, notes = imported(store, root)
    assert table.get_column("file_name") == ["a.png", "b.png"]
    image = table.get_column("image")[0]
    assert image.classes == Classes(["ground", "road"])
    assert image.masks["masks"].to_numpy().max() == 1
    assert notes == [
        "b.png: there is no mask of this name in 'masks'",
        "masks/z.png: there is no image of this name: the mask is left out",
    ]


def test_folders_by_class(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "pets"
    for path in ("train/cat/1.png", "train/dog/2.jpg", "test/cat/3.png"):
        picture(root / path)
    (root / "train" / "readme.txt").write_text("hi")
    table, notes = imported(store, root)
    assert table.columns == ["image", "label", "split", "path"]
    assert [row[1:] for row in table.data] == [
        ["cat", "test", "test/cat/3.png"],
        ["cat", "train", "train/cat/1.png"],
        ["dog", "train", "train/dog/2.jpg"],
    ]
    assert type_to_json(table.types[1])["categories"] == ["cat", "dog"]
    assert all(isinstance(value, Image) for value in table.get_column("image"))
    assert notes == ["train/readme.txt: it is no medium of a known kind: it is left out"]


def test_a_folder_of_media_without_classes(store: Store, tmp_path: Path) -> None:
    picture(tmp_path / "in" / "b.png")
    picture(tmp_path / "in" / "a.png")
    table, notes = imported(store, tmp_path / "in")
    assert table.columns == ["image", "path"]
    assert table.get_column("path") == ["a.png", "b.png"]
    assert notes == []


def test_a_link_out_of_a_folder_is_refused(store: Store, tmp_path: Path) -> None:
    picture(tmp_path / "secret.png")
    picture(tmp_path / "pets" / "cat" / "1.png")
    (tmp_path / "pets" / "cat" / "2.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(ForeignError, match=r"'cat/2\.png' is a link that leaves the folder"):
        import_path(store, tmp_path / "pets", name="x")


def test_a_name_that_leaves_the_folder_is_refused(store: Store, tmp_path: Path) -> None:
    picture(tmp_path / "secret.png")
    root = coco_folder(tmp_path / "coco")
    text = (root / "instances.json").read_text().replace("gone.png", "../secret.png")
    (root / "instances.json").write_text(text)
    with pytest.raises(ForeignError, match=r"row 1: the path '\.\./secret\.png' leaves"):
        import_path(store, root, name="x")


def test_a_folder_that_may_be_several_things_asks(store: Store, tmp_path: Path) -> None:
    root = coco_folder(tmp_path / "both")
    Pillow.new("L", (8, 6), 1).save(picture(root / "masks" / "one.png"))
    with pytest.raises(ForeignError) as caught:
        import_path(store, root, name="x")
    assert "may be COCO detections ('coco'), folders of images and of masks ('masks')" in str(caught.value)
    table, _ = imported(store, root, type="masks")
    assert list(table.get_column("image")[0].masks) == ["masks"]
    assert store.lookup("x").type == "dataset"


def test_the_type_of_the_artifact(store: Store, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n")
    import_path(store, tmp_path / "t.csv", name="x", type="predictions")
    assert store.lookup("x").type == "predictions"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"format": "cvs"}, ForeignError, "there is no format 'cvs' to import; did you mean 'csv'?"),
        ({"name": "no good/"}, NameInvalid, "cannot be the name of an artifact"),
    ],
)
def test_wrong_words(
    store: Store, tmp_path: Path, options: Any, error: type[Exception], message: str
) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n")
    with pytest.raises(error) as caught:
        import_path(store, tmp_path / "t.csv", **{"name": "x", **options})
    assert message in str(caught.value)


def test_what_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ForeignError, match="there is no file or folder"):
        import_path(store, tmp_path / "none.csv", name="x")


def test_a_project_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text('[project]\nstore = "kept"\n')
    (tmp_path / "t.csv").write_text("a\n1\n")
    import_path(tmp_path, tmp_path / "t.csv")
    assert Store(tmp_path / "kept").lookup("t:v0").tables() == ["t"]


def test_formats_have_names_of_their_own() -> None:
    names = [format.name for format in FORMATS]
    assert len(set(names)) == len(names)


def test_a_decimal_is_kept(store: Store, tmp_path: Path) -> None:
    values = [decimal.Decimal("1.10"), decimal.Decimal("2.25")]
    pq.write_table(pa.table({"d": values}), tmp_path / "t.parquet")
    assert recognise(tmp_path / "t.parquet").name == "parquet"
    assert imported(store, tmp_path / "t.parquet")[0].get_column("d") == values


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """One value of a sound file is replaced by any other: nothing but a ForeignError may come of it."""
    name, sound = data.draw(st.sampled_from(sorted(SOUND.items())))
    document = json.loads(json.dumps(sound))
    node, key = data.draw(st.sampled_from(list(places(document))))
    node[key] = data.draw(json_values)
    (tmp_path / name).write_text(json.dumps(document))
    store = Store(tmp_path / "store")
    with contextlib.suppress(ForeignError):
        import_path(store, tmp_path / name, name="x", format="coco" if name == "coco.json" else None)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document where a value stands."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from places(node[key])


_BOX = {"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 1}, "class_id": 0, "scores": {"a": 1}}
_IMAGE = {
    "_type": "image-file",
    "path": "gone.png",
    "sha256": "00",
    "boxes": {"p": [_BOX]},
    "masks": {"m": {"path": "m.png"}},
    "classes": {"path": "c.json"},
}
SOUND: dict[str, Any] = {
    "t.table.json": {
        "columns": ["a", "b", "c"],
        "data": [[1000, _IMAGE, {"_type": "histogram", "values": [1], "bins": [0, 1]}]],
        "column_types": {
            "wb_type": "typedDict",
            "params": {
                "type_map": {
                    "a": {"wb_type": "union", "params": {"allowed_types": [{"wb_type": "timestamp"}]}},
                    "b": {"wb_type": "image-file", "params": {"class_map": {"0": "x"}}},
                }
            },
        },
    },
    "t.joined-table.json": {"join_key": ["a", "b"], "table1": "x.table.json", "table2": "y.table.json"},
    "coco.json": {
        "images": [{"id": 1, "file_name": "gone.png", "width": 4, "height": 3}],
        "annotations": [
            {
                "id": 1,
                "image_id": 1,
                "category_id": 1,
                "bbox": [0, 0, 1, 1],
                "segmentation": [[0, 0, 2, 0, 2, 2]],
            }
        ],
        "categories": [{"id": 1, "name": "cat"}],
    },
}
