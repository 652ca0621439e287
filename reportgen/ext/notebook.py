"""Saved views in notebooks: a cell that ends with `View("name")` shows the panel, and the panel answers.

Everything is in the cell's output, the engine too (some 10 MB), so that it needs neither a server nor an
extension and still answers in the notebook that somebody else opens. One view of a notebook brings the engine
for all: the others say `engine=False`. `live=False` leaves out engine and data.
"""

from __future__ import annotations

import os
import tempfile
from html import escape
from pathlib import Path

from reportgen.build import build
from reportgen.configuration import load_config
from reportgen.embed import find_embed, read_embeds
from reportgen.embed.model import FOLDER
from reportgen.output import MARKER
from reportgen.single_file import SingleFile, SingleFileOutput

RESIZE = """\
(() => {
  const frame = document.currentScript?.previousElementSibling;
  if (!frame) return;
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.data?.type !== "reportgen:size") return;
    frame.style.height = `${Math.ceil(event.data.height)}px`;
  });
})();"""
"""Gives the frame the height that the panel says it has."""


class View:
    """A saved view of a project, or one of its panels, to be shown in a notebook.

    Args:
        name: The saved view, or the panel as `page/id`.
        project: A folder of the project.
        live: Whether it can be asked; else it is the author's view alone.
        engine: Whether it brings the engine; else it takes that of another view of the notebook, and stays as
            its author meant it where there is none.
        height: Pixels that the frame begins with; it grows with what is in it.
    """

    def __init__(
        self,
        name: str,
        project: str | os.PathLike[str] = ".",
        *,
        live: bool = True,
        engine: bool = True,
        height: int | None = None,
    ) -> None:
        self.name = name
        self.project = Path(project)
        self.live = live
        self.engine = engine
        self.height = height

    def __repr__(self) -> str:
        return f"View({self.name!r}, project={str(self.project)!r})"

    def _repr_html_(self) -> str:
        """The panel in a frame that holds everything it needs.

        Raises:
            DiagnosticError: The project has problems, or no such view.
        """
        with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
            path = Path(folder) / "view.html"
            page = f"{FOLDER}/{self.name}.html"
            output = _ViewOutput(SingleFile(path, self.live, only=page, engine=self.engine), self.name)
            with output:
                build(load_config(self.project), output)
            html = path.read_text(encoding="utf-8")
        # Whatever encoding the page around it has, the scripts in it must be those that its policy names.
        inside = escape(html).encode("ascii", "xmlcharrefreplace").decode("ascii")
        frame = (
            f'<iframe srcdoc="{inside}" title="{escape(output.title)}" '
            f'style="width:100%;height:{self.height or output.height}px;border:0"></iframe>'
        )
        return f"<div>{frame}<script>{RESIZE}</script></div>"


class _ViewOutput(SingleFileOutput):
    """The page for frames of one view, as a file that holds all that it needs."""

    def __init__(self, wanted: SingleFile, name: str) -> None:
        super().__init__(wanted)
        self.title = ""
        self.height = 0
        self._name = name

    def write(self, path: str, data: bytes) -> None:
        """Keep a file of the site, whose list says whether there is such a view."""
        if path == MARKER:
            found = find_embed(read_embeds(data), self._name)
            self.title, self.height = found.title, found.height
        super().write(path, data)
