"""Originals of any kind are kept together or not at all, and with them how they were got."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import DocumentError, IntegrityError
from respondeat.graph.documents import Capture, DocumentStore, media_type, passage_of, quote, suffix
from respondeat.graph.statement import Document

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents")


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_an_image_is_kept_as_it_is(store: DocumentStore) -> None:
    with store.taking() as taking:
        taken = taking.take(io.BytesIO(PNG), "photo.jpg", sha256=sha(PNG))
    assert (taken.sha256, taken.size, taken.media_type) == (sha(PNG), len(PNG), "image/png")
    assert "neither text, HTML nor PDF" in taken.without_text
    assert store.path(sha(PNG)).read_bytes() == PNG
    assert (store.size(sha(PNG)), store.state(sha(PNG)), store.kept_texts(sha(PNG))) == (len(PNG), "ok", ())


def test_a_quote_from_an_image_says_that_there_is_no_text(store: DocumentStore) -> None:
    with store.taking() as taking:
        taking.take(io.BytesIO(PNG), "photo.png")
    document = Document("https://w3id.org/respondeat/id/doc-1", "Photo", sha(PNG))
    found = quote(store, passage_of(document, "words that somebody saw", 0, 5), document)
    assert (found.text, found.verdict) == (None, "no-text")


def test_the_text_of_a_page_is_kept_beside_it(store: DocumentStore) -> None:
    page, plain = b"<html><p>Words</p></html>", "Słowy".encode()
    with store.taking() as taking:
        assert taking.take(io.BytesIO(page), "page.html").without_text == ""
        assert taking.take(io.BytesIO(plain), "a.csv").media_type == "text/csv"
    ((by, path),) = store.kept_texts(sha(page))
    assert by.startswith("beautifulsoup4-") and path.read_text() == "Words"
    assert store.texts(sha(page)) == ("Words",)
    assert store.kept_texts(sha(plain)) == ()
    assert store.texts(sha(plain)) == ("Słowy",)


def test_what_cannot_be_read_as_text_is_kept_all_the_same(store: DocumentStore, tmp_path: Path) -> None:
    contents = [b"", b"%PDF-1.4 cut off", "Łódź".encode("iso-8859-2"), b"x" * 4096 + b"\xff"]
    with store.taking() as taking:
        for content in contents:
            assert taking.take(io.BytesIO(content), "file").without_text
    assert store.hashes() == tuple(sorted(map(sha, contents)))


def test_all_or_nothing(store: DocumentStore, tmp_path: Path) -> None:
    with store.taking() as taking:
        taking.take(io.BytesIO(b"before"), "before.txt")
        taking.captured(sha(b"before"), Capture(tool="camera"))
    before = files(tmp_path)
    with pytest.raises(IntegrityError, match="not taken in"), store.taking() as taking:
        taking.take(io.BytesIO(b"<html>one"), "one.html")
        taking.take(io.BytesIO(b"before"), "again.txt")
        taking.take(io.BytesIO(b"two"), "two.txt", sha256=sha(b"other"))
    assert files(tmp_path) == before
    with pytest.raises(KeyError), store.taking() as taking:
        taking.take(io.BytesIO(b"<html>one"), "one.html")
        taking.take(io.BytesIO(b"before"), "again.txt")
        taking.captured(sha(b"before"), Capture(tool="other"))
        taking.place()
        assert store.state(sha(b"<html>one")) == "ok"
        raise KeyError
    assert files(tmp_path) == before


def test_a_file_that_was_removed_meanwhile_is_told(store: DocumentStore, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be taken in"), store.taking() as taking:
        taking.take(io.BytesIO(b"one"), "one.txt")
        taking.take(io.BytesIO(b"two"), "two.txt")
        store.remove(sha(b"three"))
    assert files(tmp_path) == []


def test_the_same_file_twice_is_one(store: DocumentStore, tmp_path: Path) -> None:
    with store.taking() as taking:
        for _ in range(2):
            taking.take(io.BytesIO(b"<html>one"), "one.html")
    assert store.hashes() == (sha(b"<html>one"),)
    assert len(files(tmp_path)) == 2


def test_a_stream_breaking_off_leaves_nothing(store: DocumentStore, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(DocumentError, match=r"film\.mp4"), store.taking() as taking:
        taking.take(Broken(), "film.mp4")
    assert files(tmp_path) == []


def test_captures_are_added_and_go_with_the_document(store: DocumentStore, tmp_path: Path) -> None:
    later = Capture("2021-03-04", "wget", "collector-7", received_at="2026-02-01T00:00:00Z", level="public")
    first = Capture(url="https://page.example/", received_at="2026-01-01T00:00:00Z", level="restricted")
    with store.taking() as taking:
        taking.take(io.BytesIO(b"one"), "one.txt")
        taking.captured(sha(b"one"), later)
    store.add_capture(sha(b"one"), first, first)
    assert store.captures(sha(b"one")) == (first, later)
    assert store.captures(sha(b"one"), {"public"}) == (later,)
    assert store.captures(sha(b"other")) == store.captures("../x") == ()
    assert store.hashes() == (sha(b"one"),)
    store.remove(sha(b"one"))
    assert files(tmp_path) == []
    with pytest.raises(DocumentError, match="not kept here"):
        store.add_capture(sha(b"one"), first)


@pytest.mark.parametrize("content", ["[]", "{}", '[{"tool": 1}]', '[{"tools": "x"}]', "[", ""])
def test_captures_that_were_changed_are_told(store: DocumentStore, tmp_path: Path, content: str) -> None:
    with store.taking() as taking:
        taking.take(io.BytesIO(b"one"), "one.txt")
        taking.captured(sha(b"one"), Capture(tool="wget"))
    (path,) = tmp_path.rglob("*.captures-*")
    path.write_text(content)
    with pytest.raises(IntegrityError, match="not as it was written"):
        store.captures(sha(b"one"))


def test_a_changed_document_is_not_handed_out(store: DocumentStore) -> None:
    with store.taking() as taking:
        taking.take(io.BytesIO(b"one"), "one.txt")
    store.path(sha(b"one")).write_bytes(b"two!")
    for ask in (store.path, store.size):
        with pytest.raises(IntegrityError, match="was changed"):
            ask(sha(b"one"))
        with pytest.raises(DocumentError, match="not kept here"):
            ask(sha(b"none"))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7", "photo.jpg", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "film.mp4", "image/jpeg"),
        (b"PK\x03\x04", "page.wacz", "application/wacz"),
        (b"PK\x03\x04", "page.html", "application/zip"),
        (b"\0\0\0\x18ftypisom", "", "video/mp4"),
        (b"\0\0\0\x18ftypqt  ", "", "video/quicktime"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.png", "image/webp"),
        (b"\x1aE\xdf\xa3", "a.webm", "video/webm"),
        (b"\x1f\x8b\x08", "a.warc.gz", "application/warc"),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"<svg xmlns='x'>", "a.txt", "image/svg+xml"),
        (b"<!-- x --><!DOCTYPE HTML>", "a.txt", "text/html"),
        ("М".encode()[:1], "a.txt", "text/plain"),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "", "text/html"),
        (b"MZ\0\0", "a.jpg", "application/octet-stream"),
        (b"", "a.jpg", "application/octet-stream"),
    ],
)
def test_the_kind_is_that_of_the_bytes(head: bytes, name: str, kind: str) -> None:
    assert media_type(head, name) == kind


@given(st.binary(max_size=64), st.text(max_size=12))
def test_every_file_is_of_some_kind(head: bytes, name: str) -> None:
    assert suffix(media_type(head, name)).startswith(".")
