"""The pages on import and export name every format, and their samples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportgen
from reportgen.convert.formats import FORMATS
from reportgen.data.exported import WRITERS

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows(name: str) -> set[str]:
    """The formats at the beginning of the rows of a page's tables."""
    first = re.findall(r"^\| (`[^|]*`) \|", page(name), re.M)
    return {word for cell in first for word in re.findall(r"`([a-z]+)`", cell)}


def test_every_format_has_its_row() -> None:
    assert {format.name for format in FORMATS} <= rows("import.md")
    assert set(WRITERS) <= rows("export.md")


def test_the_samples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("predictions.csv").write_text("a,b\n1,x\n")
    names: dict[str, object] = {}
    for name in ("import.md", "export.md"):
        samples = re.findall(r"^```python\n(.*?)^```", page(name), re.S | re.M)
        assert samples
        for sample in samples:
            # The page shows a later version than a new store has.
            exec(compile(sample.replace("predictions:v3", "predictions:v0"), name, "exec"), names)
    assert Path("out/predictions.csv").read_text() == Path("predictions.csv").read_text()
    assert names["notes"] == []
    reportgen.finish()
