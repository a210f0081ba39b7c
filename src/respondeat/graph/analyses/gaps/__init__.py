"""Gaps: what is missing to answer for events, as a research agenda."""

from collections import Counter
from collections.abc import Collection, Iterator
from types import MappingProxyType
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.command import CONCEPT, CommandGraph, Days
from respondeat.graph.command.days import Interval
from respondeat.graph.replay import Records

from .bodies import around, bodies, on_offer
from .counting import listed
from .events import events, lacking, unlinked
from .every_day import every_day
from .links import links, undated, withheld
from .persons import persons
from .places import Asked, Passing, is_body, is_pattern, is_undated, passing
from .results import Count, Gap, GapKind, Gaps, Scope, Unanswered
from .rows import Draft
from .ways import Ways

__all__ = ["EVENTS", "LIMIT", "Count", "Gap", "GapKind", "Gaps", "Scope", "Unanswered", "gaps"]

LIMIT: Final = 50
EVENTS: Final = 10
_AROUND: Final = frozenset({GapKind.NO_HEAD, GapKind.NO_SUPERIOR, GapKind.NO_POSTING})


def gaps(
    graph: CommandGraph,
    records: Records,
    target: str | None = None,
    period: Interval | None = None,
    *,
    scope: Scope | None = None,
    kinds: Collection[GapKind] = tuple(GapKind),
    all_days: bool = False,
    limit: int = LIMIT,
    events_shown: int = EVENTS,
) -> Gaps:
    """What is missing to answer for events, first what leaves the most of them unanswered (model, section 2).

    Without a target over the whole graph. For a body its `scope` says whether it is asked about alone, with
    all that was under it (its branch, by default) or with all that was above it (its chain), for the events
    that pass it, on their ways through it. For an event or a person it is the bodies on their chains, for all
    events that pass these. `period` is first and last day number; without it the days are those of the
    events, for an event its own. Days are those on which an event of the question can have been; with
    `all_days` all of the period.

    An event is left unanswered by a gap on the days on which all its ways to the top pass it: certainly when
    that is so whichever its day was. A way ends where nothing more is above; heads stand beside it. Each link
    is judged day by day, so that a body surely headed at some time, though on no day for certain, has no head
    on a day. An event that no source dates stands under `undated` alone. Raises InputError for a target that
    has no such scope, for `all_days` without a period, or a limit below 1.

    Counts are of distinct events; patterns, which are none, are counted apart.
    """
    node = None if target is None else graph.node(target)
    asked = Asked(graph, node, _scope(graph, node, target, scope), _period(graph, node, period))
    if all_days and asked.period is None:
        raise InputError("every day of which period? Say from when to when (--on FROM/TO)")
    if min(limit, events_shown) < 1:
        raise InputError("the limits of gaps and of events shown are 1 or more")
    if target is not None and node is None:
        return Gaps(target, asked.scope, asked.period, (), 0, MappingProxyType({}), 0, 0, 0)
    wanted = frozenset(map(GapKind, kinds))
    found, drafts = _found(asked, records, wanted, all_days)
    absent = unlinked(asked, records)
    drafts += lacking(absent, records) if GapKind.NO_ACTOR in wanted else []
    drafts.sort(key=lambda draft: draft.order(graph))
    counts = Counter(str(draft.kind) for draft in drafts)
    patterns = sum(is_pattern(graph, event) for event in found.when)
    patterns_absent = sum(draft.tally.patterns_through for draft in absent)
    return Gaps(
        target,
        asked.scope,
        asked.period,
        tuple(_written(asked, found, draft, events_shown) for draft in drafts[:limit]),
        len(drafts),
        MappingProxyType({kind: counts[kind] for kind in GapKind if counts[kind]}),
        len(found.when) - patterns + len(absent) - patterns_absent,
        patterns + patterns_absent,
        sum(is_undated(when) for when in found.when.values()) + len(absent),
    )


def _scope(graph: CommandGraph, node: int | None, target: str | None, scope: Scope | None) -> Scope | None:
    if target is None:
        if scope is not None:
            raise InputError("a scope needs a target: the whole graph has neither branch nor chain")
        return None
    if node is None or is_body(graph, node):
        return scope or Scope.BRANCH
    if scope not in (None, Scope.CHAIN):
        raise InputError(f"{target} is no body: an event or a person has a chain above, and no {scope}")
    return Scope.CHAIN


def _period(graph: CommandGraph, node: int | None, period: Interval | None) -> Interval | None:
    if period is not None and period[0] > period[1]:
        raise InputError(f"the period ends on day {period[1]}, before it starts on day {period[0]}")
    if period is None and node is not None and graph.is_event(node):
        when = graph.time_of(node)
        return None if is_undated(when) else when.window
    return period


def _found(
    asked: Asked, records: Records, kinds: frozenset[GapKind], all_days: bool
) -> tuple[Passing, list[Draft]]:
    open_links = undated(asked.graph) if GapKind.UNDATED in kinds else frozenset()
    hidden = withheld(asked, records) if GapKind.WITHHELD in kinds else {}
    watched = open_links.union(hidden)
    ways = Ways(asked.graph, watched)
    found = passing(asked, ways, watched)
    if all_days:
        every_day(asked, ways, watched, found)

    def drafts() -> Iterator[Draft]:
        yield from bodies(asked, found, kinds)
        yield from links(asked, found, GapKind.UNDATED, open_links, {})
        yield from links(asked, found, GapKind.WITHHELD, hidden, hidden)
        yield from events(asked, found, records, kinds)
        if GapKind.NO_POSTING in kinds:
            yield from persons(asked, found, records)

    return found, list(drafts())


def _written(asked: Asked, found: Passing, draft: Draft, most: int) -> Gap:
    graph, sums = asked.graph, draft.tally
    link = draft.link
    board, basis = None, ""
    nobody: Days = ()
    asked_days = sums.days or ((draft.span,) if draft.span else ())
    if draft.kind in _AROUND and draft.node is not None and asked_days:
        board = around(graph, draft.node, asked_days, draft.kind)
    if board is not None and draft.kind is not GapKind.NO_POSTING:
        basis, nobody = on_offer(graph, board, sums.days)
    return Gap(
        draft.kind,
        draft.iri if draft.node is None else graph.iri(draft.node),
        "" if link is None else graph.iri(graph.target[link]),
        "" if link is None else CONCEPT[graph.kind(link)],
        sums.days,
        draft.span,
        sums.unanswered,
        sums.patterns,
        sums.through,
        sums.patterns_through,
        listed(graph, found, sums.left, most),
        basis,
        nobody,
        board,
        draft.withheld,
        draft.readable,
        draft.ranks,
        draft.as_told,
        draft.own_statements,
    )
