"""Records in memory answer as a reader of a store does."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph.dates import ValidTime, held_on, parse
from respondeat.graph.replay import RecordSet, moment
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
    Text,
)
from respondeat.graph.stores import MemoryStore
from respondeat.ontology import vocabulary as v

LEVELS = st.sampled_from(v.LEVELS)
AUTHOR = v.ID + "author"


def some(chance: Random) -> Record:
    """A record about a few things, so that many records are about the same."""
    n, m = chance.randrange(4), chance.randrange(4)
    body, person, document = f"{v.ID}b-{n}", f"{v.ID}p-{m}", f"{v.ID}doc-{n}"
    posting = Statement.of("Posting", held_on(f"201{m}"), holder=person, body=body, capacity=v.HEAD)
    kind = chance.randrange(11)
    match kind:
        case 0:
            flags = {"placeholder": True} if chance.random() < 0.5 else {"invented": True}
            return Entity.of(body, chance.choice(("Body", "Court")), bodyKind=f"{v.R}kind{m}", **flags)
        case 1:
            return Entity.of(person, "Person")
        case 2:
            documents = [f"{v.ID}doc-{m}"] if chance.random() < 0.5 else []
            preferred = chance.random() < 0.5
            return Name.of(person, f"Form {n}", "be" if n else "", preferred=preferred, documents=documents)
        case 3:
            written = ValidTime("2020", parse("2020"))
            return Document(
                document, f"Report {m}", version_of=f"{v.ID}doc-{m}" if m == 3 else "", written=written
            )
        case 4:
            return Passage.of(document, 10 * m, 10 * m + 5)
        case 5:
            derived = chance.random() < 0.3
            return Statement.of(
                "Posting", held_on(f"201{m}"), holder=person, body=body, capacity=v.HEAD, derived=derived,
                title=Text(f"Chief {n}", "en") if m == 2 else None, note="" if n else f"note {m}",
            )  # fmt: skip
        case 6:
            made = Attestation.of(
                supports=[posting.id], passages=[f"{v.ID}pa-{m}"], origin=f"{v.ID}b-{m}", reported_by=body,
                standard=v.R + "reasonableGrounds" if n else "", id=f"{v.ID}a-{n}", note=f"note {m}",
            )  # fmt: skip
            return made.stub() if chance.random() < 0.3 else made
        case 7:
            return Assessment.of(posting.id, v.CONTESTED, v.CONFIDENCES[m % 3], by=AUTHOR)
        case 8:
            return Derivation.of(posting.id, v.R + "rule", [f"{v.ID}s-{n}", f"{v.ID}s-{m}"])
        case 9:
            return Contradiction.of(posting.id, f"{v.ID}s-{n}", v.R + "exclusive")
        case _:
            return Retraction.of([posting.id, f"{v.ID}a-{n}"], f"reason {m}", AUTHOR if n else "")


@settings(max_examples=120)
@given(st.integers(0, 2**32), LEVELS)
def test_records_in_memory_are_those_of_a_store(seed: int, level: str) -> None:
    chance = Random(seed)
    written_at = chance.choice(v.LEVELS)  # one for all: nothing may point above its level
    with MemoryStore() as store:
        store.write(
            Changeset.of(
                # one description of a record in one changeset, as the rules of the model have it
                {r.id: r for r in (some(chance) for _ in range(chance.randrange(1, 8)))}.values(),
                recorded_at=f"2026-01-0{day}T00:00:00Z",
                level=written_at,
                author=AUTHOR,
                note=str(day),
            )
            for day in range(1, 5)
        )
        with store.reader(level) as reader:
            infos = reader.changesets()
            memory = RecordSet(r for i in infos for r in reader.changeset_records(i.id))
            for r in memory.records:
                assert memory.record(r.id) == reader.record(r.id)
            assert memory.record(v.ID + "nobody") is None is reader.record(v.ID + "nobody")
            for n in range(4):
                person = f"{v.ID}p-{n}"
                assert memory.names(person) == reader.names(person)
            labels = {v.PREF_LABEL, v.ALT_LABEL}
            properties = {q.predicate.value for q in reader.quads()} - labels - {v.TYPE}
            targets = {q.object.value for q in reader.quads() if hasattr(q.object, "value")}
            mine = {r.id for r in memory.records}
            for cls in v.CLASSES:
                expected = tuple(s for s in sorted(reader.instances(cls)) if s in mine)
                assert tuple(sorted(memory.instances(cls))) == expected
            for prop in properties:
                for target in targets:
                    expected = tuple(s for s in reader.pointing(prop, target) if s in mine)
                    assert memory.pointing(prop, target) == expected


def test_asking_changes_nothing() -> None:
    memory = RecordSet([])
    assert memory.names("x:nobody") == () and memory.pointing(v.SUPPORTS, "x:nobody") == ()
    assert memory.records == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-22", "2026-11-22T23:59:59.999999+00:00"),
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T01:00:00+03:00", "2026-11-21T22:00:00+00:00"),
        (" 2026-11-22 ", "2026-11-22T23:59:59.999999+00:00"),
    ],
)
def test_moments(text: str, expected: str) -> None:
    assert moment(text).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "22.11.2026", "2026-11", "9999-12-31T23:59-01:00"]
)
def test_no_moment(text: str) -> None:
    with pytest.raises(DateError, match="is no moment"):
        moment(text)


def test_a_day_holds_all_that_was_recorded_on_it() -> None:
    assert moment("2026-11-22T23:59:59.999Z") <= moment("2026-11-22")
