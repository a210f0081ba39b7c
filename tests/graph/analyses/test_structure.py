"""Command structures against brute force, and against the chains that they show at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.analyses.structure import Structure, structure
from respondeat.graph.command import CONCEPT, HEADS, CommandGraph, Mode, When, graph_of
from tests.examples import examples
from tests.graph.analyses.structure_oracle import Truth
from tests.graph.analyses.test_lasting import Closed, events
from tests.graph.command.oracle import Said, World
from tests.graph.command.worlds import BODIES, EVENT, NODES, PERSONS, records, windows, worlds

far = st.sampled_from((0, 1, 2, 16))


def edges(graph: CommandGraph, found: Structure) -> dict[tuple[str, str], set[tuple[str, str, str]]]:
    told: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for link in found.links:
        told.setdefault((link.source, link.target), set()).update(
            (CONCEPT[graph.kind(k)], graph.iri(graph.source[k]), graph.iri(graph.target[k]))
            for k in link.row.links
        )
    return told


@settings(max_examples=examples(1200))
@given(worlds(most=13), windows, st.sampled_from(NODES), far, far)
def test_structures_are_those_of_the_oracle(
    world: tuple[Said, ...], window: tuple[int, int], target: str, up: int, down: int
) -> None:
    graph, asked = graph_of(records(world)), frozenset(range(window[0], window[1] + 1))
    if graph.node(target) is None:
        return
    found = structure(graph, target, When.day(*window), up=up, down=down)
    truth = Truth(World(world), target, asked, PERSONS, up, down)
    assert {box.node: box.rank for box in found.boxes} == truth.ranks
    assert edges(graph, found) == truth.links()
    for link in found.links:
        keys = [(CONCEPT[graph.kind(k)], graph.source[k], graph.target[k]) for k in link.row.links]
        sure = [truth.world.link_sure((kind, graph.iri(a), graph.iri(b))) for kind, a, b in keys]
        assert link.row.certain == (asked <= frozenset().union(*sure))
    for box in found.boxes:
        assert box.above == truth.more(box.node, upward=True)
        assert box.below == truth.more(box.node, upward=False)
    assert {one.node for one in found.unlinked} == truth.elsewhen(down)
    assert [c.day for c in found.changes] == sorted(c.day for c in found.changes)
    shown = {*truth.ranks, *(one.node for one in found.unlinked)}
    told = {(c.day, c.begins, c.sure, (CONCEPT[c.kind], c.body, c.other)) for c in found.changes}
    assert len(told) == len(found.changes)
    assert told == truth.changes(shown)
    assert found.groups == ()


def agrees(graph: CommandGraph, target: str, when: When) -> None:
    """Every node of a chain is a box or a head of one, every hop a link or a head; nothing else is above."""
    ways = chains(graph, target, when)
    found = structure(graph, target, when)
    assert not ways.truncated
    boxes = {box.node: box for box in found.boxes}
    heads = {(box.node, graph.iri(row.node)) for box in found.boxes for row in box.heads.standing}
    links = {k: link for link in found.links for k in link.row.links}
    hops = {hop.link: hop for chain in ways.chains for hop in chain.hops}
    for hop in hops.values():
        lower, upper = hop.source, hop.target
        assert lower in boxes
        if upper in boxes:
            link = links[hop.link]
            assert (link.source, link.target, link.way) == (lower, upper, "up")
            assert not hop.certain or link.row.certain
        else:
            assert hop.kind in HEADS and (lower, upper) in heads
    reached = {hop.target for hop in hops.values()}
    assert reached - set(boxes) == {hop.target for hop in hops.values() if hop.kind in HEADS} - set(boxes)
    assert set(boxes) <= reached | {target}
    if graph.node(target) is None:
        return
    bodies = {box.node for box in found.boxes if box.node not in PERSONS and box.node != EVENT}
    assert set(found.left_out) == {(a, b) for a, b in ways.left_out if b in bodies} == set(ways.left_out)
    vacant = {gap.body: gap for gap in ways.gaps if gap.kind == "no-head"}
    assert {box.node for box in found.boxes if box.headed and box.heads.vacant} == set(vacant)
    for body in bodies:
        told, alone = boxes[body], commanders(graph, body, when)
        assert (told.heads, told.others) == (alone.board, alone.others)
        if body in vacant:
            gap = vacant[body]
            assert (told.heads.last_before, told.heads.first_after) == (gap.last_before, gap.first_after)


@settings(max_examples=examples(600))
@given(worlds(most=13), windows, st.sampled_from(NODES))
def test_a_structure_is_all_chains_at_once(
    world: tuple[Said, ...], window: tuple[int, int], target: str
) -> None:
    agrees(graph_of(records(world)), target, When.day(*window))


@settings(max_examples=examples(600))
@given(worlds(most=13), events(), st.sampled_from((Mode.SOME, Mode.THROUGHOUT)))
def test_a_structure_is_all_chains_at_once_in_an_event_that_lasts(
    world: tuple[Said, ...], event: Closed, mode: Mode
) -> None:
    graph = graph_of(records(world))
    for target in (EVENT, BODIES[0], PERSONS[0]):
        agrees(graph, target, When(*event, mode))
