"""What happens to data is logged in one form, whoever does it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import (
    note_changesets,
    note_documents,
    note_read,
)
from respondeat.api.dataset import INDEXES
from respondeat.api.tasks.writing import Order, writing
from respondeat.graph.evidence import entries
from respondeat.graph.statement import Changeset, Entity
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

WRITER = "k-0123456789abcdef"
HASHES = ["ab" * 32, "cd" * 32]
NAMED = "https://example.org/changeset-of-ivan"


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(tmp_path)


def log(folder: Path) -> list[tuple[str, str, str, dict[str, Any]]]:
    told = list(entries(folder / "custody"))
    return [(e.actor, e.action, e.object, {k: x for k, x in e.details.items() if k != "salt"}) for e in told]


def test_documents_are_named_by_their_hash(audit: Audit, tmp_path: Path) -> None:
    note_documents(audit, HASHES[:1])
    note_documents(audit, HASHES[:1], level="restricted", actor=WRITER)
    note_documents(audit, HASHES, reason="received")
    note_documents(audit, [])
    first, second = (f"sha256:{sha256}" for sha256 in HASHES)
    assert log(tmp_path) == [
        ("terminal", "document-added", first, {}),
        (WRITER, "document-added", first, {"level": "restricted"}),
        ("terminal", "document-added", first, {"reason": "received"}),
        ("terminal", "document-added", second, {"reason": "received"}),
    ]


@pytest.mark.parametrize("wrong", ["report.pdf", "AB" * 32, "", "../x"])
def test_a_file_name_is_no_hash(audit: Audit, wrong: str) -> None:
    with pytest.raises(ValueError, match="object"):
        note_documents(audit, [HASHES[0], wrong])
    assert not (audit.folder / "log.jsonl").exists()


def test_a_changeset_whose_id_says_something_is_hidden(audit: Audit, tmp_path: Path) -> None:
    own = Changeset.of(
        [Entity.of(v.ID + "b-1", "Body")], recorded_at="2026-11-01T00:00:00Z", author=v.ID + "a"
    )
    other = Changeset(NAMED, own.recorded_at, "sealed", own.author, own.records)
    note_changesets(audit, [own, other], reason="restored")
    assert log(tmp_path) == [
        ("terminal", "changeset-written", own.id, {"level": "public", "reason": "restored"}),
        ("terminal", "changeset-written", audit.opaque(NAMED), {"level": "sealed", "reason": "restored"}),
    ]
    assert b"ivan" not in (audit.folder / "log.jsonl").read_bytes()


def test_readings_bear_their_level_and_purpose(audit: Audit, tmp_path: Path) -> None:
    note_read(audit, {HASHES[1]: "sealed", HASHES[0]: "restricted"}, "court", "show")
    note_read(audit, {HASHES[0]: "restricted"}, "review")
    assert [(object[7:9], details) for _, _, object, details in log(tmp_path)] == [
        ("ab", {"level": "restricted", "purpose": "court", "question": "show"}),
        ("cd", {"level": "sealed", "purpose": "court", "question": "show"}),
        ("ab", {"level": "restricted", "purpose": "review"}),
    ]


@pytest.fixture
def store(copy: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore.open(copy, INDEXES, validate) as opened:
        yield opened


def done(store: EmbeddedStore, work: str, parameters: dict[str, Any], body: bytes = b"") -> dict[str, Any]:
    order = Order(parameters, body, WRITER, "sealed", True, "2026-11-22T00:00:00Z")
    return writing(work)(store, order)


def test_a_withdrawal_asked_for_over_http_tells_what_it_left(store: EmbeddedStore) -> None:
    body = {"level": "restricted", "entities": [{"id": "#a", "class": "Body"}, {"id": "#b", "class": "Body"}]}
    made = done(store, "changeset", {"format": "json"}, json.dumps(body).encode())["changesets"][0]
    with store.reader("sealed") as reader:
        known = {info.id for info in reader.changesets()}
    asked = {"targets": [made["ids"]["#a"]], "reason": "Invented."}
    raised = done(store, "raise-level", {"asked": {**asked, "level": "sealed"}})
    with store.reader("sealed") as reader:
        now = {info.id: info.level for info in reader.changesets()}
    told = log(store.path)
    assert {who for who, *_ in told} == {WRITER}
    assert {o: d["level"] for _, a, o, d in told if a == "changeset-written"} == {
        id: level for id, level in now.items() if id not in known
    }
    assert sorted(level for id, level in now.items() if id not in known) == ["restricted", "sealed"]
    assert [o for _, a, o, _ in told if a == "level-raise-done"] == [raised["tombstone"]]
    assert made["ids"]["#a"] not in str(told)
