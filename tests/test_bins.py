"""`bin(x, width)` against decimal arithmetic: an edge belongs to the bin that it begins."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Decimal

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_expressions import ask

FLOAT = {"kind": "float", "bits": 64}
WIDTHS = ["0.1", "0.3", "0.25", "0.001", "0.07", "1e-7", "2.5", "7", "12.34", "1"]


def bins(expression: str, values: list[float | None]) -> list[float | None]:
    """What an expression of `x` gives for each value."""
    made = ask("shown", expression, [{"name": "x", "type": FLOAT}], {})
    assert made["problems"] == []
    with duckdb.connect() as engine:
        engine.register("t", pa.table({"x": pa.array(values, pa.float64())}))
        found = engine.execute(f"SELECT {made['sql']} FROM t").fetchall()
    return [value for (value,) in found]


@settings(max_examples=25, deadline=None)
@given(
    width=st.sampled_from(WIDTHS),
    values=st.lists(st.decimals(-1000, 1000, places=4), min_size=1, max_size=40),
    places=st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=40),
    long=st.booleans(),
)
def test_short_decimals_lie_in_the_bin_that_decimal_arithmetic_gives(
    width: str, values: list[Decimal], places: list[int], *, long: bool
) -> None:
    step = Decimal(width)
    asked = [*values, *(place * step for place in places)]
    x = "x" + " + 0" * 60 if long else "x"
    wanted = [float((one / step).to_integral_value(ROUND_FLOOR) * step) for one in asked]
    assert bins(f"bin({x}, {width})", [float(one) for one in asked]) == wanted


@settings(max_examples=25, deadline=None)
@given(width=st.sampled_from(WIDTHS), values=st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=40))
def test_an_edge_is_never_above_its_value(width: str, values: list[float]) -> None:
    for value, edge in zip(values, bins(f"bin(x, {width})", list(values)), strict=True):
        assert edge is not None
        assert edge <= value < float(Decimal(repr(edge)) + Decimal(width)) or abs(value) > 1e8 * float(width)


def test_what_is_no_number_is_no_bin() -> None:
    found = bins("bin(x, 0.1)", [math.inf, -math.inf, None, math.nan])
    assert found[:3] == [math.inf, -math.inf, None]
    assert found[3] is not None
    assert math.isnan(found[3])
    assert bins("bin(x, x)", [2.0, None]) == [2.0, None]
