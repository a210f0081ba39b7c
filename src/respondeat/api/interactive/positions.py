"""Where the nodes of a chain stand: from left to right by how far up they are, few lines crossing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from respondeat.api.pages.chain.layout_order import Slot, in_order, join

ACROSS: Final = 440.0
DOWN: Final = 150.0


def layered(
    first: str, nodes: Sequence[str], edges: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[float, float]]:
    """A place for each node: `first` at the left, each other to the right of what it stands above.

    Within a column they stand in the order of the pictures of chains. What no edge reaches stands in a column
    of its own at the right.
    """
    pairs = sorted({(lower, upper) for lower, upper in edges if lower != upper})
    above: dict[str, list[str]] = defaultdict(list)
    for lower, upper in pairs:
        above[lower].append(upper)
    ranks = _ranks(first, above)
    last = max(ranks.values(), default=0)
    slots = {node: Slot(ranks.get(node, last + 1), 0, 0) for node in sorted(nodes)}
    for lower, upper in pairs:
        join(slots[lower], slots[upper])
    columns: list[list[Slot]] = [[] for _ in range(last + 2)]
    for slot in slots.values():
        columns[slot.column].append(slot)
    in_order(columns)
    return {
        node: (slot.column * ACROSS, (slot.at - (len(columns[slot.column]) - 1) / 2) * DOWN)
        for node, slot in slots.items()
    }


def _ranks(first: str, above: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many links up each node is at least."""
    ranks, reached = {first: 0}, [first]
    while reached:
        following = []
        for node in reached:
            for upper in above.get(node, ()):
                if upper not in ranks:
                    ranks[upper] = ranks[node] + 1
                    following.append(upper)
        reached = following
    return ranks
