"""The samples of the texts that reportgen answers: each runs with its import changed, and its table is shown.

What a sample leaves to its reader (loaders, models, paths) is supplied here. The files in
`tests/fixtures/seeds/` are otherwise as they were published, and a few lines longer where the text stops
before anything is logged.
"""

from __future__ import annotations

import runpy
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

import reportgen
from reportgen.cli import run as reportgen_command

SAMPLES = Path(__file__).parent / "fixtures" / "seeds"
RANDOM = np.random.default_rng(0)


@dataclass(frozen=True)
class Sample:
    """One sample: what it needs, and the tables that it leaves."""

    name: str
    """Of its file."""
    tables: Mapping[str, int]
    """Reference → rows."""
    supplied: Callable[[Path], dict[str, Any]] = lambda folder: {}
    """The names that the sample uses and does not define."""
    first: tuple[str, ...] = ()
    """Samples that have to run before."""


class Model:
    """Guesses among three classes, or one class for each input of a batch."""

    def predict(self, inputs: list[str]) -> np.ndarray[Any, Any]:
        return RANDOM.dirichlet(np.ones(3), size=len(inputs))


def batches(folder: Path) -> dict[str, Any]:
    inputs = ["a", "b", "c"]
    return {
        "get_num_batches": lambda: 4,
        "get_training_batch": lambda step: (inputs, [0, 1, 2]),
        "train_model_on_batch": lambda inputs, labels: None,
        "predict_on_batch": lambda inputs: [0] * len(inputs),
        "model": Model(),
    }


def evaluation(folder: Path) -> dict[str, Any]:
    return {"load_eval_data": lambda: (["x", "y", "z"], [0, 1, 2]), "model": Model()}


def resumed(folder: Path) -> dict[str, Any]:
    """The run that is to be resumed has logged three steps."""
    with reportgen.init(project="resume-incremental", id="your-run-id") as run:
        table = reportgen.Table(columns=["step", "metric"], log_mode="INCREMENTAL")
        for step in range(3):
            table.add_data(step, step / 10)
            run.log({"metrics": table}, step=step)
    return {"resume_step": 3, "final_step": 6, "compute_metric": lambda step: step / 10}


def picture(folder: Path) -> dict[str, Any]:
    Pillow.fromarray(RANDOM.integers(0, 255, (24, 32, 3), dtype=np.uint8)).save(folder / "cat.png")
    Pillow.fromarray(RANDOM.integers(0, 2, (24, 32), dtype=np.uint8)).save(folder / "mask.png")
    return {"path_to_image_file": str(folder / "cat.png"), "path_to_mask": str(folder / "mask.png")}


def classified(folder: Path) -> dict[str, Any]:
    """Two pictures, and for each what a model says: boxes for one, scores for the other."""
    paths = [folder / f"{name}.png" for name in ("cat", "dog")]
    for path in paths:
        Pillow.fromarray(RANDOM.integers(0, 255, (16, 16), dtype=np.uint8)).save(path)
    outputs = [{"box": [1, 2, 3, 4], "score": 0.9}, {"box": [0, 0, 5, 5], "score": 0.4}]
    return {
        "image_paths": [str(path) for path in paths],
        "predictions": ["cat", "cat"],
        "ground_truth": ["cat", "dog"],
        "model_output": outputs,
    }


def validation(folder: Path) -> dict[str, Any]:
    def steps() -> Iterator[tuple[int, Any, int, int, list[float]]]:
        for number in range(5):
            image = RANDOM.integers(0, 255, (8, 8), dtype=np.uint8)
            yield number, image, number, (number + 1) % 10, RANDOM.dirichlet(np.ones(10)).tolist()

    return {"validation_steps": steps}


SAMPLE_LIST = (
    Sample("predictions", {"predictions_table": 2}, classified),
    Sample("dataset", {"my-dataset": 1000}),
    Sample("masks", {"my-dataset-1/examples": 1}, picture),
    Sample("reference", {"my-predictions": 1}, picture, first=("masks",)),
    Sample("joined", {"joined-tables/joined": 2}),
    Sample("artifact_for_each_step", {"test_samples_{run}": 5}, validation),
    Sample("create_and_log", {"Table-Name": 2}),
    Sample("mutable", {"eval_table:v0": 3, "eval_table:v1": 3, "eval_table:v2": 3}, evaluation),
    Sample("mutable_results", {"eval_table:v2": 3}, evaluation),
    Sample("incremental", {"training_table:v0": 3, "training_table": 12}, batches),
    Sample("incremental_and_immutable", {"table-incr": 12, "table": 12}, batches),
    Sample("resume", {"metrics:v2": 3, "metrics": 6}, resumed),
    Sample("batch_training", {"training_table": 12}, batches),
)
BY_NAME = {sample.name: sample for sample in SAMPLE_LIST}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "reportgen.toml").write_text('[project]\ntitle = "Samples"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "tensorflow", tensorflow())
    yield tmp_path
    reportgen.finish()


def tensorflow() -> types.ModuleType:
    """As much of the library as the sample uses: a loader of small pictures and their labels."""
    pictures = RANDOM.integers(0, 255, (1200, 32, 32, 3), dtype=np.uint8)
    labels = RANDOM.integers(0, 10, (1200, 1))
    cifar10 = types.SimpleNamespace(load_data=lambda: (None, (pictures, labels)))
    module = types.ModuleType("tensorflow")
    vars(module)["keras"] = types.SimpleNamespace(datasets=types.SimpleNamespace(cifar10=cifar10))
    return module


def run_sample(sample: Sample, folder: Path) -> str:
    """Run a sample, and those before it; the id of its run."""
    for name in sample.first:
        run_sample(BY_NAME[name], folder)
    runpy.run_path(str(SAMPLES / f"{sample.name}.py"), init_globals=sample.supplied(folder))
    runs = sorted((folder / "store" / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    reportgen.finish()
    return runs[-1].stem


@pytest.mark.parametrize("sample", SAMPLE_LIST, ids=lambda sample: sample.name)
def test_a_sample_runs_with_its_import_changed_and_its_table_is_shown(sample: Sample, project: Path) -> None:
    run = run_sample(sample, project)
    tables = {reference.format(run=run): rows for reference, rows in sample.tables.items()}
    panels = [f":::{{table-panel}} {reference}\n:::\n" for reference in tables]
    (project / "index.md").write_text("# Samples\n\n" + "\n".join(panels))
    assert reportgen_command(["build", str(project), "--quiet"]) == 0
    page = (project / "site" / "index.html").read_text()
    for rows in tables.values():
        assert f"{rows:,} of {rows:,} row" in page


def test_every_sample_file_is_run() -> None:
    assert {path.stem for path in SAMPLES.glob("*.py")} == set(BY_NAME)


def test_a_picture_of_another_artifact_is_stored_once(project: Path) -> None:
    run_sample(BY_NAME["reference"], project)
    used = reportgen.init().use_artifact("my-predictions:latest")
    (image,) = used.get("predictions").get_column("image")
    original = reportgen.use_artifact("my-dataset-1:v0").get("an-image")
    assert image.sha256 == original.sha256
    assert sorted(image.masks) == ["predictions"]
