"""Statements as data: what is said, for and against, and in which statements an entity stands."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, day_text, short, state_name, time
from respondeat.graph.command.states import UNCARRIED, Lookup, State, evidence, is_retracted
from respondeat.graph.command.what_if import SET_ASIDE
from respondeat.graph.statement import (
    Assessment,
    Contradiction,
    Derivation,
    Name,
    Retraction,
    Statement,
    Text,
    Value,
)
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import scheme_of

_NONE = "notContradictory"

REASONS: Final = 20
"""Statements whose reasons a row tells, at most: the first, the rest are found where each is told in full."""


def form(n: Name) -> Json:
    """One written form of a name."""
    return {"form": n.form, "lang": n.lang or None, "preferred": n.preferred, "documents": list(n.documents)}


def value(proof: Proof, x: Value) -> object:
    """A role's value: an entity as a node, a concept by its local name, a literal as it is."""
    if isinstance(x, Text):
        return x.text
    if isinstance(x, str):
        return short(x) if scheme_of(x) else proof.node(x)
    return x


def against(data: Dataset, statements: Iterable[str]) -> Json:
    """What speaks against statements: how many denials, what analysts made of them, contradictions noted.

    Denials are counted here and stand among the sources. What is noted as no contradiction only seems to be
    one, and says why.
    """
    ids = tuple(statements)
    known = [evidence(data.records, id) for id in ids]
    return {
        "denials": sum(len(k.denying) for k in known),
        "assessments": [assessment(a) for k in known for a in k.assessments if a.status != v.ACCEPTED],
        **opposed(data, ids),
    }


def reasons(data: Dataset, statements: Iterable[str]) -> list[Json]:
    """Why statements are not simply supported: what analysts made of each, what was taken back of it and why.

    Denials stand among the sources. Of what a rule derives it is told why its premises carry nothing. What a
    question sets aside nobody took back. At most REASONS statements are told of.
    """
    told = chain.from_iterable(_reasons(data, id, frozenset()) for id in statements)
    return list({one["id"]: one for one in islice(told, REASONS)}.values())


def retractions(records: Lookup, id: str) -> Iterator[Json]:
    """By whom and why something was taken back. What a question sets aside nobody took back."""
    for found in map(records.record, records.pointing(v.INVALIDATED, id)):
        if isinstance(found, Retraction) and found.id != SET_ASIDE and not is_retracted(records, found.id):
            yield {"id": found.id, "of": id, "reason": found.reason or None, "by": short(found.by) or None}


_GONE: Final = frozenset({State.RETRACTED, State.SET_ASIDE})


def _reasons(data: Dataset, id: str, above: frozenset[str]) -> Iterator[Json]:
    records, known = data.records, evidence(data.records, id)
    if known.state is State.SUPPORTED:
        return
    decided = [assessment(a) for a in known.assessments if a.status != v.ACCEPTED]
    # that a denial was taken back speaks against nothing, unless there was nothing else
    props = (v.SUPPORTS, v.DERIVES, *((v.DENIES,) if known.state in _GONE else ()))
    said = sorted(one for prop in props for one in records.pointing(prop, id))
    taken = [row for of in (id, *said) for row in retractions(records, of)]
    if decided or taken:
        yield {"id": id, "assessments": decided, "retractions": taken}
    if known.state not in UNCARRIED:
        return
    for one in map(records.record, records.pointing(v.DERIVES, id)):
        if isinstance(one, Derivation):
            for premise in one.premises:
                if premise not in above | {id}:
                    yield from _reasons(data, premise, above | {id})


def opposed(data: Dataset, ids: Collection[str]) -> Json:
    """Contradictions noted of some statements, and apart from them those that only seem to be one."""
    noted = contradictions(data, ids)
    return {
        "contradictions": [c for c in noted if c["kind"] != _NONE],
        "only_seeming": [c for c in noted if c["kind"] == _NONE],
    }


def event_on(data: Dataset, event: str) -> list[str | None] | None:
    """The days among which an event was, as its own statements say; None for none and for what is undated."""
    node = data.graph.node(event) if event else None
    if node is None or not data.graph.is_event(node):
        return None
    lo, hi = data.graph.time_of(node).window
    days = [day_text(lo), day_text(hi)]
    return days if any(days) else None


def contradictions(data: Dataset, ids: Collection[str]) -> list[Json]:
    """The contradictions noted between some statements and others, or among themselves, by id."""
    noted = sorted({c for id in ids for c in data.records.pointing(v.BETWEEN, id)})
    return [
        _contradiction(c, ids)
        for c in map(data.records.record, noted)
        if isinstance(c, Contradiction) and not is_retracted(data.records, c.id)
    ]


def _contradiction(c: Contradiction, ids: Collection[str]) -> Json:
    others = [id for id in c.between if id not in ids] or list(c.between)
    return {"id": c.id, "kind": short(c.kind), "with": others[0], "reason": c.reason or None}


def assessment(a: Assessment) -> Json:
    """What an analyst decided."""
    return {
        "status": short(a.status),
        "confidence": short(a.confidence) or None,
        "reason": a.reason or None,
        "by": short(a.by) or None,
    }


def stated(proof: Proof, s: Statement, state: State) -> Json:
    """A statement by itself: roles, time, state."""
    return {
        "id": s.id,
        "relation": short(s.relation),
        "roles": {short(p): value(proof, x) for p, x in s.roles},
        "valid": time(s.time),
        "state": state_name(state),
        "derived": s.derived,
        "note": s.note or None,
    }


def said(data: Dataset, proof: Proof, s: Statement) -> Json:
    """A statement with what analysts made of it, and its sources for and against."""
    known = evidence(data.records, s.id)
    return {
        **stated(proof, s, known.state),
        "assessments": [assessment(a) for a in known.assessments],
        "sources": proof.sources([s.id]),
    }
