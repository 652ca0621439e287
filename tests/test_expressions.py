"""The expression language against the real engine: what it prints binds, and means what is documented."""

from __future__ import annotations

import json
import math
import operator
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import quickjs
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.assets import link

DOCUMENTATION = Path(__file__).parent.parent / "docs" / "expressions.md"

PROBE = """
function shown(text, columns, options) {
  const { tree, type, problems } = expr.checkExpression(text, { columns }, options);
  if (!tree) return { problems };
  const sql = expr.printSql(tree);
  return { problems, type, sql: expr.toCellSql(sql, type), filter: expr.printSql(tree, { filter: true }) };
}
function rows() {
  return expr.FUNCTIONS.map((row) => ({ ...row, signature: expr.signature(row) }));
}
function answer(name, args) {
  const { writeName, quoteText } = expr;
  return JSON.stringify({ shown, rows, writeName, quoteText }[name](...JSON.parse(args)));
}
"""

_context = quickjs.Context()
_context.set_max_stack_size(4 * 1024 * 1024)
_context.eval(link("core/expr/index.js", "expr") + PROBE)


def ask(name: str, *args: Any) -> Any:
    """What the language's function says."""
    return json.loads(_context.get("answer")(name, json.dumps(args)))


def value_of(engine: duckdb.DuckDBPyConnection, query: str, *parameters: object) -> Any:
    """The one value that a query gives."""
    found = engine.execute(query, parameters).fetchone()
    assert found is not None
    return found[0]


INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}
EXAMPLES = [{"name": "x", "type": INTEGER}, {"name": "name", "type": {"kind": "text"}}]
FUNCTIONS = ask("rows")


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE examples AS SELECT * FROM (VALUES (0, 1::BIGINT, 'a'), (1, 2, 'b'), (2, 2, 'b'),"
        " (3, 5, 'c'), (4, NULL, NULL)) AS v(__row__, x, name)"
    )
    return connection


@pytest.mark.parametrize("row", FUNCTIONS, ids=[row["name"] for row in FUNCTIONS])
def test_documented_example(row: dict[str, Any], engine: duckdb.DuckDBPyConnection) -> None:
    expression, expected = row["example"]
    found = ask("shown", expression, EXAMPLES, {"aggregates": "only" if row["kind"] == "aggregate" else "no"})
    assert found["problems"] == []
    value = value_of(engine, f"SELECT {found['sql']} FROM examples LIMIT 1")
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        assert float(value) == pytest.approx(expected)
    else:
        assert value == expected


