"""What the links of a graph are in the time of one question, each judged once."""

from typing import Final

from .days import NO_DAYS, Days, intersection
from .graph import CommandGraph
from .kinds import CLIMBED, TIES, Kind
from .sometime import surely_met
from .when import Mode, When

Step = tuple[int, int, Days, Days]
"""A link, its upper end, the days on which it can hold and those on which it surely does."""

_CLIMBED: Final = bytes(number in CLIMBED for number in range(max(Kind) + 1))
_FROM_EVENT: Final = bytes(number in CLIMBED | TIES for number in range(max(Kind) + 1))
_TOP: Final[tuple[Step, ...]] = ()


class Judge:
    """Judges links for one time. A link that holds over its whole window has the very tuple `always`."""

    def __init__(self, graph: CommandGraph, when: When) -> None:
        self.graph, self.when = graph, when
        self.always: Days = (when.window,)
        self.one_day = when.mode is Mode.DAY
        self._lo, self._hi = when.window
        self._steps: dict[int, tuple[Step, ...]] = {}
        self._certain: dict[int, bool] = {}

    def steps(self, node: int) -> tuple[Step, ...]:
        """The links that lead upward from a node and can hold."""
        found = self._steps.get(node)
        if found is None:
            graph = self.graph
            if graph.up_start[node] == graph.up_start[node + 1]:
                return _TOP
            found = self._steps[node] = self._judged(node, _CLIMBED)
        return found

    def first_steps(self, node: int) -> tuple[Step, ...]:
        """The same from the target: from an event the ties to those who took part in it are among them."""
        return self._judged(node, _FROM_EVENT)

    def _judged(self, node: int, allowed: bytes) -> tuple[Step, ...]:
        graph, lo, hi, always = self.graph, self._lo, self._hi, self.always
        number, row_start, first, last = graph.kind_number, graph.row_start, graph.first, graph.last
        steps = []
        at, end = graph.up_start[node], graph.up_start[node + 1]
        row = row_start[at]
        for link in range(at, end):
            after = row_start[link + 1]
            if not allowed[number[link]] or (after == row + 1 and (first[row] > hi or last[row] < lo)):
                pass
            elif can := self.possible(link):
                sure = self.sure(link)
                self._certain[link] = sure is always or self._surely(link, sure)
                steps.append((link, graph.target[link], can, sure))
            row = after
        return tuple(steps)

    def possible(self, link: int) -> Days:
        """The days of the window on which a link can hold."""
        graph, lo, hi = self.graph, self._lo, self._hi
        row = graph.row_start[link]
        if graph.row_start[link + 1] == row + 1:
            first, last = graph.first[row], graph.last[row]
            if first <= lo and last >= hi:
                return self.always
            first, last = max(first, lo), min(last, hi)
            return ((first, last),) if first <= last else NO_DAYS
        found = graph.possible_days(link, lo, hi)
        return self.always if found == self.always else found

    def sure(self, link: int) -> Days:
        """The days of the window on which a link surely holds."""
        graph, lo, hi = self.graph, self._lo, self._hi
        row = graph.row_start[link]
        if graph.row_start[link + 1] == row + 1 and not graph.weak[row]:
            first, last = graph.ls[row], graph.ee[row]
            if first > hi or last < lo or first > last:
                return NO_DAYS
            if first <= lo and last >= hi and graph.first[row] <= graph.last[row]:
                return self.always
        found = intersection(graph.certain_days(link), self.always)
        return self.always if found == self.always else found

    def together(self, days: Days, more: Days) -> Days:
        """The days on which two links, or ways, can both hold; none when that leaves nothing possible."""
        if more is self.always:
            return days
        found = intersection(days, more)
        return found if self.one_day or not found else self.when.possible(found)

    def certain(self, link: int) -> bool:
        """Whether a link surely holds at the time."""
        found = self._certain.get(link)
        if found is None:
            found = self._certain[link] = self._surely(link, self.sure(link))
        return found

    def _surely(self, link: int, sure: Days) -> bool:
        if not sure and self.one_day:
            return False
        return self.when.certain(sure) or surely_met(self.graph, (link,), self.when)
