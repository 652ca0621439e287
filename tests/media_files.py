"""Small files of point clouds, meshes, molecules and charts: what is logged, made by hand."""

from __future__ import annotations

import base64
import json
import math
import struct
from typing import Any

CUBE = [(x, y, z) for x in (0.0, 1.0) for y in (0.0, 1.0) for z in (0.0, 1.0)]
"""The corners of a cube."""
TRIANGLES = [
    *((0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1)),
    *((2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)),
]
"""Its faces."""


def cloud(points: int = 2000, columns: int = 3) -> list[list[float]]:
    """Points on a spiral; with a category or with red, green and blue when there are more columns."""
    rows = []
    for index in range(points):
        angle = index / points * 12 * math.pi
        row = [math.cos(angle) * 4, math.sin(angle) * 4, index / points * 6]
        if columns == 4:
            row += [index * 14 // points + 1]
        elif columns == 6:
            row += [index * 255 // points, 80, 255 - index * 255 // points]
        rows.append(row)
    return rows


def scene() -> dict[str, Any]:
    """A scene of a lidar: points, two boxes with their corners out of order, a vector."""
    corners = [[0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    long = [[x * 6 - 1, y + 2, z * 2] for x, y, z in corners]
    return {
        "type": "lidar/beta",
        "points": cloud(columns=6),
        "boxes": [
            {"corners": corners, "label": "cat", "color": [255, 0, 0], "score": 0.9},
            {"corners": long, "label": "lorry", "color": [0, 200, 0]},
        ],
        "vectors": [{"start": [0, 0, 0], "end": [3, 3, 5], "color": [0, 0, 255]}],
    }


def obj() -> str:
    """The cube in Wavefront's format."""
    corners = [f"v {x} {y} {z}" for x, y, z in CUBE]
    faces = ["f " + " ".join(str(corner + 1) for corner in face) for face in TRIANGLES]
    return "\n".join(["# a cube", "o cube", *corners, *faces, ""])


def stl() -> bytes:
    """The cube as binary STL."""
    facets = [
        struct.pack("<12fH", 0, 0, 0, *(part for corner in face for part in CUBE[corner]), 0)
        for face in TRIANGLES
    ]
    return b"made by hand".ljust(80) + struct.pack("<I", len(facets)) + b"".join(facets)


def gltf(*, embedded: bool = True) -> dict[str, Any]:
    """The cube as glTF, its buffer inside the JSON or to be put beside it."""
    data = _buffer()
    points = len(CUBE) * 12
    buffer: dict[str, Any] = {"byteLength": len(data)}
    if embedded:
        buffer["uri"] = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
    position = {"bufferView": 0, "componentType": 5126, "count": len(CUBE), "type": "VEC3"}
    return {
        "asset": {"version": "2.0"},
        "buffers": [buffer],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": points},
            {"buffer": 0, "byteOffset": points, "byteLength": len(data) - points},
        ],
        "accessors": [
            {**position, "min": [0, 0, 0], "max": [1, 1, 1]},
            {"bufferView": 1, "componentType": 5123, "count": len(TRIANGLES) * 3, "type": "SCALAR"},
        ],
        "images": [{"uri": "wood.png"}],
        "textures": [{"source": 0}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0.1}}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "nodes": [{"mesh": 0, "translation": [1, 2, 3], "scale": [2, 1, 1]}],
        "scenes": [{"nodes": [0]}],
        "scene": 0,
    }


def _buffer() -> bytes:
    return b"".join(
        [
            *(struct.pack("<3f", *corner) for corner in CUBE),
            *(struct.pack("<3H", *face) for face in TRIANGLES),
        ]
    )


def glb() -> bytes:
    """The cube as binary glTF."""
    text = json.dumps(gltf(embedded=False)).encode()
    text += b" " * (-len(text) % 4)
    data = _buffer()
    data += b"\0" * (-len(data) % 4)
    chunks = (
        struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(data), 0x004E4942) + data
    )
    return struct.pack("<III", 0x46546C67, 2, len(chunks) + 12) + chunks


def babylon() -> dict[str, Any]:
    """The cube as a Babylon scene."""
    positions = [part for corner in CUBE for part in corner]
    indices = [corner for face in TRIANGLES for corner in face]
    mesh = {"name": "cube", "positions": positions, "indices": indices, "position": [1, 0, 0]}
    return {"meshes": [{"name": "empty"}, {**mesh, "rotation": [0, 0.5, 0], "scaling": [1, 2, 1]}]}


def pdb() -> str:
    """The backbone of a helix of twelve alanines, and a water."""
    backbone = {"N": (1.55, -28, -0.9), "CA": (2.3, 0, 0.0), "C": (1.66, 26, 1.1), "O": (2.0, 21, 2.3)}
    lines, serial = [], 0
    for residue in range(12):
        for name, (radius, turn, rise) in backbone.items():
            serial += 1
            angle = math.radians(turn + 100 * residue)
            x, y, z = radius * math.cos(angle), radius * math.sin(angle), rise + 1.5 * residue
            lines.append(
                f"ATOM  {serial:5d}  {name:<3s} ALA A{residue + 1:4d}    "
                f"{x:8.3f}{y:8.3f}{z:8.3f}  1.00 20.00           {name[0]}"
            )
    lines.append(f"HETATM{serial + 1:5d}  O   HOH A 101    {8:8.3f}{0:8.3f}{9:8.3f}  1.00 20.00           O")
    return "\n".join([*lines, "END", ""])


def pqr() -> str:
    """Two atoms with charges and radii."""
    return "\n".join(
        [
            "ATOM      1  N   ALA     1      0.000   0.000   0.000  0.1414 1.8240",
            "ATOM      2  CA  ALA     1      1.458   0.000   0.000  0.0962 1.9080",
            "END",
            "",
        ]
    )


def sdf() -> str:
    """Benzene."""
    ring = [(math.cos(math.radians(60 * k)), math.sin(math.radians(60 * k))) for k in range(6)]
    atoms = [f"{1.39 * x:10.4f}{1.39 * y:10.4f}{0:10.4f} C   0  0" for x, y in ring]
    atoms += [f"{2.48 * x:10.4f}{2.48 * y:10.4f}{0:10.4f} H   0  0" for x, y in ring]
    bonds = [f"{k + 1:3d}{(k + 1) % 6 + 1:3d}{1 + k % 2:3d}  0" for k in range(6)]
    bonds += [f"{k + 1:3d}{k + 7:3d}  1  0" for k in range(6)]
    return "\n".join(
        [
            "benzene",
            "  by hand",
            "",
            " 12 12  0  0  0  0  0  0  0  0999 V2000",
            *atoms,
            *bonds,
            "M  END",
            "$$$$",
            "",
        ]
    )


def mol2() -> str:
    """Water in Tripos' format."""
    return "\n".join(
        [
            "@<TRIPOS>MOLECULE",
            "water",
            " 3 2 0 0 0",
            "SMALL",
            "NO_CHARGES",
            "",
            "@<TRIPOS>ATOM",
            "1 O1 0.0000 0.0000 0.0000 O.3 1 HOH 0.0",
            "2 H1 0.9572 0.0000 0.0000 H 1 HOH 0.0",
            "3 H2 -0.2399 0.9266 0.0000 H 1 HOH 0.0",
            "@<TRIPOS>BOND",
            "1 1 2 1",
            "2 1 3 1",
            "",
        ]
    )


def gro() -> str:
    """Water in Gromacs' format: nanometers."""
    atoms = [("OW", 0.0, 0.0), ("HW1", 0.0957, 0.0), ("HW2", -0.024, 0.0927)]
    lines = [
        f"    1SOL  {name:>5s}{k + 1:5d}{x:8.3f}{y:8.3f}{0:8.3f}" for k, (name, x, y) in enumerate(atoms)
    ]
    return "\n".join(["water", "    3", *lines, "   1.0   1.0   1.0", ""])


def xyz() -> str:
    """Water as plain coordinates."""
    return "3\nwater\nO 0 0 0\nH 0.9572 0 0\nH -0.2399 0.9266 0\n"


def cif() -> str:
    """Two residues' worth of atoms as mmCIF."""
    names = [
        "group_PDB",
        "id",
        "type_symbol",
        "label_atom_id",
        "label_alt_id",
        "label_comp_id",
        "label_asym_id",
    ]
    names += [
        "label_entity_id",
        "label_seq_id",
        "Cartn_x",
        "Cartn_y",
        "Cartn_z",
        "occupancy",
        "B_iso_or_equiv",
    ]
    rows = [
        f"ATOM {k + 1} {name} {name} . GLY A 1 1 {1.4 * k:.3f} {k % 2:.3f} 0.000 1.00 10.0"
        for k, name in enumerate(["N", "C", "C", "O"])
    ]
    return "\n".join(["data_hand", "#", "loop_", *(f"_atom_site.{name}" for name in names), *rows, "#", ""])


def plotly() -> dict[str, Any]:
    """A line and bars, one of them with Plotly's packed numbers."""
    packed = base64.b64encode(struct.pack("<4d", 4, 3, 2, 1.5)).decode()
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "train",
                "x": [1, 2, 3, 4],
                "y": [4, 2.5, 2, 1],
            },
            {
                "type": "scatter",
                "name": "validation",
                "x": [1, 2, 3, 4],
                "y": {"dtype": "f8", "bdata": packed},
            },
            {"type": "bar", "name": "time", "x": [1, 2, 3, 4], "y": [1, 1.2, None, 0.8]},
        ],
        "layout": {
            "title": {"text": "Loss"},
            "xaxis": {"title": {"text": "epoch"}},
            "yaxis": {"title": {"text": "loss"}},
            "images": [{"source": "pictures/logo.png", "x": 0, "y": 0}],
        },
    }


