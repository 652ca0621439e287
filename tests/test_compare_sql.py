"""Joined, concatenated and split views show what pandas computes: rows, groups, counts, means, scales."""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.query import Core, Engine
from tests import comparison_reference as reference
from tests.comparisons import Comparison, comparisons

SOME = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
ROWS = [
    {"name": "id"},
    {"name": "truth"},
    {"name": "guess"},
    {"name": "score"},
    {"name": "note"},
    {"name": "flag"},
]


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


@contextlib.contextmanager
def asking(core: Core, case: Comparison) -> Iterator[Any]:
    """What answers specs about the case's tables."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine()
        for schema, path in zip(case.schemas, case.write(Path(folder)), strict=True):
            engine.register(schema["relation"], [path])

        def ask(raw: dict[str, Any], offset: int = 0) -> dict[str, Any]:
            found = core.call("compareSpec", raw, case.schemas)
            assert found["problems"] == []
            again = core.call("compareSpec", found["spec"], case.schemas)
            assert again["spec"] == found["spec"]
            options = {"offset": offset}
            answer = core.drive(
                "answerComparison", found["spec"], case.schemas, options, execute=engine.execute
            )
            assert isinstance(answer, dict)
            if found["spec"]["compare"]["as"] == "join":
                # The same is said where the values stand beside the row numbers.
                beside = core.drive("placeBeside", found["spec"], case.schemas, execute=engine.execute)
                placed = [{**case.schemas[0], "beside": beside}, *case.schemas[1:]]
                again = core.drive("answerComparison", found["spec"], placed, options, execute=engine.execute)
                assert again == answer
            return answer

        try:
            yield ask
        finally:
            engine.close()


def there(case: Comparison) -> list[dict[str, Any]]:
    """The columns that some table has."""
    return [entry for entry in ROWS if any(entry["name"] in member.kinds for member in case.members)]


def has_score(case: Comparison, *members: int) -> bool:
    return all("score" in case.members[member].kinds for member in members)


def usable(case: Comparison) -> bool:
    """Whether the filter's names exist."""
    if case.filter == "1.score > 1":
        return has_score(case, 1)
    return case.filter != "score >= 2" or any("score" in member.kinds for member in case.members)


@SOME
@given(comparisons().filter(usable))
def test_joined_rows_are_those_of_pandas(core: Core, case: Comparison) -> None:
    every = reference.joined(case)
    lines = [line for line in every if reference.stands(case, line)]
    kept = [
        line
        for line in lines
        if any(reference.has(line, member) and reference.passes(case, line, member) for member in case.shown)
    ]
    with asking(core, case) as ask:
        answer = ask(case.spec("join", columns=there(case)))
        last = ask(case.spec("join", columns=there(case)), 10_000)
    assert (answer["total"], answer["filtered"]) == (len(lines), len(kept))
    page = kept[: case.rows]
    assert answer["ids"] == [line[reference.PLACE] for line in page]
    assert answer["present"] == [[reference.has(line, member) for member in case.shown] for line in page]
    for index, column in enumerate(answer["columns"]):
        got = [row[index] for row in answer["rows"]]
        name = column["name"]
        if name == "id":
            assert got == [reference.key(line) for line in page]
        elif name in case.shared:
            assert got == [reference.truth(case, line, case.shown[0]) for line in page]
        else:
            assert column["members"] == case.shown
            assert got == [[reference.value(line, one, name) for one in case.shown] for line in page]
    if kept:
        assert last["ids"][-1] == kept[-1][reference.PLACE]
    check_members(case, answer, every)


def check_members(case: Comparison, answer: dict[str, Any], frame: list[reference.Line]) -> None:
    """What the answer says of each member."""
    assert [member["index"] for member in answer["members"]] == case.shown
    rows = reference.list_rows(case, frame)
    for member in answer["members"]:
        index = member["index"]
        table = case.members[index]
        own = [line for line in frame if reference.has(line, index)]
        ids = [key for key in table.columns["id"] if key is not None]
        assert member["rows"] == table.rows
        assert member["filtered"] == sum(one == index for one, _ in rows)
        assert member["alone"] == sum(
            not all(reference.has(line, other) for other in case.shown) for line in own
        )
        assert member["duplicates"] == sum(ids.count(key) > 1 for key in ids)


@SOME
@given(comparisons().filter(usable))
def test_joined_groups_are_those_of_pandas(core: Core, case: Comparison) -> None:
    aggregates = [{"name": "mean", "expr": "avg(score)"}, {"name": "n", "expr": "count(score)"}]
    if has_score(case, 0, 1):
        aggregates.append({"name": "delta", "expr": "avg(1.score) - avg(0.score)"})
    columns = [*there(case)[2:], *(aggregates if any("score" in one.kinds for one in case.members) else [])]
    with asking(core, case) as ask:
        raw = case.spec("join", columns=columns, group=["guess"], sort=[{"by": "count", "dir": "desc"}])
        answer = ask(raw)
    frame = reference.joined(case)
    check_groups(case, answer, reference.list_rows(case, frame))
    check_members(case, answer, frame)


@SOME
@given(comparisons().filter(usable))
def test_lists_and_splits_are_those_of_pandas(core: Core, case: Comparison) -> None:
    if "." in case.filter:
        return
    parts = {member: reference.plain_rows(case, member) for member in case.shown}
    rows = [(member, row) for member, some in parts.items() for row in some]
    by_label = [{"by": "member", "dir": "asc"}]
    with asking(core, case) as ask:
        plain = {"columns": there(case)}
        whole = ask(case.spec("concat", columns=[{"name": "member"}, *there(case)]))
        counted = ask(
            case.spec(
                "concat",
                columns=[{"name": "n", "expr": "sum(if(guess is null, 0, 1))"}],
                group=["member"],
                sort=by_label,
            )
            | {"rows": 20}
        )
        split = ask(case.spec("split", **plain))
        grouped = ask(
            case.spec(
                "split", group=["guess"], columns=there(case)[2:], sort=[{"by": "count", "dir": "desc"}]
            )
            | {"compare": {"as": "split", "split": "groups", "order": case.order}}
        )
    assert whole["total"] == sum(case.members[member].rows for member in case.shown)
    assert whole["filtered"] == len(rows)
    order = sorted(rows, key=lambda row: row[0])
    assert [line[:2] for line in whole["rows"]] == [
        [f"model {member}", row["id"]] for member, row in order[: case.rows]
    ]
    full = {f"model {member}": some for member, some in parts.items() if some}
    assert [column["role"] for column in counted["columns"]] == ["key", "count", "value"]
    assert counted["rows"] == [
        [label, len(some), sum(row["guess"] is not None for row in some)]
        for label, some in full.items()  # in the order in which the tables stand
    ]
    assert [part["member"] for part in split["parts"]] == case.shown
    for part in split["parts"]:
        some = parts[part["member"]]
        assert part["answer"]["filtered"] == len(some)
        names = [column["name"] for column in part["answer"]["columns"]]
        for line, row in zip(part["answer"]["rows"], some[: case.rows], strict=True):
            for name, got in zip(names, line, strict=True):
                assert same_text(got, row[name])
    check_groups(case, grouped, rows)


def same_text(got: Any, value: Any) -> bool:
    """A value that stands in a column with texts is text."""
    return bool(got == value) or (isinstance(got, str) and got == str(value))


def check_groups(case: Comparison, answer: dict[str, Any], rows: list[tuple[int, dict[str, Any]]]) -> None:
    """Each cell of a grouped comparison."""
    counts = {key: sum(row["guess"] == key for _, row in rows) for key in {row["guess"] for _, row in rows}}
    # The greatest groups first; of equals by key, null last.
    keys = sorted(counts, key=lambda key: (-counts[key], key is None, key or ""))
    assert answer["groups"] == len(keys)
    assert answer["keys"] == [[key] for key in keys[: case.rows]]
    for key, cells in zip(keys, answer["rows"], strict=False):
        for column, cell in zip(answer["columns"], cells, strict=True):
            check_cell(case, column, cell, rows, key)
    for column, said in zip(answer["columns"], answer["whole"], strict=True):
        check_whole(case, column, said, rows)


def check_cell(
    case: Comparison, column: dict[str, Any], cell: Any, rows: list[tuple[int, dict[str, Any]]], key: Any
) -> None:
    name = column["name"]
    groups = [[row for one, row in rows if one == member and row["guess"] == key] for member in case.shown]
    if name == "guess":
        assert cell == key
        return
    if name == "delta":
        first, second = (
            mean([row["score"] for one, row in rows if one == member and row["guess"] == key])
            for member in (0, 1)
        )
        assert cell == (None if first is None or second is None else pytest.approx(second - first))
        return
    assert column["members"] == case.shown
    for got, group in zip(cell, groups, strict=True):
        check_value(case, column, got, group, [row.get(name) for _, row in rows])


def check_value(
    case: Comparison, column: dict[str, Any], got: Any, group: list[dict[str, Any]], scale: list[Any]
) -> None:
    name = column["name"]
    values = [row.get(name) for row in group]
    if column["role"] == "count":
        assert got == len(group)
    elif name == "mean":
        assert got == pytest.approx(mean([row["score"] for row in group]))
    elif name == "n":
        assert (got or 0) == sum(row["score"] is not None for row in group)
    elif column["show"] == "histogram":
        kinds = {member.kinds.get(name) for member in case.members} - {None}
        wanted = reference.histogram(values, scale, whole=kinds == {"integer"})
        assert got["counts"] == wanted.pop("counts")
        assert {part: got[part] for part in wanted} == pytest.approx(wanted)
    else:
        wanted, nulls = reference.distribution(values)
        assert {same_key(one): count for one, count in got["values"]} == {
            same_key(k): n for k, n in wanted.items()
        }
        assert (got["nulls"], got["n"]) == (nulls, len(values) - nulls)


def same_key(value: Any) -> str:
    return str(value)


def mean(values: list[Any]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def check_whole(
    case: Comparison, column: dict[str, Any], said: Any, rows: list[tuple[int, dict[str, Any]]]
) -> None:
    """What stands above the groups."""
    each = [[row for one, row in rows if one == member] for member in case.shown]
    name = column["name"]
    if column["role"] == "count" and name == "count":
        assert said == [len(some) for some in each]
    elif name == "mean":
        assert said == [pytest.approx(mean([row["score"] for row in some])) for some in each]
    elif name == "flag":
        flags = [[row["flag"] for row in some if row["flag"] is not None] for some in each]
        assert said == [{"true": sum(some), "n": len(some)} for some in flags]
    elif name == "score":
        assert said == [{"mean": pytest.approx(mean([row["score"] for row in some]))} for some in each]
