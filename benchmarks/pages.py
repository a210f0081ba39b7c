"""Pages in a real browser, beside what pyvis makes of the same graph, in one run.

CPU seconds are those of the whole tree of the browser's processes, of a tab that is already there: from
the navigation to the first frame after the picture stands. Our scripts note that by `performance.mark`.
pyvis is asked for what it writes by itself: physics on, places found in the browser; what it loads from other
hosts is not reached here. It moves on and never rests, so that it is counted only until it shows its picture
for the first time: when its first run of the physics is done (`stabilizationIterationsDone`), and at most for
a minute.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from textwrap import wrap
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx2
from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from respondeat.api.dataset import INDEXES
from respondeat.api.pages.explore.state import packed
from respondeat.api.proof import short
from respondeat.graph.statement import Entity
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.server import server
from tests.browser.browsing import launched

from .measure import Figure, at_most
from .stores import Asked, changeset, make
from .synthetic import SEED, Maker, World

LARGE: Final = 1_000_000
BOXES: Final = 200
ELEMENTS: Final = 1_000
_DAY: Final = "2017-06-15"
_RUNS: Final = 3
_REQUESTS: Final = 60
_QUIET: Final = 0.02  # CPU seconds in a quarter of a second: nothing is going on any more
_LONGEST: Final = 60.0
_PAINTED: Final = "performance.getEntriesByName('painted').length > 0"
_PYVIS: Final = """addEventListener("DOMContentLoaded", () => globalThis.network?.once(
  "stabilizationIterationsDone",
  () => requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("painted"))),
));"""
_TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Wide(Maker):
    """Units of three levels only: a picture of as many boxes."""

    def levels(self, units: int) -> list[list[str]]:
        """One unit, twenty below it, all others below these."""
        return [[self.entity("Body", "Unit") for _ in range(size)] for size in (1, 20, units - 21)]


def measure() -> Iterator[Figure]:
    """The figures of the pages."""
    with tempfile.TemporaryDirectory(prefix="respondeat-bench-") as folder:
        wide = Wide(random.Random(SEED)).make(BOXES)
        store = Path(folder) / "wide"
        with EmbeddedStore.create(store, INDEXES) as target:
            target.write([changeset(wide.records)])
        with server(store, limits__requests_per_minute="100000") as running, sync_playwright() as driver:
            browser = launched(driver)
            yield from _chain_page(browser, running.url, wide, Path(folder))
            yield from _explorer(browser, running.url, wide, Path(folder))
            browser.close()
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            large = apart.submit(make, Path(folder) / "large", LARGE).result()
        yield from _server_time(large)


def _chain_page(browser: Browser, url: str, wide: World, folder: Path) -> Iterator[Figure]:
    asked = f"target={quote(wide.roots[0])}&on={_DAY}&down=2&limit={BOXES}"
    told = _json(f"{url}/v1/structure?{asked}")
    nodes = {box["node"]["id"]: box["node"]["name"] for box in told["boxes"]}
    heads = [(head["person"], box["node"]) for box in told["boxes"] for head in box["heads"]]
    nodes |= {person["id"]: person["name"] for person, _ in heads}
    edges = [(link["source"], link["target"]) for link in told["links"]]
    edges += [(body["id"], person["id"]) for person, body in heads]
    yield Figure("boxes of the chain page", len(told["boxes"]), "boxes")
    address = f"{url}/chain?{asked}&language=en"
    yield from _beside(browser, "chain page", address, _pyvis(folder / "chain.html", nodes, edges), 1.5)
    clicked = _click(browser, address, ".box details.head > summary")
    yield at_most("a click on the chain page, repainted", clicked, 0.2, "CPU s")


def _explorer(browser: Browser, url: str, wide: World, folder: Path) -> Iterator[Figure]:
    bodies = [r.id for r in wide.records if isinstance(r, Entity) and r.cls == v.R + "Body"]
    persons = [r.id for r in wide.records if isinstance(r, Entity) and r.cls == v.PERSON][: ELEMENTS // 5]
    shown = " ".join(packed(short(id)) for id in (*bodies, *persons))
    query = urlencode([("node", part) for part in wrap(shown, 900)])
    told = _json(f"{url}/explore?{query}&language=en&format=json")
    nodes = {node["id"]: node["name"] for node in told["nodes"]}
    edges = [(edge["source"], edge["target"]) for edge in told["edges"]]
    yield Figure("elements of the explorer", len(nodes) + len(edges), "elements")
    address = f"{url}/explore?{query}&language=en"
    yield from _beside(browser, "explorer", address, _pyvis(folder / "explorer.html", nodes, edges), 2.5)


def _beside(browser: Browser, name: str, address: str, pyvis: str, bar: float) -> Iterator[Figure]:
    """Both opened in turn, so that a busy moment of the machine is met by both."""
    ours, theirs = zip(
        *((_opened(browser, address), _opened(browser, pyvis)) for _ in range(_RUNS)), strict=True
    )
    yield at_most(f"{name}, painted", median(ours), bar, "CPU s")
    yield Figure(f"the same graph as the {name} by pyvis", median(theirs), "CPU s")
    yield Figure(f"{name} to pyvis", median(ours) / median(theirs), "times")


def _server_time(asked: Asked) -> Iterator[Figure]:
    """From the request to the last byte, one after the other over one connection to a server of its own."""
    event, _ = asked.events[0]
    path = f"/chain?{urlencode({'target': event, 'language': 'en'})}"
    with server(asked.path, limits__requests_per_minute="100000") as running, running.client() as client:
        seconds = []
        for _ in range(_REQUESTS):
            begun = time.perf_counter()
            got = client.get(path, headers={"Accept": "text/html"})
            seconds.append(time.perf_counter() - begun)
            got.raise_for_status()
    told = median(seconds[_REQUESTS // 3 :]) * 1000  # a process first reads what it is asked
    yield at_most(f"chain page at {LARGE:,} quads, on the server", told, 20, "ms")


def _json(address: str) -> Any:
    got = httpx2.get(address, headers={"Accept": "application/json"}, trust_env=False, timeout=120)
    got.raise_for_status()
    return got.json()


def _pyvis(file: Path, nodes: Mapping[str, str], edges: list[tuple[str, str]]) -> str:
    """The file that pyvis writes of a graph."""
    drawn = Network(cdn_resources="in_line", directed=True)
    for id, name in nodes.items():
        drawn.add_node(id, label=name)
    for source, target in edges:
        drawn.add_edge(source, target)
    file.write_text(drawn.generate_html(), "utf-8")
    return file.as_uri()


def _opened(browser: Browser, address: str) -> float:
    """CPU seconds from going to an address to its picture; of one that never comes those of a minute."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        page.add_init_script(_PYVIS)
        _spent(lambda: None)
        start = _browser_seconds()
        page.goto(address, wait_until="commit")
        until = time.monotonic() + _LONGEST
        while not page.evaluate(_PAINTED) and time.monotonic() < until:
            time.sleep(0.05)
        return _browser_seconds() - start
    finally:
        page.close()


