"""Scripts that only some pages need: which columns and which specs ask for which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportgen.convert.media import MEDIA

Type: TypeAlias = Mapping[str, Any]
"""A column type as JSON, as the page knows it."""

Spec: TypeAlias = Mapping[str, Any]
"""A canonical spec as JSON."""

VIEWED = frozenset(["chart", "molecule", "object3d"])
"""Kinds that are opened in a live viewer."""


def _never(_: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Extra:
    """A script that a page loads after the client's."""

    name: str
    entry: str
    """Its module inside `client/`, which exports `install`."""
    wanted: Callable[[Type], bool] = _never
    """Whether values of a column type are drawn by it; parts of a type are asked on their own."""
    shown: Callable[[Spec], bool] = _never
    """Whether it draws panels with such a spec, whatever their columns."""
    late: bool = False
    """Loaded once panels are alive, on every page that has some and does not have it yet."""
    notice: str = ""
    """What it contains of others, and their licences."""


def _is_media(kind: Type) -> bool:
    if kind["kind"] == "list" and kind.get("length"):
        return bool(kind["item"]["kind"] in ("integer", "float"))
    return kind["kind"] in MEDIA or kind["kind"] == "mixed"


def _is_viewed(kind: Type) -> bool:
    names = [name for name, _ in kind.get("media", ())] if kind["kind"] == "mixed" else [kind["kind"]]
    return not VIEWED.isdisjoint(names)


def _is_markdown(kind: Type) -> bool:
    return bool(kind.get("format") == "markdown")


def _has_formats(spec: Spec) -> bool:
    return any(column.get("format") for column in spec["columns"])


def _says_markdown(spec: Spec) -> bool:
    return any(column.get("format") == "markdown" for column in spec["columns"])


def _is_plot(spec: Spec) -> bool:
    return spec["layout"] not in ("table", "gallery", "map")


def _is_map(spec: Spec) -> bool:
    return bool(spec["layout"] == "map")


def _is_pivot(spec: Spec) -> bool:
    return bool(spec.get("pivot")) or any("(" in key for key in spec.get("group") or ())


def _is_comparison(spec: Spec) -> bool:
    return len(spec.get("tables") or ()) > 1


def _is_summarised(spec: Spec) -> bool:
    return bool(spec.get("summaries"))


def _is_own(spec: Spec) -> bool:
    return bool(spec.get("module")) or any(column.get("cell") for column in spec["columns"])


def _is_linked(spec: Spec) -> bool:
    return bool(spec.get("selection"))


EXTRAS = (
    Extra(
        "engine",
        "app/extras/engine.js",
        notice="Contains @uwdata/flechette (BSD-3-Clause, UW Interactive Data Lab). ",
    ),
    Extra("embed", "app/extras/embed.js"),
    Extra("media", "app/extras/media.js", _is_media),
    Extra("viewers", "app/extras/viewers.js", _is_viewed),
    Extra(
        "markdown",
        "app/extras/markdown.js",
        _is_markdown,
        _says_markdown,
        notice="Contains marked (MIT, Christopher Jeffrey and MarkedJS). ",
    ),
    Extra("formats", "app/extras/formats.js", shown=_has_formats, late=True),
    Extra("plots", "app/extras/plots.js", shown=_is_plot),
    Extra("map", "app/extras/map.js", shown=_is_map),
    Extra("summaries", "app/extras/summaries.js", shown=_is_summarised),
    Extra("pivot", "app/extras/pivot.js", shown=_is_pivot, late=True),
    Extra("own", "app/extras/own.js", shown=_is_own),
    Extra("linked", "app/extras/linked.js", shown=_is_linked),
    Extra("compare", "app/extras/compare.js", shown=_is_comparison),
    Extra("tools", "app/extras/tools.js", late=True),
    Extra("counting", "app/extras/counting.js", late=True),
    Extra("single", "app/extras/single.js"),
)
"""In the order in which pages load them. `formOf` in `core/cells/registry.js` draws by the same rules."""


LATE = tuple(extra.name for extra in EXTRAS if extra.late)
"""The names of the scripts that pages load by themselves, once their panels are alive."""


def extras_for(types: Iterable[Type], specs: Iterable[Spec] = ()) -> list[str]:
    """The names of the extra scripts that draw panels with columns of these types and with these specs."""
    kinds, views = [part for kind in types for part in parts_of(kind)], list(specs)
    return [extra.name for extra in EXTRAS if any(map(extra.wanted, kinds)) or any(map(extra.shown, views))]


def media_of(types: Iterable[Type]) -> set[tuple[str, str]]:
    """The kinds and formats of what live viewers may be asked to show of columns of these types."""
    found = set[tuple[str, str]]()
    for kind in (part for each in types for part in parts_of(each)):
        found |= {(kind["kind"], form) for form in kind.get("formats", ())}
        if kind["kind"] == "mixed":
            found |= {(name, form) for name, form in kind.get("media", ())}
    return found


def parts_of(kind: Type) -> list[Type]:
    """A column type and all that it is made of."""
    inner = [kind.get("item"), *(kind.get(part) for part in ("key", "value") if kind["kind"] == "map")]
    inner += [field["type"] for field in kind.get("fields", ())]
    return [kind, *(part for each in inner if each for part in parts_of(each))]
