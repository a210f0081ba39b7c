"""What recurs: known tables, a hand-made correction, and a recount of whole random worlds by brute force."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from respondeat.errors import InputError
from respondeat.graph.analyses.patterns import (
    DIMENSIONS,
    Patterns,
    Table,
    benjamini_yekutieli,
    fisher,
    patterns,
)
from respondeat.graph.dates import Bounds
from respondeat.graph.statement import Assessment, Attestation, Entity, Record, Statement
from respondeat.ontology import vocabulary as v
from tests.graph.analyses.cases_world import attested, days, entity, id, on, part, said, world

COURTS, JUDGES, ARTICLES = ("c-0", "c-1"), ("p-j0", "p-j1", "p-j2"), ("a-0", "a-1")
PERSONS = tuple(f"p-{n}" for n in range(12))
ENTITIES = [
    *(entity(p, "Person") for p in (*PERSONS, *JUDGES)),
    *(entity(c, "Court") for c in COURTS),
    *(entity(a, "LegalProvision") for a in ARTICLES),
    *(entity(b, "Body") for b in ("b-0", "b-1")),
    *(entity(k, "PlaceOfDetention") for k in ("k-0", "k-1")),
    entity("g-0", "PersonGroup"),
    entity("t-0", "Place"),
    *(entity(f"e-a{n}", "Event", eventType="arrest") for n in range(12)),
    *(entity(f"e-t{n}", "Event", eventType="trial") for n in range(4)),
    entity("e-habit", "Pattern", eventType="arrest"),
    entity("e-speech", "Event", eventType="speech"),
]


def asked(
    statements: Sequence[Statement], by: Sequence[str] = (), least: int = 2, more: Sequence[Record] = ()
) -> Patterns:
    return patterns(world(ENTITIES, attested(statements), more), by, least)


def convicted(n: int, **roles: str) -> Statement:
    return said("Conviction", None, convicted=f"p-{n}", **roles)


def found(answer: Patterns) -> dict[frozenset[str], tuple[int, int]]:
    return {
        frozenset(x.removeprefix(v.ID) for _, x in c.values): (c.certain, c.possible)
        for c in answer.combinations
    }


# ---- the test and its correction ----


def exact(table: Table) -> float:
    cells = np.array([[table.both, table.first], [table.second, table.neither]])
    return float(fisher_exact(cells, alternative="greater").pvalue)


def test_the_lady_tasting_tea() -> None:
    (p,) = fisher([Table(3, 1, 1, 3)])
    assert p == pytest.approx(17 / 70)
    assert round(p, 4) == 0.2429
    assert Table(3, 1, 1, 3).odds_ratio == 9
    assert Table(4, 0, 0, 4).odds_ratio is None


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_tables_are_tested_as_scipy_does(cells: tuple[int, int, int, int]) -> None:
    table = Table(*cells)
    known = exact(table)
    assert fisher([table]) == pytest.approx([known], rel=1e-6, abs=1e-12)


@given(st.lists(st.floats(1e-12, 1), max_size=12), st.integers(0, 12))
def test_the_correction_is_that_of_scipy_with_the_tests_that_are_one(ps: list[float], ones: int) -> None:
    tests = len(ps) + ones
    mine = benjamini_yekutieli(ps, tests)
    if tests:
        known = false_discovery_control(np.array(ps + [1.0] * ones), method="by")
        assert mine == pytest.approx(list(known[: len(ps)]))


def test_the_correction_by_hand() -> None:
    # three tests: 1 + 1/2 + 1/3 = 11/6; the second and third of the sorted are tied by the running least
    assert benjamini_yekutieli([0.03, 0.001, 0.02], 3) == pytest.approx([0.055, 0.0055, 0.055])
    assert benjamini_yekutieli([0.9], 5) == [1.0]
    assert benjamini_yekutieli([], 0) == []


def test_a_pair_is_chosen_by_its_margins_and_all_such_pairs_are_counted() -> None:
    told = [
        *(convicted(n, judge="p-j0", provision="a-0") for n in range(3)),
        convicted(3, judge="p-j0", provision="a-1"),
        convicted(4, judge="p-j1", provision="a-0"),
        *(convicted(n, judge="p-j1", provision="a-1") for n in range(5, 8)),
        convicted(8, judge="p-j2"),  # no article: in no table
        convicted(9, judge="p-j2", provision="a-0"),  # a margin of one: not tested
    ]
    answer = asked(told, ("judge", "article"))
    assert answer.tests == 4
    tables = {(p.association.first[1], p.association.second[1]): p.association for p in answer.pairs}
    first = tables[id("p-j0"), id("a-0")]
    assert first.table == Table(3, 1, 2, 3)
    assert first.p == pytest.approx(exact(Table(3, 1, 2, 3)))
    ps = [exact(a.table) for a in tables.values()]
    assert [a.adjusted for a in tables.values()] == pytest.approx(
        list(false_discovery_control(ps, method="by"))
    )
    assert asked(told, ("judge", "article"), 3).tests == 2 * 2
    assert asked(told, ("judge", "article"), 4).tests == 2 * 2
    assert asked(told, ("judge", "article"), 5).tests == 0


# ---- what a case is ----


def test_one_decision_told_three_times_is_one_case() -> None:
    told = [
        convicted(0, judge="p-j0", court="c-0"),
        convicted(0, judge="p-j0", provision="a-0"),
        said("Conviction", convicted="p-0", court="c-0", event="e-t0"),
    ]
    answer = asked(told, least=1)
    assert (answer.cases, answer.persons) == (1, 1)
    assert found(answer)[frozenset({"p-j0", "c-0", "a-0"})] == (0, 1)  # no telling has all three
    assert found(asked(told, ("court", "judge"), 1)) == {frozenset({"p-j0", "c-0"}): (1, 0)}


def test_a_placeholder_stands_for_many() -> None:
    unnamed = Entity.of(id("p-x"), "Person", placeholder=True)
    told = [
        said("Conviction", convicted="p-x", judge="p-j0", court="c-0"),
        said("Conviction", convicted="p-x", judge="p-j0", provision="a-0"),
        part("p-x", "e-a0", "victim"),
        part("b-0", "e-a0", "perpetrator"),
    ]
    answer = asked(told, least=1, more=[unnamed])
    assert (answer.cases, answer.persons) == (2, 1)
    assert set(found(answer)) == {frozenset({"p-j0", "c-0"}), frozenset({"p-j0", "a-0"})}


def test_what_contradicts_is_two_cases() -> None:
    for one, other in (
        ({"judge": "p-j0"}, {"judge": "p-j1"}),
        ({"judge": "p-j0", "court": "c-0"}, {"judge": "p-j0", "court": "c-1"}),
        ({"judge": "p-j0", "event": "e-t0"}, {"judge": "p-j0", "event": "e-t1"}),
        ({"provision": "a-0"}, {"provision": "a-1"}),  # nothing joins them
    ):
        assert asked([convicted(0, **one), convicted(0, **other)]).cases == 2
    earlier = said("Conviction", on(5), convicted="p-0", judge="p-j0")
    assert asked([earlier, said("Conviction", on(9), convicted="p-0", judge="p-j0")]).cases == 2
    assert (
        asked([earlier, said("Conviction", days(None, 9, 5, None), convicted="p-0", judge="p-j0")]).cases == 1
    )


def test_judge_and_court_of_an_event_belong_to_its_accused() -> None:
    told = [
        part("p-0", "e-t0", "accused"),
        part("p-1", "e-t0", "accused"),
        part("p-j0", "e-t0", "presidingJudge"),
        part("c-0", "e-t0", "participant"),
        said("Conviction", convicted="p-0", provision="a-0", event="e-t0"),
    ]
    answer = asked(told, least=1)
    assert answer.cases == 2
    assert found(answer)[frozenset({"p-j0", "c-0"})] == (2, 0)
    assert found(answer)[frozenset({"p-j0", "c-0", "a-0"})] == (1, 0)


def test_an_arrest_belongs_to_the_decision_that_it_can_have_come_before() -> None:
    told = [
        said("Conviction", on(20), convicted="p-0", judge="p-j0"),
        said("Conviction", on(60), convicted="p-0", judge="p-j1"),
        part("p-0", "e-a0", "victim", on(10)),
        part("b-0", "e-a0", "perpetrator", on(10)),
        part("p-0", "e-a1", "victim", on(50)),
        part("b-1", "e-a1", "perpetrator", on(50)),
    ]
    answer = found(asked(told, ("arresting-body", "judge"), 1))
    assert answer == {frozenset({"b-0", "p-j0"}): (1, 0), frozenset({"b-1", "p-j1"}): (1, 0)}


def test_an_arrest_of_unknown_time_is_possible_for_each() -> None:
    told = [
        said("Conviction", on(20), convicted="p-0", judge="p-j0"),
        said("Conviction", on(60), convicted="p-0", judge="p-j1"),
        part("p-0", "e-a0", "victim"),
        part("b-0", "e-a0", "perpetrator"),
    ]
    answer = found(asked(told, ("arresting-body", "judge"), 1))
    assert answer == {frozenset({"b-0", "p-j0"}): (0, 1), frozenset({"b-0", "p-j1"}): (0, 1)}


def test_two_decisions_on_one_day_do_not_stand_between_each_other_and_an_arrest() -> None:
    told = [
        said("Conviction", on(20), convicted="p-0", judge="p-j0"),
        said("Conviction", on(20), convicted="p-0", judge="p-j1"),
        part("p-0", "e-a0", "victim", on(10)),
        part("b-0", "e-a0", "perpetrator", on(10)),
    ]
    assert set(found(asked(told, ("arresting-body", "judge"), 1)).values()) == {(1, 0)}


def test_custody_follows_the_decision_and_is_not_that_before_trial() -> None:
    told = [
        said("Conviction", on(20), convicted="p-0", judge="p-j0"),
        said("Custody", days(30, 30, 90, 90), detained="p-0", place="k-0", regime="r:imprisonment"),
        said("Custody", days(1, 1, 10, 10), detained="p-0", place="k-1", regime="r:imprisonment"),
        said("Custody", days(30, 30, 40, 40), detained="p-0", place="k-1", regime="r:policeCustody"),
        said("Custody", days(30, 30, 40, 40), detained="p-0", place="t-0", regime="r:imprisonment"),
    ]
    assert found(asked(told, ("judge", "colony"), 1)) == {frozenset({"p-j0", "k-0"}): (1, 0)}


def test_groups_patterns_and_what_is_only_called_for_are_no_cases() -> None:
    told = [
        said("Conviction", convicted="g-0", judge="p-j0", court="c-0"),
        part("p-0", "e-habit", "victim"),
        part("b-0", "e-habit", "perpetrator"),
        part("g-0", "e-a0", "victim"),
        part("b-0", "e-a0", "perpetrator"),
    ]
    called = attested([convicted(1, judge="p-j0", court="c-0")], "recommended")
    assert asked(told, least=1, more=called).cases == 0


def test_contested_cases_are_counted_and_rejected_ones_left_out() -> None:
    told = [convicted(n, judge="p-j0", court="c-0") for n in range(3)]
    denied = Attestation.of(denies=[told[0].id])
    rejected = Assessment.of(told[1].id, v.REJECTED)
    (both,) = asked(told, more=[denied, rejected]).combinations
    assert (both.cases, both.contested, len(both.persons)) == (2, 1, 2)


def test_only_the_longest_of_what_stands_in_the_same_cases_is_told() -> None:
    told = [convicted(n, judge="p-j0", court="c-0", provision="a-0") for n in range(2)]
    told.append(convicted(2, judge="p-j0", court="c-0"))
    answer = asked(told)
    assert found(answer) == {frozenset({"p-j0", "c-0", "a-0"}): (2, 0), frozenset({"p-j0", "c-0"}): (3, 0)}
    assert found(asked(told, ("judge", "article"))) == {frozenset({"p-j0", "a-0"}): (2, 0)}


def test_a_case_with_very_many_combinations_is_cut_and_told() -> None:
    told = [
        part("p-0", "e-t0", "accused"),
        *(part(f"p-x{n}", "e-t0", "presidingJudge") for n in range(60)),
        *(part(f"c-x{n}", "e-t0", "participant") for n in range(60)),
    ]
    more = [
        *(entity(f"c-x{n}", "Court") for n in range(60)),
        *(entity(f"p-x{n}", "Person") for n in range(60)),
    ]
    answer = asked(told, least=1, more=more)
    assert answer.cut == 1
    assert len(answer.combinations) == 1000


# ---- brute force ----

_choice = st.tuples(
    st.integers(0, 7),
    st.sampled_from((None, *JUDGES)),
    st.sampled_from((None, *COURTS)),
    st.sampled_from((None, *ARTICLES)),
)


@given(st.lists(_choice, max_size=12), st.integers(1, 3))
def test_recount_by_brute_force(
    choices: list[tuple[int, str | None, str | None, str | None]], least: int
) -> None:
    """Each conviction with an event of its own, so that each is one case; counts over all subsets anew."""
    events = [entity(f"e-x{n}", "Event", eventType="trial") for n in range(len(choices))]
    cases: list[dict[str, str]] = []
    told = []
    for n, (person, judge, court, article) in enumerate(choices):
        roles = {"judge": judge, "court": court, "provision": article}
        given_roles = {k: x for k, x in roles.items() if x is not None}
        told.append(convicted(person, event=f"e-x{n}", **given_roles))
        names = {"provision": "article"}
        cases.append({names.get(k, k): id(x) for k, x in given_roles.items()})
    answer = asked(told, least=least, more=events)
    counts: Counter[frozenset[tuple[str, str]]] = Counter(
        frozenset(chosen) for case in cases for k in (2, 3) for chosen in combinations(case.items(), k)
    )
    closed = {
        s: n
        for s, n in counts.items()
        if n >= least and not any(s < longer and m == n for longer, m in counts.items())
    }
    assert {frozenset(c.values): c.cases for c in answer.combinations} == closed
    assert answer.cases == len(choices)
    _same_tables(answer, cases, least)


def _same_tables(answer: Patterns, cases: list[dict[str, str]], least: int) -> None:
    tests = 0
    known = {}
    for one, other in combinations(DIMENSIONS, 2):
        both = [(c[one], c[other]) for c in cases if one in c and other in c]
        rows, columns = Counter(a for a, _ in both), Counter(b for _, b in both)
        for a, b in product(rows, columns):
            if rows[a] >= least and columns[b] >= least:
                tests += 1
                n = both.count((a, b))
                if n:
                    cells = (n, rows[a] - n, columns[b] - n, len(both) - rows[a] - columns[b] + n)
                    known[(one, a), (other, b)] = Table(*cells)
    assert answer.tests == tests
    assert {(p.association.first, p.association.second): p.association.table for p in answer.pairs} == known


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 12), max_size=3),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), max_size=3),
)
def test_what_the_person_joins_by_brute_force(
    decided: list[int], arrested: list[int], held: list[tuple[int, int]]
) -> None:
    """Exact days: an arrest belongs to the next decision, custody to the last before it and all during it."""
    more: list[Record] = []
    told = []
    known = {}
    for n, day in enumerate(decided):
        more += [entity(f"e-d{n}", "Event", eventType="trial"), entity(f"c-d{n}", "Court")]
        told.append(said("Conviction", on(day), convicted="p-0", court=f"c-d{n}", event=f"e-d{n}"))
    for n, day in enumerate(arrested):
        more += [entity(f"e-r{n}", "Event", eventType="arrest"), entity(f"b-r{n}", "Body")]
        told += [
            part("p-0", f"e-r{n}", "victim", on(day)),
            part(f"b-r{n}", f"e-r{n}", "perpetrator", on(day)),
        ]
        for m, d in enumerate(decided):
            if day <= d and not any(day <= other < d for other in decided):
                known[f"b-r{n}", f"c-d{m}"] = (1, 0)
    for n, (first, length) in enumerate(held):
        last = first + length
        more.append(entity(f"k-h{n}", "PlaceOfDetention"))
        told.append(said("Custody", days(first, first, last, last), detained="p-0", place=f"k-h{n}"))
        for m, d in enumerate(decided):
            if d <= last and not any(d < other <= first for other in decided):
                known[f"c-d{m}", f"k-h{n}"] = (1, 0)
    for by, prefix in ((("arresting-body", "court"), "b-"), (("court", "colony"), "k-")):
        wanted = {frozenset(k): n for k, n in known.items() if prefix in (k[0][:2], k[1][:2])}
        assert found(asked(told, by, 1, more)) == wanted


# ---- counts of acts ----


def test_indicators_count_events_and_patterns_apart() -> None:
    told = [
        part("p-0", "e-a0", "victim"),
        part("p-1", "e-a0", "victim"),
        part("g-0", "e-a1", "victim"),
        part("b-0", "e-a0", "perpetrator"),
        part("b-0", "e-a1", "perpetrator"),
        part("p-2", "e-a1", "perpetrator"),
        said("Existence", on(18383), entity="e-a0"),
        said("Existence", days(18383, 18500, 18383, 18500), entity="e-a1"),
        said("Location", located="e-a0", place="t-0"),
        said("Quantity", metric="r:detained", comparator="r:over", value=7, event="e-a1"),
        part("p-0", "e-habit", "victim"),
        part("b-1", "e-habit", "perpetrator"),
        part("p-0", "e-speech", "speaker"),
    ]
    answer = asked(told)
    single, general = answer.single, answer.general
    assert [len(getattr(single, k)) for k in ("events", "places", "bodies", "persons", "groups")] == [
        2,
        1,
        1,
        2,
        1,
    ]
    assert single.months.values == ("2020-05",)
    assert single.undated.values == (id("e-a1"),)
    assert [(kind, len(count)) for kind, count in single.means] == [("arrest", 2)]
    assert len(single.figures) == 1
    assert (len(general.events), general.bodies.values, len(general.persons)) == (1, (id("b-1"),), 1)
    assert set(answer.statements) == single.statements | general.statements


def test_what_was_only_called_for_is_no_act() -> None:
    answer = asked([], more=attested([part("p-0", "e-a0", "beneficiary")], "recommended"))
    assert len(answer.single.events) == 0


def test_convictions_and_custody_in_an_event_count_whom_it_concerns() -> None:
    told = [
        said("Conviction", convicted="p-0", court="c-0", event="e-a0"),
        said("Custody", detained="p-1", custodian="b-0", event="e-a0"),
    ]
    single = asked(told).single
    assert (len(single.persons), len(single.bodies)) == (2, 2)


def test_a_lasting_event_is_in_every_month_of_its_certain_days() -> None:
    from respondeat.graph.analyses.patterns.indicators import months

    assert months(Bounds(18383, 18390, 18440, 18470)) == ["2020-05", "2020-06"]
    assert months(Bounds(None, 18383, 18440, None)) == ["2020-05", "2020-06"]
    assert months(Bounds(18383, 18413, None, 18413)) == ["2020-05"]
    assert months(Bounds(None, 18413, None, 18413)) == []


# ---- bad input ----


@pytest.mark.parametrize(
    ("by", "least", "match"),
    [
        (("judge", "weather"), 2, "no dimension 'weather'"),
        (("judge",), 2, "two or more"),
        (("judge", "judge"), 2, "two or more"),
        ((), 0, "at least one case"),
    ],
)
def test_bad_input(by: tuple[str, ...], least: int, match: str) -> None:
    with pytest.raises(InputError, match=match):
        asked([], by, least)


def test_an_empty_graph_has_no_case() -> None:
    answer = patterns(world())
    assert (answer.cases, answer.combinations, answer.pairs, answer.tests, answer.statements) == (
        0,
        (),
        (),
        0,
        (),
    )
