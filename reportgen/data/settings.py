"""Settings, summaries and metadata: dicts of small values that are kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.data.media.base import Media
from reportgen.data.mixed import from_json, to_json
from reportgen.data.plain import Unstorable, plain


class Settings(dict[str, Any]):
    """A run's settings: a dict whose values can be read and set as attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"there is no setting {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def mapping_to_json(values: Mapping[Any, Any], *, what: str) -> dict[str, Any]:
    """A dict as JSON has it; what JSON has not is tagged as in mixed columns.

    Raises:
        TypeError: A value cannot be kept; the message says which.
    """
    result = {}
    for key, value in values.items():
        try:
            result[str(key)] = to_json(_without_media(plain(value)))
        except (Unstorable, ValueError) as error:
            raise TypeError(f"{what} {str(key)!r}: {error}") from None
    return result


def mapping_from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The dict that `mapping_to_json` wrote."""
    return {key: from_json(value, _no_media) for key, value in values.items()}


def _without_media(value: Any) -> Any:
    if isinstance(value, Media):
        article = "an" if value.kind[0] in "aeiou" else "a"
        raise Unstorable(
            f"{article} {value.kind} cannot stand among other values: log it by itself, or in a Table"
        )
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        _without_media(item)
    return value


def _no_media(kind: str, info: Mapping[str, Any]) -> Media:
    raise ValueError(f"{kind} where there can be none: {info}")
