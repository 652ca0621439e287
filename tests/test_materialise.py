"""Tables and images of the store become files of the site: exact, content-named, and made once."""

from __future__ import annotations

import datetime
import decimal
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from reportgen.materialise import SILENT, Cache, SiteTable, materialise_table
from reportgen.materialise import media as media_module
from reportgen.materialise import tables as tables_module
from reportgen.materialise.columns import physical_names
from reportgen.materialise.tables import TableInput

IMAGE = {"kind": "image"}
TEXT = {"kind": "text"}
STORED = pa.struct(
    [
        ("sha256", pa.string()),
        ("format", pa.string()),
        ("width", pa.int32()),
        ("height", pa.int32()),
        ("caption", pa.string()),
    ]
)


class Store:
    """Blobs in a folder, without the real store's manifests."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = Cache(root / "cache")

    def blob(self, sha256: str) -> Path:
        return self.root / sha256

    def put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.blob(sha256).write_bytes(data)
        return sha256

    def image(self, image: Image.Image, kind: str = "png", **options: Any) -> dict[str, Any]:
        buffer = io.BytesIO()
        image.save(buffer, kind, **options)
        sha256 = self.put(buffer.getvalue())
        return {
            "sha256": sha256,
            "format": kind,
            "width": image.width,
            "height": image.height,
            "caption": None,
        }

    def table(self, *columns: tuple[str, dict[str, Any], pa.Array], row_group: int = 1000) -> TableInput:
        sink = io.BytesIO()
        table = pa.table([c[2] for c in columns], names=[c[0] for c in columns])
        pq.write_table(table, sink, row_group_size=row_group)
        sha256 = self.put(sink.getvalue())
        described = [{"name": name, "type": kind} for name, kind, _ in columns]
        return TableInput("t:v0", [self.blob(sha256)], sha256, described)

    def materialise(self, table: TableInput, px: int = 112, progress: Any = SILENT) -> SiteTable:
        return materialise_table(table, px=px, blob_path=self.blob, cache=self.cache, progress=progress)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def ask(sql: str) -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(sql).fetchall()


def rows(made: SiteTable) -> list[tuple[Any, ...]]:
    return ask(f"SELECT * FROM read_parquet('{made.source}') ORDER BY __row__")


def types(made: SiteTable) -> dict[str, str]:
    described = ask(f"DESCRIBE SELECT * FROM read_parquet('{made.source}')")
    return {name: kind for name, kind, *_ in described}


UTC = datetime.timezone.utc
INSTANT = datetime.datetime(2024, 1, 2, 3, 4, 5, 678901)
BERLIN = INSTANT.replace(tzinfo=UTC)

COLUMNS = [
    # type, values in the store, DuckDB type in the site, values there
    ({"kind": "integer"}, pa.array([1, None, 2**62]), "BIGINT", [1, None, 2**62]),
    ({"kind": "integer"}, pa.array([1, None, 2**64 - 1], pa.uint64()), "UBIGINT", [1, None, 2**64 - 1]),
    ({"kind": "float"}, pa.array([1.5, None, -0.25], pa.float32()), "FLOAT", [1.5, None, -0.25]),
    ({"kind": "float"}, pa.array([float("inf"), None, -0.0]), "DOUBLE", [float("inf"), None, -0.0]),
    (TEXT, pa.array(["a'b\"", None, "😀 שלום"]), "VARCHAR", ["a'b\"", None, "😀 שלום"]),
    (TEXT, pa.array(["a", None, "a"]).dictionary_encode(), "VARCHAR", ["a", None, "a"]),
    ({"kind": "boolean"}, pa.array([True, None, False]), "BOOLEAN", [True, None, False]),
    ({"kind": "null"}, pa.nulls(3), "VARCHAR", [None] * 3),
    (
        {"kind": "timestamp", "utc": True},
        pa.array([BERLIN, None, BERLIN], pa.timestamp("us", "Europe/Berlin")),
        "TIMESTAMP",
        [INSTANT, None, INSTANT],
    ),
    (
        {"kind": "decimal", "precision": 38, "scale": 0},
        pa.array([decimal.Decimal(10**37), None, decimal.Decimal(1)], pa.decimal128(38, 0)),
        "DECIMAL(38,0)",
        [decimal.Decimal(10**37), None, decimal.Decimal(1)],
    ),
    ({"kind": "duration"}, pa.array([5, None, 6], pa.duration("us")), "BIGINT", [5, None, 6]),
    (
        {"kind": "date"},
        pa.array([INSTANT.date(), None, INSTANT.date()]),
        "DATE",
        [INSTANT.date(), None, INSTANT.date()],
    ),
    ({"kind": "binary"}, pa.array([b"\0x", None, b""]), "BLOB", [b"\0x", None, b""]),
    ({"kind": "list", "item": TEXT}, pa.array([["a"], None, []]), "VARCHAR[]", [["a"], None, []]),
]


@pytest.mark.parametrize(("kind", "given", "expected_type", "expected"), COLUMNS)
def test_every_type_reads_back_exactly(
    store: Store, kind: dict[str, Any], given: pa.Array, expected_type: str, expected: list[Any]
) -> None:
    made = store.materialise(store.table(("x", kind, given)))
    assert types(made) == {"__row__": "BIGINT", "x": expected_type}
    assert rows(made) == list(enumerate(expected))
    assert (made.rows, made.bytes) == (3, made.source.stat().st_size)


def test_rows_keep_their_order_over_row_groups(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "BATCH", 7)
    made = store.materialise(
        store.table(("x", {"kind": "integer"}, pa.array(range(100, 0, -1))), row_group=10)
    )
    assert rows(made) == [(i, 100 - i) for i in range(100)]


def test_a_table_without_rows_is_a_table(store: Store) -> None:
    made = store.materialise(store.table(("x", TEXT, pa.array([], pa.string()))))
    assert rows(made) == []
    assert types(made) == {"__row__": "BIGINT", "x": "VARCHAR"}


def test_the_files_name_is_the_digest_of_its_bytes(store: Store) -> None:
    made = store.materialise(store.table(("x", TEXT, pa.array(["a"]))))
    assert made.name == f"{hashlib.sha256(made.source.read_bytes()).hexdigest()[:20]}.parquet"


def test_parquet_is_written_for_the_page(store: Store) -> None:
    count = 200_000
    made = store.materialise(
        store.table(
            ("label", TEXT, pa.array(["cat", "dog"] * (count // 2))),
            ("id", TEXT, pa.array([f"row {i}" for i in range(count)])),
            ("score", {"kind": "float"}, pa.array([i / 7 for i in range(count)])),
        )
    )
    file = pq.ParquetFile(made.source)
    group = file.metadata.row_group(0)
    encodings = {group.column(i).path_in_schema: group.column(i).encodings for i in range(4)}
    assert [file.metadata.row_group(i).num_rows for i in range(2)] == [122_880, 77_120]
    assert {name for name, used in encodings.items() if "RLE_DICTIONARY" in used} == {"label"}
    assert {group.column(i).compression for i in range(4)} == {"ZSTD"}
    assert [group.column(i).has_column_index for i in range(4)] == [True, True, True, False]
    assert group.column(2).statistics.min == "row 0"


def test_an_engine_finds_what_the_bounds_of_floats_would_hide(store: Store) -> None:
    values = pa.array([1.0, float("nan"), 2.0])
    pairs = pa.StructArray.from_arrays([values], ["x"])
    struct = {"kind": "struct", "fields": [{"name": "x", "type": {"kind": "float", "bits": 64}}]}
    made = store.materialise(store.table(("score", {"kind": "float"}, values), ("pair", struct, pairs)))
    source = f"read_parquet('{made.source}')"
    assert ask(f"SELECT count(*) FROM {source} WHERE isnan(score)") == [(1,)]
    assert ask(f"SELECT count(*) FROM {source} WHERE score > 5 OR pair.x > 5") == [(1,)]
    assert ask(f"SELECT isnan(max(score)) FROM {source}") == [(True,)]


NAMES = [
    (["a", "b"], ["a", "b"]),
    (["A", "a", "B"], ["A", "c1", "B"]),
    (["a", "A", "c1"], ["a", "c1_", "c1"]),
    (["__row__", "__ROW__", ""], ["c0", "c1", "c2"]),
    (["a.b", 'a"b', "select", "😀", " "], ["a.b", 'a"b', "select", "😀", " "]),
]


@pytest.mark.parametrize(("names", "expected"), NAMES)
def test_columns_that_duckdb_would_take_for_one_get_other_names(
    names: list[str], expected: list[str]
) -> None:
    assert physical_names(names) == expected


def test_the_schema_says_the_name_in_the_file(store: Store) -> None:
    made = store.materialise(store.table(("a", TEXT, pa.array(["x"])), ("A", TEXT, pa.array(["y"]))))
    assert made.columns == ({"name": "a", "type": TEXT}, {"name": "A", "type": TEXT, "sql": "c1"})
    assert ask(f"SELECT a, c1 FROM read_parquet('{made.source}')") == [("x", "y")]


def test_large_images_get_a_thumbnail_and_small_ones_do_not(store: Store) -> None:
    large = store.image(Image.effect_noise((300, 200), 60))
    small = store.image(Image.new("L", (8, 8), 7))
    cells = [large, None, {**small, "caption": "a <b>"}, large]
    made = store.materialise(store.table(("image", IMAGE, pa.array(cells, STORED))))
    name = large["sha256"][:20]
    shown = {"file": f"{name}.png", "thumb": f"{name}-112.webp", "width": 300, "height": 200, "caption": None}
    tiny = f"{small['sha256'][:20]}.png"
    assert rows(made) == [
        (0, shown),
        (1, None),
        (2, {"file": tiny, "thumb": None, "width": 8, "height": 8, "caption": "a <b>"}),
        (3, shown),
    ]
    assert made.columns == ({"name": "image", "type": {"kind": "image", "thumb": 112}},)
    assert [file.name for file in made.media] == sorted([f"{name}.png", f"{name}-112.webp", tiny])
    thumb = next(file.source for file in made.media if file.name.endswith("webp"))
    with Image.open(thumb) as image:
        assert (image.format, image.size) == ("WEBP", (112, 75))


def test_images_inside_of_lists_and_structs(store: Store) -> None:
    image = store.image(Image.new("L", (8, 8), 7))
    listed = {"kind": "list", "item": IMAGE}
    kind = {"kind": "struct", "fields": [{"name": "n", "type": TEXT}, {"name": "all", "type": listed}]}
    arrow = pa.struct([("n", pa.string()), ("all", pa.list_(STORED))])
    cells = pa.array([{"n": "x", "all": [image, None]}, None], arrow)
    made = store.materialise(store.table(("x", kind, cells)))
    site = {"file": f"{image['sha256'][:20]}.png", "thumb": None, "width": 8, "height": 8, "caption": None}
    assert rows(made) == [(0, {"n": "x", "all": [site, None]}), (1, None)]
    assert len(made.media) == 1


def test_a_thumbnail_stands_as_the_camera_was_held(store: Store) -> None:
    photo = Image.new("RGB", (400, 200), "red")
    exif = photo.getexif()
    exif[0x0112] = 6
    stored = store.image(photo, "jpeg", exif=exif)
    made = store.materialise(store.table(("image", IMAGE, pa.array([stored], STORED))))
    cell = rows(made)[0][1]
    assert (cell["width"], cell["height"]) == (200, 400)
    with Image.open(next(f.source for f in made.media if f.name == cell["thumb"])) as thumb:
        assert thumb.size == (56, 112)


def test_animations_and_drawings_stay_as_they_are(store: Store) -> None:
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    gif = store.image(frames[0], "gif", save_all=True, append_images=frames[1:])
    webp = store.image(frames[0], "webp", save_all=True, append_images=frames[1:], duration=100)
    svg = {"sha256": store.put(b"<svg/>"), "format": "svg", "width": 900, "height": 900, "caption": None}
    made = store.materialise(store.table(("x", IMAGE, pa.array([gif, webp, svg], STORED))))
    assert [cell["thumb"] for _, cell in rows(made)] == [None, None, None]
    assert made.problems == ()


def test_a_mask_loses_nothing_and_a_photograph_is_small(store: Store) -> None:
    mask = Image.new("P", (400, 400))
    mask.putpalette([255, 0, 0, 0, 255, 0])
    mask.paste(1, (0, 0, 200, 400))
    cells = [store.image(mask), store.image(Image.effect_noise((400, 400), 90).convert("RGB"), "jpeg")]
    made = store.materialise(store.table(("x", IMAGE, pa.array(cells, STORED))))
    thumbs = [cell["thumb"] for _, cell in rows(made)]
    data = {file.name: file.source.read_bytes() for file in made.media}
    assert [data[thumb][12:16] for thumb in thumbs] == [b"VP8L", b"VP8 "]


def test_a_broken_image_is_named_and_the_original_is_kept(store: Store) -> None:
    broken: dict[str, Any] = {
        "sha256": store.put(b"\x89PNG broken"),
        "format": "png",
        "width": 999,
        "height": 9,
        "caption": None,
    }
    gone = {**broken, "sha256": "0" * 64}
    table = store.table(("x", IMAGE, pa.array([broken, gone], STORED)))
    for _ in range(2):
        made = store.materialise(table)
        assert made.problems == (
            "the image in row 0, column 'x', of t:v0: it is not an image",
            "the image in row 1, column 'x', of t:v0: its bytes are missing from the store",
        )
        assert [cell["thumb"] for _, cell in rows(made)] == [None, None]
        assert [file.name for file in made.media] == [f"{broken['sha256'][:20]}.png"]


class Counting:
    """Counts the tasks that were begun."""

    def __init__(self) -> None:
        self.tasks: list[tuple[str, int]] = []
        self.done = 0

    @contextmanager
    def task(self, label: str, total: int) -> Iterator[Any]:
        self.tasks.append((label, total))
        yield self.advance

    def advance(self, done: int) -> None:
        self.done += done


def test_a_second_build_encodes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [store.image(Image.new("RGB", (300, 300), (i, 0, 0))) for i in range(5)]
    table = store.table(("image", IMAGE, pa.array([*cells, cells[0]], STORED)))
    first = Counting()
    made = store.materialise(table, progress=first)
    assert first.tasks == [("media of t:v0", 5), ("data of t:v0", 6)]
    assert first.done == 11

    second = Counting()
    assert store.materialise(table, progress=second) == made
    assert second.tasks == []

    # Another table with the same images takes their thumbnails from the cache.
    monkeypatch.setattr(media_module, "make_thumbnail", None)
    other = store.table(("image", IMAGE, pa.array(cells[1:], STORED)))
    assert len(store.materialise(other).media) == 8


def test_a_larger_row_height_makes_larger_thumbnails(store: Store) -> None:
    table = store.table(("x", IMAGE, pa.array([store.image(Image.new("RGB", (300, 300)))], STORED)))
    assert rows(store.materialise(table, px=56))[0][1]["thumb"].endswith("-56.webp")
    assert rows(store.materialise(table, px=224))[0][1]["thumb"].endswith("-224.webp")
    assert rows(store.materialise(table, px=448))[0][1]["thumb"] is None


def test_two_machines_write_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        store = Store(tmp_path / name)
        cells = [store.image(Image.effect_noise((300, 200), 0), "jpeg"), None]
        table = store.materialise(store.table(("x", IMAGE, pa.array(cells, STORED))))
        made.append((table.source.read_bytes(), [(f.name, f.source.read_bytes()) for f in table.media]))
    assert made[0] == made[1]