def plotly_surface() -> dict[str, Any]:
    """A surface in space: WebGL inside Plotly."""
    return {"data": [{"type": "surface", "z": [[1, 2, 3], [2, 3, 1], [3, 1, 2]]}], "layout": {}}


def vega_lite() -> dict[str, Any]:
    """Bars of three categories, with an expression and a selection."""
    values = [{"kind": "cat", "n": 3}, {"kind": "dog", "n": 5}, {"kind": "eel", "n": 1}]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": "Animals",
        "data": {"values": values},
        "params": [{"name": "picked", "select": {"type": "point"}}],
        "transform": [{"calculate": "datum.n * 2 + length(datum.kind)", "as": "twice"}],
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "kind", "type": "nominal", "title": "animal"},
            "y": {"field": "twice", "type": "quantitative", "title": "seen"},
            "color": {"condition": {"param": "picked", "value": "#4477aa"}, "value": "#999999"},
        },
    }


def vega() -> dict[str, Any]:
    """Points by Vega itself, one of its signals an expression."""
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 300,
        "height": 200,
        "signals": [{"name": "size", "update": "width / 2 - 50"}],
        "data": [{"name": "table", "values": [{"u": 1, "v": 2}, {"u": 2, "v": 5}, {"u": 3, "v": 3}]}],
        "scales": [
            {"name": "x", "type": "linear", "range": "width", "domain": {"data": "table", "field": "u"}},
            {"name": "y", "type": "linear", "range": "height", "domain": {"data": "table", "field": "v"}},
        ],
        "axes": [{"orient": "bottom", "scale": "x"}, {"orient": "left", "scale": "y"}],
        "marks": [
            {
                "type": "symbol",
                "from": {"data": "table"},
                "encode": {
                    "enter": {
                        "x": {"scale": "x", "field": "u"},
                        "y": {"scale": "y", "field": "v"},
                        "size": {"signal": "size"},
                        "fill": {"value": "#aa3377"},
                    }
                },
            }
        ],
    }


