"""Who was head of a body on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from respondeat.errors import InputError
from respondeat.graph.command import HEADS, CommandGraph, Kind, When
from respondeat.graph.command.days import Days, intersection, union
from respondeat.graph.command.standing import Board, Standing, above

_NOBODY = Board((), (), None, None)


@dataclass(frozen=True, slots=True)
class TwoHeads:
    """Two persons of whom each surely was head on `days`; a handover when they share one day only."""

    first: str
    second: str
    days: Days
    handover: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commanders:
    """The answer: `board` holds the heads, those left out, and the neighbours of a gap.

    `others` hold other posts in the body, such as deputies: no command follows from theirs.
    """

    body: str
    when: When
    board: Board
    conflicts: tuple[TwoHeads, ...]
    others: Board

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for row in self.board.standing for s in row.statements}))


def commanders(graph: CommandGraph, body: str, when: When) -> Commanders:
    """The heads and acting heads of a body at a time, after section 2 of the model (rule next-attested).

    One row a person. Those who are certain come first, then those who are possible; both heads of a
    handover day are given. `board.last_before` and `board.first_after` are the nearest attested heads
    outside the time. A body that the graph does not hold has no heads. Raises InputError for a person.
    """
    node = graph.node(body)
    if node is None:
        return Commanders(body, when, _NOBODY, (), _NOBODY)
    if graph.is_person(node):
        raise InputError(f"{body} is a person, not a body: a person has superiors, not heads")
    board = above(graph, node, when, HEADS)
    others = above(graph, node, when, {Kind.SERVES})
    return Commanders(body, when, board, tuple(_conflicts(graph, board)), others)


def _conflicts(graph: CommandGraph, board: Board) -> Iterator[TwoHeads]:
    sure = [row for row in board.standing if row.sure]
    for a, b in combinations(sure, 2):
        days = intersection(a.sure, b.sure)
        if days:
            yield TwoHeads(graph.iri(a.node), graph.iri(b.node), days, _handover(graph, a, b), _both(a, b))


def _handover(graph: CommandGraph, a: Standing, b: Standing) -> bool:
    everywhere = [_sure(graph, row) for row in (a, b)]
    shared = intersection(*everywhere)
    return len(shared) == 1 and shared[0][0] == shared[0][1]


def _sure(graph: CommandGraph, row: Standing) -> Days:
    return union(i for link in row.links for i in graph.certain_days(link))


def _both(a: Standing, b: Standing) -> tuple[str, ...]:
    return tuple(sorted({*a.statements, *b.statements}))
