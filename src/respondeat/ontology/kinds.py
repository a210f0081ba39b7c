"""Which kinds of things may stand in a role: the range that `respondeat.ttl` gives it, and all below it."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from . import vocabulary as v
from .concepts import resource


@cache
def _ranges() -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """The range of each property, and the classes right above each class."""
    ranges: dict[str, str] = {}
    above: dict[str, set[str]] = defaultdict(set)
    for triple in ox.parse(resource("respondeat.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            if triple.predicate.value == v.RDFS + "range":
                ranges[triple.subject.value] = triple.object.value
            elif triple.predicate.value == v.RDFS + "subClassOf":
                above[triple.subject.value].add(triple.object.value)
    return ranges, {cls: frozenset(found) for cls, found in above.items()}


def _is(cls: str, wanted: str) -> bool:
    above = _ranges()[1]
    return cls == wanted or any(_is(one, wanted) for one in above.get(cls, ()))


@cache
def kinds_of(role: str) -> tuple[str, ...]:
    """The classes of entities, by their local names, that may stand in a role given by its IRI.

    None for a role whose values are no entities.

    >>> kinds_of(v.R + "holder"), kinds_of(v.R + "post"), kinds_of(v.R + "title")
    (('Person', 'PersonGroup'), ('Post',), ())
    """
    wanted = _ranges()[0].get(role, "")
    return tuple(cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES if wanted and _is(cls, wanted))
