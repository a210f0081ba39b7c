"""What the changesets below a level say, looked up where it is needed and not read as a whole."""

from collections.abc import Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from respondeat.graph import quads as rdf
from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from .writer import Writer

_LABELS = frozenset({v.PREF_LABEL, v.ALT_LABEL})


class Below:
    """The changesets of levels below `top` (a place in `vocabulary.LEVELS`, or their number for all)."""

    def __init__(self, writer: Writer, top: int) -> None:
        self.top = top
        self._writer = writer
        levels = {info.id: v.LEVELS.index(info.level) for info in writer.infos}
        self._levels: Mapping[str, int] = {id: level for id, level in levels.items() if level < top}
        self.record = cache(self._record)

    def _record(self, id: str) -> Record | None:
        """What all of them together say under this id."""
        quads = [quad for _, quad in self._about(id)]
        pairs = [(q.predicate.value, rdf.value(q.object)) for q in quads]
        if (v.TYPE, v.LABEL) in pairs:
            holders = [(prop, entity) for _, prop, entity in self._referring(id) if prop in _LABELS]
            if holders:
                preferred = any(prop == v.PREF_LABEL for prop, _ in holders)
                return rdf.name(id, holders[0][1], preferred, pairs)
        return rdf.record(id, pairs)

    def _about(self, id: str) -> Iterator[tuple[str, ox.Quad]]:
        return ((g, q) for g, q in self._writer.about(id) if g in self._levels)

    def _referring(self, id: str) -> Iterator[tuple[str, str, str]]:
        return ((g, p, s) for g, p, s in self._writer.naming(id) if g in self._levels)

    def saying(self, id: str) -> tuple[tuple[str, str], ...]:
        """(Property, IRI) of all that is said of something, sorted."""
        said = ((q.predicate.value, q.object) for _, q in self._about(id))
        return tuple(sorted({(prop, term.value) for prop, term in said if isinstance(term, ox.NamedNode)}))

    def referring(self, id: str) -> tuple[tuple[str, str], ...]:
        """(Property, id) of all that refers to something, sorted."""
        return tuple(sorted({(prop, subject) for _, prop, subject in self._referring(id)}))

    def speakers(self, id: str) -> tuple[tuple[str, str], ...]:
        """(Changeset, record) of all that refers to something."""
        return tuple(sorted({(graph, subject) for graph, _, subject in self._referring(id)}))

    def changesets(self, id: str) -> frozenset[str]:
        """The changesets that say anything of something, or refer to it."""
        about = {graph for graph, _ in self._about(id)}
        return frozenset(about | {graph for graph, _, _ in self._referring(id)})

    def described(self, id: str) -> Mapping[str, int]:
        """The changesets that say what something is, with their levels."""
        return {g: self._levels[g] for g, q in self._about(id) if q.predicate.value == v.TYPE}

    def level(self, id: str) -> int | None:
        """The lowest level that knows what something is; None where no level here does."""
        return min(self.described(id).values(), default=None)

    def supports(self, statement: str, *, derivations: bool) -> tuple[tuple[int, str], ...]:
        """What holds a statement up, each with its level: derivations, and unless only these attestations."""
        props = {v.DERIVES} if derivations else {v.SUPPORTS, v.DERIVES}
        found = {
            (self._levels[graph], subject)
            for graph, prop, subject in self._referring(statement)
            if prop in props
        }
        return tuple(sorted(found))


def is_iri(text: str) -> bool:
    """Whether a text can be the id of anything."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
