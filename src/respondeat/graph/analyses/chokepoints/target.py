"""Chokepoints: the persons and bodies through which every chain from a target to its ends passes."""

from collections.abc import Iterable
from dataclasses import dataclass

from respondeat.graph.command import CommandGraph, Judge, When

from .engine import DOMINATORS_FROM, Engine, engine_for
from .told import Told, reached
from .ways import ways


@dataclass(frozen=True, slots=True)
class Chokepoint:
    """A person or body without whom no chain reaches some ends.

    `ends` are those ends, itself among them where a chain ends there; `tops` those that are tops of a line of
    command. `certain` when the target surely stood below it. `statements` are those of the links by which
    chains come to it and lead on from it.
    """

    node: str
    certain: bool
    ends: tuple[str, ...]
    tops: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chokepoints:
    """The answer: `points` by how many tops and ends no chain reaches without them, nearest first.

    `ends` and `tops` are all there are; `certain` says which chains were asked for.
    """

    target: str
    when: When
    certain: bool
    points: tuple[Chokepoint, ...]
    ends: tuple[str, ...]
    tops: tuple[str, ...]
    statements: tuple[str, ...]
    engine: Engine = Engine.NETWORKX

    @property
    def every(self) -> tuple[str, ...]:
        """Those through which every chain passes."""
        return tuple(p.node for p in self.points if len(p.ends) == len(self.ends))

    @property
    def to_the_top(self) -> tuple[str, ...]:
        """Those through which every chain to a top passes; none where no chain comes to a top."""
        return tuple(p.node for p in self.points if self.tops and len(p.tops) == len(self.tops))


def chokepoints(graph: CommandGraph, target: str, when: When, *, certain: bool = False) -> Chokepoints:
    """The persons and bodies that every chain from a target to some ends passes, at a time.

    Chains are those of section 2 of the model: links that can hold on a common day of the time or, with
    `certain`, that surely hold; each as long as it goes, without a limit of hops. On each day the dominators
    of the graph of that day are taken (Lengauer and Tarjan 1979), and of these what all days have in common:
    exact, where the dominators of all links that can hold at some time of a period would miss some, for ways
    whose links never meet would count as ways round. A target that the graph does not hold has none.

    An end is where a chain ends on one of the days; a top is an end that is not only the head of a body from
    which the line of command leads on. A row is given for who is passed on the way to some other end, or by
    every chain to a top.
    """
    node = graph.node(target)
    if node is None:
        return Chokepoints(target, when, certain, (), (), (), ())
    judge = Judge(graph, when)
    found = ways(judge, node, certain=certain)
    by = engine_for(len(found.nodes), DOMINATORS_FROM)
    told = Told.of(found, by)
    surely = told.reached if certain else reached(ways(judge, node, certain=True))
    points = [
        Chokepoint(
            graph.iri(at),
            at in surely,
            _iris(graph, ends),
            _iris(graph, tops),
            told.statements(graph, at),
        )
        for at, ends, tops in told.points
    ]
    return Chokepoints(
        target,
        when,
        certain,
        tuple(points),
        _iris(graph, told.ends),
        _iris(graph, told.tops),
        told.statements(graph),
        by,
    )


def _iris(graph: CommandGraph, nodes: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(map(graph.iri, nodes)))
