"""Changesets as RDF that others wrote: each graph, what is said of it, and what no record has room for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from respondeat.errors import InputError
from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from .reading import records as read_records
from .writing import lines

FORMATS: Final = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
_DESCRIBED: Final = frozenset({v.TYPE, v.RECORDED_AT, v.ACCESS_LEVEL, v.ATTRIBUTED_TO, v.NOTE, v.SEQUENCE})


@dataclass(frozen=True, slots=True)
class Posted:
    """One changeset: the name of its graph ("" for the default graph), what is said of it, its N-Triples."""

    id: str
    recorded_at: str
    level: str
    author: str
    note: str
    sequence: int
    triples: bytes
    described: bytes = b""  # all that the posting says of the changeset itself


def read_posted(data: bytes, format: str, base: str) -> tuple[Posted, ...]:
    """The changesets of a TriG or N-Quads text, in their order; names such as <#p1> are resolved by `base`.

    With no graph of a name the default graph is one changeset without one. Raises InputError with the place
    where the syntax is broken, for a blank node, and for what the default graph says beside descriptions.
    """
    try:
        quads = list(ox.parse(data, format=FORMATS[format], base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"The body is no {format} that can be read: {error}.") from None
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, ox.BlankNode):
            raise InputError("A graph has a blank node for its name: give it an IRI.")
        graphs[graph.value if isinstance(graph, ox.NamedNode) else ""].append(quad.triple)
    default = graphs.pop("", [])
    described = {t.subject for t in default if t.predicate.value == v.TYPE and _of(t.object) == v.CHANGESET}
    about = [t for t in default if t.subject in described]
    rest = [t for t in default if t.subject not in described]
    if rest and graphs:
        raise InputError(
            f"{rest[0].subject} is described outside of the changesets' graphs. Put it into the graph of one."
        )
    if rest or not graphs:
        names = sorted(_of(s) for s in described)
        graphs[names[0] if len(names) == 1 else ""] = rest
    made = [_posted(id, triples, about) for id, triples in graphs.items()]
    return tuple(sorted(made, key=lambda one: (one.sequence, one.recorded_at, one.id)))


def _posted(id: str, triples: list[ox.Triple], about: Iterable[ox.Triple]) -> Posted:
    said: dict[str, str] = {}
    described: list[str] = []
    for triple in about:
        if _of(triple.subject) == id:
            prop = triple.predicate.value
            if prop in said or prop not in _DESCRIBED:
                raise InputError(f"The changeset {id} has {prop} twice, or not as a changeset has it.")
            said[prop] = _of(triple.object)
            described.append(f"{triple} .\n")
    sequence = said.get(v.SEQUENCE, "0")
    return Posted(
        id,
        said.get(v.RECORDED_AT, ""),
        said.get(v.ACCESS_LEVEL, "").removeprefix(v.R),
        said.get(v.ATTRIBUTED_TO, ""),
        said.get(v.NOTE, ""),
        int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 16 else 0,
        "".join(dict.fromkeys(f"{triple} .\n" for triple in triples)).encode(),
        "".join(described).encode(),
    )


def kept(triples: bytes) -> tuple[tuple[Record, ...], tuple[tuple[str, str, str], ...]]:
    """The records among N-Triples, and the triples (as terms) of which no record has any part.

    Raises InputError for a blank node, DateError for bounds that are reversed.
    """
    given = [quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)]
    records = read_records(given)
    there = {quad.triple for quad in ox.parse(lines(records), format=ox.RdfFormat.N_TRIPLES)}
    lost = (t for t in given if t not in there)
    return records, tuple((_of(t.subject), t.predicate.value, _of(t.object)) for t in lost)


def _of(term: object) -> str:
    return str(getattr(term, "value", term))
