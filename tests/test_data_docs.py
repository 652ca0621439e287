"""The samples in docs/logging.md run as they stand, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportgen
from reportgen.store import Store

DOCS = Path(__file__).parent.parent / "docs"


def test_samples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    samples = re.findall(
        r"^```python\n(.*?)^```", (DOCS / "logging.md").read_text(encoding="utf-8"), re.S | re.M
    )
    assert len(samples) >= 5
    names: dict[str, object] = {}
    for sample in samples:
        exec(compile(sample, "docs/logging.md", "exec"), names)
    reportgen.finish()
    store = Store(tmp_path / "store")
    assert store.artifacts() == ["my-dataset", "predictions", "progress"]
    assert store.versions("predictions") == [0, 1]


def test_the_store_is_laid_out_as_documented(tmp_path: Path) -> None:
    with reportgen.init(dir=tmp_path, id="run") as run:
        run.log({"table": reportgen.Table(columns=["x"], data=[[1]])})
    store = tmp_path / "store"
    found = {path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file()}
    blob = Store(store).resolve("table").entry.sha256
    assert found == {
        "store.json",
        f"blobs/{blob}",
        "artifacts/table/v0.json",
        "artifacts/table/digests.txt",
        "runs/run.json",
        "runs/run.history.jsonl",
        "runs/run.artifacts.jsonl",
        "locks/table.lock",
    }
    assert not list((store / "tmp").iterdir())
