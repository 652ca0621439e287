"""The log of a run: records over several blocks, damage, and manifests that are files of their own."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from pathlib import Path

import pytest

from reportgen.convert.model import ForeignError, Notes
from reportgen.convert.wandb.log import read_log
from reportgen.convert.wandb.records import read_run_log
from reportgen.convert.wandb.wire import decode

HEADER = struct.pack("<4sHB", b":W&B", 0xBEE1, 0)
BLOCK = 32768


def varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def message(*fields: tuple[int, bytes | str]) -> bytes:
    """A message of texts and messages."""
    parts = [(number, value.encode() if isinstance(value, str) else value) for number, value in fields]
    return b"".join(varint(number << 3 | 2) + varint(len(value)) + value for number, value in parts)


def log(*records: bytes) -> bytes:
    """Records in LevelDB's framing."""
    data = bytearray(HEADER)
    for record in records:
        first, left = True, record
        while first or left:
            room = BLOCK - len(data) % BLOCK
            if room < 7:
                data += bytes(room)
                room = BLOCK
            part, left = left[: room - 7], left[room - 7 :]
            kind = (1 if first else 4) if not left else (2 if first else 3)
            checksum = zlib.crc32(part, zlib.crc32(bytes([kind])))
            data += struct.pack("<IHB", checksum, len(part), kind) + part
            first = False
    return bytes(data)


@pytest.mark.parametrize(
    "sizes", [[0], [10, 20], [BLOCK - 7 - 7], [BLOCK - 7 - 7 - 3, 5], [3 * BLOCK, 1, 70000]]
)
def test_records_of_any_length(tmp_path: Path, sizes: list[int]) -> None:
    records = [bytes([number]) * size for number, size in enumerate(sizes)]
    (tmp_path / "run.wandb").write_bytes(log(*records))
    notes = Notes()
    assert list(read_log(tmp_path / "run.wandb", notes)) == records
    assert list(notes) == []


@pytest.mark.parametrize(
    ("cut", "note"),
    [(-1, "the log is damaged at byte"), (BLOCK + 3, "the log ends in the middle of a record")],
)
def test_what_is_whole_is_read_before_the_damage(tmp_path: Path, cut: int, note: str) -> None:
    (tmp_path / "run.wandb").write_bytes(log(b"first", b"x" * (2 * BLOCK))[:cut])
    notes = Notes()
    assert list(read_log(tmp_path / "run.wandb", notes)) == [b"first"]
    assert note in next(str(one) for one in notes)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "run.wandb").write_bytes(b"something else")
    with pytest.raises(ForeignError, match="is no log of a W&B run"):
        list(read_log(tmp_path / "run.wandb", Notes()))


@pytest.mark.parametrize("data", [b"\x0a", b"\x0a\x05ab", b"\x0b", b"\xff"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(ForeignError, match="a record of the log"):
        decode(data)


def test_a_manifest_in_a_file_of_its_own(tmp_path: Path) -> None:
    entries = [{"path": "a.txt", "local_path": str(tmp_path / "staged")}, {"path": "b", "ref": "s3://b"}]
    listed = tmp_path / "manifest.jl.gz"
    listed.write_bytes(gzip.compress("\n".join(json.dumps(entry) for entry in entries).encode()))
    manifests = [message((5, str(listed))), message((5, str(tmp_path / "gone")))]
    artifacts = [message((4, "dataset"), (5, "big"), (12, manifest)) for manifest in manifests]
    # The second stands as a script's own `log_artifact` does: as a request.
    records = [message((8, artifacts[0])), message((100, message((13, message((1, artifacts[1]))))))]
    (tmp_path / "run.wandb").write_bytes(log(*records))
    notes = Notes()
    first, second = read_run_log(tmp_path / "run.wandb", notes).artifacts
    assert (first.name, first.type) == ("big", "dataset")
    assert first.entries["a.txt"].local == tmp_path / "staged"
    assert first.entries["b"].ref == "s3://b"
    assert second.entries == {}
    assert "the list of an artifact's files cannot be read" in next(str(note) for note in notes)
