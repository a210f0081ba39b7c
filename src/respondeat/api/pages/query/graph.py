"""Triples as a network: IRIs are nodes, triples between them edges; types and texts stay in the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.pages.place import Place
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .names import Value

Json = dict[str, Any]

MOST: Final = 300
"""Nodes that are drawn, at most; the table beside has all."""
_EXPLORED: Final = 60  # nodes that a link brings into the explorer


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges for the drawing, how many nodes were left out, and the same in the explorer."""

    drawn: Json
    nodes: int
    left_out: int
    explore: str


def graph(place: Place, rows: Sequence[Sequence[Value | None]]) -> Graph | None:
    """The network of triples; None where no two nodes are linked."""
    nodes: dict[str, Json] = {}
    edges: list[Json] = []
    for subject, predicate, object in rows:
        assert subject is not None
        assert predicate is not None
        assert object is not None  # a triple has three
        if object.iri and predicate.iri != v.TYPE:
            ends = [_node(nodes, one) for one in (subject, object)]
            edges.append({"source": ends[0], "target": ends[1], "label": _word(place, predicate)})
    if not edges:
        return None
    shown = dict(list(nodes.items())[:MOST])
    drawn = {
        "nodes": list(shown.values()),
        "edges": [edge for edge in edges if edge["source"] in shown and edge["target"] in shown],
    }
    ids = [iri.removeprefix(v.ID) for iri in shown if iri.startswith(v.ID)][:_EXPLORED]
    explore = place.link("/explore", node=" ".join(ids)) if ids else ""
    return Graph(drawn, len(nodes), len(nodes) - len(shown), explore)


def _word(place: Place, predicate: Value) -> str:
    """What a predicate is called in the language of the page, or as it is written where that is unknown."""
    called = label(predicate.iri, place.language)
    known = predicate.iri in v.PROPERTIES or not predicate.iri.endswith(called)
    return called if known else predicate.text


def _node(nodes: dict[str, Json], value: Value) -> str:
    id = value.iri or value.text
    nodes.setdefault(id, {"id": id, "label": value.text, "href": value.href})
    return id
