"""Where the nodes of a chain stand: from left to right by how far up they are, few lines crossing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

ACROSS: Final = 440.0
DOWN: Final = 150.0
_SWEEPS: Final = 8


def layered(
    first: str, nodes: Sequence[str], edges: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[float, float]]:
    """A place for each node: `first` at the left, each other to the right of what it stands above.

    The order within a column is that of the mean of the neighbours (Sugiyama, Tagawa, Toda 1981), swept to
    and fro. What no edge reaches stands in a column of its own at the right.
    """
    above: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    for lower, upper in edges:
        if lower != upper:
            above[lower].add(upper)
            below[upper].add(lower)
    ranks = _ranks(first, above)
    last = max(ranks.values(), default=0)
    columns: list[list[str]] = [[] for _ in range(last + 2)]
    for node in sorted(nodes):
        columns[ranks.get(node, last + 1)].append(node)
    order = {node: float(at) for column in columns for at, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        neighbours = below if sweep % 2 == 0 else above
        for column in columns if sweep % 2 == 0 else reversed(columns):
            column.sort(key=lambda node: (_mean(neighbours[node], order, order[node]), node))
            order |= {node: at - len(column) / 2 for at, node in enumerate(column)}
    return {
        node: (rank * ACROSS, (at - (len(column) - 1) / 2) * DOWN)
        for rank, column in enumerate(columns)
        for at, node in enumerate(column)
    }


def _ranks(first: str, above: Mapping[str, set[str]]) -> dict[str, int]:
    """How many links up each node is at least."""
    ranks, reached = {first: 0}, [first]
    while reached:
        following = []
        for node in reached:
            for upper in sorted(above.get(node, ())):
                if upper not in ranks:
                    ranks[upper] = ranks[node] + 1
                    following.append(upper)
        reached = following
    return ranks


def _mean(nodes: Iterable[str], order: Mapping[str, float], otherwise: float) -> float:
    found = [order[node] for node in nodes]
    return sum(found) / len(found) if found else otherwise
