"""What is missing where events pass, by brute force: each day alone, each place by leaving it out.

Written from what `gaps` promises. Days are numbers, a way is whatever reachability finds, and a place lies on
every way when without it no top can be reached. Shares nothing with the command graph.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tests.graph.command.oracle import (
    AXIS,
    CLIMBED,
    GONE,
    HEADS,
    POSTINGS,
    SUPERIORS,
    TIES,
    DaySet,
    LinkKey,
    World,
)
from tests.graph.command.worlds import BODIES, GROUP, PERSONS

from .gaps_oracle_days import Happened, reached, runs

Place = str | LinkKey
Edges = frozenset[LinkKey]
Key = tuple[str, str, str, str, int]  # kind, node, upper end and kind of a link, first day (-99: no days)
BESIDE: Final = HEADS | {"among"}
ANY_BODY: Final = (*BODIES, GROUP)


class Row(NamedTuple):
    """One gap: its days, by event whether it is left unanswered surely or possibly, all events that pass."""

    days: DaySet
    left: Mapping[str, tuple[bool, DaySet]]
    through: frozenset[str]


class Pass(NamedTuple):
    event: str
    day: int
    every: bool
    sure: bool


@dataclass
class Agenda:
    """The gaps of a question over a world with events; `hidden` counts attestations withheld and readable."""

    world: World
    events: tuple[Happened, ...]
    placeholders: frozenset[str]
    hidden: Mapping[str, tuple[int, int]]
    target: str | None = None
    scope: str | None = None
    period: DaySet | None = None
    every_day: bool = False
    passes: dict[Place, list[Pass]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[Pass]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[str, list[Pass]] = field(default_factory=lambda: defaultdict(list))
    undated: dict[str, list[Pass]] = field(default_factory=lambda: defaultdict(list))
    involved: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_id = {e.id: e for e in self.events}
        self.of_event = self.target in self.by_id
        if self.period is None and self.of_event and self.by_id[self.target or ""].starts is not None:
            self.period = self.by_id[self.target or ""].days
        self.asked = frozenset(AXIS) if self.period is None else self.period
        for event, day in ((e, d) for e in self.events for d in sorted(e.days & self.asked)):
            if self.target in ANY_BODY:
                self._through_target(event, day)
            else:
                self._over_all(event, day)
        if self.every_day:
            self._every_day()

    # ---- the graph of a day ----

    def edges(self, day: int, *, sure: bool = False) -> Edges:
        """The links that can hold, or surely do; not those to heads above whom nothing ever is."""
        can = self.world.link_sure if sure else self.world.link_can
        below = {k[1] for k in self.world.links if k[0] in CLIMBED | TIES}
        return frozenset(
            k
            for k in self.world.links
            if k[0] in CLIMBED | TIES
            and k[1] != k[2]
            and (k[0] not in HEADS or k[2] in below)
            and day in can(k)
        )

    def kept(self, edges: Edges) -> Edges:
        """Without heads and groups from which, over such links, nothing else ever leads on."""
        beside = frozenset(k for k in edges if k[0] in BESIDE)
        onward = {k[1] for k in edges - beside}
        return frozenset(k for k in edges if k not in beside or reached(beside, k[2]) & onward)

    def every(self, start: str, edges: Edges) -> set[Place]:
        """The places without which no top can be reached."""
        kept = self.kept(edges)
        here = reached(kept, start)
        tops = {n for n in here if all(n in reached(kept, m) for m in reached(kept, n))}
        places: set[Place] = {n for n in here if not reached(kept, start, n) & tops}
        return places | {k for k in kept if not reached(kept - {k}, start) & tops}

    # ---- where events pass ----

    def _through_target(self, event: Happened, day: int) -> None:
        assert self.target is not None
        target, edges = self.target, self.edges(day)
        into = frozenset(k for k in edges if k[1] != target)
        if target not in reached(into, event.id):
            return
        self.involved.add(event.id)
        sure_into = self.edges(day, sure=True) & into
        surely = reached(sure_into, event.id)
        if event.starts is None:
            self.undated[event.id].append(Pass(event.id, day, True, target in surely))
            return
        if self.scope != "chain":
            self._below(event, day, into, surely)
        above = self.every(target, edges)
        sure_above = reached(self.edges(day, sure=True), target)
        for place in self._met(edges, target):
            lower = place if isinstance(place, str) else place[1]
            if self.scope == "chain" or (not isinstance(place, str) and lower == target):
                sure = target in surely and lower in sure_above
                self.passes[place].append(Pass(event.id, day, place in above, sure))

    def _below(self, event: Happened, day: int, into: Edges, surely: frozenset[str]) -> None:
        target = self.target or ""
        here = reached(into, event.id)
        for place in self._met(into, event.id):
            lower, upper = (place, place) if isinstance(place, str) else place[1:]
            if target not in reached(into, upper):
                continue
            if isinstance(place, str):
                gone = target not in reached(into, event.id, place)
                wanted = self.scope == "branch" or place == target
            else:
                gone = target not in reached(into - {place}, event.id)
                wanted = self.scope == "branch" or (lower == event.id and upper == target)
            if wanted:
                self.passes[place].append(Pass(event.id, day, gone, lower in surely))
        assert target in here
        for person in self._took_part(event.id, day):
            self.persons[person].append(Pass(event.id, day, False, person in surely))

    def _over_all(self, event: Happened, day: int) -> None:
        edges = self.edges(day)
        itself = self.target in (None, event.id)
        zone = frozenset() if self.target is None else self._zone(day)
        if event.starts is None and not itself and self.of_event:
            return
        if not any(k[1] == event.id for k in edges):
            if itself:
                self.involved.add(event.id)
                self.alone[event.id].append(Pass(event.id, day, True, True))
            return
        if not itself and not reached(edges, event.id) & zone:
            return
        self.involved.add(event.id)
        if event.starts is None:
            self.undated[event.id].append(Pass(event.id, day, True, itself))
            return
        every, surely = self.every(event.id, edges), reached(self.edges(day, sure=True), event.id)
        for place in self._met(edges, event.id):
            lower, upper = (place, place) if isinstance(place, str) else place[1:]
            inside = upper if lower == event.id and event.id != self.target else lower
            if self.target is None or inside == self.target or inside in zone:
                self.passes[place].append(Pass(event.id, day, place in every, lower in surely))
        for person in self._took_part(event.id, day):
            if itself or person in zone:
                self.persons[person].append(Pass(event.id, day, person in every, person in surely))

    def _met(self, edges: Edges, start: str) -> Iterable[Place]:
        here = reached(edges, start)
        bodies = [n for n in here if n in ANY_BODY]
        return [*bodies, *(k for k in edges if k[1] in here)]

    def _took_part(self, event: str, day: int) -> set[str]:
        return {
            k[2]
            for k in self.world.links
            if k[0] in TIES and k[1] == event and k[2] in PERSONS and day in self.world.link_can(k)
        }

    def _zone(self, day: int) -> frozenset[str]:
        if day not in self.asked or self.target is None:
            return frozenset()
        starts = {self.target} | {
            k[1]
            for k in self.world.links
            if k[0] in POSTINGS and k[2] == self.target and day in self.world.link_can(k)
        }
        line = frozenset().union(*(reached(self.edges(day), start) for start in starts))
        heads = {
            k[2] for k in self.world.links if k[0] in HEADS and k[1] in line if day in self.world.link_can(k)
        }
        return line | heads

    def _every_day(self) -> None:
        linked = {n for k in self.world.links if k[0] in CLIMBED | POSTINGS for n in k[1:]}
        for day in sorted(self.asked):
            edges = self.edges(day)
            for node in ANY_BODY:
                match self.target, self.scope:
                    case None, _:
                        inside = node in linked
                    case target, "body":
                        inside = node == target
                    case target, "branch":
                        inside = target in reached(edges, node)
                    case target, _ if target in ANY_BODY:
                        inside = node in reached(edges, target or "")
                    case _:
                        inside = node in self._zone(day)
                if inside:
                    self.passes[node].append(Pass("", day, False, False))
                    for k in self.world.links:
                        if k[1] == node and k[0] in CLIMBED and day in self.world.link_can(k):
                            self.passes[k].append(Pass("", day, False, False))

    # ---- what is missing there ----

    def rows(self) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        for body in ANY_BODY:
            passes = self.passes.get(body, [])
            if passes and body in self.placeholders:
                self._add(found, "placeholder", body, passes)
            if body == GROUP:
                continue
            head = self._union(body, HEADS, self.world.link_sure)
            over = self._union(body, SUPERIORS, self.world.link_can)
            for kind, there in (("no-head", head), ("no-superior", over)):
                for run in runs(frozenset(AXIS) - there):
                    self._add(found, kind, body, [p for p in passes if p.day in run])
        for link in self.world.links:
            self._link(found, link)
        for person, passes in self.persons.items():
            served = [k for k in self.world.links if k[0] in POSTINGS and k[2] == person]
            days = frozenset().union(*(self.world.link_can(k) for k in served))
            self._add(found, "no-posting", person, [p for p in passes if p.day not in days])
        for kind, events in (("undated", self.undated), ("no-actor", self.alone)):
            for event, passes in events.items():
                self._add(found, kind, event, passes, dateless=kind == "undated")
        return found

    def _union(self, body: str, kinds: frozenset[str], days: Callable[[LinkKey], DaySet]) -> DaySet:
        own = [k for k in self.world.links if k[0] in kinds and k[1] == body and k[2] != body]
        return frozenset().union(*(days(k) for k in own))

    def _link(self, found: dict[Key, Row], link: LinkKey) -> None:
        upheld = [s for s in self.world.links[link] if s.state not in GONE]
        passes = self._by_link(link)
        if upheld and link[0] in CLIMBED and all(s.bounds in (None, (None,) * 4) for s in upheld):
            self._add(found, "undated", link[1], passes, link)
        hidden, readable = (sum(self.hidden[s.id][n] for s in upheld) for n in (0, 1))
        if hidden:
            open_to_all = [p._replace(every=False) for p in passes] if readable else passes
            self._add(found, "withheld", link[1], open_to_all, link)

    def _by_link(self, link: LinkKey) -> list[Pass]:
        """A posting as head stands in for the answer at its body, when no other head is possible."""
        own = self.passes.get(link, [])
        if link[0] not in HEADS:
            return own
        others = [k for k in self.world.links if k[0] in HEADS and k[1] == link[1] and k != link]
        found = []
        for p in self.passes.get(link[1], []):
            if p.day in self.world.link_can(link):
                sole = not any(p.day in self.world.link_can(k) for k in others)
                found.append(p._replace(every=p.every and sole))
        return found + [p for p in own if p.every]

    def _add(
        self,
        found: dict[Key, Row],
        kind: str,
        node: str,
        passes: list[Pass],
        link: LinkKey = ("", "", ""),
        *,
        dateless: bool = False,
    ) -> None:
        if not passes:
            return
        days = frozenset() if dateless else frozenset(p.day for p in passes)
        left = {}
        for event in {p.event for p in passes if p.event and p.every}:
            own = frozenset(p.day for p in passes if p.event == event and p.every)
            sure = frozenset(p.day for p in passes if p.event == event and p.every and p.sure)
            left[event] = (self.by_id[event].certain(sure), own)
        through = frozenset(p.event for p in passes if p.event)
        found[kind, node, link[2], link[0], min(days, default=-99)] = Row(days, left, through)
