"""What people know of other tables: every row is driven in a browser by a test, or says what is missing."""

from __future__ import annotations

import re
from pathlib import Path

CENSUS = Path(__file__).parent.parent / "docs" / "census.md"
LINK = re.compile(r"\[([^\]]+)\]\((\.\./tests/[^)]+)\)")
FIRST, LAST = 37, 67
"""The numbers of what one does with a table."""


def rows() -> list[list[str]]:
    """The cells of each row of the tables."""
    lines = [line for line in CENSUS.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line[1:-1].split(" | ")] for line in lines]
    return [row for row in cells if row[1] != "what people know"]


def test_every_link_leads_to_the_test_that_it_names() -> None:
    found = [link for row in rows() for link in LINK.findall(row[-1])]
    assert len(found) > 80
    for words, path in found:
        file = CENSUS.parent / path
        assert file.is_file(), path
        name = "test_" + re.sub(r"\W+", "_", words)
        assert re.search(rf"^def {name}\b", file.read_text("utf-8"), re.MULTILINE), name


def test_every_row_is_driven_in_a_browser_or_says_what_is_missing() -> None:
    listed = rows()
    assert len(listed) > 70
    for row in listed:
        assert len(row) == 4, row
        assert row[1], row
        driven = LINK.findall(row[3])
        assert all("/tests/browser/" in path for _, path in driven), row
        assert driven or re.search(r"\bmissing: \w", row[2]), row


def test_all_that_one_does_with_a_table_is_listed() -> None:
    numbers: list[int] = []
    for row in rows():
        if found := re.fullmatch(r"(\d+)(?:–(\d+))?", row[0]):
            numbers += range(int(found[1]), int(found[2] or found[1]) + 1)
    assert numbers == list(range(FIRST, LAST + 1))
