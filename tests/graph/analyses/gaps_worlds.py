"""Small random worlds with several events, for the oracle of gaps."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Attestation, Entity, Record, Statement
from respondeat.ontology import vocabulary as v
from tests.graph.command.oracle import DAYS, Said
from tests.graph.command.worlds import BODIES, EVENT, GROUP, PERSONS, evidence, said, statement, tie

from .gaps_oracle_days import Happened

PLACEHOLDERS: Final = frozenset({BODIES[2], GROUP})
EVENTS: Final = (EVENT, f"{v.ID}e-1", f"{v.ID}e-2")
_SIZE: Final = 2**26


@dataclass(frozen=True)
class GapWorld:
    """Statements, events, and of each statement the attestations withheld and readable beside its own."""

    said: tuple[Said, ...]
    events: tuple[Happened, ...]
    hidden: Mapping[str, tuple[int, int]]


def gap_world(seed: int) -> GapWorld:
    """The world of a number; not the simplest first, as nothing shrinks."""
    rng = random.Random(seed)
    links = [said(n, rng.randrange(_SIZE)) for n in range(rng.randint(3, 14))]
    ties = [replace(tie(n, rng.randrange(_SIZE)), lower=rng.choice(EVENTS)) for n in range(rng.randint(2, 7))]
    everything = (*links, *ties)
    events = tuple(_event(rng, id, id == EVENTS[2]) for id in EVENTS)
    return GapWorld(everything, events, {s.id: _hidden(rng, s) for s in everything})


def _event(rng: random.Random, id: str, pattern: bool) -> Happened:
    if rng.random() < 0.15:
        return Happened(id, None, None, True, pattern)
    a = rng.choice(DAYS)
    if rng.random() < 0.7:
        span = (a, min(DAYS[-1], a + rng.choice((0, 0, 1, 4))))
        return Happened(id, span, span, True, pattern)
    b = min(DAYS[-1], a + rng.choice((0, 1, 3)))
    c = min(DAYS[-1], a + rng.choice((0, 2, 5)))
    d = min(DAYS[-1], max(b, c) + rng.choice((0, 2)))
    single = (a, b) == (c, d)
    return Happened(id, (a, b), (c, d), single, pattern)


def _hidden(rng: random.Random, s: Said) -> tuple[int, int]:
    """Withheld and readable: those that `evidence` gives are readable, but for some that are withheld."""
    supports = sum(isinstance(r, Attestation) and bool(r.supports) for r in evidence(s))
    kind = rng.random()
    if supports and kind < 0.2:
        return supports, 0
    return (1, supports) if kind > 0.9 and s.state != "denied" else (0, supports)


def records(world: GapWorld) -> list[Record]:
    """A whole world."""
    made: list[Record] = [Entity.of(b, "Body", placeholder=b in PLACEHOLDERS or None) for b in BODIES]
    made += [Entity.of(GROUP, "BodyGroup", placeholder=True), *(Entity.of(p, "Person") for p in PERSONS)]
    made += [Entity.of(e.id, "Pattern" if e.pattern else "Event") for e in world.events]
    for s in world.said:
        made += [_tied(s), *_evidence(s, world.hidden[s.id])]
    for e in world.events:
        if e.starts is not None and e.ends is not None:
            bounds = Bounds(e.starts[0], e.starts[1], e.ends[0], e.ends[1])
            made.append(Statement.of("Existence", ValidTime("", bounds), entity=e.id))
    return made


def _tied(s: Said) -> Statement:
    return statement(s)


def _evidence(s: Said, hidden: tuple[int, int]) -> Iterable[Record]:
    for r in evidence(s):
        withheld = isinstance(r, Attestation) and bool(r.supports) and hidden == (1, 0)
        yield r.stub() if withheld and isinstance(r, Attestation) else r
    if hidden == (1, 1):
        yield Attestation.of(supports=[s.id], origin=v.ID + "b-elsewhere").stub()
