"""Who is named as having done what, as data."""

from enum import StrEnum

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short, state_name, time
from respondeat.graph.analyses import acts as analysis
from respondeat.graph.analyses.dossier import event_day, first_day
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .asked import question
from .rows import frame
from .said import event_on

LIMIT = 200


class Of(StrEnum):
    """Whose acts."""

    PERPETRATORS = "perpetrators"
    INTERNATIONAL = "international"


@question("acts")
def acts(
    data: Dataset,
    of: Of = Of.PERPETRATORS,
    actor: str | None = None,
    *,
    language: str = "en",
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Bodies named as perpetrators, or what international bodies and states did; events and patterns apart.

    Schema `acts.json`. With `actor` only theirs; at most `limit` actors are given, in the order of their
    names: the order says nothing. Raises UnknownName, AmbiguousName, InputError.
    """
    data, of = data.speaking(language), Of(of)
    id = "" if actor is None else data.find(actor)
    ask = analysis.perpetrators if of is Of.PERPETRATORS else analysis.international
    found = sorted(ask(data.records, id), key=lambda a: (data.name(a.actor).casefold(), a.actor))
    told = _Told(data, Proof(data, quotes))
    return {
        "of": str(of),
        "actor": told.proof.node(id) if id else None,
        "language": language,
        "total": len(found),
        "actors": [told.actor(one) for one in found[:limit]],
        "statements": sorted({s for one in found for s in one.statements}),
        **frame(data),
    }


class _Told:
    """Writes acts as data."""

    def __init__(self, data: Dataset, proof: Proof) -> None:
        self.proof = proof
        self._data = data

    def actor(self, found: analysis.Acts) -> Json:
        """An actor with each kind of act apart."""
        return {
            "actor": self.proof.node(found.actor),
            "events": self._rows(found.events),
            "patterns": self._rows(found.patterns),
            "listings": [self._listings(act) for act in found.listings],
            "characterisations": self._rows(found.characterisations),
        }

    def _rows(self, found: tuple[analysis.Act, ...]) -> list[Json]:
        ordered = sorted(found, key=lambda act: (self._first(act)[:2], act.of, act.what))
        return [self._row(act) for act in ordered]

    def _first(self, act: analysis.Act) -> tuple[bool, int, str]:
        return min(event_day(self._data.records, s) for s in self._statements(act))

    def _statements(self, act: analysis.Act) -> list[Statement]:
        found = map(self._data.records.record, act.statements)
        return [s for s in found if isinstance(s, Statement)]

    def _row(self, act: analysis.Act) -> Json:
        event = self._data.records.record(act.of)
        kind = event.get(v.EVENT_TYPE) if isinstance(event, Entity) else None
        return {
            "event": self.proof.node(act.of),
            "type": short(kind) if isinstance(kind, str) else None,
            "what": act.what,
            "state": state_name(act.state),
            "event_on": event_on(self._data, act.of),
            "valid": self.proof.valid(act.statements),
            "statements": list(act.statements),
            "sources": self.proof.sources(act.statements),
        }

    def _listings(self, act: analysis.Act) -> Json:
        """The listings under one instrument: statements, how many are listed, the first and the newest."""
        said = sorted(self._statements(act), key=first_day)
        return {
            "instrument": self.proof.node(act.of),
            "count": len(said),
            "listed": len({s.iri("listed") for s in said}),
            "first": time(said[0].time),
            "last": time(max(said, key=_latest).time),
            "statements": list(act.statements),
        }


def _latest(s: Statement) -> tuple[int, str]:
    b = s.time.bounds if s.time else None
    known = [day for day in (b.es, b.ls) if day is not None] if b else []
    return max(known, default=-(2**31)), s.id
