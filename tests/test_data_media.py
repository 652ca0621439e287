"""Media of every kind: what their cells say, what is stored, and what is read back."""

from __future__ import annotations

import copy
import hashlib
import io
import json
import os
import pickle
import struct
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.convert.media import MEDIA, file_ending
from reportgen.data import media
from reportgen.data.media import as_media
from reportgen.data.media.base import Media
from reportgen.data.media.mp4_file import mp4_facts
from reportgen.data.media.wave_file import flac_facts, wav_facts
from reportgen.data.media.webm_file import webm_facts
from reportgen.data_types import (
    Audio,
    Histogram,
    Html,
    Image,
    Markdown,
    Molecule,
    Object3D,
    Video,
)
from tests.media_kinds import PDB, SAMPLES, Shelf, annotated, flac, frames, scene, wav

each_sample = pytest.mark.parametrize(
    "make", [make for _, make in SAMPLES], ids=[name for name, _ in SAMPLES]
)


def test_the_registry_has_every_kind_of_the_store() -> None:
    assert set(media.MEDIA) == set(MEDIA)
    assert {make().kind for _, make in SAMPLES} == set(MEDIA)


HEADS = [wav(), flac(), *(Video(frames(2, 4, 4), format=format).data() for format in ("mp4", "webm"))]


@each_sample
def test_a_cell_says_the_fields_of_its_struct(make: Callable[[], Media]) -> None:
    medium = make()
    kind = MEDIA[medium.kind]
    assert list(medium.describe()) == [field.name for field in kind]
    read = pa.array([medium.describe(), None], kind).to_pylist()
    assert media.stored(medium.kind, read[0], lambda sha256: Path(sha256)) == medium


@each_sample
def test_what_is_stored_is_read_back(make: Callable[[], Media], tmp_path: Path) -> None:
    medium, shelf = make(), Shelf(tmp_path)
    medium.store(shelf.writer)
    files = dict(medium.files())
    assert shelf.names() == set(files)
    assert all(hashlib.sha256(shelf.path(name).read_bytes()).hexdigest() == name for name in files)
    # Through Parquet, and through JSON as in a mixed column and in a manifest.
    info = pa.array([medium.describe()], MEDIA[medium.kind]).to_pylist()[0]
    for told in (info, medium.describe(), json.loads(json.dumps(medium.describe()))):
        read = shelf.read(medium, told)
        assert read == medium
        assert type(read) is type(medium)
        assert hash(read) == hash(medium)
        assert list(read.files()) == list(medium.files())
        assert repr(read) == repr(medium)


@each_sample
def test_the_same_gives_the_same_bytes(make: Callable[[], Media]) -> None:
    one, other = make(), make()
    assert one is not other
    assert one == other
    assert one.describe() == other.describe()


@each_sample
def test_stored_bytes_move_to_another_store_by_themselves(make: Callable[[], Media], tmp_path: Path) -> None:
    first, second = Shelf(tmp_path / "first"), Shelf(tmp_path / "second")
    medium = make()
    medium.store(first.writer)
    read = first.read(medium, medium.describe())
    read.store(second.writer)
    read.store(second.writer)
    assert second.names() == first.names()


def test_a_medium_whose_blob_is_gone_says_so(tmp_path: Path) -> None:
    info = {**Audio(wav()).describe(), "sha256": "ab" * 32}
    read = media.stored("audio", info, lambda sha256: tmp_path / sha256)
    with pytest.raises(ValueError, match=r"^the bytes of the audio abababababab… are in no store$"):
        read.store(Shelf(tmp_path / "other").writer)


def test_files_are_named_by_their_formats() -> None:
    endings = [ending for _, make in SAMPLES for _, ending in make().files()]
    assert set(endings) == {"png", "wav", "gif", "html", "pts.json", "obj", "pdb", "json"}
    assert [file_ending(format) for format in ("jpeg", "vega-lite", "mp4", "svg")] == [
        "jpg",
        "json",
        "mp4",
        "svg",
    ]


