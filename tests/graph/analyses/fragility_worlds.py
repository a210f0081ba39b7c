"""Small random worlds whose statements rest on few documents and origins, and what is left without some.

Written from the model, over the oracle of the command graph: a statement falls when nothing that was said of
it is left, a proof holds when all its premises do, chains are all simple paths on common days.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Derivation,
    Document,
    Passage,
    Record,
    Retraction,
)
from respondeat.ontology import vocabulary as v
from tests.graph.command.oracle import DAYS, LinkKey, Said, Way, World
from tests.graph.command.worlds import BODIES, EVENT, PERSONS, records, said, statement, tie

DOCUMENTS: Final = tuple(f"{v.ID}doc-{n}" for n in range(4))
ORIGINS: Final = tuple(f"{v.ID}b-origin-{n}" for n in range(3))
ENDS: Final = (*PERSONS, BODIES[2])

Sources = frozenset[str]  # documents, origins, or attestations that name none


@dataclass(frozen=True)
class Small:
    """What is said of what, who says it where, what follows from what, what analysts make of it."""

    said: tuple[Said, ...]
    attestations: tuple[Attestation, ...]
    derivations: tuple[Derivation, ...]
    assessments: tuple[Assessment, ...]
    retractions: tuple[Retraction, ...]
    target: str
    window: tuple[int, int]

    @property
    def records(self) -> list[Record]:
        """The whole world; the passage of a document is called after it."""
        found: list[Record] = [*records(()), *map(statement, self.said), *map(Document, DOCUMENTS)]
        found += [Passage(f"{d}-passage", d) for d in DOCUMENTS]
        return [*found, *self.attestations, *self.derivations, *self.assessments, *self.retractions]

    # ---- what is left without some attestations ----

    def without(self, gone: frozenset[str]) -> World:
        """The statements as they stand without these attestations."""
        gone |= {id for r in self.retractions for id in r.invalidates}
        return World(
            tuple(
                replace(s, state=self._state(s.id, gone), derived=s.derived or self._only_proven(s.id, gone))
                for s in self.said
            )
        )

    def _supports(self, id: str, gone: frozenset[str]) -> bool:
        return any(id in a.supports for a in self.attestations if a.id not in gone)

    def _denied(self, id: str, gone: frozenset[str]) -> bool:
        return any(id in a.denies for a in self.attestations if a.id not in gone)

    def _proven(self, id: str, gone: frozenset[str], above: frozenset[str]) -> bool:
        return any(
            all(p not in above and self._upheld(p, gone, above) for p in d.premises)
            for d in self.derivations
            if d.derives == id and d.id not in gone
        )

    def _upheld(self, id: str, gone: frozenset[str], above: frozenset[str] = frozenset()) -> bool:
        statuses = {a.status for a in self.assessments if a.assesses == id}
        if id in gone or (v.REJECTED in statuses and v.ACCEPTED not in statuses):
            return False
        spoken = any(id in (*a.supports, *a.denies) for a in self.attestations)
        spoken |= any(d.derives == id for d in self.derivations)
        return not spoken or self._supports(id, gone) or self._proven(id, gone, above | {id})

    def _only_proven(self, id: str, gone: frozenset[str]) -> bool:
        return not self._supports(id, gone) and self._proven(id, gone, frozenset({id}))

    def _state(self, id: str, gone: frozenset[str]) -> str:
        if not self._upheld(id, gone):
            return "retracted"  # or denied: either carries nothing
        statuses = {a.status for a in self.assessments if a.assesses == id}
        denied = self._denied(id, gone)
        return "contested" if denied or statuses & {v.CONTESTED, v.REJECTED} else "supported"

    # ---- what breaks ----

    def sources(self, a: Attestation, by: str) -> Sources:
        """Who must all be withdrawn before an attestation goes."""
        if by == "origin":
            return frozenset({a.origin or a.id})
        return frozenset(p.removesuffix("-passage") for p in a.passages) or frozenset({a.id})

    def withdrawable(self, by: str) -> list[str]:
        """All sources."""
        return sorted({s for a in self.attestations for s in self.sources(a, by)})

    def gone(self, withdrawn: Sources, by: str) -> frozenset[str]:
        """The attestations that go with sources."""
        return frozenset(a.id for a in self.attestations if self.sources(a, by) <= withdrawn)

    def linked(self, gone: frozenset[str]) -> dict[tuple[str, bool], int]:
        """How many chains there are to each end, by whether only those that surely hold are counted."""
        world = self.without(gone)
        lo, hi = self.window
        window = frozenset(range(lo, hi + 1))
        found: dict[tuple[str, bool], set[tuple[LinkKey, ...]]] = {}
        for way in world.ways(self.target, window, persons=frozenset(PERSONS)):
            for end, links in _prefixes(way, self.target):
                found.setdefault((end, False), set()).add(links)
                if all(window <= world.link_sure(link) for link in links):
                    found.setdefault((end, True), set()).add(links)
        return {key: len(ways) for key, ways in found.items()}

    def smallest(self, by: str) -> dict[tuple[str, bool], tuple[int | None, set[Sources]]]:
        """For each end and grade with a chain: the size of the smallest sets that leave none, and those."""
        all_linked = self.linked(frozenset())
        found: dict[tuple[str, bool], tuple[int | None, set[Sources]]] = dict.fromkeys(
            all_linked, (None, set())
        )
        for size in range(1, len(self.withdrawable(by)) + 1):
            for chosen in map(frozenset, combinations(self.withdrawable(by), size)):
                left = self.linked(self.gone(chosen, by))
                for key, (known, _) in found.items():
                    if key not in left and known in (None, size):
                        found[key] = size, found[key][1] | {chosen}
        return found


def _prefixes(way: Way, target: str) -> Iterator[tuple[str, tuple[LinkKey, ...]]]:
    node = target
    for n, (_, lower, upper) in enumerate(way.links, 1):
        node = upper if node == lower else lower  # the first link of a person leads down to their body
        if node in ENDS:
            yield node, way.links[:n]


def small(seed: int, *, most: int = 9) -> Small:
    """A world from a number."""
    chance = random.Random(seed)
    if seed % 2:
        links = [_head(chance, n) for n in range(chance.randint(3, 6))]
    else:
        links = [said(n, chance.getrandbits(60)) for n in range(chance.randint(4, most))]
    links += [tie(n, chance.getrandbits(60)) for n in range(chance.randint(1, 2))]
    if seed % 2:
        links[-1] = replace(links[-1], upper=BODIES[0], bounds=None)
    links = [replace(s, state="supported", derived=chance.random() < 0.05) for s in links]
    ids = [s.id for s in links]
    attestations: list[Attestation] = []
    derivations: list[Derivation] = []
    assessments: list[Assessment] = []
    nameless = chance.random() < 0.3
    for id in ids:
        proofs = chance.choice((0, 0, 0, 0, 1, 2))
        derivations += [
            Derivation.of(id, v.R + "between", chance.sample(ids, chance.randint(1, 2)))
            for _ in range(proofs)
        ]
        for _ in range(chance.choice((0, 1, 2)) if proofs else chance.choice((0, 1, 1, 1, 2, 2, 3))):
            more = [chance.choice(ids)] if chance.random() < 0.15 else []
            attestations.append(_attestation(chance, [id, *more], nameless, len(attestations)))
        if chance.random() < 0.15:
            attestations.append(_attestation(chance, [id], nameless, len(attestations), denies=True))
        if chance.random() < 0.08:
            status = chance.choice((v.CONTESTED, v.REJECTED, v.ACCEPTED))
            assessments.append(Assessment.of(id, status))
    retractions = []
    if chance.random() < 0.2:
        target = chance.choice([*ids, *(a.id for a in attestations), *(d.id for d in derivations)])
        retractions.append(Retraction.of([target], "withdrawn"))
    lo = chance.choice(DAYS)
    return Small(
        tuple(links),
        tuple(attestations),
        tuple(derivations),
        tuple(assessments),
        tuple(retractions),
        chance.choice((EVENT, EVENT, BODIES[0], PERSONS[0])),
        (lo, min(DAYS[-1], lo + chance.choice((0, 0, 1, 4)))),
    )


def _head(chance: random.Random, n: int) -> Said:
    """One of those who followed one another as heads of one body: rule next-attested decides much here."""
    first = chance.choice(DAYS)
    last = min(DAYS[-1], first + chance.choice((0, 0, 1, 4)))
    bounds = chance.choice(
        (
            (None, first, first, None),
            (first, first, last, None),
            (None, first, last, last),
            (first,) * 2 + (last,) * 2,
        )
    )
    return Said(f"{v.ID}s-{n}", "head", BODIES[0], chance.choice(PERSONS), bounds)


def _attestation(
    chance: random.Random, about: list[str], nameless: bool, number: int, *, denies: bool = False
) -> Attestation:
    documents = chance.sample(DOCUMENTS, chance.choice((1, 1, 1, 2)))
    if nameless and chance.random() < 0.15:
        documents = []
    made = Attestation.of(
        supports=() if denies else about,
        denies=about if denies else (),
        passages=[f"{d}-passage" for d in documents],
        origin="" if nameless and chance.random() < 0.15 else chance.choice(ORIGINS),
        id=f"{v.ID}a-{number}",
    )
    return replace(made, withheld=not documents and chance.random() < 0.5)
