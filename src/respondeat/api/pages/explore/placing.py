"""Where entities stand in a picture that the server draws: where the address says, else by their links."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import networkx as nx

Place = tuple[float, float]

_EACH: Final = 190.0  # units of length to an entity
_ROUNDS: Final = 60
_SEED: Final = 1


def placed(
    nodes: Sequence[str], links: Iterable[tuple[str, str]], known: Mapping[str, tuple[int, int]]
) -> dict[str, Place]:
    """A place for every node, the same for the same view; those of `known` stay where they are.

    Parts of the network that no link joins stand beside one another.
    """
    if all(node in known for node in nodes):
        return {node: (float(known[node][0]), float(known[node][1])) for node in nodes}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(links)
    parts = [graph.subgraph(sorted(part)) for part in nx.connected_components(graph)]
    made = _beside(
        [_part(part) for part in sorted(parts, key=lambda part: (-len(part), min(part, key=nodes.index)))]
    )
    below = max((y for _, y in known.values()), default=-_EACH) + _EACH
    start = min((x for x, _ in known.values()), default=0)
    free = {node: place for node, place in made.items() if node not in known}
    left, top = (min((place[axis] for place in free.values()), default=0.0) for axis in (0, 1))
    moved = {node: (x - left + start, y - top + below) for node, (x, y) in free.items()}
    return moved | {node: (float(known[node][0]), float(known[node][1])) for node in nodes if node in known}


def _part(graph: Any) -> dict[str, Place]:
    """The places of the nodes of one connected part, the least of both numbers 0."""
    if len(graph) == 1:
        return {next(iter(graph)): (0.0, 0.0)}
    size = _EACH * math.sqrt(len(graph)) * (0.75 if len(graph) > 2 else 0.5)
    ordered: nx.Graph[str] = nx.Graph()  # a subgraph's own order is that of a set
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    found = nx.spring_layout(ordered, iterations=_ROUNDS, seed=_SEED, scale=size)
    left, top = (min(float(place[axis]) for place in found.values()) for axis in (0, 1))
    return {node: (float(x) - left, float(y) - top) for node, (x, y) in found.items()}


def _beside(parts: Sequence[Mapping[str, Place]]) -> dict[str, Place]:
    """All parts on shelves, about as wide as high."""
    sizes = [tuple(max(p[axis] for p in part.values()) + _EACH for axis in (0, 1)) for part in parts]
    wide = max([math.sqrt(sum(w * h for w, h in sizes)) * 1.4, *(w for w, _ in sizes)], default=0.0)
    found: dict[str, Place] = {}
    x = y = tall = 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if x and x + width > wide:
            x, y, tall = 0.0, y + tall, 0.0
        found |= {node: (px + x, py + y) for node, (px, py) in part.items()}
        x, tall = x + width, max(tall, height)
    return found
