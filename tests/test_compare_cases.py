"""Comparisons at their edges: what is refused, what is missing, what is switched off, and steps on a way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from reportgen.query import Core, Engine
from reportgen.spec import SPEC_SCHEMA, spec_from_json, spec_to_json
from tests.comparisons import TYPES, Member, write
from tests.test_panels_spec import faults

Answers = Callable[..., dict[str, Any]]
FIRST = Member(
    {"id": "text", "truth": "text", "guess": "text", "score": "float"},
    {
        "id": ["a", "b", "c", "c", None],
        "truth": ["cat", "dog", "owl", "owl", "cat"],
        "guess": ["cat", "cat", "owl", "dog", "cat"],
        "score": [0.25, 0.5, 0.75, 1.0, 0.0],
    },
)
SECOND = Member(
    {"id": "text", "truth": "text", "guess": "text", "note": "text"},
    {
        "id": ["c", "b", "d", "c", None],
        "truth": ["owl", "dog", "fox", "owl", "cat"],
        "guess": ["owl", "dog", "fox", "owl", "dog"],
        "note": ["x", "y", "z", None, "w"],
    },
)
NAMED = [{"label": "epoch 1"}, {"label": "epoch 5"}]


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def schema(index: int, member: Member) -> dict[str, Any]:
    columns = [{"name": name, "type": TYPES[kind][0]} for name, kind in member.kinds.items()]
    ref = f"predictions:v{index}"
    return {"ref": ref, "label": ref, "relation": ref, "rows": member.rows, "columns": columns}


SCHEMAS = [schema(0, FIRST), schema(4, SECOND)]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Has the tables."""
    engine = Engine()
    with tempfile.TemporaryDirectory() as folder:
        for place, (table, member) in enumerate(zip(SCHEMAS, (FIRST, SECOND), strict=True)):
            engine.register(table["relation"], [write(member, Path(folder) / f"{place}.parquet")])
        yield engine
        engine.close()


@pytest.fixture(scope="module")
def answers(core: Core, engine: Engine) -> Answers:
    """What answers a directive's options."""

    def ask(**options: str) -> dict[str, Any]:
        spec = canonical(core, **options)
        found = core.drive("answerComparison", spec, SCHEMAS, {}, execute=engine.execute)
        assert isinstance(found, dict)
        return found

    return ask


def read(core: Core, tables: list[dict[str, Any]] | None = None, **options: str) -> dict[str, Any]:
    found = core.call("compareOptions", options, NAMED if tables is None else tables, SCHEMAS)
    assert isinstance(found, dict)
    return found


def canonical(core: Core, **options: str) -> dict[str, Any]:
    """The spec of options that are right."""
    found = read(core, None, **options)
    assert found["problems"] == []
    spec = found["spec"]
    assert isinstance(spec, dict)
    return spec


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compare": "concat", "group": "member"},
        {"compare": "split groups", "group": "guess", "members": "[1] [0]", "stack": "overlaid"},
        {
            "how": "outer",
            "on": "upper(id), truth",
            "reference": "epoch 5",
            "hide": "epoch 1",
            "over": "epoch",
        },
        {
            "columns": '0.guess != 1.guess as differ, "epoch 5".note, guess, agree(*.guess) as same',
            "sort": "differ",
        },
        {"filter": 'row["0"]["guess"] != row["1"]["guess"] and row["truth"] = "dog"', "shared": "truth"},
    ],
)
def test_specs_round_trip_through_python_links_and_directives(core: Core, options: dict[str, str]) -> None:
    spec = canonical(core, **options)
    assert faults(spec, SPEC_SCHEMA) == []
    assert spec_to_json(spec_from_json(spec)) == spec
    again = core.call("compareSpec", spec, SCHEMAS)
    assert (again["spec"], again["problems"]) == (spec, [])
    written = core.call("writeOptions", spec, again["schema"])
    assert canonical(core, **written) == spec


