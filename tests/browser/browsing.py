"""A real browser over a real server: pages as a reader has them, and what each of them must never do."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

AXE: Final = Path(__file__).with_name("axe.min.js")
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SIZES: Final = {"wide": (1440, 900), "phone": (390, 844)}
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_BLACK_HOLE: Final = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

WATCH: Final = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.__violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
"""What a page is given before anything else: it keeps what the policy forbids."""


class Evaluates(Protocol):
    """A page of any browser: it gives the value of an expression, or of a function with its argument."""

    def evaluate(self, expression: str, arg: Any = None) -> Any: ...


def executable() -> str:
    """The browser of this machine. Raises RuntimeError where there is none: no test passes by skipping."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise RuntimeError("Chromium is needed for these tests: apt-get install chromium.")
    return found


def launched(playwright: Playwright, *options: str) -> Browser:
    """A browser that knows no address but those of this machine."""
    rules = f"--host-resolver-rules={_BLACK_HOLE}"
    return playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", rules, *options])


@dataclass
class Watched:
    """A page with what it did: requests to other places, errors, breaches of the security policy."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Go there, and wait until what its scripts do at first is done."""
        self.page.goto(url, wait_until="networkidle")
        return self.page

    def breaches(self) -> list[str]:
        """What the policy forbade, other requests, and errors of scripts: all of them faults."""
        found: list[str] = self.page.evaluate("window.__violations ?? []")
        return [*found, *self.foreign, *self.errors]


@contextmanager
def watched(browser: Browser, base: str, size: str = "wide", **options: Any) -> Iterator[Watched]:
    """A page in a context of its own (no cookies, no storage), for as long as the block lasts.

    Options are those of `Browser.new_context`: `java_script_enabled`, `color_scheme`, `locale`.
    """
    width, height = SIZES[size]
    context = browser.new_context(base_url=base, viewport={"width": width, "height": height}, **options)
    context.add_init_script(WATCH)
    try:
        yield watch(context, base)
    finally:
        context.close()


def watch(context: BrowserContext, base: str) -> Watched:
    """A new page of a context, watched."""
    told = Watched(context.new_page())
    origin = urlsplit(base)[:2]

    def requested(url: str) -> None:
        if urlsplit(url)[:2] != origin and not url.startswith(("data:", "blob:")):
            told.foreign.append(url)

    told.page.on("request", lambda request: requested(request.url))
    told.page.on("pageerror", lambda error: told.errors.append(str(error)))
    told.page.on("console", lambda said: told.errors.append(said.text) if said.type == "error" else None)
    return told


def accessibility(page: Evaluates) -> list[str]:
    """What axe-core finds against WCAG 2.0 to 2.2, levels A and AA, with the elements."""
    page.evaluate(AXE.read_text("utf-8"))
    asked = json.dumps({"runOnly": {"type": "tag", "values": list(TAGS)}})
    found = page.evaluate(f"axe.run(document, {asked})")
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def overflowing(page: Evaluates) -> list[str]:
    """Whether the page is wider than its window, and which elements reach out of it."""
    script = """() => {
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= wide) return [];
      return [...document.body.querySelectorAll("*")]
        .filter((e) => e.getBoundingClientRect().right > wide + 1)
        .slice(0, 10).map((e) => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`);
    }"""
    found: list[str] = page.evaluate(script)
    return found


def small_targets(page: Evaluates, least: int = 24) -> list[str]:
    """Controls smaller than WCAG 2.5.8 allows; links within a sentence are free of it."""
    script = """(least) => [...document.querySelectorAll("a, button, input, select, summary, [role=button]")]
      .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.type !== "hidden"
        && !e.closest("p, li, dd, td, th, blockquote, .unseen, .skip, h1, h2, h3, h4"))
      .map((e) => [e, e.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
      .map(([e, box]) => `${e.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)"""
    found: list[str] = page.evaluate(script, least)
    return found


def overlapping(page: Evaluates) -> list[tuple[str, str]]:
    """Boxes of a drawn chain that lie over one another, in pairs."""
    script = """() => [...document.querySelectorAll("#outline .node, #outline .joined, .tray .node")]
      .map((e) => [e, e.getBoundingClientRect()]).map(([e, r]) => [e.id, r.left, r.top, r.right, r.bottom])"""
    boxes = sorted(page.evaluate(script), key=lambda box: box[1])
    found = []
    for at, (one, _, top, right, bottom) in enumerate(boxes):
        for other, left, above, _, below in boxes[at + 1 :]:
            if left >= right - 0.5:
                break
            if below > top + 0.5 and above < bottom - 0.5:
                found.append((one, other))
    return found


def outside(page: Evaluates) -> list[list[str]]:
    """Texts of a drawn chain that reach out of their box, or are too small to read."""
    script = """() => {
      const found = [];
      for (const box of document.querySelectorAll("#outline .node, #outline .joined")) {
        const around = box.getBoundingClientRect();
        const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        for (let text = walk.nextNode(); text; text = walk.nextNode()) {
          const of = text.parentElement;
          if (!text.data.trim() || of.closest(".node, .joined") !== box || !of.checkVisibility()) continue;
          if (getComputedStyle(of).clipPath !== "none" || of.closest(".label")) continue;
          if (getComputedStyle(of.closest(".to, .when") ?? of).clipPath !== "none") continue;
          if (parseFloat(getComputedStyle(of).fontSize) < 12) found.push(["small", text.data]);
          const range = document.createRange();
          range.selectNodeContents(text);
          for (const r of range.getClientRects()) {
            const aside = r.left < around.left - 1 || r.right > around.right + 1;
            const out = aside || r.top < around.top - 1 || r.bottom > around.bottom + 1;
            if (r.width && out) found.push(["outside", text.data, box.id]);
          }
        }
      }
      return found;
    }"""
    found: list[list[str]] = page.evaluate(script)
    return found
