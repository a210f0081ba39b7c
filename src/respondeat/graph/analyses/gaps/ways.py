"""What lies on some, and what on every way from a node to the top, day by day.

A way follows the links that are climbed. Heads of bodies, and groups of bodies, above whom nothing leads on
stand beside the line: a way that could go on does not end there. The tops are the nodes above which nothing
is, and rings of nodes that stand above one another with nothing above them. A node lies on every way when no
top is reached without it. Where there is no ring this is what all simple paths give. Days between two changes
are worked out once, as a cell, when one of them is asked for.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from respondeat.graph.command import CLIMBED, EARLY, HEADS, LATE, TIES, CommandGraph, Days, Kind

FIRST: Final = EARLY + 1
LAST: Final = LATE - 1

_FOLLOWED: Final = CLIMBED | TIES
_BESIDE: Final = HEADS | {Kind.AMONG}
_NOTHING: Final[frozenset[int]] = frozenset()


class Cell(NamedTuple):
    """What holds on each day from `lo` to `hi`: places on some way, on every way, and surely come to.

    A place is the number of a node, or that of a watched link plus the number of nodes. `leads` says whether
    a way goes on from here.
    """

    lo: int
    hi: int
    some: frozenset[int]
    every: frozenset[int]
    sure: frozenset[int]
    leads: bool


class _Step(NamedTuple):
    target: int
    link: frozenset[int]
    beside: bool
    sure: bool


class _Own(NamedTuple):
    """The links that can hold on a day, and the days around it on which nothing of that changes."""

    lo: int
    hi: int
    steps: tuple[_Step, ...]


class Ways:
    """The ways up from any node of a graph; with `stop` only those that lead to that node and end there."""

    def __init__(self, graph: CommandGraph, watched: Collection[int] = (), stop: int | None = None) -> None:
        self._graph, self._watched, self._stop = graph, frozenset(watched), stop
        self._first: dict[int, list[int]] = {}
        self._cells: dict[int, list[Cell]] = {}
        self._days: dict[int, tuple[Days, Days]] = {}

    def over(self, node: int, lo: int, hi: int) -> Iterator[Cell]:
        """The cells of a node from `lo` to `hi`, cut to these days."""
        day = max(lo, FIRST)
        while day <= min(hi, LAST):
            cell = self.at(node, day)
            yield cell._replace(lo=day, hi=min(hi, cell.hi))
            day = cell.hi + 1

    def at(self, node: int, day: int) -> Cell:
        """The cell of a node in which a day lies."""
        found = self._known(node, day)
        if found is None:
            _Search(self, day).run(node)
            found = self._known(node, day)
            assert found is not None
        return found

    def _known(self, node: int, day: int) -> Cell | None:
        firsts = self._first.get(node)
        if firsts is None:
            return None
        at = bisect_right(firsts, day) - 1
        if at < 0:
            return None
        cell = self._cells[node][at]
        return cell if day <= cell.hi else None

    def knows(self, node: int, day: int) -> bool:
        """Whether the cell is worked out already."""
        return self._known(node, day) is not None

    def _keep(self, node: int, cell: Cell) -> None:
        firsts = self._first.setdefault(node, [])
        at = bisect_right(firsts, cell.lo)
        firsts.insert(at, cell.lo)
        self._cells.setdefault(node, []).insert(at, cell)

    def own(self, node: int, day: int) -> _Own:
        """The steps upward from a node on a day; heads above whom nothing ever is are left out."""
        graph, lo, hi = self._graph, FIRST, LAST
        steps = []
        for link in graph.up(node) if node != self._stop else ():
            kind, target = graph.kind_number[link], graph.target[link]
            if kind not in _FOLLOWED or target == node or self._only_beside(kind, target):
                continue
            possible, certain = self._days_of(link)
            can, lo, hi = _on(possible, day, lo, hi)
            sure, lo, hi = _on(certain, day, lo, hi)
            if can:
                place = frozenset((graph.node_count + link,)) if link in self._watched else _NOTHING
                steps.append(_Step(target, place, self._stop is not None or kind in _BESIDE, sure))
        return _Own(lo, hi, tuple(steps))

    def _only_beside(self, kind: int, target: int) -> bool:
        kinds, up = self._graph.kind_number, self._graph.up
        return kind in HEADS and not any(kinds[link] in _FOLLOWED for link in up(target))

    def _days_of(self, link: int) -> tuple[Days, Days]:
        """The days on which a link can hold, and surely does."""
        found = self._days.get(link)
        if found is None:
            graph = self._graph
            found = self._days[link] = graph.possible_days(link, FIRST, LAST), graph.certain_days(link)
        return found

    def close(self, ring: list[int], own: dict[int, _Own], day: int) -> None:
        """Work out the cells of nodes that stand above one another, most often of one node alone."""
        inner = frozenset(ring)
        above = {
            s.target: self.at(s.target, day) for n in ring for s in own[n].steps if s.target not in inner
        }
        lo = max((*(own[n].lo for n in ring), *(cell.lo for cell in above.values())))
        hi = min((*(own[n].hi for n in ring), *(cell.hi for cell in above.values())))
        leads = self._stop in inner or any(
            not s.beside or (s.target not in inner and above[s.target].leads)
            for n in ring
            for s in own[n].steps
        )
        kept = {
            n: [
                s
                for s in own[n].steps
                if leads and (s.target in inner or not s.beside or above[s.target].leads)
            ]
            for n in ring
        }
        met = kept if self._stop is not None else {n: own[n].steps for n in ring}
        some = inner.union(*(s.link for n in ring for s in met[n]))
        some = some.union(*(above[s.target].some for n in ring for s in met[n] if s.target not in inner))
        sure = _surely(ring, {n: [s for s in met[n] if s.sure] for n in ring}, above)
        every = _always(ring, kept, above)
        for n in ring:
            self._keep(n, Cell(lo, hi, some, every[n], sure[n], leads))


def _on(days: Days, day: int, lo: int, hi: int) -> tuple[bool, int, int]:
    """Whether a day is among `days`, and how far from it that stays so, within `lo` to `hi`."""
    at = bisect_right(days, (day, LATE)) - 1
    if at >= 0 and day <= days[at][1]:
        return True, max(lo, days[at][0]), min(hi, days[at][1])
    before = days[at][1] + 1 if at >= 0 else lo
    after = days[at + 1][0] - 1 if at + 1 < len(days) else hi
    return False, max(lo, before), min(hi, after)


def _surely(
    ring: list[int], steps: dict[int, list[_Step]], above: dict[int, Cell]
) -> dict[int, frozenset[int]]:
    found = {
        n: frozenset((n,)).union(*(above[s.target].sure for s in steps[n] if s.target in above)) for n in ring
    }
    growing = len(ring) > 1
    while growing:
        growing = False
        for n in ring:
            more = found[n].union(*(found[s.target] for s in steps[n] if s.target in found))
            growing = growing or len(more) > len(found[n])
            found[n] = more
    return found


def _always(
    ring: list[int], steps: dict[int, list[_Step]], above: dict[int, Cell]
) -> dict[int, frozenset[int]]:
    """The greatest solution of: a node, and what all ways from its steps share; at a top the node alone."""
    found: dict[int, frozenset[int] | None] = dict.fromkeys(ring)
    changing = True
    while changing:
        changing = False
        for n in ring:
            shared: frozenset[int] | None = None
            for s in steps[n]:
                further = above[s.target].every if s.target in above else found[s.target]
                if further is not None:
                    shared = further | s.link if shared is None else shared & (further | s.link)
            if shared is not None and (new := shared | {n}) != found[n]:
                found[n], changing = new, len(ring) > 1
    return {n: frozenset((n,)) if every is None else every for n, every in found.items()}


class _Search:
    """Tarjan's search for rings (SIAM J. Comput., 1972) upward from a node on one day."""

    def __init__(self, ways: Ways, day: int) -> None:
        self._ways, self._day = ways, day
        self._own: dict[int, _Own] = {}
        self._low: dict[int, int] = {}
        self._number: dict[int, int] = {}
        self._open: list[int] = []
        self._trail: list[tuple[int, Iterator[_Step]]] = []

    def run(self, start: int) -> None:
        """Work out the cell of `start` and of all above it that are not known yet."""
        self._enter(start)
        while self._trail:
            node, steps = self._trail[-1]
            for step in steps:
                target = step.target
                if target in self._low:
                    self._low[node] = min(self._low[node], self._number[target])
                elif not self._ways.knows(target, self._day):
                    self._enter(target)
                    break
            else:
                self._leave(node)

    def _enter(self, node: int) -> None:
        own = self._own[node] = self._ways.own(node, self._day)
        self._number[node] = self._low[node] = len(self._number)
        self._open.append(node)
        self._trail.append((node, iter(own.steps)))

    def _leave(self, node: int) -> None:
        self._trail.pop()
        if self._trail:
            below = self._trail[-1][0]
            self._low[below] = min(self._low[below], self._low[node])
        if self._low[node] == self._number[node]:
            at = self._open.index(node) if self._open[-1] != node else len(self._open) - 1
            ring = self._open[at:]
            del self._open[at:]
            self._ways.close(ring, self._own, self._day)
            for n in ring:
                del self._low[n]