@pytest.mark.parametrize(
    ("options", "option", "message", "help_"),
    [
        ({"compare": "joined"}, "compare", "'joined' is no way to compare", "did you mean 'join'?"),
        ({"how": "outr"}, "how", "'outr' is no value of 'how'", "did you mean 'outer'?"),
        ({"hide": "epoch 7"}, "hide", "there is no member 'epoch 7'", "did you mean 'epoch 1'?"),
        ({"members": "[0] [2]"}, "members", "there is no member '2'", None),
        ({"on": "ids"}, "on", "there is no column 'ids' (in 'epoch 1')", "did you mean 'id'?"),
        ({"shared": "trut"}, "shared", "no table has a column 'trut'", None),
        ({"filter": "2.guess = 'cat'"}, "filter", "there is no member '2'", None),
        (
            {"filter": '"epoch 9".guess = 1'},
            "filter",
            "there is no member 'epoch 9'",
            "did you mean 'epoch 5'?",
        ),
        ({"filter": "*.gues = 1"}, "filter", "no member has a column 'gues'", "did you mean 'guess'?"),
        ({"filter": "0.nose = 'x'"}, "filter", "'0' has no column 'nose'", "did you mean 'note'?"),
        ({"labels": "a, b, c"}, "labels", "there are 3 labels for 2 tables", None),
    ],
)
def test_what_is_wrong_is_said_in_its_place(
    core: Core, options: dict[str, str], option: str, message: str, help_: str | None
) -> None:
    problem = read(core, None, **options)["problems"][0]
    assert problem["message"] == message
    assert problem["at"]["option"] == option
    assert problem["at"]["end"] > problem["at"]["start"]
    if help_ is not None:
        assert problem["help"] == help_


def test_two_tables_with_one_label(core: Core) -> None:
    found = read(core, [{"label": "mine"}, {"label": "mine"}])
    assert [problem["message"] for problem in found["problems"]] == [
        "two tables have the label 'mine': 'predictions:v0' (0) and 'predictions:v4' (1)"
    ]
    assert [table["label"] for table in read(core, [{}, {}])["spec"]["tables"]] == ["v0", "v4"]


def test_tables_without_an_id_are_joined_on_media_or_the_author_is_asked(core: Core) -> None:
    image = {"name": "picture", "type": {"kind": "image"}}
    name = {"name": "name", "type": {"kind": "text"}}
    both = [{**table, "columns": [name, image]} for table in SCHEMAS]
    assert core.call("compareSpec", {}, both)["spec"]["compare"]["on"] == ["picture"]
    found = core.call("compareSpec", {}, [{**table, "columns": [name]} for table in SCHEMAS])
    (problem,) = found["problems"]
    assert problem["message"] == "the tables have neither a column 'id' nor media in common to be joined on"
    assert problem["help"] == "say ':on:' with one of 'name', or compare with 'concat' or 'split'"
    assert found["spec"]["compare"]["as"] == "split"


def test_one_table_stays_as_it_is(core: Core) -> None:
    found = core.call("compareSpec", {"filter": "truth != guess"}, SCHEMAS[:1])
    assert found["spec"] == core.call("normaliseSpec", {"filter": "truth != guess"}, SCHEMAS[0])["spec"]
    assert "compare" not in found["spec"]


@pytest.mark.parametrize("group", ["", "guess"])
@pytest.mark.parametrize("way", ["join", "concat", "split", "split groups"])
def test_nobody_is_shown(answers: Answers, way: str, group: str) -> None:
    answer = answers(compare=way, hide="epoch 1, epoch 5", group=group)
    assert (answer["filtered"], answer["rows"], answer["members"]) == (0, [], [])


def test_a_member_whose_table_lost_a_column(answers: Answers) -> None:
    joined = answers(columns="id, score, note", filter="score > 0.5 or note = 'y'")
    assert joined["rows"] == [
        ["b", [0.5, None], [None, "y"]],
        ["c", [0.75, None], [None, "x"]],
        ["c", [1, None], [None, None]],
    ]
    assert [member["filtered"] for member in joined["members"]] == [2, 1]
    split = answers(compare="split", columns="id, score", filter="score > 0.5")
    assert [part["answer"]["filtered"] for part in split["parts"]] == [2, 0]


def test_only_one_of_a_joined_pair_is_shown(answers: Answers) -> None:
    answer = answers(hide="epoch 1", columns="id, guess")
    assert [row[0] for row in answer["rows"]] == ["b", "c", "c", "d", None]
    assert answer["columns"][1]["members"] == [1]
    assert answer["members"] == [
        {"index": 1, "label": "epoch 5", "color": 1, "rows": 5, "filtered": 5, "alone": 0, "duplicates": 2}
    ]


