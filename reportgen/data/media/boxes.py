"""Boxes on an image: what people write, and what a cell says of them."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from reportgen.data.media.classes import Classes, as_classes
from reportgen.diagnostics import did_you_mean

_FIELDS = ("position", "domain", "class_id", "box_caption", "scores")
_CORNERS = ("minX", "maxX", "minY", "maxY")
_MIDDLE = ("middle", "width", "height")
_FAR = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box on an image.

    Attributes:
        x_min: Its left side.
        y_min: Its upper side.
        x_max: Its right side.
        y_max: Its lower side.
        domain: Whether these are in pixels ("pixel") or in parts of the image's size ("fraction").
        class_id: Its class, or None.
        label: The name of its class, or None.
        caption: A line of text shown with it, or None.
        scores: Numbers by name, such as a confidence.
    """

    x_min: float
    y_min: float
    x_max: float
    y_max: float
    domain: str = "fraction"
    class_id: int | None = None
    label: str | None = None
    caption: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)

    def pixels(self, width: int, height: int) -> tuple[float, float, float, float]:
        """`x_min, y_min, x_max, y_max` in pixels of an image of a size."""
        wide, high = (width, height) if self.domain == "fraction" else (1, 1)
        return self.x_min * wide, self.y_min * high, self.x_max * wide, self.y_max * high


class BoundingBoxes2D(Sequence[Box]):
    """A layer of boxes on an image.

    Args:
        val: `{"box_data": [box, …], "class_labels": {id: name}}`, or the list of boxes alone. A box is a dict
            with `position` (`{"minX", "maxX", "minY", "maxY"}` or `{"middle": [x, y], "width", "height"}`),
            and if need be `domain` ("pixel"; else the position is in parts of the image's size, from 0 to 1),
            `class_id` (whole number), `box_caption` (text) and `scores` (`{name: number}`).
        key: The name of the layer.
        classes: The names of class ids that `class_labels` does not have.

    Raises:
        ValueError: A box is none; the message names layer, box, field and what is allowed.
    """

    __slots__ = ("boxes", "class_labels", "key")

    def __init__(self, val: Any, key: str, classes: Classes | None = None) -> None:
        self.key = str(key)
        data, labels = _layer(val, self.key)
        self.class_labels: Classes | None = as_classes(labels)
        names = {**(classes or {}), **(self.class_labels or {})}
        self.boxes = tuple(_box(box, f"box {i} of layer {self.key!r}", names) for i, box in enumerate(data))

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Box]: ...
    def __getitem__(self, index: int | slice) -> Box | Sequence[Box]:
        return self.boxes[index]

    def __len__(self) -> int:
        return len(self.boxes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundingBoxes2D):
            return NotImplemented
        return (self.key, self.boxes) == (other.key, other.boxes)

    def __hash__(self) -> int:
        return hash((self.key, len(self.boxes)))

    def __repr__(self) -> str:
        return f"<BoundingBoxes2D {self.key!r}: {len(self)} box{'' if len(self) == 1 else 'es'}>"


def read_boxes(boxes: Any, classes: Classes | None) -> dict[str, BoundingBoxes2D]:
    """The layers of boxes that people give an image, by name."""
    if not isinstance(boxes, Mapping):
        kind = type(boxes).__name__
        raise ValueError(f"boxes= is a {kind}: give a dict of layers, such as {{'predictions': […]}}")
    return {str(key): BoundingBoxes2D(layer, key, classes) for key, layer in boxes.items()}


def describe_boxes(layers: Mapping[str, BoundingBoxes2D]) -> list[dict[str, Any]] | None:
    """The boxes as a cell says them; None: there are no layers."""
    described = [
        {
            "layer": name,
            **{key: getattr(box, key) for key in ("x_min", "y_min", "x_max", "y_max", "domain", "class_id")},
            "label": box.label,
            "caption": box.caption,
            "scores": dict(box.scores) or None,
        }
        for name, layer in layers.items()
        for box in layer
    ]
    return described or None


