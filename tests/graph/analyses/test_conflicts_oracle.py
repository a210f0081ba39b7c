"""Conflicts against brute force: days as sets, every pair, every number, every start and end."""

from itertools import combinations, product
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.conflicts import Kind, Verdict, Why, conflicts
from respondeat.graph.analyses.conflicts.sweep import clashes, overlaps
from respondeat.graph.command import graph_of
from respondeat.graph.dates import Bounds, ValidTime, iso
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Statement, Text
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.command.oracle import DAYS, GONE, DaySet, Four, Said, certain, realisations
from tests.graph.command.worlds import BODIES, PERSONS, evidence, statement

ORIGINS = tuple(f"{v.ID}b-origin-{n}" for n in range(2))
EVENT = v.ID + "e-1"


def four(start: int, length: int, before: int | None, after: int | None, back: int, on: int) -> Four:
    """Bounds around a span: how far each lies from it, None for unbounded."""
    end = min(DAYS[-1], start + length)
    es = None if before is None else start - before
    le = None if after is None else end + after
    ls, ee = start + back, end - on
    return es, ls if le is None else min(ls, le), ee if es is None else max(ee, es), le


bounds = st.builds(
    four,
    st.sampled_from(DAYS),
    st.sampled_from((0, 0, 1, 3, 6)),
    st.sampled_from((None, 0, 0, 2)),
    st.sampled_from((None, 0, 0, 2)),
    st.sampled_from((0, 0, 0, 1, 4)),
    st.sampled_from((0, 0, 0, 2)),
)

heads = st.lists(
    st.tuples(
        st.sampled_from(BODIES[:2]),
        st.sampled_from(PERSONS),
        st.sampled_from(("head", "head", "actingHead")),
        bounds,
        st.sampled_from(
            ("supported", "supported", "supported", "contested", "denied", "rejected", "retracted")
        ),
        st.sampled_from((False, False, False, True)),
    ),
    min_size=2,
    max_size=9,
)


def alone(days: DaySet, day: int) -> tuple[bool, bool]:
    """Whether the days go on before, and after, a day."""
    return day - 1 in days, day + 1 in days


def expected(a: DaySet, b: DaySet, acting: bool) -> Why:
    common = a & b
    if len(common) == 1:
        (day,) = common
        (a_before, a_after), (b_before, b_after) = alone(a, day), alone(b, day)
        if not (a_before or a_after or b_before or b_after):
            return Why.ONE_DAY_EACH
        if (not a_after and not b_before) or (not b_after and not a_before):
            return Why.HANDOVER
    return Why.ACTING_HEAD if acting else Why.TWO_HEADS


@settings(max_examples=examples(1500))
@given(heads)
def test_two_heads_day_by_day(given_heads: list[tuple[str, str, str, Four, str, bool]]) -> None:
    world = [
        Said(f"{v.ID}s-{n}", kind, body, person, four_, state, derived)
        for n, (body, person, kind, four_, state, derived) in enumerate(given_heads)
    ]
    things: list[Record] = [
        *(Entity.of(b, "Body") for b in BODIES),
        *(Entity.of(p, "Person") for p in PERSONS),
    ]
    made = [*things, *(r for s in world for r in (statement(s), *evidence(s)))]
    sure: dict[tuple[str, str], dict[str, DaySet]] = {}
    for s in world:
        if s.bounds and s.state not in {*GONE, "denied"} and not s.derived and certain(s.bounds):
            sure.setdefault((s.lower, s.upper), {})[s.id] = certain(s.bounds)
    wanted = set()
    for body in BODIES:
        for a, b in combinations(PERSONS, 2):
            mine, theirs = sure.get((body, a), {}), sure.get((body, b), {})
            one: DaySet = frozenset[int]().union(*mine.values())
            other: DaySet = frozenset[int]().union(*theirs.values())
            if common := one & other:
                sides = tuple(frozenset(s for s, d in own.items() if d & common) for own in (mine, theirs))
                kinds = {s.id: s.kind for s in world}
                acting = any(all(kinds[s] == "actingHead" for s in side) for side in sides)
                wanted.add((frozenset((body, a, b)), common, frozenset(sides), expected(one, other, acting)))
    found = conflicts(graph_of(made), RecordSet(made), kinds=[Kind.HEADS]).conflicts
    got = [
        (
            frozenset(one.about),
            frozenset(d for lo, hi in one.days for d in range(lo, hi + 1)),
            frozenset(frozenset(side.statements) for side in one.sides),
            one.why,
        )
        for one in found
    ]
    assert len(got) == len(set(got))
    assert set(got) == wanted


COMPARATORS = ("exactly", "atLeast", "atMost", "over", "under", "about", "upTo", "fromTo")
TENTHS = range(-30, 200)  # values to try, in tenths


def allows(comparator: str, value: int, upper: int, tenth: int, whole: bool) -> bool:
    """Whether a number, in tenths, is what a figure says."""
    if whole and tenth % 10:
        return False
    x, low, high = tenth, value * 10, upper * 10
    return {
        "exactly": x == low,
        "atLeast": x >= low,
        "atMost": x <= low,
        "upTo": x <= low,
        "over": x > low,
        "under": x < low,
        "about": True,
        "fromTo": low <= x <= max(low, high),
    }[comparator]


