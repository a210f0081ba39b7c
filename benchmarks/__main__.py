"""`python -m benchmarks [WHAT ...] [--quads N] [--full]`: every figure, with the bar that was asked for.

Without --quads the sizes are 100,000 and 1,000,000 quads; --full adds 10,000,000, which takes about 4 GB of
memory, 8 GB of disk in the temporary folder and half an hour, and makes bundles of 10 GB instead of 1 GB, in
20 GB of disk. Ends with 1 when a bar does not hold.
"""

import argparse
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from os import cpu_count
from typing import Final

from . import (
    analyses,
    bundles,
    chains,
    dates,
    engines,
    events,
    names,
    opening,
    pages,
    serving,
    sheets,
    tenure,
    terminal,
    writing,
)
from .measure import Figure, failing, show
from .stores import store

SIZES: Final = (100_000, 1_000_000)
FULL: Final = 10_000_000
PACKAGES: Final = ("respondeat", "pyoxigraph", "rdflib", "numpy")
ON_A_STORE: Final = {
    "chains": chains.measure,
    "events": events.measure,
    "tenure": tenure.measure,
    "opening": opening.measure,
}
ALONE: Final = {
    "terminal": terminal.measure,
    "sheets": sheets.measure,
    "dates": dates.measure,
    "names": names.measure,
    "engines": engines.measure,
    "serving": serving.measure,
    "pages": pages.measure,
}
WHAT: Final = (*ON_A_STORE, "writing", "analyses", "bundles", *ALONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a bar does not hold."""
    asked = _parser().parse_args(arguments)
    chosen = tuple(asked.what) or WHAT
    sizes = (asked.quads,) if asked.quads else (*SIZES, FULL) if asked.full else SIZES
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.machine()}, {cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {packages}", flush=True)
    found: list[Figure] = []
    for title, figures in _sections(chosen, sizes, given=bool(asked.quads), full=asked.full):
        made = list(figures)
        found += made
        show(title, made)
    for figure in failing(found):
        print(f"Does not hold: {figure.name}: {figure.told}, asked for {figure.bar}")
    return 1 if failing(found) else 0


def _sections(
    chosen: Sequence[str], sizes: Sequence[int], *, given: bool, full: bool
) -> Iterator[tuple[str, Iterator[Figure]]]:
    for size in sizes:
        on_a_store = [name for name in ON_A_STORE if name in chosen]
        if on_a_store:
            with store(size) as asked:
                for name in on_a_store:
                    yield f"{name}, {size:,} quads", ON_A_STORE[name](asked)
        if "writing" in chosen and size < FULL:
            yield f"writing, {size:,} quads", writing.measure(size)
    if "analyses" in chosen:
        yield "analyses", analyses.measure(sizes if given else analyses.SIZES)
    if "bundles" in chosen:
        yield "bundles", bundles.measure(bundles.FULL if full else bundles.SIZE)
    for name in ALONE:
        if name in chosen:
            yield name, ALONE[name]()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="*", choices=(*WHAT, []), metavar="WHAT", help=", ".join(WHAT))
    parser.add_argument("--quads", type=int, default=0, help="one size of your own")
    parser.add_argument(
        "--full", action="store_true", help=f"{FULL:,} quads too, and bundles of {bundles.FULL:,} bytes"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
