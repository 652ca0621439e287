"""Where the nodes of a directed graph stand: in layers from left to right, with few crossings."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 8
"""How often each layer is ordered by its neighbours, there and back."""

Name = str
Edge = tuple[Name, Name]


@dataclass(frozen=True, slots=True)
class Size:
    """Of a node, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in pixels from the top left corner."""

    centers: Mapping[Name, tuple[float, float]]
    """Of each node."""
    routes: Mapping[Edge, tuple[tuple[float, float], ...]]
    """Of each edge, the points between its ends that it passes, from its source on."""
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Room between nodes, in pixels."""

    x: float = 56
    y: float = 16


def layered(sizes: Mapping[Name, Size], edges: Iterable[Edge], gaps: Gaps | None = None) -> Layout:
    """The layout of a graph.

    Edges point to the right, but for those that close a cycle. Equal graphs have equal layouts.

    Args:
        sizes: The nodes, in an order that decides where nothing else does.
        edges: Pairs of nodes; an edge from a node to itself is left out.
        gaps: The room between nodes.
    """
    room = gaps or Gaps()
    wanted = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]
    forward = _without_cycles(list(sizes), wanted)
    layer_of = _layers(list(sizes), sorted(set(forward.values())))
    chains = {edge: _chain(edge, layer_of) for edge in sorted(set(forward.values()))}
    links = [link for chain in chains.values() for link in itertools.pairwise(chain)]
    columns = _ordered(_columns(list(sizes), layer_of, chains), links)
    heights = {name: sizes[name].height if name in sizes else 0.0 for column in columns for name in column}
    y = _aligned(columns, links, heights, room.y)
    x, width = _across(columns, sizes, room.x)
    points = {name: (x[index], y[name]) for index, column in enumerate(columns) for name in column}
    routes = {}
    for edge in wanted:
        chain = chains[forward[edge]]
        inner = [points[name] for name in chain[1:-1]]
        routes[edge] = tuple(inner if chain[0] == edge[0] else inner[::-1])
    bottom = max((y[name] + heights[name] / 2 for name in y), default=0.0)
    return Layout({name: points[name] for name in sizes}, routes, width, bottom)


def _without_cycles(nodes: Sequence[Name], edges: Sequence[Edge]) -> dict[Edge, Edge]:
    """Each edge as it counts for the layers: those that lead back are turned round."""
    after: dict[Name, list[Name]] = {node: [] for node in nodes}
    for source, target in edges:
        after[source].append(target)
    has_before = {target for _, target in edges}
    done: set[Name] = set()
    open_: set[Name] = set()
    back: set[Edge] = set()
    for root in sorted(nodes, key=lambda node: node in has_before):
        stack = [(root, iter(after[root]))] if root not in done else []
        open_.update(name for name, _ in stack)
        while stack:
            node, rest = stack[-1]
            found = next(rest, None)
            if found is None:
                stack.pop()
                open_.discard(node)
                done.add(node)
            elif found in open_:
                back.add((node, found))
            elif found not in done:
                open_.add(found)
                stack.append((found, iter(after[found])))
    return {edge: (edge[1], edge[0]) if edge in back else edge for edge in edges}


