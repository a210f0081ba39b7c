"""Command structures against brute force, and against the chains that they show at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.analyses.structure import Structure, structure
from respondeat.graph.command import CONCEPT, HEADS, CommandGraph, Kind, Mode, State, When, graph_of
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.analyses.structure_oracle import Truth
from tests.graph.analyses.test_lasting import Closed, events
from tests.graph.command.oracle import Said, World
from tests.graph.command.worlds import BODIES, EVENT, GROUP, NODES, PERSONS, records, windows, worlds

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


@settings(max_examples=examples(300))
@given(worlds(most=13), windows, st.sampled_from(NODES), st.sampled_from((1, 2, 3)))
def test_whatever_a_limit_leaves_out_is_counted(
    world: tuple[Said, ...], window: tuple[int, int], target: str, limit: int
) -> None:
    graph = graph_of(records(world))
    whole = structure(graph, target, When.day(*window), down=16)
    cut = structure(graph, target, When.day(*window), down=16, limit=limit)
    shown = {box.node: box.rank for box in cut.boxes}
    left = [(node, group.rank) for group in cut.groups for node in group.bodies]
    assert len(shown) == min(limit, len(whole.boxes))
    assert sorted([*shown.items(), *left]) == sorted((box.node, box.rank) for box in whole.boxes)
    assert {group.under for group in cut.groups} <= set(shown)
    assert cut.truncated == (len(whole.boxes) > limit)
    assert edges(graph, cut) == {
        pair: links for pair, links in edges(graph, whole).items() if set(pair) <= set(shown)
    }


def stated(kind: str, lower: str, upper: str, state: str = "supported", number: int = 0) -> Said:
    return Said(f"{v.ID}s-{number}", kind, lower, upper, (0, 0, 9, 9), state)


def test_what_is_denied_rejected_or_retracted_stands_apart_and_carries_nothing() -> None:
    low, high, other = BODIES
    graph = graph_of(
        records(
            [
                stated("deJureCommand", low, high, "retracted", 1),
                stated("deFactoControl", low, other, "rejected", 2),
                stated("head", low, PERSONS[0], "rejected", 3),
                stated("operationalControl", low, GROUP, "denied", 4),
                stated("among", low, GROUP, "retracted", 5),
            ]
        )
    )
    found = structure(graph, low, When.day(4, 4))
    assert [box.node for box in found.boxes] == [low]
    assert found.links == ()
    assert {(one.target, one.state, one.kinds) for one in found.denied} == {
        (high, State.RETRACTED, (Kind.COMMAND,)),
        (other, State.REJECTED, (Kind.CONTROL,)),
        (PERSONS[0], State.REJECTED, (Kind.HEAD,)),
        (GROUP, State.DENIED, (Kind.OPERATIONAL, Kind.AMONG)),
    }
    assert structure(graph, low, When.day(11, 11)).denied == ()
    assert found.changes == ()


def test_a_target_that_the_graph_does_not_hold_is_a_box_without_anything() -> None:
    found = structure(graph_of([]), BODIES[0], When.day(4, 4))
    assert [(box.node, box.rank) for box in found.boxes] == [(BODIES[0], 0)]
    assert (found.links, found.statements, found.truncated) == ((), (), False)


def test_bodies_that_statements_on_an_event_name_are_among_the_unlinked() -> None:
    tied = Said(f"{v.ID}s-1", "perpetrator", EVENT, BODIES[0], None)
    victim = Statement.of("Participation", event=EVENT, actor=BODIES[1], role=v.R + "victim")
    told = [*records([tied]), victim, Attestation.of(supports=[victim.id])]
    found = structure(graph_of(told), EVENT, When.day(4, 4), records=RecordSet(told))
    assert [box.node for box in found.boxes] == [EVENT, BODIES[0]]
    assert [(one.node, one.named) for one in found.unlinked] == [(BODIES[1], (victim.id,))]
