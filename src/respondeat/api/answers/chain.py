"""Chains as data: each with its hops, strength and front."""

from collections import defaultdict
from collections.abc import Sequence

from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans
from respondeat.errors import InputError
from respondeat.graph.analyses import chains as analysis
from respondeat.graph.analyses.strength import Strength, fronts, strength
from respondeat.graph.command import MAX_CHAINS, MAX_HOPS, Mode, When

from .asked import question
from .chain_hops import Evident, Hops, strength_data
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
    id = data.find(target, ON_CHAINS)
    when = time_asked(data, id, on, Mode(mode))
    found = analysis.chains(data.graph, id, when, limit=min(limit, MAX_CHAINS), max_hops=max_hops)
    evident = Evident(data)
    vectors = [strength(c.certain, [evident.hop(h) for h in c.hops]) for c in found.chains]
    ordered = sorted(
        zip(found.chains, vectors, _fronts(found.chains, vectors), strict=True),
        key=lambda x: (x[2], not x[0].certain, len(x[0].hops), x[0].nodes),
    )
    hops = Hops(answer, (when.window,))
    return {
        "target": answer.proof.node(id),
        "on": [day_text(when.window[0]), day_text(when.window[1])],
        "mode": str(when.mode),
        "chains": [
            {
                "grade": "certain" if c.certain else "possible",
                "feasible": spans(c.feasible),
                "strength": strength_data(s),
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


def time_asked(data: Dataset, id: str, on: str | None, mode: Mode = Mode.SOME) -> When:
    """The time of a question: `on`, or an event's own. Raises InputError where there is neither."""
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
