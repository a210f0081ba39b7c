"""Documents at the terminal: added, listed, checked, quoted only when they are what was meant."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.api.terminal import here

QUOTE = "The Ministry does not command the Special Regiment of Sampleton."


def pdf(password: str = "") -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=StandardEncryption(password) if password else None)
    canvas.drawString(72, 720, "Invented words.")
    canvas.save()
    return made.getvalue()


def kept(store: Path) -> list[str]:
    return sorted(p.name for p in (store / "documents").rglob("*") if p.is_file())


def test_documents_are_kept_by_hash_and_listed(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf())
    done = here("--store", copy, "documents", "add", file, "--json")
    assert done.code == 0
    (added,) = done.json["added"]
    assert (added["media_type"], added["sha256"] in kept(copy)) == ("application/pdf", True)
    listed = here("--store", copy, "documents", "list", "--json").json["documents"]
    assert {d["kept"] for d in listed} == {"yes"}
    assert here("--store", copy, "documents", "check").out.startswith("10 documents checked, 0 not")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.pdf", pdf()[:-200], "cut off"),
        ("secret.pdf", pdf("secret"), "password"),
        ("latin.txt", "Мінск".encode("cp1251"), "not UTF-8"),
        ("empty.txt", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "neither text, HTML nor PDF"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_kept(
    copy: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    before = kept(copy)
    (tmp_path / name).write_bytes(content)
    done = here("--store", copy, "documents", "add", tmp_path / name)
    assert done.code == 2
    assert said in done.err
    assert name in done.err
    assert kept(copy) == before


def test_a_folder_and_a_missing_file_are_said_before_anything_is_kept(copy: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Good.", "utf-8")
    before = kept(copy)
    for wrong, said in ((tmp_path, "is a folder"), (tmp_path / "none.txt", "There is no file")):
        done = here("--store", copy, "documents", "add", good, wrong)
        assert done.code == 2
        assert said in done.err
        assert str(wrong) in done.err
        assert kept(copy) == before


def test_a_changed_document_is_found_and_not_quoted(copy: Path) -> None:
    ask = ("--store", copy, "show", "Special Regiment of Sampleton (invented)", "--json")
    assert QUOTE in here(*ask).out
    (path,) = [p for p in (copy / "documents").rglob("*") if p.is_file() and QUOTE in p.read_text("utf-8")]
    path.write_text(path.read_text("utf-8").replace("does not command", "commands"), "utf-8")
    checked = here("--store", copy, "documents", "check")
    assert checked.code == 4
    assert str(path) in checked.out
    told = here("--store", copy, "documents", "check", "--json")
    assert (told.code, told.json["changed"]) == (4, 1)
    listed = here("--store", copy, "documents", "list", "--json").json["documents"]
    assert sorted(d["kept"] for d in listed) == ["changed", *["yes"] * 8]
    after = here(*ask).out
    assert QUOTE not in after
    assert "document-changed" in after
    assert "not quoted: the document kept here is not what its hash says" in " ".join(
        here(*ask[:-1]).out.split()
    )


def test_without_the_document_the_place_is_shown(copy: Path) -> None:
    for path in (copy / "documents").rglob("*"):
        if path.is_file():
            path.unlink()
    told = here("--store", copy, "chain", "SRS", "--on", "2021-02-15").out
    assert QUOTE not in told
    assert "characters 74–138" in told


def test_an_original_of_any_kind_is_kept_when_asked(copy: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    told = here("--store", copy, "documents", "add", "--original", picture, "--json")
    assert told.code == 0, told.err
    assert told.json["added"][0]["media_type"] == "image/png"
    assert here("--store", copy, "documents", "add", picture).code == 2
