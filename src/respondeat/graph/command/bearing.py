"""Which statements' states records bear on, and the states as records in memory give them."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Derivation,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

from .states import UNCARRIED, Lookup, State, in_force, state


def _bears_on(record: Record) -> tuple[str, ...]:
    """The ids of what a record speaks for, against or about."""
    match record:
        case Attestation():
            return (*record.supports, *record.denies)
        case Assessment():
            return (record.assesses,)
        case Retraction():
            return record.invalidates
        case Derivation():
            return (record.derives,)
    return ()


def missing(records: Iterable[Record]) -> frozenset[str]:
    """What records speak of, or derive from, that is not among them."""
    there: set[str] = set()
    spoken_of: set[str] = set()
    for r in records:
        there.add(r.id)
        spoken_of.update(_bears_on(r))
        if isinstance(r, Derivation):
            spoken_of.update(r.premises)
    return frozenset(spoken_of - there)


def reconsidered(
    reader: Lookup, added: Iterable[Record], awaited: frozenset[str], known: Callable[[str], bool]
) -> frozenset[str]:
    """The statements whose state does not follow from the added records alone.

    `awaited` is what earlier records spoke of before it was there; `known` tells the statements that were.
    """
    added = tuple(added)
    own = {r.id for r in added}
    waiting = [id for id in own if id in awaited]
    for r in added:
        told = _bears_on(r)
        if isinstance(r, Derivation) and own.issuperset(r.premises):
            told = () if r.derives in own and not known(r.derives) else told
        waiting += (
            id for id in told if id not in own or known(id) or not isinstance(r, Attestation | Derivation)
        )
    return affected(reader, waiting)


def affected(reader: Lookup, changed: Iterable[str]) -> frozenset[str]:
    """The statements whose state may follow from these records, over derivations and retractions too."""
    waiting = list(changed)
    seen: set[str] = set()
    found: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        record = reader.record(id)
        if isinstance(record, Statement):
            found.add(id)
            waiting += reader.pointing(v.PREMISE, id)
        elif record is not None:
            waiting += _bears_on(record)
    return frozenset(found)


class Standing:
    """The states of statements from records in memory."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._supports: dict[str, int] = defaultdict(int)
        self._denials: dict[str, int] = defaultdict(int)
        self._assessments: dict[str, list[Assessment]] = defaultdict(list)
        self._derivations: dict[str, list[Derivation]] = defaultdict(list)
        self._spoken_of: set[str] = set()
        records = tuple(dict.fromkeys(records))
        self._retracted = _retracted(r for r in records if isinstance(r, Retraction))
        for r in records:
            if isinstance(r, Attestation | Derivation):
                self._spoken_of.update(_bears_on(r))
            if r.id not in self._retracted:
                self._take(r)

    def _take(self, r: Record) -> None:
        if isinstance(r, Attestation):
            for id in r.supports:
                self._supports[id] += 1
            for id in r.denies:
                self._denials[id] += 1
        elif isinstance(r, Assessment):
            self._assessments[r.assesses].append(r)
        elif isinstance(r, Derivation):
            self._derivations[r.derives].append(r)

    def state(self, id: str, above: frozenset[str] = frozenset()) -> State:
        """The state of a statement, see `states.evidence`."""
        supports, denials = self._supports.get(id, 0), self._denials.get(id, 0)
        if id in self._derivations:
            supports += sum(self._holds(d, above | {id}) for d in self._derivations[id])
        withdrawn = not (supports or denials) and id in self._spoken_of
        assessments = in_force(self._assessments.get(id, ()))
        return state(supports, denials, assessments, withdrawn or id in self._retracted)

    def only_proven(self, id: str) -> bool:
        """Whether nothing but proofs supports a statement, see `states.Evidence`."""
        proofs = self._derivations.get(id, ()) if not self._supports.get(id) else ()
        return any(self._holds(d, frozenset({id})) for d in proofs)

    def _holds(self, d: Derivation, above: frozenset[str]) -> bool:
        return all(p not in above and self.state(p, above) not in UNCARRIED for p in d.premises)


def _retracted(retractions: Iterable[Retraction]) -> frozenset[str]:
    by_target: dict[str, list[Retraction]] = defaultdict(list)
    for r in retractions:
        for id in r.invalidates:
            by_target[id].append(r)

    def upheld(r: Retraction, seen: frozenset[str]) -> bool:
        return not any(upheld(x, seen | {r.id}) for x in by_target.get(r.id, ()) if x.id not in seen)

    return frozenset(id for id, found in by_target.items() if any(upheld(r, frozenset()) for r in found))
