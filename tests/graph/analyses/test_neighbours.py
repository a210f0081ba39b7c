"""Neighbours of an entity, against every pair of every statement of small worlds; and of a document."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.neighbours import NAMES, Count, Neighbours, around, named_in
from respondeat.graph.command import RelationGraph, When, relations_of
from respondeat.graph.command.pairs import PAIRS
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Document, Passage, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v

from .related import EVENTS, EVERYBODY, PERSONS, ROLES, Tie, ties, worlds
from .test_path import WINDOWS, said

Window = tuple[int, int] | None


def test_the_pairs_are_those_of_the_ontology() -> None:
    pairs = {(p.relation, p.role, p.other) for p in PAIRS.values()}
    assert pairs == {(name, main, role) for name, (main, roles) in ROLES.items() for role in roles}
    assert all(64 <= number < 256 for number in PAIRS)
    assert {f"{p.relation}.{p.other}.{p.role}" for p in PAIRS.values()} <= set(NAMES)


def holds(tie: Tie, window: Window) -> bool:
    return window is None or any(window[0] <= d <= window[1] for d in tie.possible)


def surely(tie: Tie, window: Window) -> bool:
    if not tie.carries:
        return False
    return bool(tie.sure) if window is None else set(range(window[0], window[1] + 1)) <= tie.sure


def names(tie: Tie, entity: str) -> list[tuple[str, str, str]]:
    """From the side of the entity."""
    roles = tie.roles if tie.source == entity else tie.roles[::-1]
    return [(tie.relation, *roles)]


@settings(max_examples=300)
@given(
    worlds(),
    st.sampled_from(EVERYBODY),
    WINDOWS,
    st.booleans(),
    st.one_of(st.just(()), st.sets(st.sampled_from(NAMES[:40]), min_size=1, max_size=12)),
    st.integers(1, 8),
)
def test_every_pair_of_every_statement(
    world: tuple[Record, ...],
    entity: str,
    window: Window,
    only_certain: bool,
    relations: frozenset[str],
    limit: int,
) -> None:
    own = [t for t in ties(world) if entity in t.ends and holds(t, window)]
    own = [t for t in own if surely(t, window) or not only_certain]
    when = None if window is None else When.day(*window)
    found = around(relations_of(world), entity, relations, when, only_certain=only_certain, limit=limit)

    counted: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    neighbours: dict[str, list[Tie]] = defaultdict(list)
    for t in own:
        for name in names(t, entity):
            counted[name].append(t)
            if not relations or ".".join(name) in relations:
                neighbours[next(iter(t.ends - {entity}))].append(t)
    assert {(c.relation, c.role, c.other): (c.neighbours, c.statements) for c in found.counts} == {
        name: (len({x.ends for x in those}), len({x.statement for x in those}))
        for name, those in counted.items()
    }
    assert found.total == len(neighbours)
    order = sorted(
        neighbours,
        key=lambda id: (
            -len({t.statement for t in neighbours[id] if t.carries}),
            -len({t.statement for t in neighbours[id]}),
            id,
        ),
    )
    assert [n.id for n in found.neighbours] == order[:limit]
    for n in found.neighbours:
        wanted = {
            (t.statement, t.relation, t.source, t.target, t.roles, t.state, surely(t, window))
            for t in neighbours[n.id]
        }
        got = {(e.statement, e.relation, e.source, e.target, e.roles, e.state, e.certain) for e in n.edges}
        assert got == wanted
        assert n.statements == len({t.statement for t in neighbours[n.id]})


def graph_and_records(world: list[Record]) -> tuple[RecordSet, RelationGraph]:
    return RecordSet(world), relations_of(world)


def test_an_entity_without_statements_has_no_neighbours() -> None:
    graph = relations_of([])
    assert around(graph, PERSONS[0]) == Neighbours((), 0, ())
    alone = relations_of(said(0, "Existence", entity=EVENTS[0]))
    assert around(alone, EVENTS[0]) == Neighbours((), 0, ())


def test_a_role_filled_by_the_entity_itself_is_no_neighbour() -> None:
    world = said(0, "Subordination", subordinate=PERSONS[0], superior=PERSONS[0], linkKind=v.R + "partOf")
    assert around(relations_of(world), PERSONS[0]).total == 0


def test_of_many_edges_to_one_neighbour_the_first_are_given_and_all_counted() -> None:
    world = [
        r
        for n in range(30)
        for r in said(n, "Posting", (n, n, n, n), holder=PERSONS[0], body=v.ID + "b-0", capacity=v.HEAD)
    ]
    (found,) = around(relations_of(world), PERSONS[0]).neighbours
    assert (found.statements, len(found.edges)) == (30, 20)


DOCUMENT = v.ID + "doc-0"


def document(*attested: Attestation, said: list[Statement]) -> list[Record]:
    passage = Passage.of(DOCUMENT, locator="page 1")
    return [
        Document(DOCUMENT, "A report (invented)"),
        passage,
        *said,
        *(Attestation(a.id, a.supports, a.denies, (passage.id,), a.origin) for a in attested),
    ]


def test_a_document_names_the_entities_of_its_statements() -> None:
    a, b, _ = PERSONS
    time = ValidTime("", Bounds(3, 3, 5, 5))
    held = Statement.of("Posting", time, holder=a, body=v.ID + "b-0", capacity=v.HEAD)
    part = Statement.of("Participation", actor=b, event=EVENTS[0], role=v.R + "participant")
    named = Statement.of("Quantity", metric=v.R + "killed", comparator=v.R + "over", value=3, event=EVENTS[0])
    world = document(
        Attestation.of(supports=[held.id, named.id]),
        Attestation.of(denies=[part.id]),
        said=[held, part, named],
    )
    found = named_in(*graph_and_records(world), DOCUMENT)
    assert found.counts == (
        Count("Attestation", "supports", "body", 1, 1),
        Count("Attestation", "supports", "event", 1, 1),
        Count("Attestation", "supports", "holder", 1, 1),
        Count("Attestation", "denies", "actor", 1, 1),
        Count("Attestation", "denies", "event", 1, 1),
    )
    assert [(n.id, n.statements) for n in found.neighbours] == [
        (EVENTS[0], 2),
        (v.ID + "b-0", 1),
        (a, 1),
        (b, 1),
    ]
    assert {e.relation for n in found.neighbours for e in n.edges} == {"Attestation"}
    sure = named_in(*graph_and_records(world), DOCUMENT, when=When.day(4), only_certain=True)
    assert {n.id for n in sure.neighbours} == {a, v.ID + "b-0"}
    some = named_in(*graph_and_records(world), DOCUMENT, ["Attestation.denies.actor"])
    assert [n.id for n in some.neighbours] == [b]
    assert named_in(*graph_and_records(world), DOCUMENT, when=When.day(6)).total == 2  # what is undated


def test_an_attestation_that_was_retracted_names_nobody() -> None:
    held = Statement.of("Posting", holder=PERSONS[0], body=v.ID + "b-0", capacity=v.HEAD)
    attested = Attestation.of(supports=[held.id])
    world = document(attested, said=[held])
    assert named_in(*graph_and_records([*world, Retraction.of([attested.id], "no")]), DOCUMENT).total == 0


def test_a_part_in_a_dated_event_is_named_on_its_days() -> None:
    part = Statement.of("Participation", actor=PERSONS[0], event=EVENTS[0], role=v.R + "participant")
    world = [
        *document(Attestation.of(supports=[part.id]), said=[part]),
        *said(7, "Existence", (3, 3, 3, 3), entity=EVENTS[0]),
    ]
    known = graph_and_records(world)
    assert named_in(*known, DOCUMENT, when=When.day(3), only_certain=True).total == 2
    assert named_in(*known, DOCUMENT, when=When.day(4)).total == 0
