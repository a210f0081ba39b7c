"""Random data sets with protected persons, on disk, and every word of theirs that must not get out.

The words are made here, syllable by syllable and in each spelling from a table of its own: nothing of the
leak check has a part in it.
"""

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote as percent

from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from respondeat.api.dataset import INDEXES
from respondeat.graph.documents import DocumentStore, passage_of
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Record,
    Retraction,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

LEVELS: Final = ("restricted", "sealed")
AUTHOR: Final = v.ID + "author-of-bundles"
BODY: Final = v.ID + "b-of-bundles"
OFFICER: Final = v.ID + "p-officer-of-bundles"
BODY_NAME: Final = "Office of Examples"
# Syllables in Belarusian Cyrillic, in its Latin script, as BGN/PCGN romanises, in Polish.
SYLLABLES: Final = (
    ("ба", "ba", "ba", "ba"),
    ("зу", "zu", "zu", "zu"),
    ("рэ", "re", "re", "re"),
    ("кі", "ki", "ki", "ki"),
    ("жо", "žo", "zho", "żo"),
    ("ло", "ło", "lo", "ło"),
    ("му", "mu", "mu", "mu"),
    ("шы", "šy", "shy", "szy"),
    ("да", "da", "da", "da"),
    ("пе", "pie", "pye", "pie"),
)
ENDINGS: Final = (
    ("ніч", "nič", "nich", "nicz"),
    ("новіч", "novič", "novich", "nowicz"),
    ("рчук", "rčuk", "rchuk", "rczuk"),
)
GIVEN: Final = (
    ("Алесь", "Aleś", "Ales", "Aleś"),
    ("Марыя", "Maryja", "Maryya", "Maryja"),
    ("Віктар", "Viktar", "Viktar", "Wiktar"),
    ("Ганна", "Hanna", "Hanna", "Hanna"),
)
ORDERS: Final = ("{g} {s}", "{s} {g}", "{s}, {g}", "{i}. {s}", "{s} {i}.", "{g}\u00a0{s}", "{g}\n{s}")
WAYS: Final = (
    "text",
    "html",
    "comment",
    "entities",
    "pdf",
    "pdf about",
    "percent",
    "json",
    "base64",
    "UPPER",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A protected person: syllables of the surname, its ending, the given name, the level of the name."""

    syllables: tuple[int, ...]
    ending: int
    given: int
    level: int

    def surname(self, spelling: int) -> str:
        parts = [*(SYLLABLES[n][spelling] for n in self.syllables), ENDINGS[self.ending][spelling]]
        return "".join(parts).capitalize()

    def named(self, spelling: int, order: int = 0) -> str:
        given = GIVEN[self.given][spelling]
        return ORDERS[order].format(g=given, s=self.surname(spelling), i=given[0])


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: public or of a level above; what it tells of whom, and how that is put into the file."""

    level: int  # 0 public
    tells: str  # nothing, name, quote, title
    person: int
    spelling: int
    order: int
    way: str


@dataclass(frozen=True, slots=True)
class World:
    """What hypothesis draws."""

    persons: tuple[Person, ...]
    papers: tuple[Paper, ...]
    seed: int
    zipped: bool
    asked: int


@dataclass(frozen=True, slots=True)
class Written:
    """A store, and the words that no file of its public bundle may hold, those above restricted apart."""

    store: Path
    secret: tuple[str, ...]
    sealed: tuple[str, ...]
    telling: frozenset[str]  # hashes of the public documents that tell what they must not


_persons = st.builds(
    Person,
    st.lists(st.integers(0, len(SYLLABLES) - 1), min_size=3, max_size=5).map(tuple),
    st.integers(0, len(ENDINGS) - 1),
    st.integers(0, len(GIVEN) - 1),
    st.integers(0, 1),
)
_papers = st.builds(
    Paper,
    st.integers(0, 2),
    st.sampled_from(("nothing", "name", "name", "quote", "title")),
    st.integers(0, 2),
    st.integers(0, 3),
    st.integers(0, len(ORDERS) - 1),
    st.sampled_from(WAYS),
)


def worlds() -> st.SearchStrategy[World]:
    """Worlds with one to three protected persons and some documents."""
    return st.builds(
        World,
        st.lists(_persons, min_size=1, max_size=3, unique_by=lambda p: p.syllables).map(tuple),
        st.lists(_papers, min_size=1, max_size=5).map(tuple),
        st.integers(0, 2**32),
        st.booleans(),
        st.integers(0, 1),
    )


def written(world: World, folder: Path) -> Written:
    """The world in a store in a folder."""
    return _Writer(world, folder).write()


class _Writer:
    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.records: tuple[list[Record], ...] = ([], [], [])
        self.secret: tuple[list[str], ...] = ([], [], [])
        self.telling = set[str]()
        self.count = 0

    def word(self, level: int) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        digest = sha256(f"{self.world.seed} {self.count}".encode()).digest()
        made = "".join(chr(ord("a") + byte % 26) for byte in digest[:14])
        self.secret[level].append(made)
        return made

    def write(self) -> Written:
        place = self.folder / "store"
        with EmbeddedStore.create(place, INDEXES) as store:
            self.public()
            for number, person in enumerate(self.world.persons):
                self.person(
                    f"{v.ID}p-{sha256(f'{self.world.seed} {number}'.encode()).hexdigest()[:32]}", person
                )
            for number, paper in enumerate(self.world.papers):
                self.paper(store.documents, number, paper)
            store.write(self.changesets())
        return Written(
            place,
            tuple(self.secret[1] + self.secret[2]),
            tuple(self.secret[2]),
            frozenset(self.telling),
        )

    def public(self) -> None:
        head = Statement.of("Posting", holder=OFFICER, body=BODY, capacity=v.HEAD)
        self.posting = head
        self.records[0].extend(
            [
                Entity.of(BODY, "Body"),
                Entity.of(OFFICER, "Person"),
                Name.of(BODY, BODY_NAME, "en", preferred=True),
                Name.of(OFFICER, "Bera Secondofficer", "en", preferred=True),
                head,
            ]
        )

    def person(self, id: str, person: Person) -> None:
        level = 1 + person.level
        kept = self.records[level]
        kept.append(Entity.of(id, "Person", protected=True))
        for spelling in (0, 2):
            kept.append(
                Name.of(id, person.named(spelling), ("be", "", "en")[spelling], preferred=not spelling)
            )
        for spelling in range(4):
            self.secret[level].append(person.surname(spelling))
        hash = sha256(id.encode()).hexdigest()[:32]
        held = Statement.of("Custody", id=f"{v.ID}s-{hash}", detained=id, custodian=BODY)
        self.records[0].append(held)
        whole = Attestation.of(supports=[held.id], origin=AUTHOR, note=f"Told by {self.word(level)}.")
        self.records[0].append(whole.stub())
        kept.append(whole)
        note = f"{person.named(1)} was held behind the {self.word(level)} wall."
        kept.append(Statement.of("Custody", detained=id, custodian=BODY, note=note))

    def paper(self, kept: DocumentStore, number: int, paper: Paper) -> None:
        person = self.world.persons[paper.person % len(self.world.persons)]
        level = max(paper.level, 0)
        quote = f"What the {self.word(1 + person.level)} saw in the yard that night"
        title = f"Statement {self.word(1 + person.level)} of a witness"
        told = {
            "nothing": "",
            "name": person.named(paper.spelling, paper.order),
            "quote": quote,
            "title": title,
        }
        said = told[paper.tells]
        suffix, content = _file(paper.way, f"Report number {number} of {self.world.seed}.", said)
        name = f"report-{number}" if level == 0 else f"{self.word(level)}"
        path = self.folder / f"{name}{suffix}"
        path.write_bytes(content)
        document = kept.add(
            path,
            title=f"Report {number}" if level == 0 else f"Report {self.word(level)}",
            url=f"https://example.org/{number if level == 0 else self.word(level)}",
            note="" if level == 0 else f"This is what {self.word(level)} brought to us.",
        )
        if level == 0 and said:
            self.telling.add(document.sha256)
        if level:
            self.secret[level].append(document.sha256)
        self.cited(document, kept.texts(document.sha256)[0], level)
        self.source(kept, person, quote, title)

    def cited(self, document: Document, text: str, level: int) -> None:
        passage = passage_of(document, text, 0, min(len(text), 12))
        attested = Attestation.of(supports=[self.posting.id], passages=[passage.id], origin=AUTHOR)
        self.records[level].extend([document, passage, attested])
        if level:
            self.secret[level].extend([passage.id.removeprefix(v.ID), document.id.removeprefix(v.ID)])

    def source(self, kept: DocumentStore, person: Person, quote: str, title: str) -> None:
        """The document above public in which the quote stands."""
        level = 1 + person.level
        path = self.folder / f"{self.word(level)}.txt"
        path.write_text(f"{self.word(level)}. {quote}. {person.named(0)}.", "utf-8")
        document = kept.add(path, title=title)
        text = kept.texts(document.sha256)[0]
        start = text.index(quote)
        passage = passage_of(document, text, start, start + len(quote))
        attested = Attestation.of(supports=[self.posting.id], passages=[passage.id], origin=AUTHOR)
        self.records[level].extend([document, passage, attested])
        self.secret[level].extend([document.sha256, attested.id.removeprefix(v.ID)])

    def changesets(self) -> Iterator[Changeset]:
        for level, records in enumerate(self.records):
            if level and records:
                records.append(
                    Retraction.of([records[-1].id], f"Taken back for {self.word(level)} asked so.")
                )
            for part, day in ((records[::2], 1), (records[1::2], 2)):
                if part:
                    made = Changeset.of(
                        part,
                        recorded_at=f"2026-0{1 + level}-0{day}T00:00:00Z",
                        level=("public", *LEVELS)[level],
                        author=AUTHOR,
                        note=f"Entered by {self.word(level)}" if level else "Entered",
                    )
                    if level:
                        self.secret[level].append(made.id.removeprefix(v.ID))
                    yield made


def _file(way: str, plain: str, said: str) -> tuple[str, bytes]:
    """A file that says something, in one of several ways."""
    match way:
        case "html":
            return (
                ".html",
                f"<html><body><p>{escape(plain)}</p><p><b>{escape(said)}</b></p></body></html>".encode(),
            )
        case "comment":
            return ".html", f"<html><body><!-- {escape(said)} --><p>{plain}</p></body></html>".encode()
        case "entities":
            coded = "".join(f"&#{ord(c)};" for c in said)
            return ".html", f"<html><body><p>{plain}</p><p title='{coded}'></p></body></html>".encode()
        case "pdf" | "pdf about":
            return ".pdf", _pdf(plain, said, about=way != "pdf")
        case "percent":
            return ".txt", f"{plain} https://example.org/?q={percent(said)}".encode()
        case "json":
            return ".txt", f"{plain} {json.dumps(said)}".encode()
        case "base64":
            return ".txt", f"{plain} {base64.b64encode(f'- {said} -'.encode()).decode()}".encode()
        case "UPPER":
            return ".txt", f"{plain} {said.upper()}".encode()
        case _:
            return ".txt", f"{plain} {said}".encode()


def _pdf(plain: str, said: str, *, about: bool) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=True)
    canvas.drawString(72, 720, f"{plain} It is a page of some words, so that it is not taken for a picture.")
    canvas.setSubject(said)
    if not about:
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry(said or "outline", "here")
    canvas.save()
    return made.getvalue()
