"""An invented line of command with a gap in it, and how the tests of gaps ask about it."""

from respondeat.graph.analyses.gaps import Gap, GapKind, Gaps, Scope, gaps
from respondeat.graph.command import graph_of
from respondeat.graph.dates import Bounds, ValidTime, day, read
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Entity, Record, Statement, Text
from respondeat.ontology import vocabulary as v

UNIT, STAFF, MINISTRY = (v.ID + name for name in ("b-unit", "b-staff", "b-ministry"))
ANN, BEN = (v.ID + name for name in ("p-ann", "p-ben"))
RAID, MARCH, HABIT = (v.ID + name for name in ("e-raid", "e-march", "e-habit"))
AUGUST: tuple[int, int] = (day("2020-08-01"), day("2020-08-31"))


def entities() -> list[Record]:
    made: list[Record] = [Entity.of(body, "Body") for body in (UNIT, STAFF, MINISTRY)]
    made += [Entity.of(person, "Person") for person in (ANN, BEN)]
    return [*made, Entity.of(RAID, "Event"), Entity.of(MARCH, "Event")]


def over(first: str, last: str) -> ValidTime:
    return read(first, last, started=True, ended=True)


def heads(body: str, person: str, time: ValidTime | None, rank: Text | None = None) -> Statement:
    return Statement.of("Posting", time, holder=person, body=body, capacity=v.HEAD, rank=rank)


def under(lower: str, upper: str, time: ValidTime | None = None) -> Statement:
    return Statement.of("Subordination", time, subordinate=lower, superior=upper, linkKind=v.DE_JURE_COMMAND)


def was(event: str, first: str, last: str = "") -> Statement:
    lo, hi = day(first), day(last or first)
    return Statement.of("Existence", ValidTime("", Bounds(lo, hi, lo, hi)), entity=event)


def did(actor: str, event: str, role: str = v.PERPETRATOR, content: Text | None = None) -> Statement:
    return Statement.of("Participation", None, actor=actor, event=event, role=role, content=content)


def ask(
    records: list[Record],
    target: str | None = None,
    period: tuple[int, int] | None = None,
    *,
    scope: Scope | None = None,
    kinds: tuple[GapKind, ...] = tuple(GapKind),
    all_days: bool = False,
    limit: int = 50,
) -> Gaps:
    every = [*entities(), *records]
    return gaps(
        graph_of(every),
        RecordSet(every),
        target,
        period,
        scope=scope,
        kinds=kinds,
        all_days=all_days,
        limit=limit,
    )


def the(found: Gaps, kind: GapKind, node: str = "") -> Gap:
    (row,) = [row for row in found.rows if row.kind is kind and node in ("", row.node)]
    return row


def days(row: Gap) -> list[tuple[int, int]]:
    return list(row.days)


LINE: list[Record] = [
    under(UNIT, MINISTRY, over("2015-01-01", "2025-01-01")),
    heads(MINISTRY, ANN, over("2015-01-01", "2025-01-01")),
    heads(UNIT, BEN, over("2018-01-01", "2020-08-09")),
    did(UNIT, RAID),
    did(UNIT, MARCH),
    was(RAID, "2020-08-10"),
    was(MARCH, "2020-08-08", "2020-08-11"),
]
