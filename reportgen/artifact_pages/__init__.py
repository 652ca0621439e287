"""Pages about artifact versions: written as reports, so that they are read and built like all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.artifact_pages.index import index_text
from reportgen.artifact_pages.version import version_text
from reportgen.configuration import ARTIFACT_INDEX, Config, artifact_report
from reportgen.diagnostics import Code, Diagnostic, DiagnosticError, Source
from reportgen.panels import ResolvedReport
from reportgen.store import Manifest, Store
from reportgen.store.lineage import Graph, Node, lineage

__all__ = ["with_artifact_pages"]


def with_artifact_pages(
    config: Config, reports: Sequence[ResolvedReport], store: Store
) -> tuple[Config, dict[str, Source]]:
    """The configuration with the artifacts' pages among the reports, and the texts of these by their paths.

    Raises:
        DiagnosticError: A report of the project stands where one of these pages would.
    """
    if config.artifact_pages == "none":
        return config, {}
    graph = lineage(store)
    wanted = all_versions(store)
    if config.artifact_pages == "used":
        used = used_versions(reports, graph)
        wanted = [manifest for manifest in wanted if manifest.ref in used]
    if not wanted:
        return config, {}
    paths = {artifact_report(one.name, one.version): one for one in wanted}
    clash = next((path for path in config.reports if path in paths or path == ARTIFACT_INDEX), None)
    if clash is not None:
        message = f"'{clash}' stands where the page of an artifact would"
        help_ = "move the report to another folder, or turn 'artifact_pages' off"
        raise DiagnosticError(Diagnostic(Code.NAME_DUPLICATE, message, None, help_))
    widened = replace(
        config, reports=(*config.reports, ARTIFACT_INDEX, *paths), unlisted=config.unlisted | paths.keys()
    )
    texts = {ARTIFACT_INDEX: index_text(wanted, store)}
    users = users_of(graph)
    texts |= {
        path: version_text(manifest, store, widened, users.get(manifest.ref, ()), graph)
        for path, manifest in paths.items()
    }
    return widened, {path: Source(f"{path} (made of the store)", text) for path, text in texts.items()}


def all_versions(store: Store) -> list[Manifest]:
    """Every version of every artifact."""
    return [store.manifest(name, version) for name in store.artifacts() for version in store.versions(name)]


def used_versions(reports: Iterable[ResolvedReport], graph: Graph) -> set[str]:
    """What the reports show, and what that was made of: `predictions:v3` and so on."""
    named: set[str] = set()
    for report in reports:
        tables = [table.ref for table in report.tables]
        named |= {f"{ref.artifact}:v{ref.version}" for ref in tables}
        named |= {ref for one in report.lineages for ref in _artifacts(one.graph.nodes)}
    for ref in sorted(named):
        named |= set(_artifacts(graph.around(ref, direction="up").nodes))
    return named


def users_of(graph: Graph) -> dict[str, list[str]]:
    """The runs that used each artifact version, by their names."""
    runs = {node.id: _run_name(node) for node in graph.nodes if node.kind == "run"}
    found: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.target in runs:
            found.setdefault(edge.source.removeprefix("artifact "), []).append(runs[edge.target])
    return found


def _run_name(node: Node) -> str:
    return node.label if node.label == node.members[0] else f"{node.label} ({node.members[0]})"


def _artifacts(nodes: Iterable[Node]) -> list[str]:
    return [member for node in nodes if node.kind == "artifact" for member in node.members]
