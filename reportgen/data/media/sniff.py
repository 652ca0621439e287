"""Which format a file has: by its ending, else by its first bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.data.media.source import Source
from reportgen.diagnostics import did_you_mean


def format_of(
    source: Source,
    given: str | None,
    *,
    what: str,
    endings: Mapping[str, str],
    magic: Sequence[tuple[int, bytes, str]] = (),
) -> str:
    """The format of what a user gives.

    Args:
        source: The bytes or their address.
        given: What the user says of the format, or None.
        what: What it is, for messages: "audio".
        endings: The format of each ending that is known, without its dot.
        magic: A position in the file, the bytes that stand there, and the format that they tell.

    Raises:
        ValueError: The format is not known, or not one of those that can be shown.
    """
    ending = (given or _ending(source.name, endings)).lower().lstrip(".")
    if ending in endings:
        return endings[ending]
    head = source.head()
    for position, mark, format in magic:
        if not given and head[position : position + len(mark)] == mark:
            return format
    if not ending:
        raise ValueError(f"the format of the {what} is not known: say which, {_list(endings)}")
    help = did_you_mean(ending, list(endings), what="format")
    raise ValueError(f"{what} of the format {ending!r} cannot be shown; {help}")


def _ending(name: str, endings: Mapping[str, str]) -> str:
    """The longest known ending of a file name (`pts.json`), else its last."""
    parts = name.split(".")[1:]
    tails = [".".join(parts[i:]) for i in range(len(parts))]
    return next((tail for tail in tails if tail in endings), tails[-1] if tails else "")


def _list(endings: Mapping[str, str]) -> str:
    return ", ".join(repr(format) for format in dict.fromkeys(endings.values()))
