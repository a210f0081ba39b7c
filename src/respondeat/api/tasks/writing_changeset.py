"""Posting changesets: read, given ids, checked, written, and told what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from respondeat.api import changeset_json, changeset_rdf
from respondeat.api.changeset_checks import faults
from respondeat.api.changeset_draft import Draft, Fault, is_local, shown
from respondeat.api.changeset_mint import Minted
from respondeat.api.changeset_text import unfit
from respondeat.api.changeset_view import View, same
from respondeat.errors import Conflict, InputError, NotAllowed, ValidationError
from respondeat.graph.quads import lines
from respondeat.graph.statement import Changeset, Record
from respondeat.graph.stores import ChangesetInfo, EmbeddedStore, Finding
from respondeat.ontology import vocabulary as v

from .writing import Order, viewed, write
from .writing_slips import Slip, slip


@dataclass(frozen=True, slots=True)
class _Made:
    """A changeset as it is to be written, and what is there already of it."""

    changeset: Changeset
    minted: Minted
    there: ChangesetInfo | None


def post(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Post changesets, all or none.

    Parameters: `format` ("json", "trig", "nquads"), `key`, `level`, `dry_run`.

    Raises RequestError for what cannot be read, ValidationError with every fault, NotAllowed for a level
    above the caller's and for what only an admin may say, Conflict for an id or key that stands for another.
    """
    kept = slip(store.path, order.who, str(order.parameters.get("key", "")), _posted(order))
    with viewed(store, order) as view:
        drafts = _drafts(store, order, view)
    return submitted(store, order, drafts, kept)


def submitted(store: EmbeddedStore, order: Order, drafts: Sequence[Draft], kept: Slip) -> dict[str, Any]:
    """Write drafts, all or none, unless the order is a dry run; what came of each. Raises as `post` does."""
    if found := [fault for draft in drafts for fault in unfit(draft)]:
        raise changeset_json.refused(found)
    with viewed(store, order) as view:
        for draft in drafts:
            _allowed(draft, order)
        made = _made(drafts, view, order, kept.seed)
        _check(store, view, drafts, made)
    new = [one for one in made if one.there is None]
    _refuse_withdrawn(store, order, [one.changeset for one in new])
    if new and not order.dry_run:
        kept.keep()
        write(store, order, "changeset", [one.changeset for one in new])
    with viewed(store, order) as view:
        return {
            "changesets": [_told(one, order) for one in made],
            "dataset_hash": view.reader.dataset_hash,
            "dry_run": order.dry_run,
        }


def _refuse_withdrawn(store: EmbeddedStore, order: Order, changesets: Sequence[Changeset]) -> None:
    """What was raised or erased is not written again; why is told to those who see everything."""
    try:
        store.refuse_withdrawn(changesets)
    except ValidationError:
        if order.level == v.LEVELS[-1]:
            raise
        raise NotAllowed(
            "This may not be written at this level, and nothing was. Ask whoever looks after the data."
        ) from None


def _posted(order: Order) -> bytes:
    """What stands for the posting: its body and how it is to be read."""
    how = [order.parameters.get("format"), order.parameters.get("level")]
    return json.dumps(how).encode() + b"\0" + order.body


def _drafts(store: EmbeddedStore, order: Order, view: View) -> Sequence[Draft]:
    form, level = str(order.parameters["format"]), str(order.parameters.get("level") or "")
    if form == "json":
        draft = changeset_json.read_json(order.body)
        if level and level != draft.level:
            raise InputError(f"The address says the level {level}, the posting {draft.level}. Say one.")
        return (draft,)
    posted = changeset_rdf.read_rdf(order.body, form)
    known = view.changesets() if _may_name(order) else {}
    # Of what is there only equality is asked; who says of a changeset more than its level says all of it.
    new = [
        one.triples + (one.described if one.recorded_at or one.sequence else b"")
        for one in posted
        if one.id not in known
    ]
    found = [fault for triples in new for fault in changeset_rdf.beside_shacl(triples)]
    found += map(_fault, store.broken(b"".join(new), view.level))
    if found:
        raise changeset_json.refused(_outward(one, {}, {}) for one in found)
    return tuple(changeset_rdf.drafted(one, level) for one in posted)


def _may_name(order: Order) -> bool:
    """Whether the ids of changesets are taken as given: of who sees everything, for else one above shows."""
    return order.admin and order.level == v.LEVELS[-1]


def _allowed(draft: Draft, order: Order) -> None:
    if v.LEVELS.index(draft.level) > v.LEVELS.index(order.level):
        raise NotAllowed(f"You may write up to the level {order.level}, not {draft.level}.")
    if draft.recorded_at and not order.admin:
        raise NotAllowed(
            "Record time is set by the server; only the scope admin may say another. Leave recorded_at out."
        )
    if draft.author not in ("", order.author) and not order.admin:
        raise NotAllowed(
            "A changeset is entered by who posts it; only the scope admin may name another. Leave author out."
        )


