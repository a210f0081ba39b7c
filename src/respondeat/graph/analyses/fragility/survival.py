"""Whether a chain is left when sources are withdrawn: for one set of them, or for all sets between two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import Days, Mode, When, intersection
from respondeat.graph.command.days import NO_DAYS, Interval, covers

from .conditions import Conditions
from .region import Link, Region
from .worst import Held, Worst

_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """A way from the target to a node, and the days on which it can hold; its last link first."""

    node: int
    days: Days
    link: Link | None = None
    before: "Way | None" = None

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, the highest first."""
        return () if self.link is None or self.before is None else (self.link, *self.before.links)


class Survival:
    """Finds chains in a region while sources are withdrawn.

    A chain that is found for two sets is left whenever what is withdrawn lies between them (see `Worst`);
    for two equal sets one is found exactly when one is left. `certain` asks for chains that surely hold.
    """

    def __init__(
        self, region: Region, conditions: Conditions, when: When, *, certain: bool, max_hops: int
    ) -> None:
        self._region, self._conditions, self._when = region, conditions, when
        self._certain, self._max_hops = certain, max_hops
        self._ways: dict[tuple[int, int], Mapping[int, Way]] = {}

    def way(self, end: int, least: int, most: int) -> Way | None:
        """A chain to `end` for all sets between the two; None when none is found."""
        found = self._ways.get((least, most))
        if found is None:
            if len(self._ways) >= _KEPT:
                self._ways.clear()
            worst = Worst(self._conditions, least, most)
            held = {link.number: worst.link(link, self._when) for link in self._region.links}
            found = self._ways[least, most] = self._search(held)
        return found.get(end)

    def _search(self, held: Mapping[int, Held]) -> Mapping[int, Way]:
        when = self._when
        if not self._certain:
            return self._spread(lambda link: held[link.number].can, (when.window,), when.possible)
        if when.mode is not Mode.SOME or when.ys <= when.xl:
            always: Days = (when.window,)
            return self._spread(
                lambda link: always if when.certain(held[link.number].sure) else NO_DAYS, always
            )
        inner: Days = ((when.xl, when.ys),)
        found = dict(self._spread(lambda link: held[link.number].sure, inner))
        for span in sorted({span for h in held.values() for span in h.spans}):
            if inner[0][0] <= span[0] and span[1] <= inner[0][1]:
                found = {**self._once(held, span), **found}
        return found

    def _spread(
        self, days: Callable[[Link], Days], start: Days, kept: Callable[[Days], Days] = lambda days: days
    ) -> Mapping[int, Way]:
        """The nodes reached, over links that hold together.

        A way that comes later, so with as many links or more, and holds on no other days than one before
        leads nowhere else; so does every way round a cycle.
        """
        first = Way(self._region.start, start)
        labels: dict[int, list[Way]] = {first.node: [first]}
        fresh = [first]
        for _ in range(self._max_hops):
            reached: list[Way] = []
            for way in fresh:
                for link in self._region.onward.get(way.node, ()):
                    together = kept(intersection(way.days, days(link)))
                    known = labels.setdefault(link.target, [])
                    if together and not any(_within(together, other.days) for other in known):
                        known.append(Way(link.target, together, link, way))
                        reached.append(known[-1])
            fresh = reached
        return {node: ways[0] for node, ways in labels.items() if ways}

    def _once(self, held: Mapping[int, Held], span: Interval) -> Mapping[int, Way]:
        """The nodes reached by a link that held at some time in the span, and others on every day of it."""
        first = Way(self._region.start, (span,))
        seen = {(first.node, False): first}
        fresh = [(first, False)]
        for _ in range(self._max_hops):
            reached: list[tuple[Way, bool]] = []
            for way, met in fresh:
                for link in self._region.onward.get(way.node, ()):
                    h = held[link.number]
                    own = span in h.spans
                    if not covers(h.sure, *span) and (met or not own):
                        continue
                    key = link.target, met or own
                    if key not in seen:
                        seen[key] = Way(link.target, way.days, link, way)
                        reached.append((seen[key], key[1]))
            fresh = reached
        return {node: way for (node, met), way in seen.items() if met}


def _within(days: Days, others: Days) -> bool:
    return all(covers(others, *interval) for interval in days)
