"""How the theme draws plots: the properties of an element of a drawing, from the rules that name its classes.

Only what the style sheets of drawings use: classes, one below another, `:is(…)` of classes, variables.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.embed.picture.palette import colors, sheet

SHEETS = ("plots.css", "map.css")
PROPERTIES = frozenset(
    [
        "--rg-color",
        "fill",
        "fill-opacity",
        "font-size",
        "font-weight",
        "stroke",
        "stroke-dasharray",
        "stroke-opacity",
        "stroke-width",
    ]
)
"""What is read; all of it passes from an element to those inside of it."""

_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_BLOCK = re.compile(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_IS = re.compile(r":is\(([^)]*)\)")
_MIX = re.compile(r"color-mix\(in srgb, (.+) (\d+)%, transparent\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What some elements look like."""

    compounds: tuple[frozenset[str], ...]
    """Classes (and `text` for the element) of the element, last, and of those around it."""
    properties: Mapping[str, str]

    @property
    def weight(self) -> int:
        """A rule of more classes wins."""
        return sum(10 * len(names - {"text"}) + len(names & {"text"}) for names in self.compounds)

    def fits(self, around: Sequence[frozenset[str]]) -> bool:
        """Whether an element is meant; `around` ends with its own classes."""
        *outer, own = self.compounds
        if not own <= around[-1]:
            return False
        above = iter(around[:-1])
        return all(any(names <= one for one in above) for names in outer)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of drawings, the weakest first."""
    found = [rule for name in SHEETS for rule in _rules(_BLOCK.sub("", sheet(name)))]
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _rules(text: str) -> Iterator[Rule]:
    for selectors, body in _RULE.findall(text):
        pairs = (line.partition(":") for line in body.split(";"))
        said = {name.strip(): value.strip() for name, _, value in pairs if name.strip() in PROPERTIES}
        if not said:
            continue
        for selector in _alternatives(selectors.strip()):
            yield from _rule(selector, said)


def _alternatives(selectors: str) -> list[str]:
    found = _IS.search(selectors)
    if found:
        before, after = selectors[: found.start()], selectors[found.end() :]
        return [one for name in found[1].split(",") for one in _alternatives(before + name.strip() + after)]
    return [one.strip() for one in selectors.split(",")]


def _rule(selector: str, said: Mapping[str, str]) -> Iterator[Rule]:
    if re.search(r"[:>+~\[]", selector):
        return
    compounds = tuple(frozenset(re.findall(r"[\w-]+", part)) for part in selector.split())
    yield Rule(compounds, said)


def style_of(around: Sequence[frozenset[str]], inherited: Mapping[str, str]) -> dict[str, str]:
    """The properties of an element; `around` are the classes of those around it and, last, its own."""
    said = dict(inherited)
    for rule in rules():
        if rule.fits(around):
            said |= rule.properties
    return said


def color_of(value: str, style: Mapping[str, str], depth: int = 4) -> tuple[str, float] | None:
    """A color in light, as `#rrggbb`, and how opaque it is; None for none."""
    value = value.strip()
    mixed = _MIX.fullmatch(value)
    if mixed:
        found = color_of(mixed[1], style, depth)
        return found and (found[0], found[1] * int(mixed[2]) / 100)
    if value.startswith("light-dark("):
        return color_of(value[len("light-dark(") :].split(",")[0], style, depth)
    if value.startswith("var(") and depth:
        name, _, other = value[4:-1].partition(",")
        own = style.get(name.strip())
        if own is not None:
            return color_of(own, style, depth - 1)
        known = colors().get(name.strip().removeprefix("--"))
        return (known[0], 1.0) if known else (color_of(other, style, depth - 1) if other else None)
    return (value, 1.0) if re.fullmatch(r"#[0-9a-f]{6}", value) else None
