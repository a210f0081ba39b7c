"""Changesets as TriG or N-Quads: as `respondeat export` writes them, or by hand with names like `<#p1>`."""

from typing import Final

from respondeat.graph.quads.posted import Posted, kept, read_posted
from respondeat.ontology import validation
from respondeat.ontology import vocabulary as v

from .changeset_draft import LOCAL, Draft, Fault
from .changeset_json import refused

_BESIDE_SHACL: Final = frozenset({"DatesAgree", "WithheldIsNotShown"})


def read_rdf(data: bytes, format: str) -> tuple[Posted, ...]:
    """The changesets of a text in "trig" or "nquads", in their order. Raises InputError with the place."""
    return read_posted(data, format, LOCAL.rstrip("#"))


def drafted(posted: Posted, level: str) -> Draft:
    """The draft that a graph is; `level` is that of a graph which names none. Raises what `kept` raises."""
    chosen = posted.level or level
    if chosen not in v.LEVELS:
        why = "names no access level that there is: r:accessLevel is r:public, r:restricted or r:sealed"
        raise refused([Fault(posted.id, v.ACCESS_LEVEL, chosen, f"The changeset {why}; or say ?level=.")])
    records, lost = kept(posted.triples)
    if not records:
        raise refused([Fault(posted.id, "", "", "The changeset holds no record of the model.")])
    return Draft(
        records,
        chosen,
        posted.author,
        posted.note,
        posted.recorded_at,
        posted.id,
        triples=posted.triples,
        lost=lost,
    )


def beside_shacl(triples: bytes) -> list[Fault]:
    """What SHACL cannot say of triples as they were posted: dates and day numbers, shown though withheld."""
    found = validation.validate(triples, "turtle")
    return [Fault(x.focus, x.path, x.value, x.message) for x in found if x.shape in _BESIDE_SHACL]
