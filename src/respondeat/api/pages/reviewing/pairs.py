"""Which entities may be the same: names that are alike, and nobody has judged them yet.

It is a proposal to look at two entities, no more: that two bear one name says nothing of their being one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.graph.command.states import evidence
from respondeat.graph.names import Hit
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

ALIKE: Final = 0.88
"""How like two names are that are proposed, 0 to 1."""

SHOWN: Final = 8
LOOKED_AT: Final = 120
"""Entities whose names are compared for one page, at most: so that a page takes its time in any store."""

_FORMS: Final = 2
_NEAR: Final = 6
_KINDS: Final = tuple(cls for cls in v.ENTITY_CLASSES if cls not in (v.EVENT, v.PATTERN))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities, the names by which they are alike, and what was judged of them: "" or "unsure"."""

    first: str
    second: str
    form: str
    other: str
    score: float
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is proposed, how many entities were looked at up to here, of how many, and where to go on."""

    pairs: tuple[Pair, ...]
    looked: int
    of: int
    next: int | None


def proposed(data: Dataset, after: int = 0) -> Pairs:
    """Pairs of entities of one kind, those behind the first `after` of them in the order of their ids."""
    ids = sorted((id, cls.removeprefix(v.R)) for cls in _KINDS for id in data.records.instances(cls))
    judged = _judged(data)
    found: dict[frozenset[str], Pair] = {}
    at = min(after, len(ids))
    for id, kind in ids[at : at + LOOKED_AT]:
        at += 1
        for form, hit in _alike(data, id, kind):
            key = frozenset((id, hit.entity))
            verdict = judged.get(key, "")
            if verdict in ("", "unsure") and (key not in found or hit.score > found[key].score):
                found[key] = Pair(id, hit.entity, form, hit.form, hit.score, verdict)
        if len(found) >= SHOWN:
            break
    pairs = sorted(found.values(), key=lambda one: (bool(one.judged), -one.score, one.first, one.second))
    return Pairs(tuple(pairs), at, len(ids), at if at < len(ids) else None)


def _alike(data: Dataset, id: str, kind: str) -> Iterator[tuple[str, Hit]]:
    """The entities behind this one, by id, with a name like one of its own."""
    for name in data.records.names(id)[:_FORMS]:
        for hit in data.index.search(name.form, _NEAR, frozenset({kind})):
            if hit.entity > id and hit.score >= ALIKE and data.records.record(hit.entity) is not None:
                yield name.form, hit


def pair(data: Dataset, first: str, second: str) -> Pair | None:
    """Two entities that somebody names, by their ids; None where they are not two that may be seen."""
    ids = [id if id.startswith(v.ID) else v.ID + id for id in (first, second)]
    if ids[0] == ids[1] or any(data.entity(id) is None for id in ids):
        return None
    a, b = sorted(ids)
    return Pair(a, b, data.name(a), data.name(b), 0.0, _judged(data).get(frozenset(ids), ""))


def _judged(data: Dataset) -> dict[frozenset[str], str]:
    """What was judged and is upheld, by pair."""
    found: dict[frozenset[str], str] = {}
    for id in sorted(data.records.instances(v.R + "Identity")):
        one = data.records.record(id)
        if not isinstance(one, Statement):
            continue
        known = evidence(data.records, id)
        if known.retracted or known.withdrawn:
            continue
        key, verdict = frozenset((one.iri("first"), one.iri("second"))), one.iri("verdict").removeprefix(v.R)
        if found.get(key, "unsure") == "unsure":
            found[key] = verdict
    return found
