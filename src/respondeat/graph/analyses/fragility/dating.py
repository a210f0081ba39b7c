"""What the time of an event rests on."""

from dataclasses import dataclass

from respondeat.graph.command import CommandGraph, Kind
from respondeat.graph.command.states import UNCARRIED
from respondeat.graph.replay import Records

from .conditions import Conditions
from .hitting import bits
from .known import Knowledge
from .withdrawable import By, Source


@dataclass(frozen=True, slots=True)
class Dating:
    """The statements that date an event, and the sources without any one of which nothing dates it."""

    statements: tuple[str, ...]
    documents: tuple[Source, ...]
    origins: tuple[Source, ...]


def dating(records: Records, graph: CommandGraph, event: str) -> Dating:
    """What dates an event and is neither rejected nor retracted; nothing for what has no time of its own.

    `fragility` keeps the time asked for as it is: a chain is judged on the day of the event, whoever says
    when that was. Without the sources named here nobody would.
    """
    node = graph.node(event)
    said = {
        graph.statement_iri(row)
        for link in (() if node is None else graph.up(node))
        if graph.kind_number[link] == Kind.TIME
        for row in range(graph.row_start[link], graph.row_start[link + 1])
        if graph.state[row] not in UNCARRIED
    }
    documents, origins = (_alone(Conditions(Knowledge(records), said, by), said) if said else () for by in By)
    return Dating(tuple(sorted(said)), documents, origins)


def _alone(conditions: Conditions, said: set[str]) -> tuple[Source, ...]:
    sources = conditions.withdrawable
    numbers = [conditions.number[id] for id in said]
    alone = (bit for bit in bits(sources.everything) if not _any(conditions.at(bit).upheld, numbers))
    return tuple(source for bit in alone for source in sources.of(bit))


def _any(upheld: tuple[bool, ...], numbers: list[int]) -> bool:
    return any(upheld[n] for n in numbers)
