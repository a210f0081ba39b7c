"""The network around a target: who stands on the chains above it, and every dated link among them."""

from dataclasses import replace

from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.phrases import reserve
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans, state_name
from respondeat.graph.analyses import chains as analysis
from respondeat.graph.command import MAX_CHAINS, MAX_HOPS, Mode, When
from respondeat.graph.exports.network import Described, Edge, Network, Spell, bounded
from respondeat.graph.exports.network import network as export

from .asked import question
from .chain import time_asked
from .rows import frame


@question("graph")
def graph(
    data: Dataset,
    target: str,
    on: str | None = None,
    max_hops: int = MAX_HOPS,
    quotes: Quotes | None = None,
) -> Json:
    """The nodes on the chains above a target and the dated links among them. Schema `graph.json`."""
    proof = Proof(data, quotes)
    id, when, found, truncated = network_of(data, target, on, max_hops)
    return {
        "target": proof.node(id),
        "on": [day_text(day) for day in when.window],
        "nodes": [{"node": proof.node(n.id), "days": spans(n.days)} for n in found.nodes],
        "edges": [_edge(e) for e in found.edges],
        "truncated": truncated,
        "statements": sorted({s.statement for e in found.edges for s in e.spells}),
        **frame(data),
    }


def network_of(
    data: Dataset, target: str, on: str | None = None, max_hops: int = MAX_HOPS
) -> tuple[str, When, Network, bool]:
    """The id of a target, the time asked for, the network around it, and whether chains were left out.

    Of the links among the nodes every upheld statement is there, also those of other days: a program that
    knows lifetimes shows a day or a span of them.
    """
    id = data.find(target, ON_CHAINS)
    when = time_asked(data, id, on, Mode.SOME)
    found = analysis.chains(data.graph, id, when, limit=MAX_CHAINS, max_hops=max_hops)
    nodes = {id, *(node for chain in found.chains for node in chain.nodes)}
    proof = Proof(data)
    described = {}
    for node in sorted(nodes):
        told = proof.node(node)
        described[node] = Described(told["name"], told.get("type", ""))
    return id, when, _reserved(export(data.graph, described), proof), found.truncated


def _reserved(found: Network, proof: Proof) -> Network:
    """The network with what is not plainly asserted in it."""
    language = proof.data.language

    def spell(s: Spell) -> Spell:
        return replace(s, reserve=reserve(proof.sources([s.statement]), language).strip(" ()"))

    edges = tuple(replace(e, spells=tuple(map(spell, e.spells))) for e in found.edges)
    return replace(found, edges=edges)


def _edge(e: Edge) -> Json:
    return {
        "source": e.source,
        "target": e.target,
        "link": e.kind,
        "spells": [
            {
                "statement": s.statement,
                "possible": _ends(s.possible),
                "certain": None if s.certain is None else _ends(s.certain),
                "state": state_name(s.state),
                "reserve": s.reserve or None,
            }
            for s in e.spells
        ],
    }


def _ends(days: tuple[int, int]) -> list[str | None]:
    return [None if day is None else day_text(day) for day in bounded(days)]
