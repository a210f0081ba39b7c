"""Who on the chains above events is on which sanctions list, as data."""

import re
from collections.abc import Iterable, Sequence

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, state_name, time
from respondeat.graph.analyses import measures as analysis
from respondeat.graph.command.upheld import Upheld
from respondeat.graph.dates import ValidTime
from respondeat.graph.statement import Document, Statement
from respondeat.ontology import vocabulary as v

from .asked import question
from .rows import frame, window

LIMIT = 100
_TARGETS = BODIES | PERSONS | {"Event", "Pattern"}
_ORDER = tuple(analysis.Status)


@question("measures")
def measures(
    data: Dataset,
    targets: Sequence[str] = (),
    on: str | None = None,
    regimes: Sequence[str] = (),
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Who on the chains above events is listed under which regime, and who under none in the data.

    At most `limit` persons are written of each status; all are counted. Schema `measures.json`.
    """
    proof = Proof(data, quotes)
    ids = sorted({data.find(target, _TARGETS) for target in targets})
    asked = [_Regime.of(data, text) for text in regimes]
    days = None if on is None else window(on)
    wanted = frozenset(r for one in asked for r in one.meant) if asked else None
    found = analysis.measures(data.graph, data.records, ids, days=days, regimes=wanted)
    writer = _Writer(data, proof)
    known = wanted if wanted is not None else frozenset(act.regime for act in found.lists)
    return {
        "targets": [proof.node(id) for id in ids],
        "on": None if days is None else [day_text(day) for day in days],
        "asked_regimes": [{"asked": r.text, "regimes": [proof.node(id) for id in r.meant]} for r in asked],
        "events": found.events,
        "patterns_left_out": found.patterns,
        "bodies": found.bodies,
        "counts": {status: sum(r.status is status for r in found.persons) for status in _ORDER},
        "regimes": [
            _regime(proof, id, found.persons) for id in sorted(known, key=lambda r: (data.name(r), r))
        ],
        "persons": writer.persons(found.persons, limit),
        "off_chains": {
            "count": len(found.off_chains),
            "persons": [proof.node(id) for id in _named(data, found.off_chains)[:limit]],
        },
        "lists": [writer.covered(act) for act in found.lists],
        "told": [writer.told(one) for one in found.told],
        "statements": list(found.statements),
        **frame(data),
    }


class _Regime:
    """A regime as somebody calls it, and those in the data that are meant."""

    def __init__(self, text: str, meant: tuple[str, ...]) -> None:
        self.text, self.meant = text, meant

    @classmethod
    def of(cls, data: Dataset, text: str) -> "_Regime":
        """By its id or name, or by the name of a body that stands within its name.

        "EU" is a name of the European Union, whose name stands within that of the Council of the European
        Union. A body of whose lists the data hold nothing means none. Raises UnknownName or AmbiguousName
        for a text that is no name in the data.
        """
        known = analysis.regimes(data.records)
        forms = {text, *(n.form for h in data.index.exact(text) for n in data.records.names(h.entity))}
        meant = tuple(id for id in known if id in (text, v.ID + text) or _stands(data, id, forms))
        if not meant:
            data.find(text)
        return cls(text, meant)


def _stands(data: Dataset, id: str, forms: Iterable[str]) -> bool:
    own = [n.form.casefold() for n in data.records.names(id)]
    return any(
        re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", name)
        for form in forms
        if form
        for name in own
    )


def _named(data: Dataset, ids: Iterable[str]) -> list[str]:
    """By name, then id."""
    return sorted(ids, key=lambda id: (data.name(id), id))


def _regime(proof: Proof, id: str, persons: Iterable[analysis.PersonRow]) -> Json:
    on = [r.on for row in persons for r in row.regimes if r.regime == id]
    return {
        "regime": proof.node(id),
        "listed": sum(x is analysis.OnList.CERTAIN for x in on),
        "possible": sum(x is analysis.OnList.POSSIBLE for x in on),
        "other_time": sum(x is analysis.OnList.OTHER_TIME for x in on),
    }


class _Writer:
    def __init__(self, data: Dataset, proof: Proof) -> None:
        self.data, self.proof = data, proof

    def persons(self, rows: Sequence[analysis.PersonRow], limit: int) -> list[Json]:
        """At most `limit` of each status: those on no list first, then by name."""
        by_id = {row.person: row for row in rows}
        written: list[Json] = []
        for status in _ORDER:
            ids = _named(self.data, (row.person for row in rows if row.status is status))
            written += [self._person(by_id[id]) for id in ids[:limit]]
        return written

    def _person(self, row: analysis.PersonRow) -> Json:
        reached = row.reached
        return {
            "person": self.proof.node(row.person),
            "status": row.status.value,
            "above": None
            if reached is None
            else {
                "grade": "certain" if reached.basis == "certain" else "possible",
                "basis": reached.basis.value,
                "certain": reached.certain,
                "possible": reached.possible,
                "undated": reached.undated,
                "direct": reached.direct,
                "statements": list(reached.statements),
                "sources": self.proof.sources(reached.statements),
            },
            "regimes": [
                {
                    "regime": self.proof.node(under.regime),
                    "on": under.on.value,
                    "listings": [self._listing(one) for one in under.listings],
                }
                for under in sorted(row.regimes, key=lambda r: (self.data.name(r.regime), r.regime))
            ],
            "statements": list(row.statements),
        }

    def _listing(self, one: analysis.Listing) -> Json:
        said = self.data.records.record(one.statement)
        return {
            "act": self.proof.node(one.instrument),
            "imposer": self.proof.node(one.imposer) if one.imposer else None,
            "measure": short(one.kind),
            "annex": one.annex or None,
            "entry": one.entry or None,
            "valid": time(said.time if isinstance(said, Statement) else None),
            "ended": one.ended,
            "state": state_name(one.state),
            "statements": [one.statement],
            "sources": self.proof.sources([one.statement]),
        }

    def covered(self, act: analysis.ListCoverage) -> Json:
        """What the data hold of the lists of one act."""
        return {
            "regime": self.proof.node(act.regime),
            "act": self.proof.node(act.instrument),
            "persons": act.persons,
            "others": act.others,
            "first": None if act.first is None else day_text(act.first),
            "last": None if act.last is None else day_text(act.last),
            "until": None if act.until is None else day_text(act.until),
            "documents": sorted(map(self._document, act.documents), key=_by_writing),
        }

    def _document(self, id: str) -> Json:
        found = self.data.records.record(id)
        written: ValidTime | None = found.written if isinstance(found, Document) else None
        title = found.title if isinstance(found, Document) else ""
        return {"id": id, "title": title or None, "written": time(written) if written else None}

    def told(self, one: Upheld) -> Json:
        """A measure that names nobody listed."""
        s = one.statement
        return {
            "actor": self.proof.node(s.iri("actor")),
            "event": self.proof.node(s.iri("event")),
            "measure": short(s.iri("measureKind")),
            "valid": time(s.time),
            "state": state_name(one.evidence.state),
            "statements": [s.id],
            "sources": self.proof.sources([s.id]),
        }


def _by_writing(document: Json) -> tuple[str, str, str]:
    written = document["written"] or {}
    return written.get("es") or "", document["title"] or "", document["id"]