def _made(drafts: Sequence[Draft], view: View, order: Order, seed: bytes) -> list[_Made]:
    return [_changeset(draft, Minted(draft, view, seed), view, order) for draft in drafts]


def _changeset(draft: Draft, minted: Minted, view: View, order: Order) -> _Made:
    author = draft.author or order.author
    records = tuple(sorted(minted.records, key=lambda record: record.id))
    named = draft.id if draft.id and not is_local(draft.id) and _may_name(order) else ""
    there = _there(draft, records, author, named, view)
    moment = draft.recorded_at or (there.recorded_at if there else order.now)
    made = Changeset.of(records, recorded_at=moment, level=draft.level, author=author, note=draft.note)
    if draft.recorded_at and not named:
        there = view.changesets().get(made.id)
    id = named or (there.id if there else made.id)
    return _Made(Changeset(id, made.recorded_at, made.level, author, records, made.note), minted, there)


def _there(
    draft: Draft, records: tuple[Record, ...], author: str, named: str, view: View
) -> ChangesetInfo | None:
    """What is there already. Raises Conflict when the id that was given stands for something else."""
    if not named:
        return None if draft.recorded_at else same(view, records, draft.level, author, draft.note)
    info = view.changesets().get(named)
    if info is None:
        return None
    said = (draft.level, author, draft.note, draft.recorded_at or info.recorded_at)
    if said != (info.level, info.author, info.note, info.recorded_at) or (
        set(view.reader.changeset_records(named)) != set(records)
    ):
        raise Conflict(
            f"The changeset {named} is there already, and holds something else. Nothing was written."
        )
    return info


def _check(store: EmbeddedStore, view: View, drafts: Sequence[Draft], made: Sequence[_Made]) -> None:
    """Raises ValidationError with every fault of the postings."""
    found: list[Fault] = []
    new = [(draft, one) for draft, one in zip(drafts, made, strict=True) if one.there is None]
    before: list[Record] = []
    everything = [record for one in made for record in one.changeset.records]
    for draft, one in new:
        its = {r.id for r in one.minted.records}
        beside = [r for r in everything if r.id not in its] + [r for r in before if r.id in its]
        names, places = _names(draft, one.minted)
        found += (_outward(f, names, places) for f in faults(draft, one.minted, view, beside))
        before += one.minted.records
    records = [record for _, one in new for record in one.changeset.records]
    if records:
        names, places = {}, {}
        for draft, one in new:
            its_names, its_places = _names(draft, one.minted)
            names |= its_names
            places |= its_places
        rules = [_outward(_fault(one), names, places) for one in _rules(store, records, view, bool(found))]
        said = {(one.focus, one.path, one.value) for one in rules}
        found = [one for one in found if (one.focus, one.path, one.value) not in said] + rules
    if found:
        raise changeset_json.refused(found)


def _rules(store: EmbeddedStore, records: Iterable[Record], view: View, faulty: bool) -> Sequence[Finding]:
    """The rules of the model that records break; none of them where what is `faulty` cannot even be RDF."""
    try:
        return store.broken(lines(records), view.level)
    except InputError:
        if faulty:
            return ()
        raise


def _names(draft: Draft, minted: Minted) -> tuple[dict[str, str], dict[str, str]]:
    """What each id was called in the posting, and where it stood."""
    names = {id: shown(local) for local, id in minted.ids.items()}
    places = {minted.ids.get(local, local): place for local, place in draft.places.items()}
    return names, places


def _fault(found: Finding) -> Fault:
    return Fault(found.focus, getattr(found, "path", ""), getattr(found, "value", ""), found.message)


def _outward(fault: Fault, names: Mapping[str, str], places: Mapping[str, str]) -> Fault:
    """A fault in the words of the posting: its own names, and the place."""
    message = fault.message
    if fault.value in names:
        message = message.replace(fault.value, names[fault.value])
    return Fault(
        names.get(fault.focus, shown(fault.focus)),
        fault.path,
        names.get(fault.value, shown(fault.value)),
        message,
        fault.place or places.get(fault.focus, ""),
    )


def _told(one: _Made, order: Order) -> dict[str, Any]:
    made = one.changeset
    status = "there" if one.there is not None else "checked" if order.dry_run else "written"
    return {
        "id": made.id,
        "status": status,
        "level": made.level,
        "author": made.author,
        "recorded_at": made.recorded_at,
        "note": made.note,
        "records": changeset_json.counted(made.records),
        "ids": {shown(local): id for local, id in sorted(one.minted.ids.items()) if "/" not in shown(local)},
    }
