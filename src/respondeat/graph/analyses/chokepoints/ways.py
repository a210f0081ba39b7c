"""The links on ways up from a target, and the scenes in which they hold together: day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from respondeat.graph.command import HEADS, POSTINGS, Days, Judge, Mode, When, intersection
from respondeat.graph.command.days import Interval
from respondeat.graph.command.judge import Step
from respondeat.graph.command.sometime import spans_of, within

State = tuple[int, bool]


class Edge(NamedTuple):
    """A link between two places of `Ways`, and the days on which it can hold, or surely does.

    `head` marks the headship of a body, which leads to a person beside the line of command; `spans` are those
    in each of which the link surely held at some time, though on no day for certain.
    """

    lower: int
    upper: int
    link: int
    days: Days
    head: bool
    spans: tuple[Interval, ...] = ()


class Scene(NamedTuple):
    """Links that hold together on some days, all of them on ways up from place 0.

    With `span` they are those of ways with one link that held at some time in it, all others on all its days.
    """

    days: Interval
    edges: tuple[Edge, ...]
    span: Interval | None = None

    @property
    def steps(self) -> list[tuple[State, State, Edge]]:
        """The links of ways in a span, from state to state: a place, and whether that one link is past."""
        return list(_in_span(self.edges, self.span)) if self.span else []


@dataclass(frozen=True, slots=True)
class Ways:
    """All links on ways up from `nodes[0]`, each judged alone: places are indices of `nodes`.

    Links of different days stand side by side here; those of a scene hold together.
    """

    when: When
    certain: bool
    nodes: tuple[int, ...]
    edges: tuple[Edge, ...]

    @property
    def scenes(self) -> Iterator[Scene]:
        """Every scene of the time once: whatever can hold together on a day stands in one of them."""
        told: set[tuple[Edge, ...]] = set()
        for days in self._stretches():
            holding = [e for e in self.edges if _on(e.days, days[0])]
            edges = _reached(holding)
            if edges and edges not in told:
                told.add(edges)
                yield Scene(days, edges)
        for span in sorted({span for e in self.edges for span in e.spans}):
            used = {e: None for _, _, e in _in_span(self.edges, span)}
            if used:
                yield Scene(span, tuple(used), span)

    def _stretches(self) -> list[Interval]:
        """The time cut wherever a link begins or ends."""
        lo, hi = self.when.window
        if self.certain:
            lo, hi = _surely(self.when)
        cuts = {lo, hi + 1}
        for e in self.edges:
            for first, last in e.days:
                cuts.update(day for day in (first, last + 1) if lo < day <= hi)
        at = sorted(cuts)
        return [(a, b - 1) for a, b in pairwise(at)]


def ways(judge: Judge, start: int, *, certain: bool) -> Ways:
    """The links by which ways lead up from `start`, over links that can hold or, with `certain`, surely do.

    From an event the first are its ties to those who took part in it, from a person also their postings.
    """
    place, nodes, edges = {start: 0}, [start], list[Edge]()
    for at, node in enumerate(nodes):  # grows as it is gone through
        steps = judge.steps(node) if at else judge.first_steps(node)
        led = () if at or not judge.graph.is_person(node) else tuple(_led(judge, node))
        for step in (*steps, *led):
            days, spans = _holding(judge, step, certain)
            if (days or spans) and step[1] not in (start, node):
                if step[1] not in place:
                    place[step[1]] = len(nodes)
                    nodes.append(step[1])
                head = step not in led and judge.graph.kind_number[step[0]] in HEADS
                edges.append(Edge(at, place[step[1]], step[0], days, head, spans))
    return Ways(judge.when, certain, tuple(nodes), tuple(edges))


def _led(judge: Judge, person: int) -> Iterator[Step]:
    """The postings of a person, from which the ways of their bodies lead on."""
    graph = judge.graph
    for link in graph.below(person):
        if graph.kind_number[link] in POSTINGS and (can := judge.possible(link)):
            yield link, graph.source[link], can, judge.sure(link)


def _holding(judge: Judge, step: Step, certain: bool) -> tuple[Days, tuple[Interval, ...]]:
    link, _, can, sure = step
    if not certain:
        return can, ()
    when = judge.when
    if when.mode is Mode.SOME and when.xl < when.ys:  # one day on which all surely hold is enough
        told = tuple(sorted({s for s in spans_of(judge.graph, link) if within(when, s)}))
        return intersection(sure, (_surely(when),)), told
    return (judge.always if when.certain(sure) else ()), ()


def _surely(when: When) -> Interval:
    """The days on which what surely lasted surely went on; the whole time where there are none."""
    return (when.xl, when.ys) if when.mode is Mode.SOME and when.xl < when.ys else when.window


def _on(days: Days, day: int) -> bool:
    return any(first <= day <= last for first, last in days)


def _reached(edges: list[Edge]) -> tuple[Edge, ...]:
    """Those of the links that a way from place 0 comes to."""
    seen, waiting = {0}, [0]
    above: dict[int, list[int]] = {}
    for e in edges:
        above.setdefault(e.lower, []).append(e.upper)
    while waiting:
        for upper in above.get(waiting.pop(), ()):
            if upper not in seen:
                seen.add(upper)
                waiting.append(upper)
    return tuple(e for e in edges if e.lower in seen)


def _in_span(edges: tuple[Edge, ...], span: Interval) -> Iterator[tuple[State, State, Edge]]:
    """The links of ways from place 0 on which one link holds at some time in the span."""
    sure = [e for e in edges if any(lo <= span[0] and span[1] <= hi for lo, hi in e.days)]
    steps = [((e.lower, late), (e.upper, late), e) for e in sure for late in (False, True)]
    steps += [((e.lower, False), (e.upper, True), e) for e in edges if span in e.spans]
    from_start = _closure([(lower, upper) for lower, upper, _ in steps], {(0, False)})
    late = {upper for _, upper, _ in steps if upper[1] and upper in from_start}
    to_end = _closure([(upper, lower) for lower, upper, _ in steps], late)
    yield from (step for step in steps if step[0] in from_start and step[1] in to_end)


def _closure(steps: list[tuple[State, State]], found: set[State]) -> set[State]:
    onward: dict[State, list[State]] = {}
    for one, other in steps:
        onward.setdefault(one, []).append(other)
    waiting = list(found)
    while waiting:
        new = [state for state in onward.get(waiting.pop(), ()) if state not in found]
        found.update(new)
        waiting += new
    return found
