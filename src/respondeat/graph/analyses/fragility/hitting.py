"""Smallest sets that break something, by implicit hitting sets.

Whatever is left when some sources are withdrawn gives a clause: a set that breaks it must withdraw one of
`one_of`, or leave one of `unless` in place. A smallest set that meets all clauses found so far is tried; when
it breaks nothing it gives another clause (after Chandrasekaran, Karp, Moreno-Centeno and Vempala 2011;
Davies and Bacchus 2011). The integer programs are solved by HiGHS. Sets are integers, a bit for each source.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MOST_CLAUSES: Final = 500
MOST_STEPS: Final = 5_000  # of the search that lists all smallest sets


class Clause(NamedTuple):
    """Met by a set that holds one of `one_of`, or lacks one of `unless`."""

    one_of: int
    unless: int

    def met(self, chosen: int) -> bool:
        """Whether a set meets it."""
        return bool(chosen & self.one_of or self.unless & ~chosen)


Judge = Callable[[int], Clause | None]
"""None when withdrawing a set breaks it, else a clause that the set does not meet."""


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest sets: between `lower` and `upper` sources, `upper` None when no set is known to break it.

    `exact` says that both are the same and proven; when no set at all breaks it, `impossible`. `sets` are all
    smallest ones if `complete`.
    """

    lower: int
    upper: int | None
    exact: bool
    impossible: bool
    sets: tuple[int, ...]
    complete: bool


@dataclass(slots=True)
class _Search:
    judge: Judge
    everything: int
    clauses: list[Clause] = field(default_factory=list)
    best: int | None = None

    def run(self) -> Smallest:
        """Find the size, then all sets of it."""
        lower = 0
        while len(self.clauses) < MOST_CLAUSES:
            chosen = solved(self.clauses)
            if chosen is None:
                return Smallest(lower, None, True, True, (), True)
            lower = chosen.bit_count()
            if not self.widened(chosen):
                sets, complete = listed(self.judge, lower)
                return Smallest(lower, lower, True, False, sets or (chosen,), complete)
        best = self.shrunk()
        sets = () if best is None else (best,)
        return Smallest(lower, None if best is None else best.bit_count(), False, False, sets, False)

    def widened(self, chosen: int) -> bool:
        """Whether the set leaves something: then its clause, and more that have nothing in common with it."""
        clause = self.judge(chosen)
        left = clause is not None
        while clause is not None and len(self.clauses) < MOST_CLAUSES:
            self.clauses.append(clause)
            if not clause.one_of:
                return left
            chosen |= clause.one_of
            clause = self.judge(chosen)
        if clause is None and left and (self.best is None or chosen.bit_count() < self.best.bit_count()):
            self.best = chosen
        return left

    def shrunk(self) -> int | None:
        """A set that breaks it, of which no single source can be spared."""
        chosen = self.best
        if chosen is None:
            if self.judge(self.everything) is not None:
                return None
            chosen = self.everything
        for bit in bits(chosen):
            if self.judge(chosen & ~bit) is None:
                chosen &= ~bit
        return chosen


def smallest(judge: Judge, everything: int) -> Smallest:
    """The smallest sets that break what `judge` judges, of the sources in `everything`.

    Exact up to `MOST_CLAUSES` clauses; beyond that `lower` is what the clauses found so far demand, and
    `upper` the size of a set that does break it though a smaller one may.
    """
    return _Search(judge, everything).run()


def solved(clauses: Sequence[Clause]) -> int | None:
    """A smallest set that meets all clauses; None when none does."""
    if not clauses:
        return 0
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp  # a third of a second: only where it is needed
    from scipy.sparse import csr_array

    used = bits(_joined(clauses))
    at = {bit: n for n, bit in enumerate(used)}
    rows, columns, values = [], [], []
    for n, clause in enumerate(clauses):
        if clause.one_of & clause.unless:
            continue  # met by every set
        for bit in bits(clause.one_of | clause.unless):
            rows.append(n)
            columns.append(at[bit])
            values.append(1 if bit & clause.one_of else -1)
    floors = [1 - clause.unless.bit_count() if not clause.one_of & clause.unless else 0 for clause in clauses]
    if not used:
        return None  # a clause that no set meets
    matrix = csr_array((values, (rows, columns)), shape=(len(clauses), len(used)))
    found = milp(
        np.ones(len(used)),
        integrality=np.ones(len(used), int),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, lb=np.array(floors, float)),
    )
    if found.x is None:
        return None
    return sum(bit for bit, x in zip(used, found.x, strict=True) if x > 0.5)


def _joined(clauses: Sequence[Clause]) -> int:
    joined = 0
    for clause in clauses:
        joined |= clause.one_of | clause.unless
    return joined


def listed(judge: Judge, size: int) -> tuple[tuple[int, ...], bool]:
    """All sets of this size, the smallest that break it, and whether the search for them ended.

    Every branch takes one source of a clause that is not met; earlier sources of the clause are then left in
    place, so that no set is found twice.
    """
    clauses: list[Clause] = []
    found: list[int] = []
    waiting = [(0, 0)]
    steps = 0
    while waiting:
        if steps >= MOST_STEPS:
            return tuple(sorted(found, key=bits)), False
        steps += 1
        chosen, spared = waiting.pop()
        left = size - chosen.bit_count()
        unmet = [clause for clause in clauses if not clause.met(chosen)]
        if not unmet:
            clause = judge(chosen)
            if clause is None:
                found.append(chosen)
                continue
            clauses.append(clause)
            unmet = [clause]
        if _apart(unmet, spared) > left:
            continue
        branch = min(unmet, key=lambda c: ((c.one_of & ~spared).bit_count(), c))
        for bit in bits(branch.one_of & ~spared):
            waiting.append((chosen | bit, spared))
            spared |= bit
    return tuple(sorted(found, key=bits)), True


def _apart(unmet: Sequence[Clause], spared: int) -> int:
    """How many clauses have no source in common: so many more are needed at least."""
    taken = count = 0
    for clause in sorted(unmet, key=lambda c: (c.one_of & ~spared).bit_count()):
        if not clause.one_of & taken:
            taken |= clause.one_of
            count += 1
    return count


def bits(chosen: int) -> list[int]:
    """The single bits of a set, the lowest first."""
    found = []
    while chosen:
        bit = chosen & -chosen
        found.append(bit)
        chosen ^= bit
    return found
