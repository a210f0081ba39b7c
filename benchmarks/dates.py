"""How many EDTF texts are parsed in a CPU second, beside the edtf package in the same run.

The texts are spread as dates in research sheets are: mostly days, then
months and years, intervals, and some with marks of doubt, unspecified digits, seasons or sets.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence

import edtf

from respondeat.graph.dates import parse, read_local

from .measure import Figure, at_least

SEED = 20141231
OURS, THEIRS = 200_000, 400  # the package is about a thousand times slower: fewer texts of the same spread


def texts(count: int, seed: int = SEED) -> list[str]:
    """So many EDTF texts, the same for the same seed."""
    rng = random.Random(seed)
    kinds: Sequence[tuple[int, Callable[[random.Random], str]]] = (
        (50, day),
        (12, month),
        (8, year),
        (10, lambda r: interval(r, day)),
        (5, lambda r: interval(r, month)),
        (4, lambda r: f"{day(r)}/.."),
        (3, lambda r: f"{month(r)}{r.choice('~?%')}"),
        (2, lambda r: f"{year(r)[:3]}X"),
        (2, lambda r: f"{year(r)}-XX"),
        (1, lambda r: f"{year(r)}-{r.randrange(21, 42)}"),
        (1, lambda r: f"[{day(r)},{day(r)}]"),
        (1, lambda r: f"{{{year(r)},{month(r)}}}"),
        (1, lambda r: f"{day(r)}T{r.randrange(24):02d}:{r.randrange(60):02d}:00Z"),
    )
    chosen = rng.choices([make for _, make in kinds], [weight for weight, _ in kinds], k=count)
    return [make(rng) for make in chosen]


def year(rng: random.Random) -> str:
    return str(rng.randrange(1950, 2027))


def month(rng: random.Random) -> str:
    return f"{year(rng)}-{rng.randrange(1, 13):02d}"


def day(rng: random.Random) -> str:
    return f"{month(rng)}-{rng.randrange(1, 29):02d}"


def interval(rng: random.Random, point: Callable[[random.Random], str]) -> str:
    return "/".join(sorted((point(rng), point(rng))))


def per_second(read: Callable[[str], object], given: Sequence[str]) -> float:
    """Texts read in a CPU second."""
    start = time.process_time()
    for text in given:
        read(text)
    return len(given) / (time.process_time() - start)


def local(text: str) -> str:
    """A day as a sheet of a country that writes the day first has it."""
    year, month, day = text.split("-")
    return f"{day}.{month}.{year}"


def with_bounds(text: str) -> tuple[object, object]:
    """The work of `parse` by the package: both ends as days."""
    value = edtf.parse_edtf(text)
    return value.lower_strict(), value.upper_strict()


def measure(count: int = OURS, theirs: int = THEIRS) -> Iterator[Figure]:
    """Texts a CPU second, ours and the package's."""
    rng = random.Random(SEED)
    own, others = per_second(parse, texts(count)), per_second(with_bounds, texts(theirs))
    days = [local(day(rng)) for _ in range(count)]
    yield at_least("parse", own, 100_000, "texts a CPU s")
    yield Figure("read_local", per_second(read_local, days), "texts a CPU s")
    yield Figure("edtf.parse_edtf, with both ends", others, "texts a CPU s")
    yield Figure("parse … times edtf", own / others, "times")
