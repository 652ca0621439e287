"""Formats: numbers as Python writes them, scales as pandas computes them, problems where they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import reportgen
from reportgen.assets import THEMES
from reportgen.extras import extras_for
from reportgen.query import Core
from reportgen.spec import Column, spec_from_json, spec_to_json
from tests.conftest import Project
from tests.plot_tables import Rows, asking, tables

MANY = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
FLOAT_TYPES, WHOLE_TYPES = ["e", "E", "f", "F", "g", "G", "%"], ["", "d", "b", "o", "x", "X"]

patterns = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "<", ">", "^", "=", "*>", "_^", "é<", "0="]),
        st.sampled_from(["", "-", "+", " "]),
        st.sampled_from(["", "#"]),
        st.sampled_from(["", "0"]),
        st.sampled_from(["", "1", "9", "24"]),
        st.sampled_from(["", ",", "_"]),
        st.sampled_from(["", ".0", ".1", ".2", ".5", ".17"]),
    ),
)
numbers = st.floats() | st.integers(-100, 100).map(lambda n: n / 8) | st.sampled_from([0.5, 2.5, 1e22, 9.995])


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def written(core: Core, value: float, pattern: str) -> str | None:
    """The number in the format `custom`; None where the pattern is refused."""
    made = core.call("readFormat", f'custom("{pattern}")')
    return None if made["format"] is None else core.call("numberText", value, made["format"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=numbers, pattern=patterns, letter=st.sampled_from(FLOAT_TYPES))
def test_patterns_write_numbers_as_python_does(core: Core, value: float, pattern: str, letter: str) -> None:
    assert written(core, value, pattern + letter) == format(value, pattern + letter)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=st.integers(-(2**70), 2**70), pattern=patterns, letter=st.sampled_from(WHOLE_TYPES))
def test_patterns_write_whole_numbers_as_python_does(
    core: Core, value: int, pattern: str, letter: str
) -> None:
    assume("." not in pattern)
    try:
        wanted = format(value, pattern + letter)
    except ValueError:
        assert written(core, value, pattern + letter) is None
    else:
        assert written(core, value, pattern + letter) == wanted


@pytest.mark.parametrize("pattern", ["", ",", ".3", ".1", "+,", "012"])
@pytest.mark.parametrize("value", [0.1, -0.0001, 1234567.25, 1e16, 1.5e-7, 9.99, 100.25, math.inf])
def test_patterns_without_a_letter(core: Core, pattern: str, value: float) -> None:
    assert written(core, value, pattern) == format(value, pattern)


@pytest.mark.parametrize("pattern", ["zz", ".2", "5.2d", ",x", "200", ".99f", "n", "c", "s"])
def test_what_is_no_pattern_for_numbers_is_refused(core: Core, pattern: str) -> None:
    assert (written(core, 1.5, pattern) is None) == (pattern != ".2")


def finite(values: Any) -> Any:
    series = pd.Series(values, dtype="float64")
    return series[series.map(math.isfinite)]


def bounds(values: Any) -> dict[str, float] | None:
    found = finite(values)
    return {"lo": found.min(), "hi": found.max()} if len(found) else None


@MANY
@given(rows=tables(), in_memory=st.booleans(), two_steps=st.booleans())
def test_scales_span_what_is_filtered(core: Core, rows: Rows, in_memory: bool, two_steps: bool) -> None:
    options = {"columns": "loss, epoch, label, loss * 2 as twice", "filter": "guess = 'dog'", "rows": "3"}
    options["format"] = "loss: bar(fixed), epoch: scale, twice: scale(diverging), label: diff(guess)"
    with asking(core, rows, in_memory=in_memory) as asker:
        spec = asker.spec(**options)
        step = {"twoStepRows": 1} if two_steps else {}
        answer = core.drive("answerPanel", spec, rows.schema, step, execute=asker.execute)
    kept = pd.DataFrame(rows.columns)
    kept = kept[kept["guess"] == "dog"]
    loss, epoch, label, twice = answer["columns"]
    assert [column["format"] for column in answer["columns"]] == [
        "bar(fixed)",
        "scale",
        "diff(guess)",
        "scale(diverging)",
    ]
    assert loss.get("range") == bounds(kept["loss"])
    assert epoch.get("range") == bounds(kept["epoch"])
    assert twice.get("range") == bounds(2 * kept["loss"].astype("float64"))
    assert "range" not in label
    shown = kept.head(3)
    assert [row[label["other"]] for row in answer["rows"]] == list(shown["guess"])
    assert [row[2] for row in answer["rows"]] == [None if pd.isna(one) else one for one in shown["label"]]


@MANY
@given(rows=tables())
def test_scales_of_groups_span_all_groups(core: Core, rows: Rows) -> None:
    options = {"columns": "avg(loss) as mean, count, time", "group": "guess", "rows": "1"}
    options["format"] = "mean: bar, time: date"
    with asking(core, rows, in_memory=False) as asker:
        spec = asker.spec(**options)
        answer = core.drive("answerPanel", spec, rows.schema, {}, execute=asker.execute)
    groups: dict[str | None, list[float]] = {}
    for guess, loss in zip(rows.columns["guess"], rows.columns["loss"], strict=True):
        groups.setdefault(guess, []).extend([] if loss is None else [loss])
    wanted = bounds([sum(values) / len(values) for values in groups.values() if values])
    by_name = {column["name"]: column for column in answer["columns"]}
    assert by_name["mean"].get("range") == (wanted and pytest.approx(wanted))
    assert by_name["time"]["format"] == "date"


REPORT = """
:::{{table-panel}} runs:v0
:columns: name, loss, "when", note, answer, upper(name) as loud
:format: {format}
:::
"""
NEW_YEAR = pd.Timestamp("2024-01-01 10:30:00", tz="UTC")


@pytest.fixture
def make(make_project: Callable[..., Project]) -> Callable[[str], Project]:
    """Makes a project with such a report."""
    table = reportgen.Table(
        columns=["name", "loss", "when", "note", "answer", "wanted"],
        data=[
            ["a", 0.25, NEW_YEAR, '{"k": [1, 2]}', "the quick fox", "the slow fox"],
            ["b", 1.5, NEW_YEAR, "no JSON", "same", "same"],
        ],
    )
    return lambda report: make_project({"index.md": report}, tables={"runs": table})


PROBLEMS = {
    "loss: percnt": ("loss: percnt", "percnt", "'percnt' is no format", "did you mean 'percent'?"),
    "lost: percent": ("lost: percent", "lost: percent", "there is no column 'lost'", "did you mean 'loss'?"),
    "a text": ("note: bar", "bar", "the column 'note' (text) cannot be shown as 'bar'", "plain, markdown"),
    "a pattern": ("n*: bar", "bar", "the column 'name' (text) cannot be shown as 'bar'", "plain, markdown"),
    "a new column": ("loud: bar", "bar", "the column 'loud' (text) cannot be shown as 'bar'", "plain"),
    "another column": ("answer: diff(wantd)", "diff(wantd)", "no text column 'wantd'", "'wanted'?"),
    "itself": ("answer: diff(answer)", "diff(answer)", "cannot be compared with itself", "the columns are"),
    "nothing": ("loss percent", "loss percent", "'loss percent' says nothing of a column", "column: …"),
    "a number": ("loss: bar(fixed(x))", "x", "'x' is no number of digits", "0 to 15"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_wrong_with_a_format_is_said_where_it_stands(
    make: Callable[[str], Project], name: str
) -> None:
    written, part, message, help_ = PROBLEMS[name]
    (said,) = make(REPORT.format(format=written)).problems()
    lines = said.splitlines()
    assert message in lines[0]
    marks = re.search(r"\^+", lines[2])
    assert marks
    assert lines[1][marks.start() : marks.end()] == part
    assert help_ in lines[3]


def test_a_page_shows_formats_without_a_script(make: Callable[[str], Project]) -> None:
    formats = "l*: bar(fixed(1)), when: date, note: json, answer: diff(wanted, words)"
    project = make(REPORT.format(format=f'{formats}, "name": code'))
    files, result = project.build()
    assert result.diagnostics == ()
    page = files["index.html"].decode()
    body = page[page.index("<tbody") : page.index("</tbody")]
    assert "the <del>slow</del><ins>quick</ins> fox" in body
    assert '2024-01-01<span class="rg-zone">UTC</span>' in body
    assert '<span class="rg-json-key">k</span>' in body
    assert "<pre" in body
    assert body.count('class="rg-in-bar"') == 2
    assert "style=" not in body
    (script,) = [path for path in files if path.startswith("assets/formats")]
    assert f'src="{script}"' in page
    assert script not in page[page.index('id="reportgen-page"') :].split("</script>")[0]


def test_a_page_without_formats_has_their_script_late(make: Callable[[str], Project]) -> None:
    project = make(":::{table-panel} runs:v0\n:::\n")
    files, _ = project.build()
    page = files["index.html"].decode()
    (script,) = [path for path in files if path.startswith("assets/formats")]
    assert f'src="{script}"' not in page
    assert f'"{script}"' in page


def test_which_scripts_formats_ask_for() -> None:
    def scripts(*formats: str | None) -> list[str]:
        return extras_for([], [{"columns": [{"name": "x", "format": f} for f in formats], "layout": "table"}])

    assert scripts(None) == []
    assert scripts("percent") == ["formats"]
    assert scripts(None, "markdown") == ["markdown", "formats"]


def test_specs_keep_formats() -> None:
    json = {"v": 1, "tables": [], "columns": [{"name": "x", "format": "percent(2)"}], "rows": 10}
    spec = spec_from_json(json)
    assert spec.columns == (Column("x", format="percent(2)"),)
    assert spec_to_json(spec)["columns"] == json["columns"]


def test_a_name_counts_more_than_a_pattern_and_views_can_be_copied(core: Core) -> None:
    columns = [("loss (%)", "float"), ("score", "float"), ("said", "text")]
    schema = {
        "ref": "t:v0",
        "relation": "t",
        "rows": 1,
        "columns": [{"name": name, "type": {"kind": kind}} for name, kind in columns],
    }
    options = {"format": '"loss (%)": custom("%>8,.1f"), *: percent(3), said: plain, s*: compact'}
    made = core.call("specFromOptions", options, schema)
    assert made["problems"] == []
    formats = {column["name"]: column["format"] for column in made["spec"]["columns"]}
    assert formats == {"loss (%)": 'custom("%>8,.1f")', "score": "compact", "said": "plain"}
    again = core.call("specFromOptions", core.call("writeOptions", made["spec"], schema), schema)
    assert again == made


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_what_is_written_on_a_color_can_be_read_in_light_and_dark() -> None:
    sheet = (THEMES / "default" / "static" / "formats.css").read_text("utf-8")
    color = r"light-dark\((#\w{6}), (#\w{6})\)"
    found = re.findall(rf"(\.[-\w ()|:]+?) {{\n  background: {color};\n  color: {color};", sheet)
    found += re.findall(rf"(\.rg-diff \w+) {{\n  background: {color};\n  color: {color};", sheet)
    names = {name for name, *_ in found}
    assert {f".rg-{scale}-{step}" for scale in ("seq", "div") for step in range(9)} <= names
    assert {".rg-diff ins", ".rg-diff del"} <= names
    for name, light, dark, ink, dark_ink in found:
        for under, over in ((light, ink), (dark, dark_ink)):
            low, high = sorted((luminance(under), luminance(over)))
            assert (high + 0.05) / (low + 0.05) >= 4.5, name
    scales = {name: luminance(light) for name, light, *_ in found}
    steps = [scales[f".rg-seq-{step}"] for step in range(9)]
    assert steps == sorted(steps, reverse=True)
