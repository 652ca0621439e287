"""Boxes, masks and classes on images: what is read, what is kept, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

from reportgen.data_types import BoundingBoxes2D, Box, Classes, Image, ImageMask
from tests.media_kinds import Shelf, annotated, pixels

CORNERS = {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.75}
MIDDLE = {"middle": [0.5, 0.5], "width": 0.5, "height": 0.25}


@pytest.mark.parametrize(
    ("data", "box"),
    [
        ({"position": CORNERS}, Box(0.1, 0.2, 0.5, 0.75)),
        ({"position": MIDDLE}, Box(0.25, 0.375, 0.75, 0.625)),
        (
            {"position": {**MIDDLE, "middle": (30, 20), "width": 20}, "domain": "pixel"},
            Box(20, 19.875, 40, 20.125, "pixel"),
        ),
        (
            {"position": CORNERS, "domain": None, "class_id": np.int64(1)},
            Box(0.1, 0.2, 0.5, 0.75, class_id=1, label="dog"),
        ),
        ({"position": CORNERS, "class_id": 5}, Box(0.1, 0.2, 0.5, 0.75, class_id=5)),
        (
            {"position": CORNERS, "box_caption": 7, "scores": {"a": np.float32(0.5), "b": 1}},
            Box(0.1, 0.2, 0.5, 0.75, caption="7", scores={"a": 0.5, "b": 1}),
        ),
        (Box(1, 2, 3, 4, "pixel"), Box(1, 2, 3, 4, "pixel")),
    ],
    ids=["corners", "middle", "pixels", "class", "class without a name", "caption and scores", "box"],
)
def test_boxes(data: Any, box: Box) -> None:
    labels = {1: "dog"}
    one = Image(pixels(), boxes={"a": {"box_data": [data], "class_labels": labels}})
    other = Image(pixels(), boxes={"a": [data]}, classes=labels)
    assert list(one.boxes["a"]) == [box]
    assert one.boxes == other.boxes
    assert one == other
    assert one.classes == Classes(labels)


def test_a_box_in_pixels_of_the_image() -> None:
    assert Box(0.25, 0.5, 0.5, 1).pixels(40, 20) == (10, 10, 20, 20)
    assert Box(1, 2, 3, 4, "pixel").pixels(40, 20) == (1, 2, 3, 4)


def test_a_layer_of_boxes_is_a_sequence() -> None:
    layer = BoundingBoxes2D({"box_data": [{"position": CORNERS}] * 3, "class_labels": {0: "cat"}}, "guess")
    assert (len(layer), layer.key, layer.class_labels) == (3, "guess", Classes(["cat"]))
    assert list(layer[1:]) == [layer[0], layer[0]]
    assert Image(pixels(), boxes={"guess": layer}).boxes["guess"] == layer
    assert repr(layer) == "<BoundingBoxes2D 'guess': 3 boxes>"


def test_names_of_layers_do_not_overwrite_those_of_the_image() -> None:
    image = annotated()
    assert image.classes == Classes({0: "nothing", 1: "dog", 7: "fox"})
    assert [box.label for layer in image.boxes.values() for box in layer] == ["dog", "wolf", None]
    assert image.masks["truth"].class_labels == Classes({1: "leg"})


def test_an_image_of_an_image_has_its_overlays_or_its_own(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    base = annotated()
    base.store(shelf.writer)
    kept = shelf.read(base, base.describe())
    assert isinstance(kept, Image)
    before = shelf.names()
    same = Image(kept)
    assert same == base
    own = Image(
        kept, masks={"guess": {"mask_data": np.eye(4, 6)}}, boxes={}, classes=["a", "b"], caption="own"
    )
    assert (own.sha256, own.caption, own.boxes, list(own.masks)) == (base.sha256, "own", {}, ["guess"])
    assert own.classes == Classes(["a", "b"])
    for image in (same, own):
        image.store(shelf.writer)
    assert shelf.names() - before == set() or shelf.names() - before == {own.masks["guess"].sha256}
    assert Image(kept, mode="L").boxes == base.boxes


MASKS: list[tuple[str, Any]] = [
    ("uint8", np.eye(4, 6, dtype=np.uint8)),
    ("int64", np.eye(4, 6, dtype=np.int64)),
    ("bool", np.eye(4, 6, dtype=bool)),
    ("whole floats", np.eye(4, 6)),
    ("list", np.eye(4, 6, dtype=int).tolist()),
    ("one channel", np.eye(4, 6)[:, :, None]),
    ("first channel", np.eye(4, 6)[None]),
]


@pytest.mark.parametrize("data", [case[1] for case in MASKS], ids=[case[0] for case in MASKS])
def test_arrays_of_class_ids_become_grey_png(data: Any) -> None:
    mask = Image(pixels(), masks={"m": {"mask_data": data, "class_labels": {1: "a"}}}).masks["m"]
    assert mask.to_numpy().tolist() == np.eye(4, 6).tolist()
    with PIL.Image.open(io.BytesIO(mask.data())) as picture:
        assert (picture.format, picture.mode) == ("PNG", "L")
    assert mask == ImageMask({"mask_data": np.eye(4, 6), "class_labels": {"1": "a"}}, "m")


@pytest.mark.parametrize(
    ("mode", "ending", "kept"),
    [
        ("L", "png", True),
        ("P", "png", True),
        ("RGB", "png", True),
        ("I;16", "png", True),
        ("L", "bmp", False),
        ("L", "tiff", False),
    ],
)
def test_mask_files(mode: str, ending: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / f"m.{ending}"
    ids = np.array([[0, 1], [2, 255]], np.uint8)
    if mode == "RGB":
        PIL.Image.fromarray(np.dstack([ids, ids * 0, ids * 0 + 9])).save(path)
    elif mode == "P":
        picture = PIL.Image.fromarray(ids)
        picture.putpalette(list(range(256)) * 3)
        picture.save(path)
    else:
        PIL.Image.fromarray(ids.astype(np.uint16) if mode == "I;16" else ids).save(path)
    image = Image(np.zeros((4, 4)), masks={"m": {"path": str(path)}})
    assert image.masks["m"].to_numpy().tolist() == ids.tolist()
    assert (image.masks["m"].data() == path.read_bytes()) == kept
    assert list(image.files())[1] == (image.masks["m"].sha256, "png")


CLASSES: list[tuple[Any, dict[int, str]]] = [
    ([{"id": 3, "name": "cat"}, {"id": 0, "name": "dog"}], {3: "cat", 0: "dog"}),
    ([{"id": 0, "name": "cat", "color": "red"}], {0: "cat"}),
    (["cat", "dog"], {0: "cat", 1: "dog"}),
    ({"3": "cat", 4: "dog"}, {3: "cat", 4: "dog"}),
    ([[3, "cat"], (4, "dog")], {3: "cat", 4: "dog"}),
    (({"id": np.int64(i), "name": n} for i, n in enumerate("ab")), {0: "a", 1: "b"}),
    ([{"id": 1, "name": 7}, {"id": 1, "name": "7"}], {1: "7"}),
]


@pytest.mark.parametrize(("given", "names"), CLASSES)
def test_classes(given: Any, names: dict[int, str]) -> None:
    classes = Classes(given)
    assert dict(classes) == names
    assert classes == names
    assert classes.class_set == [{"id": id, "name": name} for id, name in names.items()]
    assert Classes(classes.class_set) == classes
    assert hash(Classes(dict(reversed(names.items())))) == hash(classes)


def boxes(box: Any) -> Image:
    return Image(pixels(), boxes={"pred": {"box_data": [{"position": CORNERS}, box]}})


def mask(data: Any) -> Image:
    return Image(pixels(), masks={"m": data})


ERRORS: list[tuple[str, Callable[[], Any], str]] = [
    (
        "layers",
        lambda: Image(pixels(), boxes=[]),
        "boxes= is a list: give a dict of layers, such as {'predictions': […]}",
    ),
    (
        "no list",
        lambda: Image(pixels(), boxes={"pred": {"boxes": []}}),
        "layer 'pred' of boxes has no list of boxes: give {'box_data': [box, …]}",
    ),
    ("no box", lambda: boxes(3), "box 1 of layer 'pred' is a int: give a dict with 'position'"),
    (
        "field",
        lambda: boxes({"position": CORNERS, "box_captoin": "x"}),
        "box 1 of layer 'pred' has the field 'box_captoin', which boxes have not; "
        "did you mean 'box_caption'?",
    ),
    (
        "position",
        lambda: boxes({"position": {"minX": 0}}),
        "box 1 of layer 'pred' has the position {'minX': 0}: "
        "give minX, maxX, minY, maxY or middle, width, height",
    ),
    (
        "no position",
        lambda: boxes({}),
        "box 1 of layer 'pred' has the position None: give minX, maxX, minY, maxY or middle, width, height",
    ),
    (
        "number",
        lambda: boxes({"position": {**CORNERS, "maxX": "1"}}),
        "box 1 of layer 'pred': maxX is '1': it must be a finite number",
    ),
    (
        "middle",
        lambda: boxes({"position": {**MIDDLE, "middle": 3}}),
        "box 1 of layer 'pred': middle is 3: give [x, y]",
    ),
    (
        "turned",
        lambda: boxes({"position": {**CORNERS, "maxX": 0}}),
        "box 1 of layer 'pred' ends before it begins: x 0.1 to 0, y 0.2 to 0.75",
    ),
    (
        "pixels",
        lambda: boxes({"position": {"minX": 10, "maxX": 20, "minY": 0, "maxY": 5}}),
        "box 1 of layer 'pred' reaches to 20: parts of an image's size are from 0 to 1; "
        "for pixels say 'domain': 'pixel'",
    ),
    (
        "domain",
        lambda: boxes({"position": CORNERS, "domain": "px"}),
        "box 1 of layer 'pred' has the domain 'px': it is 'pixel', or left out for parts of 0 to 1",
    ),
    (
        "class",
        lambda: boxes({"position": CORNERS, "class_id": "dog"}),
        "box 1 of layer 'pred': class_id is 'dog': it must be a whole number",
    ),
    (
        "scores",
        lambda: boxes({"position": CORNERS, "scores": 0.5}),
        "box 1 of layer 'pred': scores are a float: give a dict {name: number}",
    ),
    (
        "score",
        lambda: boxes({"position": CORNERS, "scores": {"iou": float("nan")}}),
        "box 1 of layer 'pred': the score 'iou' is nan: it must be a finite number",
    ),
    (
        "mask layers",
        lambda: Image(pixels(), masks=np.eye(4)),
        "masks= is a ndarray: give a dict of layers, such as {'truth': {'mask_data': array}}",
    ),
    ("mask of", lambda: mask(3), "mask 'm' is a int: give {'mask_data': array} or {'path': file}"),
    (
        "mask field",
        lambda: mask({"mask": np.eye(4)}),
        "mask 'm' has the field 'mask', which masks have not; did you mean 'mask_data'?",
    ),
    (
        "neither",
        lambda: mask({"class_labels": {}}),
        "mask 'm' has neither an array nor a file: give {'mask_data': array} or {'path': file}",
    ),
    (
        "both",
        lambda: mask({"mask_data": np.eye(4), "path": "a.png"}),
        "mask 'm' has both an array and a file: give {'mask_data': array} or {'path': file}",
    ),
    (
        "size",
        lambda: mask({"mask_data": np.eye(3)}),
        "mask 'm' is 3×3 pixels and its image 6×4: resize the mask, without blending its class ids",
    ),
    (
        "shape",
        lambda: mask({"mask_data": np.zeros((4, 6, 3))}),
        "mask 'm' is an array of shape 4×6×3: it must be H×W, a class id for each pixel",
    ),
    (
        "fractions",
        lambda: mask({"mask_data": np.full((4, 6), 0.5)}),
        "mask 'm' is an array of float64: its values must be whole numbers, class ids",
    ),
    (
        "nan",
        lambda: mask({"mask_data": np.full((4, 6), np.nan)}),
        "mask 'm' is an array of float64: its values must be whole numbers, class ids",
    ),
    (
        "large id",
        lambda: mask({"mask_data": np.full((4, 6), 256)}),
        "mask 'm' has the class id 256: ids are from 0 to 255; "
        "numpy.unique(mask, return_inverse=True) numbers them anew",
    ),
    (
        "negative id",
        lambda: mask({"mask_data": np.full((4, 6), -1)}),
        "mask 'm' has the class id -1: ids are from 0 to 255; "
        "numpy.unique(mask, return_inverse=True) numbers them anew",
    ),
    (
        "path",
        lambda: mask({"path": 3}),
        "mask 'm': the path is a int: give {'mask_data': array} or {'path': file}",
    ),
    (
        "no file",
        lambda: mask({"path": "/none/m.png"}),
        "cannot read the mask '/none/m.png': there is no such file",
    ),
    (
        "classes of",
        lambda: Classes(3),  # type: ignore[arg-type]
        "classes cannot be made of a int: "
        "give dicts with 'id' and 'name', a dict {id: name}, or a list of names",
    ),
    (
        "class without a name",
        lambda: Classes([{"id": 1}]),
        "class 0 is {'id': 1}: give dicts with 'id' and 'name', a dict {id: name}, or a list of names",
    ),
    ("class id", lambda: Classes({"a": "b"}), "class 0 has the id 'a': an id is a whole number"),
    (
        "two names",
        lambda: Classes([{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]),
        "two classes have the id 1: 'a' and 'b'",
    ),
]


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_what_is_refused(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        make()
    assert str(caught.value) == message


def test_mask_files_that_are_none(tmp_path: Path) -> None:
    text, photo, deep = tmp_path / "a.png", tmp_path / "a.jpg", tmp_path / "b.png"
    text.write_text("no picture")
    PIL.Image.new("L", (2, 2)).save(photo)
    PIL.Image.fromarray(np.full((2, 2), 300, np.uint16)).save(deep)
    said = {
        text: f"cannot read the mask {str(text)!r}: it is not a picture of a known format",
        photo: f"the mask {str(photo)!r} is a JPEG, which changes class ids: save it as PNG",
        deep: f"the mask {str(deep)!r} has the class id 300: ids are from 0 to 255; "
        "numpy.unique(mask, return_inverse=True) numbers them anew",
    }
    for path, message in said.items():
        with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
            mask({"path": path})
        assert str(caught.value) == message


def test_overlays_do_not_change_the_picture_s_bytes() -> None:
    assert annotated().sha256 == Image(pixels()).sha256
    assert annotated() != Image(pixels(), caption="two layers", grouping=3)
