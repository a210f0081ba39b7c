"""What a level may not see is gathered from everything above it, less what it has anyway."""

import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.documents import passage_of
from respondeat.graph.documents.captures import Capture
from respondeat.graph.evidence.bundle import Content, Salts, Tree, leaves_file
from respondeat.graph.evidence.redaction import PROFILES, Judge, Protected, profile, protected
from respondeat.graph.evidence.redaction.documents import ABOVE, GIVEN, PROTECTED, UNREAD
from respondeat.graph.evidence.redaction.preview import Held, preview
from respondeat.graph.evidence.verifier.canonical import canonical
from respondeat.graph.statement import Attestation, Changeset, Document, Entity, Name, Record, Statement, Text
from respondeat.graph.stores import MemoryStore
from respondeat.ontology import vocabulary as v

AUTHOR = v.ID + "author-of-tests"
BODY, WITNESS, OFFICER = v.ID + "b-office", v.ID + "p-0f1e2d3c4b5a", v.ID + "p-officer"
QUOTE = "They kept her in the cell with the broken door."


def changeset(records: list[Record], level: str, day: int, note: str = "") -> Changeset:
    return Changeset.of(
        records, recorded_at=f"2026-01-0{day}T00:00:00Z", level=level, author=AUTHOR, note=note
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemoryStore]:
    with MemoryStore() as store:
        secret, public, mixed = tmp_path / "wanda.txt", tmp_path / "public.txt", tmp_path / "mixed.txt"
        secret.write_text(f"{'x' * 200} {QUOTE}", "utf-8")
        public.write_text("Nothing is told here of anybody.", "utf-8")
        mixed.write_text("The officer met Ванда Нікошчык there.", "utf-8")
        hidden = store.documents.add(secret, title="What Wanda told us", url="https://example.org/wanda")
        shown = store.documents.add(public, title="A public report")
        telling = store.documents.add(mixed, title="Another public report")
        passage = passage_of(hidden, store.documents.texts(hidden.sha256)[0], 201, 201 + len(QUOTE))
        posting = Statement.of("Posting", holder=OFFICER, body=BODY, capacity=v.HEAD)
        store.write(
            [
                changeset(
                    [
                        Entity.of(BODY, "Body"),
                        Entity.of(OFFICER, "Person"),
                        Name.of(BODY, "Office of Examples", "en"),
                        Name.of(OFFICER, "Ales Namesake", "en"),
                        posting,
                        shown,
                        telling,
                        Statement.of("Custody", id=v.ID + "s-open", detained=WITNESS, custodian=BODY),
                    ],
                    "public",
                    1,
                ),
                changeset(
                    [
                        Entity.of(WITNESS, "Person", protected=True),
                        Name.of(WITNESS, "Wanda Nikoščyk", "be-latn"),
                        Name.of(WITNESS, "Алесь Неймсэйк", "be"),
                        Name.of(BODY, "Office of Examples", "be-latn"),
                        hidden,
                        passage,
                        Attestation.of(
                            supports=[posting.id], passages=[passage.id], note="Heard at the gate twice."
                        ),
                        Statement.of(
                            "Custody",
                            detained=WITNESS,
                            custodian=BODY,
                            condition=Text("a room without any light", "en"),
                            note="A public report",
                        ),
                    ],
                    "restricted",
                    2,
                    note="Entered after the talk in the kitchen",
                ),
            ]
        )
        yield store


def of(store: MemoryStore, level: str = "public") -> Protected:
    with store.reader(level) as seen, store.reader("sealed") as whole:
        return protected(seen, whole, store.documents)


def test_every_kind_is_gathered(store: MemoryStore) -> None:
    found = {(secret.kind, secret.text) for secret in of(store).secrets}
    assert {
        ("name", "Wanda Nikoščyk"),
        ("quote", QUOTE),
        ("title", "What Wanda told us"),
        ("file name", "wanda.txt"),
        ("address", "https://example.org/wanda"),
        ("text", "Heard at the gate twice."),
        ("text", "a room without any light"),
        ("text", "Entered after the talk in the kitchen"),
        ("offsets", f"201-{201 + len(QUOTE)}"),
    } <= found
    assert {"id", "hash"} <= {kind for kind, _ in found}


def test_what_the_level_has_anyway_is_not_protected(store: MemoryStore) -> None:
    found = {secret.text for secret in of(store).secrets}
    assert not found & {"A public report", "Office of Examples", AUTHOR.removeprefix(v.ID)}
    assert WITNESS.removeprefix(v.ID) not in found  # a public statement names the id
    assert "Алесь Неймсэйк" not in found  # somebody public bears that name, spelled otherwise


def test_an_address_is_protected_unless_it_is_of_a_whole_site(store: MemoryStore) -> None:
    hidden = Document(v.ID + "doc-site", "A title of a site", url="https://site.example.org/")
    store.write([changeset([hidden], "restricted", 4)])
    with store.reader("sealed") as whole:
        shown = next(
            r
            for id in whole.instances(v.DOCUMENT)
            if isinstance(r := whole.record(id), Document) and r.sha256
        )
    store.documents.add_capture(
        shown.sha256, Capture(url="https://example.org/sent-by-a-friend", level="sealed")
    )
    found = {secret.text for secret in of(store).secrets if secret.kind == "address"}
    assert found == {"https://example.org/wanda", "https://example.org/sent-by-a-friend"}


