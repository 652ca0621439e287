"""What a comparison must show, computed by pandas: knows nothing of SQL or of the core."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from tests.comparisons import Comparison

COLUMNS = ("truth", "guess", "score", "note", "flag")
PLACE = "place"


Line = dict[str, Any]


def joined(case: Comparison) -> list[Line]:
    """All rows of all members that belong together, a line each: `0.row`, `0.guess`, …."""
    whole: pd.DataFrame | None = None
    before = 0
    for index, member in enumerate(case.members):
        frame = pd.DataFrame(
            {name: pd.Series(values, dtype=object) for name, values in member.columns.items()}
        )
        frame["row"] = pd.Series(range(member.rows), dtype=object)
        frame["place"] = pd.Series([before + row for row in range(member.rows)], dtype=object)
        frame["copy"] = (
            frame.groupby("id", dropna=False).cumcount() if member.rows else pd.Series(dtype="int64")
        )
        # Rows without a key belong to no other.
        frame["key"] = [f"\0{index} {row}" if key is None else key for row, key in enumerate(frame["id"])]
        frame = frame.rename(columns={name: f"{index}.{name}" for name in (*COLUMNS, "row", "place", "id")})
        frame["key"] = frame["key"].astype(object)
        whole = frame if whole is None else whole.merge(frame, how="outer", on=["key", "copy"])
        before += member.rows
    assert whole is not None
    places = [f"{index}.place" for index in range(len(case.members))]
    whole[PLACE] = [next(int(one) for one in line if not missing(one)) for line in whole[places].to_numpy()]
    ids = [f"{index}.id" for index in range(len(case.members))]
    whole["id"] = [next((one for one in line if not missing(one)), None) for line in whole[ids].to_numpy()]
    lines: list[Line] = whole.sort_values(PLACE).to_dict("records")
    return lines


def missing(value: Any) -> bool:
    """Whether there is no value."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def value(line: Line, member: int, name: str) -> Any:
    """A member's value in a line, None where it has none."""
    found = line.get(f"{member}.{name}")
    return None if missing(found) else found


def key(line: Line) -> Any:
    """What the rows of a line were joined on."""
    return None if missing(line["id"]) else line["id"]


def has(line: Line, member: int) -> bool:
    """Whether a member has a line."""
    return not missing(line.get(f"{member}.row"))


def stands(case: Comparison, line: Line) -> bool:
    """Whether a line is one of the join."""
    there = [has(line, member) for member in case.shown]
    return all(there) if case.how == "inner" else any(there)


def passes(case: Comparison, line: Line, member: int) -> bool:
    """Whether a member's values in a line pass the filter."""
    own = {name: value(line, member, name) for name in COLUMNS}
    if case.filter == "truth != guess":
        return bool(truth(case, line, member) != own["guess"])
    if case.filter == "score >= 2":
        return own["score"] is not None and own["score"] >= 2
    if case.filter == "1.score > 1":
        return (value(line, 1, "score") or 0) > 1
    if case.filter == "0.guess != 1.guess":
        return bool(value(line, 0, "guess") != value(line, 1, "guess"))
    if case.filter == "not agree(*.guess)":
        said = [value(line, one, "guess") for one in case.shown]
        return len({one for one in said if one is not None}) > 1
    return True


def truth(case: Comparison, line: Line, member: int) -> Any:
    """The truth of a line: one for all members where it is shared."""
    if "truth" not in case.shared:
        return value(line, member, "truth")
    return next((value(line, one, "truth") for one in case.shown if has(line, one)), None)


def list_rows(case: Comparison, lines: Sequence[Line]) -> list[tuple[int, dict[str, Any]]]:
    """The rows of the shown members that stand in the join and pass, each with its member."""
    rows = []
    for member in case.shown:
        for line in lines:
            if stands(case, line) and has(line, member) and passes(case, line, member):
                own = {name: value(line, member, name) for name in COLUMNS}
                rows.append((member, {**own, "truth": truth(case, line, member), "id": key(line)}))
    return rows


def plain_rows(case: Comparison, member: int) -> list[dict[str, Any]]:
    """The rows of a member for itself that pass a filter which names no member."""
    columns = case.members[member].columns
    rows = [
        {name: columns[name][row] if name in columns else None for name in ("id", *COLUMNS)}
        for row in range(case.members[member].rows)
    ]
    if case.filter == "truth != guess":
        return [row for row in rows if row["truth"] != row["guess"]]
    if case.filter == "score >= 2":
        return [row for row in rows if row["score"] is not None and row["score"] >= 2]
    return rows


def histogram(values: list[Any], scale: list[Any], *, whole: bool) -> dict[str, Any]:
    """The bins of values on the scale of all values."""
    known = [one for one in values if one is not None]
    ends = [one for one in scale if one is not None]
    counts: list[int] = []
    if ends:
        lo, hi = min(ends), max(ends)
        bins = 1 if lo == hi else int(hi - lo) + 1 if whole and hi - lo < 20 else 20
        counts = [0] * bins
        for one in known:
            at = 0 if bins == 1 else math.floor((one - lo) * bins / (hi - lo))
            counts[min(at, bins - 1)] += 1
    series = pd.Series(known, dtype="float64")
    return {
        "counts": counts,
        "nulls": len(values) - len(known),
        "n": len(known),
        "min": float(series.min()) if known else None,
        "max": float(series.max()) if known else None,
        "mean": float(series.mean()) if known else None,
    }


def distribution(values: list[Any]) -> tuple[dict[Any, int], int]:
    """How often each value occurs, and how often none."""
    counted = Counter(one for one in values if one is not None)
    return dict(counted), sum(one is None for one in values)
