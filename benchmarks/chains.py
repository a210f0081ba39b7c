"""Chains of eight hops at a date: as published, and the same question as SPARQL on the same store."""

import random
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from statistics import median
from typing import Final

import pyoxigraph as ox
import rdflib

from respondeat.api.answers import structure
from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.chains import chains
from respondeat.graph.command import When
from respondeat.graph.dates import iso
from respondeat.graph.stores import Reader

from . import texts
from .measure import Figure, at_least, at_most, cpu, settle
from .stores import Asked
from .synthetic import DEPTH, SEED

QUESTIONS: Final = 400
SPARQL_QUESTIONS: Final = 20
RDFLIB_QUESTIONS: Final = 3
STRUCTURES: Final = 40
BOXES: Final = 200
RDFLIB_QUADS: Final = 200_000  # above it rdflib takes too long and too much memory


def measure(asked: Asked) -> Iterator[Figure]:
    """Milliseconds a chain and a question, and the ratios."""
    chosen = random.Random(SEED).sample(asked.events, min(QUESTIONS, len(asked.events)))
    with Dataset.open(asked.path) as data:
        settle(keep=True)
        counts: list[int] = []

        def ask(event: str, day: int) -> None:
            counts.append(len(chains(data.graph, event, When.day(day)).chains))

        ours = _times(ask, chosen)
        a_chain = median(took / max(1, count) for took, count in zip(ours, counts, strict=True))
        fewer = chosen[:SPARQL_QUESTIONS]
        reader = data.reader
        whole = _times(lambda e, day: values(reader, texts.chains(e, day, DEPTH - 1)), fewer)
        ways = _times(lambda e, day: values(reader, texts.ways(e, day, DEPTH - 1)), fewer)
        links = _times(lambda e, day: values(reader, texts.links(e, day)), fewer)
        nodes = _times(lambda e, day: climbed(reader, e, day), fewer)
        again = _times(ask, fewer)
        yield at_most("chains(), one chain, median", a_chain * 1e3, 0.05, "ms")
        yield Figure("chains(), one question, median", median(ours) * 1e3, "ms")
        yield Figure("chains in a question, mean", sum(counts) / len(counts), "")
        yield Figure("the same question as one SPARQL text", median(whole) * 1e3, "ms")
        yield at_least("… times chains()", _ratio(whole, again), 100)
        yield Figure("chains without bounds, one text in plain SPARQL 1.1", median(ways) * 1e3, "ms")
        yield at_least("… times chains()", _ratio(ways, again), 100)
        yield Figure("links only, one SPARQL text", median(links) * 1e3, "ms")
        yield Figure("… times chains()", _ratio(links, again), "times")
        yield Figure("links only, SPARQL node by node", median(nodes) * 1e3, "ms")
        yield Figure("… times chains()", _ratio(nodes, again), "times")
        yield from _structures(data, chosen)
        if asked.quads <= RDFLIB_QUADS:
            yield from _beside_rdflib(reader, fewer[:RDFLIB_QUESTIONS], again)


def _structures(data: Dataset, chosen: list[tuple[str, int]]) -> Iterator[Figure]:
    """The answers that pictures are drawn from, with all sources: around events, and of 200 boxes."""
    first, again = chosen[:STRUCTURES], chosen[:STRUCTURES]
    took = [median(_times(lambda e, _: structure(data, e), those)) * 1e3 for those in (first, again)]
    yield Figure("structure() around an event with its sources, asked first, median", took[0], "ms")
    yield at_most("… asked again", took[1], 20, "ms")
    event, day = chosen[0]
    top = max(structure(data, event)["boxes"], key=lambda box: int(box["rank"]))["node"]["id"]

    def whole() -> object:
        return structure(data, top, iso(day), down=DEPTH, limit=BOXES)

    yield Figure(f"structure() of {BOXES} boxes, asked first", cpu(whole) * 1e3, "ms")
    yield at_most("… asked again", min(cpu(whole) for _ in range(3)) * 1e3, 100, "ms")


def _ratio(theirs: list[float], ours: list[float]) -> float:
    """The median of the ratios question by question."""
    return median(a / b for a, b in zip(theirs, ours, strict=False))


def _times(ask: Callable[[str, int], object], questions: Iterable[tuple[str, int]]) -> list[float]:
    return [cpu(partial(ask, event, day)) for event, day in questions]


def rows(reader: Reader, text: str) -> list[ox.QuerySolution]:
    """All solutions of a SELECT."""
    found = reader.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def values(reader: Reader, text: str) -> list[list[str | None]]:
    """What a client reads out of the solutions: our answers are texts and numbers too."""
    return [[None if term is None else str(term) for term in solution] for solution in rows(reader, text)]


def iris(solutions: list[ox.QuerySolution], variable: str) -> list[str]:
    """What a variable names in each solution."""
    found = (solution[variable] for solution in solutions)
    return [term.value for term in found if isinstance(term, ox.NamedNode)]


def climbed(reader: Reader, event: str, day: int) -> int:
    """How many links a client finds that asks for heads and superiors of each body, from the lowest up."""
    waiting = iris(rows(reader, texts.actors(event)), "u0")
    seen, count = set(waiting), 0
    while waiting:
        heads, uppers = texts.above(waiting.pop(), day)
        above = rows(reader, uppers)
        count += len(values(reader, heads)) + len(above)
        new = [upper for upper in iris(above, "upper") if upper not in seen]
        seen.update(new)
        waiting += dict.fromkeys(new)
    return count


def _beside_rdflib(reader: Reader, chosen: list[tuple[str, int]], ours: list[float]) -> Iterator[Figure]:
    """rdflib: the question cut down to the lowest levels, for whole it takes minutes; and links only."""
    graph = rdflib.Graph()
    triples = "".join(f"{quad.triple} .\n" for quad in reader.quads() if str(quad.graph_name) == "DEFAULT")
    graph.parse(data=triples, format="nt")
    settle()
    cut = _times(lambda e, day: list(graph.query(texts.for_rdflib(texts.chains(e, day, 2)))), chosen[:1])
    yield Figure("chains of three levels instead of eight, rdflib", median(cut) * 1e3, "ms")
    yield at_least("… times chains() over eight", _ratio(cut, ours), 10_000)
    links = _times(lambda e, day: list(graph.query(texts.links(e, day))), chosen)
    yield Figure("links only, rdflib", median(links) * 1e3, "ms")
    yield Figure("… times chains()", _ratio(links, ours), "times")