# Every type with its extremes: what one row holds must not keep a panel from being shown.
IMAGE = "STRUCT(file VARCHAR, thumb VARCHAR, width INTEGER, height INTEGER, caption VARCHAR)"
EXTREMES: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "i64": (INTEGER, "BIGINT", ["0", "9223372036854775807", "-9223372036854775808", "-7"]),
    "i32": (
        {"kind": "integer", "bits": 32, "unsigned": False},
        "INTEGER",
        ["0", "2147483647", "-2147483648", "3"],
    ),
    "u8": ({"kind": "integer", "bits": 8, "unsigned": True}, "UTINYINT", ["0", "255", "1", "2"]),
    "u64": (
        {"kind": "integer", "bits": 64, "unsigned": True},
        "UBIGINT",
        ["0", "18446744073709551615", "1", "2"],
    ),
    "f64": ({"kind": "float", "bits": 64}, "DOUBLE", ["0", "'inf'", "'nan'", "1.7976931348623157e308"]),
    "f32": ({"kind": "float", "bits": 32}, "FLOAT", ["0.1", "'-inf'", "'nan'", "-0.5"]),
    "dec": (
        {"kind": "decimal", "precision": 38, "scale": 10},
        "DECIMAL(38, 10)",
        ["0", "9999999999999999999999999999.9999999999", "-1.5", "1"],
    ),
    "t": ({"kind": "text"}, "VARCHAR", ["''", "'a''b%_\\'", "'שלום 👩‍👩‍👧'", "repeat('x', 1500)"]),
    "e": ({"kind": "text"}, "ENUM('a', 'b', 'c')", ["'a'", "'b'", "'c'", "'a'"]),
    "b": ({"kind": "boolean"}, "BOOLEAN", ["true", "false", "true", "false"]),
    "ts": (
        {"kind": "timestamp", "utc": False},
        "TIMESTAMP",
        ["'2024-05-06 07:08:09'", "'infinity'", "'-infinity'", "'290000-01-01'"],
    ),
    "d": ({"kind": "date"}, "DATE", ["'2024-05-06'", "'infinity'", "'5000000-01-01'", "'0001-01-01'"]),
    "du": ({"kind": "duration"}, "BIGINT", ["0", "9223372036854775807", "-9223372036854775808", "1"]),
    "xs": (
        {"kind": "list", "item": INTEGER},
        "BIGINT[]",
        ["[]", "[9223372036854775807, NULL]", "[3, 1, 2]", "[0]"],
    ),
    "fs": (
        {"kind": "list", "item": {"kind": "float", "bits": 32}},
        "FLOAT[]",
        ["[]", "['inf', 'nan']", "[1e38]", "[0]"],
    ),
    "ws": (
        {"kind": "list", "item": {"kind": "text"}},
        "VARCHAR[]",
        ["[]", "[NULL, '']", "['a', 'b']", "['a']"],
    ),
    "m": (
        {"kind": "map", "key": {"kind": "text"}, "value": INTEGER},
        "MAP(VARCHAR, BIGINT)",
        ["MAP {}", "MAP {'k': 1}"],
    ),
    "im": ({"kind": "image", "thumb": None}, IMAGE, ["row('a.png', NULL, 1, 2, 'c')", "NULL"]),
    "mixed": ({"kind": "mixed"}, "VARCHAR", ["'5'", "'\"a\"'", "'{\"a\": [1]}'", "'true'"]),
    "nothing": ({"kind": "null"}, "INTEGER", ["NULL"]),
}
COLUMNS = [{"name": name, "type": type_} for name, (type_, _, _) in EXTREMES.items()]
KINDS: dict[str, list[str]] = {
    "number": ["i64", "i32", "u8", "u64", "f64", "f32", "dec", "1", "-1", "0.5", "9223372036854775807"],
    "integer": ["i64", "i32", "u8", "u64", "0", "2", "-1", "1000000"],
    "text": ["t", "e", "'a'", "''", "'2024-05-06'", "'1.5'"],
    "boolean": ["b", "true", "i64 > 1", "t = 'a'", "f64 != f64"],
    "moment": ["ts", "d", "'2024-05-06'"],
    "time": ["'07:08:09'::time"],
    "duration": ["du", "ts - d"],
    "list": ["xs", "fs", "ws", "[]", "[1, 2]"],
    "numbers": ["xs", "fs", "[1, 0.5]"],
    "map": ["m"],
    "image": ["im"],
    "mixed": ["mixed"],
}
KINDS |= {"numeric": KINDS["number"], "string": [*EXTREMES], "any": [*EXTREMES], "ordered": KINDS["number"]}
WRITTEN = {
    "pattern": ["'a+'"],
    "format": ["'%Y-%m-%d'"],
    "q": ["0.25"],
    "replacement": ["'b'"],
    "filler": ["'.'"],
}


@pytest.fixture(scope="module")
def extremes() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    columns = ", ".join(f"{name} {sql}" for name, (_, sql, _) in EXTREMES.items())
    connection.execute(f"CREATE TABLE t (__row__ BIGINT, {columns})")
    for row in range(5):
        # The fifth row is all null.
        values = [v[row % len(v)] if row < 4 else "NULL" for _, _, v in EXTREMES.values()]
        connection.execute(f"INSERT INTO t VALUES ({row}, {', '.join(values)})")
    return connection


def written(param: dict[str, Any]) -> list[str]:
    """Values of a parameter that must be written out."""
    if "choices" not in param:
        return WRITTEN.get(param["name"], ["'a'"])
    return [f"'{choice}'" if param["type"] == "text" else choice for choice in param["choices"]]


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, bool]:
    """A call of a function with values of the types it takes; whether it is an aggregate."""
    row = draw(st.sampled_from(FUNCTIONS))
    values = []
    for param in row["params"]:
        types = param["type"] if isinstance(param["type"], list) else [param["type"]]
        if param.get("optional") and draw(st.booleans()):
            break
        pool = written(param) if param.get("literal") else KINDS[draw(st.sampled_from(types))]
        values += draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3 if param.get("rest") else 1))
    return f"{row['name']}({', '.join(values)})", row["kind"] == "aggregate"


