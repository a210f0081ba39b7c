"""The view for graph programs: its boxes, the heads in them, the links between them and what is missing."""

from collections.abc import Iterable, Iterator
from typing import Any

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.phrases import reserve
from respondeat.api.proof import state_of
from respondeat.api.report.words import Words
from respondeat.graph.command import EARLY, LATE
from respondeat.graph.dates import day
from respondeat.graph.exports.gexf import gexf
from respondeat.graph.exports.graphml import graphml
from respondeat.graph.exports.network import Edge, Network, Node, Spell

from .asking import Found
from .exports import asked_for, said
from .gaps import Gap, gaps

Json = dict[str, Any]


def as_graphml(data: Dataset, asked: Asked) -> bytes:
    """The view as GraphML. Raises what the questions raise."""
    told = asked_for(data, asked)
    return graphml(network(told, Words(data.language)), " ".join(said(data, told)))


def as_gexf(data: Dataset, asked: Asked) -> bytes:
    """The view as GEXF, with the days on which each link holds. Raises what the questions raise."""
    told = asked_for(data, asked)
    return gexf(network(told, Words(data.language)), " ".join(said(data, told)))


def network(found: Found, words: Words) -> Network:
    """The nodes and edges of a view: boxes, heads and other posts, those in the tray too, and gaps."""
    told = found.structure
    nodes: dict[str, Json] = {}
    edges: list[Edge] = []
    for box in (*told["boxes"], *told["unlinked"]):
        nodes[box["node"]["id"]] = box["node"]
        for row in (*box["heads"], *box.get("others", ())):
            nodes.setdefault(row["person"]["id"], row["person"])
            edges.append(_edge(row, box["node"]["id"], row["person"]["id"], row["capacity"], words))
    edges += [_edge(row, row["source"], row["target"], row["link"], words) for row in told["links"]]
    for row in told["denied"]:
        for node in row["ends"]:
            nodes.setdefault(node["id"], node)
        edges.append(_edge(row, row["source"], row["target"], row["link"], words))
    missing = [gap for those in gaps(found).values() for gap in those]
    edges += [Edge(gap.body["id"], gap.key, "gap", ()) for gap in missing]
    edges.sort(key=lambda e: (e.source, e.target, e.kind))
    lacking = (_gap(gap, told["on"], words) for gap in missing)
    made = sorted((*(_node(node, edges) for node in nodes.values()), *lacking), key=lambda node: node.id)
    return Network(tuple(made), tuple(edges))


def _gap(gap: Gap, on: list[str | None], words: Words) -> Node:
    near = {
        key: "{} ({}), {}".format(*told)
        for key in ("last_before", "first_after")
        if any(told := gap.attested(key, words))
    }
    name = f"{words.say('report.gap')}: {gap.lead(words)}"
    return Node(gap.key, name, "gap", False, False, (_span(on),), **near)


def _node(node: Json, edges: Iterable[Edge]) -> Node:
    id = node["id"]
    days = sorted(span for edge in edges if id in (edge.source, edge.target) for span in edge.days)
    flags = (bool(node.get("placeholder")), bool(node.get("invented")))
    return Node(id, node["name"], node.get("type", ""), *flags, tuple(days))


def _edge(row: Json, source: str, target: str, kind: str, words: Words) -> Edge:
    said = reserve(row["sources"], words.language).strip(" ()")
    return Edge(source, target, kind, tuple(_spells(row, said)))


def _spells(row: Json, said: str) -> Iterator[Spell]:
    """A spell for each statement: all of them have the days of the row, and are `said` with its reserve."""
    days = [_span(span) for span in row["days"]] or [(EARLY, LATE)]
    sure = days if row.get("grade") == "certain" else [None] * len(days)
    for statement in row["statements"]:
        for possible, certain in zip(days, sure, strict=True):
            yield Spell(statement, possible, certain, state_of(row["state"]), said)


def _span(span: list[str | None]) -> tuple[int, int]:
    first, last = span
    return (EARLY if first is None else day(first), LATE if last is None else day(last))
