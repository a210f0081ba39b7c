"""Graphs that nobody should make, and questions that nobody should ask."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.analyses.events_under import events_under, reach
from respondeat.graph.analyses.superiors import subordinates, superiors
from respondeat.graph.command import CommandGraph, Mode, When, graph_of, network
from respondeat.graph.command.arrays import save
from respondeat.graph.dates import Bounds, ValidTime, held_on, span
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v

TODAY = When.day(18000)


def b(n: int) -> str:
    return f"{v.ID}b-{n}"


def over(lower: str, upper: str, time: ValidTime | None = None) -> Statement:
    return Statement.of("Subordination", time, subordinate=lower, superior=upper, linkKind=v.DE_JURE_COMMAND)


def head(body: str, person: str, time: ValidTime | None = None) -> Statement:
    return Statement.of("Posting", time, holder=person, body=body, capacity=v.HEAD)


def ladder(length: int) -> CommandGraph:
    return graph_of(over(b(n), b(n + 1)) for n in range(length))


def all_questions(graph: CommandGraph, iris: Iterable[str], when: When = TODAY) -> None:
    for iri in iris:
        chains(graph, iri, when).gaps  # noqa: B018
        superiors(graph, iri, when)
        subordinates(graph, iri, when)
        events_under(graph, iri)
    network(graph)


# ---- shapes ----


def test_an_empty_graph(tmp_path: Path) -> None:
    save(graph_of([]).arrays, tmp_path)
    for graph in (graph_of([]), CommandGraph.open(tmp_path)):
        assert (graph.node_count, graph.link_count, graph.node(b(0))) == (0, 0, None)
        all_questions(graph, [b(0)])
        assert commanders(graph, b(0), TODAY).board.vacant
        assert network(graph).number_of_nodes() == 0


def test_a_target_that_is_not_there() -> None:
    graph = ladder(3)
    found = chains(graph, v.ID + "nobody", TODAY)
    assert (found.chains, found.gaps, found.left_out, found.truncated) == ((), (), (), False)
    assert events_under(graph, v.ID + "nobody").events == ()
    assert superiors(graph, v.ID + "nobody", TODAY).board.vacant


def test_heads_of_a_person() -> None:
    graph = graph_of([head(b(0), v.ID + "p-0"), Entity.of(v.ID + "p-0", "Person")])
    with pytest.raises(InputError, match="is a person"):
        commanders(graph, v.ID + "p-0", TODAY)


def test_cycles_and_links_to_oneself() -> None:
    ring: list[Record] = [over(b(n), b((n + 1) % 5)) for n in range(5)]
    ring += [over(b(0), b(0)), head(b(3), v.ID + "p-0"), Entity.of(v.ID + "p-0", "Person")]
    ring += [over(v.ID + "p-0", b(0))]
    graph = graph_of(ring)
    all_questions(graph, [*map(b, range(5)), v.ID + "p-0"])
    for n in range(5):
        for chain in chains(graph, b(n), TODAY).chains:
            assert len(set(chain.nodes)) == len(chain.nodes)
        assert b(n) not in {graph.iri(row.node) for row in superiors(graph, b(n), TODAY).board.standing}
    top = graph.node(v.ID + "p-0")
    assert top is not None
    assert {graph.iri(n) for n in reach(graph, top).possible} == {*map(b, range(5)), v.ID + "p-0"}


def test_a_body_above_itself_only_is_the_top() -> None:
    found = chains(graph_of([over(b(0), b(0))]), b(0), TODAY)
    assert found.chains == ()
    assert {gap.kind for gap in found.gaps} == {"no-head", "no-superior"}


def test_a_chain_of_two_hundred() -> None:
    graph = ladder(200)
    short = chains(graph, b(0), TODAY)
    assert [(len(c.hops), c.cut_short) for c in short.chains] == [(16, True)]
    assert [gap.body for gap in short.gaps if gap.kind == "cut-short"] == [b(16)]
    whole = chains(graph, b(0), TODAY, max_hops=200)
    assert [(len(c.hops), c.cut_short) for c in whole.chains] == [(200, False)]
    top = graph.node(b(200))
    assert top is not None and len(reach(graph, top).possible) == 201


def test_more_hops_than_can_be_climbed() -> None:
    graph = ladder(600)
    whole = chains(graph, b(0), TODAY, max_hops=500)
    assert [(len(c.hops), c.cut_short) for c in whole.chains] == [(500, True)]
    for hops in (501, 0, -1):
        with pytest.raises(InputError, match="1 to 500"):
            chains(graph, b(0), TODAY, max_hops=hops)


@pytest.mark.parametrize("hops", [1, 2, 7])
def test_as_many_hops_as_allowed(hops: int) -> None:
    found = chains(ladder(7), b(0), TODAY, max_hops=hops).chains
    assert [(len(c.hops), c.cut_short) for c in found] == [(hops, hops < 7)]


def test_a_fan_of_ten_thousand() -> None:
    fan: list[Record] = [over(b(0), b(n)) for n in range(1, 10_001)]
    fan += [over(b(n), b(20_000)) for n in range(1, 10_001)]
    graph = graph_of(fan)
    found = chains(graph, b(0), TODAY)
    assert len(found.chains) == 1000 and found.truncated
    assert len({c.nodes for c in found.chains}) == 1000
    assert len(superiors(graph, b(0), TODAY).board.standing) == 10_000
    assert len(subordinates(graph, b(20_000), TODAY).board.standing) == 10_000
    top = graph.node(b(20_000))
    assert top is not None and len(reach(graph, top).possible) == 10_002


def test_ten_thousand_heads_of_one_body() -> None:
    heads = [head(b(0), f"{v.ID}p-{n}", ValidTime("", Bounds(None, n, n, None))) for n in range(10_000)]
    graph = graph_of(heads)
    board = commanders(graph, b(0), When.day(5000)).board
    assert [graph.iri(row.node) for row in board.standing] == [v.ID + "p-5000"]
    assert len(board.left_out) == 9999
    assert board.last_before is not None and board.last_before.day == 4999


def test_one_person_cited_ten_thousand_times() -> None:
    cited = [head(b(0), v.ID + "p-0", ValidTime("", Bounds(None, n, n, None))) for n in range(10_000)]
    other = head(b(0), v.ID + "p-1", ValidTime("", Bounds(None, 0, 0, None)))
    board = commanders(graph_of([*cited, other]), b(0), When.day(20_000)).board
    # who held it beside them on the only day on which they are attested leaves them in
    assert len(board.standing) == 2 and not board.left_out


@pytest.mark.parametrize("limit", [1, 5, 15, 16, 17])
def test_a_limit_is_said_when_it_cuts(limit: int) -> None:
    diamonds = [
        over(f"{v.ID}l{n}-0", f"{v.ID}m{n}-{side}") for n in range(4) for side in (0, 1)
    ] + [over(f"{v.ID}m{n}-{side}", f"{v.ID}l{n + 1}-0") for n in range(4) for side in (0, 1)]  # fmt: skip
    found = chains(graph_of(diamonds), v.ID + "l0-0", TODAY, limit=limit)
    assert (len(found.chains), found.truncated) == (min(limit, 16), limit < 16)


def test_a_lattice_with_more_ways_than_can_be_counted() -> None:
    lattice = [
        over(f"{v.ID}x{n}-{i}", f"{v.ID}x{n + 1}-{j}") for n in range(30) for i in range(6) for j in range(6)
    ]
    found = chains(graph_of(lattice), v.ID + "x0-0", TODAY, max_hops=64)
    assert len(found.chains) == 1000 and found.truncated


# ---- names of nodes ----

FOREIGN = (
    "http://www.wikidata.org/entity/Q184",
    "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    "a:b",
    v.ID + "a:b",
    v.ID + "urn:x",
    v.ID,
    "https://example.org/внутренние-войска",
    v.ID + "Ĺ-ůńit-ў-𝔘",
    v.ID + "b-0/" + "x" * 5000,
    "https://w3id.org/respondeat/i",
)


def test_any_iri_is_kept_and_found(tmp_path: Path) -> None:
    graph = graph_of(over(one, other) for one in FOREIGN for other in FOREIGN if one != other)
    save(graph.arrays, tmp_path)
    for again in (graph, CommandGraph.open(tmp_path)):
        assert {again.iri(n) for n in range(again.node_count)} == set(FOREIGN)
        for iri in FOREIGN:
            node = again.node(iri)
            assert node is not None and again.iri(node) == iri
            found = {again.iri(row.node) for row in superiors(again, iri, TODAY).board.standing}
            assert found == set(FOREIGN) - {iri}
    assert graph.node(v.ID + "a") is None and graph.node("https://example.org/") is None


def test_a_statement_with_an_id_of_another_house() -> None:
    posting = Statement.of("Posting", id="urn:x:ў", holder=b(1), body=b(0), capacity=v.HEAD)
    assert commanders(graph_of([posting]), b(0), TODAY).statements == ("urn:x:ў",)


# ---- far days ----


@pytest.mark.parametrize("text", ["-9999", "Y99999", "Y-99999", "Y5000000000", "Y-5000000000"])
def test_days_far_out(text: str) -> None:
    lo, hi = span(text)
    assert lo is not None and hi is not None
    ever = Statement.of("Posting", None, holder=v.ID + "p-0", body=b(0), capacity=v.HEAD)
    then = head(b(0), v.ID + "p-1", held_on(text))
    year = head(b(0), v.ID + "p-2", ValidTime(text, Bounds(lo, hi, lo, hi)))
    graph = graph_of([ever, then, year])
    for when in (When.day(lo), When.day(lo, hi), When.event(Bounds(lo, lo, hi, hi), Mode.SOME)):
        rows = commanders(graph, b(0), when).board.standing
        assert {graph.iri(row.node) for row in rows} == {f"{v.ID}p-{n}" for n in range(3)}
    now = {graph.iri(row.node) for row in commanders(graph, b(0), TODAY).board.standing}
    assert now == {v.ID + "p-0", v.ID + "p-1"}


def test_statements_with_no_bounds_at_all() -> None:
    open_ = ValidTime("", Bounds())
    records: list[Record] = [
        head(b(0), v.ID + "p-0"),
        head(b(0), v.ID + "p-1", open_),
        head(b(0), v.ID + "p-2", held_on("2020-01-01")),
        Statement.of("Participation", open_, actor=b(0), event=v.ID + "e-0", role=v.PERPETRATOR),
        Statement.of("Participation", None, actor=b(0), event=v.ID + "e-1", role=v.PERPETRATOR),
        *(Entity.of(f"{v.ID}e-{n}", "Event") for n in (0, 1)),
    ]
    graph = graph_of(records)
    day = span("2020-01-01")[0]
    assert day is not None
    board = commanders(graph, b(0), When.day(day)).board
    assert [row.certain for row in board.standing] == [True, False, False]
    # an undated tie holds whenever the event was, however its having no date is written
    for event in (v.ID + "e-0", v.ID + "e-1"):
        assert [c.certain for c in chains(graph, event, When.day(day)).chains] == [True, False, False]
        assert {h.certain for c in chains(graph, event, When.day(day)).chains for h in c.hops[:1]} == {True}
    assert [e.window for e in events_under(graph, v.ID + "p-2").events] == [(-(2**31) + 1, 2**31 - 2)] * 2
