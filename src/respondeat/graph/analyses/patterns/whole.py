"""What recurs over cases: combinations of arresting body, court, judge, article and colony."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.command.cases import Docket
from respondeat.graph.replay import Records

from .association import Association, Associations, associations
from .cases import DIMENSIONS, Counted, Item, cases
from .indicators import Indicators, indicators

MOST_COMBINATIONS: Final = 1000
"""Combinations that are counted of one case; a case with more is counted with the first."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Values that stand together in several cases.

    `certain` counts the cases in which they surely belong together, `possible` the others; `persons` whose
    cases they are; `events` behind them; `contested` counts cases against whose statements something speaks.
    """

    values: tuple[Item, ...]
    certain: int
    possible: int
    contested: int
    persons: tuple[str, ...]
    events: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def cases(self) -> int:
        """In how many cases they stand together."""
        return self.certain + self.possible


@dataclass(frozen=True, slots=True)
class Paired:
    """A pair of values and its test, with the statements behind the cases that have both."""

    association: Association
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The answer: `stated` is in how many cases each dimension is told, `tests` how many pairs were tested.

    `combinations` and `pairs` are all that recur; `cut` counts cases with more combinations than are counted.
    `single` are counts over single events, `general` over patterns.
    """

    cases: int
    persons: int
    stated: tuple[tuple[str, int], ...]
    combinations: tuple[Combination, ...]
    tests: int
    pairs: tuple[Paired, ...]
    cut: int
    single: Indicators
    general: Indicators

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        found = {s for c in self.combinations for s in c.statements}
        found.update(s for p in self.pairs for s in p.statements)
        return tuple(sorted(found | self.single.statements | self.general.statements))


def patterns(records: Records, by: Sequence[str] = (), least: int = 2) -> Patterns:
    """What recurs in `least` or more cases, and which pairs of values go together more than by chance.

    A case is a decision upon one person (see `cases`). With `by`, combinations of exactly these dimensions;
    without, of two or more of all five, and of those that stand in the same cases only the longest (closed
    sets: Pasquier and others, 1999). Pairs are tested over all dimensions, or those of `by`: see
    `associations`. One pass over the statements. Raises InputError for dimensions that there are not, that
    are given twice or alone, or for `least` below 1.
    """
    dimensions = _checked(by, least)
    docket = Docket.of(records)
    found = cases(docket)
    wanted = [frozenset(i for i in c.items if i[0] in dimensions) for c in found]
    sets, cut = _sets(wanted, dimensions, exact=bool(by))
    recurring = [
        _combination(values, [found[at] for at in places])
        for values, places in sets.items()
        if len(places) >= least
    ]
    tested = associations(wanted, dimensions, least)
    return Patterns(
        len(found),
        len({c.person for c in found}),
        tuple((d, sum(any(i[0] == d for i in items) for items in wanted)) for d in dimensions),
        tuple(sorted(recurring, key=lambda c: (-c.cases, -len(c.values), c.values))),
        tested.tests,
        tuple(_paired(tested, found, wanted)),
        cut,
        indicators(docket, patterns=False),
        indicators(docket, patterns=True),
    )


def _checked(by: Sequence[str], least: int) -> tuple[str, ...]:
    foreign = [d for d in by if d not in DIMENSIONS]
    if foreign:
        raise InputError(f"there is no dimension {foreign[0]!r}; there are {', '.join(DIMENSIONS)}")
    if len(set(by)) != len(by) or len(by) == 1:
        raise InputError("a combination is of two or more different dimensions, such as judge,article")
    if least < 1:
        raise InputError(f"what recurs is in at least one case, not {least}")
    return tuple(d for d in DIMENSIONS if d in by) or DIMENSIONS


_Sets = dict[tuple[Item, ...], list[int]]


def _sets(cases: Sequence[frozenset[Item]], dimensions: Sequence[str], *, exact: bool) -> tuple[_Sets, int]:
    """In which cases each combination stands, and how many cases have more combinations than are counted."""
    sizes = [len(dimensions)] if exact else range(2, len(dimensions) + 1)
    chosen = [names for size in sizes for names in combinations(dimensions, size)]
    found: _Sets = defaultdict(list)
    cut = 0
    for at, items in enumerate(cases):
        every = list(islice(_of_case(items, chosen), MOST_COMBINATIONS + 1))
        cut += len(every) > MOST_COMBINATIONS
        for values in every[:MOST_COMBINATIONS]:
            found[values].append(at)
    return (found if exact else _closed(found)), cut


def _of_case(items: frozenset[Item], chosen: Iterable[tuple[str, ...]]) -> Iterator[tuple[Item, ...]]:
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items):
        by_name[item[0]].append(item)
    for names in chosen:
        if all(name in by_name for name in names):
            yield from product(*(by_name[name] for name in names))


def _closed(found: _Sets) -> _Sets:
    """Without those that stand in just the cases of a longer combination that holds them."""
    held: set[tuple[Item, ...]] = set()
    for values, places in found.items():
        for shorter in combinations(values, len(values) - 1):
            if len(shorter) > 1 and len(found.get(shorter, ())) == len(places):
                held.add(shorter)
    return {values: places for values, places in found.items() if values not in held}


def _combination(values: tuple[Item, ...], behind: Sequence[Counted]) -> Combination:
    certain = sum(c.certain(values) for c in behind)
    return Combination(
        values,
        certain,
        len(behind) - certain,
        sum(c.contested for c in behind),
        tuple(sorted({c.person for c in behind})),
        tuple(sorted({e for c in behind for e in c.events})),
        _statements(behind),
    )


def _paired(
    tested: Associations, found: Sequence[Counted], wanted: Sequence[frozenset[Item]]
) -> Iterator[Paired]:
    places: dict[tuple[Item, Item], list[Counted]] = defaultdict(list)
    known = {(a.first, a.second) for a in tested.pairs}
    for case, items in zip(found, wanted, strict=True):
        ordered = sorted(items, key=lambda i: (DIMENSIONS.index(i[0]), i[1]))
        for pair in combinations(ordered, 2):
            if pair in known:
                places[pair].append(case)
    for a in tested.pairs:
        yield Paired(a, _statements(places[a.first, a.second]))


def _statements(behind: Iterable[Counted]) -> tuple[str, ...]:
    return tuple(sorted({s for c in behind for s in c.statements}))
