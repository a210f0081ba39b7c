"""Who is held where and how long, incommunicado, and who died in custody, as data."""

from collections.abc import Iterable

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, spans, state_name, time
from respondeat.graph.analyses import detention as analysis
from respondeat.graph.analyses.detention import Grading, Holding, Spell, Tally
from respondeat.graph.command.upheld import Upheld
from respondeat.ontology import vocabulary as v

from .asked import question
from .detention_deaths import Deaths
from .rows import frame, window

LIMIT = 200
TARGETS = BODIES | PERSONS | {"Place", "Event", "Pattern"}


@question("detention")
def detention(
    data: Dataset,
    target: str | None = None,
    on: str | None = None,
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Who is held where and how long, who was cut off, who died there. Schema `detention.json`.

    `target` is a detained person or group (with those whom sources count to it), a custodian, a place or an
    event; everything without one. `on` asks for one unknown day. At most `limit` rows of each kind are
    written; all are counted.
    """
    proof = Proof(data, quotes)
    id = None if target is None else data.find(target, TARGETS)
    days = None if on is None else window(on)
    records = data.records
    meant = frozenset[str]() if id is None else analysis.members(records, id)
    said = analysis.whole(records) if id is None else analysis.about(records, id, sorted(meant - {id}))
    held = analysis.custody(said, days)
    cut = analysis.incommunicado(records, said, **_narrowed(data, id, meant, said), window=days)
    died = analysis.deaths(data.graph, records, meant or None, days)
    counts = analysis.counts(records, held, days)
    writer = _Writer(proof, days)
    deaths = Deaths(data, proof, limit)
    rows = sorted(held, key=lambda h: writer.order(h))[:limit]
    cuts = sorted(cut, key=lambda c: (data.name(c.detained), c.detained))[:limit]
    return {
        "target": None if id is None else proof.node(id),
        "on": None if days is None else [day_text(day) for day in days],
        "held_count": len(held),
        "held": [writer.holding(h) for h in rows],
        "incommunicado_count": len(cut),
        "incommunicado": [writer.cut(c) for c in cuts],
        "deaths_count": len(died),
        "deaths": [deaths.of(d) for d in died[:limit]],
        "counts": _counts(proof, counts),
        "statements": sorted(
            {
                *counts.statements,
                *(s for h in held for s in h.statements),
                *(s for c in cut for s in c.statements),
                *(s for d in died for s in d.statements),
                *deaths.statements,
            }
        ),
        **frame(data),
    }


def _narrowed(
    data: Dataset, id: str | None, meant: frozenset[str], said: tuple[Upheld, ...]
) -> dict[str, frozenset[str]]:
    """Of a person or group those meant; of a body, place or event whoever is held there or in it."""
    found = None if id is None else data.entity(id)
    if id is None or found is None:
        return {}
    if found.cls in (v.PERSON, v.PERSON_GROUP):
        return {"detained": meant}
    return {"within": analysis.events_of(data.records, id, said)}


class _Writer:
    """Writes holdings and spans as data."""

    def __init__(self, proof: Proof, days: tuple[int, int] | None) -> None:
        self._proof = proof
        self._days = days
        self._names: dict[str, str] = {}

    def order(self, h: Holding) -> tuple[str, ...]:
        """Holdings by who is held, then where."""
        return (self._name(h.detained), h.detained, h.custodian, h.place, h.event, h.regime)

    def _name(self, id: str) -> str:
        if id not in self._names:
            self._names[id] = self._proof.data.name(id)
        return self._names[id]

    def holding(self, h: Holding) -> Json:
        """One holding with its spells."""
        graded = h.graded(self._days)
        return {
            "detained": self._proof.node(h.detained),
            "custodian": self._node(h.custodian),
            "place": self._node(h.place),
            "event": self._node(h.event),
            "regime": short(h.regime) or None,
            "grade": None if graded is None else str(graded),
            "spells": [self._spell(s) for s in h.spells],
            "statements": list(h.statements),
            "sources": self._proof.sources(h.statements),
        }

    def _node(self, id: str) -> Json | None:
        return self._proof.node(id) if id else None

    def _spell(self, s: Spell) -> Json:
        graded = s.graded(self._days)
        return {
            "valid": time(s.time),
            "grade": None if graded is None else str(graded),
            "certain_days": spans(s.certain),
            "length": list(s.length),
            "still_on": None if s.still_on is None else day_text(s.still_on),
            "conditions": [c.text for c in s.conditions],
            "state": state_name(s.state),
            "derived": s.derived,
            "statements": list(s.statements),
        }

    def cut(self, c: analysis.Cut) -> Json:
        """One person or group held incommunicado."""
        return {
            "detained": self._proof.node(c.detained),
            "spans": [
                {
                    "valid": time(s.time),
                    "certain_days": spans(s.days),
                    "events": [self._proof.node(e) for e in s.events],
                    "state": state_name(s.state),
                    "statements": list(s.statements),
                    "sources": self._proof.sources(s.statements),
                }
                for s in c.spans
            ],
            "unattested": spans(c.unattested),
            "statements": list(c.statements),
        }


def _tally(tally: Tally) -> Json:
    return {str(grade): tally[grade] for grade in Grading}


def _counts(proof: Proof, found: analysis.Counts) -> Json:
    return {
        "persons": _tally(found.persons),
        "by_gender": [
            {"gender": short(gender) or None, "persons": _tally(tally)} for gender, tally in found.genders
        ],
        "by_group": [
            {
                "group": proof.node(m.group),
                "persons": _tally(m.persons),
                "statements": list(m.statements),
                "sources": proof.sources(m.statements),
            }
            for m in found.members
        ],
        "groups": [{"group": proof.node(id), "part_of": _parts(proof, parts)} for id, parts in found.groups],
    }


def _parts(proof: Proof, parts: Iterable[tuple[str, tuple[str, ...]]]) -> list[Json]:
    return [
        {"group": proof.node(group), "statements": list(ids), "sources": proof.sources(ids)}
        for group, ids in parts
    ]
