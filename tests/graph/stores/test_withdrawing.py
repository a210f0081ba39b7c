"""What is raised or erased takes along what must follow; the rest is as if it had never been."""

import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.errors import ValidationError
from respondeat.graph import quads
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Changeset,
    Entity,
    Name,
    Record,
    Retraction,
)
from respondeat.graph.stores import Changed, Divided, Withdrawal
from respondeat.graph.stores.disclosure import refuse_disclosure
from respondeat.graph.stores.withdrawing import plan
from respondeat.graph.stores.withdrawing_results import Order, Plan
from respondeat.graph.stores.writer import Writer
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate
from tests.graph.stores.samples import AUTHOR, MOMENT
from tests.graph.stores.withdrawn_world import LEVELS, Left, Told, cut, iris, world

REASON = "asked for by whom it concerns"


def written(changesets: Iterable[Changeset]) -> Writer:
    """A writer's store in memory, checked as every store checks what is written."""
    writer, new = Writer(None), list(changesets)
    payloads = {one.id: quads.lines(one.records) for one in new}
    refuse_disclosure(new, payloads, writer.infos, writer.about)
    writer.append(new, payloads)
    return writer


def order(*targets: str, level: str = "", dependents: bool = False) -> Order:
    return Order(targets, level, MOMENT, AUTHOR, REASON, dependents)


def applied(old: Writer, made: Plan) -> Writer:
    new = Writer(None)
    content = (
        (
            Changeset(i.id, i.recorded_at, i.level, i.author, (), i.note),
            old.triples(i.id) if r is None else quads.lines(r),
        )
        for i, r in made.content
    )
    new.take(content, made.tombstones)
    return new


def lines(records: Iterable[Record]) -> set[bytes]:
    return set(quads.lines(records).splitlines())


def seen(writer: Writer, level: int) -> list[Record]:
    return [r for i in writer.infos if v.LEVELS.index(i.level) <= level for r in writer.records(i.id)]


def targets_of(chance: random.Random, made: list[Changeset], top: int) -> list[str]:
    low = [c for c in made if v.LEVELS.index(c.level) < top]
    ids = sorted({r.id for c in low for r in c.records})
    return chance.sample([*ids, *(c.id for c in low)], min(len(ids), chance.choice((1, 1, 1, 2, 3))))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_random_withdrawals(seed: int) -> None:
    chance = random.Random(seed)
    made = world(seed)
    old = written(made)
    top = chance.choice((1, 2, 3))
    level = v.LEVELS[top] if top < 3 else ""
    targets = targets_of(chance, made, top)
    if not targets:
        return
    dependents = chance.random() < 0.4
    told = Told(made, top)
    left = told.left(targets, dependents=dependents)
    asked = order(*targets, level=level, dependents=dependents)
    if left.refused:
        with pytest.raises(ValidationError, match="told wrongly"):
            plan(old, asked)
        return
    result = plan(old, asked)
    withdrawal = result.withdrawal
    assert {g.id for g in withdrawal.gone} == left.gone | left.entities
    assert {g.level for g in withdrawal.gone} <= set(v.LEVELS[:top])
    new = applied(old, result)
    back = {d.now: d.was for d in withdrawal.divided}
    _the_rest_is_as_it_was(made, new, told, left, withdrawal, targets)
    for at in LEVELS:
        before, after = seen(old, at), seen(new, at)
        _nothing_dangles(after)
        if at < top:
            assert not {r.id for r in after} & left.gone
            if not violations(before):
                assert violations(after) == set(), violations(after)
        elif level:
            _nothing_is_lost(before, after, back)
    _ids_give_nothing_away(told, left.gone, withdrawal.divided)
    _what_rests_on_a_new_id_has_one(told, left.gone, withdrawal.divided)
    _each_is_kept_out(new, told, left.gone)
    assert _checked_again(new, made, withdrawal.changesets)


