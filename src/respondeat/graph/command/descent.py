"""Downward from a node: the days on which each node below was under it, for all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import EARLY, LATE, Arrays, Ints
from .kinds import Kind
from .spells import Longs, Places, Spells, spans

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of links that hold together with what is above them: which, and on which days."""

    link: Ints
    row: Places
    lo: Longs
    hi: Longs


def below(a: Arrays, above: Spells, kinds: Iterable[Kind], sure: bool) -> Held:
    """The rows of the links down from the nodes of `above`, where they hold, or surely do, on their days."""
    owner, at = spans(a.down_start[above.key], a.down_start[above.key + 1])
    link = a.down[at]
    wanted = _numbers(kinds)[a.kind[link]]
    owner, link = owner[wanted], link[wanted]
    which, row = spans(a.row_start[link], a.row_start[link + 1])
    owner, link = owner[which], link[which]
    first, last = (a.ls[row], a.ee[row]) if sure else (a.first[row], a.last[row])
    lo, hi = np.maximum(above.lo[owner], first), np.minimum(above.hi[owner], last)
    holds = lo <= hi
    if sure:
        holds &= (a.first[row] <= a.last[row]) & (a.weak[row] == 0)
    return Held(link[holds], row[holds], lo[holds], hi[holds])


def descend(a: Arrays, top: int, kinds: Iterable[Kind], sure: bool) -> Spells:
    """The days on which nodes can have been, or surely were, under `top` over links of these kinds.

    A fixed point over sets of days: a way round a cycle holds on fewer days than the same way without it,
    so that this gives the same as all simple paths. `top` itself is there on all days.
    """
    kinds = tuple(kinds)
    fresh = Spells.of(np.array([top]), np.array([EARLY]), np.array([LATE]))
    found, seen = [fresh], np.zeros(len(a.node_class), bool)
    seen[top] = True
    while len(fresh.key):
        held = below(a, fresh, kinds, sure)
        lower = a.source[held.link]
        other = lower != top
        fresh = Spells.of(lower[other], held.lo[other], held.hi[other])
        if seen[fresh.key].any():
            before = Spells.union(found)
            after = Spells.union([before, fresh])
            found, fresh = [after], after.beyond(before)
        else:
            found.append(fresh)  # most often all nodes are new, and there is nothing to unite
        seen[fresh.key] = True
    return Spells.union(found)


def _numbers(kinds: Iterable[Kind]) -> Flags:
    wanted = np.zeros(256, bool)
    wanted[list(kinds)] = True
    return wanted
