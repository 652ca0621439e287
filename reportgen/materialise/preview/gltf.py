"""The triangles of glTF 2.0, as JSON or in its binary form (Khronos' specification, §3.6 and §4.4)."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from reportgen.materialise.preview.shapes import Mesh, joined, quaternion_matrix
from reportgen.materialise.preview.space import Array

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_TRIANGLES = 4


def read_glb(data: bytes) -> Mesh:
    """A header of 12 bytes, then chunks: their length, their type, their bytes."""
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        length, kind = struct.unpack_from("<I4s", data, at)
        chunks.setdefault(kind, data[at + 8 : at + 8 + length])
        at += 8 + length
    return _mesh(json.loads(chunks[b"JSON"]), chunks.get(b"BIN\0", b""))


def read_gltf(data: bytes) -> Mesh:
    """JSON whose buffers are `data:` addresses; others are not read."""
    return _mesh(json.loads(data), b"")


def _mesh(asset: dict[str, Any], binary: bytes) -> Mesh:
    buffers = [_buffer(buffer, binary) for buffer in asset.get("buffers", [])]
    meshes = []
    for number, matrix in _placed(asset):
        for primitive in asset["meshes"][number]["primitives"]:
            if primitive.get("mode", _TRIANGLES) != _TRIANGLES:
                continue
            points = _values(asset, buffers, primitive["attributes"]["POSITION"])
            count = len(points)
            numbers = (
                _values(asset, buffers, primitive["indices"]) if "indices" in primitive else np.arange(count)
            )
            placed = points @ matrix[:3, :3].T + matrix[:3, 3]
            meshes.append(Mesh(placed, numbers.reshape(-1, 3).astype(np.int64)))
    return joined(meshes)


def _buffer(buffer: dict[str, Any], binary: bytes) -> bytes:
    uri = buffer.get("uri")
    if uri is None:
        return binary
    return base64.b64decode(uri.partition(",")[2]) if uri.startswith("data:") else b""


def _values(asset: dict[str, Any], buffers: list[bytes], number: int) -> Array:
    """What an accessor reads: N×width."""
    accessor = asset["accessors"][number]
    view = asset["bufferViews"][accessor["bufferView"]]
    kind, width = np.dtype(_TYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
    start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    stride = view.get("byteStride", kind.itemsize * width)
    shape, strides = (accessor["count"], width), (stride, kind.itemsize)
    found: Array = np.ndarray(shape, kind, buffers[view["buffer"]], start, strides).astype(float)
    return found


def _placed(asset: dict[str, Any]) -> Iterator[tuple[int, Array]]:
    """The meshes of the scene, each with the 4×4 matrix of where it stands."""
    nodes, scenes = asset.get("nodes", []), asset.get("scenes", [])
    roots = scenes[asset.get("scene", 0)].get("nodes", []) if scenes else range(len(nodes))
    waiting = [(number, np.eye(4)) for number in roots]
    for _ in range(len(nodes)):  # A node stands in one place; a broken file must not turn in a circle.
        if not waiting:
            return
        number, above = waiting.pop()
        node = nodes[number]
        matrix = above @ _matrix(node)
        waiting += [(child, matrix) for child in node.get("children", [])]
        if "mesh" in node:
            yield node["mesh"], matrix


def _matrix(node: dict[str, Any]) -> Array:
    if "matrix" in node:
        return np.asarray(np.array(node["matrix"], float).reshape(4, 4).T)
    matrix = np.eye(4)
    matrix[:3, :3] = quaternion_matrix(node.get("rotation", (0, 0, 0, 1))) * node.get("scale", (1, 1, 1))
    matrix[:3, 3] = node.get("translation", (0, 0, 0))
    return matrix
