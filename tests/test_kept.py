"""What is kept in the user's cache folder is made once, and not needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.kept import kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_text_is_made_once() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return "äöü\n"

    assert [kept("a.js", make), kept("a.js", make)] == ["äöü\n", "äöü\n"]
    assert made == ["x"]
    assert kept("b.js", lambda: "other") == "other"


def test_where_nothing_can_be_kept_it_is_made_each_time(folder: Path) -> None:
    (folder / "cache").write_text("in the way")
    (folder / "Library").write_text("in the way")
    assert [kept("a.js", lambda: "one"), kept("a.js", lambda: "two")] == ["one", "two"]
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []
