"""Random pieces of our language, each with what it means in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.query_reference import About, Term, rank
from tests.query_tables import KINDS, TIMES, Column, Kind, timestamp_text

TEXT, BOOLEAN = KINDS[0], Kind({"kind": "boolean"}, None, [])
DOUBLE = Kind({"kind": "float", "bits": 64}, None, [])


def write_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def write_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@st.composite
def conditions(draw: st.DrawFn, columns: list[Column]) -> Term:
    """One condition on one column."""
    column = draw(st.sampled_from(columns))
    name, values = write_name(column.name), column.values
    kinds: dict[str, Callable[[], Term]] = {
        "text": lambda: text_condition(draw, column),
        "integer": lambda: number_condition(draw, column, [0, 3, -5, 2**53 + 1]),
        "float": lambda: number_condition(draw, column, [0.0, 0.5, 2.5, -1.5]),
        "boolean": lambda: draw(
            st.sampled_from(
                [Term(name, lambda r: values[r]), Term(f"{name} = false", lambda r: values[r] is False)]
            )
        ),
        "timestamp": lambda: Term(
            f"{name} >= '{timestamp_text(TIMES[1])}'",
            lambda r: None if values[r] is None else values[r] >= TIMES[1],
        ),
    }
    if column.kind.name in kinds and draw(st.integers(0, 4)):
        return kinds[column.kind.name]()
    if draw(st.booleans()):
        return Term(f"{name} is null", lambda r: values[r] is None)
    return Term(f"{name} is not null", lambda r: values[r] is not None)


def boolean_condition(draw: st.DrawFn, column: Column) -> Term:
    name, values = write_name(column.name), column.values
    terms = [Term(name, lambda r: values[r]), Term(f"{name} = false", lambda r: values[r] is False)]
    return draw(st.sampled_from(terms))


def text_condition(draw: st.DrawFn, column: Column) -> Term:
    name, values = write_name(column.name), column.values
    word = draw(st.sampled_from(column.kind.pool))
    return draw(
        st.sampled_from(
            [
                Term(f"{name} = {write_text(word)}", lambda r: values[r] == word),
                Term(f"{name} != {write_text(word)}", lambda r: values[r] != word),
                Term(
                    f"{name} < {write_text(word)}", lambda r: None if values[r] is None else values[r] < word
                ),
                Term(
                    f"contains({name}, {write_text(word)})",
                    lambda r: None if values[r] is None else word in values[r],
                ),
            ]
        )
    )


def number_condition(draw: st.DrawFn, column: Column, numbers: list[float]) -> Term:
    name, values = write_name(column.name), column.values
    limit = draw(st.sampled_from(numbers))

    def compared(test: Callable[[Any], bool]) -> Callable[[int], bool | None]:
        return lambda r: None if values[r] is None else test(rank(values[r]))

    return draw(
        st.sampled_from(
            [
                Term(f"{name} = {limit}", lambda r: values[r] is not None and rank(values[r]) == rank(limit)),
                Term(f"{name} != {limit}", lambda r: values[r] is None or rank(values[r]) != rank(limit)),
                Term(f"{name} > {limit}", compared(lambda x: x > rank(limit))),
                Term(f"{name} <= {limit}", compared(lambda x: x <= rank(limit))),
                Term(f"{name} between -1 and {limit}", compared(lambda x: (0, -1) <= x <= rank(limit))),
            ]
        )
    )


@st.composite
def filters(draw: st.DrawFn, columns: list[Column]) -> Term:
    """Conditions joined in three-valued logic."""
    term = draw(conditions(columns))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        term = joined(draw(st.sampled_from(["and", "or"])), term, draw(conditions(columns)))
    if draw(st.integers(0, 3)) == 0:
        inner = term
        term = Term(f"not ({inner.text})", lambda r: None if (value := inner.value(r)) is None else not value)
    return term


def joined(word: str, left: Term, right: Term) -> Term:
    decisive = word == "or"

    def value(row: int) -> bool | None:
        both = [left.value(row), right.value(row)]
        return decisive if decisive in both else None if None in both else not decisive

    return Term(f"({left.text}) {word} ({right.text})", value)


@st.composite
def derived_columns(draw: st.DrawFn, columns: list[Column]) -> tuple[str, Column]:
    """An expression and the column that it makes."""
    column = draw(st.sampled_from(columns))
    name, values = write_name(column.name), column.values
    made: list[tuple[str, Kind, list[Any]]] = [
        (f"{name} is null", BOOLEAN, [value is None for value in values])
    ]
    if column.kind.name == "text":
        made.append((f"coalesce({name}, 'none')", TEXT, ["none" if v is None else v for v in values]))
        made.append((f"{name} + '!'", TEXT, [None if v is None else v + "!" for v in values]))
    if column.kind.type == DOUBLE.type:
        made.append((f"{name} + 1.5", DOUBLE, [None if v is None else v + 1.5 for v in values]))
        side = ["hi" if v is not None and rank(v) > (0, 1) else "lo" for v in values]
        made.append((f"case when {name} > 1 then 'hi' else 'lo' end", TEXT, side))
    text, kind, found = draw(st.sampled_from(made))
    free = [
        n for n in ("derived", "DERIVED", "d 2", column.name.swapcase()) if n not in {c.name for c in columns}
    ]
    return text, Column(draw(st.sampled_from(free)), kind, found)


@dataclass(frozen=True)
class Aggregate:
    """A derived column with one value a group."""

    name: str
    text: str
    value: Callable[[list[int]], Any]


@st.composite
def aggregates(draw: st.DrawFn, columns: list[Column], name: str) -> Aggregate:
    column = draw(st.sampled_from(columns))
    own, values = write_name(column.name), column.values

    def present(rows: list[int]) -> list[Any]:
        return [values[r] for r in rows if values[r] is not None]

    def mean(rows: list[int]) -> Any:
        found = [float(value) for value in present(rows)]
        return About(sum(found) / len(found), sum(map(abs, found))) if found else None

    made = [
        Aggregate(name, "count(*)", len),
        Aggregate(name, f"count({own})", lambda rows: len(present(rows))),
    ]
    if column.kind.name in ("text", "boolean", "timestamp"):
        made.append(Aggregate(name, f"count_distinct({own})", lambda rows: len(set(present(rows)))))
    if column.kind.name in ("integer", "float"):
        made.append(Aggregate(name, f"avg({own})", mean))
        made.append(Aggregate(name, f"max({own})", lambda rows: max(present(rows), key=rank, default=None)))
        made.append(Aggregate(name, f"min({own})", lambda rows: min(present(rows), key=rank, default=None)))
    return draw(st.sampled_from(made))
