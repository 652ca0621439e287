"""The picture of a lineage: an SVG with links, and the same as a list for those who do not see it."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.render.layers import Edge, Gaps, Layout, Size, layered
from reportgen.store.lineage import Graph, Node

Links = Callable[[str], str | None]
"""The address of the page of an artifact version (`predictions:v3`), if it has one."""

LETTER, PADDING, HEIGHT, MARGIN = 7.2, 12, 42, 3
"""In pixels: the width of a letter, the room beside a node's text, its height, and the picture's margin."""

LONGEST = 28
"""Letters of a label; a longer one is cut in the picture, and whole in the list."""

FIGURE = Markup(
    '<figure class="rg-lineage rg-wide" id="{id}">\n'
    '<div class="rg-scroll" role="region" tabindex="0" aria-label="{title}">\n{svg}</div>\n'
    '<details class="rg-lineage-list"><summary>As a list</summary>\n<ul>\n{items}</ul>\n</details>\n'
    "{caption}</figure>\n"
)

SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
    'viewBox="0 0 {width} {height}" role="group" aria-labelledby="{id}.title {id}.about">\n'
    '<title id="{id}.title">{title}</title>\n<desc id="{id}.about">{about}</desc>\n'
    '<defs><marker id="{id}.end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    'orient="auto"><path class="rg-lineage-end" d="M0 0L8 4L0 8z"/></marker></defs>\n{edges}{nodes}</svg>\n'
)

EDGE = Markup('<path class="rg-lineage-edge" d="{path}" marker-end="url(#{id}.end)"/>\n')

NODE = Markup(
    '<g class="rg-lineage-node rg-lineage-{kind}{start}"><title>{whole}</title>'
    '<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'
    '<text class="rg-lineage-label" x="{middle}" y="{first}" text-anchor="middle">{label}</text>'
    '<text class="rg-lineage-about" x="{middle}" y="{second}" text-anchor="middle">{about}</text></g>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn."""

    id: str
    """The figure's id, unique in the page."""
    graph: Graph
    title: str
    """What it is, in a few words."""
    start: str | None = None
    """The artifact version that it is about, if it is about one."""


def lineage_figure(picture: Picture, links: Links, caption: Markup) -> Markup:
    """The figure of a lineage."""
    if not picture.graph.nodes:
        return Markup('<p class="rg-lineage-empty" id="{}">Nothing has been logged yet.</p>\n').format(
            picture.id
        )
    shown = Markup("<figcaption>{}</figcaption>\n").format(caption) if caption else ""
    items = Markup("").join(_items(picture.graph, links))
    svg = _svg(picture, links)
    return FIGURE.format(id=picture.id, title=picture.title, svg=svg, items=items, caption=shown)


def _svg(picture: Picture, links: Links) -> Markup:
    graph = picture.graph
    sizes = {node.id: _size(node) for node in graph.nodes}
    layout = layered(sizes, [(edge.source, edge.target) for edge in graph.edges], Gaps())
    edges = Markup("").join(
        EDGE.format(path=_path(edge, points, layout, sizes), id=picture.id)
        for edge, points in layout.routes.items()
    )
    nodes = Markup("").join(_node(node, layout, sizes[node.id], picture.start, links) for node in graph.nodes)
    return SVG.format(
        id=picture.id,
        title=picture.title,
        about=_about(graph),
        width=_number(layout.width + 2 * MARGIN),
        height=_number(layout.height + 2 * MARGIN),
        edges=edges,
        nodes=nodes,
    )


def _node(node: Node, layout: Layout, size: Size, start: str | None, links: Links) -> Markup:
    x, y = (value + MARGIN for value in layout.centers[node.id])
    drawn = NODE.format(
        kind=node.kind,
        start=" rg-lineage-start" if start is not None and start in node.members else "",
        whole=f"{_whole(node)}",
        x=_number(x - size.width / 2),
        y=_number(y - size.height / 2),
        width=_number(size.width),
        height=_number(size.height),
        radius=4 if node.kind == "artifact" else _number(size.height / 2),
        middle=_number(x),
        first=_number(y - 3),
        second=_number(y + 13),
        label=_cut(node.label),
        about=_cut(_kind(node)),
    )
    url = _page_of(node, links)
    if url is None:
        return drawn + Markup("\n")
    return Markup('<a href="{}" aria-label="{}">{}</a>\n').format(url, _whole(node), drawn)


