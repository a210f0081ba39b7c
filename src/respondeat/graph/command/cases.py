"""Cases: in which events, convictions and spells of custody a person stands, and at which stage of a case.

Nothing is joined by a name. What is said of one case hangs together by the person whom a statement concerns,
or by an event that several statements name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .upheld import Upheld, of, upheld

CONVICTION: Final = v.R + "Conviction"
CONTENT: Final = v.R + "ProvisionContent"
CONCERNED: Final = frozenset(v.R + role for role in ("victim", "accused", "target", "beneficiary", "subject"))
"""Roles of those to whom something is done in a case; every other role acts in it."""

STAGES: Final = (
    *("arrest", "proceedings", "investigator", "prosecutor", "defence", "judge", "court", "article"),
    *("sentence", "custody", "extension", "release", "death"),
)
"""The stages of a case, in their order."""

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        v.R + kind: stage
        for stage, kinds in {
            "arrest": "arrest massDetention abduction",
            "proceedings": "criminalCase investigation trial trialInAbsentia conviction courtDecision",
            "extension": "sentenceExtension",
            "release": "release pardon prisonerExchange deportation",
            "death": "deathInCustody",
        }.items()
        for kind in kinds.split()
    }
)
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        v.R + "caseInvestigator": "investigator",
        v.R + "trialProsecutor": "prosecutor",
        v.R + "defenceLawyer": "defence",
        v.R + "presidingJudge": "judge",
    }
)
_POSTS: Final = {v.R + "investigator": "investigator", v.R + "prosecutor": "prosecutor"}
_KEPT: Final = 10_000
_COURT: Final = v.R + "Court"
PROLONGED: Final = v.R + "prolongedSentence"
_UNREAL: Final = frozenset(v.R + modality for modality in ("recommended", "conditional", "expected"))


class Happening(NamedTuple):
    """An event at a stage of cases: to whom it was done, who acted in it as what, and when it was.

    `pattern` marks events spoken of in general: none of them is one event of one person.
    """

    id: str
    stage: str
    pattern: bool
    concerned: tuple[Upheld, ...]
    acting: tuple[Upheld, ...]
    times: tuple[Upheld, ...]


def unreal(said: Iterable[Upheld]) -> bool:
    """Whether statements are only made as a recommendation, an expectation or on a condition."""
    modalities = {a.modality for u in said for a in u.evidence.supporting}
    return bool(modalities) and modalities <= _UNREAL


@dataclass(frozen=True, slots=True)
class Docket:
    """Reads cases from records; events and provisions are read once."""

    records: Records
    _events: dict[str, Happening | None]
    _contents: dict[str, tuple[Upheld, ...]]
    _entities: dict[str, Entity | None]

    @classmethod
    def of(cls, records: Records) -> "Docket":
        """A docket over some records."""
        return cls(records, {}, {}, {})

    def entity(self, id: str) -> Entity | None:
        """An entity, None where nothing describes it."""
        if id not in self._entities:
            found = self.records.record(id)
            self._entities[id] = found if isinstance(found, Entity) else None
        return self._entities[id]

    def kind(self, id: str) -> str:
        """The class of an entity; "" where nothing describes it."""
        found = self.entity(id)
        return found.cls if found else ""

    def single(self, id: str) -> bool:
        """Whether an id stands for one person; groups are spoken of in general."""
        return self.kind(id) == v.PERSON

    def concerns(self, part: Statement) -> bool:
        """Whether a participation is that of a person or persons to whom the event was done."""
        if part.iri("role") not in CONCERNED:
            return False
        return self.kind(part.iri("actor")) in ("", v.PERSON, v.PERSON_GROUP)

    def stage(self, event: str) -> str:
        """The stage of an event by its type; "" for events that belong to none."""
        found = self.entity(event)
        kind = found.get(v.EVENT_TYPE) if found else None
        return _TYPES.get(kind, "") if isinstance(kind, str) else ""

    def event(self, id: str) -> Happening | None:
        """An event of a stage; None for anything else. The last ones asked for are kept."""
        if id not in self._events:
            if len(self._events) >= _KEPT:
                self._events.clear()
            self._events[id] = self._happening(id)
        return self._events[id]

    def _happening(self, id: str) -> Happening | None:
        stage = self.stage(id)
        if not stage:
            return None
        parts = tuple(of(self.records, v.R + "event", id, v.PARTICIPATION))
        times = tuple(of(self.records, v.R + "entity", id, v.EXISTENCE))
        concerned = tuple(p for p in parts if self.concerns(p.statement))
        acting = tuple(p for p in parts if not self.concerns(p.statement))
        return Happening(id, stage, self.kind(id) == v.PATTERN, concerned, acting, times)

    def events_of(self, actor: str) -> Iterator[tuple[Upheld, Happening]]:
        """The events of stages in which somebody stands, each with the statement that says as what."""
        for said in of(self.records, v.R + "actor", actor, v.PARTICIPATION):
            if happening := self.event(said.statement.iri("event")):
                yield said, happening

    def events_at(self, stage: str) -> Iterator[Happening]:
        """Every event of a stage in which somebody stands, by id."""
        kinds = [kind for kind, at in _TYPES.items() if at == stage]
        for id in sorted({id for kind in kinds for id in self.records.pointing(v.EVENT_TYPE, kind)}):
            happening = self._happening(id)  # of very many none is kept
            if happening and (happening.concerned or happening.acting):
                yield happening

    def convictions(self) -> Iterator[Upheld]:
        """Every upheld conviction, by id."""
        return upheld(self.records, CONVICTION)

    def custodies(self) -> Iterator[Upheld]:
        """Every upheld statement of custody, by id."""
        return upheld(self.records, v.CUSTODY)

    def contents(self, provision: str) -> tuple[Upheld, ...]:
        """What is said of a provision: its effects, grounds and how it is characterised, by id."""
        if provision not in self._contents:
            self._contents[provision] = tuple(of(self.records, v.R + "provision", provision, CONTENT))
        return self._contents[provision]

    def prolongs(self, provision: str) -> bool:
        """Whether somebody says that a provision lets a term be prolonged."""
        return any(u.statement.iri("effect") == PROLONGED for u in self.contents(provision))

    def extends(self, conviction: Statement) -> bool:
        """Whether a conviction prolongs a term: by its event, or by what its provision is said to do."""
        event, provision = conviction.iri("event"), conviction.iri("provision")
        return (bool(event) and self.stage(event) == "extension") or (
            bool(provision) and self.prolongs(provision)
        )

    def part(self, said: Statement, happening: Happening) -> tuple[str, tuple[Upheld, ...]]:
        """The stage at which somebody acted in an event, with the postings that it is told by.

        It is told by the role, else by being a court, else by the post as investigator or prosecutor in which
        they are said to serve at any time; who is said to have served as both acted as neither.
        """
        if happening.stage != "proceedings":
            return happening.stage, ()
        if named := _PARTS.get(said.iri("role")):
            return named, ()
        actor = said.iri("actor")
        if self.kind(actor) == _COURT:
            return "court", ()
        posts = self._posts(actor) if self.single(actor) else {}
        if len(posts) != 1:
            return happening.stage, ()
        ((stage, found),) = posts.items()
        return stage, tuple(found)

    def _posts(self, person: str) -> dict[str, list[Upheld]]:
        posts: dict[str, list[Upheld]] = {}
        for u in of(self.records, v.R + "holder", person, v.POSTING):
            if by_post := _POSTS.get(u.statement.iri("capacity")):
                posts.setdefault(by_post, []).append(u)
        return posts
