"""Plots: what the core answers is what NumPy, pandas and scikit-learn compute, and what a click keeps."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sklearn import metrics

from reportgen.query import Core
from tests.plot_tables import Rows, asking, tables
from tests.query_reference import Scale

PLOTS: list[dict[str, str]] = [
    {"layout": "histogram", "x": "loss"},
    {"layout": "histogram", "x": "epoch", "color": "label", "bins": "7"},
    {"layout": "histogram", "x": "time", "color": "score"},
    {"layout": "bar", "x": "label"},
    {"layout": "bar", "x": "loss", "color": "guess"},
    {"layout": "bar", "x": "upper(label)", "y": "loss", "color": "truth", "sort": "loss desc"},
    {"layout": "bar", "group": "guess, label", "sort": "count desc"},
    {"layout": "line", "x": "epoch", "y": "avg(score)", "color": "guess"},
    {"layout": "line", "x": "time", "x-scale": "linear"},
    {"layout": "line", "x": "label", "y": "max(epoch)", "color": "epoch"},
    {"layout": "line", "x": "score + 1", "y": "epoch", "x-scale": "log", "y-scale": "log"},
    {"layout": "scatter", "x": "score", "y": "loss", "color": "label", "size": "epoch"},
    {"layout": "scatter", "x": "time", "y": "score", "y-scale": "log"},
    {"layout": "scatter", "group": "label", "x": "count", "y": "avg(loss)", "color": "label"},
    {"layout": "box", "y": "loss", "x": "label"},
    {"layout": "box", "y": "epoch"},
    {"layout": "box", "group": "guess, label", "y": "avg(loss)", "x": "guess"},
    {"layout": "heatmap", "x": "guess", "y": "label"},
    {"layout": "heatmap", "x": "loss", "y": "truth", "color": "avg(score)"},
    {"layout": "heatmap", "group": "label, guess", "share": "row"},
    {"layout": "calibration", "score": "score", "truth": "truth", "color": "guess"},
    {"layout": "pr", "score": "score", "truth": "guess", "positive": "cat", "color": "label"},
    {"layout": "roc", "score": "loss", "truth": "epoch", "positive": "2"},
]
MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def marks(plot: dict[str, Any]) -> list[dict[str, Any]]:
    """What of a plot counts rows and can be picked."""
    lines = [point for line in plot.get("lines", []) for point in line["points"]]
    return [*plot.get("bars", []), *plot.get("cells", []), *plot.get("boxes", []), *lines]


def finite(values: list[Any]) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


@MANY
@given(rows=tables(), options=st.sampled_from(PLOTS), in_memory=st.booleans(), filtered=st.booleans())
def test_a_mark_keeps_the_rows_that_it_counts(
    core: Core, rows: Rows, options: dict[str, str], in_memory: bool, filtered: bool
) -> None:
    options = {**options, **({"filter": "not guess = 'dog'"} if filtered else {})}
    options = {name.replace("-", "_"): text for name, text in options.items()}
    with asking(core, rows, in_memory=in_memory) as asker:
        answer = asker.answer(**options)
        kept = asker.count(options.get("filter", ""))
        assert (answer["filtered"], answer["total"]) == (kept, rows.count)
        plot = answer["plot"]
        rest = f" and ({options['filter']})" if filtered else ""
        some = [mark for mark in marks(plot) if mark["term"] >= 0][:12]
        counted = [asker.count(plot["terms"][mark["term"]] + rest) for mark in some]
        numbers = [mark["n"] for mark in some]
        if plot["kind"] in ("histogram", "bar", "line", "heatmap"):
            assert counted == numbers
        elif plot["kind"] in ("box", "calibration"):
            # Rows without the value that is drawn are of the same place.
            assert all(kept >= n for kept, n in zip(counted, numbers, strict=True))
        check_markup(asker.markup(answer, **options))


def check_markup(markup: str) -> None:
    root = ElementTree.fromstring(re.sub(r"\bdisabled(?=[ >])", 'disabled=""', markup))
    assert "style" not in {name for element in root.iter() for name in element.attrib}
    places = [
        element.attrib[name]
        for element in root.iter()
        for name in ("d", "x", "y", "width", "height")
        if name in element.attrib
    ]
    wrong = [place for place in places if "NaN" in place or "Infinity" in place or "undefined" in place]
    assert wrong == []
    drawings = root.findall("svg")
    assert len(drawings) in (0, 2)
    assert all(len(drawing.attrib["aria-label"]) > 10 for drawing in drawings)


@MANY
@given(rows=tables(), bins=st.sampled_from([1, 7, 20]))
def test_histograms(core: Core, rows: Rows, bins: int) -> None:
    with asking(core, rows) as asker:
        plot = asker.plot(layout="histogram", x="loss", bins=str(bins))
    values = finite(rows.columns["loss"])
    lost = rows.count - len(values)
    assert plot["notes"] == ([f"{lost} row{'s' * (lost != 1)} without a value"] if lost else [])
    scale = Scale(min(values, default=0), max(values, default=0), bins)
    one = not values or scale.lo == scale.hi
    wanted = Counter(0 if one else scale.bin(value) for value in values)
    assert [bar["n"] for bar in plot["bars"]] == [wanted[bin] for bin in sorted(wanted)]


@MANY
@given(rows=tables(), value=st.sampled_from(["avg(epoch)", "count", "epoch"]))
def test_bars_and_heat_maps(core: Core, rows: Rows, value: str) -> None:
    frame = pd.DataFrame({name: rows.columns[name] for name in ("label", "guess", "epoch")}, dtype=object)
    by = frame.groupby(["label", "guess"], dropna=False)["epoch"]
    numbers = {key: [v for v in group if v is not None and v == v] for key, group in by}
    wanted = {key: len(by.get_group(key)) if value == "count" else mean(n) for key, n in numbers.items()}
    wanted = {tuple(map(named, key)): v for key, v in wanted.items() if v is not None}
    with asking(core, rows) as asker:
        heat = asker.plot(layout="heatmap", x="label", y="guess", color=value)
        bar = asker.plot(layout="bar", x="label", color="guess", y=value)
    assert len(set(rows.columns["label"])) <= 11
    x, y = heat["x"]["labels"], heat["y"]["labels"]
    assert {(x[c["x"]], y[c["y"]]): c["value"] for c in heat["cells"]} == pytest.approx(wanted)
    x, colors = bar["x"]["labels"], [series["label"] for series in bar["series"]]
    found = {(x[b["at"]], colors[b["series"]]): b["to"] - b["from"] for b in bar["bars"]}
    assert found == pytest.approx(wanted)


def mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None


def named(value: Any) -> str:
    return "(empty)" if value == "" else "null" if value is None or value != value else str(value)


@MANY
@given(rows=tables())
def test_box_plots(core: Core, rows: Rows) -> None:
    with asking(core, rows) as asker:
        plot = asker.plot(layout="box", y="loss", x="guess")
    groups: dict[str, list[float]] = {}
    for name, value in zip(rows.columns["guess"], rows.columns["loss"], strict=True):
        if value is not None and math.isfinite(value):
            groups.setdefault(named(name), []).append(value)
    boxes = {plot["x"]["labels"][box["at"]]: box for box in plot["boxes"]}
    assert boxes.keys() == groups.keys()
    for name, values in groups.items():
        box = boxes[name]
        q1, median, q3 = np.quantile(values, [0.25, 0.5, 0.75])
        assert [box["q1"], box["median"], box["q3"]] == pytest.approx([q1, median, q3], rel=1e-12, abs=1e-12)
        reach = 1.5 * (box["q3"] - box["q1"])
        inside = [v for v in values if box["q1"] - reach <= v <= box["q3"] + reach]
        assert (box["low"], box["high"], box["n"]) == (min(inside), max(inside), len(values))
        assert box["outliers"] == sorted(set(values) - set(inside)) or box["more"] == 0
        assert len(box["outliers"]) + box["more"] == len(values) - len(inside)


def labeled(rows: Rows) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Truths and scores of the rows that have both."""
    pairs = [
        (truth, score)
        for truth, score in zip(rows.columns["truth"], rows.columns["score"], strict=True)
        if truth is not None and score is not None and math.isfinite(score)
    ]
    return np.array([t for t, _ in pairs], bool), np.array([s for _, s in pairs], float)


