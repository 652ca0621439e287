"""`Object3D`: points or a shape in space, in a cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, ClassVar

import numpy as np

from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.payload import Payload
from reportgen.data.media.points import SCENE, Points, from_points, from_scene, points_in, read_points
from reportgen.data.media.sniff import format_of
from reportgen.data.media.source import Source, array_in, read_source

if TYPE_CHECKING:
    from typing_extensions import Self

_ENDINGS: Mapping[str, str] = {
    "obj": "obj",
    "gltf": "gltf",
    "glb": "glb",
    "babylon": "babylon",
    "stl": "stl",
    "pts.json": "pts",
    "pts": "pts",
}
_MAGIC = ((0, b"glTF", "glb"), (0, b"[", "pts"), (0, b'{"type"', "pts"), (0, b"solid", "stl"))


class Object3D(BlobMedia):
    """Points or a shape in space, to be put in a cell of a table or in an artifact.

    Args:
        data_or_path: An array or a tensor of points, N×3 (x, y, z), N×4 (and a category from 1) or N×6 (and
            red, green, blue from 0 to 255); a dict `{"type": "lidar/beta", "points", "boxes", "vectors"}`
            whose boxes are `{"corners": 8 of [x, y, z], "label", "color": [r, g, b], "score"}` and vectors
            `{"start": [x, y, z], "end": [x, y, z]}`; a path of a file `.obj`, `.gltf`, `.glb`, `.babylon`,
            `.stl` or `.pts.json`, which is kept byte for byte; another Object3D; or an address, which is
            shown and never fetched. There is no limit on points.
        caption: A line of text shown with it.
        file_type: The format of an open file or of bytes.

    Attributes:
        caption: The caption, or None.
        format: "pts" for points; "obj", "gltf", "glb", "babylon" or "stl".
        points: How many points there are; None for a shape.
        boxes: How many boxes there are around the points; None for a shape and for points alone.

    Raises:
        ValueError: There is no such file, its format is unknown, or the points are none.
    """

    __slots__ = ("boxes", "points")

    kind: ClassVar[str] = "object3d"
    facts = ("points", "boxes")

    def __init__(self, data_or_path: Any, caption: object = None, file_type: str | None = None) -> None:
        self.points: int | None = None
        self.boxes: int | None = None
        if isinstance(data_or_path, Object3D):
            said = data_or_path.caption if caption is None else caption
            super().__init__(data_or_path._payload, data_or_path.format, said, data_or_path.uri)
            self.points, self.boxes = data_or_path.points, data_or_path.boxes
        elif isinstance(data_or_path, Mapping):
            self._hold(from_scene(data_or_path), caption)
        elif (source := read_source(data_or_path, self.kind)) is not None:
            self._open(source, caption, file_type)
        elif isinstance(data_or_path, (list, tuple)) or array_in(data_or_path) is not None:
            self._hold(from_points(data_or_path), caption)
        else:
            kind = type(data_or_path).__name__
            raise ValueError(f"an Object3D cannot be made of a {kind}: give an array of points or a path")

    @classmethod
    def from_numpy(cls, data: Any, caption: object = None) -> Self:
        """Points N×3, N×4 or N×6."""
        return cls(np.asarray(data), caption)

    @classmethod
    def from_file(cls, data_or_path: str | IO[Any], file_type: str | None = None) -> Self:
        """A file or an open one, whose format is `file_type` when its name does not say."""
        return cls(data_or_path, file_type=file_type)

    @classmethod
    def from_point_cloud(
        cls,
        points: Sequence[Any],
        boxes: Sequence[Mapping[str, Any]],
        vectors: Sequence[Mapping[str, Any]] | None = None,
        point_cloud_type: str = SCENE,
    ) -> Self:
        """Points with boxes around them and vectors among them.

        Args:
            points: N×3, N×4 or N×6.
            boxes: Dicts `{"corners": 8 of [x, y, z], "label", "color", "score"}`.
            vectors: Dicts `{"start": [x, y, z], "end": [x, y, z]}`.
            point_cloud_type: "lidar/beta", the only one there is.

        Raises:
            ValueError: A point, a box or a vector is none; the message names it.
        """
        return cls({"type": point_cloud_type, "points": points, "boxes": boxes, "vectors": vectors})

    def to_numpy(self) -> np.ndarray[Any, Any]:
        """The points, of shape N×3, N×4 or N×6.

        Raises:
            ValueError: It is a shape, which has no points of that kind.
        """
        if self.format != "pts":
            raise ValueError(f"an Object3D of the format {self.format!r} has no points: use data()")
        return points_in(self.data())

    def _hold(self, points: Points, caption: object) -> None:
        super().__init__(Payload(points.text, self.kind), "pts", caption, None)
        self.points, self.boxes = points.count, points.boxes

    def _open(self, source: Source, caption: object, file_type: str | None) -> None:
        format = format_of(source, file_type, what="3-D objects", endings=_ENDINGS, magic=_MAGIC)
        super().__init__(source.payload, format, caption, source.uri)
        if source.payload is None:
            return
        if format == "pts":
            points = read_points(source.payload.data())
            self.points, self.boxes = points.count, points.boxes
        elif format == "gltf":
            _check_whole(source.payload.data())


def _check_whole(text: bytes) -> None:
    """Refuse a glTF file that is of no use without others."""
    try:
        parts = json.loads(text)
        named = [part.get("uri", "") for key in ("buffers", "images") for part in parts.get(key, [])]
    except (ValueError, AttributeError):
        raise ValueError("the glTF file is not the JSON of a glTF asset") from None
    outside = [uri for uri in named if uri and not uri.startswith("data:")]
    if outside:
        raise ValueError(f"the glTF file needs {outside[0]!r} beside it: save it as one .glb file")
