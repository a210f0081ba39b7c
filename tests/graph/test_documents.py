"""Documents are kept by hash, read as text, and quoted only where the hash agrees."""

import hashlib
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from respondeat.errors import DocumentError, InputError, RespondeatError
from respondeat.graph.documents import DocumentStore, document_id, extraction, passage_of, quote
from respondeat.graph.statement import Document, Passage

TEXT = "First line.\r\nДругі радок: «Прыклад» 🕊.\n\tThird\u2028line.  \n"


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "documents")


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pdf(*pages: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    for page in pages:
        canvas.drawString(72, 720, page)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def encrypted(content: bytes, user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_document_is_known_by_its_bytes(store: DocumentStore, tmp_path: Path) -> None:
    path = put(tmp_path, "report.txt", TEXT)
    record = store.add(
        path, title="A report", publisher="Nobody", language="be", note="n", url="https://x.example/"
    )
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (record.id, record.sha256) == (document_id(sha256), sha256)
    assert (record.title, record.file_name, record.media_type) == ("A report", "report.txt", "text/plain")
    assert store.add(put(tmp_path, "copy.txt", TEXT)).id == record.id
    assert store.hashes() == (sha256,)
    assert store.texts(sha256) == (TEXT,)
    path.unlink()
    assert store.check([record])[0].verdict == "ok"


def test_plain_text_is_its_bytes(store: DocumentStore, tmp_path: Path) -> None:
    """Offsets count code points; no line break is changed and no mark taken away."""
    record = store.add(put(tmp_path, "a.txt", "\ufeff" + TEXT))
    assert store.texts(record.sha256) == ("\ufeff" + TEXT,)
    passage = passage_of(record, "\ufeff" + TEXT, 1 + TEXT.index("«"), 1 + TEXT.index("»") + 1)
    assert quote(store, passage, record).text == "«Прыклад»"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: "\0" not in t), st.data()
)
def test_every_passage_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    if text.lstrip("\ufeff").lstrip().lower().startswith(("%pdf", "<html", "<!doctype", "<?xml")):
        return
    folder = tmp_path_factory.mktemp("documents")
    store = DocumentStore(folder / "documents")
    record = store.add(put(folder, "a.txt", text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = quote(store, passage_of(record, text, start, end), record)
    assert (found.text, found.verdict) == (text[start:end], "verified")


HTML = """<!DOCTYPE html><html><head><title>The  title</title><style>p {color: red}</style></head><body>
<h1>Heading</h1><!-- a comment --><p>One <b>bold</b> word,
one&nbsp;space &lt;tag&gt;.</p><script>var x = "<p>no</p>"</script>
<ul><li>first<li>second</ul>after</body></html>"""


def test_html_is_what_a_reader_sees(store: DocumentStore, tmp_path: Path) -> None:
    record = store.add(put(tmp_path, "page.html", HTML))
    assert record.media_type == "text/html"
    assert store.texts(record.sha256) == (
        "The title\nHeading\nOne bold word, one space <tag>.\nfirst\nsecond\nafter",
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<html><p>Мінск</p>".encode(), "Мінск"),
        ('<html><meta charset="windows-1251"><p>Мінск</p>'.encode("windows-1251"), "Мінск"),
        ('<html><meta http-equiv=x content="text/html; charset=KOI8-R"><p>Минск'.encode("koi8-r"), "Минск"),
        ("\ufeff<html><p>Мінск</p>".encode(), "Мінск"),
        ("\ufeff<html><p>Мінск</p>".encode("utf-16-le"), "Мінск"),
        (b"<p>no page, by its name only</p>", "no page, by its name only"),
        (b"<html>" + b"<div>" * 5000 + b"deep", "deep"),
    ],
)
def test_html_in_its_encoding(store: DocumentStore, tmp_path: Path, content: bytes, text: str) -> None:
    record = store.add(put(tmp_path, "page.html", content))
    assert store.texts(record.sha256) == (text,)


def test_pdf_is_the_text_of_its_pages(store: DocumentStore, tmp_path: Path) -> None:
    record = store.add(put(tmp_path, "a.pdf", pdf("First page.", "Second page.")))
    (text,) = store.texts(record.sha256)
    assert record.media_type == "application/pdf"
    assert [page.strip() for page in text.split("\f")] == ["First page.", "Second page."]
    at = text.index("Second")
    assert quote(store, passage_of(record, text, at, at + 6), record).text == "Second"


def test_a_pdf_that_only_forbids_printing_is_read(store: DocumentStore, tmp_path: Path) -> None:
    record = store.add(put(tmp_path, "a.pdf", encrypted(pdf("Not secret."), "")))
    assert store.texts(record.sha256)[0].strip() == "Not secret."


WHOLE = pdf("A page that will be cut.")
BAD = {
    "encrypted.pdf": (encrypted(WHOLE, "secret"), "password.*qpdf --decrypt"),
    "cut.pdf": (WHOLE[: len(WHOLE) // 2], "cut off.*Fetch it again"),
    "cut-in-its-head.pdf": (b"%PDF-1.4\n", "cut off"),
    "no-pdf.pdf": (b"%PDF-1.4\nnothing\n%%EOF\n", "damaged or cut off"),
    "middle-lost.pdf": (WHOLE[:300] + WHOLE[-30:], "damaged or cut off"),
    "latin.txt": ("Łódź".encode("iso-8859-2"), r"latin\.txt is not UTF-8 text: byte 0.*Save it as UTF-8"),
    "utf16.txt": ("\ufeffabc".encode("utf-16-le"), "is not UTF-8 text"),
    "page.html": (b'<html><meta charset="nonsense"><p>\xff', "not in its encoding nonsense"),
    "other.html": (b"<html><p>\xff", "not in its encoding utf-8"),
    "empty.txt": (b"", "is empty"),
    "image.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither text, HTML nor PDF"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_and_not_kept(store: DocumentStore, tmp_path: Path, name: str) -> None:
    content, message = BAD[name]
    with pytest.raises(DocumentError, match=f"(?s){message}") as caught:
        store.add(put(tmp_path, name, content))
    assert name in caught.value.detail
    assert [p for p in (tmp_path / "documents").rglob("*") if p.is_file()] == []


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_pdf_never_ends_in_a_crash(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("documents")
    content = bytearray(WHOLE)
    content[place] = byte
    try:
        DocumentStore(folder / "documents").add(put(folder, "a.pdf", bytes(content)))
    except DocumentError as error:
        assert "a.pdf" in error.detail


def test_what_is_not_there_or_no_file(store: DocumentStore, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(DocumentError, match="cannot be taken in"):
            store.add(path)


def test_a_document_over_the_limit_is_refused(
    store: DocumentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "LIMIT", 1000)
    with pytest.raises(DocumentError, match=r"1,001 bytes; at most 1,000"):
        store.add(put(tmp_path, "a.txt", "x" * 1001))
    store.add(put(tmp_path, "a.txt", "x" * 1000))


def test_a_line_of_200_megabytes(store: DocumentStore, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"the end")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    record = store.add(path)
    (text,) = store.texts(record.sha256)
    passage = passage_of(record, text, 200_000_000, 200_000_007)
    assert quote(store, passage, record).text == "the end"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000  # kB


def test_what_a_killed_process_left_is_removed_after_a_day(store: DocumentStore, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "one")
    store.add(path)
    old, new = (put(tmp_path / "documents", f".tmp-{name}", "half") for name in ("old", "new"))
    os.utime(old, (1, 1))
    store.add(path)
    assert (old.exists(), new.exists()) == (False, True)


def test_no_space_left(store: DocumentStore, tmp_path: Path) -> None:
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from respondeat.errors import StoreFull\nfrom respondeat.graph.documents import DocumentStore\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: DocumentStore(Path(sys.argv[1])).add(Path(sys.argv[2]))\n"
        "except StoreFull as error: sys.stdout.write(error.detail)\n"
    )
    command = [
        sys.executable,
        "-c",
        code,
        str(tmp_path / "documents"),
        str(put(tmp_path, "a.txt", "x" * 5000)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "no space is left" in done.stdout
    assert [p for p in (tmp_path / "documents").rglob("*") if p.is_file()] == []


def test_changed_and_missing_documents_are_told(store: DocumentStore, tmp_path: Path) -> None:
    kept, changed, lost = (store.add(put(tmp_path, f"{n}.txt", f"text {n}")) for n in range(3))
    passages = [passage_of(d, f"text {n}", 0, 4) for n, d in enumerate((kept, changed, lost))]
    assert [quote(store, p, d).verdict for p, d in zip(passages, (kept, changed, lost), strict=True)] == [
        "verified"
    ] * 3
    place = tmp_path / "documents" / changed.sha256[:2] / changed.sha256
    place.write_text("text one")
    (tmp_path / "documents" / lost.sha256[:2] / lost.sha256).unlink()
    unknown = Document(document_id("x"), "On paper")
    documents = [kept, changed, lost, unknown]
    assert [c.verdict for c in store.check(documents)] == ["ok", "changed", "missing", "no-hash"]
    assert [quote(store, p, d).verdict for p, d in zip(passages, (kept, changed, lost), strict=True)] == [
        "verified",
        "document-changed",
        "document-missing",
    ]
    store.add(put(tmp_path, "1.txt", "text 1"))  # the right bytes mend it
    assert quote(store, passages[1], changed).text == "text"


def test_a_quote_is_shown_only_when_it_is_what_was_meant(store: DocumentStore, tmp_path: Path) -> None:
    record = store.add(put(tmp_path, "a.txt", "abcdef"), title="Letters")
    right = passage_of(record, "abcdef", 1, 3)
    cases = {
        "verified": (right, record),
        "document-missing": (right, None),
        "no-offsets": (Passage.of(record.id, locator="page 3"), record),
    }
    for verdict, (passage, document) in cases.items():
        assert quote(store, passage, document).verdict == verdict
    wrong = Passage.of(record.id, 1, 3, hashlib.sha256(b"xy").hexdigest())
    beyond = Passage.of(record.id, 4, 9, hashlib.sha256(b"ef").hexdigest())
    unhashed = Passage.of(record.id, 1, 3)
    verdicts = [quote(store, p, record).verdict for p in (wrong, beyond, unhashed)]
    assert verdicts == ["passage-changed", "passage-changed", "no-offsets"]
    assert quote(store, wrong, record).text is None
    assert quote(store, right, record).locator == "Letters, characters 1–3"
    assert quote(store, Passage.of(record.id, locator="page 3"), record).locator == "page 3"
    assert quote(store, right, None).locator == "characters 1–3"


def test_the_text_as_it_was_read_first_still_counts(store: DocumentStore, tmp_path: Path) -> None:
    """Another version of an extractor may read a page differently; old offsets keep their meaning."""
    record = store.add(put(tmp_path, "page.html", HTML))
    (text,) = store.texts(record.sha256)
    (kept,) = (tmp_path / "documents").rglob("*.txt")
    kept.rename(kept.with_name(kept.name.replace("beautifulsoup4-", "beautifulsoup4-0.")))
    older = next(iter((tmp_path / "documents").rglob("*.txt")))
    older.write_text("Another reading. " + text)
    fresh = DocumentStore(tmp_path / "documents")
    assert fresh.texts(record.sha256) == ("Another reading. " + text, text)
    for reading in fresh.texts(record.sha256):
        at = reading.index("bold")
        assert quote(fresh, passage_of(record, reading, at, at + 4), record).text == "bold"


@pytest.mark.parametrize("strange", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_hash_that_is_none_finds_nothing(store: DocumentStore, strange: str) -> None:
    assert store.state(strange) == "missing"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 7)])
def test_a_passage_lies_in_its_text(start: int, end: int) -> None:
    with pytest.raises(InputError):
        passage_of(Document(document_id("x")), "abcdef", start, end)


def test_errors_are_of_the_tree() -> None:
    assert issubclass(DocumentError, RespondeatError)
