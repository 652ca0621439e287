"""`Classes`: the names of class ids."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ALLOWED = "give dicts with 'id' and 'name', a dict {id: name}, or a list of names"


class Classes(Mapping[int, str]):
    """The names of class ids, such as those of masks and boxes; a mapping from id to name.

    Args:
        class_set: Dicts `{"id": 0, "name": "cat"}`; or a dict `{0: "cat"}`; or names, whose ids count from 0.

    Raises:
        ValueError: An id is no integer, or two names have one id.
    """

    __slots__ = ("_names",)

    def __init__(self, class_set: Iterable[Any]) -> None:
        self._names: dict[int, str] = {}
        for number, (id, name) in enumerate(_pairs(class_set)):
            known = self._names.setdefault(_whole(id, number), str(name))
            if known != str(name):
                raise ValueError(f"two classes have the id {id}: {known!r} and {str(name)!r}")

    @property
    def class_set(self) -> list[dict[str, Any]]:
        """The classes as dicts with `id` and `name`, in the order given."""
        return [{"id": id, "name": name} for id, name in self._names.items()]

    def __getitem__(self, id: int) -> str:
        return self._names[id]

    def __iter__(self) -> Iterator[int]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __hash__(self) -> int:
        return hash(frozenset(self._names.items()))

    def __repr__(self) -> str:
        return f"Classes({self._names})"


def as_classes(value: Any) -> Classes | None:
    """A value as classes; None, and no classes at all, are None."""
    if value is None or isinstance(value, Classes):
        return value or None
    return Classes(value) or None


def _pairs(class_set: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(class_set, Mapping):
        yield from class_set.items()
        return
    if isinstance(class_set, (str, bytes)) or not isinstance(class_set, Iterable):
        raise ValueError(f"classes cannot be made of a {type(class_set).__name__}: {_ALLOWED}")
    for number, item in enumerate(class_set):
        yield _pair(item, number)


def _pair(item: Any, number: int) -> tuple[Any, Any]:
    if isinstance(item, str):
        return number, item
    if isinstance(item, Mapping) and "id" in item and "name" in item:
        return item["id"], item["name"]
    if isinstance(item, (tuple, list)) and len(item) == 2:
        return item[0], item[1]
    raise ValueError(f"class {number} is {item!r}: {_ALLOWED}")


def _whole(id: Any, number: int) -> int:
    try:
        # JSON has texts as keys.
        return int(id) if isinstance(id, str) else operator.index(id)
    except (TypeError, ValueError):
        raise ValueError(f"class {number} has the id {id!r}: an id is a whole number") from None
