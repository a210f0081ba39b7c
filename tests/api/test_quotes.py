"""A quote is shown when its document is kept and both hashes agree; else it is said why not."""

from pathlib import Path

import pytest

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_read
from respondeat.api.answers import QUESTIONS, commanders
from respondeat.api.dataset import Dataset
from respondeat.api.quotes import kept_documents, quotes_of
from respondeat.graph.evidence import entries
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here

DECREE = (
    "Decree 16 of 31 December 2019. Ivo Seventhperson is released from the command of the Second Section."
)


def quoted(store: Path) -> tuple[str | None, str]:
    with Dataset.open(store) as data:
        gap = commanders(data, "Second Section", "2020-05-03", quotes_of(store))["gap"]
    (source,) = gap["last_before"]["sources"]
    (passage,) = source["passages"]
    return passage["quote"], passage["quote_verdict"]


def test_the_words_of_the_source(copy: Path) -> None:
    assert quoted(copy) == (DECREE, "verified")


def test_no_words_without_the_document_or_from_a_changed_one(copy: Path) -> None:
    kept = copy / "documents"
    (path,) = [
        kept / h[:2] / h
        for h in kept_documents(copy).hashes()
        if "Decree 16" in (kept / h[:2] / h).read_text()
    ]
    text = path.read_text("utf-8")
    path.write_text(text.replace("Ivo", "Ivy"), "utf-8")
    assert quoted(copy) == (None, "document-changed")
    path.unlink()
    assert quoted(copy) == (None, "document-missing")


MIRA = "doc-74595d071a9a21663c3151437eea02d2"  # cited only for a protected person: not public
ABOUT_MIRA = ("show", "Mira Nobody")


def reads(store: Path) -> list[tuple[str, dict[str, object]]]:
    told = [e for e in entries(store / "custody") if e.action == "document-read"]
    return [(e.object, {k: v for k, v in e.details.items() if k != "salt"}) for e in told]


def sha256(store: Path, id: str) -> str:
    with Dataset.open(store) as data:
        found = data.records.record(v.ID + id)
    assert isinstance(found, Document)
    return f"sha256:{found.sha256}"


def test_a_quote_from_a_document_that_is_not_public_is_logged_once_a_command(copy: Path) -> None:
    told = here(*ABOUT_MIRA, "--store", copy, "--json")
    assert told.out.count(MIRA) > 1
    document = sha256(copy, MIRA)
    usual = {"level": "restricted", "purpose": "investigation", "question": "show"}
    assert reads(copy) == [(document, usual)]
    here("dossier", "Mira Nobody", "--store", copy, "--purpose", "court", "--level", "restricted")
    assert reads(copy)[1:] == [(document, usual | {"purpose": "court", "question": "dossier"})]


def test_the_purpose_may_come_from_the_environment(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESPONDEAT_PURPOSE", "review")
    here(*ABOUT_MIRA, "--store", copy)
    assert [details["purpose"] for _, details in reads(copy)] == ["review"]
    for wrong in ("for ivan", ""):
        told = here(*ABOUT_MIRA, "--store", copy, "--purpose", wrong)
        assert (told.code, told.out) == (2, "")
    monkeypatch.setenv("RESPONDEAT_PURPOSE", "curiosity")
    assert here(*ABOUT_MIRA, "--store", copy).code == 2
    assert len(reads(copy)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (*ABOUT_MIRA, "--no-quotes"),
        (*ABOUT_MIRA, "--level", "public"),
        ("show", "Beating in the yard of the lock-up (invented)", "--level", "public"),
        ("chain", "SRS", "--on", "2021-02-15"),
        ("search", "Mira Nobody"),
        ("documents", "list"),
    ],
)
def test_what_shows_no_words_of_such_a_document_logs_nothing(copy: Path, arguments: tuple[str, ...]) -> None:
    here(*arguments, "--store", copy)
    assert not (copy / "custody").exists()


def test_a_document_that_is_not_kept_is_not_read(copy: Path) -> None:
    (copy / "documents" / sha256(copy, MIRA)[7:9] / sha256(copy, MIRA)[7:]).unlink()
    assert here(*ABOUT_MIRA, "--store", copy).code == 0
    assert not (copy / "custody").exists()


def test_a_document_that_was_raised_is_logged_with_its_level(copy: Path) -> None:
    here(
        "raise-level", MIRA, "--to", "sealed", "--reason", "x", "--with-dependents", "--yes", "--store", copy
    )
    assert here(*ABOUT_MIRA, "--store", copy).code == 0
    assert [details["level"] for _, details in reads(copy)] == ["sealed"]


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_what_cannot_be_logged_is_not_quoted(copy: Path, as_json: tuple[str, ...]) -> None:
    (copy / "custody").write_text("a file where a folder should be")
    told = here(*ABOUT_MIRA, "--store", copy, *as_json)
    assert told.code == 5
    assert "custody log cannot be written" in told.out + told.err
    assert "With --no-quotes an answer needs no document." in told.out + told.err
    assert "Mira" not in told.out + told.err
    assert here(*ABOUT_MIRA, "--store", copy, "--no-quotes").code == 0


def test_every_question_has_a_name_that_the_log_takes(tmp_path: Path) -> None:
    for name in QUESTIONS:
        note_read(Audit(tmp_path), {"ab" * 32: "sealed"}, "investigation", name)
    assert [details["question"] for _, details in reads(tmp_path)] == list(QUESTIONS)
