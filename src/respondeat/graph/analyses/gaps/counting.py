"""Which events something that is missing leaves unanswered, and when."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from respondeat.graph.command import TIES, CommandGraph, Days, union
from respondeat.graph.command.days import Interval

from .every_day import NO_EVENT
from .places import Entry, Passing, is_pattern
from .results import Count, Unanswered
from .ways import FIRST, LAST


class Left(NamedTuple):
    """One event that passes a gap: the days on which all its ways do; `certain` None where there are none."""

    event: int
    certain: bool | None
    days: Days


class Tally(NamedTuple):
    """Events that pass a gap: the days on which any does, each event, and the counts."""

    days: Days
    left: tuple[Left, ...]
    unanswered: Count
    patterns: Count
    through: int
    patterns_through: int

    @property
    def rank(self) -> tuple[int, ...]:
        """What orders an agenda: how many events are left unanswered, how many surely; then patterns so."""
        events, patterns = self.unanswered, self.patterns
        counts = (sum(events), events.certain, sum(patterns), patterns.certain)
        return tuple(-count for count in (*counts, self.through, self.patterns_through))


def tally(graph: CommandGraph, found: Passing, entries: Iterable[Entry]) -> Tally:
    """Judge the events of entries, each cut to the days of a gap.

    An event is left unanswered on the days on which all its ways pass; certainly, when it surely comes to
    the place on days that make anything certain for its time.
    """
    by_event: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_event[entry.event].append(entry)
    left = []
    for event, own in sorted(by_event.items()):
        if event == NO_EVENT:
            continue
        days = union((e.lo, e.hi) for e in own if e.every)
        sure = union((e.lo, e.hi) for e in own if e.every and e.sure)
        left.append(Left(event, found.when[event].certain(sure) if days else None, days))
    patterns = [one for one in left if is_pattern(graph, one.event)]
    single = [one for one in left if not is_pattern(graph, one.event)]
    return Tally(
        union((e.lo, e.hi) for own in by_event.values() for e in own),
        tuple(left),
        _count(single),
        _count(patterns),
        len(single),
        len(patterns),
    )


def _count(left: Sequence[Left]) -> Count:
    certain = sum(one.certain is True for one in left)
    return Count(certain, sum(one.certain is False for one in left))


def cut(entries: Iterable[Entry], stretches: Sequence[Interval]) -> dict[Interval, list[Entry]]:
    """The parts of entries in each of some disjoint stretches of days, given in order."""
    ends = [hi for _, hi in stretches]
    found: dict[Interval, list[Entry]] = defaultdict(list)
    for entry in entries:
        for at in range(bisect_left(ends, entry.lo), len(stretches)):
            stretch = stretches[at]
            if stretch[0] > entry.hi:
                break
            part = entry._replace(lo=max(entry.lo, stretch[0]), hi=min(entry.hi, stretch[1]))
            found[stretch].append(part)
    return found


def without(days: Days) -> Days:
    """All other days.

    >>> [(lo, hi) for lo, hi in without(((3, 5),)) if -9 < lo or hi < 9]
    [(-2147483647, 2), (6, 2147483646)]
    """
    found, lo = [], FIRST
    for p, q in days:
        if lo <= p - 1:
            found.append((lo, p - 1))
        lo = max(lo, q + 1)
    if lo <= LAST:
        found.append((lo, LAST))
    return tuple(found)


def listed(graph: CommandGraph, found: Passing, left: Sequence[Left], most: int) -> tuple[Unanswered, ...]:
    """The events left unanswered, certain and early ones first, at most so many; patterns last."""
    kept = [one for one in left if one.certain is not None]
    kept.sort(
        key=lambda one: (
            is_pattern(graph, one.event),
            not one.certain,
            found.when[one.event].window,
            graph.iri(one.event),
        )
    )
    return tuple(
        Unanswered(
            graph.iri(one.event),
            is_pattern(graph, one.event),
            bool(one.certain),
            found.when[one.event],
            one.days,
            _ties(graph, found, one.event, one.days),
        )
        for one in kept[:most]
    )


def _ties(graph: CommandGraph, found: Passing, event: int, days: Days) -> tuple[str, ...]:
    """The statements that tie an event to who took part, as far as they lead there on these days."""
    links = [
        link
        for link in graph.up(event)
        if graph.kind_number[link] in TIES and found.leads(graph.target[link], days)
    ]
    return tuple(sorted({s for link in links for s in graph.statements_on(link, days, certain=False)}))


def meeting(entries: Iterable[Entry], days: Days) -> list[Entry]:
    """Entries cut to days."""
    parts = cut(entries, days)
    return [part for stretch in days for part in parts.get(stretch, ())]


def once(several: Iterable[Days]) -> Days:
    """The days that are among just one of several sets.

    >>> once([((1, 5),), ((4, 9),)])
    ((1, 3), (6, 9))
    """
    turns = sorted(turn for days in several for lo, hi in days for turn in ((lo, 1), (hi + 1, -1)))
    found, depth, since = [], 0, 0
    for day, turn in turns:
        if depth == 1 and since < day:
            found.append((since, day - 1))
        depth, since = depth + turn, day
    return union(found)
