"""Which pairs of entities a statement relates, over all relations of the model.

A statement relates the first entity-valued role that its relation has in the ontology, its main role, to each
of its other entity-valued roles: the holder of a posting to the post and to the body, the convicted to the
court, the judge, the provision and the event. Two other roles are not related to one another: from the judge
to the court it is two steps, by the one convicted. An edge goes from the main role to the other one; only a
statement on identity has no direction. A statement with one entity alone relates nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from types import MappingProxyType
from typing import Final

from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import role_range

from .kinds import Kind

_FIRST: Final = 64  # above the kinds of the command graph: no rule of its own touches these
_IDENTITY: Final = v.R + "Identity"
_SAME: Final = v.R + "same"
OF_EVENT: Final = frozenset({v.PARTICIPATION, v.ORDER_GIVING, v.CUSTODY})
"""The relations in which what has no time of its own has the time of its event, as on chains."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles of a relation, by their local names.

    `carries` is False where the statement says that there is no link, or does not say that there is one.
    With `of_event` what has no time of its own has the time of its event.
    """

    number: int
    relation: str
    role: str
    other: str
    directed: bool = True
    carries: bool = True
    of_event: bool = False


def _all() -> Iterator[Pair]:
    number = _FIRST
    for iri, relation in v.RELATIONS.items():
        roles = (*relation.needed, *relation.one_of, *relation.optional)
        main, *others = [r for r in roles if role_range(v.R + r, iri) == "entity"] or [""]
        for other in others:
            for carries in (True, False) if iri == _IDENTITY else (True,):
                of_event = other == "event" and iri in OF_EVENT
                yield Pair(number, relation.name, main, other, iri != _IDENTITY, carries, of_event)
                number += 1


PAIRS: Final[Mapping[int, Pair]] = MappingProxyType({pair.number: pair for pair in _all()})
"""Every pair by its number, in the order of the ontology."""

DIGEST: Final = hashlib.sha256(repr([astuple(p) for p in PAIRS.values()]).encode()).hexdigest()[:8]
"""Changes with the pairs: what was numbered by others is not read by these."""


def _by_relation() -> Mapping[str, tuple[Pair, ...]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in PAIRS.values():
        found[v.R + pair.relation].append(pair)
    return MappingProxyType({relation: tuple(pairs) for relation, pairs in found.items()})


_BY_RELATION: Final = _by_relation()
RELATING: Final = frozenset({*_BY_RELATION, v.EXISTENCE})
"""The relations whose statements relate two entities, and the one that says when an event was."""


def pairs_of(s: Statement) -> Iterator[tuple[int, str, str]]:
    """The pairs that a statement relates: (number, main entity, other entity); "" where a role is not filled.

    A statement of existence gives its entity twice, as `Kind.TIME`: when it was.
    """
    if s.relation == v.EXISTENCE:
        yield Kind.TIME, s.iri("entity"), s.iri("entity")
    for pair in _BY_RELATION.get(s.relation, ()):
        if s.relation != _IDENTITY or pair.carries == (s.iri("verdict") == _SAME):
            yield pair.number, s.iri(pair.role), s.iri(pair.other)
