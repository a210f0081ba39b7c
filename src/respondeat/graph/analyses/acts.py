"""Who is named as having done what: perpetrators; international bodies and states; patterns apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from respondeat.graph.command import State
from respondeat.graph.command.upheld import Upheld, upheld
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

PERPETRATING: Final = frozenset({v.PERPETRATOR, v.MAIN_PERPETRATOR})
PASSIVE: Final = frozenset(
    v.R + name
    for name in ("addressee", "target", "subject", "victim", "beneficiary", "accused", "candidate", "witness")
)
"""Roles in which somebody does nothing: an act is done to them, or concerns them."""

INSTITUTIONAL: Final = frozenset(
    v.R + name
    for name in ("finding", "mechanismInvocation", "referral", "reportPublication", "resolution", "sanction")
)
"""Types of event by which states, and groups charged by international bodies, act as these do."""

_INTERNATIONAL: Final = v.R + "InternationalBody"
_STATE: Final = v.R + "State"
_GROUPS: Final = frozenset({v.PERSON_GROUP, v.BODY_GROUP})
_RAPPORTEUR: Final = v.R + "rapporteur"
_MEASURE, _LISTING = v.R + "Measure", v.R + "Listing"
_CHARACTERISATION: Final = v.R + "LegalCharacterisation"


class Act(NamedTuple):
    """One actor's part in an event or pattern, or another act of theirs, by the relation of the statements.

    `what` is the role, the kind of measure or the crime, `of` the event or pattern; for a listing the
    instrument. `state` is the weakest of the statements.
    """

    actor: str
    relation: str
    what: str
    of: str
    statements: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Acts:
    """What one actor is said to have done, each kind apart, by id of the event."""

    actor: str
    events: tuple[Act, ...]
    patterns: tuple[Act, ...]
    listings: tuple[Act, ...] = ()
    characterisations: tuple[Act, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements behind it, sorted."""
        kinds = (self.events, self.patterns, self.listings, self.characterisations)
        return tuple(sorted({s for acts in kinds for act in acts for s in act.statements}))


def perpetrators(records: Records, actor: str = "") -> tuple[Acts, ...]:
    """Bodies and groups that sources name as perpetrators, or one actor whoever it is, by id.

    A group stands for itself: what is said of it is said of none of its members. A pattern is no event.
    """
    return _gathered(records, _perpetrating(records, actor))


def international(records: Records, actor: str = "") -> tuple[Acts, ...]:
    """What international bodies and states did, or one of them, by id.

    Of international bodies every part that is not `PASSIVE`; of states, and of groups of rapporteurs, their
    parts in events of the `INSTITUTIONAL` types; measures and listings that they imposed; and what events or
    patterns are in law by what they say themselves.
    """
    found = (*_taking_part(records), *_imposing(records), *_characterising(records))
    return _gathered(records, (act for act in found if not actor or act.actor == actor))


def _perpetrating(records: Records, actor: str) -> Iterator[Act]:
    for found in upheld(records, v.PARTICIPATION):
        s = found.statement
        who = s.iri("actor")
        asked = who == actor if actor else _class(records, who) != v.PERSON
        if s.iri("role") in PERPETRATING and asked:
            yield _act(found, who, s.iri("role"), s.iri("event"))


def _taking_part(records: Records) -> Iterator[Act]:
    for found in upheld(records, v.PARTICIPATION):
        s = found.statement
        who, event, role = s.iri("actor"), s.iri("event"), s.iri("role")
        if role not in PASSIVE and _acts(records, who, event, role):
            yield _act(found, who, role, event)


def _acts(records: Records, who: str, event: str, role: str) -> bool:
    kind = _class(records, who)
    if kind == _INTERNATIONAL:
        return True
    found = records.record(event)
    institutional = isinstance(found, Entity) and found.get(v.EVENT_TYPE) in INSTITUTIONAL
    return institutional and (kind == _STATE or (kind in _GROUPS and role == _RAPPORTEUR))


def _imposing(records: Records) -> Iterator[Act]:
    for found in upheld(records, _MEASURE):
        if _of_states(records, who := found.statement.iri("actor")):
            yield _act(found, who, found.statement.iri("measureKind"), found.statement.iri("event"))
    for found in upheld(records, _LISTING):
        if _of_states(records, who := found.statement.iri("imposer")):
            yield _act(found, who, "listed", found.statement.iri("instrument"))


def _characterising(records: Records) -> Iterator[Act]:
    for found in upheld(records, _CHARACTERISATION):
        for who in sorted({a.origin for a in found.evidence.supporting if a.origin}):
            if _of_states(records, who):
                yield _act(found, who, found.statement.iri("crime"), found.statement.iri("event"))


def _of_states(records: Records, who: str) -> bool:
    return _class(records, who) in (_INTERNATIONAL, _STATE)


def _class(records: Records, id: str) -> str:
    found = records.record(id)
    return found.cls if isinstance(found, Entity) else ""


def _act(found: Upheld, actor: str, what: str, of: str) -> Act:
    s = found.statement
    relation = s.relation.removeprefix(v.R)
    return Act(actor, relation, what.removeprefix(v.R), of, (s.id,), found.evidence.state)


def _gathered(records: Records, acts: Iterable[Act]) -> tuple[Acts, ...]:
    by_actor: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_actor[act.actor].append(act)
    return tuple(_one(records, actor, by_actor[actor]) for actor in sorted(by_actor))


def _one(records: Records, actor: str, acts: list[Act]) -> Acts:
    kinds: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        apart = act.relation in ("Listing", "LegalCharacterisation")
        pattern = _class(records, act.of) == v.PATTERN
        kinds[act.relation if apart else "patterns" if pattern else "events"].append(act)
    return Acts(
        actor,
        _joined(kinds["events"]),
        _joined(kinds["patterns"]),
        _joined(kinds["Listing"]),
        _joined(kinds["LegalCharacterisation"]),
    )


def _joined(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Acts of the same role and event as one, whatever their times, by event and role."""
    same: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        same[act.of, act.what].append(act)
    return tuple(
        group[0]._replace(
            statements=tuple(sorted({s for a in group for s in a.statements})),
            state=max(a.state for a in group),
        )
        for _, group in sorted(same.items())
    )
