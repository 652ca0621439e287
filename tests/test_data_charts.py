"""Charts: what libraries make, files and dicts, and what is refused."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.figure
import numpy as np
import PIL.Image
import pytest

from reportgen.data.media import as_media, stored
from reportgen.data_types import Bokeh, Image, Plotly, Vega
from tests.media_kinds import BARS, DOCUMENT, LINES

# They carry no types.
altair: Any = importlib.import_module("altair")
plots: Any = importlib.import_module("plotly.graph_objects")

VEGA = {
    "$schema": "https://vega.github.io/schema/vega/v5.json",
    "title": {"text": ["Two", "lines"]},
    "marks": [],
}


@pytest.mark.parametrize(
    ("make", "spec", "format", "title"),
    [
        (Plotly, LINES, "plotly", "Lines"),
        (Plotly, {"data": []}, "plotly", None),
        (Plotly, {"data": [], "layout": {"title": "Short"}}, "plotly", "Short"),
        (Vega, BARS, "vega-lite", None),
        (Vega, {"mark": "bar", "title": "Bars"}, "vega-lite", "Bars"),
        (Vega, VEGA, "vega", "Two lines"),
        (Vega, {"marks": [], "title": ""}, "vega", None),
        (Bokeh, DOCUMENT, "bokeh", "Dots"),
        (Bokeh, {"doc": {"title": "Bokeh Application", "roots": []}}, "bokeh", None),
        (
            Bokeh,
            {"roots": [{"attributes": {"title": {"attributes": {"text": "Inner"}}}}], "title": "Outer"},
            "bokeh",
            "Inner",
        ),
    ],
)
def test_specifications(
    make: Any, spec: dict[str, Any], format: str, title: str | None, tmp_path: Path
) -> None:
    chart = make(spec, caption="c")
    assert (chart.format, chart.title, chart.caption, chart.spec()) == (format, title, "c", spec)
    text = json.dumps(spec, indent=1)
    path = tmp_path / "chart.json"
    path.write_text(text)
    assert make(text, "c") == chart
    assert make(chart) == chart
    for kept in (make(path), make(str(path)), make(io.StringIO(text)), make(text.encode())):
        assert kept.data() == text.encode()
        assert (kept.title, kept.spec()) == (title, spec)
    told = stored("chart", chart.describe(), lambda sha256: path)
    assert type(told) is make


def test_a_plotly_figure() -> None:
    figure = plots.Figure(data=plots.Scatter(y=np.array([1.5, np.nan])), layout={"title": {"text": "A line"}})
    chart = as_media(figure)
    assert isinstance(chart, Plotly)
    assert (chart.title, chart.spec()["data"][0]["type"]) == ("A line", "scatter")
    assert chart == Plotly(figure)


def test_an_altair_chart() -> None:
    data = altair.Data(values=[{"x": 1, "y": 2}])
    chart = as_media(altair.Chart(data, title="Dots").mark_point().encode(x="x:Q", y="y:Q"))
    assert isinstance(chart, Vega)
    assert (chart.format, chart.title) == ("vega-lite", "Dots")


def test_a_matplotlib_figure_is_an_image() -> None:
    matplotlib.use("agg")
    figure = matplotlib.figure.Figure(figsize=(2, 1), dpi=50)
    figure.subplots().plot([1, 2])
    image = as_media(figure)
    assert isinstance(image, Image)
    assert (image.format, image.width, image.height) == ("png", 100, 50)
    assert image == Image(figure)


def test_a_pil_image_is_an_image() -> None:
    picture = PIL.Image.new("RGB", (3, 2))
    assert as_media(picture) == Image(picture)


def test_arrays_and_gaps_in_a_specification() -> None:
    chart = Plotly(
        {
            "data": [
                {"y": np.array([1, np.nan]), "x": [np.float32(1), np.datetime64("2020-01-01", "D").item()]}
            ]
        }
    )
    assert chart.spec()["data"][0] == {"y": [1, None], "x": [1, "2020-01-01"]}
    foreign = b'{"data": [{"y": [NaN, Infinity, 1]}]}'
    assert Plotly(foreign).data() == b'{"data":[{"y":[null,null,1]}]}'


ERRORS: list[tuple[str, Callable[[], Any], str]] = [
    ("no data", lambda: Plotly({"layout": {}}), "a Plotly chart has a list 'data' of traces: there is none"),
    (
        "no chart",
        lambda: Plotly(3),
        "a Plotly chart cannot be made of a int: give a figure, or its JSON with 'data' and 'layout'",
    ),
    (
        "no dict",
        lambda: Vega(b"[1]"),
        "a Vega chart cannot be made of a bytes: give a specification, as a dict, or an Altair chart",
    ),
    ("empty", lambda: Vega({}), "a Vega chart is made of a specification: this one is empty"),
    (
        "data elsewhere",
        lambda: Vega({"hconcat": [{"mark": "bar", "data": {"url": "cars.json"}}]}),
        "the chart reads 'cars.json', which a report never fetches: put the data into its JSON",
    ),
    (
        "data of Vega elsewhere",
        lambda: Vega(
            {"marks": [], "data": [{"name": "a", "values": []}, {"name": "b", "url": "https://e.org/b"}]}
        ),
        "the chart reads 'https://e.org/b', which a report never fetches: put the data into its JSON",
    ),
    (
        "no document",
        lambda: Bokeh({}),
        "a Bokeh chart has 'roots' or 'doc', as its document's to_json() gives: there is neither",
    ),
    (
        "no JSON",
        lambda: Plotly({"data": [object()]}),
        "the Plotly chart cannot be written as JSON: it holds a object",
    ),
    (
        "no file",
        lambda: Plotly("/none/a.json"),
        "cannot read the chart '/none/a.json': there is no such file",
    ),
    (
        "torn",
        lambda: Plotly('{"data"'),
        "the Plotly chart is not JSON: Expecting ':' delimiter: line 1 column 8 (char 7)",
    ),
]


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_what_is_refused(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole text is compared)
        make()
    assert str(caught.value) == message


def test_values_that_hold_a_url_are_no_data_elsewhere() -> None:
    spec = {"mark": "image", "data": {"values": [{"url": "a.png", "data": {"url": "b"}}]}}
    assert Vega(spec).spec() == spec
