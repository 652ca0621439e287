"""A project of what several models say of the same examples, and their join as one would write it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import reportgen
from benchmarks.project import CLASSES, payload, timed_build

JOINED, GROUPED = "joined", "grouped"
SCORES = 4
REPORT = """---
title: Models
---

:::{{table-set}} models
{tables}
:::

:::{{table-panel}} @models
:name: {name}
{options}
:::
"""
GROUPS = ":group: truth\n:columns: guess, score_0, score_1"


@dataclass(frozen=True)
class Models:
    """A built site with a table for each model."""

    folder: Path
    members: int

    @cached_property
    def page(self) -> dict[str, Any]:
        """What the script of the first page is given."""
        return payload(self.folder)

    @property
    def engine(self) -> dict[str, str]:
        """The engine's files."""
        engine: dict[str, str] = self.page["engine"]
        return {name: path for name, path in engine.items() if name != "script"}

    @property
    def relations(self) -> list[str]:
        """What the page calls the tables."""
        relations: list[str] = self.page["panels"][JOINED]["relations"]
        return relations

    @property
    def views(self) -> list[str]:
        """What the page by hand calls them."""
        return [f"t{member}" for member in range(self.members)]

    def files(self) -> dict[str, list[str]]:
        """The Parquet files of each view."""
        tables = self.page["tables"]
        return {
            view: [f"/models/{file['path']}" for file in tables[relation]["files"]]
            for view, relation in zip(self.views, self.relations, strict=True)
        }

    def by_hand(self, relations: list[str]) -> str:
        """What a careful author would write for the first ten rows on which two models differ."""
        tables = [f'"{name}" AS m{member}' for member, name in enumerate(relations)]
        names = ["guess", *(f"score_{place}" for place in range(SCORES))]
        columns = ", ".join(f"m{member}.{name}" for member in range(len(tables)) for name in names)
        joins = "".join(f" JOIN {one} ON m{member}.id = m0.id" for member, one in enumerate(tables) if member)
        where = "m0.guess IS DISTINCT FROM m1.guess"
        return (
            f"SELECT m0.id, m0.truth, {columns} FROM {tables[0]}{joins} WHERE {where}"
            " ORDER BY m0.__row__ LIMIT 10"
        )


def build_models(root: Path, members: int, rows: int) -> Models:
    """Log the tables, unless the folder has them, and build the report."""
    is_new = not root.exists()
    root.mkdir(parents=True, exist_ok=True)
    (root / "reportgen.toml").write_text('[project]\ntitle = "Models"\n', "utf-8")
    tables = "\n".join(f"model-{member}:v0: model {member}" for member in range(members))
    (root / "index.md").write_text(REPORT.format(tables=tables, name=JOINED, options=":rows: 10"), "utf-8")
    (root / f"{GROUPED}.md").write_text(REPORT.format(tables=tables, name=GROUPED, options=GROUPS), "utf-8")
    if is_new:
        with reportgen.init(project="models", dir=root) as run:
            for member in range(members):
                run.log({f"model-{member}": reportgen.Table(data=predictions(member, rows))})
    timed_build(root, root / "site")
    return Models(root / "site", members)


def predictions(member: int, rows: int) -> pd.DataFrame:
    """What one model says of all examples, which it has seen in an order of its own."""
    random = np.random.default_rng(member)
    examples = random.permutation(rows)
    truth = examples * 7919 % CLASSES
    guess = np.where(random.random(rows) < 0.9, truth, random.integers(0, CLASSES, rows))
    columns: dict[str, Any] = {
        "id": [f"example-{number:06d}" for number in examples],
        "truth": truth,
        "guess": guess,
        **{f"score_{place}": random.random(rows, dtype=np.float32) for place in range(SCORES)},
    }
    frame: pd.DataFrame = pd.DataFrame(columns)
    return frame
