"""The samples in docs/media.md run as they stand, one after the other, and every kind has its section."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportgen
from reportgen import data_types
from reportgen.store import Store

TEXT = (Path(__file__).parent.parent / "docs" / "media.md").read_text(encoding="utf-8")


def test_samples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    samples = re.findall(r"^```python\n(.*?)^```", TEXT, re.S | re.M)
    assert len(samples) >= 10
    for sample in samples:
        exec(compile(sample, "docs/media.md", "exec"), names)
    with reportgen.init() as run:
        media = [value for value in names.values() if isinstance(value, data_types.Table)]
        run.log({f"table-{i}": table for i, table in enumerate(media)})
    assert Store(tmp_path / "store").artifacts() == ["samples", "table-0", "table-1", "table-2"]


@pytest.mark.parametrize(
    "name", sorted(set(data_types.__all__) - {"Table", "JoinedTable", "PartitionedTable"})
)
def test_every_kind_is_described(name: str) -> None:
    if name not in ("Box", "BoundingBoxes2D", "ImageMask"):  # what boxes and masks are read back as
        assert re.search(rf"\b{name}\b", TEXT)
    documented = getattr(data_types, name).__doc__
    assert documented
    assert "Args:" in documented or name == "Box"


def test_every_format_is_named() -> None:
    from reportgen.data.media import audio, molecule, object3d, video

    for module in (audio, molecule, object3d, video):
        for format in set(module._ENDINGS.values()) - {"pts"}:
            assert re.search(rf"\b{format}\b", TEXT, re.IGNORECASE), format
