"""Judgements on identity: two entities are the same, different or neither yet. Nothing is ever merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from respondeat.api.changeset_draft import LOCAL, Draft
from respondeat.api.changeset_view import View
from respondeat.errors import Conflict
from respondeat.graph.statement import Attestation, Document, Entity, Passage, Record, Statement, statement_id
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .writing import Order, viewed
from .writing_changeset import submitted
from .writing_review import CLOSED, PUBLIC, asked_level, found, given, least_level, need_closed, said
from .writing_slips import slip

_IDENTITY: Final = v.R + "Identity"
_VERDICTS: Final = {"same": v.SAME, "different": v.DIFFERENT, "unsure": v.R + "unsure"}


@dataclass(frozen=True, slots=True)
class _Judged:
    """What stands on record and was not taken back: pairs that are the same, and pairs that differ."""

    same: dict[frozenset[str], str]
    different: dict[frozenset[str], str]

    def cluster(self, id: str) -> set[str]:
        """Everything that is the same as this by judgements, itself included."""
        reached, waiting = {id}, [id]
        while waiting:
            one = waiting.pop()
            for pair in self.same:
                if one in pair and not pair <= reached:
                    waiting += pair - reached
                    reached |= pair
        return reached


def judge(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Judge two entities: `first`, `second`, `verdict` (same, different, unsure) and more.

    The answer lists under `implies` the other pairs that are the same if this one is. Raises NotFound for
    what the caller may not see, Conflict when a judgement on record says otherwise, NotAllowed,
    ValidationError.
    """
    asked = given(order, ("first", "second", "verdict", "reason", "passages", "level"))
    pair = (asked.ref("first", needed=True), asked.ref("second", needed=True))
    verdict = asked.text("verdict", needed=True)
    if verdict and verdict not in _VERDICTS:
        asked.fault("verdict", verdict, "is same, different or unsure")
    reason, passages = asked.text("reason", needed=True), asked.refs("passages")
    if pair[0] and pair[0] == pair[1]:
        asked.fault("second", pair[1], "is the first one again")
    level_asked = asked_level(asked, order)
    with viewed(store, order) as view:
        for id in pair:
            found(view, id, Entity)
        for id in passages:
            found(view, id, Passage)
        implied = _implied(view, pair, verdict)
        level = least_level(view, (*pair, *passages), level_asked, order)
        if level == PUBLIC and any(map(view.protected, pair)):
            need_closed(order)
            level = CLOSED
        draft = _draft(view, order, pair, _VERDICTS[verdict], reason, passages, level)
    told = submitted(store, order, [draft], slip(store.path, order.who, "", said(order)))
    return {**told, "implies": implied}


def _draft(
    view: View,
    order: Order,
    pair: tuple[str, str],
    verdict: str,
    reason: str,
    passages: Iterable[str],
    level: str,
) -> Draft:
    """The statement, and that the reviewer says so: in the passages named, else in the judgement itself."""
    a, b = sorted(pair)
    roles = ((v.R + "first", a), (v.R + "second", b), (v.R + "verdict", verdict))
    statement = Statement(statement_id(_IDENTITY, roles, None), _IDENTITY, roles)
    records: list[Record] = [statement]
    own = {statement.id, order.author}
    known = view.record(order.author)
    if known is None or (isinstance(known, Entity) and known.cls == v.PERSON):
        records.append(Entity(order.author, v.PERSON))
    where = tuple(passages)
    if not where:
        records.append(Document(f"{LOCAL}/judgement", title="Judgement on identity", note=reason))
        records.append(Passage(f"{LOCAL}/passage", f"{LOCAL}/judgement", locator="the judgement"))
        where = (f"{LOCAL}/passage",)
    records.append(
        Attestation(
            f"{LOCAL}/attestation",
            supports=(statement.id,),
            passages=where,
            origin=order.author,
            modality=v.R + "found",
            note=reason,
        )
    )
    return Draft(tuple(records), level, own=frozenset(own))


def _implied(view: View, pair: tuple[str, str], verdict: str) -> list[list[str]]:
    """The other pairs that a judgement makes the same. Raises Conflict where one on record is against it."""
    judged = _judged(view)
    left, right = judged.cluster(pair[0]), judged.cluster(pair[1])
    if verdict != "same":
        if pair[1] in left:
            raise _against("are the same by judgements on record", _between(judged.same, left))
        if verdict == "unsure" and frozenset(pair) in judged.different:
            raise _against("differ by a judgement on record", [judged.different[frozenset(pair)]])
        return []
    if pair[1] in left:
        return []
    apart = [
        judged.different[frozenset(one)] for one in product(left, right) if frozenset(one) in judged.different
    ]
    if apart:
        raise _against("would become the same as what a judgement on record tells apart", apart)
    return sorted(sorted(one) for one in product(left, right) if frozenset(one) != frozenset(pair))


def _between(pairs: dict[frozenset[str], str], cluster: set[str]) -> list[str]:
    return [id for pair, id in pairs.items() if pair <= cluster]


def _against(why: str, statements: Iterable[str]) -> Conflict:
    listed = sorted(set(statements))
    return Conflict(
        f"The two {why}: {', '.join(listed[:5])}. Nothing was written: retract that judgement first.",
        candidates=[{"id": id} for id in listed[:100]],
    )


def _judged(view: View) -> _Judged:
    made = _Judged({}, {})
    for id in sorted(view.reader.instances(_IDENTITY)):
        record = view.record(id)
        if not isinstance(record, Statement) or _set_aside(view, id):
            continue
        pair = frozenset((record.iri("first"), record.iri("second")))
        if record.get("verdict") == v.SAME:
            made.same.setdefault(pair, id)
        elif record.get("verdict") == v.DIFFERENT:
            made.different.setdefault(pair, id)
    return made


def _set_aside(view: View, id: str) -> bool:
    """Whether a statement was taken back, or all that supports it was."""
    if view.reader.pointing(v.INVALIDATED, id):
        return True
    support = view.reader.pointing(v.SUPPORTS, id)
    return bool(support) and all(view.reader.pointing(v.INVALIDATED, one) for one in support)
