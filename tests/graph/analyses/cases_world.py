"""Small invented worlds of cases, for the analyses that read them."""

from collections.abc import Iterable, Sequence
from typing import Final

from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Statement, Value
from respondeat.ontology import vocabulary as v

SOURCE: Final = v.ID + "b-source"


def id(name: str) -> str:
    """The IRI of something in the world."""
    return v.ID + name


def days(es: int | None, ls: int | None, ee: int | None, le: int | None) -> ValidTime:
    return ValidTime("", Bounds(es, ls, ee, le))


def on(day: int) -> ValidTime:
    return days(day, day, day, day)


def entity(name: str, kind: str, **attributes: str) -> Entity:
    return Entity.of(id(name), kind, **{k: v.R + x for k, x in attributes.items()})


def said(relation: str, time: ValidTime | None = None, **roles: Value) -> Statement:
    """A statement whose roles are names in the world, concepts (after "r:"), or values."""
    given = {k: _value(x) for k, x in roles.items()}
    return Statement.of(relation, time, id="", note="", derived=False, **given)


def _value(x: Value) -> Value:
    if not isinstance(x, str):
        return x
    return v.R + x[2:] if x.startswith("r:") else id(x)


def part(actor: str, event: str, role: str, time: ValidTime | None = None) -> Statement:
    return said("Participation", time, actor=actor, event=event, role=f"r:{role}")


def attested(statements: Iterable[Statement], modality: str = "asserted") -> list[Record]:
    """The statements, each with one attestation."""
    return [
        r
        for s in statements
        for r in (s, Attestation.of(supports=[s.id], origin=SOURCE, modality=v.R + modality))
    ]


def world(*parts: Sequence[Record]) -> RecordSet:
    return RecordSet(r for records in parts for r in records)
