"""Small random worlds for the oracle, and the same worlds as records for the command graph."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from hypothesis import strategies as st

from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Entity,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

from .oracle import DAYS, TIES, Four, Said

BODIES: Final = tuple(f"{v.ID}b-{n}" for n in range(3))
PERSONS: Final = tuple(f"{v.ID}p-{n}" for n in range(3))
GROUP: Final = f"{v.ID}b-group"
EVENT: Final = f"{v.ID}e-0"
NODES: Final = (*BODIES, *PERSONS, GROUP, EVENT)

_T = TypeVar("_T")

# the first kinds stand for the simplest worlds, to which hypothesis shrinks
KINDS: Final = (
    *("head", "head", "head", "deJureCommand", "deJureCommand", "deJureCommand", "deJureCommand"),
    *("actingHead", "operationalControl", "deFactoControl", "orderGiving", "among"),
    *("posting", "administrative", "legalSupervision"),
)
TIE_KINDS: Final = tuple(sorted(TIES))
_STATES: Final = ("supported", "supported", "supported", "contested", "denied", "rejected", "retracted")
_PARTS: Final = (13 * 4**5, 48, 2**20)  # hypothesis draws from large ranges mostly small numbers


class _Code:
    """Choices read from one number, the first choice for 0."""

    def __init__(self, code: int) -> None:
        self.code = code

    def below(self, n: int) -> int:
        self.code, choice = divmod(self.code, n)
        return choice

    def of(self, items: Sequence[_T]) -> _T:
        return items[self.below(len(items))]


def four(code: _Code) -> Four:
    """Bounds that some start and end meet: first those, then how far each bound lies from them."""
    start = code.below(len(DAYS))
    end = min(DAYS[-1], start + code.of((0, 2, 5, 9)))
    a, d = code.of((None, 0, None, 2)), code.of((None, 0, None, 3))
    b, c = code.of((0, 0, 1, 4)), code.of((0, 0, 2, None))
    es = None if a is None else max(0, start - a)
    ls = None if b is None else min(DAYS[-1], start + b)
    ee = None if c is None else max(0, end - c)
    return es, ls, ee, None if d is None else min(DAYS[-1], end + d)


def said(n: int, number: int) -> Said:
    """The nth statement of a world, from a number."""
    code = _Code(number)
    bounds = four(code)
    kind = code.of(KINDS)
    lower, upper = code.of(BODIES), ""
    match kind:
        case "head" | "actingHead" | "posting":
            upper = code.of(PERSONS)
        case "among":
            upper = GROUP
        case "orderGiving":
            lower, upper = code.of((*BODIES, GROUP)), code.of((*PERSONS, *BODIES))
        case _:
            lower, upper = (
                code.of((*BODIES, *BODIES, PERSONS[0], GROUP)),
                code.of((*BODIES[::-1], PERSONS[1])),
            )
    state, derived = code.of(_STATES), code.below(6) == 5
    undated = code.below(12) == 11
    return Said(f"{v.ID}s-{n}", kind, lower, upper, (None,) * 4 if undated else bounds, state, derived)


def tie(n: int, number: int) -> Said:
    """The nth tie of the event, mostly undated."""
    code = _Code(number)
    upper, kind = code.of((*BODIES, *PERSONS)), code.of(TIE_KINDS)
    bounds = four(code) if code.below(3) == 2 else None
    if bounds == (None,) * 4:
        bounds = None
    return Said(f"{v.ID}t-{n}", kind, EVENT, upper, bounds, code.of(_STATES), code.below(6) == 5)


def worlds(*, most: int = 9, ties: int = 3) -> st.SearchStrategy[tuple[Said, ...]]:
    """Statements among three bodies, three persons, a group and an event; half of `most` or more."""
    a, b, _ = _PARTS
    numbers = st.builds(lambda x, y, z: x + a * (y + b * z), *(st.integers(0, n - 1) for n in _PARTS))
    return st.builds(
        lambda links, more: tuple(
            [said(n, x) for n, x in enumerate(links)] + [tie(n, x) for n, x in enumerate(more)]
        ),
        st.lists(numbers, min_size=most // 2, max_size=most),
        st.lists(numbers, max_size=ties),
    )


windows = st.builds(
    lambda lo, length: (lo, min(DAYS[-1], lo + length)), st.sampled_from(DAYS), st.sampled_from((0, 0, 1, 4))
)


# ---- the same as records ----

_ENTITIES: Final = tuple(
    [Entity.of(b, "Body") for b in BODIES]
    + [Entity.of(p, "Person") for p in PERSONS]
    + [Entity.of(GROUP, "BodyGroup"), Entity.of(EVENT, "Event")]
)


def statement(s: Said) -> Statement:
    """A statement as the model has it."""
    time = None if s.bounds is None or s.bounds == (None,) * 4 else ValidTime("", Bounds(*s.bounds))
    roles: dict[str, str]
    match s.kind:
        case "head" | "actingHead" | "posting":
            capacity = v.R + "deputyHead" if s.kind == "posting" else v.R + s.kind
            relation, roles = "Posting", {"body": s.lower, "holder": s.upper, "capacity": capacity}
        case "orderGiving":
            relation, roles = "OrderGiving", {"recipient": s.lower, "orderer": s.upper}
        case "among":
            relation, roles = "Membership", {"member": s.lower, "group": s.upper}
        case "deFactoControl" | "operationalControl":
            relation = "Control"
            roles = {"controlled": s.lower, "controller": s.upper, "linkKind": v.R + s.kind}
        case kind if kind in TIES:
            relation, roles = "Participation", {"event": s.lower, "actor": s.upper, "role": v.R + s.kind}
        case _:
            relation = "Subordination"
            roles = {"subordinate": s.lower, "superior": s.upper, "linkKind": v.R + s.kind}
    return Statement.of(relation, time, id=s.id, derived=s.derived, **roles)


def evidence(s: Said) -> list[Record]:
    """What puts a statement in its state."""
    support = Attestation.of(supports=[s.id], origin=v.ID + "b-source")
    match s.state:
        case "contested":
            return [support, Attestation.of(denies=[s.id], origin=v.ID + "b-other")]
        case "denied":
            return [Attestation.of(denies=[s.id])]
        case "rejected":
            return [support, Assessment.of(s.id, v.REJECTED)]
        case "retracted":
            return [support, Retraction.of([s.id], "withdrawn")]
        case _:
            return [support]


def records(world: Iterable[Said]) -> list[Record]:
    """A whole world."""
    made: list[Record] = [*_ENTITIES]
    for s in world:
        made += [statement(s), *evidence(s)]
    return made
