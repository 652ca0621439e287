"""Where links and images lead: to other sites, to reports, to files of the project, or nowhere."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from reportgen.diagnostics import Code, Diagnostic, Severity, Span, did_you_mean
from reportgen.document.model import ImageUse, Link

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SAFE_SCHEMES = ("https", "http", "mailto", "tel", "ftp")
IMAGE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to."""

    path: str | None
    """A file of the project; None for other sites."""
    fragment: str
    """What follows `#`."""
    problem: Diagnostic | None = None
    """Why it cannot be kept as it is."""
    refused: bool = False
    """Whether the link must be shown as text."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the addresses of one report."""

    root: Path | None
    """The project's folder; None leaves files unchecked."""
    page: str
    """The report, from the root."""
    reports: tuple[str, ...]
    """All reports of the project, from the root."""
    files: Path | None
    """The folder whose files may be linked to: the project's, or one that it is in."""

    def link(self, target: str, span: Span) -> tuple[Link | None, Diagnostic | None]:
        """The link, unless it is refused, and what is wrong with it."""
        found = self._target(target, span)
        if found.refused:
            return None, found.problem
        is_report = found.path in self.reports or found.path == self.page
        problem = found.problem
        if problem is None and not is_report and (found.path or "").endswith((".md", ".markdown")):
            message = f"'{found.path}' is not one of the project's reports; it is copied as a file"
            problem = Diagnostic(Code.FILE_MISSING, message, span, severity=Severity.WARNING)
        return Link(target, span, found.path, found.fragment, is_report), problem

    def image(self, target: str, span: Span) -> tuple[ImageUse | None, Diagnostic | None]:
        """The image, unless it is refused, and what is wrong with it."""
        if IMAGE_DATA.match(target):
            return ImageUse(target, span), None
        scheme = SCHEME.match(target)
        if target.startswith("//") or (scheme and scheme[1].lower() in ("http", "https")):
            message = "an image from another site would make the page depend on it"
            help_ = "save the image in the project and use its path"
            return ImageUse(target, span), Diagnostic(Code.FILE_MISSING, message, span, help_)
        found = self._target(target, span)
        if found.refused:
            return None, found.problem
        return ImageUse(target, span, found.path), found.problem

    def _target(self, target: str, span: Span) -> Target:
        scheme = SCHEME.match(target)
        if scheme and scheme[1].lower() not in SAFE_SCHEMES:
            message = f"an address that begins with '{scheme[1]}:' is shown as text"
            schemes = ", ".join(f"{s}:" for s in SAFE_SCHEMES)
            help_ = f"links lead to files of the project or begin with {schemes}"
            problem = Diagnostic(Code.LINK_UNSAFE, message, span, help_, severity=Severity.WARNING)
            return Target(None, "", problem, refused=True)
        address, _, fragment = target.partition("#")
        if scheme or target.startswith("//") or not target:
            return Target(None, fragment)
        return self._local(unquote(address.partition("?")[0]), unquote(fragment), span)

    def _local(self, address: str, fragment: str, span: Span) -> Target:
        if not address:
            return Target(self.page, fragment)
        folder = "" if address.startswith("/") else posixpath.dirname(self.page)
        path = posixpath.normpath(posixpath.join(folder, address.lstrip("/")))
        if (path == ".." or path.startswith("../")) and not self._is_linked(path):
            return Target(None, fragment, self._outside(address, span))
        return Target(path, fragment, self._check(path, address, span))

    def _is_linked(self, path: str) -> bool:
        """Whether a path that leads out of the project's folder may be linked to."""
        if self.root is None or self.files is None:
            return False
        return self.files in Path(os.path.normpath(self.root / path)).parents

    def _check(self, path: str, address: str, span: Span) -> Diagnostic | None:
        if self.root is None or path in self.reports or path == self.page:
            return None
        file = self.root / path
        try:
            exists = file.is_file()
            inside = (self.files or self.root).resolve() in file.resolve().parents
        except (OSError, ValueError):
            exists, inside = False, True
        if not inside:
            return self._outside(address, span)
        if exists:
            return None
        help_ = did_you_mean(address, self._neighbours(path), what="file")
        return Diagnostic(Code.FILE_MISSING, f"there is no file '{address}'", span, help_)

    def _outside(self, address: str, span: Span) -> Diagnostic:
        return Diagnostic(Code.PATH_OUTSIDE, f"'{address}' leaves the project's folder", span)

    def _neighbours(self, path: str) -> list[str]:
        """What the author may have meant, written as seen from this report."""
        assert self.root is not None
        folder = self.root / posixpath.dirname(path)
        try:
            names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
        except (OSError, ValueError):
            names = []
        files = {posixpath.join(posixpath.dirname(path), name) for name in names if name[0] != "."}
        here = posixpath.dirname(self.page) or "."
        return sorted(posixpath.relpath(file, here) for file in files | set(self.reports))