def _the_rest_is_as_it_was(
    made: list[Changeset], new: Writer, told: Told, left_: Left, done: Withdrawal, targets: list[str]
) -> None:
    names = {d.was: d.now for d in done.divided}
    gone, entities = left_.gone, left_.entities
    changed = {c.was: c for c in done.changesets}
    infos = {i.id: i for i in new.infos}
    whole = {c.id for c in made} & set(targets)
    for one in made:
        if one.id not in changed:
            assert one.id in infos
            assert set(new.triples(one.id).splitlines()) == lines(one.records)
            continue
        now = changed[one.id].now
        stay = []
        below = v.LEVELS.index(one.level) < told.top
        for record in RecordSet(one.records).records:
            left: Record | None = record
            if below and one.id in whole:
                left = record if record.id in entities else None
            elif below:
                left = None if record.id in gone else cut(record, gone)
            if isinstance(left, Entity) and left.id in entities and below:
                left = None if left.id not in _spoken_of(told, gone, entities, whole) else _stub(left)
            if left is not None:
                stay.append(_with_names(left, names))
        assert bool(now) == bool(stay)
        if now:
            assert lines(new.records(now)) == lines(stay)
            info = infos[now]
            assert (info.recorded_at, info.level, info.author, info.note) == (
                one.recorded_at, one.level, one.author, one.note,
            )  # fmt: skip


def _spoken_of(told: Told, gone: Set[str], entities: Set[str], whole: Set[str]) -> set[str]:
    return {
        iri
        for _, cs, r in told.rows
        if cs not in whole and r.id not in gone and r.id not in entities
        for iri in iris(r)
    }


def _stub(entity: Entity) -> Entity:
    return Entity(entity.id, entity.cls, ((v.PROTECTED, True),) if entity.cls == v.R + "Person" else ())


def _with_names(record: Record, names: Mapping[str, str]) -> Record:
    text = repr(record)
    if not any(was in text for was in names):
        return record
    made = replace(record, id=names.get(record.id, record.id))
    if isinstance(made, Retraction):
        return replace(made, invalidates=tuple(sorted(names.get(i, i) for i in made.invalidates)))
    if isinstance(made, Assessment):
        return replace(made, revision_of=names.get(made.revision_of, made.revision_of))
    return made


def _nothing_dangles(records: list[Record]) -> None:
    there = {r.id for r in records}
    for record in records:
        assert iris(record) - {AUTHOR} <= there, record


def violations(records: list[Record]) -> set[str]:
    return {f"{x.focus} {x.message}" for x in validate(quads.lines(records)) if x.severity == "Violation"}


def _nothing_is_lost(before: list[Record], after: list[Record], back: Mapping[str, str]) -> None:
    """Whoever sees the level to which was raised sees all that they saw, under the new ids."""
    was, now = RecordSet(before), RecordSet([_with_names(r, back) for r in after])
    assert {r.id for r in was.records} == {r.id for r in now.records}
    for record in was.records:
        found = now.record(record.id)
        if isinstance(record, Entity) and isinstance(found, Entity):
            assert set(found.attributes) - set(record.attributes) <= {(v.PROTECTED, True)}
            found = replace(found, attributes=tuple(a for a in found.attributes if a in record.attributes))
        assert found == record


def _ids_give_nothing_away(told: Told, gone: Set[str], divided: Iterable[Divided]) -> None:
    """A record that lost something has a new id unless its id was known where what it lost never was."""
    for one in divided:
        record = told.all.record(one.was)
        assert record is not None
        lost = min((told.lowest[id] for id in iris(record) & gone), default=0)
        assert (one.now != one.was) == (not isinstance(record, Name) and told.lowest[one.was] >= lost)


def _what_rests_on_a_new_id_has_one(told: Told, gone: Set[str], divided: Iterable[Divided]) -> None:
    """The id of a retraction follows from the ids that it retracts, and would give the old ones away."""
    new = {d.was for d in divided if d.now != d.was}
    for record in told.all.records:
        if isinstance(record, Retraction | Assessment) and record.id not in gone and iris(record) & new:
            assert record.id in new


def _each_is_kept_out(new: Writer, told: Told, gone: Set[str]) -> None:
    for level, _, record in told.rows:
        one = Changeset.of([record], recorded_at=MOMENT, level=v.LEVELS[level], author=AUTHOR)
        if not isinstance(record, Entity):
            assert bool(list(new.tombstones.barring(one))) >= (record.id in gone)


def _checked_again(new: Writer, made: list[Changeset], changes: Iterable[Changed]) -> bool:
    """What was withdrawn is known by the tombstones, what stayed is not."""
    stones = new.tombstones
    for info in new.infos:
        there = Changeset(info.id, info.recorded_at, info.level, info.author, new.records(info.id), info.note)
        assert list(stones.barring(there)) == []
    lost = {c.was for c in changes if c.moved_to or not c.now}
    return all(list(stones.barring(c)) for c in made if c.id in lost)
