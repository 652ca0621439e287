"""The live preview: builds into a folder of its own, serves it, and builds again when something changes."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from reportgen.assets import THEMES
from reportgen.build import BuildResult, build
from reportgen.configuration import Config, find_config, load_config
from reportgen.diagnostics import DiagnosticError
from reportgen.materialise import Progress
from reportgen.output import OutputError
from reportgen.preview import PreviewServer, State, open_server
from reportgen.preview_site import PreviewOutput, PreviewSite
from reportgen.saving import Saving
from reportgen.store import StoreError
from reportgen.workbench import Workbench

PORT = 8000
"""Where the preview is, if the port is free."""


class Listener(Protocol):
    """Who is told what the preview does."""

    @property
    def progress(self) -> Progress:
        """Who shows how far a build is."""

    def ready(self, url: str) -> None:
        """The server answers at this address."""

    def built(self, result: BuildResult, seconds: float) -> None:
        """A build succeeded."""

    def failed(self, problems: str) -> None:
        """A build failed; the one before is still shown."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A project that is shown while it changes; the built site is left alone."""

    root: Path
    site: PreviewSite = field(default_factory=PreviewSite)
    state: State = field(default_factory=State)
    bench: Workbench = field(default_factory=Workbench)


def serve(start: Path, listener: Listener, *, port: int = PORT, stop: threading.Event | None = None) -> None:
    """Preview the project that `start` belongs to until `stop` is set (or for ever)."""
    preview = Preview(find_config(start).parent)
    opened = open_server(preview.site, preview.state, port, Saving(preview.root))
    with closing(preview.bench), running(opened) as server:
        listener.ready(server.url)
        rebuild(preview, listener)
        for _ in changes(preview.root, stop or threading.Event()):
            rebuild(preview, listener)


def rebuild(preview: Preview, listener: Listener) -> None:
    """Build once more; whatever goes wrong is shown, and the last good site stays."""
    begin = time.monotonic()
    try:
        config = load_config(preview.root)
        with PreviewOutput(preview.site) as output:
            result = build(config, output, progress=listener.progress, bench=preview.bench)
    except (DiagnosticError, OutputError, StoreError) as error:
        problems = str(error)
    except Exception:  # A fault of ours must not end the preview either.
        problems = f"reportgen failed; this is a fault of the program:\n\n{traceback.format_exc()}"
    else:
        preview.state.succeeded()
        listener.built(result, time.monotonic() - begin)
        return
    preview.state.failed(problems)
    listener.failed(problems)


@contextmanager
def running(server: PreviewServer) -> Iterator[PreviewServer]:
    """Answer requests, in a thread, while the block runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.state.close()
        server.shutdown()
        server.server_close()
        thread.join()


def changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """Something once for every burst of changes that can change the site."""
    filter_ = Relevant(root)
    folders = [root, *([THEMES] if THEMES.is_dir() and root not in THEMES.parents else [])]
    for _ in watch(
        *folders, watch_filter=filter_, stop_event=stop, debounce=400, step=50, raise_interrupt=True
    ):
        filter_.config = _config(root) or filter_.config
        yield


class Relevant:
    """Tells files that can change the site from all others below the project's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = _config(root)

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of this file is a reason to build again."""
        file = Path(path)
        if self.root not in file.parents:
            return True
        parts = file.relative_to(self.root).parts
        if any(part.startswith(".") or part in ("__pycache__", "node_modules") for part in parts):
            return False
        if self.config is None:
            return True
        store, site = self.config.store, self.config.site
        if site in (file, *file.parents):
            return False
        # A version is there when its manifest is; what is written before it is nobody's business.
        return store not in file.parents or (store / "artifacts" in file.parents and file.suffix == ".json")


def _config(root: Path) -> Config | None:
    try:
        return load_config(root)
    except DiagnosticError:
        return None