def stored_boxes(described: Sequence[Mapping[str, Any]] | None) -> dict[str, BoundingBoxes2D]:
    """The layers that `describe_boxes` told of."""
    found: dict[str, list[Box]] = {}
    for info in described or ():
        known = {key: info.get(key) for key in Box.__slots__ if key != "scores"}
        found.setdefault(info["layer"], []).append(Box(**known, scores=dict(info.get("scores") or {})))  # type: ignore[arg-type]
    layers = {}
    for name, boxes in found.items():
        layers[name] = BoundingBoxes2D([], name)
        layers[name].boxes = tuple(boxes)
    return layers


def _layer(val: Any, key: str) -> tuple[Sequence[Any], Any]:
    """The boxes and the class labels of what people give as a layer."""
    if isinstance(val, BoundingBoxes2D):
        return val.boxes, val.class_labels
    data, labels = (val.get("box_data"), val.get("class_labels")) if isinstance(val, Mapping) else (val, None)
    if data is None or isinstance(data, (str, bytes, Mapping)) or not isinstance(data, (Sequence, Iterator)):
        raise ValueError(f"layer {key!r} of boxes has no list of boxes: give {{'box_data': [box, …]}}")
    return list(data), labels


def _box(data: Any, where: str, names: Mapping[int, str]) -> Box:
    if isinstance(data, Box):
        return data
    if not isinstance(data, Mapping):
        raise ValueError(f"{where} is a {type(data).__name__}: give a dict with 'position'")
    for key in data:
        if key not in _FIELDS:
            help = did_you_mean(str(key), _FIELDS, what="field")
            raise ValueError(f"{where} has the field {key!r}, which boxes have not; {help}")
    domain = data.get("domain")
    if domain not in (None, "pixel", "fraction"):
        raise ValueError(f"{where} has the domain {domain!r}: it is 'pixel', or left out for parts of 0 to 1")
    class_id = _class_id(data.get("class_id"), where)
    caption = data.get("box_caption")
    return Box(
        *_position(data.get("position"), where, pixel=domain == "pixel"),
        domain=domain or "fraction",
        class_id=class_id,
        label=None if class_id is None else names.get(class_id),
        caption=None if caption is None else str(caption),
        scores=_scores(data.get("scores"), where),
    )


def _position(position: Any, where: str, *, pixel: bool) -> tuple[float, float, float, float]:
    keys = set(position) if isinstance(position, Mapping) else set()
    if keys == set(_CORNERS):
        x_min, x_max, y_min, y_max = (_number(position[key], f"{where}: {key}") for key in _CORNERS)
    elif keys == set(_MIDDLE):
        x, y = _pair(position["middle"], f"{where}: middle")
        half_width, half_height = (_number(position[key], f"{where}: {key}") / 2 for key in _MIDDLE[1:])
        x_min, x_max, y_min, y_max = x - half_width, x + half_width, y - half_height, y + half_height
    else:
        raise ValueError(
            f"{where} has the position {position!r}: give minX, maxX, minY, maxY or middle, width, height"
        )
    if x_min > x_max or y_min > y_max:
        raise ValueError(f"{where} ends before it begins: x {x_min:g} to {x_max:g}, y {y_min:g} to {y_max:g}")
    furthest = max(x_max, y_max, -x_min, -y_min)
    if not pixel and furthest > _FAR:
        raise ValueError(
            f"{where} reaches to {furthest:g}: parts of an image's size are from 0 to 1; "
            "for pixels say 'domain': 'pixel'"
        )
    return x_min, y_min, x_max, y_max


def _pair(value: Any, where: str) -> tuple[float, float]:
    try:
        x, y = value
    except (TypeError, ValueError):
        raise ValueError(f"{where} is {value!r}: give [x, y]") from None
    return _number(x, where), _number(y, where)


def _number(value: Any, where: str) -> float:
    try:
        number = math.nan if isinstance(value, (str, bytes)) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{where} is {value!r}: it must be a finite number")
    return number


def _class_id(value: Any, where: str) -> int | None:
    if value is None:
        return None
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"{where}: class_id is {value!r}: it must be a whole number") from None


def _scores(scores: Any, where: str) -> dict[str, float]:
    if scores is None:
        return {}
    if not isinstance(scores, Mapping):
        raise ValueError(f"{where}: scores are a {type(scores).__name__}: give a dict {{name: number}}")
    return {str(name): _number(value, f"{where}: the score {name!r}") for name, value in scores.items()}
