"""The store on disk: versions, aliases, look-ups, names, and what is stored once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reportgen
from reportgen import Artifact, Image, Table
from reportgen.store import (
    ArtifactUnknown,
    Entry,
    EntryUnknown,
    NameInvalid,
    Store,
    StoreError,
    StoreFormatError,
    StoreLookupError,
    TableUnknown,
    VersionUnknown,
)
from reportgen.store.names import Ref, check_alias, check_entry_path, check_name, name_from_key, parse_ref
from reportgen.store.parquet import ROW_GROUP, write_table


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def digest(image: Image) -> str:
    """Of an image whose bytes are here."""
    assert image.sha256 is not None
    return image.sha256


def numbers(*values: Any) -> Table:
    return Table(columns=["x"], data=[[v] for v in values])


def test_versions_and_latest(folder: Path) -> None:
    with reportgen.init() as run:
        for values in [(1,), (2,), (2,), (3,), (1,)]:
            run.log({"t": numbers(*values)})
    store = Store(folder / "store")
    assert store.artifacts() == ["t"]
    assert store.versions("t") == [0, 1, 2]
    # What was logged last is the content of v0.
    assert store.aliases("t") == {"latest": 0}
    assert [line["t"]["artifact"] for line in run.history()] == ["t:v0", "t:v1", "t:v1", "t:v2", "t:v0"]


def test_aliases_move(folder: Path) -> None:
    with reportgen.init() as run:
        for value, alias in [(1, ["best", "a"]), (2, "best")]:
            artifact = Artifact("t")
            artifact.add(numbers(value), "table")
            run.log_artifact(artifact, aliases=alias)
        assert run.use_artifact("t:a").aliases == ["a"]
        assert run.use_artifact("t").aliases == ["best", "latest"]


LOOKUPS: list[tuple[str, str | type[StoreLookupError], str]] = [
    ("one", "one:v1", ""),
    ("one:latest", "one:v1", ""),
    ("one:v0", "one:v0", ""),
    ("one:first/one", "one:v0", ""),
    ("two/b", TableUnknown, "'two:v0' holds no table 'b'; the tables are 'a', 'b/c'"),
    ("two/b/c", "two:v0/b/c", ""),
    ("on", ArtifactUnknown, "the store has no artifact 'on'; did you mean 'one'?"),
    ("", ArtifactUnknown, "the store has no artifact ''; the artifacts are 'files', 'one', 'two'"),
    (
        "one:v7",
        VersionUnknown,
        "the artifact 'one' has no version 'v7'; the versions are 'v0', 'v1', 'first', 'latest'",
    ),
    ("one:frist", VersionUnknown, "the artifact 'one' has no version 'frist'; did you mean 'first'?"),
    ("one/x", TableUnknown, "'one:v1' holds no table 'x'; the only table is 'one'"),
    ("two", TableUnknown, "'two:v0' holds 2 tables: name one; the tables are 'a', 'b/c'"),
    ("files", TableUnknown, "'files:v0' holds no table; there is no table"),
]


@pytest.fixture(scope="module", name="filled")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    one, two, files = Artifact("one"), Artifact("two"), Artifact("files")
    one.add(numbers(1), "one")
    two.add(numbers(1), "a")
    two.add(numbers(2), "b/c")
    with files.new_file("f.txt") as file:
        file.write("hello")
    with reportgen.init(dir=tmp_path_factory.mktemp("filled")) as run:
        run.log_artifact(one, aliases=["first"])
        run.log({"one": numbers(2)})
        run.log_artifact(two)
        run.log_artifact(files)
    return Store(run.dir)


@pytest.mark.parametrize(("ref", "expected", "message"), LOOKUPS)
def test_resolve(filled: Store, ref: str, expected: str | type[StoreLookupError], message: str) -> None:
    if isinstance(expected, str):
        assert filled.resolve(ref).ref == expected
        return
    with pytest.raises(expected) as caught:
        filled.resolve(ref)
    assert str(caught.value) == message


def test_schema_and_rows_without_the_rows(folder: Path) -> None:
    with reportgen.init() as run:
        run.log({"t": Table(columns=["a", "b"], data=[[1, {"k": "v"}], [None, {"k": None}]])})
    store = Store(folder / "store")
    columns, rows = store.table_schema(store.resolve("t"))
    assert rows == 2
    assert columns == [
        {"name": "a", "type": {"kind": "integer", "bits": 64, "unsigned": False}},
        {"name": "b", "type": {"kind": "struct", "fields": [{"name": "k", "type": {"kind": "text"}}]}},
    ]
    table = store.read_table(store.resolve("t"))
    assert json.loads(table.schema.metadata[b"reportgen"]) == {"v": 1, "columns": columns}


def test_equal_images_are_stored_once(folder: Path) -> None:
    pixels = np.arange(4096, dtype=np.uint8).reshape(64, 64)
    Image(pixels).to_pil().save(folder / "a.png", compress_level=6)
    with reportgen.init() as run:
        for n in range(10):
            artifact = Artifact(f"set-{n}")
            artifact.add(Table(columns=["n", "image"], data=[[n, Image(pixels)]]), "t")
            artifact.add(Image(folder / "a.png", caption=str(n)), "image")
            artifact.add_file(folder / "a.png")
            run.log_artifact(artifact)
    store = Store(folder / "store")
    sizes = [path.stat().st_size for path in (folder / "store" / "blobs").iterdir()]
    assert len(sizes) == 10 + 1
    assert store.blob_path(digest(Image(pixels))).read_bytes() == Image(pixels).data()
    assert not list((folder / "store" / "tmp").iterdir())


def test_metadata_and_description_of_equal_content_are_kept(folder: Path) -> None:
    with reportgen.init() as run:
        said: list[tuple[dict[str, Any], str | None]]
        said = [({"a": 1}, "one"), ({}, None), ({"a": float("inf")}, "two")]
        for metadata, description in said:
            artifact = Artifact("t", description=description, metadata=metadata)
            artifact.add(numbers(1), "t")
            logged = run.log_artifact(artifact)
    assert logged.name == "t:v0"
    assert (logged.metadata, logged.description) == ({"a": {"$num": "Infinity"}}, "two")
    assert Store(folder / "store").manifest("t", 0).metadata == logged.metadata


def test_lineage(folder: Path) -> None:
    with reportgen.init(id="maker") as run:
        run.log({"data": numbers(1)})
    with reportgen.init(id="user") as run:
        run.use_artifact("data:v0")
        run.log({"result": numbers(2)})
    manifest = Store(folder / "store").manifest("result", 0)
    assert (manifest.run, manifest.used, manifest.type) == ("user", ("data:v0",), "run_table")


def test_an_entry_is_found_by_the_name_that_wandb_gives_it(folder: Path) -> None:
    with reportgen.init() as run:
        run.log({"t": numbers(1)})
        logged = run.use_artifact("t")
    assert logged.get("t.table.json") == logged.get("t") == numbers(1)
    with pytest.raises(EntryUnknown, match="'t:v0' has no entry 'u'; the only entry is 't'"):
        logged.get("u")


@pytest.mark.parametrize("name", ["a", "A_1.b-c", "9", "_x", "a" * 128])
def test_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["", ".", "..", ".a", "-a", "a b", "a/b", "a:b", "é", "a\n", "a" * 129])
def test_no_names(name: str) -> None:
    with pytest.raises(NameInvalid, match=r"use 1 to 128 letters, digits, '_', '-' and '.'"):
        check_name(name)


def test_a_version_is_no_alias() -> None:
    assert check_alias("best") == "best"
    with pytest.raises(NameInvalid, match=r"v0, v1, … are the names of versions"):
        check_alias("v3")


@pytest.mark.parametrize(
    ("path"), ["../a", "a/../b", "/a", "a//b", "a/", "", "./a", "a\\b", "C:/a", "a\0", "\ud800"]
)
def test_no_entry_paths(path: str) -> None:
    with pytest.raises(NameInvalid, match="cannot be the name of an entry"):
        check_entry_path(path)


@pytest.mark.parametrize(
    ("key", "name"), [("preds", "preds"), ("val/preds", "val-preds"), ("my table", "my-table"), ("-x", "_-x")]
)
def test_names_from_keys(key: str, name: str) -> None:
    assert name_from_key(key) == name


@pytest.mark.parametrize(
    "keys", [("学習", "検証"), ("x" * 200 + "a", "x" * 200 + "b"), ("é", "è", "-"), ("\ud800", "_")]
)
def test_names_from_different_keys_differ(keys: tuple[str, ...]) -> None:
    assert len({check_name(name_from_key(key)) for key in keys}) == len(keys)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("a", Ref("a", "latest", None)),
        ("a:v3", Ref("a", "v3", None)),
        ("a:best/t/u", Ref("a", "best", "t/u")),
        (" a/t ", Ref("a", "latest", "t")),
    ],
)
def test_refs(text: str, ref: Ref) -> None:
    assert parse_ref(text) == ref


def test_a_folder_with_other_files_is_not_made_a_store(folder: Path) -> None:
    (folder / "store").mkdir()
    (folder / "store" / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="has files in it and is no store"):
        reportgen.init()
    assert [path.name for path in (folder / "store").iterdir()] == ["thesis.txt"]


def test_a_store_of_a_newer_format_is_refused(folder: Path) -> None:
    (folder / "store.json").write_text('{"format": "reportgen store", "v": 2}')
    with pytest.raises(StoreFormatError, match="is a store of another format"):
        Store(folder)


def test_an_empty_folder_is_an_empty_store(folder: Path) -> None:
    store = Store(folder / "nowhere")
    assert (store.artifacts(), store.versions("a"), store.aliases("a")) == ([], [], {})
    with pytest.raises(ArtifactUnknown, match="the store has no artifact 'a'; there is no artifact"):
        store.resolve("a")
    assert not (folder / "nowhere").exists()


def test_nothing_can_stand_inside_a_file(folder: Path) -> None:
    artifact = Artifact("t")
    for name in ("a", "a/b"):
        with artifact.new_file(name) as file:
            file.write("x")
    with reportgen.init() as run, pytest.raises(StoreError, match="cannot hold both 'a' and 'a/b' inside it"):
        run.log_artifact(artifact)
    assert Store(folder / "store").artifacts() == []


def test_bytes_of_parquet_depend_on_the_rows_alone(tmp_path: Path) -> None:
    table = pa.table(
        {"i": range(ROW_GROUP * 2 + 5), "s": ["ab", "c", None, "d", "e"] * (ROW_GROUP // 5 * 2 + 1)}
    )
    pieces = [table.slice(i, 777) for i in range(0, table.num_rows, 777)]
    forms = [
        table,
        pa.concat_tables(pieces),
        pa.RecordBatchReader.from_batches(table.schema, table.to_batches(1000)),
    ]
    for n, form in enumerate(forms):
        assert write_table(form, tmp_path / str(n)) == table.num_rows
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_parquet_is_written_for_quick_reading(tmp_path: Path) -> None:
    rows = ROW_GROUP + 1
    table = pa.table(
        {
            "f": np.random.default_rng(0).random(rows),
            "label": ["cat", "dog", "cat"] * (rows // 3) + ["dog"] * (rows % 3),
            "id": [str(i) for i in range(rows)],
            "nested": [[{"f": 1.5}]] * rows,
        }
    )
    write_table(table, tmp_path / "t")
    data = pq.ParquetFile(tmp_path / "t").metadata
    assert [data.row_group(i).num_rows for i in range(data.num_row_groups)] == [ROW_GROUP, 1]
    group = data.row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    assert {name: c.has_dictionary_page for name, c in columns.items()} == {
        "f": False,
        "label": True,
        "id": False,
        "nested.list.element.f": False,
    }
    assert all(
        c.compression == "ZSTD" and c.has_offset_index and c.has_column_index for c in columns.values()
    )


def test_an_empty_table_is_a_table(folder: Path) -> None:
    with reportgen.init() as run:
        run.log({"t": Table(columns=["a", "b"])})
        assert run.use_artifact("t").get("t") == Table(columns=["a", "b"])
    with reportgen.init() as run, pytest.raises(ValueError, match="the table 't' has no columns"):
        run.log({"t": Table()})


def test_the_manifest_says_what_there_is(folder: Path) -> None:
    with reportgen.init() as run:
        run.log({"t": numbers(1, 2)})
    entry = Store(folder / "store").manifest("t", 0).entries["t"]
    size = (folder / "store" / "blobs" / entry.sha256).stat().st_size
    assert entry == Entry("t", entry.sha256, size, "table", {"rows": 2})


def test_a_blob_that_a_power_cut_has_cut_short_is_written_again(folder: Path) -> None:
    image = Image(np.eye(9))
    with reportgen.init() as run:
        run.log({"i": image})
        blob = Store(folder / "store").blob_path(digest(image))
        blob.write_bytes(b"")
        run.log({"j": Image(np.eye(9))})
    assert blob.read_bytes() == image.data()
