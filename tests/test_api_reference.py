"""The page `docs/api.md` says what the docstrings say, and every public name has one."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from api_reference import MODULES, TARGET, members, public, reference, text_of

NAMES = [(f"{m.__name__}.{name}", thing) for m in MODULES for name, thing in public(m)]
MEMBERS = [
    (f"{name}.{member}", function)
    for name, thing in NAMES
    if inspect.isclass(thing)
    for member, function in members(thing)
]
EVERYTHING = [*NAMES, *MEMBERS]


def test_the_page_is_what_the_docstrings_say() -> None:
    assert TARGET.read_text("utf-8") == reference(), "run python scripts/api_reference.py"


@pytest.mark.parametrize(("name", "thing"), EVERYTHING, ids=[name for name, _ in EVERYTHING])
def test_every_public_name_is_explained(name: str, thing: Any) -> None:
    text = text_of(thing).strip()
    assert len(text) > 15, f"{name} has no docstring"
    assert text.endswith((".", "`", ":", ")")), f"the docstring of {name} does not end with a sentence"


def parameters(thing: Any) -> list[str]:
    skipped = ("self", "cls")
    if isinstance(thing, type) and issubclass(thing, Exception):
        return []
    return [name for name in inspect.signature(thing).parameters if name not in skipped]


@pytest.mark.parametrize(("name", "thing"), EVERYTHING, ids=[name for name, _ in EVERYTHING])
def test_every_parameter_is_named_in_the_docstring_where_there_are_several(name: str, thing: Any) -> None:
    if isinstance(thing, property):
        return
    text = text_of(thing).replace("*", "")
    given = parameters(thing)
    if len(given) > 2:
        unnamed = [parameter for parameter in given if f"`{parameter}" not in text]
        assert unnamed == [], f"{name} does not say what these are"


def test_a_section_becomes_a_list() -> None:
    def sample(shape: int) -> None:
        """Do it.

        Args:
            shape: Rows and columns,
                in pixels.

        Raises:
            ValueError: It cannot be done.
        """

    assert text_of(sample) == (
        "Do it.\n\n**Args**\n\n- `shape`: Rows and columns,\n  in pixels.\n\n"
        "**Raises**\n\n- `ValueError`: It cannot be done.\n"
    )
