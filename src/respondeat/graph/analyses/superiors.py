"""Which bodies or persons stood directly above a body or person, and which directly below."""

from dataclasses import dataclass

from respondeat.graph.command import SUPERIORS, CommandGraph, Kind, When
from respondeat.graph.command.standing import Board, above, below

# orders and being among a group lead upward too, but are no line of command of their own
UPWARD = SUPERIORS | {Kind.ORDERS, Kind.AMONG}


@dataclass(frozen=True, slots=True)
class Relations:
    """The direct superiors or subordinates of `target` at a time."""

    target: str
    when: When
    board: Board

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for row in self.board.standing for s in row.statements}))


def superiors(graph: CommandGraph, target: str, when: When) -> Relations:
    """The direct superiors at a time by command, control or orders; never by administration or supervision.

    One row a superior, judged as `commanders` judges heads; nobody is their own superior.
    """
    node = graph.node(target)
    board = Board((), (), None, None) if node is None else above(graph, node, when, UPWARD)
    return Relations(target, when, board)


def subordinates(graph: CommandGraph, target: str, when: When) -> Relations:
    """The direct subordinates at a time by command, control or orders, one row each."""
    node = graph.node(target)
    board = Board((), (), None, None) if node is None else below(graph, node, when, UPWARD)
    return Relations(target, when, board)
