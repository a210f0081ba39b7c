"""Review: assessments, retractions, judgements on identity, each a changeset at the level of its object.

What is said of a protected person keeps its reason above public: the public level learns what was decided.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from respondeat.api.changeset_draft import LOCAL, Draft
from respondeat.api.changeset_json import refused
from respondeat.api.changeset_json_given import Faults, Given
from respondeat.api.changeset_view import View
from respondeat.errors import NotAllowed, NotFound
from respondeat.graph.statement import Assessment, Record, Retraction, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .writing import Order, viewed
from .writing_changeset import submitted
from .writing_slips import slip

_WITHHELD: Final = "withheld"
PUBLIC, CLOSED = v.LEVELS[0], v.LEVELS[1]
_HERE: Final = f"{LOCAL}/"
_FULL: Final = f"{LOCAL}/in-full"


def assess(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Assess a statement: `assesses`, `status`, `confidence`, `reason`, `revision_of`, `level`.

    Raises NotFound for a statement or assessment that the caller may not see, NotAllowed for a level below
    the statement's or above the caller's, ValidationError.
    """
    given_ = given(order, ("assesses", "status", "confidence", "reason", "revision_of", "level"))
    of = given_.ref("assesses", needed=True)
    status, confidence = given_.concept("status", needed=True), given_.concept("confidence")
    reason, before = given_.text("reason"), given_.ref("revision_of")
    asked = asked_level(given_, order)
    with viewed(store, order) as view:
        found(view, of, Statement)
        if before:
            earlier = found(view, before, Assessment)
            if isinstance(earlier, Assessment) and earlier.assesses != of:
                raise NotFound("The assessment that is to be replaced is of another statement.")
        level = least_level(view, (of,), asked, order)
        closed = bool(reason) and level == PUBLIC and view.speaks_of_protected(of)
    if not closed:
        made = Assessment(_HERE, of, status, confidence, reason, order.author, before)
        return _submit(store, order, [_draft(made, level)])
    need_closed(order)
    bare = Assessment.of(of, status, confidence, "", order.author, before)
    full = Assessment(_FULL, of, status, confidence, reason, order.author, bare.id)
    return _submit(store, order, [_draft(bare, level), _draft(full, CLOSED)])


def retract(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Take records back: `invalidates`, `reason`, `level`. Each level that sees a record sees that it is.

    Raises NotFound for a record that the caller may not see, NotAllowed, ValidationError.
    """
    given_ = given(order, ("invalidates", "reason", "level"))
    ids, reason = given_.refs("invalidates", needed=True), given_.text("reason", needed=True)
    asked = asked_level(given_, order)
    with viewed(store, order) as view:
        for id in ids:
            found(view, id)
        by_level: dict[str, list[str]] = {}
        for id in ids:
            by_level.setdefault(least_level(view, (id,), asked, order), []).append(id)
        shut = [id for id in by_level.get(PUBLIC, ()) if view.speaks_of_protected(id)]
    drafts = []
    if shut:
        need_closed(order)
        by_level[PUBLIC] = [id for id in by_level[PUBLIC] if id not in shut]
        drafts.append(_draft(Retraction.of(shut, _WITHHELD, order.author), PUBLIC))
        by_level.setdefault(CLOSED, []).extend(shut)
    for level in sorted(by_level, key=v.LEVELS.index):
        if by_level[level]:
            drafts.append(_draft(Retraction.of(by_level[level], reason, order.author), level))
    return _submit(store, order, drafts)


def given(order: Order, keys: Sequence[str]) -> "Asked":
    """What was sent, with no other members than these."""
    asked = Asked(order)
    asked.allow(keys)
    return asked


class Asked(Given):
    """The object that was sent; what is wrong with it is told at once when it is left."""

    def __init__(self, order: Order) -> None:
        self.found: Faults = []
        super().__init__(order.parameters.get("asked"), "", self.found)

    def settle(self) -> None:
        """Raises ValidationError with every fault."""
        if self.found:
            raise refused(self.found)


def asked_level(given: Asked, order: Order) -> str:
    """The level that is asked for, "" for none, when everything else was read. Raises ValidationError."""
    level = given.text("level")
    if level and level not in v.LEVELS:
        given.fault("level", level, f"is no access level; there are {', '.join(v.LEVELS)}")
    given.settle()
    if level and v.LEVELS.index(level) > v.LEVELS.index(order.level):
        raise NotAllowed(f"You may write up to the level {order.level}, not {level}.")
    return level


def found(view: View, id: str, kind: type | None = None) -> Record:
    """The record with this id, of a kind. Raises NotFound, alike for one that is above."""
    found = view.record(id)
    if found is None or (kind is not None and not isinstance(found, kind)):
        what = kind.__name__.lower() if kind else "record"
        raise NotFound(f"There is no {what} with the id {id[:200]} that you may see.")
    return found


def least_level(view: View, ids: Sequence[str], asked: str, order: Order) -> str:
    """The level of what is spoken of, or a higher one that is asked for. Raises NotAllowed."""
    least = max((view.level_of(id) or order.level for id in ids), key=v.LEVELS.index)
    if asked and v.LEVELS.index(asked) < v.LEVELS.index(least):
        raise NotAllowed(f"What this speaks of is {least}: it cannot be said at the level {asked}.")
    return asked or least


def need_closed(order: Order) -> None:
    """Raises NotAllowed for a caller who may not write above public."""
    if v.LEVELS.index(order.level) < v.LEVELS.index(CLOSED):
        raise NotAllowed(
            "This speaks of a protected person, and a reason could tell who that is: it stands at the level "
            f"{CLOSED}, up to which you may not write."
        )


def _draft(record: Record, level: str) -> Draft:
    return Draft((record,), level, own=frozenset({record.id}))


def said(order: Order) -> bytes:
    """What was asked, the same bytes for the same."""
    return json.dumps(order.parameters.get("asked"), sort_keys=True).encode()


def _submit(store: EmbeddedStore, order: Order, drafts: Sequence[Draft]) -> dict[str, Any]:
    return submitted(store, order, drafts, slip(store.path, order.who, "", said(order)))
