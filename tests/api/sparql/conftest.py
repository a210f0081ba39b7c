"""A store of two levels: what is above the public stands in a restricted changeset."""

from pathlib import Path

import pytest

from respondeat.api.dataset import INDEXES
from respondeat.graph.dates import held_on, read
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
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

DOCUMENT = v.ID + "doc-two-levels"


@pytest.fixture(scope="session")
def two_levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In public Unit One, what it did, and Unit Two above it; above that the hidden Unit Three. Read only."""
    path = tmp_path_factory.mktemp("levels") / "store"
    first = [
        Document(DOCUMENT, title="Report"),
        *_unit("one"),
        *_unit("two"),
        *_under("one", "two"),
        *_event(),
    ]
    second = [*_unit("three"), *_under("two", "three")]
    made = [
        Changeset.of(
            records, recorded_at=f"2026-01-0{n}T00:00:00Z", author=v.ID + "b-one", level=level, note="made"
        )
        for n, (records, level) in enumerate([(first, "public"), (second, "restricted")], 1)
    ]
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write(made)
    return path


def _unit(name: str) -> list[Record]:
    body, person = v.ID + f"b-{name}", v.ID + f"p-{name}"
    head = Statement.of(
        "Posting", read("2010", "2020", started=True, ended=True), holder=person, body=body, capacity=v.HEAD
    )
    return [
        Entity.of(body, "Body"),
        Name.of(body, f"Unit {name.title()}", "en", preferred=True),
        Entity.of(person, "Person"),
        Name.of(person, f"Head of Unit {name.title()}", "en", preferred=True),
        head,
        *_attested(head),
    ]


def _under(lower: str, upper: str) -> list[Record]:
    link = Statement.of(
        "Subordination",
        read("2011", "2019", started=True, ended=True),
        subordinate=v.ID + f"b-{lower}",
        superior=v.ID + f"b-{upper}",
        linkKind=v.DE_JURE_COMMAND,
    )
    return [link, *_attested(link)]


def _event() -> list[Record]:
    """Unit One took part in it."""
    event = v.ID + "e-one"
    role = Statement.of(
        "Participation", held_on("2015-05-01"), actor=v.ID + "b-one", event=event, role=v.PERPETRATOR
    )
    return [
        Entity.of(event, "Event"),
        Name.of(event, "Event One", "en", preferred=True),
        role,
        *_attested(role),
    ]


def _attested(statement: Statement) -> list[Record]:
    passage = Passage.of(DOCUMENT, locator=statement.id)
    return [passage, Attestation.of(supports=[statement.id], passages=[passage.id], origin=v.ID + "b-one")]
