"""A protected string is met wherever a file can hide it; what cannot be looked into is told."""

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote as percent

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from respondeat.graph.evidence.redaction import Findings, Protected, files_of, search
from respondeat.graph.evidence.redaction.opened import Opener
from respondeat.graph.evidence.redaction.pieces import CHUNK, Unread
from respondeat.graph.evidence.redaction.scanner import Secret

SAID = "Нікому Нікольскі"
PROTECTED = Protected("public", (Secret("name", SAID), Secret("text", "a cell without a window in the yard")))
PLAIN = "It is a page with more than twenty words, none of which says anything of anybody whom nobody may "
PLAIN += "name, so it is there to be read and to be let through."


def found(content: bytes) -> Findings:
    return search([("data/x", lambda: io.BytesIO(content))], PROTECTED)


def zipped(name: str = "a.txt", content: bytes = b"nothing", **how: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo(name)
        info.comment = how.get("about_member", b"")
        info.extra = how.get("extra", b"")
        packed.writestr(info, content, zipfile.ZIP_DEFLATED)
        packed.comment = how.get("about", b"")
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        info = tarfile.TarInfo("x")
        info.uname = "NikomuNikolski"
        info.size = 3
        tar.addfile(info, io.BytesIO(b"abc"))
    return made.getvalue()


def png(kind: bytes, content: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(kind, content) + chunk(b"IEND", b"")


def pdf(said: Callable[[Canvas], None] | None = None) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=True)
    canvas.drawString(20, 700, PLAIN)
    if said:
        said(canvas)
    canvas.save()
    return made.getvalue()


def outlined(canvas: Canvas) -> None:
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry(SAID, "a")


def changed(change: Callable[[pypdf.PdfWriter], object], *, incremental: bool = False) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf()), incremental=True) if incremental else pypdf.PdfWriter()
    if not incremental:
        writer.append(io.BytesIO(pdf()))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def xmp(writer: pypdf.PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{SAID}</a></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


def revised() -> bytes:
    """A PDF whose first revision tells what the last one has taken away."""
    first = pdf(lambda canvas: canvas.drawString(20, 600, "Nikomu Nikolski"))
    writer = pypdf.PdfWriter(io.BytesIO(first), incremental=True)
    empty = DecodedStreamObject()
    empty.set_data(b"")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(empty)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


HIDDEN = {
    "UTF-8": SAID.encode(),
    "UTF-16": SAID.encode("utf-16"),
    "UTF-16, big-endian, within bytes": bytes(20) + SAID.encode("utf-16-be") + bytes(20),
    "UTF-32": SAID.encode("utf-32"),
    "windows-1251": SAID.encode("cp1251"),
    "KOI8": "Никому Никольский".encode("koi8-r"),
    "DOS": "Никому Никольский".encode("cp866"),
    "entities": "".join(f"&#{ord(c)};" for c in SAID).encode(),
    "entities twice": "".join(f"&amp;#x{ord(c):x};" for c in SAID).encode(),
    "percent": f"https://example.invalid/?q={percent(SAID)}".encode(),
    "JSON": json.dumps(SAID).encode(),
    "JSON in JSON": json.dumps(json.dumps(SAID)).encode(),
    "base64": base64.b64encode(b"... " + SAID.encode()),
    "base64 by mail": base64.encodebytes(b"a" * 70 + SAID.encode()),
    "hexadecimal digits": SAID.encode().hex().encode(),
    "quoted-printable": quopri.encodestring(SAID.encode()),
    "RTF": rb"{\rtf1 \'cd\'b3\'ea\'ee\'ec\'f3 \'cd\'b3\'ea\'ee\'eb\'fc\'f1\'ea\'b3}",
    "tags": "<b>Нікому</b><br/><i>Нікольскі</i>".encode(),
    "a comment": f"<!-- {SAID} -->".encode(),
    "decomposed": "Никому Нико\u0301льскии\u0306".encode(),
    "zip": zipped(content=SAID.encode()),
    "zip, name": zipped(SAID),
    "zip, comment": zipped(about=SAID.encode()),
    "zip, comment of a member": zipped(about_member=SAID.encode()),
    "zip, extra field": zipped(extra=struct.pack("<HH", 0xFEED, len(SAID.encode())) + SAID.encode()),
    "zip in zip in gzip": gzip.compress(zipped(content=zipped(content=SAID.encode()))),
    "gzip": gzip.compress(SAID.encode()),
    "bzip2": bz2.compress(SAID.encode()),
    "xz": lzma.compress(SAID.encode()),
    "tar": tarred(),
    "PNG, packed note": png(b"zTXt", b"Comment\0\0" + zlib.compress(b"Nikomu Nikolski")),
    "PNG, packed note in UTF-8": png(b"iTXt", b"Author\0\1\0be\0\0" + zlib.compress(SAID.encode())),
    "JPEG, comment": b"\xff\xd8\xff\xfe\0\x20" + SAID.encode() + b"\xff\xd9",
    "PDF, page": pdf(lambda canvas: canvas.drawString(20, 600, "Nikomu Nikolski")),
    "PDF, subject": pdf(lambda canvas: canvas.setSubject(SAID)),
    "PDF, outline": pdf(outlined),
    "PDF, note": pdf(lambda canvas: canvas.textAnnotation(SAID)),
    "PDF, form": pdf(lambda canvas: canvas.acroForm.textfield(name="a", value="Nikomu Nikolski", x=20, y=20)),
    "PDF, attachment": changed(lambda writer: writer.add_attachment("a.txt", SAID.encode())),
    "PDF, attachment's name": changed(lambda writer: writer.add_attachment(f"{SAID}.txt", b"a")),
    "PDF, XMP": changed(xmp),
    "PDF, added later": changed(lambda writer: writer.add_metadata({"/Author": SAID}), incremental=True),
    "PDF, taken away later": revised(),
    "PDF, annotation": changed(
        lambda writer: writer.add_annotation(0, FreeText(text=SAID, rect=(50, 550, 200, 650)))
    ),
    "across two pieces": b"a " * (CHUNK // 2 - 4) + SAID.encode(),
    "across lines": b"... a cell with-\nout a window\nin the yard",
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN.keys())
def test_it_is_met(content: bytes) -> None:
    assert found(content).hits


INNOCENT = {
    "text": PLAIN.encode(),
    "PDF": pdf(),
    "zip": zipped(content=PLAIN.encode()),
    "gzip": gzip.compress(PLAIN.encode()),
    "digits": b"0123456789abcdef" * 4096,
}


@pytest.mark.parametrize("content", INNOCENT.values(), ids=INNOCENT.keys())
def test_nothing_is_met_where_nothing_is(content: bytes) -> None:
    assert found(content) == Findings()


def encrypted() -> bytes:
    return changed(lambda writer: writer.encrypt("a password", algorithm="AES-256"))


DARK = {
    "PNG": png(b"tEXt", b"Comment\0nothing"),
    "JPEG": b"\xff\xd8\xff\xe0" + bytes(20),
    "film": b"\0\0\0\x20ftypisom" + bytes(range(256)),
    "encrypted PDF": encrypted(),
    "damaged PDF": b"%PDF-1.7\nnothing\n%%EOF",
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(20),
    "damaged zip": zipped(content=PLAIN.encode() * 9)[:-30] + bytes(30),
    "unknown": bytes(range(256)),
    "picture in a zip": zipped("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20)),
}


@pytest.mark.parametrize("content", DARK.values(), ids=DARK.keys())
def test_what_cannot_be_looked_into_is_told(content: bytes) -> None:
    assert found(content).dark


def test_what_is_packed_is_read_up_to_a_bound() -> None:
    bomb = gzip.compress(bytes(3 << 20))
    told = list(Opener(most=1 << 20).pieces(lambda: io.BytesIO(bomb), ""))
    assert Unread("", "unpacks to too much") in told


def test_a_zip_is_searched_around_its_members(tmp_path: Path) -> None:
    place = tmp_path / "bundle.zip"
    place.write_bytes(zipped("bundle/data/x", PLAIN.encode(), about=SAID.encode()))
    assert {hit.file for hit in search(files_of(place), PROTECTED).hits} == {"(the zip itself)"}


def test_what_was_found_clean_is_not_read_again(tmp_path: Path) -> None:
    hash = "a" * 64
    (tmp_path / "data" / "documents").mkdir(parents=True)
    (tmp_path / "data" / "documents" / f"{hash}.txt").write_text(SAID, "utf-8")
    assert search(files_of(tmp_path), PROTECTED).hits
    assert not search(files_of(tmp_path), PROTECTED, {hash}).hits
