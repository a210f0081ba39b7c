"""The PDF of a report: the same bytes everywhere, no text lost unseen, no word of it read as markup."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.proof import Json
from respondeat.api.report import Report, as_html, as_pdf, report
from respondeat.api.report.blocks import Bullets, Facts, Group, Paragraph, Quote, Span, Table, plain, theirs
from respondeat.api.report.glyphs import written
from respondeat.api.report.pdf_data import ROWS, PdfData
from tests.api.histories import ASKED

from .conftest import HELD, OWN, about_of

NAMES = sorted({**ASKED, **OWN})


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(pages.replace("\u200b", "").split())


def one(*blocks: Paragraph | Quote | Table | Facts | Bullets | Group, title: str = "t") -> Report:
    return Report(title, "en", "2026-11-01T12:00:00+03:00", "r", (Group("g", blocks),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quotes_the_notice_and_the_names_are_in_it(language: str, told: Callable[[str], Json]) -> None:
    answer = told("chain-0")
    text = text_of(as_pdf(report(answer, about_of(answer["answer"], language, HELD))))
    quotes = {
        passage["quote"]
        for chain in answer["answer"]["chains"]
        for hop in chain["hops"]
        for entry in hop["sources"]
        for passage in entry.get("passages", ())
        if passage["quote"]
    }
    assert quotes
    assert {quote for quote in quotes if " ".join(quote.split()) not in text} == set()
    assert phrase("notice", language, day="2026-11-01") in text
    assert phrase("report.against.title", language) in text
    assert HELD.sha256 in text


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_answer_can_be_set(name: str, answers: dict[str, Json]) -> None:
    for key, answer in answers.items():
        if key.rpartition("-")[0] == name:
            made = as_pdf(report({"answer": answer, "contradictions": []}, about_of(answer, "be")))
            assert made.startswith(b"%PDF-")


def test_it_is_archival_accessible_and_tells_nothing_of_the_machine(told: Callable[[str], Json]) -> None:
    answer = told("chain-0")
    reader = PdfReader(io.BytesIO(as_pdf(report(answer, about_of(answer["answer"])))))
    assert reader.xmp_metadata is not None
    raw = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in raw
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert "<pdfuaid:part>1</pdfuaid:part>" in raw
    assert reader.metadata is not None
    assert set(reader.metadata) <= {"/Title", "/Creator", "/CreationDate", "/ModDate", "/Producer"}
    assert str(reader.metadata["/CreationDate"]).startswith("D:20261101120000")
    root = reader.root_object
    assert not [key for key in ("/AA", "/OpenAction", "/AcroForm", "/Names") if key in root]


ELSEWHERE = """
import sys, json
from tests.api.report.conftest import about_of
from respondeat.api.report import as_html, as_pdf, report
told = json.load(sys.stdin)
made = report(told, about_of(told["answer"]))
sys.stdout.buffer.write(as_html(made) + as_pdf(made))
"""


def test_it_is_the_same_in_another_process_and_place(told: Callable[[str], Json], tmp_path: Path) -> None:
    answer = told("chain-1")
    made = report(answer, about_of(answer["answer"]))
    here = as_html(made) + as_pdf(made)
    root = Path(__file__).resolve().parents[3]
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("LC_ALL", "SOURCE_DATE_EPOCH")},
        **{"HOME": str(tmp_path), "TZ": "Asia/Tokyo", "LANG": "C", "PYTHONHASHSEED": "7"},
        "PYTHONPATH": str(root),
    }
    ran = subprocess.run(
        (sys.executable, "-X", "utf8=0", "-c", ELSEWHERE),
        input=json.dumps(answer).encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == here


MARKUP = (
    '#let x = 1; #panic("no") $a$ *b* `c` @d <e> = F \\ // g /* h */ #read("/etc/passwd") [i] _j_ ~ -- "k"'
)


def test_no_word_of_it_is_markup() -> None:
    made = as_pdf(
        one(
            Paragraph(theirs(MARKUP)),
            Quote(theirs(MARKUP), (MARKUP,)),
            Table(MARKUP, (MARKUP,), ((theirs(MARKUP),),)),
            Paragraph((Span(MARKUP, "code", to="nowhere"), Span("x", href="javascript:alert(1)"))),
            title=MARKUP,
        )
    )
    assert text_of(made).count('#panic("no")') >= 5
    assert b"javascript" not in made


def test_what_the_fonts_cannot_write_is_told_by_its_numbers() -> None:
    text = text_of(as_pdf(one(Quote((), ("Цімох Ўладзя, ё і ґ: 中文, \U0001f600‮\ud800\x00",)))))
    assert "Цімох Ўладзя, ё і ґ" in text
    assert "[U+4E2D U+6587]" in text
    assert "U+1F600" in text
    assert "[U+202E]" in text
    assert "[U+D800]" in text


@settings(max_examples=int(os.environ.get("RESPONDEAT_EXAMPLES", "15")), deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(("", "be", "x", "zh-Hant", "😀")))
def test_any_text_can_be_set(first: str, second: str, language: str) -> None:
    line = theirs(second, lang=language)
    made = one(Quote(line, (first,)), Facts(((first, (line,)),)), Bullets((line,)), title=second or "t")
    assert as_pdf(made).startswith(b"%PDF-")


def test_every_letter_that_is_thought_to_be_there_is() -> None:
    """Typst refuses to write an archival PDF with a letter that no font of it has."""
    letters = [chr(n) for n in range(0x20, 0xE000) if written(chr(n)) == chr(n)]
    assert len(letters) > 3_000
    rows = [" ".join(letters[at : at + 200]) for at in range(0, len(letters), 200)]
    told = [
        Paragraph((Span(row, style),)) for row in rows for style in ("", "strong", "loud", "soft", "code")
    ]
    headed = [Group(row, (Quote((), (row,)), Table(row, (row,), ((plain(row),),)))) for row in rows]
    assert as_pdf(one(*told, *headed))


def test_words_that_no_line_holds_are_broken() -> None:
    long = "0123456789abcdef" * 40
    made = one(
        Paragraph((Span(long, "code"),)),
        Table("c", ("a", "b", "c"), ((plain(long), plain(long), (Span(long, "code"),)),)),
    )
    reader = PdfReader(io.BytesIO(as_pdf(made)))
    right: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], *_: object) -> None:
        if text.strip():
            right.append(matrix[4])

    reader.pages[0].extract_text(visitor_text=visit)
    assert right
    assert max(right) < 595 - 50  # no line begins, and so none goes on, beyond the margin
    assert text_of(as_pdf(made)).replace(" ", "").count(long) >= 1


def test_a_huge_answer_is_cut_in_the_pdf_and_says_so() -> None:
    rows = tuple((plain(str(n)), plain("x")) for n in range(ROWS + 7))
    body = Group("rows", (Table("c", ("n", "x"), rows),))
    limits = Group("limits", (Bullets(tuple(plain(f"limit {n}") for n in range(9))),), whole=True)
    long = Report("t", "en", "2026-11-01T12:00:00Z", "r", (body, limits))
    data = PdfData(long).told()
    table = data["sections"][0]["blocks"][0]
    assert len(table["rows"]) == ROWS
    assert "7 more stand here in report.html and answer.json" in table["more"][0][0]["t"]
    assert len(data["sections"][1]["blocks"][0]["items"]) == 9
    assert as_html(long).count(b"<tr>") == len(rows) + 1


def test_a_link_to_what_was_cut_is_none() -> None:
    groups = tuple(Group(f"g{n}", (Paragraph((Span("see", to=f"a{n + 1}"),)),), f"a{n}") for n in range(4))
    assert as_pdf(Report("t", "en", "2026-11-01T12:00:00Z", "r", groups))
