"""Small pictures of point clouds, meshes, molecules and charts, drawn when a site is built."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.materialise.preview import PREVIEWED, preview
from reportgen.materialise.preview.atoms import element_of, read_atoms
from reportgen.materialise.preview.bokeh import read_bokeh
from reportgen.materialise.preview.cif import read_cif_atoms
from reportgen.materialise.preview.cloud import box_edges
from reportgen.materialise.preview.colors import CATEGORIES
from reportgen.materialise.preview.gltf import read_glb, read_gltf
from reportgen.materialise.preview.plotly import read_plotly
from reportgen.materialise.preview.shapes import read_babylon, read_obj, read_stl
from reportgen.materialise.preview.vega import read_vega
from tests.media_files import CUBE, FILES, babylon, bokeh, encoded, glb, gltf, obj, plotly, stl, vega_lite

CLIENT = Path(__file__).parent.parent / "reportgen" / "client"
PX = 320


def picture(kind: str, format: str, data: object, px: int = PX) -> Image.Image | None:
    found = preview(kind, format, encoded(data), px)
    return None if found is None else Image.open(io.BytesIO(found)).convert("RGBA")


def painted(image: Image.Image) -> float:
    """The part of a picture that is not clear."""
    return float((np.asarray(image)[:, :, 3] > 0).mean())


@pytest.mark.parametrize(("kind", "format", "name"), list(FILES), ids=[" ".join(name) for name in FILES])
def test_every_file_has_a_picture(kind: str, format: str, name: str) -> None:
    data = FILES[kind, format, name]
    image = picture(kind, format, data)
    assert image is not None
    assert image.size == ((PX * 3 // 2, PX) if kind == "chart" else (PX, PX))
    assert 0.002 < painted(image) < 0.9
    assert image.getpixel((0, 0)) == (0, 0, 0, 0)
    assert preview(kind, format, encoded(data), PX) == preview(kind, format, encoded(data), PX)


@pytest.mark.parametrize(
    ("kind", "format", "data"),
    [
        ("object3d", "pts", b"not JSON"),
        ("object3d", "pts", []),
        ("object3d", "pts", {"points": []}),
        ("object3d", "pts", [[1, 2], [3]]),
        ("object3d", "obj", "# no faces\n"),
        ("object3d", "stl", b""),
        ("object3d", "glb", b"glTF"),
        ("object3d", "step", b"ISO-10303-21;"),
        ("molecule", "pdb", "HEADER    nothing\n"),
        ("molecule", "mmtf", b"\x81\xa3"),
        ("molecule", "sdf", "too\nshort\n"),
        ("chart", "plotly", "[]"),
        ("chart", "svg", "<svg/>"),
        ("audio", "wav", b"RIFF"),
    ],
)
def test_what_cannot_be_drawn_has_none(kind: str, format: str, data: object) -> None:
    assert preview(kind, format, encoded(data), PX) is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([name[:2] for name in FILES]), st.binary(max_size=200))
def test_no_file_stops_a_build(name: tuple[str, str], data: bytes) -> None:
    assert name[0] in PREVIEWED
    found = preview(*name, data, 48)
    assert found is None or found[:4] == b"RIFF"


@given(
    st.permutations(range(8)),
    st.tuples(*[st.floats(0.5, 20)] * 3),
    st.tuples(*[st.floats(-3, 3)] * 3),
)
def test_a_box_has_the_same_edges_in_whatever_order_its_corners_come(
    order: list[int], size: tuple[float, float, float], turn: tuple[float, float, float]
) -> None:
    (sx, sy, sz), (cx, cy, cz) = np.sin(turn), np.cos(turn)
    rotation = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    rotation = rotation @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    rotation = rotation @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    corners = (np.array(CUBE) * size) @ rotation.T
    edges = box_edges(corners[np.array(order)])
    lengths = sorted(np.linalg.norm(edges[:, 1] - edges[:, 0], axis=1).tolist())
    assert lengths == pytest.approx(sorted([*size] * 4))
    for point in edges.reshape(-1, 3):
        assert np.linalg.norm(corners - point, axis=1).min() < 1e-6


def test_a_point_has_the_color_that_it_was_given() -> None:
    colored = picture("object3d", "pts", [[0, 0, 0, 200, 30, 40], [1, 1, 1, 200, 30, 40]])
    assert colored is not None
    red = np.asarray(colored)
    assert red[red[:, :, 3] > 200][:, :3].mean(axis=0) == pytest.approx([200, 30, 40], abs=6)


def test_points_without_a_place_are_left_out() -> None:
    some = picture("object3d", "pts", "[[0, 0, 0], [NaN, 1, 2], [1, null, 0], [3, 3, 3]]")
    assert some is not None
    assert painted(some) > 0


def test_the_live_viewer_has_the_same_categories() -> None:
    text = (CLIENT / "app/viewers/cloud.js").read_text("utf-8")
    listed = re.findall(r'"([0-9a-f]{6})"', text)
    assert listed == ["".join(f"{part:02x}" for part in color) for color in CATEGORIES]


@pytest.mark.parametrize(
    ("mesh", "low", "high"),
    [
        (read_obj(obj().encode()), (0, 0, 0), (1, 1, 1)),
        (read_stl(stl()), (0, 0, 0), (1, 1, 1)),
        (read_glb(glb()), (1, 2, 3), (3, 3, 4)),
        (read_gltf(json.dumps(gltf()).encode()), (1, 2, 3), (3, 3, 4)),
    ],
    ids=["obj", "stl", "glb", "gltf"],
)
def test_a_mesh_stands_where_its_file_puts_it(mesh: Any, low: Any, high: Any) -> None:
    assert mesh.points.min(axis=0).tolist() == pytest.approx(low)
    assert mesh.points.max(axis=0).tolist() == pytest.approx(high)
    assert mesh.faces.shape == (12, 3)


def test_stl_may_be_text() -> None:
    corners = "vertex 0 0 0\nvertex 1e0 0 0\nvertex 0 1 0\n"
    text = f"solid a\nfacet normal 0 0 1\nouter loop\n{corners}endloop\nendfacet\n"
    assert read_stl(text.encode()).points.tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0]]


def test_a_babylon_mesh_is_scaled_turned_and_moved() -> None:
    mesh = read_babylon(json.dumps(babylon()).encode())
    assert np.ptp(mesh.points[:, 1]) == pytest.approx(2)
    assert np.ptp(mesh.points[:, 0]) == pytest.approx(np.cos(0.5) + np.sin(0.5))
    assert mesh.points[0].tolist() == pytest.approx([1, 0, 0])


@pytest.mark.parametrize(
    ("format", "elements", "second"),
    [
        ("pqr", "NC", (1.458, 0, 0)),
        ("mol2", "OHH", (0.9572, 0, 0)),
        ("gro", "OHH", (0.96, 0, 0)),
        ("xyz", "OHH", (0.9572, 0, 0)),
        ("sdf", "CCCCCCHHHHHH", (0.695, 1.2038, 0)),
        ("cif", "NCCO", (1.4, 1, 0)),
    ],
)
def test_atoms_are_read(format: str, elements: str, second: tuple[float, float, float]) -> None:
    (data,) = (encoded(data) for name, data in FILES.items() if name[:2] == ("molecule", format))
    atoms = read_atoms(format, data)
    assert atoms is not None
    assert "".join(atoms.elements) == elements
    assert atoms.points[1].tolist() == pytest.approx(second, abs=1e-3)


def test_a_pdb_ends_with_its_first_model_and_has_a_chain() -> None:
    text = str(FILES["molecule", "pdb", "helix"])
    atoms = read_atoms("pdb", (text.replace("END\n", "ENDMDL\n") + text).encode())
    assert atoms is not None
    assert len(atoms.elements) == 49
    assert len(atoms.chain) == 12
    assert {atoms.elements[at] for at in atoms.chain} == {"C"}


def test_a_crystal_is_placed_by_its_cell() -> None:
    cell = [f"_cell_length_{axis} {size}" for axis, size in zip("abc", (4, 5, 6), strict=True)]
    cell += [f"_cell_angle_{angle} 90" for angle in ("alpha", "beta", "gamma")]
    names = ["label", "type_symbol", "fract_x", "fract_y", "fract_z"]
    rows = ["Na1 Na+ 0.5(2) 0 0", "'Cl 1' Cl- 0 0.5 0.5"]
    loop = ["loop_", *(f"_atom_site_{name}" for name in names), *rows, "loop_", "_x", "1"]
    text = "\n".join(["data_x", *cell, *loop])
    found = [(element, x, y, z) for element, x, y, z, _ in read_cif_atoms(text)]
    assert found == [("Na", 2, pytest.approx(0), 0), ("Cl", pytest.approx(0), 2.5, pytest.approx(3))]


NAMES = [("CA", "C"), ("1HB", "H"), ("CL1", "CL"), ("OW", "O"), ("", "")]


@pytest.mark.parametrize(("name", "element"), NAMES)
def test_an_atom_is_known_by_its_name(name: str, element: str) -> None:
    assert element_of(name) == element


def test_a_plotly_figure_is_read() -> None:
    figure = read_plotly(json.dumps(plotly()).encode())
    assert (figure.title, figure.x_title, figure.y_title) == ("Loss", "epoch", "loss")
    assert [(one.mark, one.name) for one in figure.series] == [
        ("line", "train"),
        ("line", "validation"),
        ("bar", "time"),
    ]
    assert figure.series[1].y == [4, 3, 2, 1.5]


def test_a_vega_lite_chart_is_read() -> None:
    rows = [{"k": "a", "v": 1}, {"k": "b", "v": 5}, {"k": "a", "v": 3}]
    encoding = {"x": {"field": "k"}, "y": {"field": "v", "aggregate": "mean", "type": "quantitative"}}
    spec = {"title": "T", "data": {"name": "d"}, "datasets": {"d": rows}, "mark": "bar", "encoding": encoding}
    figure = read_vega(json.dumps(spec).encode())
    assert (figure.title, figure.x_title, figure.y_title) == ("T", "k", "mean of v")
    assert [(one.mark, list(one.x), list(one.y)) for one in figure.series] == [("bar", ["a", "b"], [2, 5])]
    words = read_vega(json.dumps(vega_lite()).encode())
    assert (words.title, words.x_title, words.y_title, words.words) == ("Animals", "animal", "seen", "bar")


def test_a_bokeh_document_is_read() -> None:
    figure = read_bokeh(json.dumps(bokeh()).encode())
    assert (figure.title, figure.x_title, figure.y_title) == ("Speed", "hour", "km/h")
    assert [(one.mark, one.x, one.y) for one in figure.series] == [("line", [1, 2, 3], [3, 1, 2])]