@MANY
@given(rows=tables())
def test_curves_are_those_of_scikit_learn(core: Core, rows: Rows) -> None:
    truth, score = labeled(rows)
    assume(len(set(truth)) == 2)
    with asking(core, rows) as asker:
        roc = asker.plot(layout="roc", score="score", truth="truth")
        pr = asker.plot(layout="pr", score="score", truth="truth")
    fall, recall, _ = metrics.roc_curve(truth, score, drop_intermediate=False)
    (line,) = roc["lines"]
    assert [(p["x"], p["y"]) for p in line["points"]] == approx(list(zip(fall, recall, strict=True)))
    assert roc["areas"][0]["area"] == pytest.approx(metrics.roc_auc_score(truth, score))
    precision, recall, thresholds = metrics.precision_recall_curve(truth, score)
    (line,) = pr["lines"]
    wanted = list(zip(recall[::-1], precision[::-1], strict=True))
    assert [(p["x"], p["y"]) for p in line["points"]] == approx(wanted)
    assert [p["at"] for p in line["points"][1:]] == list(thresholds[::-1])
    assert pr["areas"][0]["area"] == pytest.approx(metrics.average_precision_score(truth, score))


def approx(pairs: list[tuple[float, float]]) -> list[Any]:
    return [pytest.approx(pair) for pair in pairs]


