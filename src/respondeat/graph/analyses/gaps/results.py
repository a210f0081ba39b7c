"""What is missing, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from respondeat.graph.command import Days, When
from respondeat.graph.command.days import Interval
from respondeat.graph.command.standing import Board


class GapKind(StrEnum):
    """What can be missing."""

    NO_HEAD = "no-head"
    NO_SUPERIOR = "no-superior"
    PLACEHOLDER = "placeholder"
    WITHHELD = "withheld"
    NO_POSTING = "no-posting"
    UNDATED = "undated"
    NO_ACTOR = "no-actor"


class Scope(StrEnum):
    """What is asked about a target: itself, all that was under it too, or all that was above it."""

    BODY = "body"
    BRANCH = "branch"
    CHAIN = "chain"


class Count(NamedTuple):
    """Distinct events, those certain and those possible; never added up."""

    certain: int = 0
    possible: int = 0


class Unanswered(NamedTuple):
    """An event all of whose ways pass the gap: on `days`; certain when it is so whichever its day was.

    `statements` are those that tie it to what leads to the gap.
    """

    event: str
    pattern: bool
    certain: bool
    when: When
    days: Days
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: a row of the agenda.

    `node` is the body, person or event that lacks it; for links `other` is their upper end and `link` the
    concept of their kind. `days` are those of events on which it is missing; `span` is the whole stretch,
    events or not, as far as it was asked about (None where days play no part).

    `unanswered` and `patterns` count the single events and the patterns all of whose ways pass the gap,
    `through` and `patterns_through` those of which one way does; `events` lists some of the unanswered.
    For heads and superiors `basis` says who is possible: "bounded" or "open" (see `basis`), or "nobody";
    `nobody` are the days on which nobody is. `board` holds the possible ones and the nearest attested; of a
    person the nearest postings.
    `withheld` and `readable` count attestations; `ranks` are those that sources give a person, `as_told`
    what they say of the person's part in the events.
    """

    kind: GapKind
    node: str
    other: str
    link: str
    days: Days
    span: Interval | None
    unanswered: Count
    patterns: Count
    through: int
    patterns_through: int
    events: tuple[Unanswered, ...] = ()
    basis: str = ""
    nobody: Days = ()
    board: Board | None = None
    withheld: int = 0
    readable: int = 0
    ranks: tuple[str, ...] = ()
    as_told: tuple[str, ...] = ()
    own_statements: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements cited: of the ties of events, of those possible or nearest, its own."""
        found = {s for e in self.events for s in e.statements} | set(self.own_statements)
        if self.board is not None:
            found.update(s for row in self.board.standing for s in row.statements)
            for near in (self.board.last_before, self.board.first_after):
                found.update(near.statements if near else ())
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Gaps:
    """The agenda: the first `rows` of `total`, how many there are of each kind, what events were asked about.

    `single` and `pattern` count the events and patterns of the question, `undated` those among them that no
    source dates at all.
    """

    target: str | None
    scope: Scope | None
    period: Interval | None
    rows: tuple[Gap, ...]
    total: int
    kinds: Mapping[str, int]
    single: int
    pattern: int
    undated: int

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the rows cite."""
        return tuple(sorted({s for row in self.rows for s in row.statements}))
