"""Images: what they are made of, what is kept, and what is refused."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

from reportgen import Image

ARRAYS: list[tuple[str, Any, str, list[int]]] = [
    ("uint8", np.array([[0, 7, 255]], np.uint8), "L", [0, 7, 255]),
    ("bool", np.array([[False, True]]), "L", [0, 255]),
    ("float 0 to 1", np.array([[0, 0.5, 1]]), "L", [0, 128, 255]),
    ("float -1 to 1", np.array([[-1, 0, 1.0]]), "L", [0, 128, 255]),
    ("float 0 to 255", np.array([[0, 16.4, 255]]), "L", [0, 16, 255]),
    ("float 0 to 16", np.array([[0, 16.0]]), "L", [0, 16]),
    ("float beyond", np.array([[-10, 0, 10.0]]), "L", [0, 128, 255]),
    ("float constant beyond", np.array([[300.0]]), "L", [0]),
    ("int 0 to 255", np.array([[0, 1, 255]]), "L", [0, 1, 255]),
    ("int beyond", np.array([[0, 65535]], np.uint16), "L", [0, 255]),
    ("float16", np.array([[0.5]], np.float16), "L", [128]),
    ("one channel", np.zeros((2, 3, 1), np.uint8), "L", [0] * 6),
    ("grey and alpha", np.zeros((1, 1, 2), np.uint8), "LA", [0, 0]),
    ("colour", np.zeros((1, 2, 3), np.uint8), "RGB", [0] * 6),
    ("alpha", np.zeros((1, 1, 4), np.uint8), "RGBA", [0] * 4),
]


@pytest.mark.parametrize(
    ("array", "mode", "pixels"), [case[1:] for case in ARRAYS], ids=[c[0] for c in ARRAYS]
)
def test_arrays(array: Any, mode: str, pixels: list[int]) -> None:
    image = Image(array, caption="c")
    picture = image.to_pil()
    assert (picture.mode, image.format, image.caption) == (mode, "png", "c")
    assert np.asarray(picture).ravel().tolist() == pixels
    assert (image.height, image.width) == array.shape[:2]


NO_ARRAYS: list[tuple[Any, str]] = [
    (np.zeros(3), "an array of shape 3 is no image: it must be H×W or H×W×1…4"),
    (np.zeros((0, 3)), "an array of shape 0×3 is no image: it must be H×W or H×W×1…4"),
    (np.zeros((2, 2, 5)), "an array of shape 2×2×5 is no image: it must be H×W or H×W×1…4"),
    (
        np.zeros((3, 8, 8)),
        "an array of shape 3×8×8 has its channels first: use array.transpose(1, 2, 0) for an image",
    ),
    (
        np.array([[np.nan]]),
        "an array with NaN or infinite values is no image: replace them, with numpy.nan_to_num",
    ),
    (np.array([["a"]]), "an array of <U1 is no image: use uint8, or floats from 0 to 1"),
    (3, "an Image cannot be made of a int: give a path, an array of pixels or a PIL image"),
]


@pytest.mark.parametrize(("array", "message"), NO_ARRAYS)
def test_no_arrays(array: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        Image(array)
    assert str(caught.value) == message


def test_a_tensor_has_its_channels_first() -> None:
    class Tensor:
        def __init__(self, array: Any) -> None:
            self.array = array

        def detach(self) -> Tensor:
            return self

        def cpu(self) -> Any:
            return self.array

    assert (Image(Tensor(np.zeros((3, 4, 8)))).height, Image(Tensor(np.zeros((1, 4, 8)))).width) == (4, 8)


def test_equal_pixels_give_equal_bytes() -> None:
    pixels = np.arange(64, dtype=np.uint8).reshape(8, 8)
    one = Image(pixels)
    assert one.data() == Image(pixels.copy()).data() == Image(PIL.Image.fromarray(pixels)).data()
    assert one.sha256 == hashlib.sha256(one.data()).hexdigest()
    assert one == Image(pixels)
    assert one != Image(pixels, caption="c")
    assert one != Image(pixels + 1)


@pytest.mark.parametrize(
    ("ending", "kept"),
    [("png", "png"), ("jpg", "jpeg"), ("webp", "webp"), ("gif", "gif"), ("bmp", None), ("tiff", None)],
)
def test_files(tmp_path: Path, ending: str, kept: str | None) -> None:
    path = tmp_path / f"a.{ending}"
    PIL.Image.fromarray(np.arange(48, dtype=np.uint8).reshape(4, 4, 3)).resize((6, 4)).save(path)
    image = Image(path)
    assert (image.format, image.width, image.height) == (kept or "png", 6, 4)
    assert (image.data() == path.read_bytes()) == (kept is not None)
    assert image.to_numpy().shape[:2] == (4, 6)
    assert Image(str(path), mode="L").to_pil().mode == "L"


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "I", "I;16", "F", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV"]
)
def test_modes(mode: str) -> None:
    assert Image(PIL.Image.new(mode, (3, 2))).to_pil().size == (3, 2)


SVGS = [
    ('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10px"/>', (20, 10)),
    ('<?xml version="1.0"?>\n<svg viewBox="0 0 30 40"/>', (30, 40)),
    ("\ufeff<svg></svg>", (300, 150)),
    ('<svg width="100%" height="5em"/>', (300, 150)),
]


@pytest.mark.parametrize(("text", "size"), SVGS)
def test_svg(tmp_path: Path, text: str, size: tuple[int, int]) -> None:
    path = tmp_path / "a.svg"
    path.write_text(text, encoding="utf-8")
    image = Image(path)
    assert (image.format, (image.width, image.height)) == ("svg", size)
    assert image.data() == path.read_bytes()
    with pytest.raises(ValueError, match="an SVG image has no pixels"):
        image.to_pil()


def test_a_camera_s_orientation_counts(tmp_path: Path) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    PIL.Image.new("RGB", (6, 4)).save(tmp_path / "a.jpg", exif=exif)
    image = Image(tmp_path / "a.jpg")
    assert (image.width, image.height) == (4, 6)


def test_unreadable_files(tmp_path: Path) -> None:
    text = tmp_path / "a.png"
    text.write_text("no picture")
    cases = {text: "it is not a picture of a known format", tmp_path / "b.png": "there is no such file"}
    for path, reason in cases.items():
        with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
            Image(path)
        assert str(caught.value) == f"cannot read the image {str(path)!r}: {reason}"
    with pytest.raises(ValueError, match="cannot read the image"):
        Image(tmp_path)


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    PIL.Image.new("L", (2, 2)).save(path)
    image = Image(path)
    PIL.Image.new("L", (3, 3)).save(path)
    os.utime(path, ns=(1, 1))
    with pytest.raises(ValueError, match="has changed since the Image was made: log before overwriting it"):
        image.data()
    path.unlink()
    with pytest.raises(ValueError, match="has gone since the Image was made"):
        image.data()


def test_an_image_of_an_image_shares_its_bytes() -> None:
    one = Image(np.eye(2), caption="one")
    assert Image(one) == one
    assert Image(one, caption="two").caption == "two"
    assert Image(one, caption="two").sha256 == one.sha256


def test_bytes_and_open_files(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    PIL.Image.new("RGB", (6, 4)).save(path)
    with path.open("rb") as file:
        made = [
            Image(path.read_bytes()),
            Image(file),
            Image(io.BytesIO(path.read_bytes())),
            Image(path.as_uri()),
        ]
    assert {image.sha256 for image in made} == {Image(path).sha256}
    assert {(image.format, image.width, image.height) for image in made} == {("webp", 6, 4)}
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (6, 4)).save(buffer, "BMP")
    assert Image(buffer.getvalue()) == Image(PIL.Image.new("RGB", (6, 4)))
    assert Image(buffer.getvalue(), mode="L").to_pil().mode == "L"
    assert Image(b"<svg/>").format == "svg"
    with pytest.raises(ValueError, match=r"^cannot read the image: it is not a picture of a known format$"):
        Image(b"no picture")


@pytest.mark.parametrize(
    ("file_type", "format", "mode"),
    [
        (None, "png", "RGBA"),
        ("PNG", "png", "RGBA"),
        ("jpg", "jpeg", "RGB"),
        (".jpeg", "jpeg", "RGB"),
        ("webp", "webp", "RGBA"),
        ("bmp", "png", "RGBA"),
    ],
)
def test_pixels_are_kept_as_they_are_told_to(file_type: str | None, format: str, mode: str) -> None:
    made = [Image(np.full((8, 8, 4), 100, np.uint8), file_type=file_type) for _ in range(2)]
    assert made[0].data() == made[1].data()
    picture = made[0].to_pil()
    assert (made[0].format, (picture.format or "").lower(), picture.mode) == (format, format, mode)


def test_an_unknown_file_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^an image cannot be kept as 'pngg'; did you mean 'png'\?$"):
        Image(np.eye(3), file_type="pngg")


def test_pixels_without_normalize_are_taken_as_they_are() -> None:
    for array in (np.array([[-3.0, 0.4, 1, 300]]), np.array([[-3, 0, 1, 300]])):
        assert Image(array, normalize=False).to_numpy().ravel().tolist() == [0, 0, 1, 255]


def test_an_image_that_is_elsewhere(tmp_path: Path) -> None:
    image = Image("https://example.org/a/b.png?size=3")
    assert (image.uri, image.format, image.width, image.sha256) == (
        "https://example.org/a/b.png?size=3",
        "png",
        None,
        None,
    )
    assert repr(image) == "<Image png https://example.org/a/b.png?size=3>"
    with pytest.raises(
        ValueError, match=r"^the bytes of the image are at 'https://.*' and not in the store$"
    ):
        image.to_pil()
    assert Image(image, caption="c", masks={"m": {"mask_data": np.eye(9)}}).uri == image.uri
