"""The Sphinx extension: `.. reportgen-view:: name`, in reStructuredText and MyST.

In `conf.py`: `extensions = ["reportgen.ext.sphinx"]` and `reportgen_project = "../report"`, the folder of the
project as seen from `conf.py`. Its site is built beside the documentation's pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from reportgen.diagnostics import DiagnosticError
from reportgen.embed import embed_html, embeds_of
from reportgen.embed.html import FORMS, THEMES
from reportgen.ext.built import FOLDER, EmbedError, build_site
from reportgen.version import __version__


class ViewNode(nodes.General, nodes.Element):
    """A panel in a page; `view` names it, `title` says in words what it is."""


class ViewDirective(SphinxDirective):
    """A saved view, or a panel as `page/id`."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "height": directives.nonnegative_int,
        "theme": lambda text: directives.choice(text, THEMES),
        "form": lambda text: directives.choice(text, FORMS),
    }

    def run(self) -> list[nodes.Node]:
        """The node, if the site has such a view."""
        site = _site(self.env.app)
        name = self.arguments[0]
        try:
            embed_html(site, name, address="")
        except DiagnosticError as error:
            found = error.diagnostics[0]
            raise self.error("; ".join(part for part in (found.message, found.help) if part)) from error
        node = ViewNode(view=name, title=embeds_of(site)[name].title, **self.options)
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    app.add_config_value("reportgen_project", None, "env", [str])
    words = (_write_words, None)
    app.add_node(ViewNode, html=(_write_html, None), latex=words, text=words, man=words, texinfo=words)
    app.add_directive("reportgen-view", ViewDirective)
    app.connect("builder-inited", _build)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _site(app: Sphinx) -> Path:
    """Where the site stands; builders of other formats have it out of sight, to know its views."""
    folder = app.outdir if app.builder.format == "html" else app.doctreedir
    return Path(folder) / FOLDER


def _build(app: Sphinx) -> None:
    if not app.config.reportgen_project:
        raise ConfigError("set 'reportgen_project' in conf.py: the folder of the project to embed")
    try:
        build_site((Path(app.confdir) / app.config.reportgen_project).resolve(), _site(app))
    except EmbedError as error:
        raise ConfigError(str(error)) from error


def _write_html(writer: Any, node: ViewNode) -> None:
    builder = writer.builder
    here = builder.get_target_uri(builder.current_docname)
    options = {name: node[name] for name in ("height", "theme", "form") if name in node}
    address = relative_uri(here, f"{FOLDER}/")
    writer.body.append(f"<p>{embed_html(_site(builder.app), node['view'], address=address, **options)}</p>\n")
    raise nodes.SkipNode


def _write_words(writer: Any, node: ViewNode) -> None:
    """On paper and in terminals there is the title alone."""
    paragraph = nodes.paragraph("", "", nodes.emphasis(text=node["title"]))
    paragraph.walkabout(writer)
    raise nodes.SkipNode