@pytest.mark.parametrize(
    ("make", "format", "data"),
    [
        (Audio, "wav", wav()),
        (Audio, "flac", flac()),
        (Audio, "mp3", b"ID3\x03"),
        (Audio, "ogg", b"OggS..."),
        (Video, "mp4", b"\0\0\0\x18ftypisom"),
        (Video, "webm", b"\x1a\x45\xdf\xa3"),
        (Video, "ogg", b"OggS..."),
        (Object3D, "glb", b"glTF\2\0\0\0"),
        (Object3D, "stl", b"solid a\nendsolid a\n"),
        (Object3D, "pts", b"[[0, 1, 2]]"),
        (Html, "html", b"<p>x</p>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_kept_byte_for_byte(make: Any, format: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"A.{file_ending(format).upper()}"
    path.write_bytes(data)
    with path.open("rb") as file:
        made = [make(path), make(str(path)), make(path.as_uri()), make(data), make(file), make(make(path))]
    assert {medium.format for medium in made} == {format}
    assert {medium.data() for medium in made} == {data}
    assert len({medium.sha256 for medium in made}) == 1
    assert make(make(path, caption="c")).caption == "c"
    assert make(make(path, caption="c"), caption="d").caption == "d"


@pytest.mark.parametrize(
    ("make", "uri", "format"),
    [
        (Image, "https://example.org/a.jpeg", "jpeg"),
        (Image, "gs://bucket/a", None),
        (Audio, "s3://bucket/b/a.opus", "ogg"),
        (Video, "https://example.org/v.webm#t=3", "webm"),
        (Html, "https://example.org/", "html"),
        (Object3D, "https://example.org/a.pts.json", "pts"),
        (Molecule, "https://example.org/1abc.pdb", "pdb"),
    ],
)
def test_an_address_is_kept_and_not_fetched(make: Any, uri: str, format: str | None, tmp_path: Path) -> None:
    medium = make(uri, caption="c")
    assert (medium.uri, medium.format, medium.sha256, medium.caption) == (uri, format, None, "c")
    assert make(medium) == medium
    shelf = Shelf(tmp_path)
    medium.store(shelf.writer)
    assert not shelf.names()
    assert not list(medium.files())
    with pytest.raises(ValueError, match=r"are at 'https?://|are at '(s3|gs)://"):
        medium.data()


SOUNDS: list[tuple[str, Any, list[list[int]]]] = [
    ("floats", np.array([0, 0.5, -1, 1]), [[0], [16384], [-32767], [32767]]),
    ("loud floats", np.array([0, 2.0, -4.0]), [[0], [16384], [-32767]]),
    ("float32", np.array([[1, -1], [0, 0.25]], np.float32), [[32767, -32767], [0, 8192]]),
    ("int16", np.array([1, -32768, 32767], np.int16), [[1], [-32768], [32767]]),
    ("int32", np.array([65536, -(2**31)], np.int32), [[1], [-32768]]),
    ("uint8", np.array([0, 128, 255], np.uint8), [[-32768], [0], [32512]]),
    ("list", [0.0, 1.0], [[0], [32767]]),
    ("empty", np.zeros(0), []),
]


@pytest.mark.parametrize(
    ("samples", "words"), [case[1:] for case in SOUNDS], ids=[case[0] for case in SOUNDS]
)
def test_samples_become_wav(samples: Any, words: list[list[int]]) -> None:
    audio = Audio(samples, sample_rate=4)
    with wave.open(io.BytesIO(audio.data())) as file:
        assert (file.getframerate(), file.getsampwidth()) == (4, 2)
        data = np.frombuffer(file.readframes(99), "<i2").reshape(-1, file.getnchannels())
    assert data.tolist() == words
    assert (audio.seconds, audio.sample_rate, audio.format) == (len(words) / 4, 4, "wav")


def test_the_header_says_how_long_a_sound_is() -> None:
    assert (Audio(wav(0.5, 8000)).seconds, Audio(wav(0.5, 8000)).sample_rate) == (0.5, 8000)
    assert (Audio(flac(2)).seconds, Audio(flac(2)).sample_rate) == (2, 44100)
    assert (Audio(wav()[:20], sample_rate=9).seconds, Audio(wav()[:20], sample_rate=9).sample_rate) == (
        None,
        9,
    )
    streamed = wav().replace((8000).to_bytes(4, "little"), b"\xff" * 4, 2)
    assert Audio(streamed).seconds is None or Audio(streamed).seconds != 0.5
    assert Audio(b"ID3").seconds is None
    assert Audio(Video(frames(8), fps=4, format="mp4").data()).seconds == pytest.approx(2, abs=0.25)


def test_a_tensor_is_sound_pictures_and_points() -> None:
    class Tensor:
        def __init__(self, array: Any) -> None:
            self.array = array

        def detach(self) -> Tensor:
            return self

        def cpu(self) -> Any:
            return self.array

    assert Audio(Tensor(np.zeros(8)), sample_rate=8).seconds == 1
    assert Video(Tensor(frames())).width == 6
    assert Object3D(Tensor(np.eye(3))).points == 3
    assert Histogram(Tensor(np.arange(4)), num_bins=2).counts == [2, 2]


def test_frames_become_a_gif() -> None:
    import PIL.Image

    video = Video(frames(5, 4, 6), fps=10)
    assert (video.format, video.width, video.height, video.seconds) == ("gif", 6, 4, 0.5)
    with PIL.Image.open(io.BytesIO(video.data())) as picture:
        assert (picture.size, getattr(picture, "n_frames", 0), picture.info["duration"]) == ((6, 4), 5, 100)
    assert (Video(video.data()).width, Video(video.data()).height) == (6, 4)
    fast = Video(frames(10), fps=1000)
    with PIL.Image.open(io.BytesIO(fast.data())) as picture:
        assert (picture.info["duration"], fast.seconds) == (20, 0.2)
    grey = Video(np.zeros((2, 1, 4, 4)))
    assert (grey.format, grey.seconds) == ("gif", 0.5)


@pytest.mark.parametrize("format", ["mp4", "webm"])
def test_frames_become_a_film(format: str) -> None:
    video = Video(frames(10, 5, 7), fps=5, format=format)
    assert (video.format, video.width, video.height, video.seconds) == (format, 7, 5, 2)
    assert video.data() == Video(frames(10, 5, 7), fps=5, format=format).data()
    # Codecs want even sides; the header tells the film's own.
    again = Video(video.data())
    assert (again.format, again.width, again.height) == (format, 8, 6)
    assert again.seconds == pytest.approx(2, abs=0.25)


@pytest.mark.parametrize("cut", [0, 1, 8, 9, 40, 100, 300, 700])
@pytest.mark.parametrize("format", ["mp4", "webm", "gif"])
def test_a_torn_film_has_no_facts_and_raises_nothing(format: str, cut: int) -> None:
    data = Video(frames(2, 4, 4), format=format).data()
    video = Video(data[:cut], format=format)
    assert video.data() == data[:cut]
    assert video.seconds is None or video.seconds > 0


@given(st.binary(max_size=60), st.sampled_from([wav_facts, flac_facts, mp4_facts, webm_facts]), st.data())
def test_reading_a_header_never_fails(junk: bytes, facts: Any, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([b"", *HEADS]))
    facts(io.BytesIO(start[: data.draw(st.integers(0, 200))] + junk))


def test_a_film_that_is_turned() -> None:
    data = bytearray(Video(frames(2, 4, 8), format="mp4").data())
    end = data.index(b"tkhd") + 4 + 84
    assert (Video(bytes(data)).width, Video(bytes(data)).height) == (8, 4)
    turned = struct.pack(">9I", 0, 65536, 0, 2**32 - 65536, 0, 0, 0, 0, 1 << 30)
    data[end - 44 : end - 8] = turned
    assert (Video(bytes(data)).width, Video(bytes(data)).height) == (4, 8)


@each_sample
def test_media_go_to_other_processes(make: Callable[[], Media]) -> None:
    medium = make()
    assert pickle.loads(pickle.dumps(medium)) == medium
    assert copy.deepcopy(medium) == medium


def test_html_is_a_text_a_file_or_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text("<p>file</p>")
    Path("page").write_text("<p>no ending</p>")
    said = {
        "page.html": "<p>file</p>",
        "page": "<p>no ending</p>",
        "<p>é</p>": "<p>é</p>",
        "just words": "just words",
        "": "",
    }
    assert {given: Html(given).text() for given in said} == said
    assert Html("page", data_is_not_path=True).text() == "page"
    assert Html(Path("page"), inject=False).text() == "<p>no ending</p>"


def test_markdown_is_text() -> None:
    text = Markdown("# Title")
    assert (text, hash(text), repr(text)) == ("# Title", hash("# Title"), "Markdown('# Title')")
    assert isinstance(text, str)


def test_a_histogram_counts_values_or_takes_counts() -> None:
    counted = Histogram([0, 1, 1, 4], num_bins=2)
    assert (counted.counts, counted.edges) == ([3, 1], [0, 2, 4])
    assert counted == Histogram(np_histogram=np.histogram([0, 1, 1, 4], bins=2))
    assert (counted.histogram, counted.bins) == (counted.counts, counted.edges)
    assert len(Histogram(np.zeros((3, 4))).counts) == 64
    assert sum(Histogram([]).counts) == 0
    assert counted != Histogram([0, 1, 1, 4], num_bins=3)


def test_points_are_json_that_other_tools_read() -> None:
    points = np.array([[0.1, -2, 3e20], [1e-7, 0, 5]], np.float32)
    cloud = Object3D(points)
    assert cloud.data() == b"[[0.1,-2,3e+20],[1e-7,0,5]]"
    assert (cloud.format, cloud.points, cloud.boxes) == ("pts", 2, None)
    assert (cloud.to_numpy().astype(np.float32) == points).all()
    assert Object3D(np.zeros((0, 3))).to_numpy().shape == (0, 3)
    assert Object3D([[1, 2, 3, 4, 5, 6]]).data() == b"[[1,2,3,4,5,6]]"
    doubles = np.random.default_rng(0).normal(size=(50, 6)) * 10.0 ** np.arange(-3, 3)
    assert (Object3D.from_numpy(doubles).to_numpy() == doubles).all()


def test_a_scene_has_boxes_and_vectors() -> None:
    given = scene()
    made = Object3D(given)
    spec = json.loads(made.data())
    assert list(spec) == ["type", "points", "boxes", "vectors"]
    assert spec["points"] == [[0.1, 0.2, 0.3, 1], [1, 1, 1, 2]]
    assert spec["boxes"] == given["boxes"]
    assert spec["vectors"] == given["vectors"]
    assert (made.points, made.boxes) == (2, 1)
    again = Object3D.from_point_cloud(given["points"], given["boxes"], given["vectors"])
    assert again == made
    assert Object3D.from_file(io.BytesIO(made.data()), file_type="pts.json") == made


GLTF = '{"asset": {"version": "2.0"}, "buffers": [{"uri": "data:,"}]}'


def test_a_gltf_file_stands_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.gltf"
    path.write_text(GLTF)
    assert (Object3D(path).format, Object3D(path).points) == ("gltf", None)
    path.write_text(GLTF.replace("data:,", "scene.bin"))
    with pytest.raises(ValueError, match=r"needs 'scene\.bin' beside it"):
        Object3D(path)


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdb"
    path.write_text(PDB)
    molecule = Molecule(path)
    path.write_text(PDB + PDB)
    os.utime(path, ns=(1, 1))
    with pytest.raises(ValueError, match=r"the molecule file .* has changed since the Molecule was made"):
        molecule.store(Shelf(tmp_path / "store").writer)


class Stranger:
    """Something that is no medium."""


ERRORS: list[tuple[str, Callable[[], Any], str]] = [
    (
        "no sound",
        lambda: Audio(Stranger()),
        "an Audio cannot be made of a Stranger: give a path or an array of samples",
    ),
    ("no rate", lambda: Audio(np.zeros(3)), "an array of samples needs sample_rate=, such as 44100"),
    (
        "bad rate",
        lambda: Audio(np.zeros(3), 0),
        "sample_rate is 0: it must be a number of samples a second above 0",
    ),
    (
        "channels first",
        lambda: Audio(np.zeros((2, 16000)), 8000),
        "an array of shape 2×16000 has its channels first: use array.T for audio",
    ),
    (
        "cube",
        lambda: Audio(np.zeros((2, 2, 2)), 8),
        "an array of shape 2×2×2 is no audio: it must be N or N×channels",
    ),
    (
        "int64",
        lambda: Audio(np.zeros(2, np.int64), 8),
        "an array of int64 is no audio: use int16, or floats from -1 to 1",
    ),
    (
        "nan sound",
        lambda: Audio(np.array([np.nan]), 8),
        "an array with NaN or infinite values is no audio: replace them, with numpy.nan_to_num",
    ),
    ("no file", lambda: Audio("/none/a.wav"), "cannot read the audio '/none/a.wav': there is no such file"),
    ("folder", lambda: Video("/"), "cannot read the video '/': it is a folder"),
    (
        "unknown bytes",
        lambda: Audio(b"abc"),
        "the format of the audio is not known: say which, 'wav', 'mp3', 'ogg', 'flac', 'm4a', 'aac', 'webm'",
    ),
    (
        "format near",
        lambda: Video(b"", format="mp5"),
        "video of the format 'mp5' cannot be shown; did you mean 'mp4'?",
    ),
    (
        "ogg of frames",
        lambda: Video(frames(), format="avi"),
        "video of frames of the format 'avi' cannot be shown; the formats are 'gif', 'mp4', 'webm'",
    ),
    (
        "channels last",
        lambda: Video(np.zeros((2, 6, 5, 3))),
        "an array of shape 2×6×5×3 is no video: it must be time×channels×height×width: "
        "use array.transpose(0, 3, 1, 2)",
    ),
    (
        "no film",
        lambda: Video(np.zeros((4, 5))),
        "an array of shape 4×5 is no video: it must be time×channels×height×width",
    ),
    ("bad fps", lambda: Video(frames(), fps=0), "fps is 0: it must be a number of frames a second above 0"),
    ("video of", lambda: Video(3), "a Video cannot be made of a int: give a path or an array of frames"),
    (
        "no html",
        lambda: Html("missing.html"),
        f"cannot read the html {str(Path('missing.html').absolute())!r}: there is no such file",
    ),
    ("html of", lambda: Html(3), "an Html cannot be made of a int: give HTML or a path"),
    ("surrogate", lambda: Html("<p>\ud800"), "the HTML is not valid Unicode at position 3"),
    (
        "no values",
        Histogram,
        "a Histogram is made of values or of np_histogram=(counts, edges): give one of them",
    ),
    ("texts", lambda: Histogram(["a"]), "the values of a Histogram must be numbers"),
    (
        "nan in bins",
        lambda: Histogram([1, float("nan")]),
        "NaN and infinite values are in no bin: leave them out, with numpy.isfinite",
    ),
    (
        "edges",
        lambda: Histogram(np_histogram=([1, 2], [0, 1])),
        "a Histogram of 2 counts has 3 edges, and one bin or more; there are 2",
    ),
    ("descending", lambda: Histogram(np_histogram=([1], [1, 0])), "the edges of a Histogram must ascend"),
    (
        "pair",
        lambda: Histogram(np_histogram=3),
        "np_histogram= wants (counts, edges), as numpy.histogram gives them",
    ),
    ("no bins", lambda: Histogram([1], num_bins=0), "num_bins is 0: a Histogram has one bin or more"),
    (
        "points of 5",
        lambda: Object3D(np.zeros((2, 5))),
        "an array of float64 of shape 2×5 is no point cloud: it must be N×3, N×4 or N×6",
    ),
    (
        "ragged",
        lambda: Object3D([[1, 2, 3], [1, 2]]),
        "the points differ in how many numbers they have: each has 3, 4 or 6",
    ),
    (
        "nan point",
        lambda: Object3D([[1, 2, 3], [1, 2, float("nan")]]),
        "point 1 has a value that is no finite number: leave such points out",
    ),
    (
        "scene field",
        lambda: Object3D({"type": "lidar/beta", "point": []}),
        "a point cloud has the field 'point', which is not known; did you mean 'points'?",
    ),
    (
        "scene type",
        lambda: Object3D({"type": "lidar"}),
        "a point cloud has the type 'lidar': the type is 'lidar/beta'",
    ),
    (
        "box corners",
        lambda: Object3D({"points": [], "boxes": [{"corners": [[0, 0, 0]]}]}),
        "box 0: corners is [[0, 0, 0]]: give 8×3 finite numbers",
    ),
    (
        "no corners",
        lambda: Object3D({"points": [], "boxes": [{}]}),
        "box 0 of the point cloud has no 'corners': give 8 of [x, y, z]",
    ),
    (
        "vector",
        lambda: Object3D({"points": [], "vectors": [{"start": [0, 0, 0]}]}),
        "vector 0 of the point cloud needs 'start' and 'end', each [x, y, z]",
    ),
    (
        "boxes",
        lambda: Object3D({"points": [], "boxes": {}}),
        "the boxes of a point cloud are a dict: give a list of dicts",
    ),
    (
        "object of",
        lambda: Object3D(3),
        "an Object3D cannot be made of a int: give an array of points or a path",
    ),
    (
        "mesh ending",
        lambda: Object3D("s3://b/a.ply"),
        "3-D objects of the format 'ply' cannot be shown; the formats are 'obj', 'gltf', 'glb', 'babylon', "
        "'stl', 'pts.json', 'pts'",
    ),
    (
        "points of a mesh",
        lambda: Object3D(b"", file_type="obj").to_numpy(),
        "an Object3D of the format 'obj' has no points: use data()",
    ),
    ("molecule of", lambda: Molecule(3), "a Molecule cannot be made of a int: give a path or an open file"),
    (
        "molecule bytes",
        lambda: Molecule(b""),
        "the format of the molecules is not known: say which, 'pdb', 'pqr', 'mmcif', 'mcif', 'cif', 'sdf', "
        "'sd', 'mol', 'mol2', 'gro', 'mmtf', 'xyz'",
    ),
]


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_what_is_refused(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        make()
    assert str(caught.value) == message


def test_a_bad_point_cloud_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the point cloud is not JSON: "):
        Object3D(b"[[", file_type="pts")


def test_rdkit_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rdkit.Chem", None)
    with pytest.raises(ValueError, match="wants the package 'rdkit': install it"):
        Molecule.from_smiles("CCO")


def test_pyav_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(
        ValueError, match=r"^frames become mp4 only with PyAV: install the package 'av', or say"
    ):
        Video(frames(), format="mp4")


def test_media_are_told_from_other_values() -> None:
    image = annotated()
    assert as_media(image) is image
    for value in (None, 3, "text", {"a": 1}, np.zeros(3), Stranger(), io.BytesIO()):
        assert as_media(value) is None
