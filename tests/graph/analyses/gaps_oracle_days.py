"""Events, and what can be reached on a day, for the oracle of gaps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from tests.graph.command.oracle import AXIS, DaySet, LinkKey


@dataclass(frozen=True)
class Happened:
    """An event: every start and end it can have had; `single` a single unknown day; none when undated."""

    id: str
    starts: tuple[int, int] | None
    ends: tuple[int, int] | None
    single: bool = True
    pattern: bool = False

    @property
    def days(self) -> DaySet:
        if self.starts is None or self.ends is None:
            return frozenset(AXIS)
        return frozenset(range(self.starts[0], self.ends[1] + 1))

    def certain(self, days: DaySet) -> bool:
        """Whether `days` are met whenever it was."""
        if self.starts is None or self.ends is None:
            return days >= frozenset(AXIS)
        if self.single:
            return days >= self.days
        spans = product(range(self.starts[0], self.starts[1] + 1), range(self.ends[0], self.ends[1] + 1))
        return all(any(d in days for d in range(s, e + 1)) for s, e in spans if s <= e)


def reached(edges: Iterable[LinkKey], start: str, without: str = "") -> frozenset[str]:
    """What can be reached from `start`, itself among it, without one node."""
    up = defaultdict(set)
    for _, lower, upper in edges:
        up[lower].add(upper)
    found, waiting = set(), [start]
    while waiting:
        node = waiting.pop()
        if node not in found and node != without:
            found.add(node)
            waiting += up[node]
    return frozenset(found)


def runs(days: DaySet) -> list[DaySet]:
    """Days as unbroken runs."""
    found: list[set[int]] = []
    for day in sorted(days):
        if found and day - 1 in found[-1]:
            found[-1].add(day)
        else:
            found.append({day})
    return [frozenset(run) for run in found]
