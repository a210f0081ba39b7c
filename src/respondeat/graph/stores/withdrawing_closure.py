"""What has to follow when records are withdrawn, so that nothing that stays speaks of them.

What only speaks of a withdrawn record follows it: assessments and contradictions of a statement, derivations
from it and of it, attestations of nothing else with the passages that only they cite, passages of a
document. A statement that was attested follows when, at some level, no attestation and no derivation is left
for it, and one that is marked as derived when no derivation is. What also speaks of something else is
divided: an attestation or retraction of several statements stays for the others, and an attestation whose
passages are withdrawn stays as a stub, where it says whose it is.
Refused is what would change the weight of what stays: a withdrawn retraction, rejection, denial or
contradiction would leave standing what it speaks against; and a withdrawn document of which another is a
version. With dependents these follow too, and so do attestations that would be left as stubs, and all that
speaks of a withdrawn entity.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Entity,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

from .withdrawing_records import reduced
from .withdrawing_view import Below

_ABOUT_IT = frozenset({v.ASSESSES, v.DERIVES, v.PREMISE, v.BETWEEN, v.HAS_SOURCE})
_IN_PART = frozenset({v.SUPPORTS, v.DENIES, v.INVALIDATED, v.HAS_PASSAGE, v.REVISION_OF, v.QUOTED_FROM})
_LABELS = frozenset({v.PREF_LABEL, v.ALT_LABEL})


class Closure:
    """What is withdrawn, by id with the record that it follows ("" for what was asked for).

    `refused` lists what stands in the way as (id of what would be withdrawn, id of what stays, why not).
    """

    def __init__(
        self, below: Below, asked: Iterable[str], described: Iterable[str], *, dependents: bool
    ) -> None:
        """`asked` are ids of records; of entities the names go too, but not of those in `described`."""
        self.gone: dict[str, str] = {}
        self.entities: dict[str, str] = {}  # those whose description is withdrawn
        self.refused: list[tuple[str, str, str]] = []
        self._below = below
        self._dependents = dependents
        self._queue: deque[str] = deque()
        for id in asked:
            if isinstance(below.record(id), Entity):
                self._entity(id, named=True)
            else:
                self._take(id, "")
        for id in described:
            self._entity(id, named=False)
        self._follow()
        while self._weigh():
            self._follow()

    def _take(self, id: str, because: str) -> None:
        if id not in self.gone:
            self.gone[id] = because
            self._queue.append(id)

    def _entity(self, id: str, *, named: bool) -> None:
        self.entities[id] = ""
        for prop, name in self._below.saying(id):
            if prop in _LABELS and (named or self._dependents):
                self._take(name, id)
        if self._dependents:
            for _, subject in self._below.referring(id):
                if not isinstance(self._below.record(subject), Entity):
                    self._take(subject, id)

    def _follow(self) -> None:
        while self._queue:
            id = self._queue.popleft()
            for prop, subject in self._below.referring(id):
                self._referred(prop, subject, id)
            record = self._below.record(id)
            for statement in _held_up(record):
                if statement not in self.gone and self._bare(statement):
                    self._take(statement, id)
            for passage in record.passages if isinstance(record, Attestation) else ():
                cited = {s for prop, s in self._below.referring(passage) if prop == v.HAS_PASSAGE}
                if cited <= self.gone.keys() and self._below.level(passage) is not None:
                    self._take(passage, id)

    def _referred(self, prop: str, subject: str, id: str) -> None:
        """A record that stays, so far, refers to one that is withdrawn."""
        if prop in _LABELS or subject in self.gone:
            return
        if prop in _ABOUT_IT or (self._dependents and prop not in _IN_PART):
            self._take(subject, id)
        elif prop in _IN_PART:
            known = self._below.record(subject)
            left = known and reduced(known, self.gone.keys())
            if left is None or (known is not None and self._only_a_stub(known, left)):
                self._take(subject, id)
        else:
            self.refused.append((id, subject, "would refer to what is not there"))

    def _only_a_stub(self, known: Record, left: Record) -> bool:
        """Whether an attestation that is left as a stub follows whole."""
        if not isinstance(known, Attestation) or not isinstance(left, Attestation):
            return False
        made = left.withheld and not known.withheld
        return made and (self._dependents or not (left.origin or left.reported_by))

    def _bare(self, statement: str) -> bool:
        """Whether a level that saw the statement held up sees nothing any more that holds it up."""
        lowest = self._below.level(statement)
        if lowest is None:
            return False
        known = self._below.record(statement)
        derived = isinstance(known, Statement) and known.derived
        held = self._below.supports(statement, derivations=derived)
        for level in range(lowest, self._below.top):
            before = {id for at, id in held if at <= level}
            if before and before <= self.gone.keys():
                return True
        return False

    def _weigh(self) -> bool:
        """Look at what stays and loses what speaks against it; whether more is taken for that."""
        against = [
            (id, other)
            for id in self.gone
            for other in _spoken_against(self._below.record(id), self.gone.keys())
            if other not in self.gone and self._below.level(other) is not None
        ]
        for id, other in against:
            if self._dependents:
                self._take(other, id)
            else:
                self.refused.append((id, other, "would stand without what speaks against it"))
        return self._dependents and bool(against)

    def divided(self) -> Mapping[str, int]:
        """Records that stay and lose references, with the lowest level that knew what they lose."""
        found: dict[str, int] = {}
        for id in self.gone:
            level = self._below.level(id)
            for _, subject in self._below.referring(id):
                record = self._below.record(subject)
                if subject not in self.gone and record is not None and not isinstance(record, Entity):
                    at = self._below.top if level is None else level
                    found[subject] = min(at, found.get(subject, at))
        return found


def _held_up(record: Record | None) -> Iterable[str]:
    match record:
        case Attestation():
            return record.supports
        case Derivation():
            return (record.derives,)
    return ()


def _spoken_against(record: Record | None, gone: Set[str]) -> Iterator[str]:
    """What stands differently where this record is not known."""
    match record:
        case Retraction():
            yield from record.invalidates
        case Attestation():
            yield from record.denies
        case Contradiction() if not gone & set(record.between):
            yield from record.between
        case Assessment() if record.status != v.ACCEPTED or record.revision_of:
            yield record.assesses
