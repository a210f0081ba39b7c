"""What may be logged, and what must not be."""

import asyncio
import multiprocessing
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.access.audit import TERMINAL, WORDS, Audit
from respondeat.api.purposes import PURPOSES
from respondeat.errors import StoreError
from respondeat.graph import evidence
from tests.api.access.people import Clock

KEY = "k-0123456789abcdef"
IRI = "https://w3id.org/respondeat/id/p-f08404d549d3b37cce1867b0ef334b73"
HASH = "ab" * 32


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(tmp_path, Clock())


def test_a_note_is_an_entry_when_it_returns(audit: Audit) -> None:
    entry = audit.record(TERMINAL, "erased", IRI, level="sealed", tombstone=HASH, statements=3, whole=True)
    assert list(evidence.entries(audit.folder)) == [entry]
    assert (entry.actor, entry.action, entry.object) == ("terminal", "erased", IRI)
    told = dict(entry.details)
    assert len(bytes.fromhex(told.pop("salt"))) == 16
    assert told == {"level": "sealed", "tombstone": HASH, "statements": 3, "whole": True}
    assert entry.at == "2026-11-18T11:06:40Z"


@given(
    name=st.text(st.characters(categories=["L", "Z", "P"]), min_size=2, max_size=40).filter(
        lambda t: set(t) - set("abcdef")
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_gets_into_the_log_by_any_way(audit: Audit, name: str) -> None:
    """Only the keys for words take a word of small ASCII letters: they are for the code's own."""
    attempts: list[tuple[str, str, str, dict[str, Any]]] = [
        (name, "read", "", {}),
        (KEY, "read", name, {}),
        (KEY, "read", IRI + name, {}),
        (KEY, "read", "", {"entity": name}),
        (KEY, "read", "", {"entities": [IRI, name]}),
        (KEY, "read", "", {"entity": {"name": name}}),
        (KEY, "read", "", {"level": f"{name} {name}"}),
    ]
    for actor, action, object, details in attempts:
        with pytest.raises(ValueError, match=r"actor|object|holds"):
            audit.record(actor, action, object, **details)
    assert not (audit.folder / "log.jsonl").exists()


@pytest.mark.parametrize(
    "details",
    [
        {"address": "192.0.2.1"},
        {"address": "2001:db8::1"},
        {"born": "12.05.1970"},
        {"telephone": "+375291234567"},
        {"share": 0.5},
        {"blob": b"x"},
        {"level": "Sealed"},
        {"level": "ivan ivanov"},
        {"entity": "p-1"},
        {"entity": "https://example.org/ivanov"},
        {"Entity": HASH, "level": ["sealed", "Ivan"]},
    ],
)
def test_addresses_dates_of_people_and_foreign_ids_are_refused(audit: Audit, details: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="may be a name"):
        audit.record(KEY, "read", "", **details)


@pytest.mark.parametrize("action", ["", "Read", "read it", "r" * 5 + "_x", "a-b-c-d-e-f-g"])
def test_an_action_is_a_word_of_the_code(audit: Audit, action: str) -> None:
    with pytest.raises(ValueError, match="action"):
        audit.record(KEY, action)


def test_an_id_that_others_chose_stands_for_itself_only_when_it_says_nothing(
    audit: Audit, tmp_path: Path
) -> None:
    assert audit.opaque(IRI) == IRI
    assert audit.opaque(HASH) == HASH
    named = "https://example.org/import/ivan-ivanov"
    hidden = audit.opaque(named)
    assert hidden == audit.opaque(named)
    assert hidden != audit.opaque(named + "a")
    assert "ivan" not in hidden
    audit.record(KEY, "changeset-written", hidden)
    (tmp_path / "other").mkdir()
    assert Audit(tmp_path / "other").opaque(named) != hidden
    secret = audit.folder / "secret"
    assert len(secret.read_bytes()) == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert [f.name for f in audit.folder.iterdir() if "tmp" in f.name] == []


def _opaque(folder: str) -> str:
    return Audit(Path(folder)).opaque("https://example.org/name")


def test_processes_that_begin_at_once_have_one_secret(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert len(set(pool.map(_opaque, [str(tmp_path)] * 6))) == 1


def test_many_notes_at_once_are_all_there_in_their_order(audit: Audit) -> None:
    async def all_at_once() -> list[evidence.Entry]:
        return await asyncio.gather(*(audit.note(KEY, "read", "", bytes=n) for n in range(200)))

    made = asyncio.run(all_at_once())
    assert [e.details["bytes"] for e in made] == list(range(200))
    assert list(evidence.entries(audit.folder)) == made
    assert evidence.verify(audit.folder).ok


def test_one_that_gives_up_waiting_hinders_nobody(audit: Audit) -> None:
    async def given_up() -> evidence.Entry:
        first = asyncio.create_task(audit.note(KEY, "read", "", bytes=1))
        await asyncio.sleep(0)
        first.cancel()
        return await asyncio.wait_for(audit.note(KEY, "read", "", bytes=2), 10)

    entry = asyncio.run(given_up())
    assert entry.details["bytes"] == 2
    assert evidence.verify(audit.folder).ok


def test_one_audit_serves_one_loop_after_another(audit: Audit) -> None:
    for n in range(3):
        asyncio.run(audit.note(KEY, "read", "", bytes=n))
    assert evidence.head(audit.folder).n == 3


@pytest.mark.parametrize("fault", ["head", "cut", "folder"])
def test_what_cannot_be_logged_is_told(audit: Audit, fault: str, tmp_path: Path) -> None:
    audit.record(KEY, "read")
    audit.record(KEY, "read")
    log = audit.folder / "log.jsonl"
    if fault == "head":
        (audit.folder / "head.json").write_bytes(b"")
    elif fault == "cut":
        log.write_bytes(log.read_bytes()[:100])
    else:
        audit.folder.rename(tmp_path / "aside")
        audit.folder.write_bytes(b"a file where a folder should be")
    with pytest.raises(StoreError, match="custody log"):
        audit.record(KEY, "read")
    with pytest.raises(StoreError, match="custody log"):
        asyncio.run(audit.note(KEY, "read"))


def test_a_salt_of_its_own_keeps_an_entry_from_being_guessed_from_its_hash(audit: Audit) -> None:
    """Equal things at one moment: without the salt the hash would follow from what is easily guessed."""
    made = [audit.record(TERMINAL, "read", level="sealed") for _ in range(3)]
    made += asyncio.run(_twice(audit))
    salts = {e.details["salt"] for e in made}
    assert len(salts) == 5
    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts)


async def _twice(audit: Audit) -> list[evidence.Entry]:
    return [await audit.note(KEY, "read", level="sealed") for _ in range(2)]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_purpose_is_one_of_a_closed_list(audit: Audit, purpose: str) -> None:
    assert audit.record(KEY, "read", purpose=purpose).details["purpose"] == purpose


@pytest.mark.parametrize("purpose", ["", "ivan", "Court", "the-case-of-ivan", "court " * 2])
def test_any_other_purpose_is_refused(audit: Audit, purpose: str) -> None:
    with pytest.raises(ValueError, match="purpose"):
        audit.record(KEY, "read", purpose=purpose)


def test_many_at_once_are_logged_in_order_or_not_at_all(audit: Audit) -> None:
    told = [("changeset-written", HASH, {"records": n}) for n in range(1203)]
    made = audit.record_all(TERMINAL, told)
    assert [e.details["records"] for e in made] == list(range(1203))
    assert evidence.verify(audit.folder).ok
    with pytest.raises(ValueError, match="object"):
        audit.record_all(TERMINAL, [*told[:3], ("changeset-written", "Ivan", {})])
    assert evidence.head(audit.folder).n == 1203
    assert audit.record_all(TERMINAL, []) == ()


def test_keys_for_words_are_few() -> None:
    assert len(WORDS) < 20


def test_where_there_is_no_store_none_is_begun(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Audit(tmp_path / "none").record(TERMINAL, "read")
    with pytest.raises(StoreError):
        Audit(tmp_path / "none").opaque("name")
    assert list(tmp_path.iterdir()) == []
