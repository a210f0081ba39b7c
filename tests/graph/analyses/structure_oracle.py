"""Command structures by brute force: all simple paths from the target, up and down, and every day."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tests.graph.command.oracle import AXIS, CLIMBED, HEADS, POSTINGS, TIES, DaySet, LinkKey, World

COMMANDING: Final = CLIMBED - HEADS
Edge = tuple[str, str]


class Met(NamedTuple):
    """A node on paths: on which days, and in how many steps at least."""

    days: DaySet
    steps: int


class Truth:
    """What a structure has to be."""

    def __init__(
        self, world: World, target: str, window: DaySet, persons: Iterable[str], up: int, down: int
    ) -> None:
        self.world, self.target, self.window, self.persons = world, target, window, frozenset(persons)
        self.leads = self._leads() if target in self.persons and up else {}
        self.up = self._met(self._upward(), up)
        starts = {target: window}
        for body in self.leads:
            held = [self.can(k) for k in world.links if k[0] in HEADS and k[1:] == (body, target)]
            if any(held):
                starts[body] = frozenset().union(*held)
        self.down = self._met(self._downward(starts), down)
        self.folded = self._folded()
        self.ranks = {target: 0}
        self.ranks |= {n: m.steps for n, m in self.up.items() if n not in self.folded}
        self.ranks |= {n: -m.steps for n, m in self.down.items() if n not in self.up and n not in self.ranks}

    def can(self, link: LinkKey) -> DaySet:
        return self.world.link_can(link) & self.window

    def _leads(self) -> dict[str, list[LinkKey]]:
        found: dict[str, list[LinkKey]] = {}
        for link in self.world.links:
            if link[0] in POSTINGS and link[2] == self.target and self.can(link):
                found.setdefault(link[1], []).append(link)
        return found

    def _upward(self) -> Iterator[tuple[str, int, DaySet]]:
        kinds = CLIMBED | TIES
        yield from self._walk((self.target,), 0, self.window, kinds, upward=True)
        for body, links in self.leads.items():
            for link in links:
                yield body, 1, self.can(link)
                yield from self._walk((self.target, body), 1, self.can(link), CLIMBED, upward=True)

    def _downward(self, starts: dict[str, DaySet]) -> Iterator[tuple[str, int, DaySet]]:
        for start, days in starts.items():
            trail = (self.target,) if start == self.target else (self.target, start)
            yield from self._walk(trail, 0, days, CLIMBED, upward=False)

    def _walk(
        self, trail: tuple[str, ...], steps: int, days: DaySet, kinds: frozenset[str], *, upward: bool
    ) -> Iterator[tuple[str, int, DaySet]]:
        for link in self.world.links:
            here, other = (link[1], link[2]) if upward else (link[2], link[1])
            follows = here == trail[-1] and other not in trail and link[0] in kinds
            if follows and (shared := days & self.can(link)):
                yield other, steps + 1, shared
                yield from self._walk((*trail, other), steps + 1, shared, CLIMBED, upward=upward)

    def _met(self, steps: Iterator[tuple[str, int, DaySet]], most: int) -> dict[str, Met]:
        found: dict[str, Met] = {}
        for node, count, days in steps:
            if count <= most:
                known = found.get(node, Met(frozenset(), count))
                found[node] = Met(known.days | days, min(known.steps, count))
        return found

    def _folded(self) -> set[str]:
        """Persons who are there as heads alone, above whom nothing leads on."""
        folded = set()
        for node in self.persons & set(self.up):
            onward = any(
                k[1] == node and k[0] in CLIMBED and k[2] != node and self.can(k) & self.up[node].days
                for k in self.world.links
            )
            commands = any(
                k[2] == node
                and k[0] in COMMANDING | TIES
                and k[1] in {self.target, *self.up, *self.down}
                and self.can(k) & (self.up[k[1]].days if k[1] in self.up else self.window)
                for k in self.world.links
            )
            if not onward and not commands:
                folded.add(node)
        return folded

    def links(self) -> dict[Edge, set[LinkKey]]:
        """Every pair of boxes with the links that can hold between them."""
        found: dict[Edge, set[LinkKey]] = {}
        for link in self.world.links:
            kind, lower, upper = link
            if lower == upper or not {lower, upper} <= set(self.ranks) or not self.can(link):
                continue
            if upper == self.target and lower in self.leads and lower in self.ranks and kind in POSTINGS:
                found.setdefault((upper, lower), set()).add(link)
            elif kind in CLIMBED or (kind in TIES and lower == self.target):
                found.setdefault((lower, upper), set()).add(link)
        return found

    def more(self, node: str, *, upward: bool) -> int:
        kinds = COMMANDING | (TIES if upward and node == self.target else frozenset())
        kinds |= HEADS if not upward and node in self.persons else frozenset()
        found = set()
        for link in self.world.links:
            here, other = (link[1], link[2]) if upward else (link[2], link[1])
            if here == node and other != node and link[0] in kinds and self.can(link):
                found.add(other)
        return len(found - set(self.ranks))

    def elsewhen(self, down: int) -> set[str]:
        """Who is linked to boxes on other days only."""
        ever: set[str] = set()
        now: set[str] = set()
        for link in self.world.links:
            kind, lower, upper = link
            pairs = []
            if lower in self.ranks and kind in COMMANDING:
                pairs.append(upper)
            kinds = CLIMBED if upper in self.persons else COMMANDING
            if upper in self.ranks and -down < self.ranks[upper] <= 0 and kind in kinds:
                pairs.append(lower)
            if upper == self.target and upper in self.persons and kind in POSTINGS:
                pairs.append(lower)
            for other in pairs:
                if other not in self.ranks and self.world.link_can(link):
                    (now if self.can(link) else ever).add(other)
        return ever - now

    def changes(self, nodes: set[str]) -> set[tuple[int, bool, bool, LinkKey]]:
        """Every day on which a link among nodes, or to a head, begins or ends."""
        found = set()
        for link in self.world.links:
            kind, lower, upper = link
            shown = lower in nodes and lower != upper and kind in HEADS
            shown = shown or (
                lower in nodes and upper in nodes and lower != upper and kind in COMMANDING | TIES
            )
            shown = shown or (kind in POSTINGS and upper == self.target and lower in nodes)
            if shown:
                for sure, days in ((False, self.world.link_can(link)), (True, self.world.link_sure(link))):
                    for day in AXIS[1:]:
                        if (day in days) != (day - 1 in days):
                            found.add((day, day in days, sure, link))
        return found
