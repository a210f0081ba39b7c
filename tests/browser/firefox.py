"""Firefox ESR over WebDriver BiDi (W3C), which it speaks itself: Tor Browser, where people read, is one."""

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from .browsing import SIZES, WATCH

Value = bool | int | str

EXECUTABLE: Final = shutil.which("firefox-esr")
TOR: Final[dict[str, Value]] = {
    "privacy.resistFingerprinting": True,
    "webgl.disabled": True,
    "dom.security.trusted_types.enabled": False,  # Firefox has them since 148
}
"""What Tor Browser sets, or has not yet, as far as pages can tell."""
DARK: Final[dict[str, Value]] = {"layout.css.prefers-color-scheme.content-override": 0}
BARE: Final[dict[str, Value]] = TOR | {"javascript.enabled": False, "svg.disabled": True}
"""Tor Browser at its safest level."""

_PROFILE: Final[dict[str, Value]] = {
    "network.proxy.type": 1,  # whatever is not on this machine is asked of a proxy that is not there
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "layout.css.prefers-color-scheme.content-override": 1,
}
"""Over those that Firefox sets itself when it is driven: no updates, no telemetry, no remote settings."""
_EVENTS: Final = ("log.entryAdded", "network.beforeRequestSent", "network.responseCompleted")
_ADDRESS: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_KEYS: Final = {
    **{"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "End": "\ue010"},
    **{"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"},
}
_SECONDS: Final = 30
_SHOW: Final = """async (selector) => {
  const element = document.querySelector(selector);
  for (let still = 0, before; still < 3;) { // what comes into view may take more room than it had
    element.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise(requestAnimationFrame);
    const { top } = element.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
  }
}"""
_PREFER: Final = """{
  const setters = { boolean: "setBoolPref", number: "setIntPref", string: "setCharPref" };
  for (const [name, value] of Object.entries(GIVEN)) {
    if (value === null) Services.prefs.clearUserPref(name);
    else Services.prefs[setters[typeof value]](name, value);
  }
}"""


@dataclass
class Firefox:
    """A connection to a running Firefox; events that come while an answer is awaited are kept."""

    connection: ClientConnection
    events: list[dict[str, Any]] = field(default_factory=list)
    _sent: int = 0

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command. Raises RuntimeError with what Firefox says where it fails."""
        self._sent += 1
        self.connection.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            answer: dict[str, Any] = json.loads(self.connection.recv(timeout=_SECONDS))
            if answer.get("id") == self._sent:
                break
            self.events.append(answer)
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    @contextmanager
    def preferring(self, preferences: dict[str, Value]) -> Iterator[Self]:
        """Have pages that are opened within the block meet these preferences."""
        try:
            self._prefer(preferences)
            yield self
        finally:
            self._prefer({name: _PROFILE.get(name) for name in preferences})

    def _prefer(self, preferences: Mapping[str, Value | None]) -> None:
        own = self.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]
        script = _PREFER.replace("GIVEN", json.dumps(preferences))
        self.call("script.evaluate", expression=script, target={"context": own}, awaitPromise=False)

    @contextmanager
    def tab(self, base: str, size: str = "wide") -> Iterator["Tab"]:
        """A tab that shares no cookie and no storage with another, for as long as the block lasts."""
        user = self.call("browser.createUserContext")["userContext"]
        try:
            made = self.call("browsingContext.create", type="tab", userContext=user)
            tab = Tab(self, made["context"], base)
            tab.size(size)
            self.events.clear()
            yield tab
        finally:
            self.call("browser.removeUserContext", userContext=user)


@dataclass
class Tab:
    """A page, and what it did: requests to other places, errors, breaches of the security policy."""

    firefox: Firefox
    context: str
    base: str

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command about this tab."""
        return self.firefox.call(method, context=self.context, **parameters)

    def size(self, name: str) -> None:
        """Have a window of this size."""
        width, height = SIZES[name]
        self.call("browsingContext.setViewport", viewport={"width": width, "height": height})

    def open(self, path: str) -> Self:
        """Go there, and wait until it is loaded."""
        self.call("browsingContext.navigate", url=f"{self.base}{path}", wait="complete")
        return self

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        """The value of an expression, awaited; of what it returns with `arg`, where it is a function.

        Nothing is awaited that needs none: pages whose scripts are off can be read as well.
        """
        script = f"""(() => {{
          const given = ({expression.strip().rstrip(";")}
          );
          const found = typeof given === "function" ? given({json.dumps(arg)}) : given;
          const told = (value) => JSON.stringify(value ?? null);
          return found instanceof Promise ? found.then(told) : told(found);
        }})()"""
        target = {"context": self.context}
        answer = self.firefox.call("script.evaluate", expression=script, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def until(self, condition: str, seconds: float = 10) -> None:
        """Wait until it holds. Raises TimeoutError where it does not after so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(RuntimeError):  # between two pages there is none
                if self.evaluate(f"Boolean({condition})"):
                    return
            time.sleep(0.05)
        raise TimeoutError(condition)

    def count(self, selector: str) -> int:
        """How many elements match."""
        found: int = self.evaluate("(selector) => document.querySelectorAll(selector).length", selector)
        return found

    def click(self, selector: str) -> None:
        """A click with the mouse, in the middle of the first element that matches; scripts have to be on."""
        self.evaluate(_SHOW, selector)
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": self._element(selector)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.call("input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def _element(self, selector: str) -> dict[str, Any]:
        locator = {"type": "css", "value": selector}
        found = self.call("browsingContext.locateNodes", locator=locator, maxNodeCount=1)
        return {"type": "element", "element": {"sharedId": found["nodes"][0]["sharedId"]}}

    def press(self, *keys: str) -> None:
        """These keys, one after the other: names of keys, or text that is typed."""
        typed = [one for key in keys for one in (_KEYS.get(key) or key)]
        strokes = [{"type": type, "value": one} for one in typed for type in ("keyDown", "keyUp")]
        self.call("input.performActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def picture(self, selector: str | None = None) -> bytes:
        """What is to be seen in the window, or of an element, as PNG."""
        clip = {} if selector is None else {"clip": self._element(selector)}
        return base64.b64decode(self.call("browsingContext.captureScreenshot", **clip)["data"])

    def breaches(self) -> list[str]:
        """What the policy forbade, other requests, and errors of scripts since this was last asked."""
        forbidden: list[str] = self.evaluate("window.__violations ?? []")
        events = [*self.firefox.events]
        self.firefox.events.clear()
        return [*forbidden, *filter(None, map(self._fault, events))]

    def _fault(self, event: dict[str, Any]) -> str | None:
        told = event["params"]
        if event["method"] == "log.entryAdded":
            return f"{told['text']} {told.get('stackTrace')}" if told["level"] == "error" else None
        url = told["request"]["url"]
        if event["method"] == "network.responseCompleted":
            return f"{told['response']['status']} {url}" if told["response"]["status"] >= 400 else None
        home = urlsplit(url)[:2] == urlsplit(self.base)[:2] or url.startswith(("data:", "blob:"))
        return None if home else url


@contextmanager
def running(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in the folder. Raises RuntimeError where it does not answer."""
    profile = folder / "profile"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PROFILE.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    options = ("--headless", "--no-remote", "--remote-debugging-port", "0", "--remote-allow-system-access")
    log = folder / "log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [str(EXECUTABLE), *options, "--profile", str(profile), "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            env=os.environ | {"HOME": str(folder)},
        )
    try:
        address = f"{_listening(process, log)}/session"
        with connect(address, proxy=None, max_size=None, ping_interval=None) as connection:
            firefox = Firefox(connection)
            firefox.call("session.new", capabilities={})
            firefox.call("session.subscribe", events=list(_EVENTS))
            firefox.call("script.addPreloadScript", functionDeclaration=f"() => {{ {WATCH} }}")
            yield firefox
            firefox.call("browser.close")
        process.wait(timeout=_SECONDS)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=_SECONDS)


def _listening(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        if found := _ADDRESS.search(log.read_text("utf-8", errors="replace")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"Firefox does not answer: {log.read_text('utf-8', errors='replace')}")
