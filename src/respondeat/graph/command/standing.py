"""Who held what on a day: the ends of a node's links, one row each, with grade and statements."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from .arrays import EARLY, LATE
from .days import NO_DAYS, Days, intersection, union
from .graph import CommandGraph, LinkRow
from .sometime import surely_met
from .states import UNCARRIED, State
from .when import When


@dataclass(frozen=True, slots=True)
class Standing:
    """One person or body at the other end of a node's links in the time asked for.

    `days` are those on which it can hold, `sure` those on which it surely does; `statements` the ones that
    reach the grade, `state` the weakest of theirs; `links` its links, the best first.
    """

    node: int
    links: tuple[int, ...]
    certain: bool
    days: Days
    sure: Days
    statements: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Attested:
    """Somebody attested before or after the time asked for: `day` is the nearest attested day."""

    node: int
    link: int
    day: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Who stood at the other end: those who can hold, and those whom rule next-attested leaves out."""

    standing: tuple[Standing, ...]
    left_out: tuple[int, ...]
    last_before: Attested | None
    first_after: Attested | None

    @property
    def vacant(self) -> bool:
        """Whether nobody is certain."""
        return not any(s.certain for s in self.standing)


def above(graph: CommandGraph, node: int, when: When, kinds: Container[int]) -> Board:
    """The upper ends of a node's links of these kinds; never the node itself."""
    links = [k for k in graph.up(node) if graph.kind_number[k] in kinds and graph.target[k] != node]
    return _board(graph, links, when, upward=True)


def below(graph: CommandGraph, node: int, when: When, kinds: Container[int]) -> Board:
    """The lower ends of the links of these kinds that lead to a node; never the node itself."""
    links = [k for k in graph.below(node) if graph.kind_number[k] in kinds and graph.source[k] != node]
    return _board(graph, links, when, upward=False)


def _board(graph: CommandGraph, links: Iterable[int], when: When, upward: bool) -> Board:
    ends = graph.target if upward else graph.source
    by_end: dict[int, list[int]] = defaultdict(list)
    for link in links:
        by_end[ends[link]].append(link)
    found, left_out = [], []
    for end, own in by_end.items():
        row = standing(graph, end, own, when)
        if row is not None:
            found.append(row)
        elif _reaches(graph, own, when):
            left_out.append(end)
    found.sort(key=lambda s: (not s.certain, s.state, s.days, graph.iri(s.node)))
    left_out.sort(key=graph.iri)
    return Board(tuple(found), tuple(left_out), *_around(graph, by_end, when))


def standing(graph: CommandGraph, end: int, links: list[int], when: When) -> Standing | None:
    """The row of who stands at the end of these links, all between the same two; None where none holds."""
    lo, hi = when.window
    alone = links[0] if len(links) == 1 else None
    days = when.possible(
        graph.possible_days(alone, lo, hi)
        if alone is not None
        else union(i for k in links for i in graph.possible_days(k, lo, hi))
    )
    if not days:
        return None
    surely = (
        graph.certain_days(alone)
        if alone is not None
        else union(i for k in links for i in graph.certain_days(k))
    )
    sure = intersection(surely, ((lo, hi),))
    daily = bool(sure) and when.certain(sure)
    asked = sure if daily else days
    rows = [row for k in links for row in graph.reaching(k, asked, daily)]
    certain = daily or any(surely_met(graph, (k,), when) for k in links)
    own = sorted(links, key=lambda k: (not graph.possible_days(k, lo, hi), graph.kind_number[k]))
    return Standing(
        end,
        tuple(own),
        certain,
        days,
        sure or NO_DAYS,
        tuple(sorted({graph.statement_iri(row) for row in rows})),
        State(max(graph.state[row] for row in rows)),
    )


def _reaches(graph: CommandGraph, links: Iterable[int], when: When) -> bool:
    """Whether they would be possible if there were no rule."""
    lo, hi = when.window
    spans = []
    for link in links:
        for row in range(graph.row_start[link], graph.row_start[link + 1]):
            if graph.es[row] <= hi and graph.le[row] >= lo and graph.state[row] not in UNCARRIED:
                spans.append((max(lo, graph.es[row]), min(hi, graph.le[row])))
    return bool(spans) and bool(when.possible(union(spans)))


def _around(
    graph: CommandGraph, by_end: dict[int, list[int]], when: When
) -> tuple[Attested | None, Attested | None]:
    lo, hi = when.window
    before: tuple[int, int, int, int] | None = None  # day, end, link, row
    after: tuple[int, int, int, int] | None = None
    row_start, state, ls, ee = graph.row_start, graph.state, graph.ls, graph.ee
    for end in sorted(by_end, key=graph.iri):
        for link in by_end[end]:
            for row in range(row_start[link], row_start[link + 1]):
                # as `attested` has it, without a `LinkRow` for each: a body has had many heads
                begun, lasted = ls[row], ee[row]
                if begun == LATE or lasted == EARLY or state[row] in UNCARRIED:
                    continue
                low, high = (begun, lasted) if begun <= lasted else (lasted, begun)
                if high < lo and (before is None or high > before[0]):
                    before = high, end, link, row
                if low > hi and (after is None or low < after[0]):
                    after = low, end, link, row
    return _attested(graph, before), _attested(graph, after)


def _attested(graph: CommandGraph, found: tuple[int, int, int, int] | None) -> Attested | None:
    if found is None:
        return None
    day, end, link, row = found
    return Attested(end, link, day, (graph.statement_iri(row),))


def attested(row: LinkRow) -> tuple[int | None, int | None]:
    """The earliest and latest attested day of a row; None when its statement attests no day."""
    if row.ls is None or row.ee is None:
        return None, None
    return min(row.ls, row.ee), max(row.ls, row.ee)
