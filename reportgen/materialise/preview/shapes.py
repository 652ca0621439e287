"""Meshes of simple formats: Wavefront OBJ, STL, and the geometry of Babylon scenes."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from reportgen.materialise.preview.space import Array

Indices: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles."""

    points: Array
    """N×3."""
    faces: Indices
    """M×3: numbers of points."""


def joined(meshes: list[Mesh]) -> Mesh:
    """Several meshes as one."""
    if not meshes:
        return Mesh(np.zeros((0, 3)), np.zeros((0, 3), np.int64))
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes)])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]
    return Mesh(np.concatenate([mesh.points for mesh in meshes]), np.concatenate(faces))


def read_obj(data: bytes) -> Mesh:
    """`v` and `f` lines; a face of many corners becomes a fan, a negative number counts from the end."""
    points: list[list[float]] = []
    faces: list[list[int]] = []
    for line in data.decode("utf-8", "replace").splitlines():
        word, *rest = line.split() or [""]
        if word == "v":
            points.append([float(part) for part in rest[:3]])
        elif word == "f":
            numbers = [int(part.split("/")[0]) for part in rest]
            corners = [number - 1 if number > 0 else len(points) + number for number in numbers]
            faces += [[corners[0], *pair] for pair in itertools.pairwise(corners[1:])]
    return Mesh(np.array(points, float).reshape(-1, 3), np.array(faces, np.int64).reshape(-1, 3))


def read_stl(data: bytes) -> Mesh:
    """Binary STL (80 bytes, a count, 50 bytes a face), or the text form with its `vertex` lines."""
    count = int.from_bytes(data[80:84], "little")
    if len(data) == 84 + 50 * count:
        fields = np.dtype([("normal", "<3f4"), ("corners", "<9f4"), ("attributes", "<u2")])
        points = np.frombuffer(data, fields, count, 84)["corners"].reshape(-1, 3).astype(float)
    else:
        found = re.findall(rb"vertex\s+(\S+)\s+(\S+)\s+(\S+)", data)
        points = np.array([[float(part) for part in corner] for corner in found]).reshape(-1, 3)
    return Mesh(points, np.arange(len(points), dtype=np.int64).reshape(-1, 3))


def read_babylon(data: bytes) -> Mesh:
    """The meshes of a Babylon scene, each where it stands; the scene is left-handed."""
    scene = json.loads(data)
    shared = {one.get("id"): one for one in (scene.get("geometries") or {}).get("vertexData") or []}
    meshes = []
    for mesh in scene.get("meshes") or []:
        held = mesh if mesh.get("positions") else shared.get(mesh.get("geometryId"), {})
        if held.get("positions") and held.get("indices"):
            points = np.array(held["positions"], float).reshape(-1, 3) * np.array(
                mesh.get("scaling", (1, 1, 1))
            )
            points = points @ _rotation(mesh).T + np.array(mesh.get("position", (0, 0, 0)), float)
            meshes.append(Mesh(points * (1, 1, -1), np.array(held["indices"], np.int64).reshape(-1, 3)))
    return joined(meshes)


def _rotation(mesh: dict[str, Any]) -> Array:
    """3×3, of a quaternion or of angles about y, x and z."""
    if mesh.get("rotationQuaternion"):
        return quaternion_matrix(mesh["rotationQuaternion"])
    (sx, sy, sz), (cx, cy, cz) = (function(mesh.get("rotation", (0, 0, 0))) for function in (np.sin, np.cos))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z)


def quaternion_matrix(quaternion: Any) -> Array:
    """3×3, of x, y, z and w."""
    x, y, z, w = np.array(quaternion, float) / np.linalg.norm(quaternion)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