def _click(browser: Browser, address: str, what: str) -> float:
    """CPU seconds from a click until nothing goes on any more."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        page.goto(address, wait_until="load")
        _spent(lambda: None)
        found = page.locator(what)
        return median(_spent(found.nth(number).click) for number in range(_RUNS))
    finally:
        page.close()


def _spent(work: Callable[[], object]) -> float:
    """CPU seconds of the browser for what is done, until it is quiet again."""
    start = _browser_seconds()
    work()
    last, until = start, time.monotonic() + _LONGEST
    while time.monotonic() < until:
        time.sleep(0.25)
        now = _browser_seconds()
        if now - last < _QUIET:
            return now - start
        last = now
    return last - start


def _browser_seconds() -> float:
    """CPU seconds so far of all processes of browsers that this process has started."""
    parents, spent = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                name, _, rest = (folder / "stat").read_text().partition(" (")[2].rpartition(") ")
                fields = rest.split()
                parents[int(folder.name)] = int(fields[1])
                spent[int(folder.name)] = sum(map(int, fields[11:15])) / _TICKS if "chrom" in name else 0.0
    return sum(seconds for pid, seconds in spent.items() if _ours(pid, parents))


def _ours(pid: int, parents: Mapping[int, int]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == os.getpid():
            return True
    return False
