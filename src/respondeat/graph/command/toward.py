"""The ways from a node up to one that is given: as `climb`, but only where the end can be reached."""

from collections.abc import Iterable
from typing import Final

from .climb import MAX_CHAINS, MAX_HOPS, Path, climb
from .days import Days
from .descent import descend
from .graph import CommandGraph
from .judge import Judge, Step
from .kinds import CLIMBED
from .when import When

_END: Final[tuple[Step, ...]] = ()


class _Toward(Judge):
    """Judges only the links that lead to what was under `top` on some day of the time, or to `top`."""

    def __init__(self, graph: CommandGraph, when: When, top: int) -> None:
        super().__init__(graph, when)
        self._top = top
        lo, hi = when.window
        under = descend(graph.arrays, top, CLIMBED, False).days()
        self._under = {node for node, days in under.items() if _meets(days, lo, hi)}

    def steps(self, node: int) -> tuple[Step, ...]:
        """The links upward on a way to the top; none from the top itself."""
        return _END if node == self._top else self._leading(super().steps(node))

    def first_steps(self, node: int) -> tuple[Step, ...]:
        """The same from the start, with the ties of an event."""
        return self._leading(super().first_steps(node))

    def _leading(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(step for step in steps if step[1] == self._top or step[1] in self._under)


def _meets(days: Days, lo: int, hi: int) -> bool:
    return any(p <= hi and lo <= q for p, q in days)


def ways(
    graph: CommandGraph,
    start: str,
    top: str,
    when: When,
    *,
    limit: int = MAX_CHAINS,
    max_hops: int = MAX_HOPS,
) -> tuple[list[Path], bool]:
    """The simple paths of climbed links from `start` up to `top` that can hold, and whether there are more.

    Certain ones first, then the short ones; at most `limit`, each at most `max_hops` long. From an event the
    first link is a tie to those who took part in it. None where the graph lacks one of the two. Section 2
    of the model; see `climb`. Raises InputError unless 1 <= `max_hops` <= 500.
    """
    lower, upper = graph.node(start), graph.node(top)
    if lower is None or upper is None or lower == upper:
        return [], False
    judge = _Toward(graph, when, upper)
    found = climb(judge, lower, max_hops=max_hops, limit=limit + 1)
    more = len(found) > limit or any(path.cut_short for path in found)
    led = [path for path in found if graph.target[path.links[-1]] == upper]
    return sorted(led[:limit], key=lambda path: (not path.certain, len(path.links))), more
