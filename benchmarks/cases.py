"""Cases beside the units of `synthetic`: what every analysis needs to have something to do.

Arrests by the lowest units, investigation, trial and conviction in the court of the region, custody in its
colony; days incommunicado, deaths, extensions, pardons; who is on a list, figures by day and source, what
persons in command are said to have known and done; denials, doubts, custody in two places at once, persons
with a rank who took part in events while no post is stated. All invented, the same for the same seed. About
half of the quads are units as `synthetic` makes them, the rest cases, some 330 quads each with all around it.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from respondeat.graph.dates import ValidTime, iso, parse, read
from respondeat.graph.statement import Assessment, Attestation, Entity, Passage, Record, Statement, Text
from respondeat.ontology import vocabulary as v

from .synthetic import DEPTH, FIRST, LAST, QUADS_A_UNIT, SEED, Maker

QUADS_A_CASE: Final = 330
UNITS_A_REGION: Final = 40
_REGIMES: Final = 3
_METRICS: Final = ("politicalPrisoners", "arrested", "womenImprisoned")
_COMPARATORS: Final = ("exactly", "atLeast", "about", "over", "atMost")
_RANKS: Final = ("major", "colonel", "general")


@dataclass(frozen=True, slots=True)
class Cases:
    """The records, and by their role some entities to ask about."""

    records: tuple[Record, ...]
    targets: Mapping[str, str]


def cases(quads: int, seed: int = SEED) -> Cases:
    """A world of about so many quads, half of them cases."""
    return _CaseMaker(random.Random(seed)).whole(quads)


class _CaseMaker(Maker):
    def whole(self, quads: int) -> Cases:
        half = quads // 2
        base = self.make(max(DEPTH + 1, half // QUADS_A_UNIT))
        self.lowest = self.tree[-1]
        self.persons = [r.id for r in self.records if isinstance(r, Entity) and r.cls == v.PERSON]
        self.regions = max(1, len(self.lowest) // UNITS_A_REGION)
        self.setting()
        for number in range(max(3, half // QUADS_A_CASE)):
            self.case(number)
        self.listings()
        self.figures()
        self.said_of_heads(base.events)
        event, day = max(base.events, key=lambda one: one[1])  # in the time of the last heads
        return Cases(
            tuple(self.records),
            {
                "head": base.heads[0],
                "root": base.roots[0],
                "event": event,
                "day": iso(day),
                "judge": self.judges[0][0],
                "court": self.courts[0],
                "colony": self.colonies[0],
                "article": self.articles[0],
                "detained": self.detained[0],
                "document": self.documents[0],
            },
        )

    # ---- what cases refer to ----

    def setting(self) -> None:
        """Places, courts with judges, prosecution offices, colonies under a unit, articles, occupations."""
        state = self.made("State")
        whole = [self.made("Place", within=state) for _ in range(6)]
        self.places = [self.made("Place", within=whole[n % 6]) for n in range(self.regions)]
        code = self.made("LegalInstrument", ofState=state)
        self.articles = [self.made("LegalProvision", provisionOf=code) for _ in range(12)]
        self.extension = self.made("LegalProvision", provisionOf=code)
        self.occupations = [self.entity("PersonGroup", "Occupation") for _ in range(8)]
        self.courts = [self.made("Court") for _ in range(self.regions)]
        self.judges = [[self.served(c, v.R + "judge") for _ in range(3)] for c in self.courts]
        offices = [self.made("Body", bodyKind=v.R + "prosecutionOffice") for _ in range(self.regions)]
        self.prosecutors = [self.served(office, v.R + "prosecutor") for office in offices]
        self.colonies = [self.colony(n) for n in range(self.regions)]
        self.detained: list[str] = []

    def made(self, cls: str, **attributes: str) -> str:
        id = self.entity(cls, cls)
        self.records[-2] = Entity.of(id, cls, **attributes)
        return id

    def served(self, body: str, capacity: str) -> str:
        person = self.entity("Person")
        self.attest(
            Statement.of(
                "Posting",
                read(iso(FIRST), iso(LAST), started=False, ended=False),
                holder=person,
                body=body,
                capacity=capacity,
                rank=Text(self.rng.choice(_RANKS), "en"),
            )
        )
        return person

    def colony(self, region: int) -> str:
        colony = self.made("PlaceOfDetention", bodyKind=v.R + "penalColony")
        self.attest(Statement.of("Location", located=colony, place=self.places[region], role=v.R + "seat"))
        self.superiors(colony, self.tree[-2])
        self.headships(colony, two=False)
        return colony

    # ---- one case ----

    def case(self, number: int) -> None:
        unit = self.rng.choice(self.lowest)
        # most cases of a region stay in it, so that combinations recur
        region = min(self.regions - 1, self.lowest.index(unit) // UNITS_A_REGION)
        if self.rng.random() < 0.2:
            region = self.rng.randrange(self.regions)
        gender = self.rng.choice(("male", "male", "female"))
        person = self.made("Person", gender=v.R + gender)
        self.detained.append(person)
        day = self.rng.randrange(FIRST, LAST - 1200)
        self.attest(
            Statement.of(
                "Membership", on(day), member=person, group=self.rng.choice(self.occupations),
                role=v.R + "ordinaryMember",
            )
        )  # fmt: skip
        arrest = self.happening("arrest", day, victim=person, perpetrator=unit)
        self.attest(
            Statement.of(
                "Location", on(day), located=arrest, place=self.places[region], role=v.R + "placeOfEvent"
            )
        )
        self.doubt()
        judge, article = (
            self.rng.choice(self.judges[region]),
            self.rng.choice(self.articles[: 3 + region % 9]),
        )
        convicted = day + self.rng.randrange(30, 200)
        trial = self.happening(
            "conviction",
            convicted,
            accused=person,
            presidingJudge=judge,
            trialProsecutor=self.prosecutors[region],
        )
        self.convict(person, article, region, judge, trial, convicted)
        self.custody(number, person, region, convicted)

    def happening(self, kind: str, day: int, **parts: str) -> str:
        event = self.id("e")
        self.records.append(Entity.of(event, "Event", eventType=v.R + kind))
        last = day + self.rng.randrange(1, 30) if self.rng.random() < 0.05 else day
        text = iso(day) if last == day else f"{iso(day)}/{iso(last)}"
        time = ValidTime(text, parse(text))
        self.attest(Statement.of("Existence", time, entity=event))
        for role, actor in parts.items():
            self.attest(Statement.of("Participation", time, actor=actor, event=event, role=v.R + role))
        return event

    def convict(self, person: str, article: str, region: int, judge: str, trial: str, day: int) -> None:
        self.attest(
            Statement.of(
                "Conviction", on(day), convicted=person, provision=article, court=self.courts[region],
                judge=judge, event=trial, sentence=Text("three years in a colony", "en"),
            )
        )  # fmt: skip

    def custody(self, number: int, person: str, region: int, day: int) -> None:
        colony, until = self.colonies[region], day + self.rng.randrange(200, 900)
        self.held(person, colony, "imprisonment", day + 20, until)
        if number % 20 == 0:
            self.held(person, colony, "incommunicado", day + 60, day + 75)
        if number % 33 == 0:  # another source has the same person elsewhere in these days
            self.held(person, self.colonies[region - 1], "imprisonment", day + 100, day + 140)
        if number % 25 == 0:
            extended = self.happening("sentenceExtension", until - 20, accused=person)
            self.convict(person, self.extension, region, self.judges[region][0], extended, until - 20)
        if number % 16 == 0:
            self.happening("pardon", until, beneficiary=person)
        if number % 100 == 0:
            self.happening("deathInCustody", until, victim=person, custodian=colony)

    def held(self, person: str, colony: str, regime: str, first: int, last: int) -> None:
        self.attest(
            Statement.of(
                "Custody", read(iso(first), iso(last), started=True, ended=True), detained=person,
                custodian=colony, regime=v.R + regime,
            )
        )  # fmt: skip

    def doubt(self) -> None:
        """Of some statements another document says they are not so, of some an analyst is not sure."""
        said = self.records[-3]
        if not isinstance(said, Statement):
            return
        chance = self.rng.random()
        if chance < 0.05:
            start, document = self.rng.randrange(100_000), self.rng.choice(self.documents)
            passage = Passage.of(document, start, start + 60)
            self.records += [passage, Attestation.of(denies=[said.id], passages=[passage.id])]
        elif chance < 0.1:
            self.records.append(Assessment.of(said.id, v.CONTESTED, v.R + "low", "two reports differ"))

    # ---- lists, figures, what is said of persons in command ----

    def listings(self) -> None:
        regimes = [self.entity("InternationalBody", "Union") for _ in range(_REGIMES)]
        acts = [self.made("LegalInstrument") for _ in regimes]
        for person in self.persons[::25]:
            for regime, act in zip(regimes, acts, strict=True):
                if self.rng.random() < 0.5:
                    first = self.rng.randrange(FIRST, LAST)
                    self.attest(
                        Statement.of(
                            "Listing", read(iso(first), started=True), listed=person, instrument=act,
                            measureKind=v.R + "assetFreeze", imposer=regime,
                        )
                    )  # fmt: skip

    def figures(self) -> None:
        """Figures of every month for every region by two sources, which at times exclude each other."""
        for region in range(self.regions):
            for month in range(0, 180, 6):
                as_of = FIRST + month * 30
                for _ in range(2):
                    self.attest(
                        Statement.of(
                            "Quantity", on(as_of), metric=v.R + self.rng.choice(_METRICS),
                            comparator=v.R + self.rng.choice(_COMPARATORS), value=500 + self.rng.randrange(9),
                            unit=v.R + "people", asOf=Text(iso(as_of)),
                            population=Text(f"people of region {region}", "en"),
                        )
                    )  # fmt: skip

    def said_of_heads(self, events: tuple[tuple[str, int], ...]) -> None:
        for event, day in events[::20]:
            person = self.rng.choice(self.persons)
            self.attest(
                Statement.of("Knowledge", on(day), person=person, event=event, basis=v.R + "officialReport")
            )
            self.attest(
                Statement.of("LegalCharacterisation", on(day), event=event, crime=v.R + "crimeTorture")
            )
            self.attest(Statement.of("Participation", on(day), actor=person, event=event, role=v.PARTICIPANT))


def on(day: int) -> ValidTime:
    return ValidTime(iso(day), parse(iso(day)))
