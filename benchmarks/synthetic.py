"""Synthetic data of a realistic shape, the same for the same seed.

A forest of units 8 levels deep whose superiors change, heads that follow one another (on one level two at
once), events at the lowest units, and for every statement an attestation with a passage and an origin. All
names are invented. About 185 quads a unit.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from respondeat.graph.dates import ValidTime, iso, parse, read
from respondeat.graph.statement import Attestation, Document, Entity, Name, Passage, Record, Statement
from respondeat.ontology import vocabulary as v

SEED: Final = 20200809
DEPTH: Final = 8
FIRST: Final = 14610  # 2010-01-01
LAST: Final = 20088  # 2024-12-31
QUADS_A_UNIT: Final = 185

_SYLLABLES: Final = [one + two for one in "bdgklmnprstvz" for two in "aoi"]


@dataclass(frozen=True, slots=True)
class World:
    """The records, and what to ask about: lowest units' events, roots and their heads."""

    records: tuple[Record, ...]
    events: tuple[tuple[str, int], ...]  # (event, its day)
    roots: tuple[str, ...]
    heads: tuple[str, ...]  # one head of each root


def world(quads: int, seed: int = SEED) -> World:
    """A world of about so many quads."""
    return Maker(random.Random(seed)).make(max(DEPTH + 1, quads // QUADS_A_UNIT))


class Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.records: list[Record] = []
        self.events: list[tuple[str, int]] = []
        self.documents: list[str] = []
        self.origins: list[str] = []
        self.tree: list[list[str]] = []  # units by their level, roots first
        self.count = 0

    def make(self, units: int) -> World:
        for _ in range(max(5, units // 20)):
            self.documents.append(self.document())
        self.origins = [self.entity("PersonGroup", "Monitors") for _ in range(5)]
        levels = self.tree = self.levels(units)
        heads = {}
        for depth, level in enumerate(levels):
            for unit in level:
                heads[unit] = self.headships(unit, two=depth == 3)
                if depth:
                    self.superiors(unit, levels[depth - 1])
        for unit in levels[-1]:
            for _ in range(2):
                self.event(unit)
        return World(
            tuple(self.records), tuple(self.events), tuple(levels[0]), tuple(heads[u] for u in levels[0])
        )

    def levels(self, units: int) -> list[list[str]]:
        shares = [3**depth for depth in range(DEPTH)]
        sizes = [max(1, units * share // sum(shares)) for share in shares]
        return [[self.entity("Body", "Unit") for _ in range(size)] for size in sizes]

    def id(self, kind: str) -> str:
        self.count += 1
        return f"{v.ID}{kind}-{self.rng.getrandbits(128):032x}"

    def name(self) -> str:
        return " ".join(
            "".join(self.rng.choice(_SYLLABLES) for _ in range(self.rng.randint(2, 4))).title()
            for _ in range(2)
        )

    def entity(self, cls: str, title: str = "") -> str:
        id = self.id("b" if cls == "Body" else "p" if cls == "Person" else "g")
        self.records.append(Entity.of(id, cls))
        self.records.append(Name.of(id, f"{title} {self.name()} {self.count}".strip(), "en", preferred=True))
        return id

    def document(self) -> str:
        id = self.id("doc")
        self.records.append(
            Document(id, title=f"Report {self.count}", sha256=f"{self.rng.getrandbits(256):064x}")
        )
        return id

    def attest(self, s: Statement) -> None:
        start, document = self.rng.randrange(100_000), self.rng.choice(self.documents)
        hashed = hashlib.sha256(f"{document} {start}".encode()).hexdigest()
        passage = Passage.of(document, start, start + 90, hashed)
        origin = self.rng.choice(self.origins)
        self.records += [s, passage, Attestation.of(supports=[s.id], passages=[passage.id], origin=origin)]

    def days(self, parts: int) -> list[int]:
        return sorted(self.rng.sample(range(FIRST, LAST), parts - 1))

    def spells(self, parts: int) -> Iterator[ValidTime]:
        cuts = [FIRST, *self.days(parts), LAST]
        for lo, hi in pairwise(cuts):
            exact = self.rng.random() < 0.5
            first = iso(lo) if exact else iso(lo)[:7]
            yield read(first, iso(hi), started=self.rng.random() < 0.7, ended=self.rng.random() < 0.7)

    def superiors(self, unit: str, above: list[str]) -> None:
        for time, superior in zip(self.spells(2), self.rng.choices(above, k=2), strict=True):
            self.attest(
                Statement.of(
                    "Subordination", time, subordinate=unit, superior=superior, linkKind=v.DE_JURE_COMMAND
                )
            )

    def headships(self, unit: str, two: bool) -> str:
        person = ""
        for time in self.spells(3):
            for _ in range(2 if two else 1):
                person = self.entity("Person")
                self.attest(Statement.of("Posting", time, holder=person, body=unit, capacity=v.HEAD))
        return person

    def event(self, unit: str) -> None:
        event = self.id("e")
        day = self.rng.randrange(FIRST, LAST)
        self.events.append((event, day))
        self.records.append(Entity.of(event, "Event"))
        self.attest(Statement.of("Existence", ValidTime(iso(day), parse(iso(day))), entity=event))
        self.attest(Statement.of("Participation", actor=unit, event=event, role=v.PERPETRATOR))
