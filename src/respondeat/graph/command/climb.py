"""Simple paths upward through links that can hold together in time."""

from typing import Final, NamedTuple

from .days import NO_DAYS, Days, intersection
from .graph import CommandGraph
from .kinds import CLIMBED, TIES, Kind
from .sometime import surely_met
from .when import Mode, When

MAX_HOPS: Final = 16
MAX_CHAINS: Final = 1000

_CLIMBED: Final = bytes(number in CLIMBED for number in range(max(Kind) + 1))
_FROM_EVENT: Final = bytes(number in CLIMBED | TIES for number in range(max(Kind) + 1))


class Path(NamedTuple):
    """One way up: its links from the lowest, whether it surely holds, and the days on which it can.

    `cut_short` says that the length limit ended it, not the top; `led` that its first link is a
    posting, gone from the person to the body in which they serve.
    """

    links: tuple[int, ...]
    certain: bool
    feasible: Days
    cut_short: bool = False
    led: bool = False


def climb(
    graph: CommandGraph,
    start: int,
    when: When,
    *,
    max_hops: int = MAX_HOPS,
    lead: int | None = None,
    limit: int | None = None,
) -> list[Path]:
    """Every longest simple path from `start` upward whose links can hold together, or `limit` of them.

    A path ends at a node from which no link leads on; a path of no links is none. From an event the
    first link is a tie to those who took part in it. With `lead`, a posting of the person `start`, the
    path first goes to the body of that posting. Paths come in the order of the graph's arrays, so
    always in the same order.
    """
    walk = _Walk(graph, when, max_hops, lead is not None, limit)
    always = walk.always
    if lead is None:
        walk.on_trail.add(start)
        walk.up(start, always, always, _FROM_EVENT)
    elif serves := _fitting(when, walk.possible(lead)):
        body = graph.source[lead]
        walk.on_trail |= {start, body}
        walk.trail.append(lead)
        walk.up(body, serves, walk.sure(lead), _CLIMBED)
    return walk.found


def _fitting(when: When, days: Days) -> Days:
    return days if when.mode is Mode.DAY or not days else when.possible(days)


class _Walk:
    """One search. A link that holds over the whole window has the very tuple `always`: no set algebra."""

    def __init__(self, graph: CommandGraph, when: When, max_hops: int, led: bool, limit: int | None) -> None:
        self.graph, self.when = graph, when
        self.lo, self.hi = when.window
        self.always: Days = (when.window,)
        self.one_day = when.mode is Mode.DAY
        self.max_hops, self.led = max_hops, led
        self.left = -1 if limit is None else limit
        self.judged: dict[int, Days] = {}
        self.found: list[Path] = []
        self.trail: list[int] = []
        self.on_trail: set[int] = set()

    def possible(self, link: int) -> Days:
        """The days of the window on which a link can hold."""
        row = self.graph.row_start[link]
        if self.graph.row_start[link + 1] != row + 1:
            found = self.graph.possible_days(link, self.lo, self.hi)
            return self.always if found == self.always else found
        first, last = self.graph.first[row], self.graph.last[row]
        if first <= self.lo and last >= self.hi:
            return self.always
        if first > self.hi or last < self.lo or first > last:
            return NO_DAYS
        return ((max(first, self.lo), min(last, self.hi)),)

    def sure(self, link: int) -> Days:
        """The days of the window on which a link surely holds."""
        row = self.graph.row_start[link]
        if self.graph.row_start[link + 1] == row + 1 and not self.graph.weak[row]:
            first, last = self.graph.ls[row], self.graph.ee[row]
            if first > self.hi or last < self.lo or first > last:
                return NO_DAYS
            if first <= self.lo and last >= self.hi:
                return self.always
        found = intersection(self.graph.certain_days(link), self.always)
        return self.always if found == self.always else found

    def up(self, node: int, possible: Days, certain: Days, allowed: bytes) -> None:
        """Go on from a node, and note the path where nothing leads on."""
        always, trail, on_trail, judged = self.always, self.trail, self.on_trail, self.judged
        graph, number, target = self.graph, self.graph.kind_number, self.graph.target
        ended = True
        for link in range(graph.up_start[node], graph.up_start[node + 1]):
            if not allowed[number[link]]:
                continue
            own = judged.get(link)
            if own is None:
                own = judged[link] = self.possible(link)
            if not own or target[link] in on_trail:
                continue
            together = possible if own is always else intersection(possible, own)
            if not together or not (self.one_day or (together := self.when.possible(together))):
                continue
            ended = False
            if len(trail) >= self.max_hops:
                self.note(certain, possible, cut_short=True)
                return
            surely = certain
            if certain and (own := self.sure(link)) is not always:
                surely = intersection(certain, own)
            upper = target[link]
            trail.append(link)
            on_trail.add(upper)
            self.up(upper, together, surely, _CLIMBED)
            on_trail.discard(upper)
            trail.pop()
            if not self.left:
                return
        if ended and trail:
            self.note(certain, possible, cut_short=False)

    def note(self, certain: Days, possible: Days, cut_short: bool) -> None:
        """Keep the path as it stands."""
        if self.left:
            sure = bool(certain) and (certain is self.always or self.when.certain(certain))
            sure = sure or (not self.one_day and surely_met(self.graph, self.trail, self.when))
            self.found.append(Path(tuple(self.trail), sure, possible, cut_short, self.led))
            self.left -= 1