def bokeh() -> dict[str, Any]:
    """What Bokeh writes of a line with a title, in the shape of its version 3."""
    return {
        "version": "3.4.0",
        "title": "Bokeh Application",
        "roots": [
            {
                "type": "object",
                "name": "Figure",
                "id": "p1",
                "attributes": {
                    "title": {"type": "object", "name": "Title", "id": "p2", "attributes": {"text": "Speed"}},
                    "renderers": [
                        {
                            "type": "object",
                            "name": "GlyphRenderer",
                            "id": "p3",
                            "attributes": {
                                "data_source": {
                                    "type": "object",
                                    "name": "ColumnDataSource",
                                    "id": "p4",
                                    "attributes": {
                                        "data": {
                                            "type": "map",
                                            "entries": [["x", [1, 2, 3]], ["y", [3, 1, 2]]],
                                        }
                                    },
                                },
                                "glyph": {
                                    "type": "object",
                                    "name": "Line",
                                    "id": "p5",
                                    "attributes": {
                                        "x": {"type": "field", "field": "x"},
                                        "y": {"type": "field", "field": "y"},
                                    },
                                },
                            },
                        }
                    ],
                    "below": [
                        {
                            "type": "object",
                            "name": "LinearAxis",
                            "id": "p6",
                            "attributes": {"axis_label": "hour"},
                        }
                    ],
                    "left": [
                        {
                            "type": "object",
                            "name": "LinearAxis",
                            "id": "p7",
                            "attributes": {"axis_label": "km/h"},
                        }
                    ],
                },
            }
        ],
    }


def encoded(value: object) -> bytes:
    """The bytes of a file: JSON unless it is text or bytes."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode()


FILES: dict[tuple[str, str, str], object] = {
    ("object3d", "pts", "points"): cloud(),
    ("object3d", "pts", "categories"): cloud(columns=4),
    ("object3d", "pts", "colors"): cloud(columns=6),
    ("object3d", "pts", "scene"): scene(),
    ("object3d", "obj", "cube"): obj(),
    ("object3d", "stl", "cube"): stl(),
    ("object3d", "gltf", "cube"): gltf(),
    ("object3d", "glb", "cube"): glb(),
    ("object3d", "babylon", "cube"): babylon(),
    ("molecule", "pdb", "helix"): pdb(),
    ("molecule", "pqr", "two atoms"): pqr(),
    ("molecule", "sdf", "benzene"): sdf(),
    ("molecule", "mol2", "water"): mol2(),
    ("molecule", "gro", "water"): gro(),
    ("molecule", "xyz", "water"): xyz(),
    ("molecule", "cif", "glycine"): cif(),
    ("molecule", "mmcif", "glycine"): cif(),
    ("chart", "plotly", "lines"): plotly(),
    ("chart", "plotly", "surface"): plotly_surface(),
    ("chart", "vega-lite", "bars"): vega_lite(),
    ("chart", "vega", "points"): vega(),
    ("chart", "bokeh", "line"): bokeh(),
}
"""(kind, format, what it is) → the file."""
