"""The table of what people know of other tables: every test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

CENSUS = Path(__file__).parent.parent / "docs" / "census.md"
LINK = re.compile(r"`tests/([^`:]+)(?:::(\w+))?`")


def rows() -> list[list[str]]:
    """The cells of each row of the tables."""
    lines = [line for line in CENSUS.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[1] != "what people know"]


def test_every_name_is_that_of_a_test() -> None:
    found = [link for row in rows() for link in LINK.findall(row[-1])]
    assert len(found) > 60
    for path, name in found:
        file = CENSUS.parent.parent / "tests" / path
        assert file.is_file(), path
        assert re.search(rf"^def {name}\b", file.read_text("utf-8"), re.MULTILINE) or not name, name


def test_most_rows_are_driven_in_a_browser() -> None:
    listed = rows()
    assert all(len(row) == 4 and row[1] and row[2] for row in listed)
    assert sum("`tests/browser/" in row[-1] for row in listed) > 0.8 * len(listed)
