"""The site of a project, built for documents of other tools to embed."""

from __future__ import annotations

from pathlib import Path

from reportgen.build import build
from reportgen.diagnostics import DiagnosticError
from reportgen.output import DirectoryOutput, OutputError

FOLDER = "_reportgen"
"""Where the site stands among what the other tool writes."""


class EmbedError(Exception):
    """What cannot be embedded, and why; the message is for the author."""


def build_site(project: Path, site: Path) -> Path:
    """Build a project's site, in which everything that can be embedded has a page.

    Args:
        project: The folder with `reportgen.toml`.
        site: Where the site is written.

    Returns:
        `site`.

    Raises:
        EmbedError: There is no project, or it has problems: all of them, each with its place.
    """
    if not (project / "reportgen.toml").is_file():
        raise EmbedError(f"'{project}' is no project of reportgen: it has no reportgen.toml")
    try:
        with DirectoryOutput(site) as output:
            build(project, output)
    except DiagnosticError as error:
        raise EmbedError(f"the project '{project.name}' cannot be built:\n{error}") from error
    except OutputError as error:
        raise EmbedError(str(error)) from error
    return site
