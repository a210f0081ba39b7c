"""No changeset may name a record that is known only above its own level.

An id is a hash of the content and can be guessed; and what rests on a record tells that it is there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from respondeat.errors import ValidationError
from respondeat.graph.statement import Changeset, Entity
from respondeat.ontology import vocabulary as v

from .neighbourhood import OWN, About, spoken_of
from .protocol import ChangesetInfo

_SHOWN = 20
_LISTED = 1000
_OF_ITS_OWN = frozenset(v.ENTITY_CLASSES)  # entities may be named anywhere: what is said of them has a level


def refuse_disclosure(
    new: Sequence[Changeset], payloads: Mapping[str, bytes], infos: Iterable[ChangesetInfo], about: About
) -> None:
    """Check that the records that changesets refer to are described at their level or below, or nowhere.

    `payloads` are their records as N-Triples by id. So a derived statement is as restricted as its premises.
    Raises ValidationError, which tells the first twenty that would be given away, and lists up to 1000.
    """
    levels = {i.id: v.LEVELS.index(i.level) for i in infos} | {c.id: v.LEVELS.index(c.level) for c in new}
    highest = max(levels.values())
    lower = [c for c in new if levels[c.id] < highest]
    beside = _described(new, levels) if lower else {}
    told = [(line, c.id) for c in lower for line in _given_away(c, payloads[c.id], beside, levels, about)]
    if told:
        more = [f"- and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
        raise ValidationError(
            "Nothing was written, for a lower level would learn of what it may not see. Write these at the "
            "higher level, or leave the reference out:\n"
            + "\n".join([f"- {t}" for t, _ in told[:_SHOWN]] + more),
            violations=[
                {"focus": changeset, "path": "", "value": t.partition(" ")[0], "message": t}
                for t, changeset in told[:_LISTED]
            ],
        )


def _described(new: Iterable[Changeset], levels: Mapping[str, int]) -> dict[str, int]:
    """The lowest level at which the changesets describe each record."""
    found: dict[str, int] = {}
    for changeset in new:
        for record in changeset.records:
            if not isinstance(record, Entity):
                found[record.id] = min(levels[changeset.id], found.get(record.id, levels[changeset.id]))
    return found


def _given_away(
    changeset: Changeset, payload: bytes, beside: Mapping[str, int], levels: Mapping[str, int], about: About
) -> Iterator[str]:
    mine, spoken = levels[changeset.id], spoken_of(payload)
    for term in sorted((spoken.subjects | spoken.objects) - spoken.typed):
        if term.startswith(OWN):
            continue
        iri = term[1:-1].decode()
        found = [
            levels[g] for g, q in about(iri, v.TYPE) if getattr(q.object, "value", "") not in _OF_ITS_OWN
        ]
        found += [beside[iri]] if iri in beside else []
        if found and min(found) > mine:
            yield f"{iri} is {v.LEVELS[min(found)]}, and named in a {changeset.level} changeset"
