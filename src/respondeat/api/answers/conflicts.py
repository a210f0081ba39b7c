"""Which statements contradict each other, and which only seem to, as data."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.phrases_conflicts import BECAUSE
from respondeat.api.proof import Json, Proof, Quotes, short, spans
from respondeat.errors import InputError
from respondeat.graph.analyses.conflicts import Conflict, Kind, Side, Verdict
from respondeat.graph.analyses.conflicts import conflicts as find_conflicts
from respondeat.graph.statement import Statement

from .asked import question
from .rows import frame
from .said import said

LIMIT: Final = 20
KINDS: Final = tuple(kind.value for kind in Kind)
_CONCEPTS: Final = {
    Kind.HEADS: "exclusive",
    Kind.POSTINGS: "exclusive",
    Kind.PLACES: "exclusive",
    Kind.DENIALS: "denial",
    Kind.FIGURES: "boundConflict",
    Kind.TIMES: "disjointTime",
}


@question("conflicts")
def conflicts(
    data: Dataset,
    target: str | None = None,
    kinds: Sequence[str] = (),
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Contradictions over the whole graph, or that touch one entity, and what only seems to be one.

    At most `limit` of each kind and grade are written; all that were worked out are counted. Schema
    `conflicts.json`. Raises InputError for a kind that there is not, UnknownName, AmbiguousName.
    """
    wanted = _kinds(kinds)
    id = "" if target is None else data.find(target)
    found = find_conflicts(data.graph, data.records, id, kinds=wanted)
    writer = _Writer(data, Proof(data, quotes))
    shown = list(_cut(found.conflicts, limit))
    counts = Counter((one.kind, one.verdict) for one in found.conflicts)
    return {
        "target": writer.proof.node(id) if id else None,
        "kinds": [kind.value for kind in wanted],
        "counts": [
            {
                "kind": kind.value,
                "certain": counts[kind, Verdict.CERTAIN],
                "possible": counts[kind, Verdict.POSSIBLE],
                "not_contradictory": counts[kind, Verdict.NONE],
                "truncated": [verdict.value for k, verdict in found.truncated if k is kind],
            }
            for kind in wanted
        ],
        "conflicts": [writer.row(one) for one in shown if one.verdict is not Verdict.NONE],
        "not_contradictory": [writer.row(one) for one in shown if one.verdict is Verdict.NONE],
        "statements": list(found.statements),
        **frame(data),
    }


def _kinds(names: Sequence[str]) -> tuple[Kind, ...]:
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise InputError(f"There is no kind of conflict {unknown[0]!r}; there are {', '.join(KINDS)}.")
    return tuple(kind for kind in Kind if not names or kind.value in names)


def _cut(found: Iterable[Conflict], limit: int) -> Iterator[Conflict]:
    taken: dict[tuple[Kind, Verdict], int] = defaultdict(int)
    for one in found:
        taken[one.kind, one.verdict] += 1
        if taken[one.kind, one.verdict] <= limit:
            yield one


class _Writer:
    def __init__(self, data: Dataset, proof: Proof) -> None:
        self.data, self.proof = data, proof

    def row(self, one: Conflict) -> Json:
        """Two sides, and what is made of them."""
        return {
            "kind": one.kind.value,
            "concept": self._concept(one),
            "grade": None if one.verdict is Verdict.NONE else one.verdict.value,
            "rule": one.why.value,
            "because": BECAUSE[one.why.value],
            "about": [self.proof.node(id) for id in one.about],
            "days": spans(one.days),
            "sides": [self._side(side, denied=one.kind is Kind.DENIALS) for side in one.sides],
            "noted": [{"id": c.id, "kind": short(c.kind), "reason": c.reason or None} for c in one.noted],
            "one_origin": self.proof.node(one.origin) if one.origin else None,
            "statements": list(one.statements),
        }

    def _concept(self, one: Conflict) -> str:
        if one.verdict is Verdict.NONE:
            return "notContradictory"
        return _CONCEPTS.get(one.kind) or next((short(c.kind) for c in one.noted), "exclusive")

    def _side(self, side: Side, denied: bool) -> Json:
        found = (self.data.records.record(id) for id in side.statements)
        rows = [said(self.data, self.proof, s) for s in found if isinstance(s, Statement)]
        if denied:  # one statement on both sides: what supports it here, what denies it there
            for row in rows:
                row["sources"] = [x for x in row["sources"] if (x["verdict"] == "denies") is side.denies]
        return {"denies": side.denies, "said": rows, "statements": list(side.statements)}
