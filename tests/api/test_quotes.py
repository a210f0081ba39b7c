"""A quote is shown when its document is kept and both hashes agree; else it is said why not."""

from pathlib import Path

from respondeat.api.answers import commanders
from respondeat.api.dataset import Dataset
from respondeat.api.quotes import kept_documents, quotes_of

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
