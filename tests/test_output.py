"""Sites are replaced whole or not at all, and nothing of other people's is replaced."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen import output as output_module
from reportgen.output import DirectoryOutput, MemoryOutput, Output, OutputError, is_site, recover

MARKER = json.dumps({"generator": "reportgen"}).encode()


def write_site(output: Output, content: str, files: int = 3) -> None:
    output.write("site.json", MARKER)
    for number in range(files):
        output.write(f"data/{number}.txt", content.encode())


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def build(site: Path, content: str) -> None:
    with DirectoryOutput(site) as output:
        write_site(output, content)


def test_writes_a_new_site_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    build(tmp_path / "deep" / "site", "one")
    assert tree(tmp_path / "deep" / "site") == {
        "site.json": MARKER,
        "data/0.txt": b"one",
        "data/1.txt": b"one",
        "data/2.txt": b"one",
    }
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["site"]


def test_replaces_a_site_and_prunes_what_is_no_longer_written(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "one")
    with DirectoryOutput(site) as output:
        output.write("site.json", MARKER)
        output.write("only.txt", b"two")
    assert tree(site) == {"site.json": MARKER, "only.txt": b"two"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_replaces_a_site_in_two_renames_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_module, "exchange", lambda left, right: False)
    build(tmp_path / "site", "one")
    build(tmp_path / "site", "two")
    assert tree(tmp_path / "site")["data/0.txt"] == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_exception_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "one")
    before = tree(site)
    with pytest.raises(OutputError), DirectoryOutput(site) as output:
        output.write("../escape", b"")
    assert tree(site) == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_site_may_be_reached_by_a_symbolic_link(tmp_path: Path) -> None:
    build(tmp_path / "real", "one")
    (tmp_path / "site").symlink_to("real")
    build(tmp_path / "site", "two")
    assert (tmp_path / "site").is_symlink()
    assert tree(tmp_path / "real")["data/0.txt"] == b"two"


def test_a_file_of_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "cross-device link")

    source = tmp_path / "blob"
    source.write_bytes(b"bytes")
    with DirectoryOutput(tmp_path / "site") as output:
        output.write("site.json", MARKER)
        output.link("media/linked", source)
        monkeypatch.setattr(os, "link", refuse)
        output.link("media/copied", source)
    assert (tmp_path / "site/media/linked").stat().st_ino == source.stat().st_ino
    assert (tmp_path / "site/media/copied").read_bytes() == b"bytes"
    assert (tmp_path / "site/media/copied").stat().st_ino != source.stat().st_ino


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "a\\..\\x"])
def test_a_path_outside_of_the_site_is_refused(path: str) -> None:
    with pytest.raises(OutputError, match="not a path inside the site"):
        MemoryOutput().write(path, b"")


@pytest.mark.parametrize("again", ["a/b.html", "a/B.html", "./a/b.html"])
def test_the_same_path_twice_is_refused(again: str) -> None:
    output = MemoryOutput()
    output.write("a/b.html", b"1")
    with pytest.raises(OutputError, match="two files of the site would be called"):
        output.write(again, b"2")


def test_folders_of_other_people_are_not_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    build(site, "an empty folder is fine")
    (site / ".git").write_text("gitdir: elsewhere")
    with pytest.raises(OutputError, match="is a git checkout, which a build would remove"):
        build(site, "two")
    (site / "site.json").write_text('{"generator": "another"}')
    with pytest.raises(OutputError, match="is not empty and is not a site of reportgen"):
        build(site, "two")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file; choose a folder"):
        build(tmp_path / "file", "two")
    assert tree(site)["data/0.txt"] == b"an empty folder is fine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "site"]


def test_a_build_that_died_between_two_renames_is_undone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "one")
    before = tree(site)
    site.rename(tmp_path / ".site.previous")
    (tmp_path / ".site.stage-dead").mkdir()
    recover(site)
    assert tree(site) == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with DirectoryOutput(site) as first:
        write_site(first, "first")
        build(site, "second")
        assert tree(site)["data/0.txt"] == b"second"
    assert tree(site)["data/0.txt"] == b"first"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


# The module by its path, without the package: what is imported is not what is tested, and takes a second.
BUILDER = """
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("output", sys.argv[3])
output = importlib.util.module_from_spec(spec)
spec.loader.exec_module(output)
if sys.argv[2] == "two-renames":
    output.exchange = lambda left, right: False
number = 0
while True:
    number += 1
    with output.DirectoryOutput(Path(sys.argv[1])) as out:
        for name in range(40):
            out.write(f"data/{name}.txt", str(number).encode())
        out.write("site.json", b'{"generator": "reportgen"}')
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("way", ["exchange", "two-renames"])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path, way: str) -> None:
    site = tmp_path / "site"
    moments = random.Random(7)
    for _ in range(20):
        command = [sys.executable, "-c", BUILDER, str(site), way, output_module.__file__]
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline()
        time.sleep(moments.uniform(0, 0.02))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        if way == "two-renames":
            recover(site)
        files = tree(site)
        contents = {content for name, content in files.items() if name != "site.json"}
        assert len(files) == 41
        assert len(contents) == 1
        assert is_site(site)
    build(site, "after")
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
