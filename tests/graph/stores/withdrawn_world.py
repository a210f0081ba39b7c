"""Random invented worlds at three levels, and what has to be left of them, worked out by sets."""

import random
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Text,
)
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import AUTHOR

LEVELS = range(len(v.LEVELS))
STATUSES = (v.ACCEPTED, v.ACCEPTED, v.CONTESTED, v.REJECTED)
NAMES = ("Aldona Neverwas", "Bronius Neverwas", "Cecilia Neverwas", "First Unit", "Second Unit")
ENTITIES = tuple(f"{v.ID}{letter}-{n}" for letter, n in ("p1", "p2", "p3", "b1", "b2"))


def world(seed: int) -> list[Changeset]:
    """Changesets that break no rule: each level refers only to what it may see."""
    chance = random.Random(seed)
    rows = list(_rows(chance))
    for level, record in list(rows):  # some are told twice, at the level or above it
        if chance.random() < 0.15:
            rows.append((chance.choice([at for at in LEVELS if at >= level]), record))
    made: list[Changeset] = []
    for at in LEVELS:
        told = [record for level, record in rows if level == at]
        chance.shuffle(told)
        cut = chance.randrange(len(told) + 1)
        for number, part in enumerate((told[:cut], told[cut:])):
            if part:
                moment = f"2025-0{chance.randrange(1, 9)}-01T00:00:00Z"
                note = f"{v.LEVELS[at]} {number}"
                made.append(
                    Changeset.of(part, recorded_at=moment, level=v.LEVELS[at], author=AUTHOR, note=note)
                )
    chance.shuffle(made)
    return made


def _rows(chance: random.Random) -> Iterator[tuple[int, Record]]:
    def level(*known: int) -> int:
        return chance.choice([at for at in LEVELS if at >= max(known, default=0)] + [max(known, default=0)])

    def some(of: dict[str, int], at: int, least: int = 0) -> list[str]:
        fit = sorted(id for id, known in of.items() if known <= at)
        return chance.sample(fit, min(len(fit), max(least, chance.choice((0, 1, 2)))))

    for id, form in zip(ENTITIES, NAMES, strict=True):
        born = Text("1970-01-01") if "/p" in id else None
        yield 0, Entity.of(id, "Person" if "/p" in id else "Body", birthDate=born)
        yield level(), Name.of(id, form, "en", preferred=True)
    documents: dict[str, int] = {}
    for n in range(3):
        id, at = f"{v.ID}doc-{n}", level()
        other = some(documents, at)[:1] if chance.random() < 0.3 else []
        documents[id] = at
        yield at, Document(id, f"Report {n} of Neverwas", "0" * 63 + str(n), version_of="".join(other))
    if documents[f"{v.ID}doc-0"] == 0:
        yield 0, Name.of(ENTITIES[0], "A. Neverwas", "en", documents=[f"{v.ID}doc-0"])
    passages: dict[str, int] = {}
    for n in range(5):
        document = chance.choice(sorted(documents))
        passage = Passage.of(document, n * 10, n * 10 + 5)
        passages[passage.id] = level(documents[document])
        yield passages[passage.id], passage
    statements: dict[str, int] = {}
    attestations: dict[str, int] = {}

    def attested(at: int, supports: Sequence[str], denies: Sequence[str] = ()) -> tuple[int, Record]:
        cited = some(passages, at)
        whose = chance.choice((ENTITIES[3], ENTITIES[0], "")) if cited else ENTITIES[3]
        made = Attestation.of(
            supports=supports, denies=set(denies) - set(supports), passages=cited, origin=whose
        )
        attestations[made.id] = min(at, attestations.get(made.id, at))
        return at, made if cited else replace(made, withheld=True)

    def stub(at: int, made: Record) -> Iterator[tuple[int, Record]]:
        """What a level below may know of an attestation, under a random id."""
        if not isinstance(made, Attestation) or not made.origin or chance.random() < 0.7:
            return
        lowest = min(statements[id] for id in made.supports)
        if lowest < at:
            id = f"{v.ID}a-{chance.getrandbits(64):016x}"
            kept = tuple(i for i in made.supports if statements[i] <= lowest)
            yield at, replace(made, id=id)
            yield lowest, replace(made.stub(), id=id, supports=kept, denies=())

    for n in range(6):
        at, derived = level(), bool(statements) and chance.random() < 0.25
        premises = some(statements, at, 1) if derived else []
        holder, unit = chance.choice(ENTITIES[:3]), chance.choice(ENTITIES[3:])
        one = Statement.of(
            "Posting",
            holder=holder,
            body=unit,
            capacity=v.HEAD,
            title=Text(f"title {n}"),
            derived=bool(premises),
        )
        statements[one.id] = at
        yield at, one
        if premises:
            yield at, Derivation.of(one.id, v.R + "continuity", premises)
        else:
            told = attested(at, [one.id, *some(statements, at)])
            yield told
            yield from stub(*told)
    for _ in range(chance.randrange(4)):
        at = level()
        if said := some(statements, at, 1):
            yield attested(at, said[:1] if chance.random() < 0.7 else [], said)
    for id, at in statements.items():
        if chance.random() < 0.4:
            first = Assessment.of(id, chance.choice(STATUSES), reason="first")
            yield level(at), first
            if chance.random() < 0.5:
                yield 2, Assessment.of(id, chance.choice(STATUSES), reason="second", revision_of=first.id)
    pairs = list(statements.items())
    for (a, at), (b, bt) in pairwise(pairs):
        if chance.random() < 0.25:
            yield level(at, bt), Contradiction.of(a, b, v.R + "exclusive", "both")
    for of in (statements, attestations):
        at = level()
        if chance.random() < 0.6 and (targets := some(of, at, 1)):
            retraction = Retraction.of(targets, "withdrawn by its author")
            yield at, retraction
            if chance.random() < 0.3:
                yield 2, Retraction.of([retraction.id], "so it stands after all")


