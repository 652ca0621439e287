"""The table of foreign formats: how each is recognised, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.convert.coco import coco_files, is_coco, read_coco
from reportgen.convert.columnar import read_arrow, read_parquet
from reportgen.convert.datasets import is_saved, read_saved
from reportgen.convert.delimited import read_delimited
from reportgen.convert.folders import is_media_folder, read_folders
from reportgen.convert.jsonl import load, read_json, read_jsonl
from reportgen.convert.masks import mask_folders, read_masks
from reportgen.convert.model import Content, Foreign, ForeignError, Note
from reportgen.convert.places import visible
from reportgen.convert.voc import is_voc, read_voc
from reportgen.convert.wandb.read import is_wandb, read_wandb
from reportgen.diagnostics import did_you_mean

Read = Callable[[Path], Foreign]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported."""

    name: str
    """What people call it when they must say it."""
    what: str
    """What it is, in a line."""
    read: Read
    recognise: Callable[[Path], bool]
    certain: bool = False
    """Whether nothing else can look like it, so that it is taken before all others."""


def _ends(*endings: str) -> Callable[[Path], bool]:
    """Whether a file, or every file in a folder and below, ends so."""

    def test(path: Path) -> bool:
        if path.is_file():
            return path.suffix.lower() in endings
        files = [
            found for found in path.rglob("*") if found.is_file() and not found.name.startswith((".", "_"))
        ]
        return bool(files) and all(found.suffix.lower() in endings for found in files)

    return test


def _each_file(read: Read) -> Read:
    """A reader of files that also reads a folder of them, each file a table."""

    def read_all(path: Path) -> Foreign:
        if path.is_file():
            return read(path)
        items = {}
        notes: list[Note] = []
        for file in visible([found for found in path.rglob("*") if found.is_file()]):
            foreign = read(file)
            notes += foreign.notes
            name = file.relative_to(path).with_suffix("").as_posix()
            items[name] = next(iter(foreign.contents[0].items.values()))
        return Foreign([Content(items, path.name)], notes)

    return read_all


def _is_coco(path: Path) -> bool:
    if path.is_dir():
        return bool(coco_files(path))
    return path.suffix.lower() == ".json" and _is_object(path) and is_coco(load(path))


def _is_object(path: Path) -> bool:
    """Whether JSON begins as an object does, which need not be read whole to know that it is a list."""
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


FORMATS: tuple[Format, ...] = (
    Format("wandb", "a W&B artifact, table or run", read_wandb, is_wandb, certain=True),
    Format(
        "datasets",
        "a folder of Hugging Face's save_to_disk",
        read_saved,
        lambda p: p.is_dir() and is_saved(p),
        certain=True,
    ),
    Format("csv", "CSV or TSV", _each_file(read_delimited), _ends(".csv", ".tsv", ".tab")),
    Format("jsonl", "JSON Lines", _each_file(read_jsonl), _ends(".jsonl", ".ndjson")),
    Format("json", "a list of objects in JSON", _each_file(read_json), _ends(".json")),
    Format("parquet", "a Parquet file, or a folder of them", read_parquet, _ends(".parquet", ".pq")),
    Format(
        "arrow",
        "an Arrow or Feather file",
        _each_file(read_arrow),
        _ends(".arrow", ".feather", ".ipc", ".arrows"),
    ),
    Format("coco", "COCO detections", read_coco, _is_coco),
    Format("voc", "Pascal VOC detections", read_voc, lambda p: p.is_dir() and is_voc(p), certain=True),
    Format(
        "masks",
        "folders of images and of masks",
        read_masks,
        lambda p: p.is_dir() and mask_folders(p) is not None,
    ),
    Format(
        "folders", "a folder of media by class", read_folders, lambda p: p.is_dir() and is_media_folder(p)
    ),
)
"""In the order in which they are tried."""

_COVERS = {"coco": {"folders", "json"}, "masks": {"folders"}}
"""What files of one format look like as well, without being meant so."""


def read_foreign(path: Path, format: str | None = None) -> Foreign:
    """What is at a path, in the format that is said or recognised.

    Raises:
        ForeignError: There is nothing, it is of no known format or may be of several, or it is damaged.
    """
    if not path.exists():
        raise ForeignError(f"there is no file or folder {str(path)!r}")
    known = _named(format) if format else recognise(path)
    try:
        return known.read(path)
    except ForeignError:
        raise
    except (AttributeError, LookupError, ArithmeticError, RecursionError, TypeError, ValueError) as error:
        # Anything may stand in a file of somebody's: what is not as the format has it ends here.
        said = f"{type(error).__name__}: {error}"
        raise ForeignError(f"{path} is not as {known.what} should be ({said})") from error


def recognise(path: Path) -> Format:
    """The format of a file or a folder.

    Raises:
        ForeignError: It is none of those that are known, or may be several.
    """
    found: list[Format] = []
    for format in FORMATS:
        if format.recognise(path):
            if format.certain:
                return format
            found.append(format)
    hidden = {name for format in found for name in _COVERS.get(format.name, ())}
    found = [format for format in found if format.name not in hidden]
    if len(found) == 1:
        return found[0]
    if found:
        raise ForeignError(
            f"{path} may be {_either(found)}: say which, with format={found[0].name!r} or the like"
        )
    raise ForeignError(f"cannot tell what {path} is: what can be imported is {_either(FORMATS)}")


def _named(name: str) -> Format:
    for format in FORMATS:
        if format.name == name:
            return format
    help = did_you_mean(name, [format.name for format in FORMATS], what="format")
    raise ForeignError(f"there is no format {name!r} to import; {help}")


def _either(formats: Sequence[Format]) -> str:
    return ", ".join(f"{format.what} ({format.name!r})" for format in formats)
