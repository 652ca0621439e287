"""What headers say of the filtered rows, against pandas; what specs say of widths, pins and summaries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reportgen.query import Core, Engine, answer
from reportgen.spec import spec_from_json, spec_to_json
from tests.counted import CountingCore

ROWS = 500


def frame() -> pd.DataFrame:
    """Numbers with NaN, infinity and null, a text of few values, integers, moments."""
    random = np.random.default_rng(3)
    scores = random.normal(size=ROWS)
    scores[:5] = np.nan
    scores[5:7] = np.inf
    data: pd.DataFrame = pd.DataFrame(
        {
            "score": pd.Series(scores).astype(object).where(np.arange(ROWS) % 10 != 9, None),
            "kind": pd.Series(random.choice(["cat", "dog", "owl", ""], ROWS, p=[0.5, 0.3, 0.1, 0.1])).replace(
                "", None
            ),
            "n": random.integers(0, 7, ROWS),
            "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(ROWS), "h"),
        }
    )
    return data


TYPES: dict[str, dict[str, Any]] = {
    "score": {"kind": "float", "bits": 64},
    "kind": {"kind": "text"},
    "n": {"kind": "integer", "bits": 64, "unsigned": False},
    "when": {"kind": "timestamp", "utc": False},
}
SCHEMA = {
    "ref": "t:v0",
    "label": "t",
    "relation": "t",
    "rows": ROWS,
    "columns": [{"name": name, "type": kind} for name, kind in TYPES.items()],
}


@pytest.fixture(scope="module")
def core() -> Iterator[CountingCore]:
    core = CountingCore()
    yield core
    core.close()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("t") / "t.parquet"
    data = frame()
    columns = {
        "__row__": pa.array(range(ROWS)),
        "score": pa.array(list(data["score"]), pa.float64(), from_pandas=False),
        "kind": pa.array([None if pd.isna(one) else one for one in data["kind"]], pa.string()),
        "n": pa.array(data["n"]),
        "when": pa.array(data["when"]).cast(pa.timestamp("us")),
    }
    pq.write_table(pa.table(columns), path)
    engine = Engine()
    engine.register("t", [path])
    yield engine
    engine.close()


def spec_of(core: Core, **options: str) -> dict[str, Any]:
    made = core.call("specFromOptions", {k.replace("_", "-"): v for k, v in options.items()}, SCHEMA)
    assert made["problems"] == []
    spec: dict[str, Any] = made["spec"]
    return spec


@pytest.mark.parametrize("filter_", ["", "kind = 'cat'", "n > 100", "score > 0 or score is null"])
def test_summaries_say_what_pandas_counts(core: Core, engine: Engine, filter_: str) -> None:
    spec = spec_of(core, summaries="true", **({"filter": filter_} if filter_ else {}))
    summaries = answer(core, engine, spec, SCHEMA)["summaries"]
    data = frame()
    numbers = data["score"].astype(float)
    null = data["score"].map(lambda value: value is None)
    conditions: dict[str, Any] = {
        "": data.index >= 0,
        "kind = 'cat'": data["kind"] == "cat",
        "n > 100": data["n"] > 100,
        "score > 0 or score is null": (numbers > 0) | null | (numbers.isna() & ~null),
    }
    wanted = conditions[filter_]
    kept = data[wanted]
    score, kind, n = (summaries[name] for name in ("score", "kind", "n"))
    finite = numbers[np.isfinite(numbers)]
    assert (score["domain"]["lo"], score["domain"]["hi"]) == (finite.min(), finite.max())
    inside = numbers[wanted][np.isfinite(numbers[wanted])]
    bins, _ = np.histogram(inside, bins=20, range=(finite.min(), finite.max()))
    assert score["value"]["counts"] == bins.tolist()
    assert score["value"]["nulls"] == int(null[wanted].sum())
    assert score["rows"] == n["rows"] == len(kept)
    assert n["distinct"] == kept["n"].nunique()
    assert n["value"]["counts"] == [int((kept["n"] == value).sum()) for value in range(7)]
    counted = kept["kind"].value_counts()
    assert dict(kind["value"]["values"]) == counted.to_dict()
    assert kind["distinct"] == len(counted)
    assert kind["value"]["nulls"] == int(kept["kind"].isna().sum())
    assert sum(summaries["when"]["value"]["counts"]) == len(kept)


def test_summaries_of_kept_columns_are_counted(core: CountingCore, engine: Engine) -> None:
    names = ["score", "n", "when"]
    spec = spec_of(core, filter="score > 0")
    asked = core.drive("answerSummaries", spec, SCHEMA, names, execute=engine.execute)
    counted, statements = core.count("answerSummaries", spec, SCHEMA, names, execute=engine.execute)
    assert counted == asked
    # The ends of the scales, those of finite numbers, the totals, the bins.
    assert statements == 4


def test_grouped_panels_have_no_summaries(core: Core, engine: Engine) -> None:
    found = answer(core, engine, spec_of(core, summaries="true", group="kind"), SCHEMA)
    assert "summaries" not in found


def test_widths_and_pins_are_said_in_options_and_carried_by_links(core: Core) -> None:
    plain = spec_of(core)
    spec = spec_of(core, widths='k*: 90px, "score": 120', pin_columns="n, w*", summaries="true")
    assert spec["columns"] == [
        {"name": "n", "pin": True},
        {"name": "when", "pin": True},
        {"name": "score", "width": 120},
        {"name": "kind", "width": 90},
    ]
    assert core.call("normaliseSpec", spec, SCHEMA) == {"spec": spec, "problems": []}
    link = core.call("encodeView", spec, plain)
    assert core.call("decodeView", link, plain, SCHEMA)["spec"] == spec
    assert spec_to_json(spec_from_json(spec)) == spec


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"widths": "score: wide"}, "'wide' is not a width"),
        ({"widths": "score: 5000"}, "'5000' is not a width"),
        ({"widths": "scor: 50"}, "there is no column 'scor' in this panel"),
        ({"pin-columns": "n, kin"}, "there is no column 'kin' in this panel"),
        ({"summaries": "yes"}, "'yes' is not an answer"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(core: Core, options: dict[str, str], message: str) -> None:
    [problem] = core.call("specFromOptions", options, SCHEMA)["problems"]
    assert problem["message"] == message
    [(option, text)] = options.items()
    assert problem["at"]["option"] == option
    assert problem["help"]
    word = message.split("'")[1]
    assert word in text[problem["at"]["start"] : problem["at"]["end"]]


def test_the_static_panel_draws_summaries_and_widths(core: Core, engine: Engine, tmp_path: Path) -> None:
    spec = spec_of(core, summaries="true", widths="kind: 90", pin_columns="score")
    view = {"id": "p", "spec": spec, "author": spec, "schema": SCHEMA, "state": "static", "media": ""}
    html = core.call("renderPanelHtml", {**view, "answer": answer(core, engine, spec, SCHEMA)})
    assert html.count('class="rg-summary-bars"') == 3
    assert html.count('class="rg-summary-shares"') == 1
    assert '<col width="90"' in html
    assert "rg-frozen-0" in html
    assert "style=" not in html
