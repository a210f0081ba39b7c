"""Which pairs of values stand together more often than chance alone would have them, over 2 by 2 tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import fsum
from typing import Final, NamedTuple

import numpy as np

TEST: Final = "Fisher's exact test, one-sided (greater)"
CORRECTION: Final = "Benjamini-Yekutieli"
_DIGITS: Final = 9  # the last ones differ from machine to machine
Item = tuple[str, str]


class Table(NamedTuple):
    """Cases by whether they have the one value and the other, among those that have both dimensions."""

    both: int
    first: int  # the first value only
    second: int
    neither: int

    @property
    def odds_ratio(self) -> float | None:
        """The sample odds ratio; None where it has no end (nobody in a cell it divides by)."""
        below = self.first * self.second
        return self.both * self.neither / below if below else None


class Association(NamedTuple):
    """A pair of values with its table; `p` one-sided, `adjusted` for all tests of the answer."""

    first: Item
    second: Item
    table: Table
    p: float
    adjusted: float


class Associations(NamedTuple):
    """The pairs that stand together at least once, the least `p` first; `tests` counts all that were made."""

    tests: int
    pairs: tuple[Association, ...]


def associations(cases: Sequence[frozenset[Item]], dimensions: Sequence[str], least: int) -> Associations:
    """Tests each pair of values of two dimensions, by Fisher's exact test (R. A. Fisher, 1935).

    A table counts the cases that have a value in both dimensions. A pair is tested when each of its values
    stands in at least `least` of these: chosen by the margins, never by what the table shows. Pairs that
    never stand together are tests as well, with p = 1. Corrected over all tests by Benjamini and Yekutieli
    (2001), which asks nothing of how the tests depend on each other.
    """
    tests = 0
    found: list[tuple[Item, Item, Table]] = []
    for one, other in combinations(dimensions, 2):
        both = [
            (a, b)
            for items in cases
            if (a := [i for i in items if i[0] == one]) and (b := [i for i in items if i[0] == other])
        ]
        rows, columns = (
            {i: n for i, n in Counter(i for pair in both for i in pair[at]).items() if n >= least}
            for at in (0, 1)
        )
        tests += len(rows) * len(columns)
        cells: Counter[tuple[Item, Item]] = Counter(
            pair
            for own, others in both
            for pair in product(own, others)
            if pair[0] in rows and pair[1] in columns
        )
        for (row, column), n in sorted(cells.items()):
            neither = len(both) - rows[row] - columns[column] + n
            found.append((row, column, Table(n, rows[row] - n, columns[column] - n, neither)))
    return Associations(tests, _tested(found, tests))


def _tested(found: Sequence[tuple[Item, Item, Table]], tests: int) -> tuple[Association, ...]:
    ps = fisher(table for _, _, table in found)
    made = [
        Association(a, b, table, p, adjusted)
        for (a, b, table), p, adjusted in zip(found, ps, benjamini_yekutieli(ps, tests), strict=True)
    ]
    return tuple(sorted(made, key=lambda x: (x.p, x.first, x.second)))


def fisher(tables: Iterable[Table]) -> list[float]:
    """How often chance alone gives a table at least so uneven with the same margins, were both unrelated.

    The upper tail of the hypergeometric distribution, which is Fisher's exact test one-sided, in 9 digits.

    >>> [round(p, 4) for p in fisher([Table(3, 1, 1, 3), Table(4, 0, 0, 4), Table(0, 2, 2, 0)])]
    [0.2429, 0.0143, 1.0]
    """
    from scipy.stats import hypergeom  # takes a second to load

    t = np.array(list(tables), np.int64).reshape(-1, 4)
    both, total = t[:, 0], t.sum(axis=1)
    tail = np.asarray(hypergeom.sf(both - 1, total, both + t[:, 1], both + t[:, 2]))
    return [min(1.0, float(f"{p:.{_DIGITS}g}")) for p in tail]


def benjamini_yekutieli(ps: Sequence[float], tests: int) -> list[float]:
    """The p-values corrected over `tests` tests, of which those that are not given have p = 1.

    >>> [round(p, 4) for p in benjamini_yekutieli([0.01, 0.04], 3)]
    [0.055, 0.11]
    """
    harmonic = fsum(1 / n for n in range(1, tests + 1))
    order = sorted(range(len(ps)), key=lambda at: ps[at])
    corrected = [1.0] * len(ps)
    least = 1.0
    for rank in range(len(order), 0, -1):
        at = order[rank - 1]
        least = min(least, ps[at] * tests * harmonic / rank)
        corrected[at] = least
    return corrected
