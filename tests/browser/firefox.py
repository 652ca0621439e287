"""A stock Firefox, driven by WebDriver BiDi: the protocol that it speaks without any driver beside it."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

FIREFOX = os.environ.get("REPORTGEN_FIREFOX") or next(
    filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None
)
LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
START = 60.0
"""Seconds in which the browser must have started."""
PATIENCE = 60.0
"""Seconds in which what a test waits for must be true on a busy machine."""

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # Whatever is not on this machine is asked of a proxy that is not there: the network is cut.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox:
    """One tab of a Firefox, and what went wrong in it."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._last = 0
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self._ask("session.new", {"capabilities": {}})
        self.context = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]
        self._ask("session.subscribe", {"events": ["log.entryAdded", "network.beforeRequestSent"]})

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._ask("browsingContext.navigate", {"context": self.context, "url": url, "wait": "complete"})

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of the page, as JSON has it; promises are awaited."""
        answer = self._ask(
            "script.evaluate",
            {
                "expression": f"Promise.resolve({expression}).then((v) => JSON.stringify(v ?? null))",
                "target": {"context": self.context},
                "awaitPromise": True,
            },
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def until(self, expression: str) -> Any:
        """The value of an expression as soon as it is true."""
        end = time.monotonic() + PATIENCE
        while True:
            value = self.evaluate(expression)
            if value or time.monotonic() > end:
                assert value, f"never true: {expression}"
                return value
            time.sleep(0.1)

    def click(self, expression: str) -> None:
        """Click on the middle of an element, as a hand with a mouse does."""
        x, y = self.evaluate(
            f"((e) => {{ e.scrollIntoView({{ block: 'center', behavior: 'instant' }});"
            " const r = e.getBoundingClientRect();"
            " return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]; })"
            f"({expression})"
        )
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._perform({"type": "pointer", "id": "mouse", "actions": moves})

    def keys(self, text: str) -> None:
        """Press keys, one after the other."""
        strokes = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keyboard", "actions": strokes})

    def picture(self, path: Path) -> None:
        """Keep what is in view as a PNG."""
        data = self._ask("browsingContext.captureScreenshot", {"context": self.context})["data"]
        path.write_bytes(base64.b64decode(data))

    def _perform(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", {"context": self.context, "actions": [source]})

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._last += 1
        self._connection.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            message = json.loads(self._connection.recv(timeout=2 * PATIENCE))
            if message.get("id") == self._last:
                assert message["type"] == "success", f"{method}: {message.get('message')}"
                return message["result"]
            self._hear(message)

    def _hear(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event.get("method") == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.troubles.append(f"{params['level']}: {params['text']}")
        if event.get("method") == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox with a fresh profile in a folder; ended with the block."""
    lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in PREFERENCES.items()]
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "user.js").write_text("".join(lines))
    assert FIREFOX is not None
    log = profile / "log.txt"
    command = [FIREFOX, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile"]
    with log.open("wb") as said:
        child = subprocess.Popen(
            [*command, str(profile), "about:blank"], stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    try:
        with connect(f"{_address(log, child)}/session", max_size=None, proxy=None) as connection:
            yield Firefox(connection)
    finally:
        child.terminate()
        child.wait(30)


def _address(log: Path, child: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + START
    while time.monotonic() < end and child.poll() is None:
        found = LISTENING.search(log.read_bytes())
        if found:
            return found[1].decode()
        time.sleep(0.05)
    raise AssertionError(f"Firefox did not start: {log.read_text(errors='replace')[-500:]}")