def test_steps_show_the_latest_value(core: Core, answers: Answers) -> None:
    answer = answers(
        over="epoch", columns="id, now.guess as current, guess, flips(*.guess) as flips", sort="id"
    )
    assert [row[:2] for row in answer["rows"]] == [
        ["a", "cat"],
        ["b", "dog"],
        ["c", "owl"],
        ["c", "owl"],
        ["d", "fox"],
        [None, "cat"],
        [None, "dog"],
    ]
    assert [row[2] for row in answer["rows"]][:2] == [["cat", None], ["cat", "dog"]]
    assert [row[3] for row in answer["rows"]] == [0, 1, 0, 1, 0, 0, 0]
    assert answer["reached"] == [0, 1, 1, 1, 1, 0, 1]
    grouped = answers(over="epoch", group="guess", columns="guess")
    assert grouped["rows"] == [["cat", [2]], ["dog", [2]], ["fox", [1]], ["owl", [2]]]
    assert answers(over="epoch", filter="guess != truth", columns="id")["rows"] == [[None]]


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("agree([2, 2])", True),
        ("agree(['a', null, 'b'])", False),
        ("agree([null, 1])", True),
        ("most_common([2, 3, 2])", 2),
        ("flips([1, 1, 2, 1])", 2),
        ("flips([1, null, 2])", 1),
        ("spread([1, 4, 2])", 3),
        ("stddev([1.0, 3.0])", 1),
    ],
)
def test_functions_over_members(answers: Answers, expr: str, value: Any) -> None:
    assert answers(columns=f"{expr} as x")["rows"][0] == [value]


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ({}, [["b", 3, 2], ["c", 2, 3], ["c", 1, None]]),
        ({"filter": "place < 2"}, [["c", 1, None]]),
        ({"how": "outer", "sort": "place desc", "rows": "3"}, [[None, 5, None], ["a", 4, None], ["b", 3, 2]]),
    ],
)
def test_places_are_those_among_all_rows_of_a_table(
    answers: Answers, options: dict[str, str], rows: list[list[Any]]
) -> None:
    # Whatever is filtered, and whichever rows have partners.
    found = answers(columns="id, rank(0.score) as place, rank(1.note) as noted", **options)
    assert found["rows"][: len(rows)] == rows


def test_places_are_each_tables_own(answers: Answers) -> None:
    found = answers(columns="id, rank(guess) as place, rank(0.guess) - rank(1.guess) as change")
    assert found["rows"] == [["b", [3, 4], -1], ["c", [1, 1], 0], ["c", [2, 1], 1]]
    grouped = answers(group="id", columns="rank(guess) as place, max(place) as last", sort="id")
    assert [row[-1] for row in grouped["rows"]] == [[3, 4], [2, 1]]


@pytest.mark.parametrize(
    "options",
    [
        {"filter": "rank(0.score) < 3"},
        {"sort": "rank(0.score)"},
        {"group": "rank(0.score)"},
        {"compare": "concat", "columns": "rank(score) as place"},
    ],
)
def test_places_need_a_column_of_joined_tables(core: Core, options: dict[str, str]) -> None:
    [problem] = read(core, None, **options)["problems"]
    assert problem["message"] == "rank() looks at all rows of a table"


def test_ready_made_terms_can_be_read(core: Core, answers: Answers) -> None:
    found = read(core)
    outcome = core.call("outcomeColumns", found["schema"])
    assert outcome == {"truth": "truth", "guess": "guess"}
    members = [
        {"index": index, "label": table["label"]} for index, table in enumerate(found["spec"]["tables"])
    ]
    terms = [
        *core.call("differTerms", "guess"),
        *core.call("outcomeTerms", outcome, members, found["schema"]),
    ]
    counts = {term["label"]: answers(filter=term["filter"])["filtered"] for term in terms}
    assert counts == {
        "Members differ": 2,
        "Members agree": 1,
        "All wrong": 0,
        "All right": 1,
        "Some wrong": 2,
        "Only epoch 1 wrong": 2,
        "Only epoch 1 right": 0,
        "Only epoch 5 wrong": 0,
        "Only epoch 5 right": 2,
    }


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"columns": "id, guess"}, [("b", "cat", "dog"), ("c", "owl", "owl"), ("c", "dog", "owl")]),
        (
            {"group": "guess", "columns": "guess"},
            [("cat", "epoch 1", 1), ("dog", "epoch 1", 1), ("dog", "epoch 5", 1)],
        ),
        ({"compare": "concat", "columns": "id", "filter": "note = 'z'"}, [("d",)]),
        ({"compare": "split", "columns": "id", "filter": "guess = 'cat'"}, [("a",), ("b",), (None,)]),
    ],
)
def test_the_statement_of_a_comparison_can_be_run(
    core: Core, engine: Engine, options: dict[str, str], wanted: list[tuple[Any, ...]]
) -> None:
    statement = core.call("comparisonSql", canonical(core, **options), SCHEMAS)
    table = pa.ipc.open_stream(engine.execute(statement.split(";\n\n")[0])).read_all()
    rows = [tuple(row.values())[: len(wanted[0])] for row in table.to_pylist()]
    assert rows[: len(wanted)] == wanted
