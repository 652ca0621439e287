"""The page that lists the artifacts which have pages, as the text of a report."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from reportgen.artifact_pages.markdown import front_matter, link, plain, table
from reportgen.configuration import ARTIFACT_INDEX, artifact_report
from reportgen.store import Manifest, Store


def index_text(versions: Sequence[Manifest], store: Store) -> str:
    """The text of the page."""
    found: dict[str, list[Manifest]] = {}
    for manifest in versions:
        found.setdefault(manifest.name, []).append(manifest)
    lines = [_line(name, several, store) for name, several in sorted(found.items())]
    return f"{front_matter('Artifacts')}\n{table(['artifact', 'type', 'versions'], lines)}"


def _line(name: str, versions: Sequence[Manifest], store: Store) -> list[str]:
    aliases = store.aliases(name)
    texts = []
    for manifest in reversed(versions):
        target = posixpath.relpath(artifact_report(name, manifest.version), posixpath.dirname(ARTIFACT_INDEX))
        names = [alias for alias, version in aliases.items() if version == manifest.version]
        said = f" ({', '.join(map(plain, names))})" if names else ""
        texts.append(f"{link(f'v{manifest.version}', target)}{said}")
    return [plain(name), plain(versions[-1].type), ", ".join(texts)]