@MANY
@given(rows=tables(), bins=st.sampled_from([10, 15]))
def test_calibration_curves(core: Core, rows: Rows, bins: int) -> None:
    truth, score = labeled(rows)
    with asking(core, rows) as asker:
        plot = asker.plot(layout="calibration", score="score", truth="truth", bins=str(bins))
    code = np.minimum(np.floor(score * bins).astype(int), bins - 1)
    wanted = [
        (score[code == b].mean(), truth[code == b].mean(), (code == b).sum()) for b in sorted(set(code))
    ]
    points = [p for line in plot["lines"] for p in line["points"]]
    assert [(p["x"], p["y"], p["n"]) for p in points] == [pytest.approx(row) for row in wanted]
    if wanted:
        error = sum(n * abs(y - x) for x, y, n in wanted) / len(score)
        said = plot["series"][0]["fact"]
        # Halves may be rounded either way: the two sums need not be equal in their last bit.
        assert abs(float(said.removeprefix("ECE ")) - error) <= 0.0005 + 1e-9


def test_long_curves_are_thinned_and_keep_their_extent(core: Core) -> None:
    rng = np.random.default_rng(0)
    score = rng.random(20_000)
    truth = rng.random(20_000) < score**2
    rows = Rows({"score": list(score), "truth": list(truth)})
    with asking(core, rows) as asker:
        plots = {kind: asker.plot(layout=kind, score="score", truth="truth") for kind in ("roc", "pr")}
    fall, rise, _ = metrics.roc_curve(truth, score, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(truth, score)
    for kind, x, y in [("roc", fall, rise), ("pr", recall, precision)]:
        points = [(p["x"], p["y"]) for p in plots[kind]["lines"][0]["points"]]
        assert 200 < len(points) <= 512
        assert set(points) <= set(zip(x, y, strict=True))
        assert (min(points), max(points)) == (min(zip(x, y, strict=True)), max(zip(x, y, strict=True)))
        assert (min(p[1] for p in points), max(p[1] for p in points)) == (min(y), max(y))
    across, up = np.array([(p["x"], p["y"]) for p in plots["roc"]["lines"][0]["points"]]).T
    area = plots["roc"]["areas"][0]["area"]
    assert np.trapezoid(up, across) == pytest.approx(area, abs=0.002)
    assert area == pytest.approx(metrics.roc_auc_score(truth, score), rel=1e-12, abs=1e-12)


def test_many_points_are_counted_and_none_is_left_out(core: Core) -> None:
    rng = np.random.default_rng(1)
    score, loss = rng.normal(size=6000), rng.lognormal(size=6000)
    rows = Rows({"score": list(score), "loss": list(loss)})
    with asking(core, rows) as asker:
        few = asker.plot(layout="scatter", x="score", y="loss", filter="score > 0")
        grid = asker.plot(layout="scatter", x="score", y="loss")
        logs = asker.plot(layout="scatter", x="score", y="loss", y_scale="log")
    chosen = score > 0
    assert (few["cloud"]["x"], few["cloud"]["y"]) == (list(score[chosen]), list(loss[chosen]))
    assert grid["notes"] == ["more than 5,000 rows: shown as how many there are in each cell"]
    counts, _, _ = np.histogram2d(score, loss, bins=(64, 40))
    wanted = {(x, y): int(counts[x, y]) for x, y in zip(*np.nonzero(counts), strict=True)}
    assert {(x, y): n for x, y, n in grid["grid"]["cells"]} == wanted
    assert sum(n for _, _, n in logs["grid"]["cells"]) == 6000


def test_lines_of_many_values_are_binned_and_say_so(core: Core) -> None:
    rows = Rows({"score": [i / 1000 for i in range(1000)], "loss": [float(i % 7) for i in range(1000)]})
    with asking(core, rows) as asker:
        plot = asker.plot(layout="line", x="score", y="loss")
        first = plot["lines"][0]["points"][0]
        assert asker.count(plot["terms"][first["term"]]) == first["n"] == 5
    assert len(plot["lines"][0]["points"]) == 200
    assert plot["notes"] == ["each point stands for one of 200 bins of score"]


def test_many_values_are_gathered_and_said(core: Core) -> None:
    labels = [f"label {i:02}" for i in range(50) for _ in range(i + 1)]
    rows = Rows({"score": [0.5] * len(labels), "label": labels})
    with asking(core, rows) as asker:
        plot = asker.plot(layout="bar", x="label", color="label")
    assert plot["x"]["labels"][0] == "label 49"
    assert plot["x"]["labels"][-1] == "other"
    assert [series["label"] for series in plot["series"]][-1] == "other"
    assert sum(bar["n"] for bar in plot["bars"]) == len(labels)
    assert plot["notes"] == ["'other' stands for 21 more values", "'other' stands for 43 more values"]


WRONG: list[tuple[dict[str, str], str, str, str]] = [
    ({"layout": "scater"}, "layout", "'scater' is not a layout", "did you mean 'scatter'?"),
    ({"layout": "scatter", "x": "score"}, "layout", "a scatter plot needs 'y'", "add ':y: …'"),
    ({"layout": "histogram", "x": "scor"}, "x", "there is no column 'scor'", "did you mean 'score'?"),
    ({"layout": "histogram", "x": "label"}, "x", "this is text, and x of a histogram is a number", ""),
    ({"layout": "histogram", "x": "score", "bins": "0"}, "bins", "'0' is not a number of bins", "200"),
    (
        {"layout": "histogram", "x": "score", "y": "loss"},
        "y",
        "a histogram has no 'y'",
        "'x', 'color', 'bins'",
    ),
    ({"x": "score"}, "x", "a table has no 'x'", "it belongs to a plot"),
    (
        {"layout": "heatmap", "x": "label", "y": "guess", "share": "col"},
        "share",
        "not a kind of share",
        "row",
    ),
    ({"layout": "line", "x": "epoch", "y": "label"}, "y", "this is text, and y of a line chart", ""),
    ({"layout": "scatter", "x": "count", "y": "loss"}, "x", "", ""),
    ({"layout": "roc", "score": "score", "truth": "label"}, "truth", "which value of label", "positive"),
    (
        {"layout": "roc", "score": "score", "truth": "epoch", "positive": "cat"},
        "positive",
        "",
        "give a value",
    ),
]


@pytest.mark.parametrize(("options", "place", "message", "help_"), WRONG)
def test_what_is_wrong_is_said_in_its_place(
    core: Core, options: dict[str, str], place: str, message: str, help_: str
) -> None:
    schema = Rows({name: [] for name in ("score", "loss", "label", "guess", "epoch")}).schema
    made = core.call("specFromOptions", options, schema)
    (problem,) = made["problems"]
    assert problem["at"]["option"] == place
    assert message in problem["message"]
    assert help_ in problem.get("help", "")
    # A word too many is left out; a plot that lacks something is a table.
    kept = options["layout"] if "has no 'y'" in message else "table"
    assert (made["spec"]["layout"], "plot" in made["spec"]) == (kept, kept != "table")
    start, end = problem["at"]["start"], problem["at"]["end"]
    assert 0 <= start < end <= len(options[place])


@pytest.mark.parametrize("options", PLOTS)
def test_links_carry_plots(core: Core, options: dict[str, str]) -> None:
    schema = Rows({name: [] for name in ("score", "loss", "truth", "label", "guess", "epoch", "time")}).schema
    spec = core.call("specFromOptions", options, schema)["spec"]
    table = core.call("specFromOptions", {}, schema)["spec"]
    for one, author in [(spec, table), (table, spec), (spec, spec)]:
        link = core.call("encodeView", one, author)
        found = core.call("decodeView", link, author, schema)
        assert (found["spec"], found["problems"]) == (one, [])
