"""Hugging Face datasets, live and saved, with images, sounds, classes and vectors."""

from __future__ import annotations

import importlib
import importlib.util
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from reportgen.convert.datasets import columns_of, is_dataset
from reportgen.convert.model import MediaFile
from reportgen.data.imported import import_path
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.audio import Audio
from reportgen.data.media.image import Image
from reportgen.data.table import Table
from reportgen.data.type_json import type_to_json
from reportgen.store import Store

if importlib.util.find_spec("datasets") is None:
    pytest.skip("datasets is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def library() -> Any:
    found = importlib.import_module("datasets")
    found.disable_progress_bars()
    return found


@pytest.fixture(scope="module")
def dataset(library: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    tone = tmp_path_factory.mktemp("sounds") / "tone.wav"
    with wave.open(str(tone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    features = library.Features(
        {
            "id": library.Value("int32"),
            "image": library.Image(),
            "sound": {"bytes": library.Value("binary"), "path": library.Value("string")},
            "label": library.ClassLabel(names=["cat", "dog"]),
            "vector": library.List(library.Value("float32"), length=3),
            "matrix": library.Array2D((2, 2), "float32"),
            "images": library.List(library.Image()),
            "inner": {"a": library.Value("string"), "image": library.Image()},
            "when": library.Value("timestamp[us]"),
        }
    )
    rows = [_row(number, str(tone)) for number in range(4)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    columns["sound"] = [{"path": str(tone), "bytes": None} for _ in rows]
    made = library.Dataset.from_dict(columns, features=features)
    # Encoding a sound needs a library of its own; taking one up in Arrow does not.
    return made.cast(library.Features({**features, "sound": library.Audio()}))


def _row(number: int, tone: str) -> dict[str, Any]:
    picture = Pillow.fromarray(np.full((3, 4, 3), number, np.uint8))
    return {
        "id": number,
        "image": picture if number else None,
        "sound": tone,
        "label": number % 2,
        "vector": [number, 0.5, 1.5],
        "matrix": [[number, 1], [2, 3]],
        "images": [picture] * number,
        "inner": {"a": "x", "image": picture},
        "when": np.datetime64("2024-01-02T03:04:05", "us").item(),
    }


def check(table: Table, ids: list[int]) -> None:
    kinds = {name: type_to_json(kind) for name, kind in zip(table.columns, table.types, strict=True)}
    assert table.get_column("id") == ids
    assert kinds["id"]["bits"] == 32
    assert kinds["image"] == {"kind": "image"}
    images = table.get_column("image")
    assert [None if v is None else int(v.to_numpy()[0, 0, 0]) for v in images] == [n or None for n in ids]
    assert kinds["label"]["classes"] == {"0": "cat", "1": "dog"}
    assert table.get_column("label") == [n % 2 for n in ids]
    assert all(isinstance(sound, Audio) and sound.sample_rate == 8000 for sound in table.get_column("sound"))
    assert np.array_equal(np.stack(table.get_column("vector")), [[n, 0.5, 1.5] for n in ids])
    assert np.array_equal(np.stack(table.get_column("matrix")), [[[n, 1], [2, 3]] for n in ids])
    assert [len(images) for images in table.get_column("images")] == ids
    assert all(isinstance(value["image"], Image) for value in table.get_column("inner"))
    assert kinds["when"] == {"kind": "timestamp", "utc": False}


def test_a_live_dataset_is_a_table(dataset: Any) -> None:
    check(Table(dataframe=dataset), [0, 1, 2, 3])


def test_what_was_selected_and_shuffled_is_what_counts(dataset: Any) -> None:
    check(Table(dataframe=dataset.select([3, 1])), [3, 1])


def test_columns_are_described_without_loading_media(dataset: Any) -> None:
    assert is_dataset(dataset)
    assert not is_dataset([1])
    columns = {name: (values, hint) for name, values, hint in columns_of(dataset)}
    values, hint = columns["image"]
    assert hint == {"kind": "image"}
    assert [type(value) for value in values] == [type(None), MediaFile, MediaFile, MediaFile]


def test_a_saved_dataset(dataset: Any, tmp_path: Path) -> None:
    dataset.select([2, 0]).save_to_disk(tmp_path / "saved", num_shards=2)
    store = Store(tmp_path / "store")
    imported = import_path(store, tmp_path / "saved", name="x")
    assert imported.notes == ()
    check(LoggedArtifact(store, store.lookup("x")).get("x"), [2, 0])


def test_saved_splits_are_a_table_each(library: Any, dataset: Any, tmp_path: Path) -> None:
    splits = library.DatasetDict(train=dataset, test=dataset.select([1]))
    splits.save_to_disk(tmp_path / "saved")
    store = Store(tmp_path / "store")
    import_path(store, tmp_path / "saved", name="x")
    artifact = LoggedArtifact(store, store.lookup("x"))
    assert sorted(artifact.entries) == ["test", "train"]
    check(artifact.get("test"), [1])
    check(artifact.get("train"), [0, 1, 2, 3])
