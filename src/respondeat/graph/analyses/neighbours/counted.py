"""What is told of neighbours: counts by pairs of roles, and the first of them with their edges."""

from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import When
from respondeat.graph.command.pairs import PAIRS
from respondeat.graph.command.relations import Edge, Span, within
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import role_range

ATTESTATION: Final = "Attestation"
SAYS: Final = ("supports", "denies")
"""The roles of a document: what it says of the statements in which its neighbours stand."""

EDGES: Final = 20
"""So many edges of one neighbour are given; all are counted."""

_ENTITIES: Final = sorted(
    {
        role.removeprefix(v.R)
        for iri, relation in v.RELATIONS.items()
        for role in relation.roles
        if role_range(role, iri) == "entity"
    }
)
NAMES: Final = tuple(
    dict.fromkeys(
        (
            *(
                name
                for p in PAIRS.values()
                for name in (f"{p.relation}.{p.role}.{p.other}", f"{p.relation}.{p.other}.{p.role}")
            ),
            *(f"{ATTESTATION}.{says}.{role}" for says in SAYS for role in _ENTITIES),
        )
    )
)
"""The names of all pairs of roles from either side, then those of documents."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many neighbours there are in one pair of roles, by how many statements.

    `role` is that of who is asked about, `other` that of the neighbours.
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


def is_certain(span: Span, when: When | None) -> bool:
    """Whether something surely holds then, or on some day."""
    sure = within(span.sure, None)
    return bool(sure) if when is None else when.certain(sure)
