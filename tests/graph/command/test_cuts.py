"""Rule next-attested on arrays against its text, applied to one statement and one day at a time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.command import EARLY, LATE, graph_of
from respondeat.graph.dates import Bounds, ValidTime, held_on, read
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v

from .oracle import AXIS, DAYS, Said, World
from .worlds import BODIES, PERSONS, records, worlds


@settings(max_examples=1500)
@given(worlds(most=12, ties=0))
def test_each_statement_is_possible_on_the_days_of_the_oracle(world: tuple[Said, ...]) -> None:
    graph, oracle = graph_of(records(world)), World(world)
    by_id = {s.id: s for s in world}
    for link in range(graph.link_count):
        for row in graph.rows(link):
            first = EARLY if row.first is None else row.first
            last = LATE if row.last is None else row.last
            found = {d for d in AXIS if first <= d <= last}
            assert found == oracle.can(by_id[row.statement])


def _heads(*times: tuple[int, ValidTime]) -> list[Record]:
    made: list[Record] = [Entity.of(BODIES[0], "Body")]
    made += [Entity.of(p, "Person") for p in PERSONS]
    return made + [
        Statement.of("Posting", time, holder=PERSONS[n], body=BODIES[0], capacity=v.HEAD) for n, time in times
    ]


def _last(records: list[Record], person: int) -> int | None:
    graph = graph_of(records)
    rows = [r for k in range(graph.link_count) if graph.iri(graph.target[k]) == PERSONS[person]
            for r in graph.rows(k)]  # fmt: skip
    return rows[0].last


def test_a_successor_ends_an_open_posting() -> None:
    found = _last(_heads((0, held_on("2005-06-01")), (1, held_on("2010-03-04"))), 0)
    assert found == held_on("2010-03-03").bounds.ls


def test_one_who_held_it_beside_them_by_another_statement_ends_nothing() -> None:
    both = (1, held_on("2005-06-01"))
    assert _last(_heads((0, held_on("2005-06-01")), both, (1, held_on("2010-03-04"))), 0) is None


def test_a_third_person_still_does() -> None:
    beside = [(1, held_on("2005-06-01")), (1, held_on("2010-03-04"))]
    found = _last(_heads((0, held_on("2005-06-01")), *beside, (2, held_on("2012-01-01"))), 0)
    assert found == held_on("2011-12-31").bounds.ls


def test_a_stated_end_is_not_moved_by_a_successor() -> None:
    posting = read("2005-06-01", "2012", ended=True)
    assert _last(_heads((0, posting), (1, held_on("2010-03-04"))), 0) == posting.bounds.le


@given(st.lists(st.sampled_from(DAYS), min_size=1, max_size=6))
def test_nobody_ends_their_own_posting(days: list[int]) -> None:
    times = [(0, ValidTime("", Bounds(None, d, d, None))) for d in days]
    assert _last(_heads(*times), 0) is None
