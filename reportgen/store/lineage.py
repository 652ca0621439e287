"""Which run made which artifact version, from which: a graph of what the store remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reportgen.store.model import Manifest
from reportgen.store.runs import RunFacts, read_run, run_ids
from reportgen.store.store import Store

Direction = Literal["up", "down", "both"]
"""To what something was made of, to what was made of it, or both."""


@dataclass(frozen=True, slots=True)
class Node:
    """An artifact version or a run; in a grouped graph, an artifact or all runs of one kind."""

    id: str
    """`artifact predictions:v3`, `run r1`; grouped `artifact predictions`, `runs train`."""
    kind: Literal["artifact", "run"]
    label: str
    """For people: `predictions:v3`, a run's name; grouped the artifact's name, the kind of job."""
    type: str
    """Of an artifact its type, of a run its job type or ''."""
    members: tuple[str, ...]
    """What it stands for: refs (`predictions:v3`) or ids of runs, oldest first."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """From a run to what it logged, or from an artifact to the run that used it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in an order that depends on the store alone, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def around(self, ref: str, *, depth: int | None = None, direction: Direction = "both") -> Graph:
        """What an artifact version (`name:v3`) was made of and what was made of it, as `lineage` gives it."""
        kept = _around(f"artifact {ref}", self.edges, depth, direction)
        return Graph(
            tuple(node for node in self.nodes if node.id in kept),
            tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
        )

    def grouped(self) -> Graph:
        """One node for each artifact and for each kind of job; runs without one go by their name."""
        group = {node.id: _group(node) for node in self.nodes}
        members: dict[str, list[Node]] = {}
        for node in self.nodes:
            members.setdefault(group[node.id], []).append(node)
        nodes = tuple(_merged(id, several) for id, several in members.items())
        edges = {Edge(group[edge.source], group[edge.target]) for edge in self.edges}
        return Graph(nodes, tuple(sorted(edges)))


def lineage(
    store: Store, ref: str | None = None, *, depth: int | None = None, direction: Direction = "both"
) -> Graph:
    """The graph of an artifact version (`name[:vN|alias]`), or of the whole store.

    Args:
        store: The store.
        ref: Where to start; None: everything.
        depth: How many steps from there, a run and an artifact being a step each; None: all.
        direction: Only what it was made of (`up`), only what was made of it (`down`), or both.

    Raises:
        StoreLookupError: There is no such artifact version.
    """
    nodes, edges = _everything(store)
    everything = Graph(tuple(nodes.values()), edges)
    if ref is None:
        return everything
    return everything.around(store.lookup(ref).ref, depth=depth, direction=direction)


def runs_that_used(store: Store, ref: str) -> list[RunFacts]:
    """The runs that used an artifact version (`name:v3`), by id."""
    runs = (read_run(store, id) for id in run_ids(store))
    return [run for run in runs if run is not None and ref in run.used]


def _everything(store: Store) -> tuple[dict[str, Node], tuple[Edge, ...]]:
    nodes: dict[str, Node] = {}
    edges: set[Edge] = set()
    runs = {run.id: run for id in run_ids(store) if (run := read_run(store, id)) is not None}
    for name in store.artifacts():
        for version in store.versions(name):
            manifest = store.manifest(name, version)
            nodes[f"artifact {manifest.ref}"] = _artifact_node(manifest)
            edges.update(_told(manifest))
    for run in runs.values():
        nodes[f"run {run.id}"] = _run_node(run)
        edges.update(Edge(f"run {run.id}", f"artifact {ref}") for ref in run.logged)
        edges.update(Edge(f"artifact {ref}", f"run {run.id}") for ref in run.used)
    for id in sorted({edge.source for edge in edges} | {edge.target for edge in edges}):
        if id not in nodes:
            nodes[id] = _lost_node(id)
    return nodes, tuple(sorted(edges))


def _told(manifest: Manifest) -> Iterator[Edge]:
    """What a manifest says of its making: it is there even if the run was killed before its own note."""
    if manifest.run is not None:
        yield Edge(f"run {manifest.run}", f"artifact {manifest.ref}")
        yield from (Edge(f"artifact {ref}", f"run {manifest.run}") for ref in manifest.used)


def _artifact_node(manifest: Manifest) -> Node:
    return Node(f"artifact {manifest.ref}", "artifact", manifest.ref, manifest.type, (manifest.ref,))


def _run_node(run: RunFacts) -> Node:
    return Node(f"run {run.id}", "run", run.name, run.job_type or "", (run.id,))


def _lost_node(id: str) -> Node:
    """Something that is named and no longer in the store."""
    kind, _, name = id.partition(" ")
    return Node(id, "run" if kind == "run" else "artifact", name, "", (name,))


def _group(node: Node) -> str:
    if node.kind == "artifact":
        return f"artifact {node.label.rpartition(':')[0]}"
    return f"runs {node.type or node.label}"


def _merged(id: str, nodes: list[Node]) -> Node:
    types = {node.type for node in nodes}
    members = tuple(member for node in nodes for member in node.members)
    type = nodes[-1].type if len(types) > 1 else types.pop()
    return Node(id, nodes[0].kind, id.partition(" ")[2], type, members)


def _around(start: str, edges: Iterable[Edge], depth: int | None, direction: Direction) -> set[str]:
    """Everything before and after the start, and not what only shares an ancestor with it."""
    down: dict[str, list[str]] = {}
    up: dict[str, list[str]] = {}
    for edge in edges:
        down.setdefault(edge.source, []).append(edge.target)
        up.setdefault(edge.target, []).append(edge.source)
    kept = {start}
    if direction in ("down", "both"):
        kept |= _reached(start, down, depth)
    if direction in ("up", "both"):
        kept |= _reached(start, up, depth)
    return kept


def _reached(start: str, ways: Mapping[str, list[str]], depth: int | None) -> set[str]:
    reached = {start}
    border = [start]
    steps = 0
    while border and (depth is None or steps < depth):
        border = [next for id in border for next in ways.get(id, ()) if next not in reached]
        reached.update(border)
        steps += 1
    return reached
