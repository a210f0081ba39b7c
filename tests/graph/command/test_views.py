"""NetworkX views hold every statement as an edge, with its time."""

from hypothesis import given, settings

from respondeat.graph.command import CLIMBED, CONCEPT, Kind, graph_of, network
from respondeat.graph.dates import held_within, iso, read
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .oracle import CLIMBED as CLIMBED_CONCEPTS
from .oracle import Said
from .worlds import BODIES, NODES, PERSONS, records, worlds


@settings(max_examples=300)
@given(worlds(most=10, ties=2))
def test_one_edge_a_statement(world: tuple[Said, ...]) -> None:
    view = network(graph_of(records(world)))
    expected = {(s.lower, s.upper, s.id): s for s in world if s.kind in CLIMBED_CONCEPTS}
    assert set(view.edges(keys=True)) == set(expected)
    for lower, upper, key, data in view.edges(keys=True, data=True):
        s = expected[lower, upper, key]
        assert (data["statement"], data["kind"], data["state"]) == (s.id, s.kind, s.state)
        es, ls, ee, le = s.bounds or (None,) * 4
        assert data["start"] == ("" if es is None else iso(es))
        assert data["end"] == ("" if le is None else iso(le))
        assert data["es"] == es and data["le"] == le
        if ls is not None and (le is None or ls <= le):
            assert data["ls"] == ls
        if ee is not None and (es is None or es <= ee):
            assert data["ee"] == ee


@settings(max_examples=150)
@given(worlds(most=10, ties=2))
def test_a_part_is_the_subgraph_of_the_whole(world: tuple[Said, ...]) -> None:
    graph = graph_of(records(world))
    whole, some = network(graph), NODES[::2]
    part = network(graph, [*some, v.ID + "nobody", some[0]])
    induced = whole.subgraph(some)
    assert set(part.nodes) == set(induced.nodes)
    assert all(part.nodes[n] == induced.nodes[n] for n in part.nodes)
    assert set(part.edges(keys=True)) == set(induced.edges(keys=True))
    everything = network(graph, kinds=frozenset(Kind))
    assert everything.number_of_edges() == len(world)
    assert {d["kind"] for *_, d in network(graph, kinds=CLIMBED).edges(data=True)} <= {
        CONCEPT[k] for k in CLIMBED
    }


def test_nodes_say_what_they_are_and_edges_when() -> None:
    posting = Statement.of(
        "Posting", read("2010-05", "2012", started=True), holder=PERSONS[0], body=BODIES[0], capacity=v.HEAD
    )
    part = Statement.of("Participation", None, actor=BODIES[0], event=v.ID + "e-0", role=v.PERPETRATOR)
    at_some_time = Statement.of(
        "Subordination", held_within("2010/2011"), subordinate=BODIES[0], superior=BODIES[1],
        linkKind=v.DE_JURE_COMMAND,
    )  # fmt: skip
    view = network(
        graph_of(
            [
                posting, part, at_some_time, Entity.of(PERSONS[0], "Person"),
                Entity.of(BODIES[0], "Body", invented=True), Entity.of(BODIES[1], "Body", placeholder=True),
            ]
        ),
        kinds=frozenset(Kind),
    )  # fmt: skip
    assert view.nodes[PERSONS[0]] == {"person": True, "placeholder": False, "invented": False}
    assert view.nodes[BODIES[0]]["invented"] and view.nodes[BODIES[1]]["placeholder"]
    edge = view.edges[BODIES[0], PERSONS[0], posting.id]
    assert (edge["start"], edge["end"], edge["kind"]) == ("2010-05-01", "", "head")
    undated = view.edges[v.ID + "e-0", BODIES[0], part.id]
    assert [undated[k] for k in ("start", "end", "es", "ls", "ee", "le")] == ["", "", None, None, None, None]
