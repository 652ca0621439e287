"""The page `docs/diagnostics.md` lists every code, with what the code's list says."""

from __future__ import annotations

from diagnostics_reference import TARGET, meanings, reference

from reportgen.diagnostics import Code


def test_the_page_is_what_the_list_says() -> None:
    assert TARGET.read_text("utf-8") == reference(), "run python scripts/diagnostics_reference.py"


def test_every_code_has_a_meaning() -> None:
    assert dict(meanings()).keys() == {code.value for code in Code}
    assert all(text.endswith(".") for _, text in meanings())
