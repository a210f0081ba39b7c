"""Decision chains, as data."""

from collections.abc import Iterable, Sequence

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short, state_name
from respondeat.graph.analyses import decisions as analysis
from respondeat.graph.analyses.decisions import Case, Gap, Row
from respondeat.graph.command.cases import STAGES
from respondeat.graph.command.states import evidence
from respondeat.graph.statement import Statement, Text

from .asked import question
from .rows import day_or_days, frame, window
from .said import value

MAX_ROWS = 50


@question("decisions")
def decisions(
    data: Dataset,
    target: str | None = None,
    *,
    stage: str | None = None,
    on: str | None = None,
    limit: int = analysis.MAX_CASES,
    quotes: Quotes | None = None,
) -> Json:
    """The decision chain of a case, what a judge, article or place decided, or all cases at a stage.

    `limit` bounds the cases; of other rows at most 50 are told, with how many there are. Schema
    `decisions.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    asked = None if on is None else window(on)
    id = "" if target is None else data.find(target)
    found = analysis.decisions(data.graph, data.records, id, stage=stage or "", window=asked, limit=limit)
    rows = _Rows(Proof(data, quotes))
    return {
        "target": rows.proof.node(id) if id else None,
        "stage": stage,
        "on": None if asked is None else day_or_days(*asked),
        "cases": [rows.case(c) for c in found.cases],
        "persons": found.persons,
        "decided": rows.capped(found.decided),
        "provision": _provision(rows, found),
        "apart": rows.capped(found.apart),
        "unreal": rows.capped(found.unreal),
        "figures": [rows.figure(s) for s in _statements(data, found.figures)],
        "statements": list(found.statements),
        **frame(data),
    }


def _provision(rows: "_Rows", found: analysis.Decisions) -> Json | None:
    if not found.places:
        return None
    return {
        "stages": list(found.places),
        "content": rows.capped(found.content),
        "uses": rows.capped(found.uses),
    }


def _statements(data: Dataset, ids: Iterable[str]) -> list[Statement]:
    found = (data.records.record(id) for id in ids)
    return [s for s in found if isinstance(s, Statement)]


class _Rows:
    """Writes rows and gaps as data."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof

    def case(self, c: Case) -> Json:
        """A case: its stages in order, each with what is said and what nobody says."""
        stages = []
        for stage in STAGES:
            rows, gaps = c.at(stage), [g for g in c.gaps if g.stage == stage]
            if rows or gaps:
                stages.append(
                    {
                        "stage": stage,
                        "rows": [self.row(r) for r in rows],
                        "gaps": [self.gap(g) for g in gaps],
                    }
                )
        return {"person": self.proof.node(c.person), "stages": stages}

    def row(self, r: Row) -> Json:
        """One row: who, as what, in which event, when, by what it hangs together, who says so."""
        return {
            "stage": r.stage,
            "person": self._node(r.person),
            "value": self._node(r.value),
            "role": short(r.role),
            "event": self._node(r.event),
            "linked": r.linked,
            "beside": [{"property": name, "value": value(self.proof, x)} for name, x in r.beside],
            "grade": "certain" if r.certain else "possible",
            "basis": str(r.basis),
            "state": state_name(r.state),
            "valid": self.proof.valid(r.times),
            "statements": list(r.statements),
            "sources": self.proof.sources(r.statements),
        }

    def gap(self, g: Gap) -> Json:
        """What no statement names."""
        return {
            "kind": g.kind,
            "event": self._node(g.event),
            "place": self._node(g.place),
            "statements": list(g.statements),
            "sources": self.proof.sources(g.statements),
        }

    def capped(self, rows: Sequence[Row]) -> Json:
        """The first rows, and how many there are."""
        return {"total": len(rows), "rows": [self.row(r) for r in rows[:MAX_ROWS]]}

    def figure(self, s: Statement) -> Json:
        """A number that a source gives for an event."""
        population, as_of = s.get("population"), s.get("asOf")
        return {
            "event": self.proof.node(s.iri("event")),
            "metric": short(s.iri("metric")),
            "comparator": short(s.iri("comparator")),
            "value": s.get("value"),
            "upper": s.get("upper"),
            "population": population.text if isinstance(population, Text) else population,
            "as_of": as_of.text if isinstance(as_of, Text) else as_of,
            "state": state_name(evidence(self.proof.data.records, s.id).state),
            "statements": [s.id],
            "sources": self.proof.sources([s.id]),
        }

    def _node(self, id: str) -> Json | None:
        return self.proof.node(id) if id else None
