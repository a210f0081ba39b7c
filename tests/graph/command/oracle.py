"""What the model says of grades, of rule next-attested, of chains and of command, by brute force.

Nothing here is shared with the command graph: days are sets of numbers, a time is every start and end that
its bounds allow, chains are all simple paths. Days asked for lie in `DAYS`; an open start or end reaches to
the ends of `AXIS`, which lie outside.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Final

Bound = int | None
Four = tuple[Bound, Bound, Bound, Bound]
DaySet = frozenset[int]
LinkKey = tuple[str, str, str]  # kind, lower end, higher end

DAYS: Final = range(13)
AXIS: Final = range(-3, 16)
EVER: Final = frozenset(AXIS)
NEVER: Final[DaySet] = frozenset()

HEADS: Final = frozenset({"head", "actingHead"})
SUPERIORS: Final = frozenset({"deJureCommand", "deFactoControl", "operationalControl"})
CLIMBED: Final = HEADS | SUPERIORS | {"orderGiving", "among"}
TIES: Final = frozenset({"ordered", "perpetrator", "participant", "aider", "custodian"})
POSTINGS: Final = HEADS | {"posting"}

# the states of a statement, best first, and those in which it carries nothing: nobody is left who says so
STATES: Final = ("supported", "contested", "denied", "rejected", "retracted")
GONE: Final = frozenset({"denied", "rejected", "retracted"})


@dataclass(frozen=True)
class Said:
    """One statement that is a link; `bounds` None where it is not dated."""

    id: str
    kind: str
    lower: str
    upper: str
    bounds: Four | None
    state: str = "supported"
    derived: bool = False

    @property
    def link(self) -> LinkKey:
        return self.kind, self.lower, self.upper


@cache
def realisations(bounds: Four, axis: range = AXIS) -> tuple[tuple[int, int], ...]:
    """Every start and end that the bounds allow, a start never after its end."""
    es, ls, ee, le = bounds
    starts = [s for s in axis if (es is None or es <= s) and (ls is None or s <= ls)]
    ends = [e for e in axis if (ee is None or ee <= e) and (le is None or e <= le)]
    return tuple((s, e) for s, e in product(starts, ends) if s <= e)


@cache
def possible(bounds: Four) -> DaySet:
    """The days on which it can have held: in some realisation."""
    return frozenset(d for s, e in realisations(bounds) for d in range(s, e + 1))


@cache
def certain(bounds: Four) -> DaySet:
    """The days on which it surely held: in every realisation."""
    return frozenset(d for d in AXIS if all(s <= d <= e for s, e in realisations(bounds)))


@cache
def attested(bounds: Four) -> tuple[int, ...]:
    """The first and last attested day, none when its statement attests no day.

    It had begun by the latest start, and had not ended before the earliest end; both must be known. In that
    order the days between are certain. The other way round it "held at some time between A and B": then A and
    B are taken for its attested days. "Former head", read on a day, attests none.
    """
    begun = max(s for s, _ in realisations(bounds))
    lasted = min(e for _, e in realisations(bounds))
    return () if begun == AXIS[-1] or lasted == AXIS[0] else (min(begun, lasted), max(begun, lasted))


@dataclass(frozen=True)
class Row:
    """One person or body at the other end of a node's links."""

    node: str
    certain: bool
    days: DaySet
    sure: DaySet
    statements: frozenset[str]
    state: str


@dataclass(frozen=True)
class Board:
    """Rows, those left out by the rule, and the nearest attested day before and after with who it may be."""

    rows: dict[str, Row]
    left_out: frozenset[str]
    before: tuple[int, frozenset[str]] | None
    after: tuple[int, frozenset[str]] | None


@dataclass(frozen=True)
class Way:
    """A simple path upward: its links, the days on which all can hold, whether all surely hold."""

    links: tuple[LinkKey, ...]
    feasible: DaySet
    certain: bool
    cut_short: bool = False


