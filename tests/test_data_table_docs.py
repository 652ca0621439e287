"""The samples in docs/tables.md run as they stand, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.store import Store

DOCS = Path(__file__).parent.parent / "docs"


def test_samples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    samples = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
    assert len(samples) == 7
    names: dict[str, object] = {}
    for sample in samples:
        exec(compile(sample, "docs/tables.md", "exec"), names)
    assert Store(tmp_path / "store").artifacts() == ["final", "steps"]
