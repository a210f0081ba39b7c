"""Statements on which an answer rests at one moment and not at another, and what became of them."""

from collections.abc import Iterable, Iterator

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, short, state_name, time
from respondeat.graph.command.states import evidence, is_retracted
from respondeat.graph.statement import Retraction, Statement
from respondeat.ontology import vocabulary as v

from .said import value


def came(then: Dataset, now: Dataset, ids: Iterable[str]) -> list[Json]:
    """Statements that the later answer rests on and the earlier does not."""
    return [_told(now, then, now, id) for id in ids]


def went(then: Dataset, now: Dataset, ids: Iterable[str]) -> list[Json]:
    """Statements that the earlier answer rests on and the later does not, with what took them back."""
    return [{**_told(then, then, now, id), "retractions": list(_retractions(now, id))} for id in ids]


def _told(data: Dataset, then: Dataset, now: Dataset, id: str) -> Json:
    proof = Proof(data)
    said = data.records.record(id)
    roles = said.roles if isinstance(said, Statement) else ()
    return {
        "statement": id,
        "relation": short(said.relation) if isinstance(said, Statement) else None,
        "roles": {short(prop): value(proof, x) for prop, x in roles},
        "valid": time(said.time if isinstance(said, Statement) else None),
        "state_then": _state(then, id),
        "state_now": _state(now, id),
        "sources": proof.sources([id]),
    }


def _state(data: Dataset, id: str) -> str | None:
    """The state of a statement; None where it is not recorded."""
    if data.records.record(id) is None:
        return None
    return state_name(evidence(data.records, id).state)


def _retractions(data: Dataset, statement: str) -> Iterator[Json]:
    """The upheld retractions of a statement and of what speaks for it."""
    pointing = data.records.pointing
    spoken = (*pointing(v.SUPPORTS, statement), *pointing(v.DERIVES, statement))
    found = {r for id in (statement, *spoken) for r in pointing(v.INVALIDATED, id)}
    for id in sorted(found):
        record = data.records.record(id)
        if isinstance(record, Retraction) and not is_retracted(data.records, id):
            by = Proof(data).node(record.by) if record.by else None
            yield {"retraction": id, "reason": record.reason or None, "by": by}
