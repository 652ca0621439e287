"""Many writers at once, and writers that are killed: nothing finished is lost, nothing half-done is seen."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reportgen
from reportgen import Artifact, Image, Table
from reportgen.data.logged import LoggedArtifact
from reportgen.store import Store
from reportgen.store.maintenance import gc, verify

WRITERS, LOGS = 8, 10
KILLS = 200
LIVES = 4
"""How often a run is killed and continued."""


def _table(*cells: int) -> Table:
    image = Image(np.full((8, 8), cells[-1] % 256, np.uint8))
    return Table(columns=["writer", "n", "image"], data=[[cells[0], cells[1], image]])


def write_many(folder: Path, writer: int) -> None:
    """One of several that log to the same name."""
    grown = Table(columns=["writer", "n"], log_mode="INCREMENTAL")
    with reportgen.init(dir=folder, id=f"writer-{writer}") as run:
        for n in range(LOGS):
            grown.add_data(writer, n)
            run.log({"shared": _table(writer, n), "grown": grown})


@pytest.mark.slow
def test_writers_at_once_lose_nothing_and_leave_no_gaps(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(tmp_path, i)) for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    store = Store(tmp_path / "store")
    assert store.versions("shared") == list(range(WRITERS * LOGS))
    assert store.aliases("shared")["latest"] in range(WRITERS * LOGS)
    versions = store.versions("shared")
    found = {tuple(_rows(store, f"shared:v{version}", "shared")[0][:2]) for version in versions}
    assert found == {(writer, n) for writer in range(WRITERS) for n in range(LOGS)}
    assert store.versions("grown") == versions
    for number in range(WRITERS):
        rows = _rows(store, f"run-writer-{number}-grown", "grown")
        assert rows == [[number, n] for n in range(LOGS)]
    assert verify(store) == []


def write_until_killed(folder: Path, life: int, connection: Connection) -> None:
    """Logs in every way, and says after each log what is finished, until it is killed."""
    Table(columns=["x"], data=[[1]]).to_arrow()  # Arrow looks for pandas once, which takes its time
    connection.send("ready")
    run = reportgen.init(dir=folder, id=f"life-{life // LIVES}")  # a run has several lives
    grown = Table(columns=["life", "n", "image"], log_mode="INCREMENTAL")
    for n in range(10**6):
        artifact = Artifact("killed")
        artifact.add(_table(life, n), "table")
        artifact.add(Image(np.full((4, 4), n % 256, np.uint8), caption=f"{life} {n}"), "image")
        with artifact.new_file("note.txt") as file:
            file.write(f"{life} {n}")
        connection.send(("artifact", run.log_artifact(artifact).name, n))
        grown.add_data(life, n, Image(np.full((5, 5), n % 256, np.uint8)))
        run.log({"grown": grown})
        connection.send(("grown", run.history()[-1]["grown"]["artifact"], n))
        run.log({"pictures": [Image(np.full((6, 6), (n + i) % 256, np.uint8)) for i in range(3)], "n": n})
        connection.send(("step", "", n))


@pytest.mark.slow
def test_a_killed_writer_leaves_a_store_that_reads(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportgen", "pandas"])
    chance = random.Random(7)
    finished = 0
    for life in range(KILLS):
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write_until_killed, args=(tmp_path, life, theirs))
        process.start()
        theirs.close()
        assert mine.recv() == "ready"
        done = [mine.recv() for _ in range(chance.randrange(5))]
        time.sleep(chance.uniform(0.0, 0.03))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        done += _received(mine)
        finished += len(done)
        _check(tmp_path / "store", life, done)
        if life % 25 == 0:
            assert verify(Store(tmp_path / "store")) == []
    assert finished >= KILLS  # otherwise nothing was tested
    store = Store(tmp_path / "store")
    assert verify(store) == []
    for name in store.artifacts():
        assert store.versions(name) == list(range(len(store.versions(name))))
    for path in store.path.rglob("*"):
        os.utime(path, (0, 0))
    gc(store, dry_run=False)
    assert verify(store) == []
    assert not list((store.path / "tmp").iterdir())


def _received(connection: Connection) -> list[tuple[str, str, int]]:
    done = []
    try:
        while True:
            done.append(connection.recv())
    except EOFError:
        return done


def _check(path: Path, life: int, done: list[tuple[str, str, int]]) -> None:
    """What was finished is there, and what the writer was about is whole or is not there."""
    store = Store(path)
    for name in store.artifacts():
        versions = store.versions(name)
        assert set(store.aliases(name).values()) <= set(versions)
        assert store.lookup(name).version == store.aliases(name)["latest"]
    for what, ref, n in done:
        if what == "artifact":
            assert _rows(store, ref, "table")[0][:2] == [life, n]
    if store.has("killed"):
        for version in store.versions("killed")[-2:]:
            _check_artifact(store, f"killed:v{version}")
    grown = [(ref, n) for what, ref, n in done if what == "grown"]
    if grown:
        ref, last = grown[-1]
        rows = _rows(store, ref, "grown")
        assert [row[:2] for row in rows if row[0] == life] == [[life, n] for n in range(last + 1)]
        assert all(row[2].to_numpy().shape == (5, 5) for row in rows)
        # Whatever the earlier lives of the run finished is before it.
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    if done:
        steps = [n for what, _, n in done if what == "step"]
        with reportgen.init(dir=path.parent, id=f"life-{life // LIVES}", resume="must") as run:
            assert set(steps) <= {line.get("n") for line in run.history()}


def _check_artifact(store: Store, ref: str) -> None:
    artifact = LoggedArtifact(store, store.lookup(ref))
    (row,) = artifact.get("table").data
    assert row[2].to_numpy().shape == (8, 8)
    assert artifact.get("image").caption == f"{row[0]} {row[1]}"
    assert Path(artifact.get_path("note.txt")).read_text() == f"{row[0]} {row[1]}"


def _rows(store: Store, ref: str, table: str) -> list[list[Any]]:
    read = LoggedArtifact(store, store.lookup(ref)).get(table)
    assert isinstance(read, Table)
    return read.data
