"""To whom and to what an entity is related, by relation and roles, over all statements."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import RelationGraph, When
from respondeat.graph.command.pairs import PAIRS, Pair
from respondeat.graph.command.relations import Edge, Span, within

NAMES: Final = tuple(
    dict.fromkeys(
        name
        for p in PAIRS.values()
        for name in (f"{p.relation}.{p.role}.{p.other}", f"{p.relation}.{p.other}.{p.role}")
    )
)
"""The names of all pairs of roles, from either side."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many neighbours an entity has in one pair of roles, by how many statements.

    `role` is that of the entity itself, `other` that of the neighbour; `name` that of the pair.
    """

    relation: str
    role: str
    other: str
    neighbours: int
    statements: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour: its id, by how many statements it is one, and the first of its edges."""

    id: str
    statements: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The counts, whatever relations were asked for, and the first neighbours in those that were.

    `total` is how many neighbours there are in those.
    """

    counts: tuple[Count, ...]
    total: int
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    row: int
    link: int
    pair: Pair
    other: int
    role: str  # of the entity itself
    certain: bool

    @property
    def facing(self) -> str:
        """The role of the neighbour."""
        return self.pair.other if self.role == self.pair.role else self.pair.role

    @property
    def name(self) -> str:
        """The name of the pair from the side of the entity."""
        return f"{self.pair.relation}.{self.role}.{self.facing}"


def neighbours(
    graph: RelationGraph,
    entity: str,
    relations: Collection[str] | None = None,
    when: When | None = None,
    *,
    only_certain: bool = False,
    limit: int = 50,
    edges: int = 20,
) -> Neighbours:
    """The neighbours of an entity: those with the most upheld statements first, then by id.

    `relations` are names of pairs as `Pair.name` has them, from the side of the entity: "Posting.holder.body"
    gives the bodies of a person, "Posting.body.holder" the holders of a body. Statements that are denied or
    withdrawn are counted and shown with their state. With `when` only those count that can hold then, with
    `only_certain` those that surely do, then or on some day. Linear in the statements of the entity.
    """
    node = graph.node(entity)
    if node is None:
        return Neighbours((), 0, ())
    rows = list(_rows(graph, node, when, only_certain))
    asked = rows if relations is None else [r for r in rows if r.name in set(relations)]
    by_other: dict[int, list[_Row]] = defaultdict(list)
    for r in asked:
        by_other[r.other].append(r)
    upheld = {n: len({r.row for r in own if graph.carries(r.row, r.pair)}) for n, own in by_other.items()}
    order = sorted(by_other, key=lambda n: (-upheld[n], -len(by_other[n]), graph.iri(n)))
    shown = tuple(_neighbour(graph, n, by_other[n], edges) for n in order[:limit])
    return Neighbours(_counts(graph, rows), len(order), shown)


def _rows(graph: RelationGraph, node: int, when: When | None, only_certain: bool) -> Iterator[_Row]:
    for link, other, pair in graph.others(node):
        role = pair.role if graph.source[link] == node else pair.other
        for row in range(graph.row_start[link], graph.row_start[link + 1]):
            span = graph.span(row, link, pair)
            if when is not None and not within(span.possible, when.window):
                continue
            certain = graph.carries(row, pair) and _certain(span, when)
            if certain or not only_certain:
                yield _Row(row, link, pair, other, role, certain)


def _certain(span: Span, when: When | None) -> bool:
    sure = within(span.sure, None)
    return bool(sure) if when is None else when.certain(sure)


def _counts(graph: RelationGraph, rows: list[_Row]) -> tuple[Count, ...]:
    """One for each pair, in the order of the ontology."""
    found: dict[tuple[str, str, str], list[_Row]] = defaultdict(list)
    for r in sorted(rows, key=lambda r: (r.pair.number, r.role)):
        found[r.pair.relation, r.role, r.facing].append(r)
    return tuple(
        Count(*key, len({r.other for r in own}), len({graph.statement_iri(r.row) for r in own}))
        for key, own in found.items()
    )


def _neighbour(graph: RelationGraph, node: int, rows: list[_Row], most: int) -> Neighbour:
    made = [graph.edge(r.row, r.link, r.pair, r.certain) for r in rows]
    made.sort(key=lambda e: (e.state, not e.certain, e.relation, e.roles, e.statement))
    return Neighbour(graph.iri(node), len({e.statement for e in made}), tuple(made[:most]))
