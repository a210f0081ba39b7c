"""Which statements contradict each other, and which only seem to."""

from collections.abc import Iterable
from dataclasses import dataclass

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.states import is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Contradiction
from respondeat.ontology import vocabulary as v

from .denials import denials
from .figures import figures
from .heads import heads
from .places import places
from .postings import postings
from .shape import MOST, Conflict, Found, Kind, Known, Noted, Side, Verdict, Why
from .times import times

__all__ = ["Conflict", "Conflicts", "Kind", "Side", "Verdict", "Why", "conflicts"]

_VERDICTS = tuple(Verdict)
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The answer: by verdict, kind, rule and what they are about.

    Of the kinds and verdicts in `truncated` there are more than were kept.
    """

    conflicts: tuple[Conflict, ...]
    truncated: tuple[tuple[Kind, Verdict], ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for one in self.conflicts for s in one.statements}))


def conflicts(
    graph: CommandGraph, records: Records, target: str = "", *, kinds: Iterable[Kind] = Kind, most: int = MOST
) -> Conflicts:
    """Contradictions over the whole graph, or those that touch one entity, and what only seems to be one.

    Two sides are brought together by a named rule (`Why`), by keys and sweeps over time, never by looking at
    all pairs. Certain: as recorded both cannot hold. Possible: the dates leave it open, or the rule is no
    more than a reason to look. Not contradictory: a reader could be misled. What analysts noted of a pair
    (Contradiction) weighs more than a rule; what no rule finds is given as noted. Rejected and retracted
    statements, and those that are only denied, contradict nothing. At most `most` of a kind and verdict.
    """
    wanted = frozenset(kinds)
    known = Known(records)
    noted = Noted(_noted(records, known))
    found = Found(known, noted, target, most)
    if Kind.HEADS in wanted or Kind.NOTED in wanted:
        heads(graph, found)
    if Kind.POSTINGS in wanted or Kind.NOTED in wanted:
        postings(graph, records, found)
    if Kind.DENIALS in wanted:
        denials(records, found)
    if Kind.FIGURES in wanted or Kind.NOTED in wanted:
        figures(records, found)
    if Kind.PLACES in wanted or Kind.NOTED in wanted:
        places(records, found)
    if Kind.TIMES in wanted or Kind.NOTED in wanted:
        times(graph, records, found)
    if Kind.NOTED in wanted:
        _add_noted(found)
    kept = (one for one in found.conflicts if one.kind in wanted)
    return Conflicts(tuple(sorted(kept, key=_rank)), tuple(sorted(found.dropped)))


def _rank(one: Conflict) -> tuple[int, int, str, tuple[str, ...], list[tuple[str, ...]]]:
    said = [side.statements for side in one.sides]
    return _VERDICTS.index(one.verdict), _KINDS.index(one.kind), one.why, one.about, said


def _noted(records: Records, known: Known) -> Iterable[Contradiction]:
    """What analysts noted of two statements that somebody upholds."""
    for id in records.instances(v.CONTRADICTION):
        found = records.record(id)
        if (
            isinstance(found, Contradiction)
            and not is_retracted(records, id)
            and all(map(known.said, found.between))
        ):
            yield found


def _add_noted(found: Found) -> None:
    """What no rule here brought together."""
    for one in found.noted.all:
        if one.id not in found.noted.met:
            a, b = one.between
            roles = [s.roles for s in map(found.known.statement, (a, b)) if s is not None]
            shared = set.intersection(*(set(r) for r in roles)) if roles else set()
            about = sorted(x for _, x in shared if isinstance(x, str) and found.known.entity(x) is not None)
            found.add(Kind.NOTED, Why.NOTED, about, (Side((a,)), Side((b,))))
