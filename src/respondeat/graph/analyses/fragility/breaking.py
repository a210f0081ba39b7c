"""Which documents, or origins, break every chain to an end when they are withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass

from .conditions import Conditions
from .hitting import Clause, Smallest, bits, smallest
from .survival import Survival
from .withdrawable import By, Source

Broken = Callable[[tuple[Source, ...]], bool]
"""Whether withdrawing sources leaves no chain, in all of the data made anew without them."""


@dataclass(frozen=True, slots=True)
class Breaking:
    """What breaks every chain to an end.

    `considered` is how many sources bear on it at all; `singles` are those that break every chain alone.
    A smallest set has `lower` to `upper` sources, both the same where `exact`; `upper` None where no set is
    known to break every chain, and surely none does where it is `exact`. `sets` are smallest sets, `all_sets`
    whether there are no others. `verified` says that all sets named were withdrawn from the data in truth
    and left no chain.
    """

    by: By
    considered: int
    singles: tuple[Source, ...]
    lower: int | None
    upper: int | None
    exact: bool
    sets: tuple[tuple[Source, ...], ...]
    all_sets: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Judges sets of sources for one end; `bearing` are the sources that can matter."""

    survival: Survival
    conditions: Conditions
    end: int
    bearing: int

    def clause(self, withdrawn: int) -> Clause | None:
        """None when no chain is left; else what is true of every set that leaves none.

        A chain that is left for `withdrawn` is looked for that is left for many sets: for all between
        `unless` and all but `one_of`.
        """
        way = self.survival.way(self.end, withdrawn, withdrawn)
        if way is None:
            return None
        least = self._least(withdrawn)
        everything = self.bearing
        said = (self.conditions.number[s.statement] for link in way.links for s in link.stretches)
        most = everything & ~self.conditions.touching(said) | withdrawn
        if not self._left(least, most):
            most = withdrawn
        for bit in bits(everything & ~most):
            if self._left(least, most | bit):
                most |= bit
        return Clause(everything & ~most, least)

    def _least(self, withdrawn: int) -> int:
        if self._left(0, withdrawn):
            return 0
        least = withdrawn
        for bit in bits(withdrawn):
            if self._left(least & ~bit, withdrawn):
                least &= ~bit
        return least

    def _left(self, least: int, most: int) -> bool:
        return self.survival.way(self.end, least, most) is not None

    def singles(self) -> list[int]:
        """The sources that leave no chain when they alone are withdrawn."""
        return [bit for bit in bits(self.bearing) if not self._left(bit, bit)]


def breaking(judged: Judged, by: By, broken: Broken, limit: int) -> Breaking:
    """What breaks every chain to an end: at most `limit` smallest sets, with 0 only single sources."""
    sources = judged.conditions.withdrawable
    singles = judged.singles()
    if singles:
        found = Smallest(1, 1, True, False, tuple(singles), True)
    elif limit:
        found = smallest(judged.clause, judged.bearing)
    else:
        found = Smallest(2, None, False, False, (), False)
    shown = tuple(map(sources.of, found.sets[:limit]))
    alone = tuple(source for bit in singles for source in sources.of(bit))
    return Breaking(
        by,
        judged.bearing.bit_count(),
        alone,
        None if found.impossible else found.lower,
        found.upper,
        found.exact,
        shown,
        found.complete and len(shown) == len(found.sets),
        all(map(broken, dict.fromkeys((*shown, *((source,) for source in alone))))),
    )
