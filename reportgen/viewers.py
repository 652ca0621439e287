"""The live viewers of media: for which kinds and formats each is, and the script that it is.

A viewer's script is classic: the vendored files as they were published, then our adapter
(`client/app/viewers/<name>.js`), which registers itself as `reportgen.viewers[key]`, an object with
`mount(element, options)` (`client/app/viewers/types.d.ts`). A site has only the scripts whose media its
tables hold, a page asks for one when a reader opens such a medium:

- `needed({("object3d", "pts"), …})` lists the viewers of a site;
- `script(viewer)` is the text of `assets/viewer-<name>-<hash>.js`;
- the page's payload says where the script for each of a viewer's `keys` is, from the root of the site:
  `"viewers": {"object3d": "assets/viewer-object3d-….js", "chart/plotly": …}`, which `addresses` makes.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.assets import CLIENT, kept_script, link


@dataclass(frozen=True, slots=True)
class Viewer:
    """One viewer."""

    name: str
    """Also that of its adapter."""
    kind: str
    """The kind of media that it shows."""
    formats: tuple[str, ...]
    """Those of the kind's formats that it shows; empty: all."""
    vendored: tuple[str, ...]
    """Gzipped scripts in `client/vendor/`, in the order in which they run."""
    notice: str
    """What the script contains, and under which licences."""
    before: str = ""
    """A module beside the adapter whose `prepare()` runs before the vendored scripts do."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What pages look it up by: `kind/format`, or `kind` when it is for all formats."""
        return tuple(f"{self.kind}/{one}" for one in self.formats) or (self.kind,)


VIEWERS = (
    Viewer("object3d", "object3d", (), ("three/three.js.gz",), "three.js (MIT, three.js authors)"),
    Viewer(
        "molecule",
        "molecule",
        (),
        ("3dmol/3Dmol-min.js.gz",),
        "3Dmol.js (BSD-3-Clause, University of Pittsburgh and contributors)",
    ),
    Viewer(
        "plotly",
        "chart",
        ("plotly",),
        ("plotly/plotly-strict.min.js.gz",),
        "plotly.js (MIT, Plotly Technologies Inc.)",
        "plotly_styles",
    ),
    Viewer(
        "vega",
        "chart",
        ("vega", "vega-lite"),
        ("vega/vega.min.js.gz", "vega/vega-lite.min.js.gz", "vega/vega-interpreter.js.gz"),
        "Vega, Vega-Lite (BSD-3-Clause, University of Washington Interactive Data Lab)",
    ),
)
"""All viewers. A chart of another format (Bokeh's) has its picture only."""


def needed(media: Iterable[tuple[str, str]]) -> list[Viewer]:
    """The viewers for these kinds and formats of media."""
    found = set(media)
    kinds = {kind for kind, _ in found}
    return [
        viewer
        for viewer in VIEWERS
        if (viewer.kind in kinds and not viewer.formats)
        or any((viewer.kind, one) in found for one in viewer.formats)
    ]


def addresses(paths: Mapping[str, str]) -> dict[str, str]:
    """What the page's payload says: each key and its script, given their paths by viewers' names."""
    return {key: paths[viewer.name] for viewer in VIEWERS if viewer.name in paths for key in viewer.keys}


def script(viewer: Viewer) -> str:
    """The text of a viewer's script."""
    return kept_script(f"viewer-{viewer.name}", lambda: _joined(viewer))


def _joined(viewer: Viewer) -> str:
    name, vendor = viewer.name, CLIENT / "vendor"
    parts = [f"/*! reportgen (MIT). Contains {viewer.notice}.\n\n{_licences(viewer)} */"]
    if viewer.before:
        parts += [_module(viewer.before), f"reportgenViewer_{viewer.before}.prepare();"]
    parts += [
        gzip.decompress((vendor / path).read_bytes()).decode().strip() + "\n;" for path in viewer.vendored
    ]
    register = (
        "globalThis.reportgen??={};reportgen.viewers??={};"
        f"for(const key of {json.dumps(viewer.keys)})reportgen.viewers[key]=reportgenViewer_{name};"
    )
    return "\n".join([*parts, _module(name), register, ""])


def _licences(viewer: Viewer) -> str:
    """The licences of what a viewer's script contains: who passes the site on passes these on."""
    vendor = CLIENT / "vendor"
    folders = dict.fromkeys(vendor / path.split("/")[0] for path in viewer.vendored)
    files = [folder / name for folder in folders for name in ("LICENSE", "LICENSE-notices")]
    return "\n\n".join(file.read_text("utf-8").replace("*/", "* /") for file in files if file.is_file())


def _module(name: str) -> str:
    """A module of the viewers with all that it imports, as the global `reportgenViewer_<name>`."""
    return link(f"app/viewers/{name}.js", f"reportgenViewer_{name}")
