"""What carries the chains between a target and a person, as data."""

from collections.abc import Sequence

from respondeat.api.dataset import BODIES, ON_CHAINS, PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text
from respondeat.errors import InputError
from respondeat.graph.analyses import chains as chain_analysis
from respondeat.graph.analyses import fragility as analysis
from respondeat.graph.analyses.fragility import By
from respondeat.graph.command import MAX_HOPS, Mode, When

from .asked import question
from .chain import time_asked
from .rows import frame
from .withdrawn import sources_data

GRADES = ("possible", "certain")
SOURCES = ("both", *map(str, By))
SETS = 20


@question("fragility")
def fragility(
    data: Dataset,
    target: str,
    person: str | None = None,
    on: str | None = None,
    *,
    mode: Mode = Mode.SOME,
    grade: str = "possible",
    by: str = "both",
    limit: int = SETS,
    max_hops: int = MAX_HOPS,
    quotes: Quotes | None = None,
) -> Json:
    """Which documents and origins, when withdrawn, leave no chain from a target to a person or body.

    Without a `person`: for every end of the chains from the target, which single ones do. With one also the
    smallest sets, at most `limit` of each. `grade` certain asks only for chains that surely hold. Schema
    `fragility.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    wanted = withdrawn_by(by)
    if grade not in GRADES:
        raise InputError(f"There is no grade {grade!r}; there are {', '.join(GRADES)}.")
    proof = Proof(data, quotes)
    id = data.find(target, ON_CHAINS)
    when = time_asked(data, id, on, Mode(mode))
    ends = _ends(data, id, when, max_hops) if person is None else [_end(data, id, person)]
    found = analysis.fragility(
        data.records, data.graph, id, ends, when,
        certain=grade == "certain", by=wanted, sets=person is not None, max_hops=max_hops, limit=limit,
    )  # fmt: skip
    dated = analysis.dating(data.records, data.graph, id) if on is None else None
    return {
        "target": proof.node(id),
        "on": [day_text(when.window[0]), day_text(when.window[1])],
        "mode": str(when.mode),
        "grade": grade,
        "ends": [_row(proof, end) for end in found.ends],
        "dating": None if dated is None else _dating(proof, dated),
        "statements": list(found.statements),
        **frame(data),
    }


def withdrawn_by(by: str) -> tuple[By, ...]:
    """What is to be withdrawn. Raises InputError."""
    if by not in SOURCES:
        raise InputError(f"There is no way to withdraw by {by!r}; there are {', '.join(SOURCES)}.")
    return tuple(By) if by == "both" else (By(by),)


def _end(data: Dataset, target: str, person: str) -> str:
    end = data.find(person, PERSONS | BODIES)
    if end == target:
        raise InputError(f"{data.name(end)} is the target itself: no chain leads from it to itself")
    return end


def _ends(data: Dataset, target: str, when: When, max_hops: int) -> Sequence[str]:
    found = chain_analysis.chains(data.graph, target, when, max_hops=max_hops)
    return sorted({chain.nodes[-1] for chain in found.chains if not chain.cut_short})


def _row(proof: Proof, end: analysis.End) -> Json:
    return {
        "end": proof.node(end.end),
        "chains": {"certain": end.certain, "possible": end.possible, "truncated": end.truncated},
        "withdrawn": [_breaking(proof, b) for b in end.breaking],
        "statements": list(end.statements),
        "sources": proof.sources(end.statements),
    }


def _breaking(proof: Proof, b: analysis.Breaking) -> Json:
    return {
        "by": str(b.by),
        "considered": b.considered,
        "singles": sources_data(proof, b.singles),
        "smallest": {
            "size": b.lower if b.exact else None,
            "exact": b.exact,
            "lower": b.lower,
            "upper": b.upper,
            "sets": [sources_data(proof, chosen) for chosen in b.sets],
            "all": b.all_sets,
        },
        "verified": b.verified,
    }


def _dating(proof: Proof, dated: analysis.Dating) -> Json:
    return {
        "documents": sources_data(proof, dated.documents),
        "origins": sources_data(proof, dated.origins),
        "statements": list(dated.statements),
        "sources": proof.sources(dated.statements),
    }
