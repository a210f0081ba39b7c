"""Events under a person's command that one document or one origin carries alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from respondeat.graph.command import MAX_HOPS, CommandGraph
from respondeat.graph.replay import Records

from .chains import links
from .truth import Asked, Truth
from .withdrawable import By, Source


@dataclass(frozen=True, slots=True)
class Relying:
    """An event, and the sources without any one of which no chain leads from it to the person.

    `verified` says that each of them was withdrawn from the data in truth, and left no chain.
    """

    event: str
    documents: tuple[Source, ...]
    origins: tuple[Source, ...]
    statements: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Reliance:
    """The answer: the events in the order given, those that no single source carries among them."""

    person: str
    events: tuple[Relying, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the chains rest on."""
        return tuple(sorted({s for e in self.events for s in e.statements}))


def reliance(
    records: Records,
    graph: CommandGraph,
    person: str,
    events: Sequence[str],
    *,
    by: Iterable[By] = tuple(By),
    max_hops: int = MAX_HOPS,
) -> Reliance:
    """For events under a person's command the documents and origins that carry them alone.

    `events` are ids, as of `events_under`. Each is asked as `fragility` asks it: at its own time in the data
    as they are, for chains that are possible at least. An event to which there is no chain of at most
    `max_hops` links rests on no source alone.
    """
    truth, by = Truth(records, graph), tuple(by)
    return Reliance(person, tuple(_relying(truth, person, event, by, max_hops) for event in events))


def _relying(truth: Truth, person: str, event: str, by: tuple[By, ...], max_hops: int) -> Relying:
    node = truth.graph.node(event)
    if node is None:
        return Relying(event, (), (), (), True)
    asked = Asked(truth.graph.time_of(node), certain=False, max_hops=max_hops)
    ends = links(truth, asked, event, [person], by, 0)
    found = [b for end in ends for b in end.breaking]
    single = {b.by: b.singles for b in found}
    return Relying(
        event,
        single.get(By.DOCUMENT, ()),
        single.get(By.ORIGIN, ()),
        tuple(s for end in ends for s in end.statements),
        all(b.verified for b in found),
    )
