"""A store with kept documents, a text and a PDF, and passages at two levels. Everything is invented."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from respondeat.api.dataset import INDEXES
from respondeat.graph.documents import DocumentStore, document_id, passage_of
from respondeat.graph.statement import Attestation, Changeset, Document, Entity, Passage, Record, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.graph.test_documents import pdf

BEFORE: Final = "Zenna Hiddenname told it. "
WORDS: Final = "\u0423\u043b\u0430\u0434\u0430 <img src=x onerror=alert(1)> \u202etinu\u2069\r\nsecond line"
AFTER: Final = " And Zenna Hiddenname said no more."
CLOSED: Final = "Behind a closed door, in the year of nobody."
PAGES: Final = ("A first page.", "The second page has the order.")
HUGE: Final = 30_000


@dataclass(frozen=True, slots=True)
class World:
    """The store, its documents, and passages by what they try, without the prefix of ids."""

    store: Path
    documents: DocumentStore
    hashes: dict[str, str]
    passages: dict[str, str]

    def file(self, name: str) -> Path:
        """The file of a document."""
        return self.documents.path(self.hashes[name])


def world(folder: Path) -> World:
    """A new one: `open` and `closed` are documents, `both` is a closed passage of the open document."""
    store = folder / "store"
    kept = DocumentStore(store / "documents")
    texts = {"open": BEFORE + WORDS + AFTER, "closed": CLOSED, "huge": "\u044f" * HUGE}
    records: dict[str, Document] = {}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
        records[name] = kept.add(folder / f"{name}.txt", title=f"The {name} paper", publisher="Inventors")
    (folder / "order.pdf").write_bytes(pdf(*PAGES))
    records["pdf"] = kept.add(folder / "order.pdf", title="The order")
    records["gone"] = Document(f"{v.ID}doc-gone", "Not kept", "0" * 64, url="https://example.org/gone")
    start = len(BEFORE)
    of_pdf = kept.texts(records["pdf"].sha256)[0]
    found: dict[str, Passage] = {
        "open": passage_of(records["open"], texts["open"], start, start + len(WORDS)),
        "huge": passage_of(records["huge"], texts["huge"], 0, HUGE),
        "pdf": passage_of(records["pdf"], of_pdf, of_pdf.index("The second"), len(of_pdf.rstrip())),
        "gone": Passage.of(records["gone"].id, 0, 5, "1" * 64),
        "row": Passage.of(records["open"].id, locator="row 7"),
        "other": Passage.of(records["open"].id, 1, 9, "2" * 64),
        "closed": passage_of(records["closed"], CLOSED, 0, 20),
        "both": passage_of(records["open"], texts["open"], 0, len(BEFORE) - 1),
    }
    closed: list[Record] = [records["closed"], found["closed"], found["both"]]
    every: list[Record] = [*records.values(), *found.values()]
    open_to_all = [one for one in every if one not in closed]
    with EmbeddedStore.create(store, INDEXES) as opened:
        opened.write(
            [
                _changeset("public", [*open_to_all, *_said(found["open"])]),
                _changeset("restricted", [*closed, *_said(found["closed"])]),
            ]
        )
    hashes = {name: record.sha256 for name, record in records.items()}
    return World(store, kept, hashes, {name: p.id.removeprefix(v.ID) for name, p in found.items()})


def again(
    there: World, name: str, level: str, recorded_at: str, guess: str = CLOSED[0], *, own: bool = False
) -> str:
    """Record a document again at a level, by its hash alone, and a passage of its first letters as guessed.

    With `own` under an id of its own. The passage's id, without the prefix.
    """
    sha256 = there.hashes[name]
    id = f"{v.ID}doc-guess-{guess}" if own else document_id(sha256)
    passage = Passage.of(id, 0, len(guess), hashlib.sha256(guess.encode()).hexdigest())
    records: list[Record] = [Document(id, "A guess", sha256), passage]
    with EmbeddedStore.open(there.store, INDEXES) as store:
        store.write([Changeset.of(records, recorded_at=recorded_at, author=f"{v.ID}b-a", level=level)])
    return passage.id.removeprefix(v.ID)


def _changeset(level: str, records: list[Record]) -> Changeset:
    return Changeset.of(records, recorded_at="2026-01-01T00:00:00Z", author=f"{v.ID}b-a", level=level)


def _said(passage: Passage) -> list[Record]:
    body = Entity.of(f"{v.ID}b-{passage.id[-8:]}", "Body", invented=True)
    there = Statement.of("Existence", entity=body.id)
    return [
        body,
        there,
        Attestation.of(supports=[there.id], passages=[passage.id]),
        Attestation.of(denies=[there.id], passages=[passage.id], origin=body.id),
    ]
