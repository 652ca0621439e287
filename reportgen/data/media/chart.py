"""Charts in cells, as JSON: `Plotly`, `Vega` (Vega and Vega-Lite, so Altair too) and `Bokeh`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from reportgen.data.media.base import BlobPath
from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.chart_source import chart_json, read_chart
from reportgen.data.media.payload import Payload
from reportgen.data.media.source import uri_in

if TYPE_CHECKING:
    from typing_extensions import Self


class Chart(BlobMedia):
    """A chart of a library that draws from JSON. Make one as `Plotly`, `Vega` or `Bokeh`.

    Attributes:
        caption: The caption, or None.
        format: "plotly", "vega", "vega-lite" or "bokeh".
        title: The title that the chart gives itself, or None.
    """

    __slots__ = ("title",)

    kind: ClassVar[str] = "chart"
    facts = ("title",)

    def __init__(self, spec: Any, caption: object = None) -> None:
        self.title: str | None = None
        what = type(self).__name__
        if isinstance(spec, type(self)):
            said = spec.caption if caption is None else caption
            super().__init__(spec._payload, spec.format, said, spec.uri)
            self.title = spec.title
            return
        uri = uri_in(spec)
        if uri is not None:
            super().__init__(None, self._format({}), caption, uri)
            return
        data, kept = read_chart(spec, what)
        if not isinstance(data, Mapping):
            raise ValueError(f"a {what} chart cannot be made of a {type(spec).__name__}: {_WANTED[what]}")
        self._check(data)
        text = kept if kept is not None else chart_json(data, what)
        super().__init__(Payload(text, self.kind), self._format(data), caption, None)
        self.title = self._title(data)

    @classmethod
    def stored(cls, info: Mapping[str, Any], blob_path: BlobPath) -> Self:
        """The chart that `describe` told of, of the class of its format."""
        own = {"plotly": Plotly, "vega": Vega, "vega-lite": Vega, "bokeh": Bokeh}.get(
            info.get("format") or ""
        )
        if own is None or cls is not Chart:
            return super().stored(info, blob_path)
        found: Any = own.stored(info, blob_path)
        return found  # type: ignore[no-any-return]

    def spec(self) -> dict[str, Any]:
        """The chart's JSON."""
        spec: dict[str, Any] = json.loads(self.data())
        return spec

    def _format(self, spec: Mapping[str, Any]) -> str:
        raise TypeError("make a chart as Plotly, Vega or Bokeh")

    def _title(self, spec: Mapping[str, Any]) -> str | None:
        raise NotImplementedError

    def _check(self, spec: Mapping[str, Any]) -> None:
        """Refuse what is no chart."""


class Plotly(Chart):
    """A chart of Plotly's.

    Args:
        spec: A `plotly` figure; a dict or a JSON text with `data` and `layout`; a path of such a file (kept
            byte for byte), or an open one; another Plotly; or an address, which is shown and never fetched.
        caption: A line of text shown with it.

    Raises:
        ValueError: It is no chart of Plotly's.
    """

    __slots__ = ()

    def _format(self, spec: Mapping[str, Any]) -> str:
        return "plotly"

    def _title(self, spec: Mapping[str, Any]) -> str | None:
        layout = spec.get("layout")
        return _text(layout.get("title")) if isinstance(layout, Mapping) else None

    def _check(self, spec: Mapping[str, Any]) -> None:
        if not isinstance(spec.get("data"), (list, tuple)):
            raise ValueError("a Plotly chart has a list 'data' of traces: there is none")


class Vega(Chart):
    """A chart of Vega or Vega-Lite, so also of Altair.

    Args:
        spec: A dict or a JSON text of a specification; an `altair` chart; a path of such a file (kept byte
            for byte), or an open one; another Vega; or an address, which is shown and never fetched. Its data
            must be in it.
        caption: A line of text shown with it.

    Raises:
        ValueError: It is no specification, or its data are elsewhere.
    """

    __slots__ = ()

    def _format(self, spec: Mapping[str, Any]) -> str:
        schema = str(spec.get("$schema", ""))
        if "/vega/" in schema:
            return "vega"
        return "vega" if "marks" in spec and "/vega-lite/" not in schema else "vega-lite"

    def _title(self, spec: Mapping[str, Any]) -> str | None:
        return _text(spec.get("title"))

    def _check(self, spec: Mapping[str, Any]) -> None:
        if not spec:
            raise ValueError("a Vega chart is made of a specification: this one is empty")
        for address in _addresses(spec):
            raise ValueError(
                f"the chart reads {address!r}, which a report never fetches: put the data into its JSON"
            )


class Bokeh(Chart):
    """A chart of Bokeh's.

    Args:
        spec: A `bokeh` document or model; the JSON of one, as a dict or text; a path of such a file (kept
            byte for byte), or an open one; another Bokeh; or an address, which is shown and never fetched.
        caption: A line of text shown with it.

    Raises:
        ValueError: It is no chart of Bokeh's.
    """

    __slots__ = ()

    def _format(self, spec: Mapping[str, Any]) -> str:
        return "bokeh"

    def _title(self, spec: Mapping[str, Any]) -> str | None:
        inner = spec.get("doc")
        document = inner if isinstance(inner, Mapping) else spec
        for root in document.get("roots", ()):
            # The title of a plot is an object of its own.
            title = _attribute(_attribute(root, "title"), "text")
            if title:
                return _text(title)
        title = _text(document.get("title"))
        return title if title != _UNTITLED else None

    def _check(self, spec: Mapping[str, Any]) -> None:
        if "roots" not in spec and "doc" not in spec:
            raise ValueError(
                "a Bokeh chart has 'roots' or 'doc', as its document's to_json() gives: there is neither"
            )


_UNTITLED = "Bokeh Application"
"""The title of every document that nobody gave one."""

_WANTED = {
    "Plotly": "give a figure, or its JSON with 'data' and 'layout'",
    "Vega": "give a specification, as a dict, or an Altair chart",
    "Bokeh": "give a document, or its JSON",
}


def _attribute(model: Any, name: str) -> Any:
    """A property of a model in Bokeh's JSON, or None."""
    attributes = model.get("attributes") if isinstance(model, Mapping) else None
    return attributes.get(name) if isinstance(attributes, Mapping) else None


def _text(title: Any) -> str | None:
    """A title, which may stand in a dict of its looks, in lines."""
    if isinstance(title, Mapping):
        title = title.get("text")
    if isinstance(title, (list, tuple)):
        title = " ".join(str(line) for line in title)
    return title if isinstance(title, str) and title else None


def _addresses(spec: Any) -> Iterator[str]:
    """Every address that data of a specification are read from."""
    if isinstance(spec, (list, tuple)):
        for item in spec:
            yield from _addresses(item)
    elif isinstance(spec, Mapping):
        for key, value in spec.items():
            for source in value if key == "data" and isinstance(value, (list, tuple)) else [value]:
                if key == "data" and isinstance(source, Mapping) and isinstance(source.get("url"), str):
                    yield source["url"]
            if key not in ("values", "datasets"):
                yield from _addresses(value)
