"""The days of links at their worst, over all sets of withdrawn sources between two."""

from typing import NamedTuple

from respondeat.graph.command import EARLY, LATE, Days, When, union
from respondeat.graph.command.days import Interval

from .conditions import Conditions
from .region import Link, Rival, Stretch


class Held(NamedTuple):
    """What a link surely is, whichever set is withdrawn.

    `can` are the days on which it can hold, `sure` those on which it surely does, `spans` those in each of
    which it surely did at some time.
    """

    can: Days
    sure: Days
    spans: tuple[Interval, ...]


class Worst:
    """Of all sets W with `least` <= W <= `most` each statement is judged at its worst.

    It is upheld if it is at `most`. A rival cuts if he does so for any W; that he stood beside counts if he
    did for every W. With `least` equal to `most` nothing is worse than it is.
    """

    def __init__(self, conditions: Conditions, least: int, most: int) -> None:
        self._conditions, self._number = conditions.conditions, conditions.number
        self._fewest, self._all = conditions.at(most), conditions.at(least)

    def link(self, link: Link, when: When) -> Held:
        """The days of a link within the time asked for."""
        lo, hi = when.window
        can: list[Interval] = []
        sure: list[Interval] = []
        spans: list[Interval] = []
        for s in link.stretches:
            n = self._number[s.statement]
            if not self._fewest.upheld[n]:
                continue
            first, last = self._cut(s)
            if first > last:
                continue
            can.append((max(first, lo), min(last, hi)))
            if not s.derived and (self._fewest.attested[n] or not self._all.proven[n]):
                sure.append((max(s.ls, lo), min(s.ee, hi)))
                if EARLY < s.ee < s.ls < LATE:
                    spans.append((s.ee, s.ls))
        return Held(union(can), union(sure), tuple(spans))

    def _cut(self, s: Stretch) -> Interval:
        first = next((r.day for r in s.earlier if self._cuts(r)), s.es)
        last = next((r.day for r in s.later if self._cuts(r)), s.le)
        return first, last

    def _cuts(self, rival: Rival) -> bool:
        return self._can_cut(rival.statement) and not any(map(self._surely_cuts, rival.beside))

    def _can_cut(self, statement: str) -> bool:
        """Whether for some W it is supported by more than proofs, and nothing speaks against it."""
        n = self._number[statement]
        c = self._conditions[n]
        quiet = c.calm and not c.out and not self._fewest.denied[n]
        return quiet and (self._all.attested[n] or not c.spoken)

    def _surely_cuts(self, statement: str) -> bool:
        """Whether that is so for every W."""
        n = self._number[statement]
        c = self._conditions[n]
        quiet = c.calm and not c.out and not self._all.denied[n]
        return quiet and (self._fewest.attested[n] or not c.spoken)