def _layers(nodes: Sequence[Name], edges: Sequence[Edge]) -> dict[Name, int]:
    """The longest way to each node; what nothing leads to stands right before what it leads to."""
    before: dict[Name, list[Name]] = {node: [] for node in nodes}
    after: dict[Name, list[Name]] = {node: [] for node in nodes}
    for source, target in edges:
        before[target].append(source)
        after[source].append(target)
    open_ = {node: len(before[node]) for node in nodes}
    ready = [node for node in nodes if not before[node]]
    layer = dict.fromkeys(nodes, 0)
    for node in ready:
        for target in after[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            open_[target] -= 1
            if open_[target] == 0:
                ready.append(target)
    for node in nodes:
        if not before[node] and after[node]:
            layer[node] = min(layer[target] for target in after[node]) - 1
    return layer


def _chain(edge: Edge, layer_of: Mapping[Name, int]) -> list[Name]:
    """The edge's ends, and between them a bend in every layer that it crosses."""
    source, target = edge
    bends = [f"\0{source}\0{target}\0{n}" for n in range(layer_of[source] + 1, layer_of[target])]
    return [source, *bends, target]


def _columns(
    nodes: Sequence[Name], layer_of: Mapping[Name, int], chains: Mapping[Edge, Sequence[Name]]
) -> list[list[Name]]:
    columns: list[list[Name]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for node in nodes:
        columns[layer_of[node]].append(node)
    for chain in chains.values():
        for step, bend in enumerate(chain[1:-1], layer_of[chain[0]] + 1):
            columns[step].append(bend)
    return columns


def _ordered(columns: list[list[Name]], links: Sequence[Edge]) -> list[list[Name]]:
    """The columns in the order with the fewest crossings that sorting by neighbours finds."""
    before, after = _neighbours(links)
    best, fewest = columns, _crossings(columns, after)
    current = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        near = before if down else after
        steps = range(1, len(current)) if down else range(len(current) - 2, -1, -1)
        for step in steps:
            places = {name: place for place, name in enumerate(current[step - 1 if down else step + 1])}
            current[step] = _by_neighbours(current[step], near, places)
        crossings = _crossings(current, after)
        if crossings < fewest:
            best, fewest = [list(column) for column in current], crossings
    return best


def _neighbours(links: Iterable[Edge]) -> tuple[dict[Name, list[Name]], dict[Name, list[Name]]]:
    before: dict[Name, list[Name]] = {}
    after: dict[Name, list[Name]] = {}
    for source, target in links:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    return before, after


def _by_neighbours(
    column: Sequence[Name], near: Mapping[Name, Sequence[Name]], places: Mapping[Name, int]
) -> list[Name]:
    """The column by the mean place of each node's neighbours; nodes without any keep theirs."""

    def rank(pair: tuple[int, Name]) -> float:
        found = [places[name] for name in near.get(pair[1], ())]
        return sum(found) / len(found) if found else pair[0]

    return [name for _, name in sorted(enumerate(column), key=rank)]


def _crossings(columns: Sequence[Sequence[Name]], after: Mapping[Name, Sequence[Name]]) -> int:
    count = 0
    for left, right in itertools.pairwise(columns):
        places = {name: place for place, name in enumerate(right)}
        ends = [sorted(places[target] for target in after.get(name, ())) for name in left]
        seen = [0] * (len(right) + 1)
        total = 0
        for group in ends:
            count += sum(total - sum(seen[: place + 1]) for place in group)
            for place in group:
                seen[place] += 1
                total += 1
    return count


def _aligned(
    columns: Sequence[Sequence[Name]], links: Sequence[Edge], heights: Mapping[Name, float], gap: float
) -> dict[Name, float]:
    """The middle of each node from the top: near its neighbours, without two on one another."""
    before, after = _neighbours(links)
    y: dict[Name, float] = {}
    for column in columns:
        y.update(_spread(column, [0.0] * len(column), heights, gap))
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            near = [[y[n] for side in (before, after) for n in side.get(name, ())] for name in column]
            wishes = [
                sum(found) / len(found) if found else y[name]
                for name, found in zip(column, near, strict=True)
            ]
            y.update(_spread(column, wishes, heights, gap))
    top = min((y[name] - heights[name] / 2 for name in y), default=0.0)
    return {name: value - top for name, value in y.items()}


def _spread(
    column: Sequence[Name], wishes: Sequence[float], heights: Mapping[Name, float], gap: float
) -> dict[Name, float]:
    """The places nearest to the wishes (least squares) that keep the order and the room between."""
    offsets, total = [], 0.0
    for index, name in enumerate(column):
        total += (heights[column[index - 1]] + heights[name]) / 2 + gap if index else 0.0
        offsets.append(total)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, size = blocks.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        blocks.append((mean, count))
    bases = [mean for mean, count in blocks for _ in range(count)]
    return {name: base + offset for name, base, offset in zip(column, bases, offsets, strict=True)}


def _across(
    columns: Sequence[Sequence[Name]], sizes: Mapping[Name, Size], gap: float
) -> tuple[list[float], float]:
    """The middle of each column from the left, and the width of all."""
    centers, edge = [], 0.0
    for column in columns:
        width = max((sizes[name].width for name in column if name in sizes), default=0.0)
        centers.append(edge + width / 2)
        edge += width + gap
    return centers, max(0.0, edge - gap)
