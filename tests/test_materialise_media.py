"""Media of every kind become files and structs of the site, wherever they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from reportgen.convert.media import MEDIA
from reportgen.materialise import SiteTable, materialise_table
from reportgen.materialise import parquet as parquet_module
from reportgen.materialise.palette import class_colors
from reportgen.materialise.progress import SILENT
from reportgen.materialise.sandbox import POLICY, sandboxed
from reportgen.materialise.tables import TableInput
from tests.test_materialise import IMAGE, Store, rows, types

BOX = {
    "layer": "found",
    "x_min": 0.1,
    "y_min": 0.2,
    "x_max": 0.5,
    "y_max": 0.6,
    "domain": "fraction",
    "class_id": 2,
    "label": "dog",
    "caption": None,
    "scores": [("score", 0.5)],
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def ids(store: Store, size: int = 8, mode: str = "L") -> str:
    """The digest of a mask with class 0 at the left and class 3 at the right."""
    array = np.zeros((size, size), np.uint8)
    array[:, size // 2 :] = 3
    return str(store.image(Image.fromarray(array).convert(mode))["sha256"])


def materialised(store: Store, kind: dict[str, Any], cells: list[Any], px: int = 112) -> SiteTable:
    return store.materialise(store.table(("x", kind, pa.array(cells, MEDIA[kind["kind"]]))), px)


def opened(made: SiteTable, name: str) -> Image.Image:
    source = next(file.source for file in made.media if file.name == name)
    with Image.open(source) as image:
        copied: Image.Image = image.copy()
    return copied


def test_an_image_says_no_more_than_its_column_needs(store: Store) -> None:
    plain = store.image(Image.new("L", (8, 8)))
    made = materialised(store, IMAGE, [plain])
    assert types(made)["x"] == (
        "STRUCT(file VARCHAR, thumb VARCHAR, width INTEGER, height INTEGER, caption VARCHAR)"
    )
    assert made.columns[0]["type"] == {"kind": "image", "thumb": 112}


def test_boxes_masks_and_classes_come_along(store: Store) -> None:
    plain = store.image(Image.new("L", (8, 8)))
    mask = {"layer": "truth", "sha256": ids(store), "classes": [(0, "background"), (3, "cat")]}
    made = materialised(store, IMAGE, [{**plain, "boxes": [BOX], "masks": [mask]}, plain, None])
    first, second, third = (cell for _, cell in rows(made))
    name = f"{mask['sha256'][:20]}-mask.png"
    assert first["boxes"] == [{**BOX, "scores": {"score": 0.5}}]
    assert first["masks"] == [{"layer": "truth", "file": name, "thumb": None, "classes": {3: "cat"}}]
    assert (second["boxes"], second["masks"], third) == (None, None, None)
    assert made.columns[0]["type"] == {
        "kind": "image",
        "thumb": 112,
        "boxes": True,
        "masks": True,
        "classes": {"2": "dog", "3": "cat"},
        "layers": ["found", "truth"],
        "scores": {"score": [0.5, 0.5]},
    }
    image = opened(made, name)
    assert (image.mode, image.getpixel((7, 0)), image.info["transparency"]) == ("P", 3, 0)
    assert image.convert("RGB").getpixel((7, 0)) == class_colors()[3]


@pytest.mark.parametrize(
    ("classes", "clear"),
    [([(0, "sky"), (3, "cat")], False), ([(3, "cat")], True), (None, True), ([(0, "Background")], True)],
)
def test_class_0_is_drawn_when_it_is_something(store: Store, classes: Any, clear: bool) -> None:
    plain = store.image(Image.new("L", (8, 8)))
    made = materialised(
        store, IMAGE, [{**plain, "masks": [{"layer": "m", "sha256": ids(store), "classes": classes}]}]
    )
    file = rows(made)[0][1]["masks"][0]["file"]
    assert opened(made, file).convert("RGBA").getpixel((0, 0)) == (*class_colors()[0], 0 if clear else 255)


def test_large_masks_have_smaller_ones_of_the_same_classes(store: Store) -> None:
    large = store.image(Image.effect_noise((400, 400), 30))
    for mode in ("L", "RGB"):
        mask = {"layer": "m", "sha256": ids(store, 400, mode), "classes": None}
        made = materialised(store, IMAGE, [{**large, "masks": [mask]}])
        thumb = opened(made, rows(made)[0][1]["masks"][0]["thumb"])
        assert (thumb.size, set(np.asarray(thumb).ravel())) == ((112, 112), {0, 3})


def blob(store: Store, kind: str, data: bytes, **more: Any) -> dict[str, Any]:
    return {"sha256": store.put(data), "format": kind, **more}


def test_files_are_named_by_content_and_kept_as_they_are(store: Store) -> None:
    audio = blob(store, "wav", b"RIFF", seconds=1.5, sample_rate=8000, caption="tone")
    made = materialised(store, {"kind": "audio"}, [audio, {"uri": "s3://b/a.wav"}, None])
    name = f"{audio['sha256'][:20]}.wav"
    wanted = {"file": name, "format": "wav", "caption": "tone", "uri": None}
    assert rows(made)[0][1] == {**wanted, "seconds": 1.5, "sample_rate": 8000}
    assert rows(made)[1][1]["uri"] == "s3://b/a.wav"
    assert rows(made)[1][1]["file"] is None
    assert [(file.name, file.source.read_bytes()) for file in made.media] == [(name, b"RIFF")]


def test_missing_bytes_leave_a_cell_without_a_file(store: Store) -> None:
    made = materialised(store, {"kind": "audio"}, [{"sha256": "0" * 64, "format": "wav"}])
    assert rows(made)[0][1]["file"] is None
    assert made.media == ()
    assert made.problems == ("the audio in row 0, column 'x', of t:v0: its bytes are missing from the store",)


def test_histograms_have_no_file(store: Store) -> None:
    counted = {"counts": [1.0, 2.0], "edges": [0.0, 0.5, 1.0]}
    assert rows(materialised(store, {"kind": "histogram"}, [counted]))[0][1] == counted


def test_what_live_viewers_show_has_a_picture_where_one_can_be_drawn(store: Store) -> None:
    points = json.dumps([[0, 0, 0], [1, 1, 1], [0, 1, 0]]).encode()
    cells = [blob(store, "pts", points, points=3), blob(store, "pts", b"broken", points=0)]
    made = materialised(store, {"kind": "object3d"}, cells)
    first, second = (cell for _, cell in rows(made))
    assert opened(made, first["thumb"]).size == (112, 112)
    assert second["thumb"] is None
    assert second["file"].endswith(".pts.json")
    assert made.columns[0]["type"] == {"kind": "object3d", "formats": ["pts"]}
    assert materialised(store, {"kind": "object3d"}, cells) == made


def test_media_in_lists_maps_and_mixed_values(store: Store) -> None:
    plain = store.image(Image.new("L", (8, 8)))
    name = f"{plain['sha256'][:20]}.png"
    listed = {"kind": "list", "item": IMAGE}
    mapped = {"kind": "map", "key": {"kind": "text"}, "value": IMAGE}
    mixed = [json.dumps({"a": [{"$media": {"kind": "image", **plain, "classes": {"1": "cat"}}}]}), '"$media"']
    made = store.materialise(
        store.table(
            ("list", listed, pa.array([[plain], []], pa.list_(MEDIA["image"]))),
            ("map", mapped, pa.array([[("k", plain)], None], pa.map_(pa.string(), MEDIA["image"]))),
            ("mixed", {"kind": "mixed"}, pa.array(mixed)),
        )
    )
    (_, images, by_name, text), (_, empty, none, other) = rows(made)
    assert ([image["file"] for image in images], by_name["k"]["file"]) == ([name], name)
    medium = json.loads(text)["a"][0]["$media"]
    assert (medium["kind"], medium["file"], medium["classes"]) == ("image", name, [[1, "cat"]])
    assert "sha256" not in text
    assert (empty, none, other) == ([], None, '"$media"')
    assert made.columns[0]["type"]["item"] == {"kind": "image", "thumb": 112}
    assert made.columns[2]["type"] == {"kind": "mixed", "media": [["image", "png"]]}


def test_what_types_say_besides_goes_to_the_page(store: Store) -> None:
    kinds: list[tuple[dict[str, Any], pa.Array]] = [
        ({"kind": "text", "categories": ["a", "b"]}, pa.array(["a"]).dictionary_encode()),
        ({"kind": "text", "format": "markdown"}, pa.array(["*a*"])),
        ({"kind": "integer", "bits": 8, "unsigned": False, "classes": {"0": "a"}}, pa.array([0], pa.int8())),
        ({"kind": "list", "item": {"kind": "float", "bits": 32}, "length": 2},
         pa.array([[1, 2]], pa.list_(pa.float32()))),
        ({"kind": "text", "key": "primary"}, pa.array(["k"])),
    ]  # fmt: skip
    made = store.materialise(store.table(*((f"c{i}", *each) for i, each in enumerate(kinds))))
    assert [column["type"] for column in made.columns] == [kind for kind, _ in kinds]
    assert rows(made) == [(0, "a", "*a*", 0, [1.0, 2.0], "k")]


def test_several_files_are_one_table_with_whole_row_groups(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_module, "ROW_GROUP", 40)
    image = store.image(Image.new("L", (8, 8)))
    parts = [
        store.table(
            ("n", {"kind": "integer"}, pa.array(range(start, start + count), pa.int64())),
            ("x", IMAGE, pa.array([image] * count, MEDIA["image"])),
        )
        for start, count in ((0, 30), (30, 0), (30, 55))
    ]
    whole = TableInput("t:v0", [part.paths[0] for part in parts], "digest", parts[0].columns)
    made = materialise_table(whole, px=112, blob_path=store.blob, cache=store.cache, progress=SILENT)
    assert [(row, n) for row, n, _ in rows(made)] == [(i, i) for i in range(85)]
    metadata = pq.read_metadata(made.source)
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [40, 40, 5]
    assert len(made.media) == 1


PAGES: list[tuple[bytes, str]] = [
    (b"<p>a", "<!doctype html>{head}<p>a"),
    (b"<!DOCTYPE html>\n<html><p>a", "<!DOCTYPE html>{head}\n<html><p>a"),
    (b"\xef\xbb\xbf <!-- a > b --><!doctype html><p>a", " <!-- a > b --><!doctype html>{head}<p>a"),
    (b'<meta charset="latin-1"><p>\xe9', '<!doctype html>{head}<x-meta charset="latin-1"><p>é'),
    ("<p>é".encode("utf-16"), "<!doctype html>{head}<p>é"),
    (b"<p>\xe9", "<!doctype html>{head}<p>é"),
    (b"<IFRAME src=x></iframe><frames>", "<!doctype html>{head}<x-IFRAME src=x></x-iframe><frames>"),
    (b"<meta charset=iso-2022-jp><i\x1b(Bframe src=x>",
     "<!doctype html>{head}<x-meta charset=iso-2022-jp><x-iframe src=x>"),
    (b"", "<!doctype html>{head}"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), PAGES)
def test_pages_are_shut_in(data: bytes, wanted: str) -> None:
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    assert sandboxed(data).decode() == wanted.replace("{head}", head)
    assert "script-src" not in POLICY
    assert "default-src 'none'" in POLICY
