"""Incommunicado: the attested times by person, and what lies between them unattested."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from respondeat.graph.command import Days, State, union
from respondeat.graph.command.upheld import Listed, Upheld, of
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .custody import EVENT_ROLE, INCOMMUNICADO, Window, has_role, joint, only_derived

INCOMMUNICADO_EVENT = v.R + "incommunicadoDetention"


@dataclass(frozen=True, slots=True)
class Span:
    """One attested time: `days` are those surely so; none where it was at some time from `first` to `last`.

    `first` and `last` are None where no source attests a day: no earlier than, no later than, is all.
    """

    time: ValidTime | None
    days: Days
    first: int | None
    last: int | None
    events: tuple[str, ...]
    statements: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Cut:
    """One person or group cut off from the world, in attested spans; `unattested` are the days between.

    Nothing is said of the days before the first and after the last.
    """

    detained: str
    spans: tuple[Span, ...]
    unattested: Days

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that it rests on."""
        return tuple(sorted({s for span in self.spans for s in span.statements}))


def incommunicado(
    records: Listed,
    said: Iterable[Upheld],
    detained: frozenset[str] | None = None,
    within: frozenset[str] | None = None,
    window: Window | None = None,
) -> tuple[Cut, ...]:
    """Who was held incommunicado, by id, each attested time by itself.

    From statements of custody among `said` under that regime or in an event of that type, and from victims of
    such events. Those of patterns are groups, which nobody counts. `detained`, `within` (events whose victims
    are asked for) and `window` narrow the answer; None is everybody, every event and ever.
    """
    events = _events(records)
    by_person: dict[str, dict[ValidTime | None, list[tuple[Upheld, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in said:
        s = one.statement
        if s.iri("regime") == INCOMMUNICADO or s.iri("event") in events:
            by_person[s.iri("detained")][s.time].append((one, s.iri("event")))
    for event in sorted(events if within is None else events & within):
        for one in of(records, EVENT_ROLE, event, v.PARTICIPATION):
            if has_role(one.statement, v.VICTIM):
                by_person[one.statement.iri("actor")][one.statement.time].append((one, event))
    found = (
        _cut(person, times, window)
        for person, times in sorted(by_person.items())
        if detained is None or person in detained
    )
    return tuple(cut for cut in found if cut.spans)


def _events(records: Listed) -> frozenset[str]:
    found = records.pointing(v.EVENT_TYPE, INCOMMUNICADO_EVENT)
    return frozenset(id for id in found if isinstance(records.record(id), Entity))


def _cut(person: str, times: dict[ValidTime | None, list[tuple[Upheld, str]]], window: Window | None) -> Cut:
    spans = sorted(_spans(times, window), key=_order)
    known = union((s.first, s.last) for s in spans if s.first is not None and s.last is not None)
    between = tuple((a[1] + 1, b[0] - 1) for a, b in pairwise(known))
    return Cut(person, tuple(spans), between)


def _spans(times: dict[ValidTime | None, list[tuple[Upheld, str]]], window: Window | None) -> Iterator[Span]:
    for time, said in times.items():
        b = Bounds() if time is None else time.bounds
        if window is not None and not _can_hold(b, window):
            continue
        state = joint(one for one, _ in said)
        attested = b.ls is not None and b.ee is not None
        weak = state is State.DENIED or all(only_derived(one) for one, _ in said)
        yield Span(
            time,
            ((b.ls, b.ee),) if b.ls is not None and b.ee is not None and b.ls <= b.ee and not weak else (),
            min(b.ls, b.ee) if attested and b.ls is not None and b.ee is not None else None,
            max(b.ls, b.ee) if attested and b.ls is not None and b.ee is not None else None,
            tuple(sorted({event for _, event in said if event})),
            tuple(sorted({one.statement.id for one, _ in said})),
            state,
        )


def _can_hold(b: Bounds, window: Window) -> bool:
    lo, hi = window
    return not ((b.es is not None and b.es > hi) or (b.le is not None and b.le < lo))


def _order(span: Span) -> tuple[bool, int, int, str, tuple[str, ...]]:
    edtf = "" if span.time is None else span.time.edtf
    return span.first is None, span.first or 0, span.last or 0, edtf, span.statements