def _path(edge: Edge, points: tuple[tuple[float, float], ...], layout: Layout, sizes: dict[str, Size]) -> str:
    """A curve from a node's side to the next one's, through the points between."""
    (x0, y0), (x1, y1) = layout.centers[edge[0]], layout.centers[edge[1]]
    sign = 1 if x0 <= x1 else -1
    start = (x0 + sign * sizes[edge[0]].width / 2, y0)
    end = (x1 - sign * sizes[edge[1]].width / 2, y1)
    stops = [(x + MARGIN, y + MARGIN) for x, y in (start, *points, end)]
    path = f"M{_number(stops[0][0])} {_number(stops[0][1])}"
    for (ax, ay), (bx, by) in itertools.pairwise(stops):
        middle = (ax + bx) / 2
        numbers = (middle, ay, middle, by, bx, by)
        path += "C" + " ".join(map(_number, numbers))
    return path


def _items(graph: Graph, links: Links) -> Iterator[Markup]:
    """A line for each run: what it used and what it made; and for what no run is known to have made."""
    nodes = {node.id: node for node in graph.nodes}
    made = {edge.target for edge in graph.edges if nodes[edge.source].kind == "run"}
    for node in graph.nodes:
        if node.kind == "artifact":
            if node.id not in made:
                yield Markup("<li>{}: made by no run that is known here</li>\n").format(_linked(node, links))
            continue
        used = [nodes[edge.source] for edge in graph.edges if edge.target == node.id]
        logged = [nodes[edge.target] for edge in graph.edges if edge.source == node.id]
        parts = [f"<b>{escape(_whole(node))}</b>"]
        parts += [f"used {_list(used, links)}"] if used else []
        parts += [f"made {_list(logged, links)}"] if logged else []
        yield Markup(f"<li>{' '.join(parts[:2])}{''.join(f', {part}' for part in parts[2:])}</li>\n")


def _list(nodes: list[Node], links: Links) -> Markup:
    return Markup(", ").join(_linked(node, links) for node in nodes)


def _linked(node: Node, links: Links) -> Markup:
    url = _page_of(node, links)
    return Markup('<a href="{}">{}</a>').format(url, node.label) if url else escape(node.label)


def _page_of(node: Node, links: Links) -> str | None:
    """The page of an artifact version; of a group of them, that of the newest which has one."""
    if node.kind != "artifact":
        return None
    return next((url for ref in reversed(node.members) if (url := links(ref)) is not None), None)


def _about(graph: Graph) -> str:
    count = {kind: sum(node.kind == kind for node in graph.nodes) for kind in ("artifact", "run")}
    return (
        f"{count['artifact']} artifacts and {count['run']} runs; arrows lead from what a run used to the "
        "run, and from the run to what it made. The list below says the same."
    )


def _whole(node: Node) -> str:
    """A node in words."""
    kind = _kind(node)
    return f"{node.label} ({kind})" if kind else node.label


def _kind(node: Node) -> str:
    """What a node is: its type and, where it stands for several, how many."""
    count = len(node.members)
    word = "version" if node.kind == "artifact" else "run"
    several = f"{count:,} {word}s" if count > 1 else ""
    own = node.type if node.type != node.label else ""
    return " · ".join(text for text in (own or (word if not several else ""), several) if text)


def _size(node: Node) -> Size:
    letters = max(_letters(_cut(node.label)), 0.85 * _letters(_cut(_kind(node))))
    return Size(letters * LETTER + 2 * PADDING, HEIGHT)


def _letters(text: str) -> float:
    """The width of a text in letters; those of East Asia are two wide."""
    return sum(1.9 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
