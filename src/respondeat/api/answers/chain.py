"""Chains as data: each with its hops, strength and front."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, spans, state_name
from respondeat.errors import InputError
from respondeat.graph.analyses import chains as analysis
from respondeat.graph.analyses.strength import HopEvidence, Strength, fronts, strength
from respondeat.graph.command import CONCEPT, MAX_CHAINS, MAX_HOPS, Days, Mode, When
from respondeat.graph.command.states import evidence, is_retracted
from respondeat.graph.statement import Attestation, Derivation
from respondeat.ontology import vocabulary as v

from .asked import question
from .rows import Rows, frame, window


@question("chain")
def chain(
    data: Dataset,
    target: str,
    on: str | None = None,
    *,
    mode: Mode = Mode.SOME,
    limit: int = MAX_CHAINS,
    max_hops: int = MAX_HOPS,
    quotes: Quotes | None = None,
) -> Json:
    """Every chain from an event, a body or a person to the top, with strength and gaps. Schema `chain.json`.

    `on` may be left out for an event, whose own time is taken then; `mode` says what is asked of an event
    that lasts. Among the chains to one end those that none dominates come first (`front` 0); incomparable
    ones stand side by side, and so do chains to different ends.
    """
    answer = Rows(data, Proof(data, quotes))
    id = data.find(target)
    when = _when(data, id, on, Mode(mode))
    found = analysis.chains(data.graph, id, when, limit=min(limit, MAX_CHAINS), max_hops=max_hops)
    evident = _Evident(data)
    vectors = [strength(c.certain, [evident.hop(h) for h in c.hops]) for c in found.chains]
    ordered = sorted(
        zip(found.chains, vectors, _fronts(found.chains, vectors), strict=True),
        key=lambda x: (x[2], not x[0].certain, len(x[0].hops), x[0].nodes),
    )
    hops = _Hops(answer, (when.window,))
    return {
        "target": answer.proof.node(id),
        "on": [day_text(when.window[0]), day_text(when.window[1])],
        "mode": str(when.mode),
        "chains": [
            {
                "grade": "certain" if c.certain else "possible",
                "feasible": spans(c.feasible),
                "strength": _strength(s),
                "front": front,
                "cut_short": c.cut_short,
                "hops": [hops.of(hop) for hop in c.hops],
            }
            for c, s, front in ordered
        ],
        "truncated": found.truncated,
        "gaps": [
            {
                "kind": g.kind,
                "body": answer.proof.node(g.body),
                "last_before": answer.neighbour(g.last_before, _role(g.kind)),
                "first_after": answer.neighbour(g.first_after, _role(g.kind)),
            }
            for g in found.gaps
        ],
        "left_out": [
            {"person": answer.proof.node(a), "body": answer.proof.node(b), "rule": "next-attested"}
            for a, b in found.left_out
        ],
        "statements": list(found.statements),
        **frame(data),
    }


def _fronts(found: Sequence[analysis.Chain], vectors: Sequence[Strength]) -> list[int]:
    """The front of each chain among those that lead to the same end."""
    ranks = [0] * len(found)
    ends: dict[str, list[int]] = defaultdict(list)
    for at, chain in enumerate(found):
        ends[chain.nodes[-1]].append(at)
    for places in ends.values():
        for at, rank in zip(places, fronts([vectors[at] for at in places]), strict=True):
            ranks[at] = rank
    return ranks


def _role(gap: str) -> str:
    return "body" if gap == "no-superior" else "person"


def _when(data: Dataset, id: str, on: str | None, mode: Mode) -> When:
    node = data.graph.node(id)
    event = node is not None and data.graph.is_event(node)
    if on is not None:
        return When.day(*window(on))
    if not event or node is None:
        raise InputError(
            f"{data.name(id)} is no event and has no day of its own: say on which day (--on DAY)"
        )
    when = data.graph.time_of(node, None if mode is Mode.SOME else mode)
    if day_text(when.window[0]) is None and day_text(when.window[1]) is None:
        raise InputError(f"no source dates {data.name(id)}: say on which day (--on DAY or --on FROM/TO)")
    return when


class _Evident:
    """Gathers what hops rest on, each once."""

    def __init__(self, data: Dataset) -> None:
        self._data = data

    def hop(self, hop: analysis.Hop) -> HopEvidence:
        """The evidence of a hop."""
        records = self._data.records
        known = [evidence(records, id) for id in hop.statements]
        return HopEvidence(
            hop.certain,
            hop.state,
            tuple(a for k in known for a in k.supporting),
            tuple(a for k in known for a in k.assessments),
            hop.derived,
            hop.placeholder,
            hop.pattern,
            tuple(proof for id in hop.statements for proof in self._proofs(id)),
        )

    def _proofs(self, statement: str) -> Iterator[tuple[tuple[Attestation, ...], ...]]:
        records = self._data.records
        for id in records.pointing(v.DERIVES, statement):
            d = records.record(id)
            if isinstance(d, Derivation) and not is_retracted(records, id):
                yield tuple(evidence(records, premise).supporting for premise in d.premises)


class _Hops:
    """Writes hops, each once however many chains it stands in."""

    def __init__(self, answer: Rows, days: Days) -> None:
        self._answer = answer
        self._days = days
        self._made: dict[analysis.Hop, Json] = {}

    def of(self, hop: analysis.Hop) -> Json:
        """A hop as data."""
        made = self._made.get(hop)
        if made is None:
            made = self._made[hop] = self._write(hop)
        return made

    def _write(self, hop: analysis.Hop) -> Json:
        proof = self._answer.proof
        return {
            "link": CONCEPT[hop.kind],
            "title": proof.title(hop.statements, self._days),
            "source": proof.node(hop.source),
            "target": proof.node(hop.target),
            "grade": "certain" if hop.certain else "possible",
            "basis": "certain" if hop.certain else proof.basis(hop.statements, self._days),
            "state": state_name(hop.state),
            "derived": hop.derived,
            "placeholder": hop.placeholder,
            "pattern": hop.pattern,
            "valid": proof.valid(hop.statements, self._days),
            "statements": list(hop.statements),
            "sources": proof.sources(hop.statements),
        }


def _strength(s: Strength) -> Json:
    return {
        "grade": "certain" if s.certain else "possible",
        "state": state_name(s.state),
        "modalities": [[short(m) for m in hop] for hop in s.modalities],
        "standards": [[short(m) for m in hop] for hop in s.standards],
        "origins": list(s.origins),
        "derived": s.derived,
        "placeholder": s.placeholder,
        "pattern": s.pattern,
        "confidence": short(s.confidence) if s.confidence else None,
        "length": s.length,
    }