def test_nothing_is_protected_from_who_sees_everything(store: MemoryStore) -> None:
    assert not of(store, "sealed") and not of(store, "restricted")


def test_a_name_in_a_public_text_is_no_public_name(store: MemoryStore) -> None:
    store.write([changeset([Entity.of(v.ID + "e-1", "Event")], "public", 3, note="Told by Wanda Nikoščyk")])
    assert ("name", "Wanda Nikoščyk") in of(store).secrets


def test_a_document_is_withheld_for_what_stands_in_it(store: MemoryStore) -> None:
    judge = Judge(store.documents, {"public": of(store), "sealed": Protected("sealed", ())})
    reasons = {}
    with store.reader("sealed") as whole:
        documents = [whole.record(id) for id in whole.instances(v.DOCUMENT)]
        for document in documents:
            assert isinstance(document, Document)
            reasons[document.title] = judge.judgement(document.sha256, "public").reason
            assert judge(document.sha256, "sealed")
    assert reasons == {
        "A public report": GIVEN,
        "Another public report": PROTECTED,
        "What Wanda told us": PROTECTED,
    }
    assert judge.passed("public") == {
        d.sha256 for d in documents if isinstance(d, Document) and d.title == "A public report"
    }


def test_what_cannot_be_searched_is_withheld_unless_allowed(store: MemoryStore, tmp_path: Path) -> None:
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(8))
    with store.documents.taking() as taking:
        hash = taking.take(picture, "scan.png").sha256
    secrets = {"public": of(store)}
    assert Judge(store.documents, secrets).judgement(hash, "public").reason == UNREAD
    assert Judge(store.documents, secrets, allow_unread=True)(hash, "public")


def test_a_preview_tells_what_is_withheld_and_why(store: MemoryStore) -> None:
    levels = ("public", "restricted", "public")
    with store.reader("sealed") as whole:
        found = sorted(
            (r for id in whole.instances(v.DOCUMENT) if (r := whole.record(id))), key=lambda r: r.id
        )
    documents = [d for d in found if isinstance(d, Document)]
    held = [Held(d, "restricted" if "Wanda" in d.title else "public", held=True) for d in documents]
    leaves = Tree.of([(Content("record", {"n": n}), level) for n, level in enumerate(levels)], SALTS).leaves
    judge = Judge(store.documents, {"public": of(store), "sealed": Protected("sealed", ())})
    told = preview(profile("public"), "public", leaves, held, judge).as_json()
    assert (told["shown"], told["withheld"]) == ({"record": 2}, {"record": 1})
    assert {d["title"]: d["reason"] for d in told["documents"]} == {
        "What Wanda told us": ABOVE,
        "Another public report": PROTECTED,
    }
    court = preview(profile("court"), "sealed", leaves, held, judge).as_json()
    assert (court["withheld"], court["documents"]) == ({}, [])


def test_profiles_see_ever_more() -> None:
    assert [p.shown for p in PROFILES.values()] == [v.LEVELS[:1], v.LEVELS[:2], v.LEVELS]
    with pytest.raises(InputError, match="public, partner, court"):
        profile("everybody")


SALTS = Salts(secrets.token_bytes(32))


def contents(count: int) -> list[tuple[Content, str]]:
    made = [
        Content("record", {"graph": "urn:x:c", "subject": f"urn:x:{n}", "sha256": "0" * 64})
        for n in range(count)
    ]
    return [(content, "restricted" if n % 3 else "public") for n, content in enumerate(made)]


def test_no_hash_of_a_withheld_leaf_can_be_made_from_its_content() -> None:
    """Who knows every content, and every salt that is shown, has none of the hashes that are withheld."""
    told = contents(60)
    tree = Tree.of(told, SALTS)
    shown = [line for line in b"".join(leaves_file(tree, "public")).splitlines() if b"salt" in line]
    salts = [leaf.salt for leaf in tree.leaves if leaf.level == "public"]
    hidden = {leaf.hash for leaf in tree.leaves if leaf.level != "public"}
    assert len(shown) == len(salts) == 20 and len(hidden) == 40
    guesses = [b"", bytes(32), *salts]
    for content, _ in told:
        said = content.bytes()
        for salt in (*guesses, sha256(said).digest(), sha256(canonical(said.decode())).digest()):
            assert sha256(b"\0" + salt + said).digest() not in hidden
            assert sha256(salt + said).digest() not in hidden


def test_the_order_of_leaves_tells_nothing_of_those_withheld() -> None:
    """The places of withheld leaves depend on the secret alone: with another one they are others."""
    told = contents(40)

    def places(secret: bytes) -> list[str]:
        return [leaf.level for leaf in Tree.of(told, Salts(secret)).leaves]

    made = {tuple(places(bytes([n]) * 32)) for n in range(12)}
    assert len(made) == 12
    assert Tree.of(told, SALTS).leaves == Tree.of(told[::-1], SALTS).leaves