figures = st.lists(
    st.tuples(
        st.sampled_from(COMPARATORS),
        st.integers(1, 6),
        st.integers(0, 3),
        st.sampled_from(("all", "women")),
        st.sampled_from(("people", "percent")),
        st.sampled_from(((5, 5), (5, 5), (6, 6), (4, 6), None)),
        st.sampled_from(ORIGINS),
    ),
    min_size=2,
    max_size=7,
)
Figure = tuple[str, int, int, str, str, tuple[int, int] | None, str]


def verdict_of(a: Figure, b: Figure) -> Why | None:
    """What two figures of one metric are to each other, by trying every number."""
    if a[4] != b[4]:
        return None
    whole = a[4] == "people"
    if any(
        allows(a[0], a[1], a[1] + a[2], x, whole) and allows(b[0], b[1], b[1] + b[2], x, whole)
        for x in TENTHS
    ):
        return None
    one, other = (w or (-inf, inf) for w in (a[5], b[5]))
    if one[1] < other[0] or other[1] < one[0]:
        return None
    if a[3] != b[3]:
        return Why.OTHER_POPULATION
    if one == other and one[0] == one[1]:
        return Why.VALUES
    return Why.ONE_ORIGIN if a[6] == b[6] else Why.VALUES_UNDATED


@settings(max_examples=examples(1500))
@given(figures)
def test_figures_number_by_number(given_figures: list[Figure]) -> None:
    made: list[Record] = []
    said: dict[str, Figure] = {}
    for n, figure in enumerate(given_figures):
        comparator, value, more, population, unit, window, origin = figure
        as_of = {"asOf": Text("/".join(map(iso, window)))} if window else {}
        upper = {"upper": value + more} if comparator == "fromTo" else {}
        s = Statement.of(
            "Quantity",
            id=f"{v.ID}s-{n}",
            metric=v.R + "detained",
            comparator=v.R + comparator,
            value=value,
            unit=v.R + unit,
            population=Text(population),
            **as_of,  # type: ignore[arg-type]
            **upper,  # type: ignore[arg-type]
        )
        made += [s, Attestation.of(supports=[s.id], origin=origin)]
        said[s.id] = figure
    wanted = {
        (frozenset((a, b)), why)
        for a, b in combinations(said, 2)
        if (why := verdict_of(said[a], said[b])) is not None
    }
    found = conflicts(graph_of(made), RecordSet(made), kinds=[Kind.FIGURES]).conflicts
    got: dict[frozenset[str], set[Why]] = {}
    for one in found:
        if one.why in (Why.OTHER_AS_OF, Why.LOWER_BOUNDS):
            continue
        for a, b in product(one.sides[0].statements, one.sides[1].statements):
            got.setdefault(frozenset((a, b)), set()).add(one.why)
    # what says the same of the same day is one side: it is one origin's only when all of it is
    assert set(got) == {pair for pair, _ in wanted}
    for pair, why in wanted:
        loose = {Why.ONE_ORIGIN, Why.VALUES_UNDATED}
        assert got[pair] == {why} or (why in loose and got[pair] <= loose)


@settings(max_examples=examples(1500))
@given(st.lists(bounds, min_size=2, max_size=6), st.sampled_from(("Event", "Person", "Body", "Pattern")))
def test_times_by_every_start_and_end(given_times: list[Four], cls: str) -> None:
    """Two times of what happens once exclude one another when no start and end is allowed by both."""
    made: list[Record] = [Entity.of(EVENT, cls)]
    said: dict[str, Four] = {}
    for n, four_ in enumerate(given_times):
        s = Statement.of("Existence", ValidTime("", Bounds(*four_)), id=f"{v.ID}s-{n}", entity=EVENT)
        made += [s, Attestation.of(supports=[s.id], origin=ORIGINS[n % 2])]
        said[s.id] = four_
    axis = range(-8, 30)
    wanted = set()
    for a, b in combinations(said, 2):
        if cls != "Pattern" and not set(realisations(said[a], axis)) & set(realisations(said[b], axis)):
            wanted.add(frozenset((a, b)))
    found = conflicts(graph_of(made), RecordSet(made), kinds=[Kind.TIMES]).conflicts
    got = [frozenset((a, b)) for one in found for a, b in product(*(side.statements for side in one.sides))]
    assert len(got) == len(set(got))
    assert set(got) == wanted
    if cls == "Event":
        for one in found:
            (a, *_), (b, *_) = (side.statements for side in one.sides)
            can = [{d for s, e in realisations(said[x], axis) for d in range(s, e + 1)} for x in (a, b)]
            assert (one.verdict is Verdict.CERTAIN) == (not can[0] & can[1])


intervals = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 4)).map(lambda p: (p[0], p[0] + p[1])), max_size=12
)


@settings(max_examples=examples(1500))
@given(intervals)
def test_sweeps_find_the_pairs_and_no_others(windows: list[tuple[int, int]]) -> None:
    values = [(hi - lo, hi) for lo, hi in reversed(windows)]

    def meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
        return a[0] <= b[1] and b[0] <= a[1]

    pairs = list(combinations(range(len(windows)), 2))
    wanted = [(i, j) for i, j in pairs if meet(windows[i], windows[j]) and not meet(values[i], values[j])]
    assert sorted(clashes(windows, values)) == wanted
    assert sorted(overlaps(windows)) == [(i, j) for i, j in pairs if meet(windows[i], windows[j])]
