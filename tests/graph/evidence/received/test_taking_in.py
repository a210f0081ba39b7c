"""A judged package goes into the document store as a whole, with how its files were got."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

import pytest

from respondeat.errors import IntegrityError
from respondeat.graph.documents import Capture, DocumentStore, document_id
from respondeat.graph.evidence.received.handed import Handed, Listed, Received
from respondeat.graph.evidence.received.taking_in import TakenIn, take_in
from respondeat.graph.statement import Document

from .making import PNG, sha, stream

Where = Literal["", "here", "above"]
AT = "2026-01-02T03:04:05Z"


def handed(name: str, content: bytes, **more: object) -> Handed:
    return replace(Handed(name, sha(content), partial(stream, content)), **more)  # type: ignore[arg-type]


def take(
    store: DocumentStore,
    *files: Handed,
    listed: tuple[Listed, ...] = (),
    known: dict[str, Where] | None = None,
) -> TakenIn:
    received = Received("bag", "f" * 64, files, listed)
    with store.taking() as taking:
        return take_in(received, taking, lambda id: (known or {}).get(id, ""), level="restricted", at=AT)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents")


def test_files_become_documents(store: DocumentStore) -> None:
    capture = Capture("2021-03-04", "camera", "collector-7", "https://x.example/", "be")
    report = handed("data/a.txt", b"text", title="A report", language="be", captures=(capture,))
    taken = take(store, report, handed("data/photo.jpg", PNG))
    record, photo = taken.records
    assert (record.id, record.title, record.file_name) == (document_id(sha(b"text")), "A report", "a.txt")
    assert (photo.title, photo.media_type) == ("photo.jpg", "image/png")
    assert [one.where for one in taken.warnings] == ["data/photo.jpg"]
    assert store.captures(sha(b"text")) == (
        replace(
            capture,
            received_from="bag",
            package="f" * 64,
            path_in_package="data/a.txt",
            received_at=AT,
            level="restricted",
        ),
    )
    assert store.captures(sha(b"text"), {"public"}) == ()


def test_one_file_under_two_names_is_one_document_got_twice(store: DocumentStore) -> None:
    taken = take(store, handed("a.txt", b"x"), handed("b.txt", b"x"))
    assert len(taken.records) == 1
    assert {one.path_in_package for one in store.captures(sha(b"x"))} == {"a.txt", "b.txt"}


def test_what_is_known_stays_as_it_is(store: DocumentStore) -> None:
    id = document_id(sha(b"x"))
    taken = take(store, handed("b.txt", b"x", title="Forged"), known={id: "here"})
    assert (taken.records, taken.sha256) == ((), (sha(b"x"),))
    assert store.captures(sha(b"x"))


def test_what_is_listed_is_known_by_hash_or_address(store: DocumentStore) -> None:
    listed = (
        Listed("A", "https://x.example/a", "a" * 64),
        Listed("B", "https://x.example/b"),
        Listed("B", "https://x.example/b"),
    )
    records = take(store, listed=listed).records
    assert [(one.id == document_id("a" * 64), one.title, one.url) for one in records] == [
        (True, "A", "https://x.example/a"),
        (False, "B", "https://x.example/b"),
    ]
    assert store.hashes() == ()


def test_a_file_that_was_exchanged_refuses_all(store: DocumentStore, tmp_path: Path) -> None:
    exchanged = replace(handed("b.txt", b"b"), open=partial(stream, b"c"))
    with pytest.raises(IntegrityError, match=r"b\.txt"):
        take(store, handed("a.txt", b"a"), exchanged)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_texts_of_others_are_one_plain_line(store: DocumentStore) -> None:
    (record,) = take(store, handed("a\u202eb.txt", b"x", title="one\n\x1b[31mtwo\u202e" + "y" * 999)).records
    assert record.title.startswith("one [31mtwo y")
    assert len(record.title) == 500 and record.title.isprintable() and record.file_name.isprintable()


def test_of_what_is_known_above_only_the_hash_is_told(store: DocumentStore) -> None:
    id = document_id(sha(b"x"))
    (record,) = take(store, handed("b.txt", b"x", title="Theirs"), known={id: "above"}).records
    assert record == Document(id, sha256=sha(b"x"))
