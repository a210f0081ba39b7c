"""A writer who sees one level is checked against that level, and every broken rule comes back as a value."""

from pathlib import Path

import pytest

from respondeat.errors import ValidationError
from respondeat.graph.quads import lines
from respondeat.graph.statement import Attestation, Changeset, Entity, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

BODY = Entity.of(v.ID + "b-1", "Body", invented=True)
HIDDEN = Entity.of(v.ID + "p-hidden", "Person", invented=True)
POSTING = Statement.of("Posting", holder=HIDDEN.id, body=BODY.id, capacity=v.HEAD)
SOURCE = Attestation(v.ID + "a-1", (POSTING.id,), origin=BODY.id, withheld=True)


def changeset(*records: Entity | Statement | Attestation, level: str = "public") -> Changeset:
    return Changeset.of(records, recorded_at="2026-01-01T00:00:00Z", level=level, author=v.ID + "a")


def said(store: EmbeddedStore, seeing: str) -> str:
    """What a writer is told who names the hidden person."""
    with pytest.raises(ValidationError) as refused:
        store.write([changeset(BODY, POSTING, SOURCE)], seeing=seeing)
    assert refused.value.violations
    return refused.value.detail


def test_what_is_above_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    with EmbeddedStore.create(tmp_path / "without", validator=validate) as store:
        nobody = said(store, "public")
    with EmbeddedStore.create(tmp_path / "with", validator=validate) as store:
        store.write([changeset(HIDDEN, level="sealed")])
        assert said(store, "public") == said(store, "restricted") == nobody
        assert store.broken(lines([POSTING, SOURCE]), "public") != store.broken(
            lines([POSTING, SOURCE]), "sealed"
        )
        assert store.write([changeset(BODY, POSTING, SOURCE)], seeing="sealed") == 2


def test_two_descriptions_must_agree(tmp_path: Path) -> None:
    with EmbeddedStore.create(tmp_path / "store", validator=validate) as store:
        store.write([changeset(BODY, HIDDEN, POSTING, SOURCE)])
        other = Statement.of("Posting", id=POSTING.id, holder=HIDDEN.id, body=BODY.id, capacity=v.DEPUTY_HEAD)
        (found,) = store.broken(lines([other, SOURCE]), "public")
        assert (found.focus, found.path) == (POSTING.id, v.R + "capacity")  # type: ignore[attr-defined]


def test_every_violation_is_listed_up_to_a_thousand(tmp_path: Path) -> None:
    broken = [
        Statement.of("Existence", id=f"{v.ID}s-{n}", entity=f"{v.ID}none-{n}", derived=True)
        for n in range(1200)
    ]
    with (
        EmbeddedStore.create(tmp_path / "store", validator=validate) as store,
        pytest.raises(ValidationError) as refused,
    ):
        store.write([changeset(*broken)])
    assert len(refused.value.violations) == 1000
    assert set(refused.value.violations[0]) == {"focus", "path", "value", "message"}
    assert "more" in refused.value.detail