@settings(max_examples=400, deadline=None)
@given(calls())
def test_no_value_makes_a_call_fail(extremes: duckdb.DuckDBPyConnection, call: tuple[str, bool]) -> None:
    text, aggregate = call
    found = ask("shown", text, COLUMNS, {"aggregates": "yes" if aggregate else "no"})
    if found["problems"]:
        assert {one["code"] for one in found["problems"]} <= {"expression-type", "expression-function"}
        return
    extremes.execute(f"SELECT {found['sql']} FROM t").fetchall()


OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "=", "!=", "<", ">="]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([*EXTREMES]),
    st.sampled_from(OPERATORS),
    st.sampled_from([*EXTREMES, "0", "-1", "'a'", "null"]),
)
def test_no_value_makes_an_operator_fail(
    extremes: duckdb.DuckDBPyConnection, left: str, operator: str, right: str
) -> None:
    found = ask("shown", f"({left} {operator} {right})", COLUMNS, {})
    if found["problems"]:
        assert {one["code"] for one in found["problems"]} == {"expression-type"}
        return
    extremes.execute(f"SELECT {found['sql']} FROM t").fetchall()
    if found["type"]["kind"] == "boolean":
        kept = extremes.execute(f"SELECT __row__ FROM t WHERE {found['sql']} ORDER BY 1").fetchall()
        assert (
            extremes.execute(f"SELECT __row__ FROM t WHERE {found['filter']} ORDER BY 1").fetchall() == kept
        )


# Null is a value for =, != and in; it has no order; like and between do not hold for it.
TRUTHS = [
    ("null = null", True),
    ("nothing = null", True),
    ("nothing != 'a'", True),
    ("nothing = 'a'", False),
    ("nothing in ('a', null)", True),
    ("nothing in ('a')", False),
    ("nothing not in ('a')", True),
    ("nothing < 1", None),
    ("nothing like 'a%'", None),
    ("nothing between 1 and 2", None),
    ("1 / 2", 0.5),
    ("7 // 2", 3),
    ("-7 // 2", -3),
    ("-7 % 3", -1),
    ("7 % 0", None),
    ("7 // 0", None),
    ("1 / 0", math.inf),
    ("2 ** 0.5", math.sqrt(2)),
    ("9223372036854775807 + 1", None),
    ("9007199254740993 = 9007199254740992", False),
    ("9007199254740993 + 0", 9007199254740993),
    ("0.1 + 0.2 = 0.3", False),
    ("sqrt(-1)", None),
    ("ln(0)", None),
    ("'a' + 'b'", "ab"),
    ("'2024-05-06'::date - '2024-05-01'::date = '5d'", True),
    ("'x'::double", None),
    ("[1, 2, 3][-1]", 3),
    ("[1, 2, 3][5]", None),
    ("'añb'[1]", "ñ"),
    ("3 in [1, 2, 3]", True),
    ("1 < 2 ? 'a' : 'b'", "a"),
    ("null ?? 5", 5),
    ("0 / 0 = 0 / 0", True),
]


@pytest.mark.parametrize(("text", "expected"), TRUTHS, ids=[text for text, _ in TRUTHS])
def test_semantics(text: str, expected: object, engine: duckdb.DuckDBPyConnection) -> None:
    found = ask("shown", text, [{"name": "nothing", "type": {"kind": "null"}}], {})
    assert found["problems"] == []
    value = value_of(engine, f"SELECT {found['sql']} FROM (SELECT NULL AS nothing)")
    assert value == expected
    assert isinstance(value, bool) == isinstance(expected, bool)


COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@settings(max_examples=100, deadline=None)
@given(
    values=st.lists(st.floats(width=32, allow_nan=False), max_size=5),
    number=st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**63), 2**63)),
    op=st.sampled_from(sorted(COMPARISONS)),
    turned=st.booleans(),
)
def test_single_precision_compares_as_its_exact_value(
    engine: duckdb.DuckDBPyConnection, values: list[float], number: float, op: str, turned: bool
) -> None:
    """It could go wrong at the number itself, and at the values beside it."""
    with np.errstate(over="ignore"):
        near = np.float32(number)
        beside = [near, np.nextafter(near, np.float32("inf")), np.nextafter(near, np.float32("-inf"))]
    cells = [*values, *(float(one) for one in beside)]
    column = {"name": "s", "type": {"kind": "float", "bits": 32}}
    text = f"{number!r} {op} s" if turned else f"s {op} {number!r}"
    sql = ask("shown", text, [column], {"aggregates": "no"})["filter"]
    source = "(SELECT CAST(unnest(?::DOUBLE[]) AS FLOAT) AS s)"
    found = engine.execute(f"SELECT s FROM {source} WHERE {sql}", [cells]).fetchall()
    compare = COMPARISONS[op]
    wanted = [
        one for one in cells if (compare(float(number), one) if turned else compare(one, float(number)))
    ]
    assert [one for (one,) in found] == wanted


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=20),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20),
)
def test_any_text_and_any_name_survive(engine: duckdb.DuckDBPyConnection, text: str, name: str) -> None:
    value = value_of(engine, f"SELECT {ask('quoteText', text)}")
    assert value == text
    found = ask(
        "shown", f"{ask('writeName', name)} = {literal(text)}", [{"name": name, "type": {"kind": "text"}}], {}
    )
    assert found["problems"] == []
    quoted = name.replace('"', '""')
    kept = value_of(engine, f'SELECT {found["sql"]} FROM (SELECT ? AS "{quoted}")', text)
    assert kept is True


def literal(text: str) -> str:
    """A text as our language spells it."""
    return "'" + text.replace("'", "''") + "'"


PATTERN_PIECES = [
    "a",
    "b|",
    "(",
    ")",
    "[",
    "]",
    "^",
    "-",
    "z",
    "*",
    "+",
    "?",
    "{2}",
    "{3,1}",
    "\\d",
    "\\",
    ".",
    "(?:",
    "\\pL",
]
PATTERN_PIECES += ["(?P<n>", "(?i)", "[^", "[:alpha:]", "\\x41", "$", "{", "é", "\\b", "{1,99}", "(?=", "\\1"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PATTERN_PIECES), max_size=8))
def test_the_engine_takes_every_pattern_that_we_take(
    engine: duckdb.DuckDBPyConnection, pieces: list[str]
) -> None:
    found = ask("shown", f"matches(name, {literal(''.join(pieces))})", EXAMPLES, {})
    if found["problems"] == []:
        engine.execute(f"SELECT {found['sql']} FROM examples").fetchall()


@given(st.text(alphabet="ab1 ()[]'\"`.,=<>!&|+-*/%:?", max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_checker_throw(text: str) -> None:
    found = ask("shown", text, COLUMNS, {"aggregates": "yes"})
    assert found["problems"] or found["sql"]


def test_the_deepest_expression_fits_the_embedded_engine() -> None:
    assert ask("shown", "(" * 190 + "1" + ")" * 190, [], {})["problems"] == []
    assert ask("shown", "-" * 5000 + "1", [], {})["problems"][0]["code"] == "expression-syntax"


def function_table() -> str:
    """The documentation's table of functions."""
    lines = ["| function | also | what it gives | example |", "| --- | --- | --- | --- |"]
    for row in sorted(FUNCTIONS, key=lambda row: (row["kind"] == "scalar",)):
        aliases = ", ".join(f"`{alias}`" for alias in row.get("aliases", []))
        expression, value = row["example"]
        example = f"`{expression}` → `{json.dumps(value, ensure_ascii=False)}`"
        cells = [f"`{row['signature']}`", aliases, row["doc"], example]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def test_the_documentation_lists_every_function() -> None:
    documented = re.search(
        r"<!-- functions -->\n(.*?)\n<!-- /functions -->", DOCUMENTATION.read_text("utf-8"), re.S
    )
    assert documented is not None
    assert documented[1].strip() == function_table()