@dataclass(frozen=True)
class Left:
    """What the rules leave of a world below a level."""

    gone: frozenset[str]
    entities: frozenset[str]
    refused: bool


class Told:
    """The records of a world below a level, each with its level and changeset."""

    def __init__(self, changesets: Iterable[Changeset], top: int) -> None:
        self.top = top
        self.rows = [
            (v.LEVELS.index(c.level), c.id, r)
            for c in changesets
            if v.LEVELS.index(c.level) < top
            for r in c.records
        ]
        self.all = RecordSet([r for _, _, r in self.rows])
        self.lowest: dict[str, int] = {}
        for at, _, record in self.rows:
            self.lowest[record.id] = min(at, self.lowest.get(record.id, at))

    def left(self, targets: Sequence[str], *, dependents: bool) -> Left:
        """What goes when these are withdrawn, by trying every rule until none finds anything more."""
        whole = {cs for _, cs, _ in self.rows} & set(targets)
        gone, entities = set(targets) - whole, set[str]()
        for id in {r.id for _, cs, r in self.rows if cs in whole}:
            inside = [at for at, cs, r in self.rows if r.id == id and cs in whole]
            outside = [at for at, cs, r in self.rows if r.id == id and cs not in whole]
            if not any(at <= min(inside) for at in outside):
                gone.add(id)
        for id in list(gone):
            if isinstance(self.all.record(id), Entity):
                gone.discard(id)
                entities.add(id)
        named = entities if dependents else entities & set(targets)
        while True:
            more = {r.id for r in self.all.records if r.id not in gone and self._goes(r, gone, dependents)}
            more |= {r.id for r in self.all.records if isinstance(r, Name) and r.entity in named}
            if dependents:
                told = (r for r in self.all.records if not isinstance(r, Entity))
                more |= {r.id for r in told if iris(r) & entities}
            if dependents and more <= gone:  # only when all else is settled
                more = self._against(gone)
            if more <= gone:
                break
            gone |= more
        versions = {r.id for r in self.all.records if isinstance(r, Document) and r.version_of in gone} - gone
        return Left(frozenset(gone), frozenset(entities), bool(versions or self._against(gone)))

    def _goes(self, r: Record, gone: Set[str], dependents: bool) -> bool:
        match r:
            case Attestation():
                silent = bool(r.passages) and set(r.passages) <= gone
                return {*r.supports, *r.denies} <= gone or (
                    silent and (dependents or not (r.origin or r.reported_by))
                )
            case Assessment():
                return r.assesses in gone
            case Derivation():
                return bool({r.derives, *r.premises} & gone)
            case Contradiction():
                return bool({*r.between} & gone)
            case Retraction():
                return {*r.invalidates} <= gone
            case Passage():
                citing = {a.id for a in self.all.records if isinstance(a, Attestation) and r.id in a.passages}
                return r.document in gone or (bool(citing) and citing <= gone)
            case Document():
                return dependents and r.version_of in gone
            case Statement():
                return any(self._bare(r, level, gone) for level in range(self.lowest[r.id], self.top))
        return False

    def _bare(self, statement: Statement, level: int, gone: Set[str]) -> bool:
        holding = {
            r.id
            for at, _, r in self.rows
            if at <= level
            and (
                (isinstance(r, Attestation) and not statement.derived and statement.id in r.supports)
                or (isinstance(r, Derivation) and r.derives == statement.id)
            )
        }
        return bool(holding) and holding <= gone

    def _against(self, gone: Set[str]) -> set[str]:
        """What stays and loses what speaks against it."""
        found: set[str] = set()
        for r in self.all.records:
            if r.id in gone:
                match r:
                    case Retraction():
                        found |= {*r.invalidates}
                    case Attestation():
                        found |= {*r.denies}
                    case Contradiction() if not {*r.between} & gone:
                        found |= {*r.between}
                    case Assessment() if r.status != v.ACCEPTED or r.revision_of:
                        found.add(r.assesses)
        return {id for id in found - gone if id in self.lowest}


def iris(record: Record) -> set[str]:
    """All that a record refers to."""
    found: set[str] = set()
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in ("roles", "attributes"):
            found |= {item for _, item in value if isinstance(item, str)}
        elif field.name != "id":
            found |= {x for x in (value if isinstance(value, tuple) else (value,)) if isinstance(x, str)}
    return {iri for iri in found if iri.startswith(v.ID)}


def cut(record: Record, gone: Set[str]) -> Record | None:
    """A record without what is gone; None when nothing of it is left."""
    match record:
        case Attestation():
            made = replace(
                record,
                supports=tuple(i for i in record.supports if i not in gone),
                denies=tuple(i for i in record.denies if i not in gone),
                passages=tuple(i for i in record.passages if i not in gone),
            )
            if record.passages and not made.passages:
                made = replace(made, withheld=True, note="")
            return made if made.supports or made.denies else None
        case Retraction():
            left = tuple(i for i in record.invalidates if i not in gone)
            return replace(record, invalidates=left) if left else None
        case Assessment() if record.revision_of in gone:
            return replace(record, revision_of="")
        case Name():
            return replace(record, documents=tuple(i for i in record.documents if i not in gone))
    return None if record.id in gone else record
