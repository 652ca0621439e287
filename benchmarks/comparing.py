"""How long a joined comparison takes beside the same join written by hand, in the native engine, one thread.

`python -m benchmarks.comparing [MEMBERS [ROWS]]`, by default 12 tables of 100,000 rows; prints what it finds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.query import Core, Engine

SCORES = 4
REPEAT = 3
INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}
FLOAT = {"kind": "float", "bits": 64}


def main(members: int, rows: int) -> None:
    """Measure and print."""
    core, engine = Core(), Engine()
    with tempfile.TemporaryDirectory() as folder:
        for member in range(members):
            engine.register(f"t{member}", [write(Path(folder), member, rows)])
        engine.execute("SELECT 1")
        by_hand = min(timed(partial(engine.execute, join_by_hand(members))) for _ in range(REPEAT))
        print(f"{members} tables of {rows:,} rows\n{'the join by hand, ten rows':40} {by_hand:7.3f} s")
        for unique in (True, False):
            schemas = [schema(member, rows, unique=unique) for member in range(members)]
            word = "keys known to be unique" if unique else "keys not known to be unique"
            first = timed(partial(ask, core, engine, schemas, {}))
            print(
                f"{'first answer, ' + word:40} {first:7.3f} s  {first / by_hand:.2f} times the join by hand"
            )
        for name, more in QUESTIONS.items():
            spent = [timed(partial(ask, core, engine, schemas, more)) for _ in range(REPEAT)]
            print(f"{name:40} {min(spent):7.3f} s")
        engine.close()
    core.close()


QUESTIONS: dict[str, dict[str, Any]] = {
    "again": {},
    "one switched off": {"hidden": [1]},
    "where two differ": {"filter": "0.guess != 1.guess"},
    "sorted by the spread of a score": {
        "columns": [{"name": "id"}, {"name": "spread", "expr": "stddev(*.score_0)"}],
        "sort": [{"by": "spread", "dir": "desc"}],
    },
    "grouped by the truth": {"group": ["truth"], "columns": [{"name": "guess"}, {"name": "score_0"}]},
    "wrong ones grouped by the guess": {
        "group": ["guess"],
        "filter": "truth != guess",
        "columns": [{"name": "truth"}, {"name": "score_0"}],
    },
}


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ask(core: Core, engine: Engine, schemas: list[dict[str, Any]], more: dict[str, Any]) -> None:
    """A panel's question."""
    hidden = more.get("hidden", [])
    tables = [
        {"ref": one["ref"], "label": one["ref"], **({"hidden": True} if index in hidden else {})}
        for index, one in enumerate(schemas)
    ]
    rest = {key: value for key, value in more.items() if key != "hidden"}
    raw = {"v": 1, "tables": tables, "compare": {"as": "join", "shared": ["truth"]}, **rest}
    found = core.call("compareSpec", raw, schemas)
    if found["problems"]:
        raise ValueError(found["problems"])
    core.drive("answerComparison", found["spec"], schemas, {}, execute=engine.execute)


def write(folder: Path, member: int, rows: int) -> Path:
    """A table of predictions, in an order of its own."""
    seed = random.Random(member)
    order = seed.sample(range(rows), rows)
    truth = [number * 7919 % 10 for number in order]
    columns = {
        "__row__": range(rows),
        "id": [f"example-{number:06d}" for number in order],
        "truth": truth,
        "guess": [right if seed.random() < 0.9 else seed.randrange(10) for right in truth],
        **{f"score_{place}": [seed.random() for _ in order] for place in range(SCORES)},
    }
    path = folder / f"{member}.parquet"
    pq.write_table(pa.table({name: pa.array(values) for name, values in columns.items()}), path)
    return path


def schema(member: int, rows: int, *, unique: bool) -> dict[str, Any]:
    """The table as the core knows it."""
    columns = [
        {"name": "id", "type": {"kind": "text"}},
        {"name": "truth", "type": INTEGER},
        {"name": "guess", "type": INTEGER},
        *({"name": f"score_{place}", "type": FLOAT} for place in range(SCORES)),
    ]
    known = {"unique": ["id"]} if unique else {}
    return {"ref": f"model-{member}:v0", "relation": f"t{member}", "rows": rows, "columns": columns, **known}


def join_by_hand(members: int) -> str:
    """What a careful author would write for the first ten rows."""
    names = ["guess", *(f"score_{place}" for place in range(SCORES))]
    columns = ", ".join(f"t{member}.{name}" for member in range(members) for name in names)
    joins = "".join(f" JOIN t{member} ON t{member}.id = t0.id" for member in range(1, members))
    return f"SELECT t0.id, t0.truth, {columns} FROM t0{joins} ORDER BY t0.__row__ LIMIT 10"


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:3]]
    main(*numbers, *(12, 100_000)[len(numbers) :])
