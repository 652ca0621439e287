"""The keys of `[project]` in `reportgen.toml`: their defaults, and what their values must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of `[project]`."""

    default: Any
    """Its value when it is not given."""
    check: Callable[[object], str | None]
    """What a value should have been, or None when it is right."""


def _text(value: object) -> str | None:
    return None if isinstance(value, str) and value.strip() else "a text that is not empty"


def _truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _patterns(value: object) -> str | None:
    good = isinstance(value, list) and value and all(isinstance(v, str) and v for v in value)
    return None if good else 'a list of files or patterns, such as ["*.md"]'


def _language(value: object) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value)
    return None if good else "a language code, such as 'en'"


def _web_address(value: object) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"https?://[^\s\"'<>]+", value)
    return None if good else "an address that begins with https://"


def _artifact_pages(value: object) -> str | None:
    return None if value in ("none", "used", "all") else "'none', 'used' or 'all'"


def _embeds(value: object) -> str | None:
    return None if value in ("none", "views", "all") else "'none', 'views' or 'all'"


COMMENTS = {
    "utterances": frozenset(["repo"]),
    "giscus": frozenset(["repo", "repo-id", "category", "category-id"]),
}
"""The services of comments, and what each must be told."""


def _comments(value: object) -> str | None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return 'a table of texts, such as { service = "utterances", repo = "owner/name" }'
    wanted = COMMENTS.get(value.get("service", ""))
    if wanted is None:
        return f"a table whose 'service' is one of {', '.join(map(repr, COMMENTS))}"
    missing = sorted(wanted - value.keys())
    strange = sorted(name for name in value if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name))
    if strange:
        return f"a table of settings of the service, which has none called '{strange[0]}'"
    return f"a table with {', '.join(map(repr, missing))} too" if missing else None


def _theme_variables(value: object) -> str | None:
    good = isinstance(value, dict) and all(
        re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        and isinstance(one, str)
        and re.fullmatch(r"[^;{}<>\\@]+", one)
        and "url(" not in one.replace(" ", "").lower()
        for name, one in value.items()
    )
    return None if good else 'a table of variables and CSS values, such as { accent = "#8a2be2" }'


SETTINGS: Mapping[str, Setting] = {
    "title": Setting("Reports", _text),
    "reports": Setting(["*.md"], _patterns),
    "store": Setting("store", _text),
    "site": Setting("site", _text),
    "linked_files": Setting(".", _text),
    "theme": Setting("default", _text),
    "raw_html": Setting(default=False, check=_truth),
    "language": Setting("en", _language),
    "base_url": Setting(None, _web_address),
    "artifact_pages": Setting("none", _artifact_pages),
    "embeds": Setting("all", _embeds),
    "search": Setting(default=True, check=_truth),
    "comments": Setting(None, _comments),
    "theme_variables": Setting({}, _theme_variables),
}
"""Every key of `[project]`; docs/configuration.md describes them."""
