"""Which viewers a site needs, and the scripts that they are."""

from __future__ import annotations

import gzip

import pytest

from reportgen.convert.media import MEDIA
from reportgen.extras import VIEWED
from reportgen.viewers import VIEWERS, Viewer, addresses, needed, script

BUDGET = {"object3d": 180_000, "molecule": 170_000, "plotly": 1_700_000, "vega": 280_000}
"""Bytes on the wire, gzipped."""


@pytest.mark.parametrize(
    ("media", "names"),
    [
        (set(), []),
        ({("image", "png"), ("audio", "wav")}, []),
        ({("object3d", "pts"), ("object3d", "glb")}, ["object3d"]),
        ({("molecule", "pdb")}, ["molecule"]),
        ({("chart", "plotly")}, ["plotly"]),
        ({("chart", "vega-lite")}, ["vega"]),
        ({("chart", "bokeh")}, []),
        ({("chart", "vega"), ("chart", "plotly"), ("object3d", "obj")}, ["object3d", "plotly", "vega"]),
    ],
)
def test_a_site_needs_the_viewers_of_its_media(media: set[tuple[str, str]], names: list[str]) -> None:
    assert [viewer.name for viewer in needed(media)] == names


def test_a_page_finds_a_script_by_kind_and_format() -> None:
    paths = {"vega": "assets/viewer-vega-1.js", "object3d": "assets/viewer-object3d-2.js"}
    assert addresses(paths) == {
        "object3d": "assets/viewer-object3d-2.js",
        "chart/vega": "assets/viewer-vega-1.js",
        "chart/vega-lite": "assets/viewer-vega-1.js",
    }


def test_every_viewer_shows_a_kind_of_media_that_cells_open() -> None:
    assert {viewer.kind for viewer in VIEWERS} == VIEWED
    assert set(MEDIA) >= VIEWED
    keys = [key for viewer in VIEWERS for key in viewer.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("viewer", VIEWERS, ids=[viewer.name for viewer in VIEWERS])
def test_a_script_is_whole_and_within_its_budget(viewer: Viewer) -> None:
    text = script(viewer)
    assert text.startswith("/*! reportgen (MIT). Contains ")
    assert f"reportgenViewer_{viewer.name}={'(()=>{'}" in text
    assert script(viewer) == text
    assert len(gzip.compress(text.encode(), 9)) <= BUDGET[viewer.name]
