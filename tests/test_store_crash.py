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

WRITERS, LOGS = 8, 10
KILLS = 30


def _table(*cells: int) -> Table:
    image = Image(np.full((8, 8), cells[-1] % 256, np.uint8))
    return Table(columns=["writer", "n", "image"], data=[[cells[0], cells[1], image]])


def write_many(folder: Path, writer: int) -> None:
    """One of several that log to the same name."""
    with reportgen.init(dir=folder, id=f"writer-{writer}") as run:
        for n in range(LOGS):
            run.log({"shared": _table(writer, n)})


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
    found = {tuple(_rows(store, "shared", version)[0][:2]) for version in store.versions("shared")}
    assert found == {(writer, n) for writer in range(WRITERS) for n in range(LOGS)}


def write_until_killed(folder: Path, life: int, connection: Connection) -> None:
    """Logs, and says after each log what is finished, until it is killed."""
    Table(columns=["x"], data=[[1]]).to_arrow()  # Arrow looks for pandas once, which takes its time
    connection.send("ready")
    run = reportgen.init(dir=folder, id=f"life-{life}")
    for n in range(10**6):
        artifact = Artifact("killed")
        artifact.add(_table(life, n), "table")
        with artifact.new_file("note.txt") as file:
            file.write(f"{life} {n}")
        logged = run.log_artifact(artifact)
        run.log({"n": n})
        connection.send((logged.name, n))


@pytest.mark.slow
def test_a_killed_writer_leaves_a_store_that_reads(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportgen", "pandas"])
    chance = random.Random(7)
    finished: list[tuple[str, int]] = []
    for life in range(KILLS):
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write_until_killed, args=(tmp_path, life, theirs))
        process.start()
        theirs.close()
        assert mine.recv() == "ready"
        done = [mine.recv() for _ in range(chance.randrange(4))]
        time.sleep(chance.uniform(0.0, 0.06))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        done += _received(mine)
        finished += done
        _check(tmp_path / "store", life, done)
    assert len(finished) >= KILLS  # otherwise nothing was tested
    store = Store(tmp_path / "store")
    assert store.versions("killed") == list(range(len(store.versions("killed"))))


def _received(connection: Connection) -> list[tuple[str, int]]:
    done = []
    try:
        while True:
            done.append(connection.recv())
    except EOFError:
        return done


def _check(path: Path, life: int, done: list[tuple[str, int]]) -> None:
    store = Store(path)
    if not store.artifacts():
        assert not done
        return
    versions = store.versions("killed")
    assert set(store.aliases("killed").values()) <= set(versions)
    assert store.resolve("killed:latest").version in versions
    for name, n in done:
        version = int(name.partition(":v")[2])
        assert _rows(store, "killed", version)[0][:2] == [life, n]
    # What the writer was about when it was killed is whole, or is not there.
    for version in versions[-3:]:
        (row,) = _rows(store, "killed", version)
        assert row[2].to_numpy().shape == (8, 8)
        note = LoggedArtifact(store, store.manifest("killed", version)).get_path("note.txt")
        assert Path(note).read_text() == f"{row[0]} {row[1]}"
    if done:
        with reportgen.init(dir=path.parent, id=f"life-{life}", resume="must") as run:
            assert [line["n"] for line in run.history()][: len(done)] == [n for _, n in done]


def _rows(store: Store, name: str, version: int) -> list[list[Any]]:
    artifact = LoggedArtifact(store, store.manifest(name, version))
    (table,) = artifact.manifest.tables()
    read = artifact.get(table)
    assert isinstance(read, Table)
    return read.data