@dataclass
class World:
    """Statements, and what follows from them."""

    said: tuple[Said, ...]
    links: dict[LinkKey, list[Said]] = field(init=False)
    _can: dict[str, DaySet] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.links = defaultdict(list)
        for s in self.said:
            self.links[s.link].append(s)

    # ---- statements on days ----

    def sure(self, s: Said) -> DaySet:
        """A derived statement is at most possible; an undated tie to an event holds whenever that was."""
        if s.state in GONE or s.derived:
            return NEVER
        if s.bounds is None:
            return EVER if s.kind in TIES else NEVER
        return certain(s.bounds)

    def can(self, s: Said) -> DaySet:
        """The days on which it can hold, after rule next-attested."""
        if s.id not in self._can:
            if s.state in GONE:
                self._can[s.id] = NEVER
            else:
                days = EVER if s.bounds is None else possible(s.bounds)
                self._can[s.id] = frozenset(d for d in days if not self._left_out(s, d))
        return self._can[s.id]

    def unruled(self, s: Said) -> DaySet:
        """The days on which it could hold if there were no rule."""
        return NEVER if s.state in GONE else EVER if s.bounds is None else possible(s.bounds)

    def _left_out(self, s: Said, day: int) -> bool:
        """Rule next-attested, applied to each statement from its own nearest attested day.

        Heads and acting heads of a body compete, and the superiors of a body by one kind of link. Only
        statements that are supported and not derived leave others out. Who holds it beside them on the
        attested day, by whatever such statement, leaves nobody out.
        """
        compete = HEADS if s.kind in HEADS else frozenset({s.kind})
        if s.bounds is None or s.kind not in HEADS | SUPERIORS or not attested(s.bounds):
            return False
        first, last = min(attested(s.bounds)), max(attested(s.bounds))
        if day > last and s.bounds[3] is None:
            anchor, between = last, set(range(last + 1, day + 1))
        elif day < first and s.bounds[0] is None:
            anchor, between = first, set(range(day, first))
        else:
            return False
        others: dict[str, set[int]] = defaultdict(set)
        for o in self.said:
            if o.lower == s.lower and o.kind in compete and o.upper != s.upper and o.state == "supported":
                others[o.upper] |= self.sure(o)
        return any(anchor not in days and days & between for days in others.values())

    # ---- links ----

    def link_can(self, link: LinkKey) -> DaySet:
        return frozenset().union(*(self.can(s) for s in self.links[link]))

    def link_sure(self, link: LinkKey) -> DaySet:
        return frozenset().union(*(self.sure(s) for s in self.links[link]))

    # ---- who stood above or below ----

    def board(self, node: str, window: DaySet, kinds: Iterable[str], *, upward: bool = True) -> Board:
        """Those at the other end of a node's links; certain when certain on every day of the window."""
        by_end: dict[str, list[Said]] = defaultdict(list)
        for s in self.said:
            own, other = (s.lower, s.upper) if upward else (s.upper, s.lower)
            if own == node and s.kind in kinds and other != node:
                by_end[other].append(s)
        rows, left_out = {}, set()
        for end, said in by_end.items():
            days = frozenset().union(*(self.can(s) for s in said)) & window
            sure = frozenset().union(*(self.sure(s) for s in said)) & window
            if days:
                is_certain = sure == window
                reach = [s for s in said if (self.sure(s) if is_certain else self.can(s)) & window]
                state = max((s.state for s in reach), key=STATES.index)
                rows[end] = Row(end, is_certain, days, sure, frozenset(s.id for s in reach), state)
            elif any(self.unruled(s) & window for s in said):
                left_out.add(end)
        dated = [
            (s, shown)
            for said in by_end.values()
            for s in said
            if s.state not in GONE and s.bounds is not None and (shown := attested(s.bounds))
        ]
        earlier = {day: set[str]() for _, shown in dated if (day := max(shown)) < min(window)}
        later = {day: set[str]() for _, shown in dated if (day := min(shown)) > max(window)}
        for s, shown in dated:
            end = s.upper if upward else s.lower
            earlier.get(max(shown), set()).add(end)
            later.get(min(shown), set()).add(end)
        before = (max(earlier), frozenset(earlier[max(earlier)])) if earlier else None
        after = (min(later), frozenset(later[min(later)])) if later else None
        return Board(rows, frozenset(left_out), before, after)

    # ---- chains ----

    def ways(self, start: str, window: DaySet, *, persons: frozenset[str], max_hops: int = 99) -> list[Way]:
        """Every longest simple path upward whose links can all hold on a common day of the window."""
        found = list(self._up((), start, frozenset({start}), window, CLIMBED | TIES, window, max_hops))
        if start in persons:
            for link in self.links:
                if link[0] in POSTINGS and link[2] == start and (days := self.link_can(link) & window):
                    seen = frozenset({start, link[1]})
                    found += self._up((link,), link[1], seen, days, CLIMBED, window, max_hops)
        return found

    def _up(
        self,
        links: tuple[LinkKey, ...],
        node: str,
        seen: frozenset[str],
        feasible: DaySet,
        kinds: frozenset[str],
        window: DaySet,
        max_hops: int,
    ) -> Iterator[Way]:
        onward = [
            (link, days)
            for link in self.links
            if link[1] == node and link[0] in kinds and link[2] not in seen
            if (days := feasible & self.link_can(link))
        ]
        if not onward or len(links) >= max_hops:
            if links:
                sure = all(window <= self.link_sure(link) for link in links)
                yield Way(links, feasible, sure, bool(onward))
            return
        for link, days in onward:
            yield from self._up(
                (*links, link), link[2], seen | {link[2]}, days, CLIMBED, window, max_hops
            )  # fmt: skip

    # ---- command downward ----

    def under(self, top: str) -> tuple[dict[str, DaySet], dict[str, DaySet]]:
        """For each node the days on which it can have been, and surely was, under `top`: all simple paths."""
        can: dict[str, set[int]] = defaultdict(set)
        sure: dict[str, set[int]] = defaultdict(set)

        def down(node: str, seen: frozenset[str], possible: DaySet, surely: DaySet) -> None:
            can[node] |= possible
            sure[node] |= surely
            for link in self.links:
                kind, lower, upper = link
                if upper == node and kind in CLIMBED and lower not in seen:
                    days = possible & self.link_can(link)
                    if days:
                        down(lower, seen | {lower}, days, surely & self.link_sure(link))

        down(top, frozenset({top}), EVER, EVER)
        return (
            {n: frozenset(d) for n, d in can.items() if d},
            {n: frozenset(d) for n, d in sure.items() if d},
        )
