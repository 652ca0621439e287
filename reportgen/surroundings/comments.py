"""Comments under reports, by a service that the project has set up; without a setting there are none."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.render import Comments


def comments_of(setting: Mapping[str, str] | None) -> Comments | None:
    """What brings the comments of a `comments` setting (`reportgen.configuration` has checked it)."""
    if setting is None:
        return None
    rest = {name: value for name, value in setting.items() if name != "service"}
    return SERVICES[setting["service"]](rest)


def _utterances(setting: Mapping[str, str]) -> Comments:
    host = "https://utteranc.es"
    said = {"issue-term": "pathname", "theme": "preferred-color-scheme", **setting}
    return Comments(host, f"{host}/client.js", (*said.items(), ("crossorigin", "anonymous")))


def _giscus(setting: Mapping[str, str]) -> Comments:
    host = "https://giscus.app"
    said = {"mapping": "pathname", "theme": "preferred_color_scheme", "loading": "lazy", **setting}
    attributes = [(f"data-{name}", value) for name, value in said.items()]
    return Comments(host, f"{host}/client.js", (*attributes, ("crossorigin", "anonymous")))


SERVICES = {"utterances": _utterances, "giscus": _giscus}
