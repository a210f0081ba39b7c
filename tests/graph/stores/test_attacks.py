"""What is written to a store gives nothing away to a lower level, and ids are not used twice."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from respondeat.errors import InputError, StoreError, ValidationError
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore, MemoryStore, Store, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import AUTHOR, MOMENT, body, person

Make = Callable[[], Store]


@pytest.fixture(params=["embedded", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes an empty store of each kind."""
    return MemoryStore if request.param == "memory" else lambda: EmbeddedStore.create(tmp_path / "store")


def of(*records: Record, level: str = "public") -> Changeset:
    return Changeset.of(records, recorded_at=MOMENT, level=level, author=AUTHOR)


def posting(number: int) -> Statement:
    return Statement.of("Posting", holder=person(number), body=body(0), capacity=v.HEAD)


DOCUMENT = Document(v.ID + "doc-hidden", "Hidden")
PASSAGE = Passage.of(DOCUMENT.id, 0, 5)
ATTESTED = Attestation.of(supports=[posting(1).id], passages=[PASSAGE.id], origin=body(0))
HIDDEN = (Entity.of(person(1), "Person"), Entity.of(body(0), "Body"), posting(1), DOCUMENT, PASSAGE, ATTESTED)
RESTING: list[Record] = [
    Derivation.of(posting(2).id, v.R + "continuity", [posting(1).id]),
    Retraction.of([posting(1).id], "wrong"),
    Retraction.of([ATTESTED.id], "wrong"),
    Attestation.of(supports=[posting(1).id], origin=body(0)),
    Attestation.of(denies=[posting(1).id], origin=body(0)),
    Attestation.of(supports=[posting(2).id], passages=[PASSAGE.id], origin=body(0)),
    Assessment.of(posting(1).id),
    Contradiction.of(posting(1).id, posting(2).id, v.R + "exclusive"),
    Passage.of(DOCUMENT.id, 7, 9),
    Name.of(person(2), "Two", documents=[DOCUMENT.id]),
]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("record", RESTING, ids=lambda r: type(r).__name__)
def test_nothing_public_rests_on_what_is_hidden(make: Make, record: Record, together: bool) -> None:
    public = of(Entity.of(person(2), "Person"), posting(2), record)
    with make() as store:
        before = [of(*HIDDEN, level="restricted")]
        if not together:
            store.write(before)
            before = []
        with pytest.raises(ValidationError, match="is restricted, and named in a public changeset"):
            store.write([*before, public])
        with store.reader("public") as reader:
            assert list(reader.quads()) == []
        store.write([*before, replace(public, level="sealed", id=v.ID + "cs-above")])


def test_what_is_also_known_below_may_be_named(make: Make) -> None:
    with make() as store:
        store.write([of(*HIDDEN, level="sealed"), of(*HIDDEN)])
        assert store.write([of(record) for record in RESTING]) == 2 + len(RESTING)


def test_a_person_known_above_may_be_spoken_of_below(make: Make) -> None:
    with make() as store:
        store.write([of(Entity.of(person(3), "Person"), Name.of(person(3), "Three"), level="sealed")])
        store.write([of(posting(3))])
        with store.reader("public") as reader:
            assert (reader.record(posting(3).id), reader.names(person(3))) == (posting(3), ())


def test_one_id_for_two_changesets_is_refused(make: Make) -> None:
    one = of(Entity.of(person(1), "Person"), posting(1))
    with make() as store:
        with pytest.raises(InputError, match="the same id"):
            store.write([one, replace(one, level="sealed", records=(posting(2),))])
        assert store.sequence == 0
        assert store.write([one, one]) == 1


@pytest.mark.parametrize(
    "pointer",
    [
        {"level": "restricted", "version": "2"},
        {"level": "public", "version": "../../restricted/versions/2"},
        {"level": "../levels/restricted", "version": "2"},
        {"level": "public/../restricted", "version": "2"},
    ],
)
def test_a_pointer_never_leads_above_its_level(tmp_path: Path, pointer: dict[str, str]) -> None:
    path = tmp_path / "store"
    public = of(Entity.of(person(2), "Person"), posting(2))
    with EmbeddedStore.create(path) as store:
        store.write([public, of(*HIDDEN, level="restricted")])
    assert (path / "levels" / "restricted" / "versions" / "2").is_dir()
    (path / "levels" / "public" / "current").write_text(json.dumps(pointer))
    with open_reader(path, "public") as reader:
        assert [info.id for info in reader.changesets()] == [public.id]
        assert reader.record(posting(1).id) is None


@pytest.mark.parametrize("marker", ["[" * 100_000, '{"format": 1e999}', '{"format": []}', "[]", "\0"])
def test_a_damaged_marker_is_told(tmp_path: Path, marker: str) -> None:
    path = tmp_path / "store"
    EmbeddedStore.create(path).close()
    (path / "respondeat.json").write_text(marker)
    with pytest.raises(StoreError, match=r"respondeat\.json cannot be read"):
        open_reader(path, "public")
