"""What a level may not see, found in files of every kind."""

import io

import pytest

from respondeat.errors import LeakError
from respondeat.graph.evidence.redaction import Findings, Protected, refuse, search
from respondeat.graph.evidence.redaction.leaks import File
from respondeat.graph.evidence.redaction.scanner import Secret

SECRETS = Protected(
    "public",
    (
        Secret("name", "Zmicier Nikomu-Nikolski"),
        Secret("quote", "They put him in a cell that has no window at all."),
        Secret("file name", "statement-of-zmicier.txt"),
        Secret("address", "https://example.invalid/people/zmicier"),
        Secret("id", "doc-0123456789abcdef0123456789abcdef"),
        Secret("hash", "ab" * 32),
        Secret("offsets", "1234-5678"),
    ),
)


def file(content: bytes, name: str = "data/answer.json") -> File:
    return name, lambda: io.BytesIO(content)


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in search([file(text.encode())], SECRETS).hits}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Дзмітрый Нікольскі", "name"),
        ("they put him in a cell\nthat has no win-\ndow at all", "quote"),
        ("see statement_of_zmicier.TXT", "file name"),
        ("https:\\/\\/example.invalid\\/people\\/zmicier", "address"),
        ("<https://w3id.org/respondeat/id/DOC-0123456789abcdef0123456789abcdef>", "id"),
        (f"sha256:{'AB' * 32}", "hash"),
        ('{"start": 1234, "end": 5678}', "offsets"),
    ],
)
def test_what_is_protected_is_met(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


def test_nothing_is_met_in_other_texts() -> None:
    assert kinds("Zmicier said that Viktar Nikolski had a cell with a window. 1234 and 99.") == set()


def test_a_hit_is_refused_without_telling_what_was_met() -> None:
    found = search([file("Нікольскі Д.".encode())], SECRETS)
    with pytest.raises(LeakError) as refused:
        refuse(found)
    told = str(refused.value.as_json())
    assert "answer.json" in told and "name" in told and "ikolski" not in told and "Нікольскі" not in told
    refuse(Findings())


def test_where_nothing_is_protected_no_file_is_opened() -> None:
    def never() -> io.BytesIO:
        raise AssertionError("opened")

    assert search([("data/x", never)], Protected("sealed", ())) == Findings()
