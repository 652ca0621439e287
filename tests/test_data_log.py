"""What a run keeps besides tables: steps, settings, summaries, and how it is continued."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen import Histogram, Table


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


def steps(run: reportgen.Run) -> list[dict[str, Any]]:
    return [{key: v for key, v in line.items() if key != "_time"} for line in run.history()]


def test_values_of_a_step_can_come_one_by_one() -> None:
    with reportgen.init() as run:
        run.log({"a": 1}, commit=False)
        run.log({"b": 2}, commit=False)
        run.log({"c": 3})
        run.log({"a": 4}, step=7)
        run.log({"b": 5}, step=7)
        run.log({"c": 6}, step=8, commit=False)
        run.log({"d": 7}, step=9)
        run.log({"e": 8}, commit=False)
    assert steps(run) == [
        {"_step": 0, "a": 1, "b": 2, "c": 3},
        {"_step": 7, "a": 4, "b": 5},
        {"_step": 8, "c": 6},
        {"_step": 9, "d": 7},
        {"_step": 10, "e": 8},
    ]


SUMMARIES: list[tuple[dict[str, Any], Any]] = [
    ({}, 2.0),
    ({"summary": "last"}, 2.0),
    ({"summary": "copy"}, 2.0),
    ({"summary": "min"}, {"min": 1.0}),
    ({"summary": "max,mean"}, {"max": 3.0, "mean": 2.0}),
    ({"summary": "first, last"}, {"first": 3.0, "last": 2.0}),
    ({"summary": "best", "goal": "maximize"}, {"max": 3.0}),
    ({"summary": "best"}, {"min": 1.0}),
    ({"summary": "none"}, None),
]


@pytest.mark.parametrize("name", ["x", "x*", "*"])
@pytest.mark.parametrize(("said", "expected"), SUMMARIES)
def test_summaries(said: dict[str, Any], expected: Any, name: str) -> None:
    with reportgen.init() as run:
        reportgen.define_metric(name, step_metric="epoch", **said)
        for value in (3.0, 1.0, 2.0):
            run.log({"x": value})
        assert run.summary.get("x") == expected


def test_unknown_summaries_are_refused() -> None:
    with reportgen.init() as run:
        with pytest.raises(ValueError, match="summary='maximum' of the metric 'x' is not known"):
            run.define_metric("x", summary="maximum")
        with pytest.raises(ValueError, match="use 'minimize' or 'maximize'"):
            run.define_metric("x", goal="up")


@dataclasses.dataclass
class Options:
    lr: float = 0.1
    depth: int = 3


def test_where_settings_come_from(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("lr: {value: 0.1, desc: null}\nmodel: {depth: 3}\n")
    (tmp_path / "a.json").write_text('{"lr": 0.1}')
    sources: list[tuple[Any, dict[str, Any]]] = [
        (Options(), {"lr": 0.1, "depth": 3}),
        (tmp_path / "a.yaml", {"lr": 0.1, "model": {"depth": 3}}),
        (str(tmp_path / "a.json"), {"lr": 0.1}),
        (None, {}),
    ]
    for source, expected in sources:
        with reportgen.init(config=source) as run:
            assert run.config == expected
    with reportgen.init(config={"a": 1, "b": 2}, config_exclude_keys=["a"]) as run:
        assert run.config == {"b": 2}
    for bad, message in [("none.yaml", "cannot read settings from"), (3, "cannot be read from a int")]:
        with pytest.raises(ValueError, match=message):
            reportgen.init(config=bad)


def test_settings_at_any_depth() -> None:
    with reportgen.init(id="r", config={"model": {"layers": 2}}) as run:
        run.config.model.width = 64
        run.config["model"]["layers"] = 3
        run.config.update({"lr": 0.1}, allow_val_change=True)
        run.config.setdefaults({"lr": 1.0, "seed": 7})
        expected = {"model": {"layers": 3, "width": 64}, "lr": 0.1, "seed": 7}
        assert run.config == expected
        assert run.config.as_dict() == expected
    saved = json.loads(Path("store/runs/r.json").read_text())["config"]
    assert saved == expected


def test_a_killed_run_is_continued_with_all_that_it_logged() -> None:
    code = """
import os, reportgen
run = reportgen.init(id="r", project="p", config={"lr": 1})
run.define_metric("acc", summary="max")
run.config.epochs = 5
for n in range(3):
    run.log({"loss": n, "acc": -n})
print("ready", flush=True)
import time; time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with reportgen.init(project="other", resume="auto") as run:
        assert run.id != "r"
    with reportgen.init(project="p", resume=True) as run:
        assert (run.id, run.step, run.config) == ("r", 3, {"lr": 1, "epochs": 5})
        assert run.summary == {"loss": 2, "acc": {"max": 0}}
        run.log({"acc": 4})
        assert run.summary.acc == {"max": 4}
    with reportgen.init(project="p", resume="auto") as run:
        assert run.id != "r"  # which has finished


def test_a_run_that_keeps_nothing(tmp_path: Path) -> None:
    with reportgen.init(mode="disabled") as run:
        run.log({"t": Table(columns=["x"], data=[[1]])})
        assert run.use_artifact("t").get("t").data == [[1]]
    assert not (tmp_path / "store").exists()
    with pytest.raises(ValueError, match="mode='disable' is not known; did you mean 'disabled'"):
        reportgen.init(mode="disable")


def test_arguments_of_init() -> None:
    with reportgen.init(entity="me", tags="one", settings=object(), reinit=True, save_code=True) as run:
        assert run.tags == ["one"]
        assert run.url.startswith("file://")
        assert reportgen.summary is run.summary
    with pytest.raises(TypeError, match=r"init\(\) has no argument 'jobtype'; did you mean 'job_type'"):
        reportgen.init(jobtype="x")
    with pytest.raises(ValueError, match="resume='yes' is not known"):
        reportgen.init(resume="yes")  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match=r"call reportgen\.init"):
        _ = reportgen.summary


def test_an_exit_code_says_how_a_run_ended() -> None:
    for code, state in [(None, "finished"), (0, "finished"), (1, "failed")]:
        run = reportgen.init()
        reportgen.finish(code)
        assert json.loads(Path(f"store/runs/{run.id}.json").read_text())["state"] == state


def test_media_are_logged_as_tables_of_one_column() -> None:
    histogram = Histogram([1, 2, 3], num_bins=3)
    with reportgen.init() as run:
        run.log({"h": histogram, "several": [histogram, histogram], "loss": 1})
        assert run.use_artifact("h").get("h") == Table(columns=["histogram"], data=[[histogram]])
        assert len(run.use_artifact("several").get("several")) == 2
        assert steps(run)[0]["loss"] == 1


def test_the_cost_of_a_step_does_not_grow_with_the_history() -> None:
    """Counted in bytes written, which do not depend on how busy the machine is."""
    table = Table(columns=["x"], log_mode="INCREMENTAL")
    sizes = []
    with reportgen.init(id="r") as run:
        for n in range(300):
            table.add_data(n)
            run.log({"t": table, "loss": n})
            sizes.append(Path(f"store/artifacts/t/v{n}.json").stat().st_size)
        run_file = Path("store/runs/r.json")
        assert run_file.stat().st_mtime_ns <= Path("store/artifacts/t/v0.json").stat().st_mtime_ns
    assert max(sizes[150:]) < 2 * max(sizes[:50])
    assert time.time() - run_file.stat().st_mtime < 60
