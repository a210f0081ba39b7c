"""What a command structure is made of."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from respondeat.graph.command import CLIMBED, HEADS, Kind, State
from respondeat.graph.command.standing import Attested, Board, Standing

COMMANDING: Final = CLIMBED - HEADS
"""What leads from a body to another, or to a person who commands it without being its head."""

NOBODY: Final = Board((), (), None, None)


@dataclass(frozen=True, slots=True)
class Box:
    """An event, a body or a person: `rank` steps above the target, below it where that is negative.

    `heads` and `others` are those of a body at the time. `above` and `below` count the neighbours by links of
    command at the time that are not among the boxes.
    """

    node: str
    rank: int
    heads: Board = NOBODY
    others: Board = NOBODY
    headed: bool = False  # whether a head can be expected: it is a body, and no group of them
    above: int = 0
    below: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """All links from one box to a higher one at the time. `row` judges them as `commanders` judges heads.

    `way` says whether they stand on a way up from the target, or down from it, whose links can hold together;
    None where they only join two boxes.
    """

    source: str
    target: str
    row: Standing
    derived: bool
    placeholder: bool
    pattern: bool
    way: Literal["up", "down"] | None


@dataclass(frozen=True, slots=True)
class Denied:
    """A link, or the headship of a body, that nothing carries: denied, rejected, retracted or set aside."""

    source: str
    target: str
    kinds: tuple[Kind, ...]
    state: State
    days: tuple[tuple[int, int], ...]
    statements: tuple[str, ...]
    derived: bool
    placeholder: bool
    pattern: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes of one rank and class that a limit left out, by the box from which they are reached."""

    under: str
    rank: int
    cls: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Linked to boxes on other days only, or a body that statements on the event (`named`) name."""

    node: str
    heads: Board
    headed: bool
    last_before: Attested | None = None
    first_after: Attested | None = None
    named: tuple[str, ...] = ()


class Change(NamedTuple):
    """On `day` something begins to hold, or holds no more, possibly or (`sure`) for certain."""

    day: int
    begins: bool
    sure: bool
    kind: Kind
    body: str
    other: str
    statement: str
