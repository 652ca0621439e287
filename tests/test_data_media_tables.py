"""Media of every kind in tables and artifacts: logged, and read back equal."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

import reportgen
from reportgen.data.types import List, MediaType, Mixed, Struct
from reportgen.data_types import Histogram, Html, Image, Markdown, Plotly, Table, Vega
from tests.media_kinds import BARS, LINES, SAMPLES, annotated, pixels


def logged(value: Any, folder: Path) -> Any:
    """A value as an artifact gives it back."""
    with reportgen.init(dir=folder) as run:
        artifact = reportgen.Artifact("media")
        artifact.add(value, "value")
        run.log_artifact(artifact)
    with reportgen.init(dir=folder) as run:
        return run.use_artifact("media:latest").get("value")


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)


def test_a_column_of_each_kind(tmp_path: Path) -> None:
    names = [name for name, _ in SAMPLES]
    table = Table(columns=names, data=[[make() for _, make in SAMPLES], [None] * len(SAMPLES)])
    kinds = [make().kind for _, make in SAMPLES]
    assert table.types == [MediaType(kind) for kind in kinds]
    read = logged(table, tmp_path)
    assert read == table
    assert [type(value) for value in read.data[0]] == [type(make()) for _, make in SAMPLES]
    assert read.get_column("annotated image")[0].masks["truth"].to_numpy().tolist() == np.eye(4, 6).tolist()


@pytest.mark.parametrize(("name", "make"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_each_kind_by_itself_in_an_artifact(name: str, make: Any, tmp_path: Path) -> None:
    assert logged(make(), tmp_path) == make()


def test_lists_dicts_and_mixtures_of_media(tmp_path: Path) -> None:
    table = Table(
        columns=["list", "dict", "charts", "mixed"],
        data=[
            [[Image(pixels()), annotated()], {"a": Html("<p>"), "n": 1}, Plotly(LINES), Histogram([1, 2])],
            [[], {"a": None, "n": 2}, Vega(BARS), [annotated(), "text"]],
            [[None], None, None, 3],
        ],
    )
    assert table.types[0] == List(MediaType("image"))
    assert isinstance(table.types[1], Struct)
    assert table.types[2:] == [MediaType("chart"), Mixed()]
    assert logged(table, tmp_path) == table


def test_figures_become_media_in_cells(tmp_path: Path) -> None:
    plots: Any = importlib.import_module("plotly.graph_objects")
    picture = PIL.Image.fromarray(pixels())
    table = Table(columns=["figure", "picture"], data=[[plots.Figure(LINES), picture]])
    assert table.types == [MediaType("chart"), MediaType("image")]
    assert logged(table, tmp_path).data == [[Plotly(plots.Figure(LINES)), Image(picture)]]


def test_markdown_is_a_text_of_its_own_format(tmp_path: Path) -> None:
    read = logged(Table(columns=["m", "t"], data=[[Markdown("# a"), "a"]]), tmp_path)
    assert [type(value) for value in read.data[0]] == [Markdown, str]


def test_an_image_of_another_artifact_shares_its_bytes(tmp_path: Path) -> None:
    read = logged(annotated(), tmp_path)
    with reportgen.init(dir=tmp_path) as run:
        table = Table(
            columns=["image"], data=[[Image(read, masks={"guess": {"mask_data": np.ones((4, 6))}})]]
        )
        run.log({"guesses": table})
    blobs = [path for path in (tmp_path / "store" / "blobs").rglob("*") if path.is_file()]
    own = [path.name for path in blobs if path.name == read.sha256]
    assert own == [read.sha256]
    # The picture, its first mask, the other one, and the table.
    assert len(blobs) == 4
