"""A part of the command graph says of its nodes what the whole says."""

from hypothesis import given, settings

from respondeat.graph.command import graph_of
from respondeat.graph.command.part import part

from .oracle import Said
from .worlds import NODES, records, worlds


@settings(max_examples=200)
@given(worlds(most=13))
def test_links_up_are_the_same(world: tuple[Said, ...]) -> None:
    whole = graph_of(records(world))
    chosen = sorted(n for iri in NODES[::2] if (n := whole.node(iri)) is not None)
    some = part(whole, chosen)
    for node in chosen:
        own = some.node(whole.iri(node))
        links = [(whole.kind(k), whole.iri(whole.target[k]), list(whole.rows(k))) for k in whole.up(node)]
        if own is None:
            assert links == []
            continue
        assert (some.node_class[own], some.node_flags[own]) == (
            whole.node_class[node],
            whole.node_flags[node],
        )
        assert [(some.kind(k), some.iri(some.target[k]), list(some.rows(k))) for k in some.up(own)] == links
