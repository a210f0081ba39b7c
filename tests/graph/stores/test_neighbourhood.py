"""A validator sees what is to be written, and what it refers to."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from respondeat.errors import ValidationError
from respondeat.graph import quads
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore, Finding
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate as rules
from tests.graph.stores.samples import AUTHOR, MOMENT, body, person


class Fault:
    def __init__(self, focus: str, message: str = "is wrong", severity: str = "Violation") -> None:
        self.focus = focus
        self.message = message
        self.severity = severity


class Watch:
    """Keeps what it is shown, and reports what it is told to."""

    def __init__(self, *faults: Finding) -> None:
        self.seen: list[set[ox.Triple]] = []
        self.faults = faults

    def __call__(self, data: bytes) -> tuple[Finding, ...]:
        self.seen.append({q.triple for q in ox.parse(data, ox.RdfFormat.N_TRIPLES)})
        return self.faults


def of(*records: Record) -> Changeset:
    return Changeset.of(records, recorded_at=MOMENT, author=AUTHOR)


def triples(*records: Record) -> set[ox.Triple]:
    return {q.triple for q in ox.parse(quads.lines(records), ox.RdfFormat.N_TRIPLES)}


def test_it_sees_classes_of_what_is_referred_to_and_all_of_what_is_added_to(tmp_path: Path) -> None:
    state = Entity.of(body(3), "State", gender=v.R + "female")
    holder = Entity.of(person(1), "Person", ofState=state.id)
    unit = Entity.of(body(1), "Body", bodyKind=v.R + "court")
    other = Entity.of(body(2), "Body")
    posting = Statement.of("Posting", holder=holder.id, body=unit.id, capacity=v.HEAD)
    name = Name.of(holder.id, "Abc <x> .", "en")
    watch = Watch()
    with EmbeddedStore.create(tmp_path / "store", validator=watch) as store:
        store.write([of(holder, unit, other, state)])
        store.write([of(posting, name)])
    first, second = watch.seen
    assert first == triples(holder, unit, other, state)
    # The person gets a name, so all of them is looked at; of what is referred to only the class is needed.
    assert second == triples(posting, name, holder, Entity(unit.id, v.BODY), Entity(state.id, v.R + "State"))


def test_warnings_do_not_keep_data_out(tmp_path: Path) -> None:
    watch = Watch(Fault(body(1), severity="Warning"), Fault(body(1), severity="Info"))
    with EmbeddedStore.create(tmp_path / "store", validator=watch) as store:
        assert store.write([of(Entity.of(body(1), "Body"))]) == 1


def test_the_rules_of_the_model_are_a_validator(tmp_path: Path) -> None:
    holder, unit = Entity.of(person(1), "Person"), Entity.of(body(1), "Body")
    document = Document(v.ID + "doc-1", "A report")
    posting = Statement.of("Posting", holder=holder.id, body=unit.id, capacity=v.HEAD)
    passage = Passage.of(document.id, locator="page 1")
    attested = Attestation.of(supports=[posting.id], passages=[passage.id], origin=unit.id)
    with EmbeddedStore.create(tmp_path / "store", validator=rules) as store:
        with pytest.raises(ValidationError, match=unit.id):
            store.write([of(holder, posting, passage, document, attested)])
        names = [Name.of(e.id, "Abc", "en", preferred=True) for e in (holder, unit)]
        store.write([of(holder, unit, *names)])
        assert store.write([of(posting, passage, document, attested)]) == 2


def test_old_faults_are_not_the_new_changeset_s(tmp_path: Path) -> None:
    with EmbeddedStore.create(tmp_path / "store", validator=Watch(Fault(body(9)))) as store:
        store.write([of(Statement.of("Existence", entity=body(9)))])
        assert store.sequence == 1


def test_many_faults_are_told_in_part(tmp_path: Path) -> None:
    records = [Entity.of(body(n), "Body") for n in range(50)]
    watch = Watch(*(Fault(r.id, f"fault {n}") for n, r in enumerate(records)))
    with EmbeddedStore.create(tmp_path / "store", validator=watch) as store:
        with pytest.raises(ValidationError) as caught:
            store.write([of(*records)])
        assert store.sequence == 0
    assert "fault 19" in caught.value.detail
    assert "fault 20" not in caught.value.detail
    assert "and 30 more" in caught.value.detail
