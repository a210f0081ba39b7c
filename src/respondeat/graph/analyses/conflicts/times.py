"""Statements of one class and equal roles whose times exclude one another, of what happens once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np

from respondeat.graph.command import HEADS, CommandGraph
from respondeat.graph.dates import Bounds
from respondeat.graph.replay import Records
from respondeat.graph.statement import Statement, Text
from respondeat.ontology import vocabulary as v

from .shape import Found, Kind, Side, Why
from .sweep import Interval, clashes

_ALWAYS: Final = (-inf, inf)
_ONCE: Final = {v.EVENT: (Why.EVENT_PARTS, Why.EVENT_PARTS), v.PERSON: (Why.BIRTHS, Why.DEATHS)}


@dataclass(frozen=True, slots=True)
class Dated:
    """The statements that give one thing the same bounds."""

    bounds: Bounds
    statements: tuple[str, ...]

    @property
    def start(self) -> Interval:
        """The days on which it can have begun."""
        return _interval(self.bounds.es, self.bounds.ls)

    @property
    def end(self) -> Interval:
        """The days on which it can have ended."""
        return _interval(self.bounds.ee, self.bounds.le)

    @property
    def surely(self) -> Interval:
        """The days on which it surely held, reversed where there is none."""
        b = self.bounds
        return (inf, -inf) if b.ls is None or b.ee is None else (b.ls, b.ee)


def _interval(lo: int | None, hi: int | None) -> Interval:
    return -inf if lo is None else lo, inf if hi is None else hi


def times(graph: CommandGraph, records: Records, found: Found) -> None:
    """Events, births, deaths and foundings at two times, and two dates of one appointment."""
    _existences(records, found)
    _appointments(graph, found)


def _existences(records: Records, found: Found) -> None:
    by_entity: dict[str, list[Statement]] = defaultdict(list)
    for id in records.instances(v.EXISTENCE):
        said = records.record(id)
        if isinstance(said, Statement) and said.time is not None and not said.derived:
            by_entity[said.iri("entity")].append(said)
    for id, said_of in sorted(by_entity.items()):
        if len(said_of) < 2 or (entity := found.known.entity(id)) is None or entity.cls == v.PATTERN:
            continue
        begun, ended = _ONCE.get(entity.cls, (Why.FOUNDINGS, Why.FOUNDINGS))
        dated = _dated(found, said_of)
        for a, b, starts in _excluding(dated):
            why = begun if starts else ended
            if why is Why.EVENT_PARTS and _apart(a.bounds, b.bounds):
                why = Why.EVENT_TIMES
            if not _add(found, why, [id], a, b):
                return


def _dated(found: Found, said: Sequence[Statement]) -> list[Dated]:
    by_bounds: dict[Bounds, list[str]] = defaultdict(list)
    for s in said:
        if s.time is not None and found.known.said(s.id):
            by_bounds[s.time.bounds].append(s.id)
    made = [Dated(bounds, tuple(sorted(ids))) for bounds, ids in by_bounds.items()]
    return sorted(made, key=lambda d: d.statements)


def _excluding(dated: Sequence[Dated]) -> Iterator[tuple[Dated, Dated, bool]]:
    """The pairs that no start and end fit both: whose starts, or else ends, have no day in common."""
    always = [_ALWAYS] * len(dated)
    by_start = list(clashes(always, [d.start for d in dated]))
    seen = set(by_start)
    for i, j in by_start:
        yield dated[i], dated[j], True
    for i, j in clashes(always, [d.end for d in dated]):
        if (i, j) not in seen:
            yield dated[i], dated[j], False


def _apart(a: Bounds, b: Bounds) -> bool:
    """Whether no day can lie in both."""
    return (a.le is not None and b.es is not None and a.le < b.es) or (
        b.le is not None and a.es is not None and b.le < a.es
    )


def _appointments(graph: CommandGraph, found: Found) -> None:
    """Two dates of one appointment, or of one release, of a head who surely held the post on a day."""
    for said in _stated_again(graph, found):
        dated = [d for d in _dated(found, said) if d.surely[0] <= d.surely[1]]
        for side in ("start", "end"):
            known = [d for d in dated if inf not in map(abs, getattr(d, side))]
            values = [getattr(d, side) for d in known]
            for i, j in clashes([d.surely for d in known], values):
                a, b = known[i], known[j]
                why = Why.ONE_DECREE if _decree(found, a) & _decree(found, b) else Why.APPOINTMENTS
                if not _add(
                    found, why, [said[0].iri("holder"), said[0].iri("body") or said[0].iri("post")], a, b
                ):
                    return


def _stated_again(graph: CommandGraph, found: Found) -> Iterator[list[Statement]]:
    """The postings of heads of whom several statements say the same at different times."""
    a = graph.arrays
    several = np.flatnonzero((np.diff(a.row_start) > 1) & np.isin(a.kind, list(HEADS)))
    for link in several.tolist():
        rows = range(graph.row_start[link], graph.row_start[link + 1])
        by_link: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for said in (found.known.statement(graph.statement_iri(row)) for row in rows if not graph.weak[row]):
            if said is not None:
                by_link[said.link].append(said)
        yield from (again for again in by_link.values() if len(again) > 1)


def _decree(found: Found, dated: Dated) -> set[str]:
    said = (found.known.statement(id) for id in dated.statements)
    return {t.text.casefold() for s in said if s is not None and isinstance(t := s.get("decree"), Text)}


def _add(found: Found, why: Why, about: list[str], a: Dated, b: Dated) -> bool:
    return found.add(Kind.TIMES, why, about, (Side(a.statements), Side(b.statements)))
